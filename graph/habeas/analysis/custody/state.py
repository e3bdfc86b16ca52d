"""Axis 1: was this person deprived of liberty some time on that day?

A day of custody is certain when one claim makes it so: by its own four bounds; because custody began before and was
seen after, with no end and no other beginning possible in between; or because it was seen on that very day. Somebody
else makes it certainly not so: contested. Silence changes nothing: held is assumed, with the age of the last
evidence, until an end is told. Docs: docs/custody.md, docs/decisions/0020, 0084, 0151 and 0152.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from habeas.analysis.custody.answer import NOTHING, CustodyAnswer, answer
from habeas.analysis.custody.disputed import disputed_on
from habeas.analysis.custody.proof import (
    DayContext,
    floor_of,
    look_at,
    refuted,
    rival_ends,
    state_on,
    stay_end_ends,
    support,
    told_later,
    told_twice,
)
from habeas.analysis.custody.values import DEAD, NEAR_DAYS, Hold, Life, Over
from habeas.analysis.intervals import FIRST, LIKELIEST, Certainty


def custody_on(life: Life, day: date) -> CustodyAnswer:
    """The custody state of that day, with its claims and with those that say otherwise."""
    return disputed_on(life, day, undisputed_on)


def undisputed_on(life: Life, day: date) -> CustodyAnswer:
    """The custody state of that day with its claims, by all that is said to be so."""
    look = look_at(life, day)
    shown, gone = support(look), refuted(look)
    free = [over for over in life.overs if over.kind in {"free", "furlough"} and _seen_on(over, day)]
    if shown:
        return _held(look, shown, gone, [over.claim for over in free if over.kind == "free"])
    if free:
        kinds = " or ".join(sorted({over.kind for over in free}))
        return answer(kinds, Certainty.CERTAIN, [over.claim for over in free], day)
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


def _held(look: DayContext, shown: list[str], gone: list[Over], free: list[str]) -> CustodyAnswer:
    """Held some time that day.

    To be seen free on the same day is no contradiction where a coming or a going may be of that day.
    """
    against = [*(over.claim for over in gone), *_disputed(look), *told_later(look), *rival_ends(look)]
    against += [] if _turns_on(look) else free
    against = [claim for claim in against if claim not in shown]
    open_ = _open(look)
    past = [over.claim for over in look.life.overs if over.last < look.day and not over.plan]
    before = [] if against else [*past, *_passed_on(look), *free]
    word = Certainty.CONTESTED if against else Certainty.CERTAIN
    claims = [claim for claim in (*shown, *_behind(look, open_)) if claim not in against]
    return answer(state_on(look, open_), word, claims, look.day, against=against, before=before)


def _disputed(look: DayContext) -> list[str]:
    return [claim for weighed in look.chains if weighed.word is Certainty.CONTESTED for claim in weighed.against]


def _passed_on(look: DayContext) -> list[str]:
    """Claims that report the end of a stay that continued as another: an end of the stay, not of custody."""
    stays = [stay for chain in look.life.chains for stay in chain.stays]
    ended = [(row.ended[1], row.claim) for stay in stays if not stay.closes for row in stay.rows]
    ended += [(row.began[1], row.claim) for stay in stays if stay.node.startswith("release:") for row in stay.rows]
    return [claim for last, claim in ended if last and last < look.day]


def _turns_on(look: DayContext) -> bool:
    """True when custody may have begun or ended on that very day."""
    begun = any(hold.begins and hold.first <= look.day <= hold.last for hold in look.life.holds if not hold.plan)
    ends = (over for over in look.life.overs if over.kind in {"left", "ended"} and not over.plan)
    return begun or any(over.first <= look.day <= over.last for over in ends)


def _assumed_held(look: DayContext, assumed: list[Hold], gone: list[Over]) -> CustodyAnswer:
    last = max(hold.evidence for hold in assumed)
    claims = _behind(look, assumed)
    against = [c for c in (*(over.claim for over in gone), *_disputed(look), *told_later(look)) if c not in claims]
    word = Certainty.CONTESTED if against else Certainty.ASSUMED
    return answer(state_on(look, assumed), word, claims, look.day, evidence=(last[1], last[0]), against=against)


def _on_furlough(look: DayContext) -> list[Over]:
    """The furloughs reported last before the day, with no custody and no other end possible since."""
    day, told = look.day, [over for over in look.life.overs if not over.plan]
    out = [over for over in told if over.kind == "furlough" and over.last <= day]
    since = max((over.first for over in out), default=FIRST)
    back = any(hold.last > since and hold.first <= day for hold in look.life.holds)
    over_ = any(over.last > since and over.first <= day and over.kind != "furlough" for over in told)
    return [] if back or over_ else [over for over in out if over.last >= since]


def _out_on_furlough(look: DayContext, furlough: list[Over]) -> CustodyAnswer:
    """Out and to return; contested where somebody else says that the same release was for good."""
    nodes, claims = {over.node for over in furlough}, [over.claim for over in furlough]
    left = [over.claim for over in look.life.overs if over.kind == "left" and over.node in nodes]
    last = max(over.evidence for over in furlough)
    word = Certainty.CONTESTED if left else Certainty.ASSUMED
    return answer("furlough", word, claims, look.day, evidence=last, against=left)


def _possibly_held(look: DayContext, open_: list[Hold], gone: list[Over]) -> CustodyAnswer:
    """Possible; contested where custody was seen certainly after an end, with no beginning possible in between."""
    seen = [hold for hold in open_ if hold.first <= look.day]
    clash = [over.claim for over in gone if any(over.last < hold.first for hold in seen)] + _disputed(look)
    plans = [over.claim for over in look.life.overs if over.plan and over.first <= look.day]
    ended = [over.claim for over in look.life.overs if over.kind == "ended" and over.last < look.day and not over.plan]
    weighed = [claim for chain in look.chains for claim in chain.against]
    against = [*clash, *(over.claim for over in gone), *weighed, *([] if clash else [*plans, *ended])]
    behind = _behind(look, open_)
    claims = [claim for claim in behind if claim not in against] if clash else behind
    word = Certainty.CONTESTED if claims and clash else Certainty.POSSIBLE
    against = [claim for claim in against if claim not in claims]
    return answer(state_on(look, open_), word, claims or behind, look.day, against=against)


# -- what silence leaves standing


def _open(look: DayContext) -> list[Hold]:
    """Days of custody possibly on or before this one, after which no end is certain."""
    return [hold for hold in look.life.holds if hold.first <= look.day and not _closed(look, hold)]


def _closed(look: DayContext, hold: Hold) -> bool:
    if hold.chain >= 0 and look.chains[hold.chain].word not in LIKELIEST:
        return True
    return any(over.last < look.day and _ends(look.life, over, hold) for over in look.life.overs if not over.plan)


def _ends(life: Life, over: Over, hold: Hold) -> bool:
    """True when this end is the end of that custody.

    An observation starts no new custody: any end will do that may come after it, unless custody may have begun again in
    between. An end on days on which custody may have begun is its end, unless there was another one to end.
    """
    if over.kind in DEAD:
        return True
    if over.kind == "ended":
        return stay_end_ends(life, over, hold)
    begins = [h for h in life.holds if h.begins and not h.plan and h.node != hold.node]
    if not hold.begins:
        anew = any(h.last >= over.first and h.first <= hold.last for h in begins)
        return over.last >= hold.first and (hold.last <= over.first or not anew)
    if over.last < hold.first:
        return False
    exact = over.first == over.last == hold.first == hold.last and hold.chain not in over.chains
    if over.first < hold.last and not over.shows_custody:
        return False  # seen at liberty on one of the days on which they may have been taken
    if over.first < hold.last or exact:
        return hold.chain in over.chains or not any(h.first <= over.last and h.first <= hold.first for h in begins)
    return True


def _assumed(look: DayContext) -> list[Hold]:
    """Days of custody certainly before this one, with no end possible between."""
    found = []
    for hold in look.life.holds:
        weighed = look.chains[hold.chain].word if hold.chain >= 0 else Certainty.ASSUMED
        now = hold.undated and hold.last == look.day and weighed is Certainty.POSSIBLE
        past = hold.last < look.day or hold.seen[0] <= hold.seen[1] < look.day
        silent = weighed in {Certainty.ASSUMED, Certainty.CONTESTED} and past
        if (silent or now or (hold.undated and hold.chain < 0 and hold.last == look.day)) and not hold.plan:
            found += [] if any(_may_end(look, over, hold) for over in look.life.overs) else [hold]
    return found


def _may_end(look: DayContext, over: Over, hold: Hold) -> bool:
    if over.plan:
        return over.last >= hold.first and over.first <= look.day
    if over.last < hold.first or look.life.earlier(over, hold):
        return False
    if over.kind == "ended" and not stay_end_ends(look.life, over, hold):
        return False
    return over.first < look.day or (over.first == look.day and over.kind in {"free", "furlough"})


def _possible(look: DayContext) -> list[Hold]:
    """Days of custody that may reach to this one: from before, or back from later where no beginning is reported."""
    life, day = look.life, look.day
    own = [chain.begins_told for chain in life.chains]
    begun = [hold for hold in life.holds if hold.begins and not hold.plan and hold.first > day]
    back = [hold for hold in life.holds if _reaches_back(look, hold)]
    back += [
        Hold(over.node, over.claim, over.first, over.last, over.seen, "held", begins=False, chain=-1, reach=over.reach)
        for over in life.overs
        if over.shows_custody
        and over.last >= day
        and not any(own[number] for number in over.chains)
        and not _told_to_end_before(life, over, day)
    ]
    moved = [hold for hold in life.holds if _may_have_moved(life, hold, day)]
    return [
        *_open(look),
        *moved,
        *(h for h in back if not any(b.last <= h.first for b in begun) and floor_of(life, h) <= day),
    ]


def _may_have_moved(life: Life, hold: Hold, day: date) -> bool:
    """True between the end of one stay and another that begins shortly after, with no release and no arrest told."""
    if not hold.begins or hold.chain < 0 or hold.first <= day:
        return False
    left = [o for o in life.overs if o.kind == "ended" and not o.plan and o.last < day and hold.chain not in o.chains]
    last = max((over.last for over in left if (hold.first - over.last).days <= NEAR_DAYS), default=None)
    other = (over for over in life.overs if not over.plan and over.kind != "ended")
    days = [(over.first, over.last) for over in other]
    days += [(h.first, h.last) for h in life.holds if h.begins and not h.plan and h.node != hold.node]
    return last is not None and not any(end >= last and begin <= hold.last for begin, end in days)


def _told_to_end_before(life: Life, over: Over, day: date) -> bool:
    """True when another telling of this end puts it before the day."""
    others = (one for one in life.overs if one.node != over.node and one.last < day and not one.plan)
    return any(told_twice(life, one, over) for one in others)


def _reaches_back(look: DayContext, hold: Hold) -> bool:
    dead = any(over.kind in DEAD and over.last < look.day and not over.plan for over in look.life.overs)
    if hold.begins or hold.plan or hold.last < look.day or dead:
        return False
    return hold.chain < 0 or look.chains[hold.chain].word in LIKELIEST


# -- how it is told


def _behind(look: DayContext, holds: Iterable[Hold]) -> list[str]:
    """The claims of these days, and all that the chains they belong to rest on for the day."""
    every = list(holds)
    chains = {hold.chain for hold in every if hold.chain >= 0}
    return [hold.claim for hold in every] + [claim for number in chains for claim in look.chains[number].claims]


def _out(look: DayContext) -> CustodyAnswer:
    """Not held: what the latest end made of it, with the age of that evidence. No report means not stated."""
    life, day = look.life, look.day
    told = [over for over in life.overs if not over.plan]
    past = [over for over in told if over.kind in DEAD and over.last < day] or [o for o in told if o.last < day]
    if not past:
        maybe = [over.claim for over in told if over.kind == "free" and over.first <= day]
        return answer("free", Certainty.POSSIBLE, maybe, day) if maybe else NOTHING
    latest = max(past, key=lambda over: (over.last, over.first, over.kind in {"free", "furlough"}, over.kind))
    claims = [over.claim for over in past if over.last >= latest.first]
    against = [hold.claim for hold in life.holds if hold.first > latest.last and hold.last <= day and not hold.plan]
    if latest.kind in {"free", "furlough"}:
        return answer(latest.kind, Certainty.ASSUMED, claims, day, evidence=latest.evidence, against=against)
    if latest.kind in DEAD:
        later = [over.claim for over in told if over.kind in DEAD and over.first >= day]
        later += [hold.claim for hold in life.holds if hold.first > day and not hold.plan]
        against = [claim for claim in (*against, *later) if claim not in claims]
        return answer(latest.kind, Certainty.CONTESTED if against else Certainty.CERTAIN, claims, day, against=against)
    evidence = latest.evidence
    return answer("left", Certainty.CERTAIN, claims, day, evidence=evidence, against=against, aging=True)
