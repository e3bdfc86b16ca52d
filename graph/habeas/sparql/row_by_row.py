"""What the engine would work out for the whole file, worked out for each row instead: LATERAL.

An OPTIONAL or sub-query of several patterns is joined to the rows before it by a table of the whole file, and an EXISTS
or MINUS is worked out again for every row. Where few rows are to be expected, or only the first are wanted, looking
each one up is many times less work; for all rows of a file it is up to 1.7 times as much, and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from habeas.sparql.query_tree import (
    Element,
    GroupUnion,
    Joined,
    NamedGroup,
    PatternGroup,
    RowFilter,
    SelectQuery,
    TriplePattern,
    ValueTable,
    WordBlock,
    bound_by,
    is_optional,
    is_plain,
    mentioned,
)

FEW_ROWS: Final = 60
"""Rows of VALUES, or of LIMIT, that may be looked up one by one."""
MOST_LIMIT: Final = 1000
SLICES: Final = frozenset({"limit", "offset"})
_ORDERS: Final = frozenset({"order", "group", "having"})
AGGREGATES: Final = frozenset({"count", "sum", "avg", "min", "max", "sample", "group_concat"})


def row_by_row(elements: Sequence[Element], *, few: bool, alone: bool) -> Iterator[Element]:
    """The elements of a group, each that is worth it row by row. `few` says that only the first rows are wanted."""
    for at, element in enumerate(elements):
        before, others = elements[:at], [*elements[:at], *elements[at + 1 :]]
        if isinstance(element, WordBlock):
            yield _block(element, before, elements[at + 1 :], few=few, alone=alone)
        elif isinstance(element, GroupUnion) and at and is_anchored(before) and _follows(element, before, others):
            yield WordBlock("LATERAL", PatternGroup((element,)))
        else:
            yield element


def _block(block: WordBlock, before: Sequence[Element], after: Sequence[Element], *, few: bool, alone: bool) -> Element:
    if block.word == "OPTIONAL":
        several = is_plain(block.group) and sum(isinstance(one, TriplePattern) for one in block.group.elements) > 1
        worth = several and bool(before) and bool(block.mentions & mentioned(before))
        return WordBlock("LATERAL", PatternGroup((block,))) if worth and (few or is_anchored(before)) else block
    if block.word == "MINUS" and alone:
        return _not_exists(block, before, after)
    if block.word.endswith("EXISTS"):
        return WordBlock(block.word, _chain(block.group, bound_by((*before, *after))) or block.group)
    return block


def _not_exists(block: WordBlock, before: Sequence[Element], after: Sequence[Element]) -> Element:
    """`MINUS` as `NOT EXISTS`.

    Holds where both sides have a variable in common for certain, its conditions look at its own variables alone, and
    nothing that comes later gives a value to one of them.
    """
    inner, sure = block.group, bound_by(before)
    patterns = [one for one in inner.elements if isinstance(one, TriplePattern)]
    own = bound_by(patterns)
    later = mentioned(one for one in after if not isinstance(one, RowFilter))
    holds = is_plain(inner) and inner.mentions <= own and own & sure and not ((own & later) - sure)
    if not holds or len(patterns) < 2:  # noqa: PLR2004 one pattern is a look-up as it is
        return block
    chain = _chain(inner, sure)
    return WordBlock("NOT EXISTS", chain) if chain else block


def _chain(group: PatternGroup, known: frozenset[str]) -> PatternGroup | None:
    """Patterns one within the other, each looked up by what is known by then; None where one hangs on nothing."""
    patterns = [one for one in group.elements if isinstance(one, TriplePattern)]
    if len(patterns) < 2 or not is_plain(group):  # noqa: PLR2004 as above
        return None
    order: list[TriplePattern] = []
    while patterns:
        best = max(patterns, key=lambda one: _ease(one, known))
        if not _ease(best, known):
            return None
        patterns.remove(best)
        order.append(best)
        known |= best.binds
    chain: tuple[Element, ...] = (order[-1],)
    for pattern in reversed(order[:-1]):
        chain = (pattern, WordBlock("LATERAL", PatternGroup(chain)))
    return PatternGroup((*chain, *(one for one in group.elements if isinstance(one, RowFilter))))


def _ease(pattern: TriplePattern, known: frozenset[str]) -> int:
    """How well a pattern can be looked up: by its subject best, by its object well, by a class not."""
    by_subject = pattern.subject in known or not pattern.subject.startswith("?")
    by_object = pattern.object in known or _is_selective(pattern)
    return 0 if pattern.path and not by_subject else 3 * by_subject + 2 * by_object


def is_anchored(elements: Sequence[Element]) -> bool:
    """Whether few rows are to be expected: something in it is named."""
    return any(_names_something(element) for element in elements)


def _names_something(element: Element) -> bool:
    match element:
        case TriplePattern():
            return not element.subject.startswith("?") or _is_selective(element)
        case ValueTable():
            return element.rows <= FEW_ROWS
        case NamedGroup():
            return is_anchored(element.group.elements)
        case GroupUnion(arms):
            return all(_is_small(arm) for arm in arms)
    return False


def _is_small(arm: PatternGroup | SelectQuery) -> bool:
    if isinstance(arm, PatternGroup):
        return is_anchored(arm.elements)
    first = arm.number("limit")
    return (first is not None and first <= FEW_ROWS) or is_anchored(arm.group.elements)


def _is_selective(pattern: TriplePattern) -> bool:
    """Whether its object is something of the case: no variable, no class, no word of the vocabulary, no number."""
    term = pattern.object
    named = term.startswith(('"', "'")) and "^^" not in term
    named = named or (term.startswith("<") and "/ns#" not in term) or (":" in term and not term.startswith(_WORDS))
    return named and pattern.predicate not in {"a", "rdf:type"} and not pattern.path


_WORDS: Final = ("?", "<", '"', "'", "hab:", "skos:", "prov:", "rdf:", "oa:", "foaf:")
"""What no name of the case itself begins with."""


def _follows(union: GroupUnion, before: Sequence[Element], others: Sequence[Element]) -> bool:
    """Whether a sub-query may be worked out row by row: what it shares with the rest it hands out, as it is found.

    Holds where each such variable has a value in each row before, and in each row of the sub-query's own patterns, and
    rows are put together by it, if they are put together.
    """
    select = union.arms[0]
    if len(union.arms) > 1 or not isinstance(select, SelectQuery) or select.words & (SLICES | {"order"}):
        return False
    shared = select.mentions & mentioned(one for one in others if not isinstance(one, RowFilter))
    return bool(shared) and shared <= (select.binds & bound_by(before)) and is_plain(select.group)


# -- the first rows in an order


def late(query: SelectQuery) -> SelectQuery:
    """`ORDER BY … LIMIT n` before the OPTIONALs: each row before them has at least one after them.

    Holds where the order and every condition look at what is required alone, and rows are not put together.
    """
    first, skip = query.number("limit"), query.number("offset") or 0
    words = query.words & {"group", "having", "distinct", "reduced", "values"}
    if query.form != "select" or first is None or first + skip > MOST_LIMIT or words or query.calculates:
        return query
    order = query.tail[: _first(query.tail, SLICES)]
    if not order or order[0].casefold() != "order" or not AGGREGATES.isdisjoint(map(str.casefold, order)):
        return query
    filters = [one for one in query.group.elements if isinstance(one, RowFilter)]
    others = [one for one in query.group.elements if not isinstance(one, RowFilter)]
    sure = [one for one in others if isinstance(one, Joined)]
    options = others[len(sure) :]
    sought = frozenset(token for token in order if token.startswith("?")) | mentioned(filters)
    holds = options and all(map(is_optional, map(_unwrapped, options))) and sought <= bound_by(sure)
    holds = holds and others[: len(sure)] == sure
    if not holds or not all(one.simple for one in filters):
        return query
    inner = SelectQuery(
        ("SELECT", "*"), PatternGroup((*sure, *filters)), (*order, "LIMIT", str(first + skip)), everything=True
    )
    rows = (_lateral(one, sure) for one in options)
    return replace(query, group=PatternGroup((GroupUnion((inner,)), *rows)))


def _lateral(option: Element, sure: Sequence[Element]) -> Element:
    if isinstance(option, WordBlock) and option.word == "OPTIONAL" and is_plain(option.group):
        return WordBlock("LATERAL", PatternGroup((option,))) if option.mentions & bound_by(sure) else option
    return option


def _unwrapped(element: Element) -> Element:
    """An OPTIONAL that is worked out row by row, as it was."""
    if isinstance(element, WordBlock) and element.word == "LATERAL" and len(element.group.elements) == 1:
        return element.group.elements[0]
    return element


def _first(tokens: Sequence[str], words: frozenset[str]) -> int:
    return next((at for at, token in enumerate(tokens) if token.casefold() in words), len(tokens))


def takes_few(query: SelectQuery) -> bool:
    """Whether only the first rows are taken as they come."""
    if query.form == "ask":
        return True
    first = query.number("limit")
    return first is not None and first <= MOST_LIMIT and not (query.words & _ORDERS or query.calculates)
