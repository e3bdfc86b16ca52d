"""Family trees: the same family in GEDCOM 5.5.1 and 7, Gramps and GLX; dates; protection; files made to do harm."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.graph.formats.outside.trees_by_hand import FILES, GEDCOM_5, GRAMPS, written

from habeas.casefile import CaseFile
from habeas.errors import BadFile
from habeas.formats.read.files import batches
from habeas.formats.read.outside.tree_dates import tree_date
from habeas.model.as_of import Audience
from habeas.model.values import Claim, Ref, Text, When

SAID = {
    ("Ana Ruiz Paz", "gender", "woman"),
    ("Ana Ruiz Paz", "bornOn", "1994-05-12"),
    ("Ana Ruiz Paz", "bornIn", "Ciudad del Río"),
    ("Ana Ruiz Paz", "occupation", "nurse"),
    ("Ana Ruiz Paz", "childOf", "Inés Paz"),
    ("Ana Ruiz Paz", "childOf", "Raúl Ruiz"),
    ("Inés Paz", "gender", "woman"),
    ("Inés Paz", "context", "birth: about the war"),
    ("Raúl Ruiz", "gender", "man"),
    ("Raúl Ruiz", "diedOn", "[1999..2001]"),
    ("Raúl Ruiz", "spouseOf", "Inés Paz"),
}


def told(case: CaseFile) -> set[tuple[str, str, str]]:
    claims = [case.views.claim_in(row)[0] for row in case.views.index.claims()]
    return {(case.label(claim.subject), claim.relation, value_of(case, claim)) for claim in claims}


def value_of(case: CaseFile, claim: Claim) -> str:
    found = claim.object
    if isinstance(found, Ref):
        return case.label(found)
    if isinstance(found, Text):
        return found.text.replace("(", "").replace(")", "")
    return found.edtf if isinstance(found, When) else str(found)


@pytest.mark.parametrize("name", FILES)
def test_the_same_family_says_the_same_in_every_format_and_twice_is_once(
    case: CaseFile, tmp_path: Path, name: str
) -> None:
    path = written(name, tmp_path)
    first = case.load(path)
    assert not first.refused
    assert told(case) == SAID
    again = case.load(path)
    assert (len(again.recorded), len(again.already)) == (0, len(first.recorded))
    assert case.view().search_names("Anita")


@pytest.mark.parametrize("name", FILES)
def test_each_claim_has_its_words_its_record_and_its_speaker(case: CaseFile, tmp_path: Path, name: str) -> None:
    case.load(written(name, tmp_path))
    claims = [case.views.claim_in(row)[0] for row in case.views.index.claims()]
    assert all(claim.quote and claim.passages and claim.paragraph for claim in claims)
    speaker = "whoever keeps tree.glx" if name.endswith(".glx") else "Inés Paz"
    assert {case.label(claim.speaker) for claim in claims} == {speaker}
    born = next(claim for claim in claims if claim.relation == "bornOn")
    assert born.quote in ("12 MAY 1994", "1994-05-12")
    married = next(claim for claim in claims if claim.relation == "spouseOf")
    assert [(key, value.edtf) for key, value in married.details if isinstance(value, When)] == [("began", "1990~")]


def test_everything_in_a_tree_is_restricted(case: CaseFile, tmp_path: Path) -> None:
    case.load(written("five.ged", tmp_path))
    public = case.view(audience=Audience.PUBLIC)
    assert case.view().search_names("Ana Ruiz")
    assert not public.search_names("Ana Ruiz")


def test_people_of_two_trees_are_two_even_with_one_name_and_one_id(case: CaseFile, tmp_path: Path) -> None:
    case.load(written("five.ged", tmp_path))
    other = tmp_path / "other" / "five.ged"
    other.parent.mkdir()
    other.write_text(GEDCOM_5.replace("1994", "1931"))
    case.load(other)
    assert len(case.find("Ana Ruiz Paz")) == 2


def test_an_id_that_nothing_else_has_makes_one_person_of_two_exports(case: CaseFile, tmp_path: Path) -> None:
    case.load(written("tree.gramps", tmp_path))
    later = tmp_path / "later.gramps"
    later.write_text(GRAMPS.replace("nurse", "doctor"))
    case.load(later)
    assert len(case.find("Ana Ruiz Paz")) == 1


def test_adoption_divorce_roles_and_a_child_that_is_missing_are_told(case: CaseFile, tmp_path: Path) -> None:
    path = tmp_path / "more.ged"
    more = "1 DIV\n2 DATE 1995\n1 CHIL @I9@\n0 TRLR"
    text = GEDCOM_5.replace("0 TRLR", more).replace(
        "1 OCCU", "1 FAMC @F1@\n2 PEDI ADOPTED\n1 ASSO @I3@\n2 RELA Friend\n1 OCCU"
    )
    path.write_text(text)
    report = case.load(path)
    assert [refusal.where.rpartition(", ")[2] for refusal in report.refused] == ["line 40"]
    assert any("_FOO has no relation here" in note for note in report.notes)
    claims = {
        (c.relation, case.label(c.subject)): c for c in (case.views.claim_in(r)[0] for r in case.views.index.claims())
    }
    child, friend = claims["childOf", "Ana Ruiz Paz"], claims["friendOf", "Raúl Ruiz"]
    assert child.note is not None and child.note.text == "adopted"
    assert case.label(friend.object) == "Ana Ruiz Paz" if isinstance(friend.object, Ref) else False
    dates = [(key, value.edtf) for key, value in claims["spouseOf", "Raúl Ruiz"].details if isinstance(value, When)]
    assert dates == [("began", "1990~"), ("ended", "1995")]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("3 MAR 1950", "1950-03-03"),
        ("MAR 1950", "1950-03"),
        ("@#DGREGORIAN@ 1950", "1950"),
        ("EST 1950", "1950~"),
        ("BEF MAR 1950", "[..1950-03]"),
        ("AFT 1950", "[1950..]"),
        ("BET 1 JAN 1950 AND MAR 1951", "[1950-01-01..1951-03]"),
        ("FROM 1950 TO 1955", "1950/1955"),
        ("FROM 1950", "1950/.."),
        ("TO 1955", "../1955"),
        ("INT 1950 (the year of the flood)", "1950?"),
        ("1950-03", "1950-03"),
        *(
            (words, "")
            for words in ("@#DJULIAN@ 1700", "31 FEB 1950", "44 B.C.", "(soon)", "", "BET 1950 AND", "1699/00")
        ),
    ],
)
def test_dates_of_trees_are_read_with_their_doubt_or_left_in_words(words: str, edtf: str) -> None:
    assert tree_date(words) == edtf


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("bomb.gramps", gzip.compress(b"<database>" + b" " * 60_000_000, mtime=0), "more than 50 MB"),
        ("cut.gramps", gzip.compress(b"<database/>", mtime=0)[:-5], "cut off"),
        ("deep.gramps", b"<a>" * 100_000, "nested too deeply"),
        ("laughs.gramps", b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><database>&b;</database>', "entities"),
        ("other.gramps", b"<html/>", "<html>"),
        ("long.ged", b"0 HEAD\n1 NOTE " + b"x" * 200_000, "line 2"),
        ("letters.ged", b"0 HEAD\n1 CHAR ANSEL\n0 @I@ INDI\n1 NAME Jos\xe2e\n", "ANSEL"),
        ("bytes.ged", b"0 HEAD\n\xff\n", "not UTF-8"),
        ("words.ged", b"Dear all,\n", "line 1"),
        ("alias.glx", b"a: &a [x]\nb: &b [*a, *a]\npersons: *b\n", ""),
        ("list.glx", b"- a\n", ""),
    ],
)
def test_a_file_made_to_do_harm_is_refused_with_its_place(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadFile) as caught:
        list(batches(path, ""))
    assert why in str(caught.value)
    assert name in str(caught.value)
