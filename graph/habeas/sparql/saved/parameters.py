"""Values for the parameters of a question, as RDF terms.

    typed    what a person typed -> terms; names are looked up by the caller, dates and numbers are checked
    inline   the terms by variable -> a VALUES block in the query, each term written by the RDF library
    bind     both: a question and what was typed -> one SPARQL 1.1 text that any engine can answer

Pure. No typed text ever becomes part of a query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import product

from pyoxigraph import Literal, NamedNode

from habeas.errors import BadChoice, phrase
from habeas.model.codec_values import nearest
from habeas.sparql.saved.questions import OUTER_GROUP, Param, ParamType, Question, applicable
from habeas.sparql.terms import DATE, Term, integer, node, plain_string


def typed(question: Question, given: Mapping[str, str], iri_of: Callable[[str], str]) -> dict[str, Term]:
    """The values given, and the defaults, as terms. `iri_of` finds the IRI behind a name.

    Raises BadChoice for a parameter the question does not have, one that is missing, or a value of the wrong kind.
    """
    known = {param.name: param for param in question.params}
    for name in given:
        if name not in known:
            raise BadChoice(
                why=phrase("the question %(question)s has no parameter “%(name)s”", question=question.name, name=name),
                next=_choices(name, question),
            )
    values = {param.name: given.get(param.name) or param.default for param in question.params}
    for param in question.params:
        if param.required and not values[param.name]:
            next_ = f"Add {param.name}=…" + (f" ({param.about})" if param.about else "")
            raise BadChoice(
                why=phrase("the question %(question)s needs %(name)s", question=question.name, name=param.name),
                next=next_,
            )
    return {name: _term(known[name], value, iri_of) for name, value in values.items() if value}


def _choices(name: str, question: Question) -> str:
    names = [param.name for param in question.params]
    if not names:
        return "It takes no parameters."
    close = nearest(name, names, noun="parameter")
    return close if close.startswith("Did") else "It takes: " + ", ".join(names)


def _term(param: Param, value: str, iri_of: Callable[[str], str]) -> Term:
    match param.type:
        case ParamType.NAME:
            return node(iri_of(value))
        case ParamType.DATE:
            return Literal(_day(param, value), datatype=DATE)
        case ParamType.INTEGER:
            return integer(_number(param, value))
    return plain_string(value)


def _day(param: Param, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        why = phrase("%(name)s is a day, and “%(value)s” is not one", name=param.name, value=value)
        raise BadChoice(why=why, next="Write year, month and day: 2026-01-12") from None


def _number(param: Param, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise BadChoice(
            why=phrase("%(name)s is a whole number, and “%(value)s” is not one", name=param.name, value=value)
        ) from None


def nobody(_: str) -> Iterable[str]:
    """Without judgements a name means only itself."""
    return ()


def bind(
    question: Question,
    given: Mapping[str, str],
    iri_of: Callable[[str], str],
    others: Callable[[str], Iterable[str]] = nobody,
) -> tuple[str, dict[str, Term]]:
    """The question as one SPARQL text, and the values that the engine must still insert: none, they are in the text.

    `others` gives the IRIs that were judged to mean the same as one. Lines for other cases are left out; a parameter
    without a value stays an unbound variable. SPARQL 1.1 has no parameters, and the embedded engine's substitutions
    reach projected variables only, hence the VALUES block. Raises BadChoice for a parameter that is unknown, missing
    or of the wrong kind.
    """
    values = typed(question, given, iri_of)
    every = {name: _with_others(term, others) for name, term in values.items()}
    return inline(applicable(question.text, values), every), {}


def _with_others(term: Term, others: Callable[[str], Iterable[str]]) -> tuple[Term, ...]:
    more = others(term.value) if isinstance(term, NamedNode) else ()
    return (term, *(node(iri) for iri in more if iri != term.value))


def inline(sparql: str, values: Mapping[str, Term | tuple[Term, ...]]) -> str:
    """The query with its variables bound: a VALUES block at the start of its outer WHERE group, a row for each
    choice.
    """
    outer = OUTER_GROUP.search(sparql)
    if not values or outer is None:
        return sparql
    names = " ".join(f"?{name}" for name in values)
    choices = [value if isinstance(value, tuple) else (value,) for value in values.values()]
    rows = " ".join(f"({' '.join(map(str, row))})" for row in product(*choices))
    return f"{sparql[: outer.end()]} VALUES ({names}) {{ {rows} }}{sparql[outer.end() :]}"
