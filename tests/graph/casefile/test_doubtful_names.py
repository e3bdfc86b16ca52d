"""Words that may name somebody withheld: an export stops and lists them, and goes through after the decision."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.builders import Clock, a_claim_form, a_form
from tests.graph.storage.test_editions import made, operations

from habeas.casefile import CaseFile
from habeas.casefile.doubtful_names import doubtful_names
from habeas.casefile.package import package
from habeas.errors import BadChoice, in_shell

IDA = {"ida": {"is": "person:ida", "label": "Ida Brumal Soriel", "sensitivity": "sealed"}}
QUOTE = "Dicen que Brumal sigue en el penal"


@pytest.fixture
def case(tmp_path: Path):
    with CaseFile.create(tmp_path / "case", clock=Clock(), title="A case") as found:
        yield found


def record(case: CaseFile, *claims: dict[str, Any], hidden: dict[str, Any] | None = None, **names: Any) -> None:
    every = {**(hidden or IDA), **names}
    for form in (
        a_form(a_claim_form(next(iter(hidden or IDA))), names=every, id="first"),
        a_form(*claims, names=every),
    ):
        report = case.record_form(form)
        assert not report.refused, report.refused


def exported(case: CaseFile, path: Path) -> str:
    case.export(path, "full", force=True)
    return path.read_text(encoding="utf-8")


def doubts(case: CaseFile) -> list[str]:
    return [one.word for one in doubtful_names(case)]


def test_an_export_with_a_doubtful_word_stops_and_lists_it(case: CaseFile, tmp_path: Path) -> None:
    record(case, a_claim_form(quote=QUOTE))
    path = tmp_path / "out.json"
    with pytest.raises(BadChoice) as stopped:
        case.export(path, "full")
    assert re.search(r"name-\w{6}-\w{8}  “Brumal” in: Dicen que Brumal sigue", stopped.value.why)
    assert "habeas decide" in in_shell(stopped.value.next) and not path.exists()


def test_a_package_with_a_doubtful_word_stops_too_and_goes_by_the_decisions(case: CaseFile, tmp_path: Path) -> None:
    record(case, a_claim_form(quote=QUOTE))
    out = tmp_path / "package"
    with pytest.raises(BadChoice, match="“Brumal” in: Dicen que Brumal sigue"):
        package(case, out, at="2026-03-01T00:00:00.000Z")
    assert not out.exists()
    [doubt] = doubtful_names(case)
    case.decide(doubt.key, "explained", reason="it is her")
    package(case, out, at="2026-03-01T00:00:00.000Z")
    texts = b"".join(path.read_bytes() for path in out.rglob("*") if path.is_file()).decode("utf-8", "replace")
    assert "Brumal" not in texts and "Dicen que [withheld] sigue" in texts


FRIENDS = {"is": "org:friends", "label": "Vecinas de Brumal", "org-kind": "ngo"}


@pytest.mark.parametrize(
    ("decision", "wanted"), [("explained", "Vecinas de [withheld]"), ("false-alarm", FRIENDS["label"])]
)
def test_after_the_decision_the_same_export_goes_through(
    case: CaseFile, tmp_path: Path, decision: str, wanted: str
) -> None:
    record(case, a_claim_form("friends", "partOf", "paper"), friends=FRIENDS)
    (doubt,) = doubtful_names(case)
    case.decide(doubt.key, decision, reason="we asked the family")
    assert wanted in exported(case, tmp_path / "out.json")
    assert wanted in [body["labels"][0] for body in operations(made(case), "describe")]


def test_a_word_that_is_theirs_is_theirs_in_every_text_and_asked_no_more(case: CaseFile, tmp_path: Path) -> None:
    record(case, a_claim_form(quote=QUOTE), a_claim_form("ana", "occupation", "nurse", quote="Vieron a Brumal ayer"))
    first, _ = doubtful_names(case)
    case.decide(first.key, "explained", reason="we asked")
    assert "Brumal" not in exported(case, tmp_path / "out.json")


def test_a_decision_is_opened_again_and_never_stands_among_the_findings(case: CaseFile) -> None:
    record(case, a_claim_form(quote=QUOTE))
    (doubt,) = doubtful_names(case)
    case.decide(doubt.key, "false-alarm", reason="another family")
    assert doubts(case) == []
    assert case.view().stale_decisions() == ()
    case.decide(doubt.key, "open", reason="not sure any more")
    assert doubts(case) == ["Brumal"]


def test_the_public_edition_covers_what_is_undecided_and_carries_no_decision(case: CaseFile) -> None:
    record(case, a_claim_form(quote=QUOTE))
    assert operations(made(case), "record")[0]["claim"]["quote"] == "Dicen que [withheld] sigue en el penal"
    (doubt,) = doubtful_names(case)
    case.decide(doubt.key, "explained", reason="it is her")
    assert operations(made(case), "decide") == []


def test_nothing_is_asked_where_everything_may_leave_or_nobody_is_withheld(case: CaseFile, tmp_path: Path) -> None:
    record(case, a_claim_form(quote=QUOTE))
    assert case.export(tmp_path / "all.json", "full", sensitivity="sealed").nodes
    with CaseFile.create(tmp_path / "other", clock=Clock()) as other:
        assert other.record_form(a_form(a_claim_form(quote=QUOTE))).recorded
        assert doubtful_names(other) == []


@pytest.mark.parametrize(
    "quote",
    [
        "Viajó a La Brumal con su madre",
        "Ayer fue liberado Beto Brumal",
        "un día brumal",
        "Calle Brumal Norte",
        "BRUMALIA",
    ],
)
def test_everyday_words_are_not_asked_about(case: CaseFile, quote: str) -> None:
    record(case, a_claim_form(quote=quote))
    assert doubts(case) == []


def test_a_surname_that_somebody_visible_bears_is_not_asked_about(case: CaseFile) -> None:
    beto = {"is": "person:beto", "label": "Beto Brumal"}
    record(case, a_claim_form("beto", quote=QUOTE), beto=beto)
    assert doubts(case) == []


def test_a_withheld_name_of_one_word_does_not_cover_everybody_who_has_it(case: CaseFile) -> None:
    hidden = {"h": {"is": "person:h-1", "label": "Ana", "sensitivity": "sealed"}}
    told = "Ayer Ana lloró; con Ana Torres y con Ana. Analía y mañana no."
    record(case, a_claim_form("luis", quote=told), hidden=hidden)
    (body,) = operations(made(case), "record")
    assert body["claim"]["quote"] == "Ayer [withheld] lloró; con Ana Torres y con [withheld]. Analía y mañana no."
