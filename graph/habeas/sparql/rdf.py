"""RDF terms, parsing and serializing, for the modules above this package: pyoxigraph under one name, so that one
place touches the engine.
"""

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse, serialize

__all__ = ["BlankNode", "DefaultGraph", "Literal", "NamedNode", "Quad", "RdfFormat", "parse", "serialize"]
