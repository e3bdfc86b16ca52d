"""Articles with what a careful reader finds in them, and how much of it assisted reading finds.

Each file of bench/articles holds an article of our own invention behind a line of three hyphens, and before it what it
says: people, bodies, facilities, days (EDTF), words that are no days, and the events of custody, each as
`person | kind | day | facility | speaker`, with a hyphen for what is not told. Those with `held-out: yes` were written
before the rules and never used to change them. The people, bodies and facilities are those that are named; `neither`
are words of days that may be read or not.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from habeas.dates.edtf import parse
from habeas.dates.lexicon import fold
from habeas.drafts.prose.reader import TextReading, read_text
from habeas.drafts.prose.runs import MentionKind

FOLDER = Path(__file__).parent / "articles"
HYPHENS = "\n---\n"
LEFT_OUT = {"the", "el", "la", "los", "las", "su", "his", "her", "their", "un", "una", "a"}
Bounds = tuple[object, object]


@dataclass(frozen=True, slots=True)
class ExpectedEvent:
    """An event that a careful reader finds in an article."""

    person: str
    kind: str
    day: Bounds | None
    place: str
    speaker: str


@dataclass(slots=True)
class Article:
    """An article and what it says."""

    name: str
    text: str
    day: str
    held_out: bool
    language: str = ""
    lists: dict[str, list[str]] = field(default_factory=dict)
    events: list[ExpectedEvent] = field(default_factory=list)


@dataclass(slots=True)
class Score:
    """Counts of one kind: how many there are, how many were found, how many were proposed and are right."""

    expected: int = 0
    found: int = 0
    proposed: int = 0
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def add(self, expected: Iterable[object], proposed: Iterable[object], where: str) -> None:
        wanted, got = set(expected), set(proposed)
        self.expected += len(wanted)
        self.found += len(wanted & got)
        self.proposed += len(got)
        self.lost += [f"{where}: {each}" for each in sorted(map(str, wanted - got))]
        self.wrong += [f"{where}: {each}" for each in sorted(map(str, got - wanted))]

    def shares(self) -> str:
        found = 100 * self.found / self.expected if self.expected else 100
        right = 100 * self.found / self.proposed if self.proposed else 100
        return f"{found:.0f} % of {self.expected} found, {right:.0f} % of {self.proposed} right"


def plain(name: str) -> str:
    words = fold(name).split()
    while words and words[0] in LEFT_OUT:
        words = words[1:]
    return " ".join(words)


def bounds(edtf: str) -> Bounds:
    read = parse(edtf)
    return read.earliest, read.latest


def articles(folder: Path = FOLDER) -> list[Article]:
    return [article(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]


def article(name: str, content: str) -> Article:
    head, _, text = content.partition(HYPHENS)
    return expectations(name, head, text)


def expectations(name: str, head: str, text: str) -> Article:
    found = Article(name, text, "", held_out=False)
    for line in head.splitlines():
        key, _, value = line.partition(":")
        if line.startswith("  "):
            found.events.append(_event([part.strip() for part in line.split("|")]))
        elif key == "day":
            found.day = value.strip()
        elif key == "held-out":
            found.held_out = value.strip() == "yes"
        else:
            found.lists[key.strip()] = [part.strip() for part in value.split(";") if part.strip()]
    return found


def _event(parts: list[str]) -> ExpectedEvent:
    person, kind, day, place, speaker = ("" if part == "-" else part for part in parts)
    return ExpectedEvent(plain(person), kind, bounds(day) if day else None, plain(place), plain(speaker))


KINDS = ("persons", "bodies and facilities", "dates", "custody events", "speakers", "facilities of events")


class Scores:
    """What was found in several articles."""

    def __init__(self) -> None:
        self.of = {kind: Score() for kind in KINDS}
        self.not_days: list[str] = []

    def take(self, one: Article, read: TextReading) -> None:
        self.of["persons"].add(
            map(plain, one.lists.get("persons", [])), map(plain, read.names(MentionKind.PERSON)), one.name
        )
        named = {("org", plain(name)) for name in one.lists.get("bodies", [])}
        named |= {("facility", plain(name)) for name in one.lists.get("facilities", [])}
        got = {
            (kind.value, plain(name)) for kind in (MentionKind.BODY, MentionKind.FACILITY) for name in read.names(kind)
        }
        self.of["bodies and facilities"].add(named, got, one.name)
        self._days(one, read)
        self._events(one, read)

    def _days(self, one: Article, read: TextReading) -> None:
        expected = set(map(bounds, one.lists.get("dates", [])))
        neither = [fold(words) for words in one.lists.get("neither", [])]
        got = {(day.edtf.earliest, day.edtf.latest) for day in read.days if fold(day.words) not in neither}
        self.of["dates"].add(expected, got, one.name)
        for words in one.lists.get("not-dates", []):
            for day in read.days:
                if (
                    f" {fold(words)} " in f" {fold(day.words)} "
                    and (day.edtf.earliest, day.edtf.latest) not in expected
                ):
                    self.not_days.append(f"{one.name}: {day.words}")

    def _events(self, one: Article, read: TextReading) -> None:
        told = [event for event in read.events if not event.not_so]
        got = {(plain(e.person), e.kind, (e.day.edtf.earliest, e.day.edtf.latest) if e.day else None): e for e in told}
        wanted = {(e.person, e.kind, e.day): e for e in one.events}
        self.of["custody events"].add(wanted, got, one.name)
        for key in wanted.keys() & got.keys():
            speaker = plain(got[key].speakers[0]) if got[key].speakers else ""
            self.of["speakers"].add([(key[0], key[1], wanted[key].speaker)], [(key[0], key[1], speaker)], one.name)
            place = plain(found.name) if (found := got[key].place) and found.kind is MentionKind.FACILITY else ""
            if wanted[key].place or place:
                self.of["facilities of events"].add(
                    [(key[0], key[1], wanted[key].place)], [(key[0], key[1], place)], one.name
                )


def scored(some: Iterable[Article]) -> Scores:
    scores = Scores()
    for one in some:
        scores.take(one, read_text(one.text, one.day, one.language))
    return scores


def given(folder: Path) -> list[Article]:
    """The texts of a folder for which there are expectations, by their SHA-256: they are not in this repository."""
    found: list[Article] = []
    for path in sorted(folder.glob("*.txt")):
        content = path.read_bytes()
        known = FOLDER / "seeds" / f"{hashlib.sha256(content).hexdigest()[:16]}.txt"
        if known.is_file():
            found.append(expectations(path.stem, known.read_text("utf-8"), content.decode()))
    return found
