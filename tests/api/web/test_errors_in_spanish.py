"""What goes wrong is told in the language of the page: texts of errors are translated where they can be met there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.api.web.test_page_words import spanish_catalogue

from habeas.dates.edtf import parse
from habeas.dates.relative import relative
from habeas.errors import BadDate, phrase
from habeas.model.translate import translator_for
from habeas_api.forms.fields import MESSAGES
from habeas_api.web.i18n import localizer_for

ROOT = Path(__file__).parents[3]
ROOMS = ("graph/habeas/dates", "graph/habeas/drafts", "graph/habeas/capture", "graph/habeas/model", "api/habeas_api")
"""Where the errors come from that somebody at a form can meet."""
TEXTS = ("why", "next", "advice")


def texts_of(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts_of(node.body)
        yield from texts_of(node.orelse)


def told_in(path: Path) -> Iterator[str]:
    """The texts of errors in a module: what is given as `why` or `next`, and the message of every `phrase`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id == "phrase":
                yield from texts_of(node.args[0])
            for given in node.keywords:
                if given.arg in TEXTS and getattr(node.func, "id", "")[:1].isupper():
                    yield from texts_of(given.value)
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in TEXTS:
            yield from texts_of(node.value)


def test_every_error_that_a_form_can_meet_has_its_spanish() -> None:
    spanish = spanish_catalogue()
    found = {text for room in ROOMS for path in (ROOT / room).rglob("*.py") for text in told_in(path)}
    assert len(found) > 200
    assert sorted(text for text in found - MESSAGES.keys() if text and not spanish.has(text)) == []


def test_a_translated_error_asks_for_the_same_values() -> None:
    for message, told in spanish_catalogue().messages.items():
        if "%(" in message:
            wanted = sorted(part.split(")")[0] for part in message.split("%(")[1:])
            assert sorted(part.split(")")[0] for part in told.split("%(")[1:]) == wanted, message


BAD_DATES = {
    "13/14/2026": "ese día no existe, sea cual sea el número del mes",
    "03/04/2026": "no se distingue el día del mes",
    "2026-02-30": "febrero de 2026 tiene 28 días",
    "2026-13": "el mes 13 no existe",
    "2026-01-12/2026-01-08": "termina antes de empezar",
    "20260112": "las partes de una fecha se unen con",
    "2026 then": "las palabras solas no se leen como fecha",
}


@pytest.mark.parametrize("typed", BAD_DATES)
def test_a_bad_date_is_told_in_spanish(typed: str) -> None:
    with pytest.raises(BadDate) as wrong:
        parse(typed)
    local = localizer_for("es")
    assert BAD_DATES[typed] in local.say(wrong.value.why)
    assert local.say(wrong.value.next) != wrong.value.next
    assert localizer_for("en").say(wrong.value.why) == wrong.value.why


def test_words_without_a_meaning_are_told_in_spanish_and_stay_as_they_were_typed() -> None:
    with pytest.raises(BadDate) as wrong:
        relative("January of nowhere", parse("2026-01-12"))
    assert translator_for("es").say(wrong.value.why).startswith("'January of nowhere' no está entre las palabras")


def test_a_value_is_translated_only_where_it_is_a_text_of_ours() -> None:
    told = phrase("there is no day %(day)s of %(month)s", day="May", month=phrase("May"))
    assert translator_for("es").say(told) == "no existe el día May de mayo"
    assert told == "there is no day May of May"


def test_a_page_tells_a_bad_parameter_in_its_own_language(client: httpx.Client) -> None:
    for lang, words in {"es": "no es una fecha", "en": "is not a date"}.items():
        page = client.get("/people?on=nonsense", headers={"Accept": "text/html", "Accept-Language": lang})
        assert page.status_code == 400
        assert words in page.text
