"""What the file knew at a moment is what a file says that was never written any further: every door, after random
operations.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.operations import PEOPLE, PLACES, SPEAKERS, World

from habeas.casefile import CaseFile
from habeas.errors import HabeasError

DAYS = ("2025-01-04", "2025-01-20", "2026-06-01")
NAMES = (*PEOPLE, *PLACES, *SPEAKERS, "doc:page")


def _case(folder: Path, world: World) -> list[str]:
    """A case on the disk with the operations of a world; the moments at which something was recorded."""
    with CaseFile.create(folder, clock=lambda: "2026-12-01T00:00:00.000Z") as case:
        for entry in world.entries:
            case._space.clock = partial(str, entry.operation.at)
            case._space.commit([(entry.operation.op, _shifted(entry.operation.body))], by="tester")
    return [entry.operation.at for entry in world.entries]


def _shifted(body: dict[str, Any]) -> dict[str, Any]:
    """The number of a judgement on the disk: a case begins with a line of its own."""
    return {**body, "judgement": body["judgement"] + 1} if "judgement" in body else body


def _until(folder: Path, moment: str, to: Path) -> Path:
    """A copy of the case whose journal ends at the moment, without its store."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("store", ".lock*"))
    (to / "store").mkdir()
    path = to / "journal" / "operations.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if f'"at":"{moment}"'.encode() >= _at(line)))
    return to


def _at(line: bytes) -> bytes:
    start = line.index(b'"at":"')
    return line[start : start + len('"at":"2027-01-01T00:00:00.000Z"')]


@pytest.mark.parametrize("seed", range(3))
def test_known_is_replay_in_meaning_through_every_door(tmp_path: Path, seed: int) -> None:
    world = World(seed)
    world.step(70, most_at_once=2)
    moments = _case(tmp_path / "case", world)
    with CaseFile.open(tmp_path / "case") as case:
        for number, moment in enumerate(world.random.sample(sorted(set(moments)), 3)):
            then = _until(tmp_path / "case", moment, tmp_path / f"then-{number}")
            with CaseFile.open(then, write=True, clock=partial(str, moment)) as rebuilt:
                for (name, one), (_, other) in zip(_doors(case, moment), _doors(rebuilt, ""), strict=True):
                    assert one == other, (name, moment)


def _doors(case: CaseFile, known: str) -> Iterator[tuple[str, Any]]:
    """Every answer of a case as of a moment, by the door it came through."""
    then = case.at(known) if known else case
    for day in DAYS:
        for by in ("", *SPEAKERS):
            yield f"status {day} {by}", _told(lambda d=day, b=by: case.status(on=d, by=b, known=known))
        yield f"spells {day}", case.spells(on=day, known=known)
        yield f"posts {day}", case.posts(on=day, known=known)
        roster = case.view(known=known).roster(on=day)
        yield f"roster {day}", (roster.page(limit=99), roster.totals(), roster.held_at(PLACES))
        yield f"said {day}", case.status(on=day, said="2025-01-30", known=known)
    for name in NAMES:
        yield f"find {name}", then.find(name)
        yield f"show {name}", _told(lambda n=name: then.show(n))
        yield f"course {name}", _told(lambda n=name: case.course(n, on=DAYS[1], known=known))
        yield f"history {name}", _told(lambda n=name: list(then.history(n)))
    yield "findings", [(one.key, one.claims, one.decision) for one in case.findings(known=known)]
    yield "counts", case.counts(known=known)
    yield "claims", list(then.claims(status=""))
    yield "judgements", then.judgements()
    yield "summary", then.summary()
    yield (
        "query",
        sorted(map(repr, then.query("SELECT ?s ?p ?o { ?s ?p ?o FILTER(?p != hab:journalHead) }").table().rows)),
    )
    graph = then.as_networkx("full", sensitivity="sealed")
    yield "graph", sorted((one, other, key) for one, other, key in graph.edges(keys=True))
    yield "public", case.view(known=known).roster(on=DAYS[0]).totals()


def _told(ask: Any) -> Any:
    """The answer, or what it says instead."""
    try:
        return ask()
    except HabeasError as error:
        return type(error).__name__
