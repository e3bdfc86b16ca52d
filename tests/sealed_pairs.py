"""Pairs of cases that differ only in what is sealed: the same public work, step by step, and between its steps other
sealed work in each. Used by tests/api/service/test_audiences.py and `python -m bench.audience`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from habeas.casefile import CaseFile

Form = dict[str, Any]
Step = Callable[[CaseFile], object]
BEGIN = datetime(2026, 2, 1, 9)  # noqa: DTZ001 written with its Z below
PEOPLE = ("ana-ruiz", "luis-paz", "mara-toral", "beto-lamadrid", "elio-soriel")
PLACES = ("norte", "sur", "hospital")
SPEAKERS = ("org:radio", "org:paper", "person:mara-toral")
HIDDEN = ("Ida Brumal Caño", "Иван Чижов", "王小明", "Nadia Ocampal", "عبد الرحمن الخطيب", "Tomás Vidriales")
DAYS = [f"2026-01-{day:02d}" for day in range(3, 29)]
RELATIONS = ("detainedAt", "arrestedBy", "occupation", "bornOn", "releasedOn")


class Clock:
    """Moves on a minute with each step of either kind of work, the same in both cases of a pair."""

    def __init__(self) -> None:
        self.minutes = 0

    def __call__(self) -> str:
        return (BEGIN + timedelta(minutes=self.minutes)).strftime("%Y-%m-%dT%H:%M:00.000Z")


class Maker:
    """Makes forms by chance; with `sealed` everything in them is, in one way or another."""

    def __init__(self, seed: int, *, sealed: bool) -> None:
        self.random = Random(seed)  # noqa: S311 nothing is secret here
        self.sealed = sealed
        self.made = 0
        self.recorded: list[str] = []
        self.judged: list[set[str]] = []

    def step(self) -> Step:
        """The next step of this work."""
        self.made += 1
        kinds = (self._record, self._record, self._record, self._withdraw, self._judge)
        return self.random.choice(kinds)()

    def _record(self) -> Step:
        form = self._sealed_form() if self.sealed else self._form()

        def record(case: CaseFile) -> None:
            report = case.record_form(form, by="Desk")
            assert not report.refused, report.refused
            self.recorded += report.recorded

        return record

    def _withdraw(self) -> Step:
        def withdraw(case: CaseFile) -> None:
            live = [one for one in self.recorded if (row := case.views.index.claim(one)) and row.status == "live"]
            if live:
                case.withdraw(self.random.choice(live), reason="the page was corrected", by="Desk")

        return withdraw

    def _judge(self) -> Step:
        def judge(case: CaseFile) -> None:
            names = [f"person:{slug}" for slug in (self._hidden_slugs() if self.sealed else PEOPLE)]
            a, b = self.random.sample(names, 2)
            verdict = self.random.choice(["different", "unsure"])
            if self.recorded and {a, b} not in self.judged and all(case.find(name) for name in (a, b)):
                self.judged.append({a, b})
                case.judge(a, b, verdict, reason="two cards", by="Desk")

        return judge

    def _hidden_slugs(self) -> list[str]:
        return [f"hidden-{number}" for number in range(len(HIDDEN))]

    def _names(self) -> Form:
        people = {slug: {"is": f"person:{slug}", "label": slug.replace("-", " ").title()} for slug in PEOPLE}
        places = {slug: {"is": f"facility:{slug}", "label": f"Cárcel {slug.title()}"} for slug in PLACES}
        bodies = {name: {"is": f"org:{name}", "label": name.title()} for name in ("radio", "paper", "police")}
        return {**people, **places, **bodies, "held": {"is": "population:held", "label": "people held"}}

    def _form(self) -> Form:
        claims = [self._claim(self.random.choice(PEOPLE)) for _ in range(self.random.randint(1, 3))]
        document = {"id": f"page-{self.random.randint(1, 4)}", "title": "A page", "date": self.random.choice(DAYS)}
        return {"source": {**document, "publisher": "paper"}, "names": self._names(), "claims": claims}

    def _claim(self, person: str) -> Form:
        random = self.random
        relation = random.choice(RELATIONS)
        values = {
            "detainedAt": random.choice(PLACES),
            "arrestedBy": "police",
            "occupation": random.choice(["nurse", "teacher"]),
            "bornOn": f"19{random.randint(50, 99)}",
            "releasedOn": random.choice(DAYS),
        }
        claim: Form = {"claim": [person, relation, values[relation]], "said-by": random.choice(SPEAKERS)}
        claim["said"] = random.choice(DAYS)
        if relation in ("detainedAt", "arrestedBy"):
            claim["on"] = random.choice(DAYS)
        if random.random() < 0.3:
            count = {
                "claim": ["count:pairs", "count", "people held"],
                "population": "held",
                "lower": random.randint(100, 900),
            }
            claim = {**count, "said-by": "org:radio", "said": claim["said"]}
        return claim

    def _sealed_form(self) -> Form:
        """Sealed in one of its ways: person, speaker, publisher, document, claim."""
        random, number = self.random, self.random.randrange(len(HIDDEN))
        mark = random.choice(["sealed", "restricted"])
        hidden = {"is": f"person:hidden-{number}", "label": HIDDEN[number], "sensitivity": mark}
        press = {"is": "org:hidden-press", "label": "Prensa Oculta del Este", "sensitivity": mark}
        names = {**self._names(), "hidden": hidden, "press": press}
        document: Form = {"id": f"hidden-page-{number}", "title": f"What {HIDDEN[number]} wrote", "publisher": "press"}
        way = random.choice(["person", "speaker", "publisher", "document", "claim", "number"])
        claim = self._claim("hidden" if way == "person" else random.choice(PEOPLE))
        if way == "speaker":
            claim["said-by"] = "hidden"
        if way == "document":
            document |= {"publisher": "paper", "sensitivity": mark}
        if way == "claim":
            claim["sensitivity"] = mark
        if way == "number":
            claim = {
                "claim": [random.choice(PEOPLE), "identityNumber", f"V-{random.randint(1, 9)}"],
                "said-by": "paper",
            }
        if way not in ("publisher", "document"):
            document = {"id": f"other-{number}", "title": "Another page", "publisher": "paper", "date": DAYS[0]}
            claim["sensitivity"] = claim.get("sensitivity") or mark
        return {"source": document, "names": names, "claims": [claim]}


def make_pair(folder: Path, seed: int, steps: int = 8) -> tuple[Path, Path]:
    """Two cases. The second has other sealed work, or none at all."""
    return _make(folder / "a", seed, 1, steps), _make(folder / "b", seed, seed % 3 * 2, steps)


def _make(folder: Path, seed: int, sealed: int, steps: int) -> Path:
    clock, public = Clock(), Maker(seed, sealed=False)
    hidden = Maker(seed * 7 + sealed, sealed=True)
    with CaseFile.create(folder, clock=clock, title="A case", languages=("en", "es")) as case:
        for step in _mixed(public, hidden if sealed else None, steps):
            clock.minutes += 1
            for one in step:
                one(case)
    return folder


def _mixed(public: Maker, hidden: Maker | None, steps: int) -> Iterator[list[Step]]:
    """The steps of each minute: the public one, and before and after it sealed ones."""
    for _ in range(steps):
        before = [hidden.step() for _ in range(hidden.random.randint(0, 2))] if hidden else []
        yield [*before, public.step()]
    yield [hidden.step()] if hidden else []
