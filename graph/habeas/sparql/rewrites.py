"""Queries as people write them, into ones that the engine answers sooner; the rows are the same.

The engine joins what stands in one group well, and works out each OPTIONAL, MINUS, EXISTS and sub-query of several
patterns for the whole file. So what is asked first is moved first, and the rest is worked out row by row with LATERAL,
which the embedded engine knows and SPARQL 1.1 does not: nothing of this is sent to a service. Each step says when it
holds; where that is not certain, the query stays as it is. tests/graph/sparql/test_rewrites.py holds the rows equal,
and decision 460 says what each step gains.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from habeas.sparql.equalities import bound_terms, conjuncts, needs_value
from habeas.sparql.query_reader import read_query
from habeas.sparql.query_tree import (
    NO_VARIABLES,
    BindClause,
    Element,
    GroupUnion,
    Joined,
    NamedGroup,
    PatternGroup,
    RowFilter,
    SelectQuery,
    ValueTable,
    WordBlock,
    bound_by,
    is_optional,
    is_plain,
    is_variable,
    mentioned,
)
from habeas.sparql.row_by_row import SLICES, late, row_by_row, takes_few

_MAY_GAIN: Final = re.compile(r"(?i)optional|minus|exists|filter|having|\{\s*select")
"""Words without which a query is not read: a look-up is answered sooner than it is read."""


def rewritten(text: str) -> str:
    """The query in the form that the engine answers soonest; the very text where nothing is gained."""
    return _rewritten(text) if _MAY_GAIN.search(text) else text


@lru_cache(maxsize=500)
def _rewritten(text: str) -> str:
    query = read_query(text)
    better = query and improved(query)
    return text if better is None or better == query else better.text


def improved(query: SelectQuery) -> SelectQuery:
    """The query in the other form; itself where it is not certain that the engine takes it as it is meant."""
    return _select(query) if _is_scoped(query.group) else query


def _select(query: SelectQuery) -> SelectQuery:
    group = PatternGroup(_split(query.group.elements))
    for term in bound_terms(query.tail, query.group.elements) if query.keys and "having" in query.words else ():
        if term.variable in query.keys:
            group = restricted(group, term.variable, term.values)
    group = _group(group, alone=True, few=takes_few(query))
    return late(replace(query, group=group))


# -- one group


def _group(group: PatternGroup, *, alone: bool, few: bool = False) -> PatternGroup:
    """`alone` is false where conditions see rows from outside, in OPTIONAL and EXISTS."""
    elements = _split(group.elements)
    if alone:
        elements = _required(elements)
    elements = _selects_last(_lifted(elements))
    for term in bound_terms((), elements):
        elements = restricted(PatternGroup(elements), term.variable, term.values).elements
    elements = tuple(_within(one, alone=alone) for one in elements)
    return PatternGroup(tuple(row_by_row(elements, few=few, alone=alone)))


def _within(element: Element, *, alone: bool) -> Element:
    """The same done inside."""
    match element:
        case WordBlock(word, group):
            return WordBlock(word, _group(group, alone=alone and word == "MINUS"))
        case NamedGroup(name, group):
            return NamedGroup(name, _group(group, alone=alone))
        case GroupUnion(arms):
            return GroupUnion(
                tuple(_group(arm, alone=alone) if isinstance(arm, PatternGroup) else _select(arm) for arm in arms)
            )
    return element


def _split(elements: Sequence[Element]) -> tuple[Element, ...]:
    """`FILTER(a && b)` as two conditions: a row stays when both are true, whatever the other would be."""
    found: list[Element] = []
    for element in elements:
        parts = conjuncts(element.tokens) if isinstance(element, RowFilter) else ()
        found += map(RowFilter, parts) if len(parts) > 1 else [element]
    return tuple(found)


def _required(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """An OPTIONAL whose variable a condition of the group cannot do without is no option: its patterns are asked for.

    Holds where nothing else of the group has that variable, and the OPTIONAL is of patterns, and of conditions on what
    these or those before it bind for certain.
    """
    found: list[Element] = []
    needed = frozenset[str]().union(*(needs_value(one) for one in elements if isinstance(one, RowFilter)))
    for at, element in enumerate(elements):
        if not isinstance(element, WordBlock) or not is_optional(element) or not is_plain(element.group):
            found.append(element)
            continue
        others = mentioned(one for one in (*elements[:at], *elements[at + 1 :]) if not isinstance(one, RowFilter))
        looked_at = mentioned(one for one in element.group.elements if isinstance(one, RowFilter))
        sure = element.group.binds | bound_by(elements[:at])
        holds = (needed & element.group.binds) - others and looked_at <= sure
        found += element.group.elements if holds else [element]
    return tuple(found)


def _selects_last(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """Sub-queries behind what they are joined to; what is joined may stand in any order."""
    sure = [one for one in _sure(elements) if not _is_select(one)]
    selects = [one for one in _sure(elements) if _is_select(one)]
    return (*sure, *selects, *elements[len(sure) + len(selects) :])


def _is_select(element: Element) -> bool:
    return isinstance(element, GroupUnion) and len(element.arms) == 1 and isinstance(element.arms[0], SelectQuery)


def _lifted(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """What is required above what is optional: `A OPTIONAL B . C` is `A . C OPTIONAL B`.

    Holds where every variable that B and C share has a value in each row of A.
    """
    found: list[Element] = []
    for element in elements:
        at = len(found)
        if isinstance(element, Joined):
            while at and _passes(element, found[at - 1], found[: at - 1]):
                at -= 1
            while at < len(found) and not is_optional(found[at]):
                at += 1  # behind what is joined there already: only an OPTIONAL is worth passing
        found.insert(at, element)
    return tuple(found)


def _passes(element: Element, other: Element, before: Sequence[Element]) -> bool:
    if isinstance(other, BindClause) or (isinstance(other, WordBlock) and other.word == "MINUS"):
        return False
    if is_optional(other):
        return not ((element.mentions & other.mentions) - bound_by(before))
    return True


# -- values that are known


def restricted(group: PatternGroup, variable: str, values: str) -> PatternGroup:
    """The group with these values for a variable written first, and in every part that has it for certain.

    The rows that have another value are left out. Holds where the group binds the variable before anything optional.
    """
    table = ValueTable(
        f"VALUES {variable} {{ {values} }}", frozenset([variable]), frozenset([variable]), len(values.split())
    )
    if variable not in bound_by(_sure(group.elements)) or table in group.elements:
        return group
    sure = len(_sure(group.elements))
    inner = [_restricted_within(one, variable, values) for one in group.elements[:sure]]
    return PatternGroup((table, *inner, *group.elements[sure:]))


def _sure(elements: Sequence[Element]) -> Sequence[Element]:
    """Those before the first that is optional, takes away, or calculates."""
    for at, element in enumerate(elements):
        if isinstance(element, BindClause) or (
            isinstance(element, WordBlock) and element.word in {"OPTIONAL", "MINUS", "LATERAL"}
        ):
            return elements[:at]
    return elements


def _restricted_within(element: Element, variable: str, values: str) -> Element:
    if not isinstance(element, GroupUnion) or variable not in element.binds:
        return element
    return GroupUnion(tuple(_restricted_arm(arm, variable, values) for arm in element.arms))


def _restricted_arm(arm: PatternGroup | SelectQuery, variable: str, values: str) -> PatternGroup | SelectQuery:
    if isinstance(arm, PatternGroup):
        return restricted(arm, variable, values)
    if variable not in arm.binds or arm.words & SLICES:
        return arm
    return replace(arm, group=restricted(arm.group, variable, values))


# -- what the engine may take otherwise


def _is_condition(element: Element) -> bool:
    """Whether it is a condition on the rows of its group."""
    return isinstance(element, RowFilter) or (isinstance(element, WordBlock) and element.word.endswith("EXISTS"))


def _is_scoped(group: PatternGroup | SelectQuery, outside: frozenset[str] = NO_VARIABLES) -> bool:
    """Whether no condition within another group names a variable that stands outside it only.

    By the standard such a variable has no value there. The engine may give it one, depending on what it does first.
    """
    if isinstance(group, SelectQuery):
        return _is_scoped(group.group, outside | frozenset(filter(is_variable, (*group.head, *group.tail))))
    conditions = mentioned(filter(_is_condition, group.elements))
    if (conditions - mentioned(one for one in group.elements if not _is_condition(one))) & outside:
        return False
    for at, element in enumerate(group.elements):
        beyond = outside | mentioned((*group.elements[:at], *group.elements[at + 1 :]))
        if isinstance(element, NamedGroup | GroupUnion):
            arms = element.arms if isinstance(element, GroupUnion) else (element.group,)
            if not all(_is_scoped(arm, beyond) for arm in arms):
                return False
        elif isinstance(element, WordBlock) and not _is_scoped(
            element.group, beyond if element.word == "MINUS" else NO_VARIABLES
        ):
            return False
    return True
