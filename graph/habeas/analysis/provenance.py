"""How many independent origins a fact has, however often it is repeated.

One speaker is one origin in a headline, a deck, a body and in ten papers; a headline is no origin beside its own
text. What went through one wire service is one, and so is one text printed twice. An unnamed group may hold any of
the named speakers: it never adds to what is certain. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from habeas.analysis.people import Cluster, itself
from habeas.model.text import fold
from habeas.model.values import Claim

SAME_WORDS: Final = 40
"""Quotes of at least so many letters that are equal are one text printed twice."""
FIRST_HAND: Final = frozenset(
    ["victim", "witness", "relative", "fellow-prisoner", "lawyer", "colleague", "friend", "health-worker"]
)
"""Links to the facts of those who were there, or are close to those to whom it happened."""
SHORT: Final = frozenset(["headline", "deck", "subhead", "title", "summary"])
"""Paragraphs that say in short what the document says anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Claims that go back to one origin. `unnamed`: only a group without names speaks.

    `connections` are its links to the facts, as its claims tell them; `first_hand`: one of them was there, or is
    close to those to whom it happened.
    """

    speakers: tuple[str, ...]
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    unnamed: bool
    connections: tuple[str, ...] = ()

    @property
    def first_hand(self) -> bool:
        """True for who was there or is close to the person."""
        return bool(FIRST_HAND & set(self.connections))

    @property
    def rank(self) -> tuple[bool, bool, tuple[str, ...]]:
        """Who was there first, unnamed groups last. However often something was copied, it moves up for nothing."""
        return not self.first_hand, self.unnamed, self.claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """The origins behind some claims on one fact. `least` and `most`: how many of them are independent."""

    origins: tuple[Origin, ...]

    @property
    def most(self) -> int:
        """As many as can be distinguished."""
        return len(self.origins)

    @property
    def least(self) -> int:
        """Those with a name; one when there are claims at all."""
        return max(sum(not origin.unnamed for origin in self.origins), min(1, self.most))

    @property
    def claims(self) -> tuple[str, ...]:
        """All the claims."""
        return tuple(sorted(claim for origin in self.origins for claim in origin.claims))

    @property
    def words(self) -> str:
        """`2 origins`, `1 or 2 origins`, for showing."""
        number = str(self.most) if self.least == self.most else f"{self.least} to {self.most}"
        return f"{number} independent origin{'' if self.most == 1 else 's'} in {len(self.claims)} claims"


def echo(claims: Iterable[Claim], cluster: Cluster = itself) -> Echo:
    """The origins of some claims that support one fact."""
    every = sorted(claims, key=lambda claim: claim.id)
    groups = _joined([claim for claim in every if claim.paragraph not in SHORT], cluster)
    alone: list[Claim] = []
    for claim in every:
        if claim.paragraph in SHORT:
            body = next((group for group in groups if any(other.source == claim.source for other in group)), None)
            (alone if body is None else body).append(claim)
    groups += _joined(alone, cluster)
    return Echo(origins=tuple(sorted((_origin(group, cluster) for group in groups), key=lambda origin: origin.rank)))


def _joined(claims: Iterable[Claim], cluster: Cluster) -> list[list[Claim]]:
    """Claims in groups that share a mark."""
    every = list(claims)
    roots: dict[str, str] = {}
    for claim in every:
        marks = list(_marks(claim, cluster))
        first = _root(roots, marks[0])
        for mark in marks[1:]:
            roots[_root(roots, mark)] = first
    groups: dict[str, list[Claim]] = {}
    for claim in every:
        groups.setdefault(_root(roots, next(_marks(claim, cluster))), []).append(claim)
    return list(groups.values())


def _marks(claim: Claim, cluster: Cluster) -> Iterator[str]:
    """What two claims of one origin share: the speaker, somebody they were passed on by, or the same words."""
    yield cluster(str(claim.speaker))
    for step in claim.chain[1:-1]:
        if step.by is not None:
            yield cluster(str(step.by))
    words = " ".join(fold(claim.quote).split())
    if len(words) >= SAME_WORDS:
        yield f"“{words}”"


def _root(roots: dict[str, str], mark: str) -> str:
    while (above := roots.setdefault(mark, mark)) != mark:
        mark = above
    return mark


def _origin(claims: list[Claim], cluster: Cluster) -> Origin:
    speakers = sorted({cluster(str(claim.speaker)) for claim in claims})
    return Origin(
        speakers=tuple(speakers),
        claims=tuple(sorted(claim.id for claim in claims)),
        sources=tuple(sorted({str(c.source) for c in claims})),
        unnamed=all(speaker.startswith("collective:") for speaker in speakers),
        connections=tuple(sorted({claim.chain[0].connection for claim in claims if claim.chain} - {""})),
    )
