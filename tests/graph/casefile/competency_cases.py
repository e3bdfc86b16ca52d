"""What the tests of the twenty-five questions start from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from habeas.casefile import CaseFile
from habeas.casefile.saved_queries import QueryResult

Row = dict[str, str]
BEFORE = "2020-01-01"
MARQUEZ, TORRES_DUQUE, EDILSON = "person:enrique-marquez", "person:jonathan-torres-duque", "person:edilson-torres"
GUANIPA, MADURO = "person:juan-pablo-guanipa", "person:nicolas-maduro"
THINGS = (
    "event:maduro-capture; act:release-announcement; release:enrique-marquez; "
    "death:edilson-torres; release:jonathan-torres-duque"
)
ASKED: dict[str, tuple[str, dict[str, str]]] = {
    "Q01": ("held-on", {"on": "2026-01-12"}),
    "Q02": ("held-on", {"on": "2026-01-10"}),
    "Q03": ("charges-after-release", {"on": "2026-01-12"}),
    "Q04": ("restrictions-after-release", {"on": "2026-01-12"}),
    "Q05": ("died-in-custody", {}),
    "Q06": ("official-and-detainee", {}),
    "Q07": ("speaking-relatives", {}),
    "Q08": ("how-many-freed", {}),
    "Q09": ("how-many-held", {}),
    "Q10": ("anonymous", {}),
    "Q11": ("said-until", {"until": "2026-01-05"}),
    "Q12": ("accusations", {"accused": "Jonathan Torres Duque"}),
    "Q13": ("official-alone", {}),
    "Q14": ("in-office", {"on": "2026-01-12"}),
    "Q15": ("said-for", {"body": "Foro Penal"}),
    "Q16": ("facilities", {}),
    "Q17": ("dates-read", {}),
    "Q18": ("passages", {"claim": "N057"}),
    "Q19": ("namesakes", {"name": "Torres"}),
    "Q20": ("timeline", {"person": "Enrique Márquez"}),
    "Q21": ("in-order", {"things": THINGS}),
    "Q22": ("place-not-stated", {}),
    "Q23": ("authority-path", {"from": "El Helicoide", "to": "org:ve-intelligence-service"}),
    "Q24": ("contradictions", {}),
    "Q25": ("may-be-published", {}),
}


@pytest.fixture(scope="module")
def case(example_once: Path) -> Iterator[CaseFile]:
    """The example, only read."""
    with CaseFile.open(example_once) as opened:
        yield opened


def rows(case: CaseFile, question: str, /, **given: str) -> list[Row]:
    """The rows of an answer as texts: names as `kind:slug`, what is not bound left out."""
    table = case.ask(question, given).table()
    base = case.settings.base
    plain = ({k: str(v) for k, v in zip(table.columns, row, strict=True) if v is not None} for row in table.rows)
    return [
        {k: v.removeprefix(base).replace("/", ":", 1) if v.startswith(base) else v for k, v in row.items()}
        for row in plain
    ]


def asked(case: CaseFile, number: str) -> list[Row]:
    name, given = ASKED[number]
    return rows(case, name, **given)


def answer(case: CaseFile, number: str) -> QueryResult:
    name, given = ASKED[number]
    return case.ask(name, given)


def claims(found: list[Row]) -> set[str]:
    """The claims that rows name."""
    return {
        claim.removeprefix("claim:")
        for row in found
        for key in ("claim", "claims")
        for claim in row.get(key, "").split()
    }


def by(found: list[Row], key: str) -> dict[str, Row]:
    return {row[key]: row for row in found if key in row}
