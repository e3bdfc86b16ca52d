"""Taking files in: the example whole and once, good claims kept beside bad ones, nothing dropped silently."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.builders import EXAMPLE_FILES, HASH, a_claim_form, a_form, journal_of, lines_of, quads_of, rows_of

from habeas.casefile import CaseFile
from habeas.errors import BadFile

GRAPHS = "SELECT DISTINCT ?claim { GRAPH ?claim { ?s ?p ?o } }"
STATEMENTS = "SELECT ?assertion (COUNT(?c) AS ?n) { ?c hab:assertion ?assertion } GROUP BY ?assertion"


def write(folder: Path, *documents: dict[str, Any], name: str = "form.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    return path


# -- the example ---------------------------------------------------------------------------------------------------


def test_both_files_of_the_example_are_recorded_whole(case: CaseFile) -> None:
    reports = [case.load(path) for path in EXAMPLE_FILES]
    assert sum(len(report.recorded) for report in reports) == 146
    assert [report.refused for report in reports] == [(), ()]


def test_loading_the_example_twice_adds_no_line_to_the_journal(example: CaseFile) -> None:
    before = journal_of(example.folder).read_bytes(), quads_of(example)
    reports = [example.load(path) for path in EXAMPLE_FILES]
    assert sum(len(report.already) for report in reports) == 146
    assert [(r.recorded, r.refused, r.described, r.sources) for r in reports] == [((), (), 0, 0)] * 2
    assert (journal_of(example.folder).read_bytes(), quads_of(example)) == before


def test_of_the_example_93_claims_stand_as_facts_28_as_sayings_and_25_as_descriptions(example: CaseFile) -> None:
    assert [(how.rpartition("#")[2], n) for how, n in rows_of(example, STATEMENTS)] == [
        ("act-only", "28"),
        ("asserted", "93"),
        ("described-only", "25"),
    ]
    described = "SELECT ?claim { ?claim hab:assertion hab:described-only . GRAPH ?claim { ?s ?p ?o } }"
    assert rows_of(example, described) == []
    assert len(rows_of(example, GRAPHS)) == 93 + 28


def test_no_triple_about_an_accused_person_carries_the_conduct_or_its_words(example: CaseFile) -> None:
    """In no graph: neither the concept, nor a literal that repeats the words of the accusation or of the concept's
    label.
    """
    accused = rows_of(example, "SELECT DISTINCT ?who ?conduct { ?a hab:accused ?who ; hab:conduct ?conduct }")
    assert len(accused) >= 5
    for who, conduct in accused:
        words = {label for (label,) in rows_of(example, f"SELECT ?label {{ <{conduct}> skos:prefLabel ?label }}")}
        told = example.views.store.quads(graph=...)
        about = [q.object.value for q in told if q.subject.value == who]
        assert conduct not in about
        assert [text for text in about for word in words if word.casefold() in text.casefold()] == []


def test_an_accused_person_is_no_subject_of_any_act_only_triple(example: CaseFile) -> None:
    asked = (
        """SELECT ?p { ?claim hab:assertion hab:act-only . GRAPH ?claim { ?person ?p ?o } . ?person a hab:Person }"""
    )
    assert rows_of(example, asked) == []


def test_the_two_governments_are_two_bodies(example: CaseFile) -> None:
    asked = 'SELECT ?g { ?g a hab:Organization ; skos:prefLabel ?l FILTER(STRSTARTS(?l, "Government of Venezuela")) }'
    assert len(rows_of(example, asked)) == 2


# -- good and bad together -----------------------------------------------------------------------------------------


def test_one_bad_claim_among_many_loses_no_good_one(case: CaseFile, tmp_path: Path) -> None:
    claims = [a_claim_form(id=f"A{n}", on=f"2025-01-{n:02}") for n in range(1, 29)]
    claims.insert(14, a_claim_form(relation="detainedIt", id="bad"))
    report = case.load(write(tmp_path, a_form(*claims)))
    assert len(report.recorded) == 28
    assert len(report.refused) == 1
    assert "claim bad" in report.refused[0].why


def test_every_claim_read_is_in_exactly_one_place_of_the_report(case: CaseFile, tmp_path: Path) -> None:
    case.record_form(a_form(a_claim_form(id="old"), a_claim_form("luis", id="gone")))
    case.withdraw("gone", reason="x")
    document = a_form(
        a_claim_form(id="old"),
        a_claim_form("luis", id="gone"),
        a_claim_form(value="sur", id="new"),
        a_claim_form(id="old", value="sur", said_by="ana"),
        a_claim_form(relation="nonsense", id="bad"),
        "a word",
    )
    report = case.load(write(tmp_path, document))
    assert (report.recorded, report.already, report.withdrawn_before) == (("new",), ("old",), ("gone",))
    assert len(report.refused) == 3


def test_the_same_claim_twice_in_one_file_is_one_claim(case: CaseFile, tmp_path: Path) -> None:
    document = a_form(a_claim_form(), a_claim_form(), a_claim_form(id="A1"))
    report = case.load(write(tmp_path, document))
    assert len(report.recorded) == 1
    assert report.already == (report.recorded[0],) * 2, "the ids under which it is found, not those that were given"


def test_one_id_for_two_claims_of_one_file_refuses_the_second(case: CaseFile, tmp_path: Path) -> None:
    report = case.load(write(tmp_path, a_form(a_claim_form(id="A1"), a_claim_form(value="sur", id="A1"))))
    assert report.recorded == ("A1",)
    assert "says something else" in report.refused[0].why


def test_a_claim_without_an_id_gets_one_from_what_it_says(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        with CaseFile.create(tmp_path / name) as case:
            made += case.record_form(a_form(a_claim_form(began="2025-01-05", note="as told"))).recorded
    assert made[0] == made[1]
    assert made[0].startswith("c-")


def test_an_id_does_not_depend_on_the_order_of_keys_names_or_places(case: CaseFile) -> None:
    one = a_claim_form(began="2025-01-05", ended="2025-02-01", at=[[3, 9], [20, 30]], about=["sur", "luis"])
    two = {key: one[key] for key in reversed(one)} | {"at": [[20, 30], [3, 9]], "about": ["luis", "sur", "ana"]}
    assert case.record_form(a_form(one)).recorded == case.record_form(a_form(two)).already


def test_saying_what_goes_without_saying_makes_no_other_claim(case: CaseFile) -> None:
    first = case.record_form(a_form(a_claim_form(on="2025-01-05"))).recorded
    plain = a_claim_form(
        asOf="2025-01-05", mode="reported-fact", polarity="positive", assertion="asserted", said="2026-01-12"
    )
    assert case.record_form(a_form(plain)).already == first


def test_strict_writes_nothing_at_all_not_even_the_captured_text(case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("They took Ana.", encoding="utf-8")
    bad = a_form(a_claim_form(), a_claim_form(relation="nonsense"), snapshot={"file": "letter.txt"})
    report = case.load(write(tmp_path, bad), strict=True)
    assert (report.recorded, report.described, report.sources) == ((), 0, 0)
    assert "strict" in report.notes[0]
    assert len(lines_of(case.folder)) == 1
    assert list((case.folder / "sources").iterdir()) == []


def test_a_captured_text_is_kept_under_its_hash_and_found_unchanged(case: CaseFile, tmp_path: Path) -> None:
    content = "Se la llevaron.\r\n\ufeffمريم\n".encode()
    (tmp_path / "letter.txt").write_bytes(content)
    case.load(write(tmp_path, a_form(snapshot={"file": "letter.txt"})))
    [kept] = (case.folder / "sources").iterdir()
    assert kept.read_bytes() == content
    assert oct(kept.stat().st_mode & 0o777) == "0o600"
    [(digest, length)] = rows_of(case, "SELECT ?sha ?n { ?s a hab:Snapshot ; hab:sha256 ?sha ; hab:characters ?n }")
    assert (digest, length) == (kept.stem, str(len(content.decode())))


def test_a_quote_of_other_words_is_kept_without_a_place(case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("He said: “we  took\nAna’s papers”.", encoding="utf-8")
    fits = a_claim_form(id="fits", at="9-32", quote='"we took Ana\'s papers"')
    other = a_claim_form("luis", id="other", at="9-32", quote='"we took ana\'s papers"')
    report = case.load(write(tmp_path, a_form(fits, other, snapshot={"file": "letter.txt"})))
    assert report.recorded == ("fits", "other")
    assert [len(case.views.claim(name)[0].passages) for name in report.recorded] == [1, 0]


def test_places_count_characters_not_bytes(case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("مريم 🕊 Ana", encoding="utf-8")
    claim = a_claim_form(at="7-10", quote="Ana")
    assert not case.load(write(tmp_path, a_form(claim, snapshot={"file": "letter.txt"}))).refused
    beyond = a_claim_form(value="sur", at="7-11")
    assert "lies outside" in case.load(write(tmp_path, a_form(beyond, snapshot={"file": "letter.txt"}))).refused[0].why


# -- descriptions --------------------------------------------------------------------------------------------------


def test_describing_a_name_again_adds_names_and_loses_none(case: CaseFile) -> None:
    case.record_form(a_form(names={"ana": {"is": "person:ana-ruiz", "label": "Ana Ruiz", "also": ["A. R."]}}))
    case.record_form(a_form(names={"ana": {"is": "person:ana-ruiz", "label": "Ana Ruiz Paz", "placeholder": "no"}}))
    sheet = case.show("person:ana-ruiz")
    assert sheet.title == "Ana Ruiz Paz"
    assert set(sheet.also) == {"A. R.", "Ana Ruiz"}


def test_a_source_described_again_keeps_what_the_second_leaves_out(case: CaseFile) -> None:
    case.record_form(
        a_form(language="es", url="https://example.org/a?b=c#d", snapshot={"sha256": HASH, "characters": 9})
    )
    case.record_form(a_form(a_claim_form(value="sur"), title="The letter"))
    facts = dict(case.show("doc:letter").facts)
    assert (facts["language"], facts["address"]) == ("es", "https://example.org/a?b=c#d")
    assert case.show("doc:letter").title == "The letter"


def test_two_labels_of_one_language_are_a_label_and_another_name(case: CaseFile) -> None:
    case.record_form(a_form(names={"ana": {"is": "person:ana-ruiz", "label": ["Ana Ruiz", "Anita"]}}))
    assert (case.show("person:ana-ruiz").title, case.show("person:ana-ruiz").also) == ("Ana Ruiz", ("Anita",))


# -- files ---------------------------------------------------------------------------------------------------------


def test_a_large_file_is_written_in_parts_each_of_them_whole(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("habeas.casefile.loading.CHUNK", 7)
    documents = [
        a_form(*(a_claim_form(id=f"D{d}N{n}", on=f"20{d:02}-01-{n:02}") for n in range(1, 6)), id=f"doc-{d}")
        for d in range(1, 9)
    ]
    seen: list[int] = []
    report = case.load(write(tmp_path, *documents), progress=seen.append)
    assert len(report.recorded) == 40
    assert len(seen) > 3
    assert seen == sorted(seen)
    assert seen[-1] == 40
    assert len(rows_of(case, GRAPHS)) == 40


def test_a_file_that_breaks_off_keeps_the_sources_before_it(case: CaseFile, tmp_path: Path) -> None:
    path = write(tmp_path, a_form(a_claim_form(id="A1")), name="form.yaml")
    path.write_text(path.read_text(encoding="utf-8") + '---\nsource: {id: b, title: "never closed\n', encoding="utf-8")
    report = case.load(path)
    assert report.recorded == ("A1",)
    assert "line 3" in report.refused[0].where


def test_a_file_that_is_no_text_is_refused_before_anything_is_written(case: CaseFile, tmp_path: Path) -> None:
    path = tmp_path / "picture.yaml"
    path.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(BadFile):
        case.load(path)
    assert len(lines_of(case.folder)) == 1


def test_a_folder_given_for_a_file_is_refused(case: CaseFile, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE_FILES[0].parent, tmp_path / "x.yaml")
    with pytest.raises(BadFile, match="folder"):
        case.load(tmp_path / "x.yaml")


# -- who is not described ------------------------------------------------------------------------------------------


def test_an_anchor_may_be_an_event_a_name_or_a_claim_of_the_same_source_or_the_file(case: CaseFile) -> None:
    held = a_claim_form(event="detention:d", id="A1")
    assert not case.record_form(a_form(held)).refused
    for number, anchor in enumerate(("claim:A1", "detention:d", "person:ana-ruiz", "claim:B0"), start=2):
        hung = [
            a_claim_form(id=f"A{number}", on=f"2026-02-0{number}", anchor=anchor),
            a_claim_form(id="B0", on="2026-03-03"),
        ]
        assert not case.record_form(a_form(*hung)).refused, anchor


def test_a_claim_cannot_hang_on_itself(case: CaseFile) -> None:
    report = case.record_form(a_form(a_claim_form(id="A1", anchor="claim:A1")))
    assert (report.recorded, report.refused[0].why) == (
        (),
        "claim A1: claim:A1, which its date hangs on, is not in this case file",
    )


def test_a_date_may_hang_on_a_claim_that_comes_later_and_until_then_it_is_told(case: CaseFile) -> None:
    hung = a_form(a_claim_form(id="A1", anchor="claim:A2"))
    first = case.record_form(hung)
    assert (first.recorded, first.refused) == (("A1",), ())
    assert first.notes == ("A1: claim:A2, which its date hangs on, is not in this case file yet.",)
    assert case.record_form(a_form(a_claim_form(id="A2", on="2026-03-03"))).notes == ()
    assert case.record_form(hung).notes == ()


def test_a_date_cannot_hang_on_somebody_who_is_not_there(case: CaseFile) -> None:
    report = case.record_form(a_form(a_claim_form(id="A1", anchor="person:nobody")))
    assert (report.recorded, len(report.refused)) == ((), 1)


def test_a_keeper_may_be_described_after_the_list_it_keeps(case: CaseFile) -> None:
    names = {"freed": {"is": "population:freed", "keeper": "org:list"}, "list": {"is": "org:list", "label": "List"}}
    assert not case.record_form(a_form(a_claim_form(), names=names)).refused
    told = case.views.index.entity("population:freed")
    assert told is not None
    assert told["keeper"] == "org:list"
