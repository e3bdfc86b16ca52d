"""Values of a case file: claims, entities, sources and their parts; validation and JSON codec. Pure.

Import from the modules: nothing is exported here.
"""
