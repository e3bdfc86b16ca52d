"""Two laptops that work on copies of one case: random work, and all that a case says, to compare two copies by."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random
from typing import Any

from tests.builders import Clock, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.errors import HabeasError
from habeas.storage.clash_table import clashes_in
from habeas.storage.judgements import decisions_in

PEOPLE = ("ana", "luis")
KINDS = ("record", "record", "same id", "again", "withdraw", "supersede", "judge", "take back", "decide", "undo")


def content_of(case: CaseFile) -> str:
    """Everything that a case says, as canonical JSON: what differs between copies is only the order it came in."""
    index, views = case.views.index, case.views
    claims = {}
    for row in index.claims():
        claim, made = views.claim_in(row)
        claims[row.id] = [row.status, row.key, made.at, made.by, str(claim)]
    told: dict[str, Any] = {
        "claims": claims,
        "described": list(index.entities()),
        "judged": sorted(json.dumps([_plain(t), back], sort_keys=True) for _, t, back in index.judgements()),
        "decided": {d.key: [d.decision, d.at, d.by, d.reason] for d in decisions_in(index)},
        "documents": sorted(path.name for path in (case.folder / "sources").glob("*")),
        "questions": {p.name: p.read_text() for p in sorted((case.folder / "questions").glob("*.rq"))},
        "clashes": [str(clash) for clash in clashes_in(index.connection, index.stands)],
        "settings": (case.folder / "case.toml").read_text(),
        "quads": sorted(str(q) for q in views.store.quads(graph=...) if "journal" not in str(q.predicate)),
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False, default=str)


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    body = {key: value for key, value in told["body"].items() if key != "origin"}
    return {**told, "body": body}


class Laptop:
    """One laptop with its copy, and a clock of its own."""

    def __init__(self, folder: Path, name: str, seed: int) -> None:
        self.folder, self.name = folder, name
        self.random = Random(f"{name} {seed}")  # noqa: S311 nothing is secret here
        self.minute = 0
        self.clock = Clock()
        self.recorded: set[str] = set()

    def tick(self, minutes: int) -> None:
        """Later, by its own clock."""
        self.minute += minutes
        self.clock.at(
            f"2026-02-{1 + self.minute // 1440:02d}T{self.minute // 60 % 24:02d}:{self.minute % 60:02d}:00.000Z"
        )

    def work(self, steps: int) -> None:
        """So many random commands; those that are refused change nothing."""
        with CaseFile.open(self.folder, write=True, clock=self.clock) as case:
            for _ in range(steps):
                self.tick(self.random.randint(0, 3))
                try:
                    self._step(case)
                except HabeasError:
                    continue
            self.recorded |= {row.id for row in case.views.index.claims()}

    def merge(self, other: Laptop) -> None:
        """Take in what the other laptop has."""
        self.tick(1)
        with CaseFile.open(self.folder, write=True, clock=self.clock) as case:
            case.merge(other.folder, by=self.name)

    def content(self) -> str:
        """What its copy says."""
        with CaseFile.open(self.folder) as case:
            return content_of(case)

    def _form(self, **keys: Any) -> dict[str, Any]:
        random = self.random
        told = a_claim_form(
            random.choice(PEOPLE), value=random.choice(("norte", "sur")), note=f"{random.random()}", **keys
        )
        label = random.choice(("Ana Ruiz", "Ana María Ruiz", f"Ana {self.name}"))
        names = {"ana": {"is": "person:ana-ruiz", "label": label, "also": [f"Anita {random.randint(1, 3)}"]}}
        return a_form(told, names=names, title=random.choice(("A letter", f"Letter {self.name}")))

    def _step(self, case: CaseFile) -> None:
        random, by = self.random, self.name
        live = sorted(row.id for row in case.views.index.claims(status="live"))
        ended = [row for row in case.views.index.claims() if row.status != "live"]
        a, b = "person:ana-ruiz", "person:luis-paz"
        match random.choice(KINDS):
            case "record":
                text = f"{by} {random.random()}" if random.random() < 0.3 else ""
                case.record_form(self._form(), by=by, text=text)
            case "same id":
                case.record_form(self._form(id=f"N{random.randint(1, 3)}"), by=by)
            case "again" if ended:
                row = random.choice(ended)
                body = case.views.claim_in(row)[1].body
                case._space.commit([("record", {"claim": body["claim"], "key": row.key})], by=by)
            case "withdraw" if live:
                case.withdraw(random.choice(live), reason=f"wrong, says {by}", by=by)
            case "supersede" if live:
                case.supersede(random.choice(live), self._form(), reason=f"better, says {by}", by=by)
            case "judge":
                case.judge(a, b, random.choice(("same", "different", "unsure")), reason=f"seen by {by}", by=by)
            case "take back":
                case.take_back(a, b, reason="no", by=by)
            case "decide":
                if found := case.findings():
                    decision = random.choice(("explained", "false-alarm"))
                    case.decide(random.choice(found).key, decision, reason=f"says {by}", by=by)
            case "undo":
                case.undo(reason="no", by=by)


def two_laptops(folder: Path, seed: int) -> tuple[Laptop, Laptop]:
    """A case with some work in it, and a copy of it on a second laptop."""
    one = Laptop(folder / "one", "Ida", seed)
    CaseFile.create(one.folder, clock=one.clock).close()
    one.work(4)
    shutil.copytree(one.folder, folder / "two")
    two = Laptop(folder / "two", "Juan", seed)
    two.tick(one.minute)
    two.recorded = set(one.recorded)
    return one, two


def meet(folder: Path, seed: int) -> None:
    """Work apart and merge, at random; after merging both ways both copies say the same, and no claim is lost."""
    random = Random(seed)  # noqa: S311 nothing is secret here
    one, two = two_laptops(folder, seed)
    for _ in range(random.randint(1, 3)):
        for laptop in random.sample((one, two), 2):
            if random.random() < 0.85:
                laptop.work(random.randint(1, 7))
        if random.random() < 0.4:
            a, b = random.sample((one, two), 2)
            a.merge(b)
    first, second = random.sample((one, two), 2)
    first.merge(second)
    second.merge(first)
    same = first.content()
    assert same == second.content(), seed
    lines = (first.folder / "journal" / "operations.jsonl").read_bytes()
    first.merge(second)
    assert (first.folder / "journal" / "operations.jsonl").read_bytes() == lines, f"{seed}: merged again"
    kept = set(json.loads(same)["claims"])
    assert one.recorded | two.recorded <= kept, seed
