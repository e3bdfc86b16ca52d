"""A query as its groups and what stands in them: as much of it as a rewrite needs, and the rest as the text it was.

Pure values. `query_reader` makes them of a text, `rewrites` makes other ones of them, `text` writes them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

NO_VARIABLES: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class TriplePattern:
    """One triple pattern; its terms as they were written. `path` is true where the middle is more than one name."""

    subject: str
    predicate: str
    object: str
    path: bool = False

    @property
    def text(self) -> str:
        """As SPARQL."""
        return f"{self.subject} {self.predicate} {self.object} ."

    @property
    def binds(self) -> frozenset[str]:
        """The variables that it binds."""
        return frozenset(filter(is_variable, (self.subject, self.predicate, self.object)))

    mentions = binds


@dataclass(frozen=True, slots=True)
class RowFilter:
    """A condition: its tokens, without the word FILTER. It holds for its whole group, wherever it stands."""

    tokens: tuple[str, ...]

    @property
    def text(self) -> str:
        """As SPARQL."""
        return f"FILTER({' '.join(self.tokens)})"

    @property
    def mentions(self) -> frozenset[str]:
        """Every variable in it."""
        return frozenset(filter(is_variable, self.tokens))

    @property
    def simple(self) -> bool:
        """True where it looks at nothing but the row."""
        return "{" not in self.tokens

    binds = NO_VARIABLES


@dataclass(frozen=True, slots=True)
class ValueTable:
    """A table of values: the variables that every row gives a value, and how many rows at most."""

    text: str
    binds: frozenset[str]
    mentions: frozenset[str]
    rows: int


@dataclass(frozen=True, slots=True)
class BindClause:
    """`BIND(… AS ?x)`. What it gives may be nothing, so it binds nothing for certain."""

    text: str
    mentions: frozenset[str]
    binds = NO_VARIABLES


@dataclass(frozen=True, slots=True)
class PatternGroup:
    """`{ … }`: what stands in it, in its order."""

    elements: tuple[Element, ...]

    @property
    def text(self) -> str:
        """As SPARQL."""
        return "{ " + " ".join(element.text for element in self.elements) + " }"

    @property
    def binds(self) -> frozenset[str]:
        """The variables that every row of it has a value for."""
        return bound_by(self.elements)

    @property
    def mentions(self) -> frozenset[str]:
        """Every variable in it, also those of its sub-queries that nobody outside sees."""
        return mentioned(self.elements)


@dataclass(frozen=True, slots=True)
class WordBlock:
    """A group under a word: `OPTIONAL`, `MINUS`, `EXISTS`, `NOT EXISTS`, or `LATERAL`, which only this engine knows."""

    word: str
    group: PatternGroup

    @property
    def text(self) -> str:
        """As SPARQL."""
        word = f"FILTER {self.word}" if self.word.endswith("EXISTS") else self.word
        return f"{word} {self.group.text}"

    @property
    def binds(self) -> frozenset[str]:
        """Nothing, but for what goes on inside `LATERAL`."""
        return self.group.binds if self.word == "LATERAL" else NO_VARIABLES

    @property
    def mentions(self) -> frozenset[str]:
        """Every variable in it."""
        return self.group.mentions


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """`GRAPH name { … }`."""

    name: str
    group: PatternGroup

    @property
    def text(self) -> str:
        """As SPARQL."""
        return f"GRAPH {self.name} {self.group.text}"

    @property
    def binds(self) -> frozenset[str]:
        """What its group binds, and its name."""
        return self.group.binds | set(filter(is_variable, [self.name]))

    @property
    def mentions(self) -> frozenset[str]:
        """Every variable in it."""
        return self.group.mentions | set(filter(is_variable, [self.name]))


@dataclass(frozen=True, slots=True)
class GroupUnion:
    """`{ … } UNION { … }`, or one group within another."""

    arms: tuple[PatternGroup | SelectQuery, ...]

    @property
    def text(self) -> str:
        """As SPARQL."""
        return " UNION ".join(arm.text if isinstance(arm, PatternGroup) else f"{{ {arm.text} }}" for arm in self.arms)

    @property
    def binds(self) -> frozenset[str]:
        """What every arm binds."""
        return frozenset.intersection(*(arm.binds for arm in self.arms))

    @property
    def mentions(self) -> frozenset[str]:
        """Every variable in it."""
        return frozenset().union(*(arm.mentions for arm in self.arms))


@dataclass(frozen=True, slots=True)
class SelectQuery:
    """A query, or one within another: what stands before its group, the group, and what comes after."""

    head: tuple[str, ...]
    group: PatternGroup
    tail: tuple[str, ...] = ()
    prologue: str = ""
    everything: bool = field(default=False, kw_only=True)
    """True for `SELECT *`."""

    @property
    def text(self) -> str:
        """As SPARQL."""
        return " ".join(filter(None, (self.prologue, *self.head, self.group.text, *self.tail)))

    @property
    def form(self) -> str:
        """Its first word, small: `select`, `ask`, `construct`, `describe`."""
        return self.head[0].casefold() if self.head else ""

    @property
    def words(self) -> frozenset[str]:
        """Words after the group, and `distinct` or `reduced` before it; all small."""
        return frozenset(word.casefold() for word in (*self.head[1:2], *self.tail))

    @property
    def grouped(self) -> bool:
        """True where rows are put together, by GROUP BY or by an aggregate without it."""
        return "group" in self.words or "having" in self.words or self.calculates

    @property
    def calculates(self) -> bool:
        """True where it gives more than variables."""
        return self.form == "select" and "(" in self.head

    @property
    def keys(self) -> frozenset[str]:
        """The plain variables after GROUP BY."""
        return frozenset(_after(self.tail, "group"))

    @property
    def binds(self) -> frozenset[str]:
        """What it hands out for certain."""
        inner = self.group.binds
        shown = inner if self.everything else inner & plain_variables(self.head)
        return shown & self.keys if self.grouped else shown

    @property
    def mentions(self) -> frozenset[str]:
        """Every variable in it."""
        return self.group.mentions | set(filter(is_variable, (*self.head, *self.tail)))

    def number(self, word: str) -> int | None:
        """The number after LIMIT or OFFSET."""
        small = [one.casefold() for one in self.tail]
        at = small.index(word) + 1 if word in small else len(small)
        return int(small[at]) if at < len(small) and small[at].isdecimal() else None


Element = TriplePattern | RowFilter | ValueTable | BindClause | WordBlock | NamedGroup | GroupUnion
Joined = TriplePattern | ValueTable | NamedGroup | GroupUnion
"""What is joined to the rest, wherever it stands."""


def is_variable(token: str) -> bool:
    """Whether it is one; `$x` was made `?x`."""
    return token[:1] == "?" and len(token) > 1


def bound_by(elements: Iterable[Element]) -> frozenset[str]:
    """The variables that have a value in every row."""
    return frozenset().union(*(element.binds for element in elements))


def mentioned(elements: Iterable[Element]) -> frozenset[str]:
    """Every variable in them."""
    return frozenset().union(*(element.mentions for element in elements))


def is_optional(element: Element) -> bool:
    """Whether it is an OPTIONAL."""
    return isinstance(element, WordBlock) and element.word == "OPTIONAL"


def is_plain(group: PatternGroup) -> bool:
    """Patterns and conditions on the row alone."""
    return all(isinstance(one, TriplePattern) or (isinstance(one, RowFilter) and one.simple) for one in group.elements)


def plain_variables(tokens: Sequence[str]) -> frozenset[str]:
    """The variables outside all brackets."""
    found, depth = set(), 0
    for one in tokens:
        depth += (one == "(") - (one == ")")
        if not depth and is_variable(one):
            found.add(one)
    return frozenset(found)


def _after(tokens: Sequence[str], word: str) -> Iterator[str]:
    """The variables that follow a word of the tail up to the next such word, outside all brackets."""
    depth, inside = 0, False
    for one in tokens:
        depth += (one == "(") - (one == ")")
        if not depth and one.casefold() in {"group", "having", "order", "limit", "offset", "values"}:
            inside = one.casefold() == word
        elif inside and not depth and is_variable(one):
            yield one
