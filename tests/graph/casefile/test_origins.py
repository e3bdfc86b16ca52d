"""Who is behind something: copies are one origin, who was there stands first, and what the file thinks of a source is
shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile import CaseFile

WIRE = "Ana Ruiz was let out of the prison at dawn, the ministry said on Thursday"
NAMES = {
    "ministry": {
        "is": "org:ministry",
        "label": "Ministry of Order",
        "org-kind": "government",
        "reliability": "not-reliable",
    },
    "cell": {"is": "person:cellmate", "label": "Rita Sol"},
    "north": {"is": "org:north", "label": "Northern News", "org-kind": "media"},
    "south": {"is": "org:south", "label": "Southern News", "org-kind": "media"},
}


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    """One release: the ministry, copied by two papers, each under an event of its own; and a fellow prisoner."""
    out = ("ana", "releasedOn", "2026-01-08")
    forms = [
        a_form(a_claim_form(*out, id="M1", said_by="ministry"), names=NAMES, id="m", publisher="ministry"),
        a_form(
            a_claim_form(*out, id="N1", said_by="ministry", quote=WIRE, chain=["ministry", "north"]),
            names=NAMES,
            id="n",
            publisher="north",
        ),
        a_form(a_claim_form(*out, id="S1", said_by="south", quote=WIRE), names=NAMES, id="s", publisher="south"),
        a_form(
            a_claim_form(*out, id="Z1", said_by="cell", chain=[{"by": "cell", "connection": "fellow-prisoner"}]),
            names=NAMES,
            id="z",
        ),
    ]
    with a_case(tmp_path / "file", *forms) as made:
        yield made


def asked(case: CaseFile, about: str, lang: str = "en") -> list[dict[str, object]]:
    table = case.ask("origins", {"of": about}, lang=lang).table()
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_copies_are_one_origin_and_never_stand_before_who_was_there(case: CaseFile) -> None:
    witness, official = asked(case, "M1")
    assert (witness["claims"], witness["firstHand"], witness["connection"]) == ("Z1", True, "fellow prisoner")
    assert (official["claims"], official["firstHand"], official["named"]) == ("M1 N1 S1", False, True)
    assert official["reliability"] == "not reliable"
    assert asked(case, "Z1", "es")[1]["reliability"] == "no fiable"


def test_the_same_is_asked_of_an_event_and_of_a_person(case: CaseFile) -> None:
    assert [row["claims"] for row in asked(case, "release:Z1")] == ["Z1"]
    rows = asked(case, "Ana Ruiz")
    assert [(row["origin"], row["claims"]) for row in rows] == [(1, "Z1"), (2, "M1 N1 S1")]
    case.judge("M1", "Z1", "different", reason="let out twice")
    assert [row["claims"] for row in asked(case, "Z1")] == ["Z1", "N1 S1"]


def test_what_the_file_thinks_of_a_source_is_recorded_shown_and_kept(case: CaseFile) -> None:
    assert ("reliability", "not reliable") in case.show("Ministry of Order").facts
    better = {"ministry": {**NAMES["ministry"], "reliability": "usually-reliable"}}
    case.record_form(a_form(a_claim_form(id="X1"), names={**NAMES, **better}, id="later"))
    assert ("reliability", "usually reliable") in case.show("Ministry of Order").facts
    graph = case.query("SELECT ?r { ?o hab:reliability ?r }").table().rows
    assert [str(row[0]).rpartition("#")[2] for row in graph] == ["usually-reliable"]
    odd = {"odd": {"is": "org:odd", "label": "Odd", "reliability": "splendid"}}
    assert case.record_form(a_form(a_claim_form(id="X2"), names={**NAMES, **odd}, id="odd")).refused


def test_links_to_the_facts_may_be_party_foreign_government_or_cell(case: CaseFile) -> None:
    for number, code in enumerate(
        ("party", "foreign-government", "international", "colleague", "friend", "health-worker")
    ):
        claim = a_claim_form(id=f"C{number}", said_by="cell", chain=[{"by": "cell", "connection": code}])
        assert not case.record_form(a_form(claim, names=NAMES, id=f"c{number}")).refused, code
