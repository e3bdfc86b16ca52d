"""The room speaks Spanish wherever it speaks: every message of templates and pages has its translation, and days read
as they should.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from habeas.casefile.rendering import TOPICS
from habeas.casefile.roster import GROUPS
from habeas.model.translate import Catalogue, catalogue_of, label_in
from habeas.vocab import CODES, KINDS
from habeas_api.http.problems import BY_STATUS
from habeas_api.http.problems import KINDS as PROBLEMS
from habeas_api.web.i18n import PACKAGES, localizer_for
from habeas_api.web.labels import BY_CODE, CODE_LABELS, code_label
from habeas_api.web.language import script_words

API = Path(__file__).parents[3] / "api" / "habeas_api"
CALLS = {"_", "gettext", "ngettext"}
SAME = {"SHA-256", "SPARQL", "Turtle", "habeas", "URL", "CSV", "GEXF", "GraphML", "JSON"}
"""Messages that are the same in Spanish."""


def in_template(path: Path) -> Iterator[tuple[str, ...]]:
    """The messages of a template: of `_()`, of `ngettext()` and of `{% trans %}`, which makes the same calls."""
    env = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    env.policies["ext.i18n.trimmed"] = True
    for call in env.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else getattr(call.node, "attr", "")
        if name in CALLS:
            wanted = 2 if name == "ngettext" else 1
            texts = [
                one.value for one in call.args[:wanted] if isinstance(one, nodes.Const) and isinstance(one.value, str)
            ]
            if len(texts) == wanted:
                yield tuple(texts)


def in_module(path: Path) -> Iterator[tuple[str, ...]]:
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in CALLS:
            wanted = 2 if call.func.attr == "ngettext" else 1
            texts = [
                one.value for one in call.args[:wanted] if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
            if len(texts) == wanted:
                yield tuple(texts)


def codes() -> Iterator[tuple[str, ...]]:
    """What codes of lists, groups, words of certainty and kinds of problems say in English."""
    english = localizer_for("en")
    for code in {*GROUPS, *CODE_LABELS} - {code for code in CODES.values() if code not in CODE_LABELS}:
        yield (code_label(english, code),)
    for word in ("certain", "contested", "assumed", "possible", "not stated"):
        yield (word,)
    for _, _, title in PROBLEMS.values():
        yield (title,)
    for _, title in BY_STATUS.values():
        yield (title,)


def messages() -> set[tuple[str, ...]]:
    found = {one for path in (API / "templates").glob("*.html") for one in in_template(path)}
    found |= {one for path in (API / "web").rglob("*.py") for one in in_module(path)}
    return found | set(codes())


def spanish_catalogue() -> Catalogue:
    found = catalogue_of("es", *PACKAGES)
    assert isinstance(found, Catalogue)
    return found


def translated(spanish: Catalogue, message: tuple[str, ...]) -> bool:
    if len(message) == 1:
        return message[0] in SAME or spanish.gettext(message[0]) != message[0] or _is_same(spanish, message[0])
    return spanish.ngettext(*message, 2) != message[1] or _is_same(spanish, message[0])


def _is_same(spanish: Catalogue, message: str) -> bool:
    return spanish.has(message)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_codes_are_called_as_the_ontology_has_them_unless_pages_say_it_otherwise(lang: str) -> None:
    own = {code for code in CODES.values() if code not in CODE_LABELS}
    named = {code: code_label(localizer_for(lang), code) for code in own}
    assert named == {code: label_in(BY_CODE[code], lang) for code in own}
    assert code_label(localizer_for(lang), "acquitted, amnestied") == f"{named['acquitted']}, {named['amnestied']}"


def test_every_message_has_its_spanish() -> None:
    spanish = spanish_catalogue()
    missing = sorted(message for message in messages() if message[0].strip() and not translated(spanish, message))
    assert missing == []


def test_a_translation_asks_for_the_same_values() -> None:
    spanish = spanish_catalogue()
    for message in messages():
        told = spanish.gettext(message[0]) if len(message) == 1 else spanish.ngettext(*message, 2)
        wanted = {part.split(")")[0] for part in message[-1].split("%(")[1:]}
        assert {part.split(")")[0] for part in told.split("%(")[1:]} == wanted, message


def test_every_topic_and_kind_has_a_name_in_spanish() -> None:
    assert len(TOPICS) == 8
    assert all(kind.label_es for kind in KINDS.values())


@pytest.mark.parametrize(
    ("lang", "day", "number"), [("en", "12 January 2026", "18,000"), ("es", "12 de enero de 2026", "18.000")]
)
def test_days_and_numbers_are_written_as_the_language_writes_them(lang: str, day: str, number: str) -> None:
    words = localizer_for(lang)
    assert (words.day("2026-01-12"), words.number(18000)) == (day, number)


def test_a_stretch_of_days_never_invents_a_day() -> None:
    words = localizer_for("en")
    assert (
        words.span({"earliest": "2026-01-08", "latest": "2026-01-11"}) == "between 8 January 2026 and 11 January 2026"
    )
    assert words.span({"earliest": None, "latest": "2026-01-11"}) == "not after 11 January 2026"
    assert words.span({"earliest": None, "latest": None}) == ""


SAID = re.compile(r'(?<!\.)\b(?:say|count)\(\s*"((?:[^"\\]|\\.)*)"(?:,\s*"((?:[^"\\]|\\.)*)")?')


def test_every_message_of_a_script_has_its_spanish_and_no_other_is_handed_over() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (API.parents[1] / "web" / "src").rglob("*.ts")]
    calls = [found for text in texts for found in SAID.finditer(text)]
    assert len(calls) > 50
    words = script_words("es")
    assert {found[1] for found in calls} == set(words)
    assert [found[1] for found in calls if bool(found[2]) != isinstance(words[found[1]], list)] == []
    assert script_words("en") == {}
    composed = [line for text in texts for line in text.splitlines() if re.search(r"(?<!\.)\b(say|count)\(`", line)]
    assert composed == [], "a message is one whole text in the code, so that it can be found"
