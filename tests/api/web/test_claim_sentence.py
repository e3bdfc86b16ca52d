"""Claims of the example as sentences: who, what, when, without what only a program reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.graph.shell import NPR, NYT, made

from habeas.casefile import CaseFile
from habeas.casefile.rendering import ClaimRenderer
from habeas_api.web.components import claim_context

ENGLISH = {
    "N004": ("Families of prisoners keep a candle vigil and wait to hear about releases", "9 January 2026"),
    "N012": (
        "political prisoners freed, as verified by Foro Penal: 41 political prisoners freed",
        "12 January 2026",
    ),
    "N015": (
        "Alfredo Romero: The releases are welcome; how slowly they go is a worry",
        "one day between 8 and 12 January 2026",
    ),
    "N022": ("Edilson Torres: detention, began some day in December 2025 (“December”)", ""),
    "N025": ("Edilson Torres: death, cause of death: heart attack", "10 January 2026"),
    "N026": ("Edilson Torres: death, in custody", "10 January 2026"),
    "N036": ("Capture of Nicolás Maduro", "3 January 2026"),
    "N046": (
        "Accusation by Enrique Márquez against Nicolás Maduro: unfair practices in an election campaign",
        "some day in 2024",
    ),
    "N052": ("Enrique Márquez: arrest", "one day between May 2024 and May 2025"),
    "N055": ("Enrique Márquez: detention, duration: about 1 year", ""),
    "N056": ("Enrique Márquez: detained at El Helicoide", "from 1 November 2024 to 11 January 2026"),
    "N057": ("Enrique Márquez: released one day between 8 and 11 January 2026", ""),
    "N073": ("Luis Carlos Díaz: denies accusation v-diaz-2019", "some day in 2019"),
    "Y051": (
        "Accusation by Government of Venezuela (Maduro, until 2026-01-03) against Jonathan Torres Duque: terrorism",
        "one day between 1 October 2024 and 1 January 2026",
    ),
}
SPANISH = {
    "N022": "Edilson Torres: detención, empezó algún día de diciembre de 2025 (“December”)",
    "N055": "Enrique Márquez: detención, duración: alrededor de 1 año",
    "N081": "Acusación de Luis Carlos Díaz contra Delcy Rodríguez y Nicolás Maduro: crimes, not specified",
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("sentences") / "case", NPR, NYT)


def shown(case: Path, lang: str, ids: list[str]) -> dict[str, dict[str, Any]]:
    with CaseFile.open(case) as file:
        return {one: claim_context(told, {}) for one, told in ClaimRenderer(file, lang).render_all(ids).items()}


def test_a_claim_is_told_as_a_sentence_that_says_the_day_once(case: Path) -> None:
    told = shown(case, "en", [*ENGLISH])
    assert {one: (claim["spoken"], claim["spoken_when"]) for one, claim in told.items()} == ENGLISH


def test_a_day_in_spanish_has_no_article_too_many(case: Path) -> None:
    assert {one: claim["spoken"] for one, claim in shown(case, "es", [*SPANISH]).items()} == SPANISH


def test_what_the_sentence_says_is_not_said_beside_it_again(case: Path) -> None:
    told = shown(case, "en", ["N012", "N046", "N053"])
    besides = {one: [detail["relation"] for detail in claim["besides"]] for one, claim in told.items()}
    assert besides == {"N012": ["countKind", "lower", "shareOf", "upper"], "N046": [], "N053": []}
