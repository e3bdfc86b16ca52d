"""What makes a query slow in every form, so that whoever waits is told why, and what to ask instead.

Looked for in the query as it is asked (`rewrites`), only where it is read. A query that names somebody is not slow, and
neither is one that takes the first rows as they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from habeas.errors import Phrase
from habeas.sparql.query_reader import read_query
from habeas.sparql.query_tree import (
    Element,
    GroupUnion,
    NamedGroup,
    PatternGroup,
    RowFilter,
    SelectQuery,
    TriplePattern,
    WordBlock,
    bound_by,
    is_optional,
    is_variable,
)
from habeas.sparql.rewrites import improved
from habeas.sparql.row_by_row import is_anchored, takes_few

_MAY_BE_SLOW: Final = re.compile(
    r"(?i)regex|contains|str(?:starts|ends)|[ul]case|replace|optional|[*+]"
    r"|[?$]\w+\s+[?$]\w+\s+[?$]|(?:[?$]\w+[^?$]*){4}"
)
"""What a query has that is worth reading: a look-up is answered sooner than it is read."""
TEXT_TESTS: Final = frozenset({"regex", "contains", "strstarts", "strends", "lcase", "ucase", "replace"})
REPEATED: Final = frozenset({"*", "+"})
NAME_SOMEBODY: Final = Phrase("Name a person, a place or a document in it, or add LIMIT.")


@dataclass(frozen=True, slots=True)
class SlowShape:
    """Why a query takes long, and what to do instead."""

    why: Phrase
    next: Phrase


TEXTS: Final = SlowShape(
    Phrase("It may take long: each text of the file is looked at for these words"),
    Phrase("The search finds words at once, and gives the names to ask about."),
)
EVERYTHING: Final = SlowShape(Phrase("It may take long: a pattern fits everything in the file"), NAME_SOMEBODY)
PRODUCT: Final = SlowShape(
    Phrase(
        "It may take long: two of its parts share no variable, so each row of one is joined to each row of the other"
    ),
    Phrase("Write a pattern that leads from one part to the other."),
)
PATHS: Final = SlowShape(
    Phrase("It may take long: a repeated path is followed from everything in the file"),
    Phrase("Name one of its ends."),
)
OPTIONS: Final = SlowShape(
    Phrase("It may take long: an OPTIONAL of several patterns is worked out for everything in the file"), NAME_SOMEBODY
)


@lru_cache(maxsize=500)
def slow_shapes(text: str) -> tuple[SlowShape, ...]:
    """Why a query takes long, each reason once; nothing for one that does not, or is not read."""
    if not _MAY_BE_SLOW.search(text):
        return ()
    query = read_query(text)
    if query is None or takes_few(query):
        return ()
    return tuple(dict.fromkeys(_of_group(improved(query).group)))


def _of_group(group: PatternGroup | SelectQuery) -> Iterator[SlowShape]:
    if isinstance(group, SelectQuery):
        if not takes_few(group):
            yield from _of_group(group.group)
        return
    if len(_parts(group.elements)) > 1:
        yield PRODUCT
    for element in group.elements:
        inner = (element.group,) if isinstance(element, NamedGroup) else ()
        for arm in element.arms if isinstance(element, GroupUnion) else inner:
            yield from _of_group(arm)
    if not is_anchored(group.elements):
        yield from _of_everything(group.elements)


def _of_everything(elements: tuple[Element, ...]) -> Iterator[SlowShape]:
    """What is slow in a group that names nobody."""
    patterns = [one for one in elements if isinstance(one, TriplePattern)]
    if len(patterns) == 1 and len(patterns[0].binds) == 3:  # noqa: PLR2004 all three are open
        yield EVERYTHING
    if any(_is_endless(one) for one in patterns):
        yield PATHS
    if any(isinstance(one, RowFilter) and not TEXT_TESTS.isdisjoint(map(str.casefold, one.tokens)) for one in elements):
        yield TEXTS
    if any(_is_wide(one) for one in elements):
        yield OPTIONS


def _is_endless(pattern: TriplePattern) -> bool:
    both = is_variable(pattern.subject) and is_variable(pattern.object)
    return both and pattern.path and not REPEATED.isdisjoint(pattern.predicate.split())


def _is_wide(element: Element) -> bool:
    if not isinstance(element, WordBlock) or not is_optional(element):
        return False
    return sum(isinstance(one, TriplePattern) for one in element.group.elements) > 1


def _parts(elements: tuple[Element, ...]) -> list[frozenset[str]]:
    """The variables of patterns, those together that hang together; a condition that two parts meet in joins them."""
    parts: list[frozenset[str]] = []
    links = [one for one in elements if not isinstance(one, TriplePattern)]
    for names in (*(one.binds for one in elements if isinstance(one, TriplePattern)), *(one.mentions for one in links)):
        met = [part for part in parts if part & names]
        own = bound_by(one for one in elements if isinstance(one, TriplePattern)) & names
        if own:
            parts = [part for part in parts if not part & names] + [own.union(*met)]
    return parts
