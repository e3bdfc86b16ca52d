"""The dossier: every sentence rests on claims and says whose they are, gaps are told, and nothing withheld is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.builders import a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.casefile.reporting import ReportOptions, dossier, seen_by
from habeas.errors import BadChoice, NotFound
from habeas.model.translate import label_in
from habeas.reports.document import Contradiction, Picture, ReportDocument
from habeas.reports.html import html
from habeas.reports.markdown import escaped, markdown
from habeas.vocab import CONCEPTS, SCHEMES

ROOT = Path(__file__).parents[3]
ON = "2026-02-01"
MARQUEZ = "Enrique Márquez"


@pytest.fixture(scope="module")
def example(example_once: Path):
    with CaseFile.open(example_once) as case:
        yield case


def of(case: CaseFile, *names: str, lang: str = "en", **options: str) -> ReportDocument:
    return dossier(case, names, ReportOptions(lang=lang, **{"on": ON, **options}))


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("name", [MARQUEZ, "El Helicoide", "Foro Penal", "Luis Carlos Díaz", "Nicolás Maduro"])
def test_every_sentence_has_live_claims_and_names_who_says_them_and_how(
    example: CaseFile, name: str, lang: str
) -> None:
    document = of(example, name, lang=lang)
    numbers, count = document.numbers(), 0
    for sentence in document.statements():
        count += 1
        assert sentence.claims
        for claim_id in sentence.claims:
            row = example.views.index.claim(claim_id)
            assert row is not None and row.status == "live" and claim_id in numbers
            claim = example.views.claim_in(row)[0]
            assert example.label(claim.speaker, lang) in sentence.text
            if claim.hedge and len(sentence.claims) == 1 and sentence.text.startswith(("According", "Según")):
                assert label_in(CONCEPTS[SCHEMES["Hedge"][claim.hedge]], lang) in sentence.text
            if claim.hedge_words and not sentence.text.startswith(("Calculated", "Calculado")):
                assert claim.hedge_words in sentence.text
    assert count > 2
    assert [one.number for one in document.citations] == list(range(1, len(numbers) + 1))


def test_every_claim_about_the_person_is_told(example: CaseFile) -> None:
    told = {claim for one in of(example, MARQUEZ).statements() for claim in one.claims}
    mine = {row.id for row in example.views.index.claims(about="person:enrique-marquez", status="live")}
    assert mine <= told


def test_what_no_claim_says_is_told_and_what_one_says_is_not_told_to_be_unknown(example: CaseFile) -> None:
    gaps = [gap.text for gap in of(example, MARQUEZ).gaps()]
    assert "No claim states: nationality." in gaps and "No claim states: whether a warrant was shown." in gaps
    assert not any("day of the arrest" in gap or "place of detention" in gap for gap in gaps)
    assert "No claim states: occupation." not in [gap.text for gap in of(example, "Luis Carlos Díaz").gaps()]


def test_a_contradiction_stands_with_all_of_its_sides_and_no_ids(example: CaseFile) -> None:
    found = [one for part in of(example, MARQUEZ).parts for one in part.blocks if isinstance(one, Contradiction)]
    assert {claim for side in found[0].sides for claim in side.claims} == {"N052", "N055"}
    assert "NPR 12 Jan 2026 ¶11a" in found[0].question and "N052" not in found[0].question


def test_custody_is_told_in_words_and_drawn_with_the_same_stretches(example: CaseFile) -> None:
    document = of(example, MARQUEZ)
    (picture,) = (one for part in document.parts for one in part.blocks if isinstance(one, Picture))
    text = "from 31 March 2025 to 8 January 2026: held in custody, certain"
    assert text in picture.svg and any(text in one.text for one in document.statements())
    assert picture.svg.startswith("<svg") and "href" not in picture.svg


def test_denials_of_an_accusation_stand_beside_it(example: CaseFile) -> None:
    told = [one for one in of(example, "Luis Carlos Díaz").statements() if "N073" in one.claims]
    assert "denial" in told[0].text


def test_documents_have_their_address_their_capture_and_their_hash(case: CaseFile) -> None:
    form = a_form(url="https://radio.example/1")
    (case.folder / "page.txt").write_text("Ana Ruiz is at Norte.", encoding="utf-8")
    form["source"]["snapshot"] = {"file": "page.txt", "captured-at": "2026-01-13T10:00:00Z"}
    assert not case.record_form(form).refused
    facts = dict(of(case, "Ana Ruiz").sources[0].facts)
    assert facts["Address"] == "https://radio.example/1" and facts["Captured"] == "2026-01-13T10:00:00Z"
    assert re.fullmatch("[0-9a-f]{64}", facts["SHA-256 of the captured text"])


def test_a_dossier_goes_by_what_was_said_known_and_by_whom(case: CaseFile) -> None:
    case.record_form(
        a_form(a_claim_form(), a_claim_form("ana", "occupation", "nurse", said_by="luis", said="2026-01-20"))
    )
    assert {one.claim for one in of(case, "Ana Ruiz", said="2026-01-15").citations} != set()
    assert len(of(case, "Ana Ruiz", said="2026-01-15").citations) == 1
    assert len(of(case, "Ana Ruiz", by="Luis Paz").citations) == 1
    with pytest.raises(NotFound):
        of(case, "Ana Ruiz", known="2026-01-01")


@pytest.mark.parametrize("folder", ["every-form", "invented"])
def test_every_name_of_the_other_examples_has_a_dossier(case: CaseFile, folder: str) -> None:
    case.load(ROOT / "examples" / folder / "case.yaml")
    names = [body["ref"] for kind in ("person", "facility", "org") for body in case.views.index.entities(kind)]
    assert len(names) > 5
    for name in names:
        for lang in ("en", "es"):
            document = of(case, name, lang=lang)
            assert all(one.claims for one in document.statements()) and html(document) and markdown(document)


# -- themes


def test_a_theme_is_what_a_saved_question_finds_or_some_claims(example: CaseFile) -> None:
    asked = ReportOptions(on=ON, parameters={})
    theme = dossier(example, ["question:accusations"], asked)
    assert {"N046", "N079"} <= {one.claim for one in theme.citations}
    assert {one.claim for one in of(example, "N046", "N059").citations} >= {"N046", "N059"}
    for wrong in (["N046", MARQUEZ], ["doc:npr-2026-01-12"]):
        with pytest.raises(BadChoice):
            dossier(example, wrong, asked)
    with pytest.raises(NotFound):
        dossier(example, ["question:nothing-like-it"], asked)


# -- what is withheld, and words that would be markup

HIDDEN = {"ida": {"is": "person:ida", "label": "Ida Brumal Soriel", "sensitivity": "sealed"}}


def test_what_is_withheld_is_in_no_public_dossier(case: CaseFile) -> None:
    told = [a_claim_form(), a_claim_form("ana", "siblingOf", "ida"), a_claim_form("luis", "occupation", "baker")]
    told.append(a_claim_form("ana", "description", "once wrote to Ida Brumal Soriel", note="Ida Brumal Soriel said so"))
    assert not case.record_form(a_form(*told, names=HIDDEN)).refused
    with seen_by(case) as seen:
        public = of(seen, "Ana Ruiz")
        with pytest.raises(NotFound):
            of(seen, "Ida Brumal Soriel")
    with seen_by(case, "sealed") as seen:
        whole = of(seen, "Ana Ruiz")
    assert "Brumal" in markdown(whole).decode() and len(whole.citations) == 3
    for written in (markdown(public), html(public)):
        assert "Brumal" not in written.decode() and "ida" not in re.findall(r"[a-z]+", written.decode())
    assert "[withheld]" in markdown(public).decode().replace("\\", "")


def test_a_doubtful_name_stops_the_dossier(case: CaseFile) -> None:
    case.record_form(a_form(a_claim_form("ida"), names=HIDDEN, id="first"))
    case.record_form(a_form(a_claim_form(quote="Dicen que Brumal sigue en el penal")))
    with pytest.raises(BadChoice, match="Brumal"), seen_by(case):
        pass
    with pytest.raises(BadChoice, match="not one of its values"), seen_by(case, "secret"):
        pass


HOSTILE = '<script>alert(1)</script> [x](javascript:y) ![i](http://evil.example/p.png) # & "q" *b*'


def test_words_of_a_source_are_never_markup(case: CaseFile) -> None:
    names = {"ana": {"is": "person:ana-ruiz", "label": f"Ana {HOSTILE}"}}
    claim = a_claim_form("ana", "occupation", HOSTILE, hedge_words=HOSTILE, quote=HOSTILE)
    assert not case.record_form(a_form(claim, names=names, title=HOSTILE)).refused
    document = of(case, "person:ana-ruiz")
    page, text = html(document).decode(), markdown(document).decode()
    assert "<script" not in page and "<img" not in page and "&lt;script&gt;" in page
    assert not re.search(r"(src|href)=\"(?!#)", page), "nothing is fetched, and no address leads out"
    assert not re.search(r"(?<!\\)[<\[](?!\^)", re.sub(r"\[\^\d+\]", "", text))
    assert escaped("1. a") == "1\\. a" and escaped("- a\n# b") == "\\- a \\# b"
