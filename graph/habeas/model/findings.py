"""Findings: where claims contradict, may conflict or only repeat one another, each put as a question to a person.

A finding decides nothing and changes no claim. Its key is made from its rule and its claims, so that what a person
decides about it (explained, this one is to be preferred, false alarm) finds it again however often the checks run.
Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """`hard`: cannot both hold. `soft`: strained. `info`: worth seeing side by side."""

    HARD = "hard"
    SOFT = "soft"
    INFO = "info"


class Decision(StrEnum):
    """What a person decided about a finding (list hab:ConflictDecision)."""

    OPEN = "open"
    EXPLAINED = "explained"
    PREFER = "prefer"
    FALSE_ALARM = "false-alarm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision on the finding with this key, and why. `preferred` is the claim to go by, for `prefer`.

    `rule`, `claims` and `about` are the finding's own, so that the decision can be told when its finding is gone.
    `number`, `at` and `by`: the line in the journal, when and by whom.
    """

    key: str
    decision: Decision
    reason: str
    preferred: str = ""
    rule: str = ""
    claims: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    number: int = 0
    at: str = ""
    by: str = ""

    @property
    def is_open(self) -> bool:
        """True for one that opened its finding again."""
        return self.decision is Decision.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `claims` are in tension; `context` are further claims it rests on; `about` are names it concerns."""

    rule: str
    severity: Severity
    claims: tuple[str, ...]
    question: str
    why: str
    about: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    decision: Decision = Decision.OPEN
    reason: str = ""
    preferred: str = ""
    by: str = ""
    at: str = ""
    decided: int = 0
    """The journal line of the decision that stands; 0 where nobody decided."""
    mark: str = ""
    """What makes it another finding than one on the same claims and names: which lines of two copies clash."""

    @property
    def key(self) -> str:
        """The same for the same rule, claims, names and mark."""
        return key_of(self.rule, self.claims, self.about, self.mark)

    @property
    def is_open(self) -> bool:
        """True while nobody has decided, or after it was opened again."""
        return self.decision is Decision.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """What two copies did to one thing without knowing of each other; what counts now, and what to do.

    `lines` are the hashes of the lines that clash and `mark` is made of them, `claims` are those to look at, and `told`
    has what the sentence needs. None of them holds a word of what was recorded. A clash of a merge before these were
    kept has only the rest.
    """

    kind: str
    subject: str
    why: str
    next: str
    mark: str = ""
    claims: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)


def key_of(rule: str, claims: Iterable[str], about: Iterable[str], mark: str = "") -> str:
    """The key of a finding: its rule, and a digest of its rule, claims, names and mark."""
    text = "\n".join((rule, *claims, "", *about, *(("", mark) if mark else ())))
    return f"{rule}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def decided(findings: Iterable[Finding], decisions: Mapping[str, Decided]) -> tuple[Finding, ...]:
    """The findings with what was decided about them, in one order: open ones first, the hardest first."""
    told = (with_decision(found, decisions.get(found.key)) for found in findings)
    order = list(Severity)
    return tuple(
        sorted(
            told, key=lambda f: (f.decision is not Decision.OPEN, order.index(f.severity), f.rule, f.claims, f.about)
        )
    )


def with_decision(found: Finding, told: Decided | None) -> Finding:
    """The finding with what was decided about it."""
    if told is None:
        return found
    return replace(
        found,
        decision=told.decision,
        reason=told.reason,
        preferred=told.preferred,
        by=told.by,
        at=told.at,
        decided=told.number,
    )
