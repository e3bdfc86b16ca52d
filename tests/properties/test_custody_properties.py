"""Custody, whatever is told and in whatever order: random tellings of one life by two speakers.

Fast by default; `pytest --hypothesis-profile=thorough` looks longer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.tellings import WHO, status, told

from habeas.custody import Status, days_held, life_of, people, stretches
from habeas.evidence import evidence_of
from habeas.model import Claim, Value, When
from habeas.periods import LIKELIEST, Word

START = date(2025, 1, 1)
SPAN = 24
days = st.integers(0, SPAN)
SURE = {Word.CERTAIN, Word.NOT}


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


@settings(deadline=None)
@given(files, days, st.randoms(use_true_random=False))
def test_the_order_of_recording_never_matters(file: list[Claim], number: int, random: Random) -> None:
    shuffled = list(file)
    random.shuffle(shuffled)
    assert status(file, day(number)) == status(shuffled, day(number))


@settings(deadline=None)
@given(files, claims(), days)
def test_a_new_claim_never_turns_certainly_not_into_certain_without_naming_who_says_otherwise(
    file: list[Claim], claim: Claim, number: int
) -> None:
    before, after = status(file, day(number)), status([*file, claim], day(number))
    if before.held is Word.NOT and before.custody.word is Word.CERTAIN and after.held is Word.CERTAIN:
        assert after.custody.before, shown(before, after)
        assert set(after.custody.before) & set(before.custody.claims), shown(before, after)


@settings(deadline=None)
@given(st.lists(claims(), min_size=1, max_size=8), days, st.data())
def test_a_wider_date_never_makes_an_answer_surer(file: list[Claim], number: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(file) - 1))
    wider = widened(file[at], data.draw(st.integers(0, 6)), data.draw(st.integers(0, 6)))
    assume(wider != file[at])
    before, after = status(file, day(number)), status([*file[:at], wider, *file[at + 1 :]], day(number))
    if before.held is Word.CONTESTED:
        return  # a wider date may let two claims agree that did not (docs/decisions/0020)
    told_all = "\n".join(map(short, [*file, wider])) + "\n" + shown(before, after)
    if after.held in SURE:
        assert before.held is after.held, told_all
    if after.held is Word.ASSUMED:
        assert before.held in {Word.CERTAIN, Word.ASSUMED, Word.NOT}, told_all


def widened(claim: Claim, earlier: int, later: int) -> Claim:
    """The claim with its first date wider; a state told as of a day is not stretched to the day of saying (decision 0020)."""
    said = claim.said.read().earliest or date.max
    names = [name for name, value in claim.details if isinstance(value, When)]

    def wide(value: Value, name: str) -> Value:
        read = value.read() if isinstance(value, When) else None
        if read is None or not read.earliest or not read.latest:
            return value
        first, last = read.earliest - timedelta(earlier), read.latest + timedelta(later)
        if name == "asOf":
            last = min(last, said - timedelta(1)) if read.latest < said else read.latest
        return When(edtf=f"[{first}..{last}]" if first < last else str(first))

    if names:
        details = tuple((name, wide(value, name) if name == names[0] else value) for name, value in claim.details)
        return replace(claim, details=details)
    return replace(claim, object=wide(claim.object, claim.relation))


@settings(deadline=None)
@given(files, days)
def test_nothing_told_is_not_stated_and_nothing_certain_is_without_a_claim(file: list[Claim], number: int) -> None:
    found = status(file, day(number))
    if not file:
        assert found.held is Word.NOT_STATED
    for answer in (found.custody, found.place):
        assert bool(answer.claims) == (answer.word is not Word.NOT_STATED)
        assert not set(answer.claims) - {claim.id for claim in file}
    assert (found.custody.word is Word.CONTESTED) <= bool(found.custody.against)


@settings(deadline=None)
@given(files, days)
def test_the_stretches_of_a_life_answer_like_each_of_their_days(file: list[Claim], number: int) -> None:
    rows = [row for claim in file for row in evidence_of(claim)]
    life, until = life_of(WHO, people(rows).get(WHO, [])), START + timedelta(SPAN)
    asked = START + timedelta(number)
    stretch = next(s for s in stretches(life, until) if (s.first or date.min) <= asked <= s.last)
    found = status(file, day(number)).custody
    assert (stretch.answer.state, stretch.answer.word) == (found.state, found.word)


@settings(deadline=None)
@given(files)
def test_days_in_detention_are_a_range_that_holds_the_certain_days(file: list[Claim]) -> None:
    rows = [row for claim in file for row in evidence_of(claim)]
    life = life_of(WHO, people(rows).get(WHO, []))
    held = days_held(life, START + timedelta(SPAN))
    asked = [status(file, day(number)).held for number in range(SPAN + 1)]
    assert held.certain >= sum(word is Word.CERTAIN for word in asked)
    assert held.most is None or held.most >= sum(word in LIKELIEST for word in asked)
    assert held.most is None or held.certain + held.assumed <= held.most
