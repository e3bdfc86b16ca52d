"""Catalogues are read as gettext reads them, and a message without a translation stays English."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from habeas.model.translate import Catalogue, Translator, entries_in, translator_for

ROOT = Path(__file__).parents[3]
CATALOGUES = sorted([*ROOT.glob("graph/habeas/locale/*/*/*.po"), *ROOT.glob("api/habeas_api/locale/*/*/*.po")])
PO = """
# What a test says.
msgid ""
msgstr ""
"Language: pl\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

#, python-format
msgid "%(num)s claim"
msgid_plural "%(num)s claims"
msgstr[0] "%(num)s twierdzenie"
msgstr[1] "%(num)s twierdzenia"
msgstr[2] "%(num)s twierdzeń"

msgid ""
"Said \\"no\\", "
"and left."
msgstr "Rzekł: „nie”, i wyszedł."

#, fuzzy
msgid "released"
msgstr "zatrzymany"

msgid "arrested"
msgstr ""
"""


@pytest.fixture
def polish() -> Translator:
    return Translator("pl", Catalogue(entries_in(PO)))


@pytest.mark.parametrize(
    ("count", "told"), [(1, "1 twierdzenie"), (2, "2 twierdzenia"), (5, "5 twierdzeń"), (22, "22 twierdzenia")]
)
def test_the_plural_is_the_one_that_the_language_needs(polish: Translator, count: int, told: str) -> None:
    assert polish.ngettext("%(num)s claim", "%(num)s claims", count) == told


def test_a_message_may_stand_on_several_lines(polish: Translator) -> None:
    assert polish.gettext('Said "no", and left.') == "Rzekł: „nie”, i wyszedł."


@pytest.mark.parametrize("message", ["released", "arrested", "never heard of", ""])
def test_what_is_not_translated_or_only_guessed_stays_english(polish: Translator, message: str) -> None:
    assert polish.gettext(message) == message


def test_values_are_filled_in() -> None:
    assert (
        Translator("pl", Catalogue(iter(()))).gettext("not before %(day)s", day="2026-01-12") == "not before 2026-01-12"
    )


def test_english_needs_no_catalogue() -> None:
    english = translator_for("en")
    assert english.gettext("released") == "released"
    assert english.ngettext("%(num)s claim", "%(num)s claims", 2) == "2 claims"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_a_catalogue_is_read_as_babel_reads_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    ours = Catalogue(entries_in(text))
    theirs = [one for one in read_po(io.StringIO(text), abort_invalid=True) if one.id]
    for message in theirs:
        if isinstance(message.id, tuple):
            assert ours.plurals[message.id[0]] == tuple(message.string)
        else:
            assert ours.gettext(message.id) == message.string
    assert len(theirs) == len(ours.messages) + len(ours.plurals), "nothing is empty, nothing stands twice"
