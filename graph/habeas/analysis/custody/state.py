"""Axis 1: was this person deprived of liberty some time on that day?

A day of custody is certain when one claim makes it so: by its own four bounds; because custody began before and was
seen
after, with no end and no other beginning possible in between; or because it was seen on that very day. Somebody else
makes it certainly not so: contested. Silence changes nothing: held is assumed, with the age of the last evidence,
until an
end is told. Docs: docs/custody.md, docs/decisions/0020 and 0084.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from habeas.analysis.custody.answer import NOTHING, CustodyAnswer, answer
from habeas.analysis.custody.proof import DayContext, look_at, refuted, support, told_later
from habeas.analysis.custody.values import DEAD, Hold, Life, Over
from habeas.analysis.intervals import FIRST, LIKELIEST, Certainty

SEEN_OUT: Final = frozenset(["free", "furlough"])


def custody_on(life: Life, day: date) -> CustodyAnswer:
    """The custody state of that day, with its claims."""
    look = look_at(life, day)
    shown, gone = support(look), refuted(look)
    free = [over for over in life.overs if over.kind in SEEN_OUT and _seen_on(over, day)]
    if shown:
        return _held(look, shown, gone, [over.claim for over in free if over.kind == "free"])
    if free and not _turns_on(look):
        return answer(_either(free), Certainty.CERTAIN, [over.claim for over in free], day)
    assumed = _assumed(look)
    if assumed:
        return _assumed_held(look, assumed, gone)
    furlough = _on_furlough(look)
    if furlough:
        return _out_on_furlough(look, furlough)
    open_ = _possible(look)
    return _possibly_held(look, open_, gone) if open_ else _out(look)


def _seen_on(over: Over, day: date) -> bool:
    """True when somebody saw the person out on that day.

    A release is no such sight: on its day custody lasted some time.
    """
    return over.node.startswith("observation:") and over.seen[0] <= day <= over.seen[1]


def _either(out: Iterable[Over]) -> str:
    return " or ".join(sorted({over.kind for over in out}))


def _held(look: DayContext, shown: list[str], gone: list[Over], free: list[str]) -> CustodyAnswer:
    """Held some time that day.

    To be seen free on the same day is no contradiction where a coming or a going may be of that day.
    """
    disputed = [claim for weighed in look.chains if weighed.word is Certainty.CONTESTED for claim in weighed.against]
    against = [*(over.claim for over in gone), *disputed, *told_later(look), *([] if _turns_on(look) else free)]
    open_ = _open(look)
    before = [over.claim for over in look.life.overs if over.last < look.day] + _passed_on(look)
    word = Certainty.CONTESTED if against else Certainty.CERTAIN
    return answer(
        _state(open_, look.day),
        word,
        [*shown, *_behind(look, open_)],
        look.day,
        against=against,
        before=[] if against else [*before, *free],
    )


def _passed_on(look: DayContext) -> list[str]:
    """Claims that report the end of a stay that continued as another: an end of the stay, not of custody."""
    stays = [stay for chain in look.life.chains for stay in chain.stays]
    ended = [(row.ended[1], row.claim) for stay in stays if not stay.closes for row in stay.rows]
    ended += [(row.began[1], row.claim) for stay in stays if stay.node.startswith("release:") for row in stay.rows]
    return [claim for last, claim in ended if last and last < look.day]


def _turns_on(look: DayContext) -> bool:
    """True when custody may have begun or ended on that very day."""
    begun = any(hold.begins and hold.first <= look.day <= hold.last for hold in look.life.holds)
    return begun or any(over.kind == "left" and over.first <= look.day <= over.last for over in look.life.overs)


def _assumed_held(look: DayContext, assumed: list[Hold], gone: list[Over]) -> CustodyAnswer:
    last = max(hold.evidence for hold in assumed)
    disputed = [claim for weighed in look.chains if weighed.word is Certainty.CONTESTED for claim in weighed.against]
    against = [*(over.claim for over in gone), *disputed, *told_later(look)]
    word = Certainty.CONTESTED if against else Certainty.ASSUMED
    return answer(
        _state(assumed, look.day), word, _behind(look, assumed), look.day, evidence=(last[1], last[0]), against=against
    )


def _on_furlough(look: DayContext) -> list[Over]:
    """The furloughs reported last before the day, with no custody and no other end possible since."""
    life, day = look.life, look.day
    out = [over for over in life.overs if over.kind == "furlough" and over.last <= day]
    since = max((over.first for over in out), default=FIRST)
    back = any(hold.last > since and hold.first <= day for hold in life.holds)
    over_ = any(over.last > since and over.first <= day and over.kind != "furlough" for over in life.overs)
    return [] if back or over_ else [over for over in out if over.last >= since]


def _out_on_furlough(look: DayContext, furlough: list[Over]) -> CustodyAnswer:
    """Out and to return; contested where somebody else says that the same release was for good."""
    nodes = {over.node for over in furlough}
    left = [over.claim for over in look.life.overs if over.kind == "left" and over.node in nodes]
    last = max(over.evidence for over in furlough)
    word = Certainty.CONTESTED if left else Certainty.ASSUMED
    return answer("furlough", word, [over.claim for over in furlough], look.day, evidence=last, against=left)


def _possibly_held(look: DayContext, open_: list[Hold], gone: list[Over]) -> CustodyAnswer:
    """Possible; contested where custody was seen certainly after an end, with no beginning possible in between."""
    seen = [hold for hold in open_ if hold.first <= look.day]
    clash = [over.claim for over in gone if any(over.last < hold.first for hold in seen)]
    clash += [claim for weighed in look.chains if weighed.word is Certainty.CONTESTED for claim in weighed.against]
    against = [*clash, *(over.claim for over in gone), *(claim for weighed in look.chains for claim in weighed.against)]
    word = Certainty.CONTESTED if clash else Certainty.POSSIBLE
    return answer(_state(open_, look.day), word, _behind(look, open_), look.day, against=against)


# -- what silence leaves standing


def _open(look: DayContext) -> list[Hold]:
    """Days of custody possibly on or before this one, after which no end is certain."""
    return [hold for hold in look.life.holds if hold.first <= look.day and not _closed(look, hold)]


def _closed(look: DayContext, hold: Hold) -> bool:
    if hold.chain >= 0 and look.chains[hold.chain].word not in LIKELIEST:
        return True
    return any(over.last < look.day and _ends(look.life, over, hold) for over in look.life.overs)


def _ends(life: Life, over: Over, hold: Hold) -> bool:
    """True when this end is the end of that custody. An observation starts no new custody: any end will do that may
    come after it,
    unless custody may have begun anew in between."""
    if over.kind in DEAD:
        return True
    if not hold.begins:
        anew = any(h.begins and h.last >= over.first and h.first <= hold.last for h in life.holds)
        return over.last >= hold.first and (hold.last <= over.first or not anew)
    if over.first < hold.last:
        return False
    exact = over.first == over.last == hold.first == hold.last and hold.chain not in over.chains
    return not exact or not any(h.begins and h.first < over.first for h in life.holds)


def _assumed(look: DayContext) -> list[Hold]:
    """Days of custody certainly before this one, with no end possible between."""
    found = []
    for hold in look.life.holds:
        weighed = look.chains[hold.chain].word if hold.chain >= 0 else Certainty.ASSUMED
        silent = weighed in {Certainty.ASSUMED, Certainty.CONTESTED} and hold.last < look.day
        if silent and not any(_may_end(look, over, hold) for over in look.life.overs):
            found.append(hold)
    return found


def _may_end(look: DayContext, over: Over, hold: Hold) -> bool:
    if over.last < hold.first or look.life.earlier(over, hold):
        return False
    return over.first < look.day or (over.first == look.day and over.kind in {"free", "furlough"})


def _possible(look: DayContext) -> list[Hold]:
    """Days of custody that may reach to this one: from before, or back from later where no beginning is reported."""
    begun = [hold for hold in look.life.holds if hold.begins and hold.first > look.day]
    back = [
        hold for hold in look.life.holds if _reaches_back(look, hold) and not any(b.last <= hold.first for b in begun)
    ]
    ends = [over for over in look.life.overs if over.shows_custody and over.last >= look.day]
    own = [chain.begins_told for chain in look.life.chains]
    free = [o for o in ends if not any(own[n] for n in o.chains) and not any(b.last <= o.first for b in begun)]
    as_holds = [Hold(o.node, o.claim, o.first, o.last, o.seen, "held", begins=False, chain=-1) for o in free]
    return [*_open(look), *back, *as_holds]


def _reaches_back(look: DayContext, hold: Hold) -> bool:
    if hold.begins or hold.last < look.day:
        return False
    return hold.chain < 0 or look.chains[hold.chain].word in LIKELIEST


# -- how it is told


def _behind(look: DayContext, holds: Iterable[Hold]) -> list[str]:
    """The claims of these days, and all that the chains they belong to rest on for the day."""
    chains = {hold.chain for hold in holds if hold.chain >= 0}
    return [hold.claim for hold in holds] + [claim for number in chains for claim in look.chains[number].claims]


def _state(holds: Iterable[Hold], day: date) -> str:
    """The state of the latest evidence up to the day, else of the earliest after it.

    A plain `held` gives way to a nearer word.
    """
    known = sorted(holds, key=lambda hold: (hold.last, hold.first, hold.state != "held", hold.state))
    before = [hold for hold in known if hold.last <= day]
    spanning = [hold for hold in known if hold.first <= day < hold.last]
    nearest = before[-1:] or spanning[:1] or known[:1]
    for hold in nearest:
        return hold.then if hold.then and hold.last < day else hold.state
    return "held"


def _out(look: DayContext) -> CustodyAnswer:
    """Not held: what the latest end made of it. No report means not stated."""
    life, day = look.life, look.day
    dead = [over for over in life.overs if over.kind in DEAD and over.last < day]
    past = dead or [over for over in life.overs if over.last < day]
    if not past:
        maybe = [over for over in life.overs if over.kind == "free" and over.first <= day]
        return answer("free", Certainty.POSSIBLE, [over.claim for over in maybe], day) if maybe else NOTHING
    latest = max(past, key=lambda over: (over.last, over.first, over.kind in {"free", "furlough"}, over.kind))
    claims = [over.claim for over in past if over.last >= latest.first]
    against = [hold.claim for hold in life.holds if hold.first > latest.last and hold.last <= day]
    if latest.kind in {"free", "furlough"}:
        return answer(latest.kind, Certainty.ASSUMED, claims, day, evidence=latest.evidence, against=against)
    return answer(latest.kind, Certainty.CERTAIN, claims, day, against=against)
