"""RDF terms of an answer as values: names of this case, codes, days, numbers, words.

An answer comes as SPARQL JSON results: `{"type": "uri", "value": "…"}`. What is no name of the case and no word of the
vocabulary stays the address it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from habeas.errors import BadClaim
from habeas.model import Ref
from habeas.sparql.mapping import Mapper, NamedNode
from habeas.sparql.mapping.terms import EDTF, Term
from habeas.vocab import PREFIXES, PROPERTIES, SCHEMES

RELATIONS: Final[Mapping[str, str]] = {prop.iri: name for name, prop in reversed(list(PROPERTIES.items()))}
"""The name of a relation by its IRI; the first one where several share it."""
CODES: Final[Mapping[str, str]] = {iri: code for codes in SCHEMES.values() for code, iri in codes.items()}
XSD: Final = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Value:
    """A value in an answer. `kind`: name, date, code, text, number, yes-no, iri.

    `text` is the name's `kind:slug`, the EDTF text, the code, the words, the number, `true` or `false`, or the address.
    """

    kind: str
    text: str
    lang: str = ""


Plain = Mapping[str, str]


def value_of(term: Plain, mapper: Mapper) -> Value:
    """The value behind a term of an answer."""
    if term["type"] == "uri":
        return _of_iri(term["value"], mapper)
    datatype = term.get("datatype", "").removeprefix(XSD)
    if datatype in {"integer", "decimal", "double"}:
        return Value("number", term["value"])
    if datatype == "boolean":
        return Value("yes-no", term["value"])
    if datatype == EDTF.value or datatype in {"date", "dateTime"}:
        return Value("date", term["value"])
    return Value("text", term["value"], term.get("xml:lang", ""))


def _of_iri(iri: str, mapper: Mapper) -> Value:
    if iri.startswith(mapper.base + "time/"):
        return Value("date", unquote(iri.removeprefix(mapper.base + "time/")))
    if iri.startswith(mapper.base):
        try:
            return Value("name", str(mapper.ref(iri)))
        except BadClaim:
            return Value("iri", iri)
    return Value("code", CODES[iri]) if iri in CODES else Value("iri", iri)


def plain_of(term: Term) -> Plain:
    """A term of the mapper as it would stand in an answer."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    language = {"xml:lang": term.language} if term.language else {}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value, **language}


def relation_of(iri: str) -> str:
    """The name of a relation; for one that is not in the vocabulary its short form, or its whole address."""
    if iri in RELATIONS:
        return RELATIONS[iri]
    short = (f"{prefix}:{iri.removeprefix(start)}" for prefix, start in PREFIXES.items() if iri.startswith(start))
    return next(short, iri)


def as_ref(value: Value) -> Ref | None:
    """The name, when the value is one."""
    return Ref(*value.text.split(":", 1)) if value.kind == "name" else None
