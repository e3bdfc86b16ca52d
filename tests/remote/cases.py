"""Cases whose quads are at a service, beside the same case with quads of its own."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.graph.casefile.competency_cases import ASKED

from habeas.casefile import CaseFile
from habeas.model.config import FILE
from habeas.model.engine import EngineSettings, engine_text
from habeas.sparql.results import BoundRow
from habeas.sparql.service_access import VARIABLE


def at_service(folder: Path, engine: EngineSettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a case keep its quads at a service, and allow that on this computer."""
    monkeypatch.setenv(VARIABLE, engine.origin)
    with (folder / FILE).open("a", encoding="utf-8") as settings:
        settings.write("\n" + engine_text(engine))
    return folder


@contextmanager
def both(example: Path, folder: Path, engine: EngineSettings, patch: pytest.MonkeyPatch) -> Iterator[list[CaseFile]]:
    """The example with quads of its own, and with quads at the service."""
    moved = at_service(Path(shutil.copytree(example, folder)), engine, patch)
    with CaseFile.open(example) as own, CaseFile.open(moved, write=True) as other:
        yield [own, other]


def answers_to(case: CaseFile, question: str) -> list[BoundRow]:
    """The rows of one of the twenty-five questions, in an order of their own: not every question has one."""
    name, given = ASKED[question]
    return sorted(case.ask(name, given).table().rows, key=repr)


def every_saved(case: CaseFile) -> list[str]:
    """The saved questions in SPARQL that need no value."""
    return [q.name for q in case.questions() if not q.library and not any(p.required for p in q.params)]


def random_patterns(case: CaseFile, number: int, seed: int = 14) -> list[str]:
    """Queries of the same shapes as people write, over triples that are there: paths, stars, claims, counts."""
    made, draw = list[str](), random.Random(seed)  # noqa: S311 a test
    claims = sorted({str(q.graph_name) for q in case.views.store.quads() if "claim" in str(q.graph_name)})
    triples = sorted((tuple(map(str, q.triple)) for q in case.views.store.quads(graph=None)), key=repr)
    while len(made) < number:
        (s, p, o), (_, p2, _), claim = draw.choice(triples), draw.choice(triples), draw.choice(claims)
        made.append(
            draw.choice(
                [
                    f"SELECT ?o {{ {s} {p} ?o }}",
                    f"SELECT ?s ?q {{ ?s {p} {o} . ?s ?q ?z }}",
                    f"SELECT ?s ?o ?z {{ ?s {p} ?o OPTIONAL {{ ?o {p2} ?z }} }}",
                    f"SELECT ?c ?s {{ GRAPH ?c {{ ?s {p} ?o }} }}",
                    f"SELECT ?c ?o {{ GRAPH ?c {{ {s} ?p ?o }} ?c ?q ?w FILTER(ISIRI(?w)) }}",
                    f"SELECT ?s ?o {{ GRAPH {claim} {{ ?s ?p ?o }} }}",
                    f"SELECT (COUNT(*) AS ?n) {{ ?s {p} ?o }}",
                    f"SELECT ?o (COUNT(DISTINCT ?s) AS ?n) {{ ?s {p} ?o }} GROUP BY ?o",
                    f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?c {{ ?s {p} ?o }} }}",
                    f"SELECT ?s {{ ?s {p} ?o FILTER NOT EXISTS {{ ?s {p2} ?z }} }}",
                    f"SELECT ?x {{ {{ ?x {p} ?o }} UNION {{ ?x {p2} ?z }} }}",
                    f"SELECT DISTINCT ?x {{ {s} (!<x:none>) ?x . ?x ?p ?y }}",
                    f"SELECT ?s {{ {{ SELECT ?s {{ ?s {p} ?o }} }} ?s {p2} ?z }}",
                    f"ASK {{ {s} {p} {o} }}",
                    f"CONSTRUCT {{ ?s {p2} ?o }} WHERE {{ ?s {p} ?o }}",
                ]
            )
        )
    return made


def answered(case: CaseFile, query: str) -> object:
    """What a query gives, the same for the same answer in another order."""
    found = case.query(query)
    if found.kind == "boolean":
        return found.boolean()
    return sorted(map(repr, found.rows() if found.kind == "table" else found.triples()))
