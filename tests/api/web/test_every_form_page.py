"""Every form of a case on the page of a person, in both languages, each under its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.api.served import served
from tests.api.web.browsing import Browser, browser

from habeas.casefile import CaseFile
from habeas.vocab import PROPERTIES

EVERY_FORM = Path(__file__).parents[3] / "examples" / "every-form" / "case.yaml"
SHOWN = [
    "facesCharge",
    "convictedOf",
    "acquittedOf",
    "sentencedTo",
    "remandedFor",
    "hearingOn",
    "broughtBefore",
    "caseNumber",
    "bailStatus",
    "habeasCorpusFiledOn",
    "habeasCorpusOutcome",
    "remedyTried",
    "legalBasis",
    "wgadCategory",
    "arrestWarrantShown",
    "searchedOn",
    "propertyTaken",
    "disappearedOn",
    "lastSeenAt",
    "notAcknowledgedBy",
    "transferredTo",
    "accessToLawyer",
    "familyVisits",
    "healthCondition",
    "medicalCare",
    "illTreatment",
    "hungerStrikeSince",
    "gender",
    "bornOn",
    "bornIn",
    "nationality",
    "lostNationality",
    "occupation",
    "memberOf",
    "siblingOf",
    "cousinOf",
    "believedResponsible",
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("every") / "case"
    with CaseFile.create(folder, languages=("en", "es")) as case:
        case.load(EVERY_FORM)
    with served(folder) as running, browser(running, keeper=True) as reading:
        yield reading


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_form_stands_under_a_heading_on_the_page_of_the_person(pages: Browser, lang: str) -> None:
    page = pages.page(f"/id/person/marta-olivares.html?lang={lang}")
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    labels = [getattr(PROPERTIES[name], "label_es" if lang == "es" else "label") for name in SHOWN]
    assert [label for label in labels if label not in text] == []
    assert 'id="topic-law"' in page and 'id="topic-custody"' in page and 'id="topic-life"' in page
    assert 'id="topic-other"' not in page


def test_codes_are_shown_by_their_labels(pages: Browser) -> None:
    page = pages.page("/id/person/marta-olivares.html?lang=es")
    assert "categoría II: por ejercer derechos" in page
    assert "category-ii" not in re.sub(r"<[^>]+>", " ", page)
