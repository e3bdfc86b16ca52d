"""Ten questions that a newcomer asks of the example, answered by clicks from its first page (docs/ten-questions.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.api.served import Served, make_case, served
from tests.browser.visit import Visit, visiting

DOCS = Path(__file__).parents[2] / "docs"
MOST_CLICKS = 3
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| [^|]+ \| (\d) \|$", re.MULTILINE)
Click = Callable[[Page], None]


def link(name: str) -> Click:
    """A click on the first link of the page itself that is called so."""
    return lambda page: page.locator("main, nav").get_by_role("link", name=name, exact=True).first.click()


def near(words: str, name: str) -> Click:
    """A click on the link in the item of a list that has these words."""
    return lambda page: page.locator("li", has_text=words).get_by_role("link", name=name, exact=True).first.click()


def unfold(words: str) -> Click:
    """A click on what opens a part of the page."""
    return lambda page: page.get_by_text(words, exact=True).click()


def day(text: str) -> Click:
    """A day filled in, and the click that shows it."""

    def asked(page: Page) -> None:
        page.get_by_label("On this day").fill(text)
        page.get_by_role("button", name="Show").first.click()

    return asked


@dataclass(frozen=True)
class Question:
    """What somebody asks, the clicks, and what then stands on the page; each a part of its text."""

    asks: str
    clicks: tuple[Click, ...]
    answer: tuple[str, ...]


QUESTIONS = (
    Question(
        "Who is known by name to be held, and where?",
        (),
        ("Juan Pablo Guanipa police station in Caracas, unnamed", "Last known: held\n1\nNicolás Maduro"),
    ),
    Question(
        "How many political prisoners are there, and who counts them?",
        (),
        ("Foro Penal\npolitical prisoners on the list of Foro Penal\nat least 801", "800 to 900"),
    ),
    Question(
        "Is Enrique Márquez free, since when, and who says so?",
        (link("Released, or seen free"), link("Enrique Márquez")),
        ("Released —", "released one day between 8 and 11 January 2026"),
    ),
    Question(
        "How long was Enrique Márquez held, and does he still face charges?",
        (link("Released, or seen free"), link("Enrique Márquez")),
        ("Days in custody\n222 for certain, at most 620", "Charges\npending"),
    ),
    Question(
        "Who died in custody, of what, and who says so?",
        (link("Dead"), link("Edilson Torres")),
        ("Dead in custody", "cause of death: heart attack, 10 January 2026, according to Tarek William Saab"),
    ),
    Question(
        "Who is said to have been held at El Helicoide?",
        (link("Facilities"), link("El Helicoide")),
        ("Enrique Márquez", "Reported held here at another time"),
    ),
    Question(
        "What was Jonathan Torres Duque accused of, by whom, and who denies it?",
        (link("People"), link("Jonathan Torres Duque")),
        (
            "Accusation by Government of Venezuela (Maduro, until 2026-01-03) against Jonathan Torres Duque: terrorism",
            "family of Jonathan Torres Duque: denies",
            "according to Rhoda Torres",
        ),
    ),
    Question(
        "Which sources contradict one another?",
        (link("5 more questions"),),
        ("What makes the difference between 41", "Foro Penal: people on the list of Foro Penal whose release it has"),
    ),
    Question(
        "Who was held on 5 January 2026?",
        (unfold("View as of another date"), day("2026-01-05")),
        ("Who is held as of 5 January 2026", "Enrique Márquez El Helicoide", "Edilson Torres"),
    ),
    Question(
        "What does Foro Penal say, and where does it stand?",
        (link("Foro Penal"),),
        ("What they said", "41 political prisoners freed", "paragraph P02, characters 873–897"),
    ),
)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The example alone, as `habeas demo` serves it."""
    with served(make_case(tmp_path_factory.mktemp("example") / "case")) as running:
        yield running


@pytest.fixture
def newcomer(browser: Browser, example: Served) -> Iterator[Visit]:
    with visiting(browser, example.url) as found:
        yield found


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.asks)
def test_a_newcomers_question_is_answered_within_three_clicks(newcomer: Visit, question: Question) -> None:
    assert len(question.clicks) <= MOST_CLICKS
    page = newcomer.go("/")
    for click in question.clicks:
        click(page)
        page.wait_for_load_state()
    text = re.sub(r"[ \u00a0]+", " ", page.locator("main").inner_text())
    assert [part for part in question.answer if part not in text] == []


@pytest.mark.parametrize("name", ["ten-questions.md", "es/ten-questions.md"])
def test_the_docs_list_these_questions_with_their_clicks(name: str) -> None:
    listed = ROW.findall((DOCS / name).read_text(encoding="utf-8"))
    assert [int(clicks) for _, _, clicks in listed] == [len(one.clicks) for one in QUESTIONS]
    if not name.startswith("es/"):
        assert [asks for _, asks, _ in listed] == [one.asks for one in QUESTIONS]
