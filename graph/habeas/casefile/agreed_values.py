"""What copies of a case agree on: the values, from the first line that recorded each; and what they clash on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from habeas.model.findings import Clash
from habeas.storage.journal.line import Operation
from habeas.storage.journal.union import PlacedLine

Body = dict[str, Any]
LISTS: Final = ("labels", "also", "hidden", "same-as")
"""Fields of a description to which each copy adds."""
SHORT: Final = 8
"""So much of the digest of a claim goes into the id of the second claim of one id."""
MARK: Final = 16
"""So long is the mark of a clash."""
DESCRIBES: Final = frozenset({"describe", "source", "undescribe"})


@dataclass(frozen=True, slots=True)
class Apart:
    """A clash, and the lines that clash."""

    clash: Clash
    lines: tuple[PlacedLine, ...]

    def is_settled_by(self, line: PlacedLine) -> bool:
        """True when who wrote a line had seen all of them."""
        return line not in self.lines and all(line.saw(one) for one in self.lines)


def apart(
    kind: str,
    subject: str,
    why: str,
    advice: str,
    lines: Iterable[PlacedLine],
    *,
    claims: Iterable[str] = (),
    **told: str,
) -> Apart:
    """What these lines clash on; the same lines make the same mark, whichever copy looks."""
    clashing = tuple(lines)
    hashes = tuple(sorted(line.operation.hash for line in clashing))
    mark = mark_of(kind, subject, *sorted(told.values()), *hashes)
    known: dict[str, Any] = {"mark": mark, "claims": tuple(sorted(claims)), "lines": hashes, "told": told}
    return Apart(Clash(kind=kind, subject=subject, why=why, next=advice, **known), clashing)


def mark_of(*parts: str) -> str:
    """A mark made of these."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:MARK]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When something was recorded first, by whom, in which line."""

    at: str
    by: str
    hash: str = ""

    @classmethod
    def of(cls, line: PlacedLine) -> Stamp:
        """That of a line."""
        operation = line.operation
        return cls(at=operation.at, by=operation.by, hash=operation.hash)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedClaim:
    """A claim as all copies agree on it. `ended` is None while it is live."""

    claim: Mapping[str, Any]
    key: str
    recorded: Stamp
    supersedes: tuple[str, ...] = ()
    status: str = "live"
    ended: Stamp | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedJudgement:
    """A judgement, and the line that took it back first."""

    body: Mapping[str, Any]
    made: Stamp
    back: Stamp | None = None
    reason: str = ""


@dataclass(slots=True)
class Agreed:
    """The whole state."""

    claims: dict[str, AgreedClaim] = field(default_factory=dict)
    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The claims under each id that was recorded: one, or several that have other ids now."""
    described: dict[str, Body | None] = field(default_factory=dict)
    describers: dict[str, Stamp] = field(default_factory=dict)
    judgements: dict[str, AgreedJudgement] = field(default_factory=dict)
    decisions: dict[str, tuple[Body, Stamp]] = field(default_factory=dict)
    settings: tuple[Body, Stamp] | None = None
    clashes: list[Clash] = field(default_factory=list)


def is_original(line: PlacedLine) -> bool:
    """True for what somebody recorded; false for what a merge wrote to bring one copy up to the other."""
    return "origin" not in line.operation.body


def pairs(lines: Sequence[PlacedLine]) -> Iterator[tuple[PlacedLine, PlacedLine]]:
    """Every two of these lines."""
    return ((a, b) for number, a in enumerate(lines) for b in lines[number + 1 :])


def touched_by(operation: Operation) -> tuple[str, ...]:
    """The ids of claims, names and findings that an operation is on."""
    body = operation.body
    match operation.op:
        case "record":
            return (body["claim"]["id"],)
        case "supersede":
            return (body["claim"]["id"], body["old"])
        case "withdraw":
            return (body["claim"],)
        case "describe" | "source" | "undescribe":
            return (body["ref"],)
        case "decide":
            return (body["finding"],)
    return ()
