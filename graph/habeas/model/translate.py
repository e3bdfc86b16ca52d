"""Translations: English is in the code, every other language in gettext catalogues.

    translator = translator_for("es")
    translator.gettext("not before %(day)s", day="2026-01-12")
    translator.ngettext("%(num)s claim", "%(num)s claims", 3)

A package keeps its catalogues as text, in `locale/<language>/LC_MESSAGES/*.po`, one file for each area, so that a
translator needs no code and two areas share no file; nothing is compiled. A message without a translation stays
English. Labels of the vocabulary are not here: the ontology has them in every language.

Pure but for one thing: a catalogue is read once, from the package's own files.
"""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from habeas.errors import Phrase
from habeas.vocab import Concept, Kind, Property

ENGLISH: Final = "en"
LINE: Final = re.compile(r'(?:(msgid|msgid_plural|msgstr)(?:\[(\d+)\])?\s+)?(".*")')
CatalogueEntry = dict[str, str]
"""One message of a catalogue: `msgid`, `msgid_plural`, `msgstr` or `msgstr0`, `msgstr1`, …"""


class Catalogue(gettext.NullTranslations):
    """The messages of one language, as gettext (and Jinja2) look them up."""

    def __init__(self, entries: Iterator[CatalogueEntry]) -> None:
        super().__init__()
        self.messages: dict[str, str] = {}
        self.plurals: dict[str, tuple[str, ...]] = {}
        self._plural_of = gettext.c2py("n != 1")
        for entry in entries:
            self._add(entry)

    def _add(self, entry: CatalogueEntry) -> None:
        message = entry["msgid"]
        if not message:
            rule = re.search(r"plural=([^;\n]+)", entry["msgstr"])
            self._plural_of = gettext.c2py(rule[1]) if rule else self._plural_of
        elif "msgid_plural" in entry:
            self.plurals[message] = tuple(text for key, text in sorted(entry.items()) if key.startswith("msgstr"))
        elif entry["msgstr"]:
            self.messages[message] = entry["msgstr"]

    def gettext(self, message: str) -> str:
        """The message in this language; itself where it has no translation."""
        return self.messages.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form of a message that a number needs."""
        forms = self.plurals.get(msgid1, ())
        place = self._plural_of(n)
        return forms[place] if place < len(forms) and forms[place] else super().ngettext(msgid1, msgid2, n)

    def has(self, message: str) -> bool:
        """True when the catalogue has it, in one form or in several."""
        return message in self.messages or message in self.plurals


class Translator:
    """Messages in one language, with their values filled in."""

    def __init__(self, lang: str, catalogue: gettext.NullTranslations) -> None:
        self.lang = lang
        self.catalogue = catalogue

    def gettext(self, message: str, **values: object) -> str:
        """A message; `%(name)s` in it is filled in. Empty for an empty one."""
        text = self.catalogue.gettext(message) if message else ""
        return text % values if values else text

    def say(self, text: str) -> str:
        """A text of an error, its values filled in. What the catalogue does not have stays English."""
        if not isinstance(text, Phrase):
            return self.gettext(text)
        values = {name: self.say(value) if isinstance(value, Phrase) else value for name, value in text.values.items()}
        return self.gettext(text.message, **values)

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """A message that depends on a number, which it may show as `%(num)s`."""
        return self.catalogue.ngettext(one, many, count) % {"num": self.number(count), **values}

    def number(self, count: int) -> str:
        """A number as `ngettext` shows it."""
        return str(count)


@cache
def catalogue_of(lang: str, *packages: str) -> gettext.NullTranslations:
    """The messages that packages have in a language; none for English, and for a language that they do not speak."""
    if lang == ENGLISH:
        return gettext.NullTranslations()
    return Catalogue(entry for package in packages for entry in _entries_of(package, lang))


@cache
def translator_for(lang: str, *packages: str) -> Translator:
    """The translator of a language; of the library's own messages unless packages are named."""
    return Translator(lang, catalogue_of(lang, *(packages or ("habeas",))))


def label_in(word: Kind | Property | Concept, lang: str) -> str:
    """What a word of the vocabulary is called in a language; in English where the ontology has no such label."""
    return str(getattr(word, f"label_{lang}", word.label))


def comment_in(word: Kind | Property | Concept, lang: str) -> str:
    """What a word of the vocabulary means, in a language; in English where the ontology does not say it."""
    return str(getattr(word, f"comment_{lang}", word.comment))


def _entries_of(package: str, lang: str) -> Iterator[CatalogueEntry]:
    folder = files(package) / "locale" / lang / "LC_MESSAGES"
    if folder.is_dir():
        for file in sorted(folder.iterdir(), key=lambda one: one.name):
            if file.name.endswith(".po"):
                yield from entries_in(file.read_text(encoding="utf-8"))


def entries_in(text: str) -> Iterator[CatalogueEntry]:
    """The messages of a catalogue. What is obsolete, or waits for a translator (`fuzzy`), is left out."""
    for block in re.split(r"\n\s*\n", text):
        lines = block.splitlines()
        if any(line.startswith("#,") and "fuzzy" in line for line in lines):
            continue
        entry = _entry(line.strip() for line in lines if not line.startswith("#"))
        if "msgid" in entry:
            yield entry


def _entry(lines: Iterator[str]) -> CatalogueEntry:
    entry: CatalogueEntry = {}
    key = ""
    for line in lines:
        if found := LINE.fullmatch(line):
            key = f"{found[1]}{found[2] or ''}" if found[1] else key
            entry[key] = entry.get(key, "") + str(ast.literal_eval(found[3]))
    return entry
