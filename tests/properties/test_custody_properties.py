"""Custody, whatever is told and in whatever order: random tellings of one life by two speakers.

Fast by default; HABEAS_TESTS=thorough looks longer.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.properties.lives_made import SPAN, START, claims, dates, day, days, files, short, shown
from tests.tellings import WHO, rows, status, told

from habeas.analysis.custody.answer import HELD
from habeas.analysis.custody.course import days_held, stretches
from habeas.analysis.custody.life import life_of
from habeas.analysis.custody.spells import spells
from habeas.analysis.intervals import Certainty
from habeas.analysis.people import people
from habeas.model.values import Claim, Value, When

SURE = {Certainty.CERTAIN, Certainty.NOT}


@settings(deadline=None)
@given(files, st.integers(0, 3), days, st.randoms(use_true_random=False))
def test_the_order_of_recording_never_matters(file: list[Claim], kinds: int, number: int, random: Random) -> None:
    told_kinds = ("hospital-under-guard", "unacknowledged", "incommunicado")[:kinds]
    more = [told("detention:1", "began", day(2), person=WHO, custodyKind=kind, by=f"org:{kind}") for kind in told_kinds]
    shuffled = [*file, *more]
    random.shuffle(shuffled)
    until = START + timedelta(SPAN)
    one, other = (life_of(WHO, people(rows(*told_all)).get(WHO, [])) for told_all in ([*file, *more], shuffled))
    assert status([*file, *more], day(number)) == status(shuffled, day(number))
    assert (spells(one, until), stretches(one, until)) == (spells(other, until), stretches(other, until))


@settings(deadline=None)
@given(files, claims(), days)
def test_a_new_claim_never_turns_certainly_not_into_certain_without_naming_who_says_otherwise(
    file: list[Claim], claim: Claim, number: int
) -> None:
    before, after = status(file, day(number)), status([*file, claim], day(number))
    if before.held is Certainty.NOT and before.custody.word is Certainty.CERTAIN and after.held is Certainty.CERTAIN:
        assert after.custody.before, shown(before, after)
        assert set(after.custody.before) & set(before.custody.claims), shown(before, after)


@settings(deadline=None)
@given(st.lists(claims(), min_size=1, max_size=8), days, st.data())
def test_a_wider_date_never_makes_an_answer_surer(file: list[Claim], number: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(file) - 1))
    wider = widened(file[at], data.draw(st.integers(0, 6)), data.draw(st.integers(0, 6)))
    assume(wider != file[at])
    before, after = status(file, day(number)), status([*file[:at], wider, *file[at + 1 :]], day(number))
    if before.held is Certainty.CONTESTED:
        return  # a wider date may let two claims agree that did not (docs/decisions/0020)
    told_all = "\n".join(map(short, [*file, wider])) + "\n" + shown(before, after)
    if after.held in SURE:
        assert before.held is after.held, told_all
    if after.held is Certainty.ASSUMED:
        assert before.held in {Certainty.CERTAIN, Certainty.ASSUMED, Certainty.NOT}, told_all


def widened(claim: Claim, earlier: int, later: int) -> Claim:
    """The claim with its first date wider; a state told as of a day is not stretched to the day of saying (decision
    0020).
    """
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
        assert found.held is Certainty.NOT_STATED
    for answer in (found.custody, found.place):
        assert bool(answer.claims) == (answer.word is not Certainty.NOT_STATED)
        assert not set(answer.claims) - {claim.id for claim in file}
    assert (found.custody.word is Certainty.CONTESTED) <= bool(found.custody.against)


@settings(deadline=None)
@given(files, days)
def test_the_stretches_of_a_life_answer_like_each_of_their_days(file: list[Claim], number: int) -> None:
    life, until = life_of(WHO, people(rows(*file)).get(WHO, [])), START + timedelta(SPAN)
    asked = START + timedelta(number)
    stretch = next(s for s in stretches(life, until) if (s.first or date.min) <= asked <= s.last)
    found = status(file, day(number)).custody
    assert (stretch.answer.state, stretch.answer.word) == (found.state, found.word)


@settings(deadline=None)
@given(files)
def test_days_in_detention_are_the_days_of_the_spells_each_once(file: list[Claim]) -> None:
    life, until = life_of(WHO, people(rows(*file)).get(WHO, [])), START + timedelta(SPAN)
    held, found = days_held(life, until), spells(life, until)
    assert held.most is None or held.certain + held.assumed <= held.most
    assert held.certain <= sum(spell.days[0] for spell in found)
    if held.most is not None:
        assert held.most <= sum(max(0, spell.days[1] or 0) for spell in found)
        assert held.most >= max((spell.days[1] or 0 for spell in found), default=0)


# -- what must follow from the last thing told


@st.composite
def beginnings(draw: st.DrawFn) -> Claim:
    """An arrest, a beginning or a sighting on one of the first ten days."""
    number, more = draw(st.sampled_from(["1", "2"])), {"by": draw(st.sampled_from(["org:radio", "org:paper"]))}
    when = day(draw(st.integers(0, 9)))
    match draw(st.sampled_from(["arrest", "began", "seen", "visit"])):
        case "arrest":
            return told(WHO, "arrestedOn", when, event=f"arrest:{number}", **more)
        case "began":
            return told(f"detention:{number}", "began", when, person=WHO, **more)
        case "seen":
            return told(WHO, "detainedAt", "facility:1", event=f"detention:{number}", on=when, **more)
    return told(f"observation:{number}", "observedState", "held", person=WHO, on=when, **more)


held_early = st.lists(beginnings(), min_size=1, max_size=5)


@settings(deadline=None)
@given(held_early, st.integers(1, 400))
def test_silence_changes_nothing_but_the_age(file: list[Claim], later: int) -> None:
    seen = told("observation:last", "observedState", "held", person=WHO, on=day(10))
    found = status([*file, seen], day(10 + later)).custody
    assert (found.state, found.word, found.age) == ("held", Certainty.ASSUMED, (later, later))


@settings(deadline=None)
@given(held_early, dates(), st.integers(0, SPAN + 9))
def test_after_a_release_nobody_is_held_until_somebody_says_so(file: list[Claim], when: str, later: int) -> None:
    out = told(WHO, "releasedOn", when, event="release:1", id="out")
    bounds = When(edtf=when).read()
    assert bounds.earliest and bounds.latest
    assume(bounds.earliest > START + timedelta(10))
    asked = bounds.latest + timedelta(later + 1)
    found = status([*file, out], asked.isoformat())
    assert (found.custody.state, found.held) == ("left", Certainty.NOT)
    again = told("observation:last", "observedState", "held", person=WHO, on=asked.isoformat(), id="again")
    clash = status([*file, out, again], asked.isoformat()).custody
    assert (clash.word, clash.claims, clash.against) == (Certainty.CONTESTED, ("again",), ("out",))
    for number in range(11, (asked - START).days):
        between = status([*file, out, again], day(number)).held
        assert (between is Certainty.CERTAIN) <= (START + timedelta(number) <= bounds.earliest), number


@settings(deadline=None)
@given(held_early, st.integers(11, 16), st.integers(17, SPAN))
def test_taken_again_after_a_release_is_certain_and_names_the_release(file: list[Claim], out: int, again: int) -> None:
    left = told(WHO, "releasedOn", day(out), event="release:1", id="left")
    arrest = told(WHO, "arrestedOn", day(again), event="arrest:again", id="arrest")
    found = status([*file, left, arrest], day(again)).custody
    assert (found.word, found.claims, found.before) == (Certainty.CERTAIN, ("arrest",), ("left",))
    if again - 1 > out:
        assert status([*file, left, arrest], day(again - 1)).held is Certainty.NOT


@settings(deadline=None)
@given(st.lists(st.tuples(days, st.integers(1, 8)), min_size=2, max_size=5), days)
def test_several_vague_days_of_one_event_are_never_cut_to_what_they_share(
    told_: list[tuple[int, int]], on: int
) -> None:
    file = [
        told(WHO, "arrestedOn", f"[{day(first)}..{day(first + width)}]", event="arrest:1", by=f"org:{n}")
        for n, (first, width) in enumerate(told_)
    ]
    assert status(file, day(on)).held is not Certainty.CERTAIN


# -- do the random lives reach what they must?


def test_the_random_lives_reach_every_word_and_every_state() -> None:
    words, states, vague, many, overtaken = Counter[Certainty](), Counter[str](), 0, 0, 0

    @settings(max_examples=500, deadline=None, database=None, derandomize=True)
    @given(files, days)
    def look(file: list[Claim], number: int) -> None:
        nonlocal vague, many, overtaken
        found = status(file, day(number))
        words.update({found.held, found.custody.word, found.place.word})
        states[found.custody.state] += 1
        vague += any(".." in short(claim) for claim in file)
        many += len({claim.speaker for claim in file}) > 1
        overtaken += bool(found.custody.before)

    look()
    assert set(words) == set(Certainty)
    assert min(words.values()) >= 10, words
    assert set(states) >= {*HELD - {"held-incommunicado"}, "left", "free", "furlough", "dead", "dead-in-custody", ""}, (
        states
    )
    assert (vague > 200, many > 200, overtaken > 5) == (True, True, True), (vague, many, overtaken)
