"""What the conditions of a query say of one variable: its value, or that it has one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from habeas.sparql.query_tree import BindClause, Element, RowFilter, TriplePattern, is_variable

_NAMED: Final = re.compile(r"<[^<>]*>\Z|[A-Za-z][A-Za-z0-9_-]*:[^\s]*\Z|:[^\s]+\Z")
_PLAIN_TEXT: Final = re.compile(r"(?:\"[^\"\\]*\"|'[^'\\]*')(?:@[a-z]+(?:-[a-z0-9]+)*)?\Z")
_ADDRESS: Final = re.compile(r"[\"']([A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|\\^`\s]*)[\"']\Z")
_COMPARES: Final = frozenset({"=", "!=", "<", ">", "<=", ">="})
MOST_VALUES: Final = 50


@dataclass(frozen=True, slots=True)
class BoundTerm:
    """A variable that can have these values only, as they are written."""

    variable: str
    values: str


def conjuncts(tokens: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """`a && b` as its two parts; brackets around the whole are left out."""
    tokens = _bare(tuple(tokens))
    if "||" in _outside(tokens):
        return (tokens,)
    parts = list(_parts(tokens, "&&"))
    return tuple(inner for part in parts for inner in conjuncts(part)) if len(parts) > 1 else (tokens,)


def bound_terms(having: Sequence[str], elements: Iterable[Element]) -> Iterator[BoundTerm]:
    """The variables of which conditions say which value they have.

    `=` is the same term for addresses and for texts without a type; of numbers and days it is not. `having` is what
    stands after GROUP BY, when only conditions on groups are asked for.
    """
    elements = list(elements)
    subjects = {one.subject for one in elements if isinstance(one, TriplePattern)}
    if having:
        conditions = [part for part in _having(having) if part]
    else:
        conditions = [one.tokens for one in elements if isinstance(one, RowFilter)]
    constants = dict(filter(None, map(_constant, elements)))
    for tokens in conditions:
        found = _equality(tuple(constants.get(token, token) for token in tokens), subjects)
        if found is None and constants:
            found = _equality(tokens, subjects)
        if found is not None:
            yield found


def needs_value(condition: RowFilter) -> frozenset[str]:
    """The variables without which a condition is never true: those of a comparison, of BOUND, of a test of text."""
    tokens = _bare(condition.tokens)
    if "{" in tokens:
        return frozenset()
    low = [token.casefold() for token in tokens]
    if low[:2] == ["bound", "("] and len(tokens) == 4:  # noqa: PLR2004 BOUND(?x)
        return frozenset(tokens[2:3])
    if len(tokens) == 3 and tokens[1] in _COMPARES:  # noqa: PLR2004 ?x = y
        return frozenset(filter(is_variable, tokens))
    if (
        low[:1] in (["regex"], ["contains"], ["strstarts"])
        and is_variable(tokens[2])
        and _closes(tokens[1:]) + 2 == len(tokens)
    ):
        return frozenset(tokens[2:3])
    found = _equality(tokens, set())
    return frozenset([found.variable]) if found else frozenset()


def _constant(element: Element) -> tuple[str, str] | None:
    """A variable that BIND gives an address."""
    if not isinstance(element, BindClause):
        return None
    tokens = element.text.removeprefix("BIND").split(" ")
    if len(tokens) == 5 and _NAMED.match(tokens[1]) and tokens[2].casefold() == "as":  # noqa: PLR2004 ( X AS ?y )
        return tokens[3], tokens[1]
    return None


def _equality(tokens: tuple[str, ...], subjects: set[str]) -> BoundTerm | None:
    tokens = _bare(tokens)
    if "||" in _outside(tokens):
        parts = [_equality(part, subjects) for part in _parts(tokens, "||")]
        if None in parts or len({part.variable for part in parts if part}) != 1:
            return None
        return _listed(parts[0].variable if parts[0] else "", [part.values for part in parts if part])
    match [token.casefold() if token.isalpha() else token for token in tokens]:
        case [variable, "=", term] if is_variable(variable) and _is_exact(term):
            return BoundTerm(variable, term)
        case [term, "=", variable] if is_variable(variable) and _is_exact(term):
            return BoundTerm(variable, term)
        case ["sameterm", "(", variable, ",", term, ")"] if is_variable(variable) and _is_exact(term):
            return BoundTerm(variable, term)
        case ["str", "(", variable, ")", "=", term] if variable in subjects and (named := _ADDRESS.match(term)):
            return BoundTerm(variable, f"<{named[1]}>")
        case [variable, "in", "(", *terms, ")"] if is_variable(variable) and all(t == "," for t in terms[1::2]):
            return _listed(variable, terms[::2])
    return None


def _listed(variable: str, terms: Sequence[str]) -> BoundTerm | None:
    """Several values: each once, so all of them must be written in one way."""
    ways = {term[0] if term[0] in "<\"'" else term.partition(":")[0] for term in terms}
    if not terms or len(terms) > MOST_VALUES or len(ways) > 1 or not all(map(_is_exact, terms)):
        return None
    return BoundTerm(variable, " ".join(dict.fromkeys(terms)))


def _is_exact(term: str) -> bool:
    return bool(_NAMED.match(term) or _PLAIN_TEXT.match(term))


def _having(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    small = [token.casefold() for token in tokens]
    if "having" not in small:
        return
    at = small.index("having") + 1
    while at < len(tokens) and tokens[at] == "(":
        end = at + _closes(tokens[at:])
        yield from conjuncts(tuple(tokens[at : end + 1]))
        at = end + 1


def _bare(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Without brackets around the whole."""
    while tokens[:1] == ("(",) and _closes(tokens) == len(tokens) - 1:
        tokens = tokens[1:-1]
    return tokens


def _closes(tokens: Sequence[str]) -> int:
    """Where the first bracket closes."""
    depth = 0
    for at, token in enumerate(tokens):
        depth += (token in {"(", "{"}) - (token in {")", "}"})
        if not depth:
            return at
    return len(tokens)


def _outside(tokens: Sequence[str]) -> list[str]:
    """The tokens outside all brackets."""
    found, depth = [], 0
    for token in tokens:
        depth -= token in {")", "}"}
        if not depth:
            found.append(token)
        depth += token in {"(", "{"}
    return found


def _parts(tokens: Sequence[str], sign: str) -> Iterator[tuple[str, ...]]:
    """What stands between signs outside all brackets."""
    part, depth = list[str](), 0
    for token in tokens:
        depth += (token in {"(", "{"}) - (token in {")", "}"})
        if token == sign and not depth:
            yield tuple(part)
            part = []
        else:
            part.append(token)
    yield tuple(part)
