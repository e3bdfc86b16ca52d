"""By name beside a number stand those whom claims place in its population, or in a part of it, and nobody else."""

from __future__ import annotations

from pathlib import Path

from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile import CaseFile

NAMES = {
    "all": {"is": "population:detained-visitors", "label": "foreign visitors detained", "keeper": "org:paper"},
    "some": {
        "is": "population:detained-tourists",
        "label": "tourists detained",
        "keeper": "org:paper",
        "subset-of": "all",
    },
}
WINDOW = {"countKind": "flow", "window": "2026-01-01/2026-01-31", "said_by": "paper"}


def by_name(case: CaseFile, **clocks: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    rows = case.counts(**clocks).rows
    return {r.count.claim: (r.by_name.certain, r.by_name.possible) for r in rows if r.by_name}


def test_only_those_whom_a_claim_places_in_the_population_are_counted(tmp_path: Path) -> None:
    form = a_form(
        a_claim_form("count:all", "count", "12 arrested", id="K1", population="all", lower=12, upper=12, **WINDOW),
        a_claim_form("count:some", "count", "3 arrested", id="K2", population="some", lower=3, upper=3, **WINDOW),
        a_claim_form("ana", "arrestedOn", "2026-01-05", id="A1"),
        a_claim_form("luis", "arrestedOn", "2026-01", id="L1"),
        names=NAMES,
    )
    with a_case(tmp_path / "file", form) as case:
        nobody: dict[str, object] = {"K1": ((), ()), "K2": ((), ())}
        assert by_name(case) == nobody
        more = a_form(a_claim_form("ana", "exampleOf", "some", id="E1"), names=NAMES, id="list", date="2026-02-02")
        assert not case.record_form(more).refused
        assert by_name(case) == {"K1": (("person:ana-ruiz",), ()), "K2": (("person:ana-ruiz",), ())}
        assert by_name(case, by="org:radio", said="2026-02-01") == {}, "the paper gives the numbers"
        more = a_form(a_claim_form("luis", "exampleOf", "all", id="E2"), names=NAMES, id="list-2", date="2026-02-03")
        assert not case.record_form(more).refused
        assert by_name(case)["K1"] == (("person:ana-ruiz", "person:luis-paz"), ())
        assert by_name(case, said="2026-02-02") == {"K1": (("person:ana-ruiz",), ()), "K2": (("person:ana-ruiz",), ())}
        case.withdraw("E1", reason="another Ana")
        assert by_name(case) == {"K1": (("person:luis-paz",), ()), "K2": ((), ())}
        case.judge("person:luis-paz", "person:ana-ruiz", "same", reason="one person")
        assert by_name(case)["K1"] == (("person:ana-ruiz",), ())
