"""The engine behind the case file.

SPARQL 1.1 is the only contract with it: nothing above this package knows which it is.
"""
