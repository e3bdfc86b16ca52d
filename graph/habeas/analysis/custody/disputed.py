"""The custody of a day where somebody says that something is not so.

A denial contests what rests on what it denies: the answer is worked out with it and without it, and where the two
differ the day is contested, with both sides named. That a body does not hold somebody is denied for the day it is
said of and after, until newer evidence; a refusal to acknowledge makes the whereabouts unknown (docs/decisions/0151).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from habeas.analysis.custody.answer import HELD, CustodyAnswer, named
from habeas.analysis.custody.values import DEAD, LOST, Chain, Denial, Hold, Life, Over, sides_of
from habeas.analysis.intervals import LIKELIEST, Certainty
from habeas.dates.calendar import NOWHERE

Undisputed = Callable[[Life, date], CustodyAnswer]
SURE = frozenset([Certainty.CERTAIN, Certainty.ASSUMED, Certainty.CONTESTED])
SAME = {"free": frozenset(["free", "left"]), "held": HELD, "dead": DEAD, "dead-in-custody": DEAD}


def disputed_on(life: Life, day: date, undisputed: Undisputed) -> CustodyAnswer:
    """The custody state of that day, with its claims, those that deny it, and accounts of one event that clash.

    `undisputed` answers from what is said to be so alone.
    """
    found = undisputed(life, day)
    for denial in life.denials:
        if denial.what in {"release", "death", "arrest"}:
            found = _without(life, denial, found, day, undisputed)
        elif denial.what == "refusal":
            found = _unacknowledged(life, denial, found, day)
        elif denial.what == "observation":
            found = _not_so(life, denial, found, day)
    for clash in life.clashes:
        if clash.near and clash.first <= day <= clash.last and found.claims:
            found = _contested(found, *sides_of(clash, held=found.state in HELD))
    return found


def _held(found: CustodyAnswer) -> bool:
    return found.state in HELD and found.word in LIKELIEST


def _contested(found: CustodyAnswer, claims: Iterable[str], against: Iterable[str]) -> CustodyAnswer:
    """The same, with more claims for it and some against it; each stands on one side."""
    others = {*found.against, *against} - {*claims}
    ours = ({*found.claims} | {*claims}) - others
    return replace(
        found,
        word=Certainty.CONTESTED,
        claims=named(ours or found.claims),
        against=named(others),
        before=(),
        evidence=NOWHERE,
        age=None,
    )


def _without(life: Life, denial: Denial, found: CustodyAnswer, day: date, undisputed: Undisputed) -> CustodyAnswer:
    """What a denied release, death or arrest changes: nothing, or everything that rests on it."""
    kinds = {"release": frozenset(["left", "furlough"]), "death": DEAD}.get(denial.what, frozenset())
    overs = [over for over in life.overs if over.kind in kinds and _denied(denial, over)]
    arrests = [hold for hold in life.holds if denial.what == "arrest" and hold.begins and _denied(denial, hold)]
    claims = {over.claim for over in overs} | {hold.claim for hold in arrests}
    if not claims:
        return found
    other = undisputed(_forgetting(life, claims), day)
    doubted = found.word is Certainty.POSSIBLE and other.word in SURE and bool(claims & {*found.against})
    if _held(found) == _held(other) and (found.state in DEAD) == (other.state in DEAD) and not doubted:
        return found
    if _held(other):
        return _contested(other, [denial.claim], claims)
    return _contested(found, claims & {*found.claims}, [denial.claim])


def _denied(denial: Denial, mark: Hold | Over) -> bool:
    """True when this is what is denied: the same event, or one on days that may be the same."""
    if mark.node == denial.node:
        return True
    if not denial.dated:
        return mark.first <= denial.last
    return mark.first <= denial.last and denial.first <= mark.last


def _forgetting(life: Life, claims: set[str]) -> Life:
    """The life without what some claims tell of beginnings and ends."""
    return replace(
        life,
        holds=tuple(hold for hold in life.holds if hold.claim not in claims),
        overs=tuple(over for over in life.overs if over.claim not in claims),
        chains=tuple(
            Chain(chain.stays, tuple(t for t in chain.tellings if t.claim not in claims)) for chain in life.chains
        ),
    )


def _stands(life: Life, denial: Denial, day: date) -> bool:
    """True from the day for which it is denied, until newer evidence of custody or of its end."""
    newer = any(hold.first > denial.last and hold.first <= day for hold in life.holds if not hold.plan)
    ended = any(over.first > denial.last and over.first <= day for over in life.overs if not over.plan)
    return denial.since <= day and not newer and not ended


def _not_so(life: Life, denial: Denial, found: CustodyAnswer, day: date) -> CustodyAnswer:
    """A state that somebody says was not so."""
    states = SAME.get(denial.code, frozenset([denial.code]))
    if found.state not in states or found.word not in LIKELIEST or not _stands(life, denial, day):
        return found
    if found.word in SURE:
        return _contested(found, (), [denial.claim])
    return replace(found, against=named([*found.against, denial.claim]))


def _unacknowledged(life: Life, denial: Denial, found: CustodyAnswer, day: date) -> CustodyAnswer:
    """Held, and the body that holds refuses to say so: nobody knows where. By the body itself it is contested."""
    if not (_held(found) and found.word in SURE and _stands(life, denial, day)):
        return found
    unknown = replace(found, state=LOST)
    if denial.own:
        return _contested(unknown, (), [denial.claim])
    return replace(unknown, claims=named([*found.claims, denial.claim]))
