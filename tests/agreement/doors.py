"""One question through every door. Each door takes a case folder and questions, and answers each with {person: Answer}.

    for answers in SHELL(folder, [Question(on="2026-01-12")]): answers["person:ana"].held

The doors: the library, the shell, HTTP (in this process, with real reader processes), the roster behind lists and the
first page, the data of a person's page (its status, and its course over time), and the bytes of a GEXF file. A door
that knows no such clock (a graph file holds all days, whoever spoke and whenever) says so: `takes`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
from tests.api.web.inside import visit
from tests.graph.shell import habeas

from habeas.analysis.custody.answer import HELD, CustodyAnswer
from habeas.casefile.case_file import CaseFile
from habeas.casefile.results import AsOfText
from habeas.casefile.roster import roster_of
from habeas.model.values import Ref
from habeas_api.web.pages.entity import PageData, page_data

PAGE = 500
EVERYBODY = 100_000


class Held(Enum):
    """Deprived of liberty some time on a day, as a door says it."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    """Possibly, contested, or drawn as uncertain."""
    SILENT = "not stated"


@dataclass(frozen=True, slots=True)
class Question:
    """A day and the other clocks, as people write them."""

    on: str
    said: str = ""
    known: str = ""
    by: str = ""

    def options(self) -> dict[str, str]:
        """Those that are set."""
        clocks = {"on": self.on, "said": self.said, "known": self.known, "by": self.by}
        return {name: value for name, value in clocks.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a door says of one person on one day. What a door does not say is empty: a graph file names no claims."""

    held: Held = Held.SILENT
    state: str = ""
    word: str = ""
    place: str = ""
    claims: frozenset[str] = frozenset()


SILENT = Answer()
Answers = Mapping[str, Answer]
People = Sequence[str]


@dataclass(frozen=True)
class Door:
    """A way to ask. `takes` are the clocks it knows; `ask` gives one mapping for each question, in their order."""

    name: str
    takes: frozenset[str]
    ask: Callable[[Path, Sequence[Question], People], Iterable[Answers]]

    def __call__(self, folder: Path, questions: Sequence[Question], people: People) -> list[Answers]:
        """Everybody's answers, question by question; who is not named there is not stated."""
        unknown = {name for question in questions for name in question.options()} - self.takes
        assert not unknown, f"{self.name} cannot be asked with {sorted(unknown)}"
        return [
            {person: found.get(person, SILENT) for person in people} for found in self.ask(folder, questions, people)
        ]


def opposite(one: Answer, other: Answer) -> bool:
    """True when one says yes and the other no. Doubt, silence and a coarser word contradict nothing."""
    return {one.held, other.held} == {Held.YES, Held.NO}


def differences(one: Answer, other: Answer) -> list[str]:
    """The fields in which two doors that say all of them differ."""
    return [name for name in Answer.__slots__ if getattr(one, name) != getattr(other, name)]


def held(state: str, word: str) -> Held:
    """What a state of the custody axis and its certainty mean."""
    if word in {"possible", "contested"}:
        return Held.UNSURE
    if word in {"certain", "assumed"}:
        return Held.YES if state in HELD else Held.NO
    return Held.NO if word == "not" else Held.SILENT


def _answer(state: str, word: str, place: str, claims: Iterable[str]) -> Answer:
    return Answer(held(state, word), state, word, place, frozenset(claims))


def _from_json(row: Mapping[str, Any]) -> Answer:
    custody = row["custody"]
    return _answer(custody["state"], custody["word"], row["place"]["state"], custody["claims"])


# -- the doors -----------------------------------------------------------------------------------------------------


def _library(folder: Path, questions: Sequence[Question], _people: People) -> Iterator[Answers]:
    with CaseFile.open(folder) as case:
        for question in questions:
            yield {row.person: _of_status(row) for row in case.status(**question.options())}


def _of_status(row: Any) -> Answer:
    return _answer(row.custody.state, row.custody.word.value, row.place.state, row.custody.claims)


def _replayed(folder: Path, questions: Sequence[Question], _people: People) -> Iterator[Answers]:
    """The library on the case as it was: `case.at(known).status(on)` for `case.status(on, known)`."""
    with CaseFile.open(folder) as case:
        for question in questions:
            others = {name: value for name, value in question.options().items() if name != "known"}
            if question.known:
                with case.at(question.known) as then:
                    yield {row.person: _of_status(row) for row in then.status(**others)}
            else:
                yield {row.person: _of_status(row) for row in case.status(**others)}


def _shell(folder: Path, questions: Sequence[Question], _people: People) -> Iterator[Answers]:
    for question in questions:
        options = [part for name, value in question.options().items() for part in (f"--{name}", value)]
        done = habeas("status", folder, "--all", "--format", "json", *options)
        assert done.exit_code in (0, 1), done.output
        yield {row["person"]: _from_json(row) for row in json.loads(done.stdout)}


def _http(folder: Path, questions: Sequence[Question], _people: People) -> Iterator[Answers]:
    found: list[Answers] = []

    async def asking(client: httpx.AsyncClient, _counted: Counter[str]) -> None:
        for question in questions:
            found.append(await _everybody(client, question))

    visit(folder, asking)
    return iter(found)


async def _everybody(client: httpx.AsyncClient, question: Question) -> Answers:
    address: str | None = "/api/status"
    params: dict[str, Any] = {**question.options(), "limit": PAGE}
    found: dict[str, Answer] = {}
    while address:
        response = await client.get(address, params=params, headers={"Accept": "application/json"})
        assert response.status_code == 200, response.text
        page = response.json()
        found |= {row["person"]["id"]: _from_json(row) for row in page["items"]}
        address, params = page["next"], {}
    return found


def _lists(folder: Path, questions: Sequence[Question], _people: People) -> Iterator[Answers]:
    """The roster behind the first page and the lists; it names only some of the claims."""
    with CaseFile.open(folder) as case:
        for question in questions:
            view = case.view(said=question.said, known=question.known, by=question.by)
            rows = roster_of(view, date.fromisoformat(question.on)).page(limit=EVERYBODY).rows
            yield {row.person: _answer(row.state, row.word, " or ".join(row.places), row.claims) for row in rows}


def _page(folder: Path, questions: Sequence[Question], people: People) -> Iterator[Answers]:
    """The status on each person's page."""
    with CaseFile.open(folder) as case:
        for question in questions:
            leaves = ((person, _leaf(case, person, question)) for person in people)
            yield {person: _of_status(leaf.status) for person, leaf in leaves if leaf.status}


def _course(folder: Path, questions: Sequence[Question], people: People) -> Iterator[Answers]:
    """The course of custody drawn on each person's page, of which one page tells every day. All questions share their
    other clocks.
    """
    last = max(questions, key=lambda question: question.on)
    assert {(q.said, q.known, q.by) for q in questions} == {(last.said, last.known, last.by)}
    with CaseFile.open(folder) as case:
        leaves = {person: _leaf(case, person, last) for person in people}
        for question in questions:
            found = ((person, _stretch_on(leaf, question.on)) for person, leaf in leaves.items())
            yield {person: _answer(a.state, a.word.value, "", a.claims) for person, a in found if a}


def _stretch_on(leaf: PageData, day: str) -> CustodyAnswer | None:
    stretches = leaf.course.stretches if leaf.course else ()
    for stretch in stretches:
        if (stretch.first is None or stretch.first.isoformat() <= day) and day <= stretch.last.isoformat():
            return stretch.answer
    return None


def _leaf(case: CaseFile, person: str, question: Question) -> PageData:
    path = str(Ref.parse(person)).replace(":", "/")
    leaf = page_data(case, path=path, as_of=AsOfText(**question.options()), lang="en", part="claims", offset=0)
    assert isinstance(leaf, PageData)
    return leaf


# -- a graph file --------------------------------------------------------------------------------------------------

GEXF = "{http://gexf.net/1.3}"
OUT = frozenset(["released", "free", "dead", "custody ended", "furlough", "exile", "transferred abroad"])
UNCERTAIN = frozenset(["uncertain", ""])


def _gexf(folder: Path, questions: Sequence[Question], _people: People) -> Iterator[Answers]:
    """The history of every person in the bytes of a graph file, as a program reads it that knows nothing of habeas."""
    histories: dict[str, dict[str, list[tuple[str, str, str]]]] = {}
    with CaseFile.open(folder) as case:
        for known in {question.known for question in questions}:
            then = case.at(known) if known else case
            data = b"".join(then.download("full", ".gexf", sensitivity="sealed").pieces)
            histories[known] = dict(_histories(ElementTree.fromstring(data)))  # noqa: S314 we wrote it
    for question in questions:
        told = histories[question.known]
        yield {person: _drawn([w for w, a, z in row if _holds(a, z, question.on)]) for person, row in told.items()}


def _histories(root: ElementTree.Element) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    titles = {each.get("id"): each.get("title") for each in root.iter(f"{GEXF}attribute")}
    for node in root.iter(f"{GEXF}node"):
        values = [each for each in node.iter(f"{GEXF}attvalue") if titles[each.get("for")] == "status"]
        yield node.get("id", ""), [(v.get("value", ""), v.get("start", ""), v.get("end", "")) for v in values]


def _holds(start: str, end: str, day: str) -> bool:
    """Both ends are included, as programs that open such files take them: on the day of a change both words hold."""
    return (not start or start[:10] <= day) and (not end or day <= end[:10])


def _drawn(words: Sequence[str]) -> Answer:
    if not words or words == [""]:
        return SILENT
    kinds = {Held.UNSURE if w in UNCERTAIN else Held.NO if w in OUT else Held.YES for w in words}
    return Answer(kinds.pop() if len(kinds) == 1 else Held.UNSURE, " or ".join(words))


EVERY_CLOCK = frozenset(["on", "said", "known", "by"])
LIBRARY = Door("library", EVERY_CLOCK, _library)
REPLAYED = Door("library, replayed", EVERY_CLOCK, _replayed)
SHELL = Door("shell", EVERY_CLOCK, _shell)
HTTP = Door("http", EVERY_CLOCK, _http)
LISTS = Door("lists", EVERY_CLOCK, _lists)
PERSON_PAGE = Door("person's page", EVERY_CLOCK, _page)
COURSE = Door("course on the person's page", EVERY_CLOCK, _course)
GRAPH_FILE = Door("graph file", frozenset(["on", "known"]), _gexf)
DOORS = (LIBRARY, REPLAYED, SHELL, HTTP, LISTS, PERSON_PAGE, COURSE, GRAPH_FILE)
