"""Forms: every sentence has its claims, what nobody says is asked for, and what is required is told first."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import a_claim_form, a_form
from tests.graph.shell import habeas

from habeas.casefile import CaseFile
from habeas.casefile.reporting import ReportOptions, filled_form
from habeas.errors import BadChoice, BadFile
from habeas.reports.document import FormField, Gap, ReportDocument, Statement
from habeas.reports.form_templates import form_names, form_template, parsed

FORMS = ("ced", "special-procedures", "wgad", "wgeid")
NAME = "Enrique Márquez"


@pytest.fixture(scope="module")
def example(example_once: Path):
    with CaseFile.open(example_once) as case:
        yield case


def fields(document: ReportDocument) -> dict[str, FormField]:
    return {one.item: one for part in document.parts for one in part.blocks if isinstance(one, FormField)}


def answers(document: ReportDocument, item: str) -> set[str]:
    return {claim for one in fields(document)[item].answers if isinstance(one, Statement) for claim in one.claims}


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("form", FORMS)
def test_every_sentence_of_a_form_has_live_claims_and_every_empty_field_is_asked_for(
    example: CaseFile, form: str, lang: str
) -> None:
    filled = filled_form(example, form, NAME, ReportOptions(on="2026-02-01", lang=lang))
    document, template = filled.document, form_template(form, lang)
    sentences = list(document.statements())
    assert len(sentences) > 5
    for sentence in sentences:
        for claim_id in sentence.claims:
            row = example.views.index.claim(claim_id)
            assert row is not None and row.status == "live"
            assert example.label(example.views.claim_in(row)[0].speaker, lang) in sentence.text
    asked = {gap.ask for gap in document.gaps() if gap.ask}
    for field in template.fields():
        empty = not any(isinstance(one, Statement) for one in fields(document)[field.item].answers)
        assert empty == (field.ask in asked), field.item
    first = [gap.text for gap in document.parts[0].blocks if isinstance(gap, Gap)]
    assert first == list(filled.missing)


def test_the_wgad_form_of_the_example_is_filled_from_what_claims_say(example: CaseFile) -> None:
    filled = filled_form(example, "wgad", NAME, ReportOptions(on="2026-02-01"))
    document = filled.document
    assert answers(document, "II.1") == {"N052", "N053"}
    assert answers(document, "II.3") == {"N053"}
    assert "N056" in answers(document, "III.1") and "N059" in answers(document, "III.6")
    assert [one.partition(":")[0] for one in filled.missing] == ["II.2", "V", "VI"]
    assert "was not compared with the published text" in str(document.parts[3].blocks[0])


@pytest.mark.parametrize("form", FORMS)
def test_the_two_languages_of_a_form_ask_the_same_of_the_same_claims(form: str) -> None:
    english, spanish = form_template(form, "en"), form_template(form, "es")
    words = {"label", "ask"}
    for one, other in zip(english.fields(), spanish.fields(), strict=True):
        same = [name for name in one.__slots__ if name not in words]
        assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]
        assert one.label != other.label and one.ask != other.ask
    assert [part.verified for part in english.parts] == [part.verified for part in spanish.parts]
    items = [field.item for field in english.fields()]
    assert len(set(items)) == len(items)


def test_the_six_required_elements_of_a_disappearance_are_required() -> None:
    assert [field.item for field in form_template("wgeid", "en").fields() if field.required] == [
        *("1*", "2*", "3*", "4*", "5*", "6*")
    ]


def test_a_disappearance_is_told_from_its_claims(case: CaseFile) -> None:
    claims = [
        a_claim_form("ana", "disappearedOn", "2026-01-05"),
        a_claim_form("ana", "lastSeenAt", "norte", on="2026-01-05"),
        a_claim_form("ana", "arrestedBy", "paper", on="2026-01-05"),
        a_claim_form("ana", "habeasCorpusFiledOn", "2026-01-09"),
    ]
    report = case.record_form(a_form(*claims))
    assert not report.refused, report.refused
    filled = filled_form(case, "wgeid", "Ana Ruiz", ReportOptions(on="2026-02-01"))
    assert filled.missing == ()
    assert all(answers(filled.document, item) for item in ("1*", "2*", "3*", "4*", "5*"))


def test_a_person_without_a_name_has_no_name_in_the_form(example: CaseFile) -> None:
    filled = filled_form(example, "wgad", "person:marquez-spouse", ReportOptions(on="2026-02-01"))
    assert answers(filled.document, "I.1-2") == set() and "I.1-2: Full name" in filled.missing
    with pytest.raises(BadChoice, match="no person"):
        filled_form(example, "wgad", "El Helicoide", ReportOptions())


# -- templates of a case

OWN = """
form: wgad
language: en
title: Our own form
published: Ours.
checked: By us.
parts:
- title: One
  verified: yes
  fields:
  - {item: a, label: Where, relations: detainedAt, ask: "Where?"}
"""


def test_a_case_may_have_templates_of_its_own(example_folder: Path) -> None:
    (example_folder / "forms").mkdir()
    (example_folder / "forms" / "wgad.en.yaml").write_text(OWN)
    (example_folder / "forms" / "ours.es.yaml").write_text(OWN.replace("form: wgad", "form: ours"))
    done = habeas("report", example_folder, "wgad", NAME)
    assert done.exit_code == 0 and "# Our own form: Enrique Márquez" in done.stdout
    assert "Our own form" in habeas("report", example_folder, "ours", NAME).stdout
    refused = habeas("report", example_folder, "theirs", NAME)
    assert refused.exit_code == 2 and "ours" in refused.stderr and "wgeid" in refused.stderr
    assert form_names() == FORMS


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("relations: detainedAt", "relations: detainedNear"), "there is no relation “detainedNear”"),
        (("relations: detainedAt", "events: arest"), "there is no kind of event “arest”"),
        (("relations: detainedAt", "calculated: guilt"), "there is no calculation “guilt”"),
        (("relations: detainedAt, ", ""), "nothing answers this field"),
        (("relations: detainedAt", "relation: detainedAt"), "there is no key “relation”"),
        (("label: Where, ", ""), "“label” is missing"),
        (("parts:\n", "parts: x\nrest:\n"), "a template has form, language, title and parts"),
        (("title: Our own form", "title: ["), "this is not YAML"),
        (("  fields:", "  felder:"), "a part has title and fields"),
    ],
)
def test_a_template_that_does_not_fit_says_where(change: tuple[str, str], told: str) -> None:
    with pytest.raises(BadFile) as error:
        parsed(OWN.replace(*change), "ours.yaml")
    assert told in error.value.why and error.value.where.startswith("ours.yaml") and error.value.next


def test_the_shell_writes_files_and_says_what_is_required(example_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "form.html"
    done = habeas("report", example_folder, "wgad", NAME, "-o", out)
    assert done.exit_code == 1 and "Required, and no claim answers it: II.2" in done.stderr and out.exists()
    again = habeas("report", example_folder, "dossier", NAME, "-o", out)
    assert again.exit_code == 2 and "there already" in again.stderr
    wrong = habeas("report", example_folder, "dossier", NAME, "-o", tmp_path / "a.odt")
    assert wrong.exit_code == 2 and ".docx" in wrong.stderr and not (tmp_path / "a.odt").exists()
    two = habeas("report", example_folder, "wgad", NAME, "Nicolás Maduro")
    assert two.exit_code == 2 and "about one person" in two.stderr
