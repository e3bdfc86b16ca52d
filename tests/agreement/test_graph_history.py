"""What a graph says of somebody's custody on a day is never the opposite of what `habeas status` says.

The words are read from the bytes of the GEXF, on every day, as the format means them: each holds from its `start` to
its `end`, both included. A drawing may say less (`uncertain`, `contested`, no word); where it says more, it says the
same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from tests.builders import a_case, a_claim_form, a_form
from tests.effort import tried
from tests.histories import HISTORIES, History
from tests.properties.lives_made import SPAN, START, files
from tests.tellings import WHO, rows, told

from habeas.analysis.custody.answer import HELD, CustodyStatus
from habeas.analysis.custody.timeline import status_of
from habeas.analysis.intervals import Certainty
from habeas.analysis.people import people
from habeas.formats.write import gexf
from habeas.graphs.export import view_of
from habeas.graphs.inputs import Filters, Inputs
from habeas.model.values import Claim

DAY = timedelta(1)
NAMESPACE = {"g": "http://gexf.net/1.3"}
HELD_WORDS = {"detained", "detained incommunicado", "disappeared", "house arrest", "hospital under guard"}
OUT_WORDS = {"released", "custody ended", "free", "furlough", "dead"}
SURE = (Certainty.CERTAIN, Certainty.ASSUMED)


class Drawn(NamedTuple):
    """Something that a graph draws for a stretch of days: a word on somebody, or a line to a facility."""

    word: str
    start: str
    end: str

    def on(self, day: date) -> bool:
        """True when it is drawn on that day."""
        return (self.start or "0000") <= day.isoformat() <= (self.end or "9999-99-99")


def graph_file(claims: Iterable[Claim], view: str = "full") -> bytes:
    inputs = Inputs(claims=tuple(claims), entities={}, sources={})
    return b"".join(gexf.write(view_of(inputs, view, Filters())))


def history(content: bytes, person: str = WHO) -> list[Drawn]:
    root = ET.fromstring(content)  # noqa: S314 our own file
    values = root.iterfind(f".//g:node[@id='{person}']/g:attvalues/g:attvalue[@for='status']", NAMESPACE)
    return [Drawn(value.get("value", ""), value.get("start", ""), value.get("end", "")) for value in values]


def stays(content: bytes, person: str = WHO) -> list[Drawn]:
    root = ET.fromstring(content)  # noqa: S314 our own file
    lines = root.iterfind(f".//g:edge[@source='{person}'][@kind='detainedAt']", NAMESPACE)
    return [
        Drawn(line.get("target", ""), spell.get("start", ""), spell.get("end", ""))
        for line in lines
        for spell in line.iterfind("g:spells/g:spell", NAMESPACE)
    ]


def certain(content: bytes, person: str = WHO) -> list[Drawn]:
    """The days on which a line to a facility is drawn as certain."""
    root = ET.fromstring(content)  # noqa: S314 our own file
    lines = root.iterfind(f".//g:edge[@source='{person}'][@kind='detainedAt']", NAMESPACE)
    return [
        Drawn(line.get("target", ""), value.get("start", ""), value.get("end", ""))
        for line in lines
        for value in line.iterfind("g:attvalues/g:attvalue[@for='certainty'][@value='certain']", NAMESPACE)
    ]


def opposite(words: Iterable[str], status: CustodyStatus) -> bool:
    """True when one of the words cannot be what the status says."""
    held = status.custody.state in HELD and status.custody.word in SURE
    every = set(words)
    return bool(every & HELD_WORDS if status.held is Certainty.NOT else every & OUT_WORDS if held else ())


def statuses(claims: Sequence[Claim], first: date, last: date) -> Iterator[CustodyStatus]:
    own = people(rows(*claims)).get(WHO, [])
    every = (first + DAY * n for n in range((last - first).days + 1))
    return (status_of(WHO, own, day) for day in every)


def disagreements(claims: Sequence[Claim], first: date, last: date) -> list[str]:
    """The days on which the graph says the opposite, or says nothing where the status is sure."""
    drawn = history(graph_file(claims))
    found = []
    for status in statuses(claims, first, last):
        words = [each.word for each in drawn if each.on(status.on)]
        sure = status.custody.word in SURE and not words
        if opposite(words, status) or sure or len(words) > 1:
            found.append(f"{status.on}: {words}, and status {status.custody.state} {status.custody.word}")
    return found


@pytest.mark.parametrize("told", HISTORIES, ids=lambda each: each.title)
def test_no_day_of_the_awkward_histories_is_drawn_the_other_way_round(told: History) -> None:
    days = [date.fromisoformat(day) for day in told.days]
    assert disagreements(told.claims, min(days) - 400 * DAY, max(days) + 60 * DAY) == []


@settings(max_examples=tried(80))
@given(files)
def test_no_day_of_any_history_is_drawn_the_other_way_round(claims: list[Claim]) -> None:
    assert disagreements(claims, START - 3 * DAY, START + (SPAN + 20) * DAY) == []


@settings(max_examples=tried(80))
@given(files)
def test_a_stay_is_drawn_on_every_day_that_it_is_certain_and_never_without_end_after_custody(
    claims: list[Claim],
) -> None:
    drawn = stays(graph_file(claims, "person-facility"))
    undated = {each.split("|")[2] for each in _undated(claims)}
    for status in statuses(claims, START - 3 * DAY, START + (SPAN + 20) * DAY):
        places = {each.word for each in drawn if each.on(status.on)}
        sure = status.place.word is status.custody.word is Certainty.CERTAIN
        if sure and status.place.state.startswith("facility:"):
            assert set(status.place.state.split(" or ")) & (places | undated), status
        if status.held is Certainty.NOT:
            endless = [each.word for each in drawn if not each.end and each.on(status.on)]
            assert not endless, status


@settings(max_examples=tried(80))
@given(files)
def test_no_stay_is_certain_on_a_day_on_which_nobody_was_held(claims: list[Claim]) -> None:
    content = graph_file(claims, "person-facility")
    sure, drawn = certain(content), stays(content)
    assert all(any(each.word == one.word and each.on(date.fromisoformat(one.start)) for each in drawn) for one in sure)
    for status in statuses(claims, START - 3 * DAY, START + (SPAN + 20) * DAY):
        places = {each.word for each in sure if each.on(status.on)}
        assert not places or status.held is not Certainty.NOT, status


def _undated(claims: Sequence[Claim]) -> list[str]:
    root = ET.fromstring(graph_file(claims, "person-facility"))  # noqa: S314 our own file
    lines = root.iterfind(".//g:edge", NAMESPACE)
    return [line.get("id", "") for line in lines if line.find("g:spells", NAMESPACE) is None]


STAY = a_claim_form("ana", "detainedAt", "norte", event="detention:a", began="2025-01-10", id="M1")
MOVED_HOME = a_claim_form(
    "ana", "releasedOn", "2025-09-01", event="release:a", ends="detention:a", releaseType="to-house-arrest", id="M2"
)
OUT = a_claim_form("ana", "releasedOn", "2025-09-01", event="release:a", ends="detention:a", id="M2")
AGAIN = a_claim_form("ana", "arrestedOn", "2025-09-01", event="arrest:b", id="M3")


@pytest.mark.parametrize(
    ("claims", "days"),
    [
        ([STAY, MOVED_HOME], {"2025-08-31": "detained", "2025-09-02": "house arrest", "2025-10-01": "house arrest"}),
        ([STAY, OUT, AGAIN], {"2025-09-01": "detained", "2025-09-02": "detained", "2027-01-01": "detained"}),
        ([STAY, OUT], {"2025-09-01": "detained", "2025-09-02": "released", "2027-01-01": "released"}),
    ],
)
def test_an_exported_file_says_what_status_says(tmp_path, claims, days) -> None:
    out = tmp_path / "stays.gexf"
    with a_case(tmp_path / "case", a_form(*claims)) as case:
        case.export(out, "person-facility")
        words = history(out.read_bytes(), "person:ana-ruiz")
        for day, word in days.items():
            (row,) = case.status(on=day, person="person:ana-ruiz")
            assert [each.word for each in words if each.on(date.fromisoformat(day))] == [word]
            assert not opposite([word], row)


def test_seen_once_and_nothing_before_is_not_drawn_for_ever_before() -> None:
    seen = told("observation:1", "observedState", "held", person=WHO, on="2025-06-01", id="seen")
    drawn = [Drawn("uncertain", "2025-05-02", "2025-05-31"), Drawn("detained", "2025-06-01", "")]
    assert history(graph_file([seen])) == drawn
