"""An RDF file taken apart: the default graph by subject and predicate, each named graph as triples."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Final

from habeas.errors import BadClaim, BadFile
from habeas.sparql.mapping import Triple, spo
from habeas.sparql.rdf import DefaultGraph, Literal, NamedNode, RdfFormat, parse

FORMATS: Final = {
    ".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG, ".ttl": RdfFormat.TURTLE, ".jsonld": RdfFormat.JSON_LD
}  # fmt: skip

Node = dict[str, list[NamedNode | Literal]]
Default = dict[str, Node]
Graphs = dict[str, list[Triple]]


def parsed(path: Path) -> tuple[Default, Graphs]:
    """The whole file. Raises BadFile with line and column when the syntax is broken, or when something in it has no name."""
    default: Default = defaultdict(lambda: defaultdict(list))
    graphs: Graphs = defaultdict(list)
    try:
        for quad in parse(path=str(path), format=FORMATS[path.suffix.lower()]):
            subject, predicate, found = spo(quad)
            if isinstance(quad.graph_name, DefaultGraph):
                default[subject.value][predicate.value].append(found)
            else:
                graphs[str(quad.graph_name.value)].append((subject, predicate, found))
    except SyntaxError as error:
        raise _broken(path, error) from None
    except ValueError:
        why = "this RDF has blank nodes or quoted triples, but everything in a case file needs a name"
        raise BadFile(where=str(path), why=why, next="Give each node an IRI.") from None
    except OSError as error:
        raise BadFile(where=str(path), why=f"this cannot be read: {error}") from None
    return default, graphs


def _broken(path: Path, error: SyntaxError) -> BadFile:
    if "remote context" in str(error.msg):
        why = "this file refers to a context on the web, and nothing is fetched from the web"
        return BadFile(where=str(path), why=why, next="Write the context into the file.")
    line = f", line {error.lineno}" if error.lineno else ""
    column = f", column {error.offset}" if error.offset else ""
    why = f"this is broken RDF: {str(error.msg).splitlines()[0]}"
    return BadFile(where=f"{path}{line}{column}", why=why, next="Nothing of the file was recorded.")


def iris(node: Node, predicate: str) -> list[str]:
    """The IRIs a node has for a predicate."""
    return [term.value for term in node.get(predicate, []) if isinstance(term, NamedNode)]


def needed(node: Node, predicate: str) -> NamedNode | Literal:
    """The first value of a predicate. Raises BadClaim when there is none."""
    values = node.get(predicate, [])
    if not values:
        raise BadClaim(why=f"the claim has no {local_name(predicate)}")
    return values[0]


def plain_literal(term: Literal) -> object:
    """A literal without a language as a plain value; a number stays text until its property tells what it may be."""
    if term.datatype.value.rpartition("#")[2] == "boolean":
        return term.value in {"true", "1"}
    return term.value


def local_name(iri: str) -> str:
    """The last part of an IRI."""
    return re.split(r"[#/]", iri)[-1]
