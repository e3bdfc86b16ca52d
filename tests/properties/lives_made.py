"""Random tellings of one life in custody by two speakers: what the property tests of custody draw from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import strategies as st
from tests.tellings import WHO, told

from habeas.analysis.custody import Status
from habeas.model import Claim, When

START = date(2025, 1, 1)
SPAN = 24
days = st.integers(0, SPAN)


def day(number: int) -> str:
    return (START + timedelta(number)).isoformat()


@st.composite
def dates(draw: st.DrawFn) -> str:
    """A day, or one day in a range."""
    first, width = draw(days), draw(st.sampled_from([0, 0, 0, 1, 3, 8]))
    return f"[{day(first)}..{day(first + width)}]" if width else day(first)


numbers = st.sampled_from(["1", "2"])


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """One claim on the custody of one person."""
    number, when = draw(numbers), draw(dates())
    more = {
        "by": draw(st.sampled_from(["org:radio", "org:paper"])),
        "said": day(draw(st.integers(SPAN + 1, SPAN + 16))),
    }
    first, last = sorted((draw(days), draw(days)))
    other = draw(numbers)
    kinds: dict[str, Callable[[], Claim]] = {
        "arrest": lambda: told(WHO, "arrestedOn", when, event=f"arrest:{number}", **more),
        "seen": lambda: told(WHO, "detainedAt", f"facility:{other}", event=f"detention:{number}", on=when, **more),
        "began": lambda: told(f"detention:{number}", "began", when, person=WHO, **more),
        "ended": lambda: told(f"detention:{number}", "ended", when, person=WHO, **more),
        "both": lambda: told(
            WHO,
            "detainedAt",
            f"facility:{other}",
            event=f"detention:{number}",
            began=day(first),
            ended=day(last),
            **more,
        ),
        "held": lambda: told(f"observation:{number}{other}", "observedState", "held", person=WHO, on=when, **more),
        "visits": lambda: told(
            f"observation:{number}{other}", "observedState", "held", person=WHO, on=f"{day(first)}/{day(last)}", **more
        ),
        "away": lambda: told(f"observation:a{number}", "observedState", "furlough", person=WHO, on=when, **more),
        "ward": lambda: told(
            WHO,
            "detainedAt",
            f"facility:{other}",
            event=f"detention:{number}",
            on=when,
            custodyKind="hospital-under-guard",
            **more,
        ),
        "unknown": lambda: told(f"detention:{number}", "began", when, person=WHO, custodyKind="unacknowledged", **more),
        "free": lambda: told(f"observation:f{number}", "observedState", "free", person=WHO, on=when, **more),
        "release": lambda: told(WHO, "releasedOn", when, event=f"release:{number}", **more),
        "ends": lambda: told(WHO, "releasedOn", when, event=f"release:{number}", ends=f"detention:{other}", **more),
        "type": lambda: told(
            f"release:{number}",
            "releaseType",
            draw(st.sampled_from(["full", "to-house-arrest", "furlough"])),
            person=WHO,
            **more,
        ),
        "moved": lambda: told("detention:1", "continuedAs", "detention:2", person=WHO, **more),
        "death": lambda: told(WHO, "diedOn", when, event="death:1", **more),
        "in custody": lambda: told("death:1", "inCustody", True, person=WHO, on=when, **more),
    }
    return kinds[draw(st.sampled_from(sorted(kinds)))]()


files = st.lists(claims(), max_size=8)


def short(claim: Claim) -> str:
    """A claim in a line, for the message of a failing test."""
    details = " ".join(f"{name}={value.edtf if isinstance(value, When) else value}" for name, value in claim.details)
    value = claim.object.edtf if isinstance(claim.object, When) else claim.object
    return f"{claim.id[-4:]} {claim.subject} {claim.relation} {value} {claim.event or ''} {details}"


def shown(*statuses: Status) -> str:
    return " -> ".join(f"{s.custody.state} {s.custody.sure} {s.custody.claims}" for s in statuses)
