"""From the journal to the views: what each operation changes, whatever was there, and after any break in between."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form, facts_of, quads_of, rows_of, the_example

from habeas.casefile import CaseFile
from habeas.storage.projection import Projector


def made_anew(case: CaseFile) -> list[str]:
    with case.at("2099-01-01") as anew:
        return quads_of(anew)


def test_the_default_graph_holds_no_triple_of_a_claim_kept_as_a_description(case: CaseFile) -> None:
    case.record_form(
        a_form(
            a_claim_form(polarity="negative", began="2025-01-05", agent="radio"), a_claim_form("luis", mode="opinion")
        )
    )
    assert rows_of(case, "SELECT ?p { person:x ?p ?o }".replace("person:x", "id:person\\/luis-paz"))[0][0].endswith(
        ("type", "prefLabel")
    )
    assert rows_of(case, "SELECT ?d { ?d a hab:Detention }") == []
    heads = rows_of(
        case, "SELECT ?who ?where { ?c rdf:subject ?who ; rdf:predicate hab:detainedAt ; rdf:object ?where }"
    )
    assert len(heads) == 2


def test_the_facts_of_a_claim_stand_in_the_default_graph_and_never_in_its_own(case: CaseFile) -> None:
    case.record_form(a_form(a_claim_form(id="A1", quote="x", chain=["ana", "radio"], at="3-9")))
    assert not case.query("ASK { GRAPH ?g { ?c hab:statedBy ?by } }").boolean()
    told = {str(q.triple) for q in case.views.store.quads() if "claim/A1" in str(q.graph_name)}
    assert told
    assert not [triple for triple in told if "ns#wording" in triple or "attribution" in triple]


def test_each_date_is_one_node_with_its_first_and_last_day(case: CaseFile) -> None:
    case.record_form(
        a_form(
            a_claim_form(began="[2025-01-05..2025-01-09]", ended="2025-06~"),
            a_claim_form("luis", began="[2025-01-05..2025-01-09]"),
        )
    )
    asked = (
        "SELECT ?first ?last ?d { ?t hab:edtf ?text ; hab:earliest ?first ; hab:latest ?last "
        '. ?d hab:began ?t FILTER(STR(?text) = "[2025-01-05..2025-01-09]") }'
    )
    rows = rows_of(case, asked)
    assert {row[:2] for row in rows} == {("2025-01-05", "2025-01-09")}
    assert len(rows) == 2


def test_a_date_in_words_keeps_its_words_beside_what_they_were_read_as(case: CaseFile) -> None:
    case.record_form(a_form(a_claim_form(began={"words": "last week"})))
    asked = (
        "SELECT ?words ?first ?last { ?c hab:timeWords ?words . ?d hab:began "
        "?t . ?t hab:earliest ?first ; hab:latest ?last }"
    )
    assert rows_of(case, asked) == [("last week", "2026-01-05", "2026-01-11")]


def test_an_accusation_is_a_node_and_a_denial_points_at_it(case: CaseFile) -> None:
    accused = a_claim_form("accusation:v", "conduct", "theft", agent="paper", accused="ana", mode="accusation")
    denied = a_claim_form(
        "act:no", "denies", "accusation:v", agent="ana", mode="denial", polarity="negative", said_by="ana"
    )
    case.record_form(a_form(accused, denied))
    asked = (
        "SELECT ?who ?by ?denier { ?a a hab:Accusation ; hab:accused ?who ; "
        "hab:agent ?by . ?d hab:denies ?a ; hab:agent ?denier }"
    )
    [(who, by, denier)] = rows_of(case, asked)
    assert (who.rpartition("/")[2], by.rpartition("/")[2], denier.rpartition("/")[2]) == (
        "ana-ruiz",
        "paper",
        "ana-ruiz",
    )


def test_a_chain_is_told_step_by_step(case: CaseFile) -> None:
    chain = [
        "ana",
        {"by": "luis", "as": "relays", "via": "phone call", "unsure": "yes", "connection": "relative"},
        "radio",
    ]
    case.record_form(a_form(a_claim_form(chain=chain)))
    asked = """SELECT ?n ?by ?how ?medium ?unsure ?tie { ?c hab:attribution ?s . ?s hab:step ?n ; prov:agent ?by
        OPTIONAL { ?s hab:role ?how ; hab:medium ?medium ; hab:scopeUncertain ?unsure ; hab:sourceConnection ?tie } }"""
    rows = [(n, by.rpartition("/")[2], *more) for n, by, *more in rows_of(case, asked)]
    assert rows[0] == ("1", "ana-ruiz", "None", "None", "None", "None")
    assert rows[1] == ("2", "luis-paz", "relays", "phone call", "True", "https://w3id.org/habeas/ns#family-member")
    assert rows[2][:2] == ("3", "radio")


def test_a_label_given_up_leaves_the_store(case: CaseFile) -> None:
    case.record_form(a_form(names={"ana": {"is": "person:ana-ruiz", "label": {"es": "Ana R."}}}))
    case.record_form(a_form(names={"ana": {"is": "person:ana-ruiz", "label": {"es": "Ana Ruiz"}}}))
    labels = rows_of(case, "SELECT ?p ?l { id:person\\/ana-ruiz ?p ?l FILTER(ISLITERAL(?l)) }")
    assert sorted((p.rpartition("#")[2], label) for p, label in labels) == [
        ("altLabel", "Ana R."),
        ("prefLabel", "Ana Ruiz"),
    ]


def test_names_are_found_without_accents_and_case(case: CaseFile) -> None:
    case.record_form(a_form(names={"m": {"is": "person:m", "label": "Enrique Márquez", "hidden": ["Henrique"]}}))
    assert [str(ref) for ref in case.find("enrique MARQUEZ")] == ["person:m"]
    assert [str(ref) for ref in case.find("henrique")] == ["person:m"]


# -- after a break -------------------------------------------------------------------------------------------------


@pytest.fixture
def history(tmp_path: Path) -> tuple[Path, Path]:
    """A case whose description, source and claims changed after its store was copied: the folder, and the old copy of
    the store.
    """
    with a_case(
        tmp_path / "case",
        a_form(
            a_claim_form(id="A1"),
            a_claim_form(id="A2", said_by="paper"),
            names={"held": {"is": "population:held", "label": "old", "criterion": "old rule"}},
        ),
    ) as case:
        case.withdraw("A2", reason="x")
    old = Path(shutil.copytree(case.folder / "store", tmp_path / "old"))
    with CaseFile.open(case.folder, write=True, clock=Clock("10:00")) as case:
        case.record_form(
            a_form(
                a_claim_form(id="A2", said_by="paper"),
                a_claim_form("luis", id="A3"),
                title="New",
                publisher="paper",
                date="2026-01-14",
            )
        )
        case.record_form(
            a_form(
                a_claim_form("luis", id="A3"),
                names={"held": {"is": "population:held", "label": "new", "criterion": "new rule"}},
            )
        )
        case.withdraw("A1", reason="y")
        case.supersede(
            "A3",
            a_form(a_claim_form("luis", value="sur", id="A4"), title="New", publisher="paper", date="2026-01-14"),
            reason="z",
        )
    return case.folder, old


@pytest.mark.parametrize(
    "lagging", [("quads", "index.sqlite"), ("quads",), ("index.sqlite",)], ids=["both", "the store", "the index"]
)
def test_a_view_that_lags_is_caught_up_with_the_journal(history: tuple[Path, Path], lagging: tuple[str, ...]) -> None:
    folder, old = history
    with CaseFile.open(folder) as case:
        right = quads_of(case), case.views.index.digest()
    for name in lagging:
        place = folder / "store" / name
        if place.is_dir():
            shutil.rmtree(place)
            shutil.copytree(old / name, place)
        else:
            shutil.copy(old / name, place)
    with CaseFile.open(folder) as case:
        assert (quads_of(case), case.views.index.digest()) == right
    assert CaseFile.verify(folder, deep=True).ok


def test_a_program_that_stops_before_the_views_are_brought_up_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        a_case(tmp_path / "case", a_form(a_claim_form(id="A1"))) as case,
        monkeypatch.context() as killed,
        pytest.raises(KeyboardInterrupt),
    ):
        killed.setattr(Projector, "apply", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        case.record_form(a_form(a_claim_form("luis", id="A2")))
    with CaseFile.open(case.folder) as again:
        assert [line.claim_id for line in again.claims()] == ["A1", "A2"]
        assert quads_of(again) == made_anew(again)


def test_what_stops_in_the_middle_of_many_operations_is_repaired(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_case(tmp_path / "case", a_form(a_claim_form(id="A1"), a_claim_form("luis", id="A2"))) as case:
        write, calls = case.views.index.write, iter(range(100))

        def break_off(*args: object, **keys: object) -> None:
            if next(calls) == 1:
                raise KeyboardInterrupt
            write(*args, **keys)  # type: ignore[arg-type]

        monkeypatch.setattr(case.views.index, "write", break_off)
        with pytest.raises(KeyboardInterrupt):
            case.supersede("A2", a_form(a_claim_form("luis", value="sur", id="A3")), reason="x")
    with CaseFile.open(case.folder) as again:
        assert {line.claim_id: line.status for line in again.claims(status="")} == {
            "A1": "live",
            "A2": "superseded",
            "A3": "live",
        }
        assert quads_of(again) == made_anew(again)


def test_other_conventions_read_dates_anew_and_touch_no_claim(example_folder: Path) -> None:
    asked = (
        'SELECT ?first ?last { ?c hab:timeWords "late December" ; hab:validTime '
        "?t . ?t hab:earliest ?first ; hab:latest ?last }"
    )
    journal = (example_folder / "journal" / "operations.jsonl").read_bytes()
    with CaseFile.open(example_folder) as case:
        assert rows_of(case, asked) == [("2025-12-20", "2025-12-31")]
        lines = list(case.claims())
    settings = example_folder / "case.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nlate_month = [25, 31]\n", encoding="utf-8")
    with CaseFile.open(example_folder) as case:
        assert rows_of(case, asked) == [("2025-12-25", "2025-12-31")]
        assert [line.claim_id for line in case.claims()] == [line.claim_id for line in lines]
        assert quads_of(case) == made_anew(case)
    assert (example_folder / "journal" / "operations.jsonl").read_bytes() == journal


@pytest.mark.parametrize(
    "convention",
    [
        "late_month = [31, 31]",
        "early_year = [12, 12]",
        'week_starts = "saturday"',
        "approx_units = 100",
        "recent_months = 1200",
        "few_days = [366, 366]",
    ],
)
def test_even_odd_conventions_leave_the_case_readable(example_folder: Path, convention: str) -> None:
    settings = example_folder / "case.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + f"\n{convention}\n", encoding="utf-8")
    with CaseFile.open(example_folder) as case:
        assert len(list(case.claims())) == 146


# -- size ----------------------------------------------------------------------------------------------------------


def test_names_in_any_script_are_names_like_any_other(case: CaseFile) -> None:
    names = {
        "m": {"is": "person:مريم-حسن", "label": {"ar": "مريم حسن"}, "also": ["Maryam Hassan"]},
        "l": {"is": "facility:北京看守所", "label": {"zh-hant": "北京看守所"}},
        "h": {"is": "person:हिन्दी-नाम", "label": {"hi": "हिन्दी नाम"}},
    }
    report = case.record_form(a_form(a_claim_form("m", value="l", said_by="h"), names=names))
    assert not report.refused
    assert str(case.get("مريم حسن")) == "person:مريم-حسن"
    asked = 'SELECT ?where { ?who skos:prefLabel "مريم حسن"@ar ; hab:detainedAt ?where }'
    assert rows_of(case, asked)[0][0].endswith("facility/北京看守所")
    assert case.show("person:हिन्दी-नाम").title == "हिन्दी नाम"


def test_a_claim_with_three_hundred_places_and_a_quote_of_a_megabyte(case: CaseFile) -> None:
    quote = "«القاضي» 007\n" * 60_000
    places = [[n * 10, n * 10 + 5] for n in range(300)]
    [claim] = case.record_form(a_form(a_claim_form(quote=quote, at=places))).recorded
    [line] = case.claims()
    assert line.quote == quote
    assert rows_of(case, "SELECT (COUNT(?s) AS ?n) { ?c hab:foundAt ?s }") == [("300",)]
    case.withdraw(claim, reason="too long")
    assert quads_of(case) == made_anew(case)


def test_the_example_made_step_by_step_is_the_example_made_at_once(tmp_path: Path) -> None:
    with the_example(tmp_path / "case") as case:
        assert quads_of(case) == made_anew(case)
        before = facts_of(case)
        case.rebuild()
        assert facts_of(case) == before
