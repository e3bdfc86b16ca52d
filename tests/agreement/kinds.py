"""Lives of the kinds that doors once disagreed about, a few claims each: ends of stays, spans, moves, deaths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.tellings import WHO, told

from habeas.model.values import Claim, Ref

NORTE, SUR = "facility:norte", "facility:sur"
FAMILY, MINISTRY = "collective:family", "org:ministry"


def _taken(day: str = "2025-03-04", **more: str) -> Claim:
    return told(WHO, "arrestedOn", day, event="arrest:1", **more)


def _stay(began: str = "2025-03-04", **more: str) -> Claim:
    return told(WHO, "detainedAt", NORTE, event="detention:1", began=began, **more)


def _out(day: str, **more: str) -> Claim:
    return told(WHO, "releasedOn", day, event="release:1", **more)


def _seen(state: str, on: str, **more: str) -> Claim:
    return told(f"observation:{state}", "observedState", state, person=WHO, on=on, **more)


def _denied(claim: Claim) -> Claim:
    return replace(claim, polarity="negative")


def _announced(claim: Claim) -> Claim:
    return replace(claim, modality="announcement")


def _again(claim: Claim) -> Claim:
    return replace(claim, event=Ref("release", "2"))


KINDS: Mapping[str, tuple[Claim, ...]] = {
    "released": (_stay(), _out("2025-06-10", ends="detention:1")),
    "released-into-house-arrest": (_stay(), _out("2025-06-10", ends="detention:1", releaseType="to-house-arrest")),
    "house-arrest-after-an-arrest": (_taken(), _out("2025-03-07", releaseType="to-house-arrest")),
    "furlough-from-a-stay": (_stay(), _out("2025-06-10", ends="detention:1", releaseType="furlough")),
    "furlough-and-nothing-else": (_out("2025-06-10", releaseType="furlough"),),
    "taken-again-on-the-day": (
        _stay(),
        _out("2025-06-10", ends="detention:1"),
        told(WHO, "arrestedOn", "2025-06-10", event="arrest:2"),
    ),
    "taken-again-and-no-stay-named": (
        _taken(),
        _out("2025-06-10"),
        told(WHO, "arrestedOn", "2025-06-10", event="arrest:2"),
    ),
    "a-day-and-a-range-of-days": (
        _stay(),
        _out("2025-06-10"),
        told(WHO, "releasedOn", "[2025-06-10..2025-06-14]", event="release:2", by="org:radio"),
    ),
    "in-and-out-within-a-month": (_taken("2025-03"), _out("2025-03")),
    "seen-free-within-the-range": (_taken(), _out("[2025-06-10..2025-06-14]"), _seen("free", "2025-06-11", by=FAMILY)),
    "nobody-knows-where-for-weeks": (_taken(), _seen("whereabouts-unknown", "2025-03-04/2025-03-20")),
    "nobody-knows-where-and-at-a-prison": (
        _taken(),
        _seen("whereabouts-unknown", "2025-03-20", by=FAMILY),
        _seen("held", "2025-03-20", by=MINISTRY, facility=NORTE),
    ),
    "kept-where-nobody-admits-then-presented": (
        _taken(),
        told("detention:2", "began", "2025-03-04", person=WHO, custodyKind="unacknowledged", ended="2025-03-09"),
        _seen("held", "2025-03-09"),
    ),
    "a-stay-ends-and-seen-elsewhere-that-day": (
        _stay(ended="2025-06-10"),
        _seen("held", "2025-06-10", facility=SUR),
    ),
    "a-stay-ends-and-seen-elsewhere-later": (_stay(ended="2025-06-10"), _seen("held", "2025-06-13", facility=SUR)),
    "from-a-station-into-house-arrest": (
        _stay(ended="2025-03-07"),
        told("detention:2", "began", "2025-03-07", person=WHO, custodyKind="house-arrest"),
        told("detention:1", "continuedAs", "detention:2", person=WHO),
    ),
    "on-a-list-without-dates": (told(WHO, "detainedAt", NORTE, event="detention:1"),),
    "seen-once": (told(WHO, "detainedAt", NORTE, event="detention:1", on="2025-03-04"),),
    "an-end-and-no-beginning": (told("detention:1", "ended", "2025-06-10", person=WHO),),
    "announced-before-it-was": (_taken(), _out("2025-06-14", by=MINISTRY, said="2025-06-10")),
    "released-says-one-no-says-another": (
        _taken(),
        _out("2025-06-10", by=MINISTRY),
        _denied(_out("2025-06-10", by=FAMILY)),
    ),
    "seen-inside-after-the-release": (
        _taken(),
        _out("2025-06-10", by=MINISTRY),
        _seen("held", "2025-06-12", by=FAMILY),
    ),
    "an-observation-on-the-day-of-the-end": (
        _stay(),
        _out("2025-06-10", ends="detention:1"),
        _seen("held", "2025-06-10"),
    ),
    "we-do-not-hold-her": (_taken(), _denied(_seen("held", "2025-03-10", by=MINISTRY))),
    "dead-in-a-prison": (
        told(WHO, "detainedAt", NORTE, event="detention:1", on="2025-06-05"),
        told(WHO, "diedOn", "2025-06-10", event="death:1", inCustody=True),
    ),
    "a-death-ends-the-stay": (
        _stay(custodyKind="hospital-under-guard"),
        told(WHO, "diedOn", "2025-06-10", event="death:1", ends="detention:1"),
    ),
    "announced-as-done": (_taken(), _announced(_out("2025-06-10", by=MINISTRY, said="2025-06-10"))),
    "announced-to-come": (_stay(), _announced(_out("2025-06-14", ends="detention:1", by=MINISTRY, said="2025-06-10"))),
    "on-an-old-list-after-the-release": (
        _out("2025-06-10", said="2025-06-12"),
        told(WHO, "detainedAt", NORTE, event="detention:1", said="2025-06-12"),
    ),
    "one-stay-after-another-with-days-between": (
        _stay(ended="2025-06-10"),
        told(WHO, "detainedAt", SUR, event="detention:2", began="2025-06-13", ended="2025-07-01"),
    ),
    "two-stays-that-overlap": (
        _stay(ended="2025-06-10"),
        told(WHO, "detainedAt", SUR, event="detention:2", began="2025-06-01"),
    ),
    "moved-from-one-prison-to-another": (
        _stay(),
        told(WHO, "transferredTo", SUR, event="detention:2", on="2025-06-10", transferredFrom=NORTE),
    ),
    "nobody-knows-where-while-at-a-prison-says-the-ministry": (
        _stay(ended="2025-06-10", by=MINISTRY),
        _seen("whereabouts-unknown", "2025-03-10/2025-03-20", by=FAMILY),
    ),
    "not-at-that-prison": (_stay(), _denied(told(WHO, "detainedAt", NORTE, event="detention:2", on="2025-03-10"))),
    "the-ministry-refuses-to-acknowledge": (
        _taken(),
        told(WHO, "notAcknowledgedBy", MINISTRY, on="2025-03-10", event="refusal:1", by=MINISTRY),
    ),
    "two-releases-near-each-other": (_taken(), _out("2025-06-10"), _again(_out("2025-06-13", by="org:radio"))),
    "two-days-of-death": (
        _taken(),
        told(WHO, "diedOn", "2025-06-10", event="death:1", by=MINISTRY),
        told(WHO, "diedOn", "2025-06-12", event="death:2", by=FAMILY),
    ),
    "two-arrests-near-each-other": (_taken(), told(WHO, "arrestedOn", "2025-03-06", event="arrest:2", by=MINISTRY)),
    "a-tag-after-the-release": (
        _stay(),
        _out("2025-06-10", ends="detention:1"),
        told("condition:1", "conditionType", "ankle-tag", person=WHO, on="2025-06-12"),
    ),
}
