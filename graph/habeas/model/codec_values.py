"""One value as plain JSON, and back.

Which Python value a JSON value becomes is told by the range of the property it belongs to (`decode`).

    entity   "person:enrique-marquez"          concept  "pending"            integer 41     boolean true
    text     "words" or {"text", "lang"}       date     "2026-01~" or {"words", "from"}     dateTime, string  "…"
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final

from habeas.dates.edtf import parse
from habeas.errors import BadClaim, BadDate, Phrase, phrase
from habeas.model.geo_point import geo_point
from habeas.model.synonyms import called, meant_by
from habeas.model.values import Ref, Text, Value, When
from habeas.vocab import PROPERTIES, SCHEMES, Property, Range

LANGUAGE: Final = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))?"
    r"(-[a-w](-[a-z0-9]{2,8})+)?(-x(-[a-z0-9]{1,8})+)?"
)
"""A language tag (BCP 47) as this project takes it: `es`, `es-419`, `zh-hant-tw`."""
_IN_ADDRESS: Final = r"(?:[\w\-.~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*"
ADDRESS: Final = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.\-]*:(?://[\w\-.~]+(?::[0-9]{{1,5}})?(?=[/?#]|$)|(?!//)){_IN_ADDRESS}(?:\#{_IN_ADDRESS})?"
)
DATE_TIME: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
WHOLE: Final = re.compile(r"-?[0-9]{1,18}")
SLIP: Final = 0.8
"""How alike in spelling a word is that was meant."""
LIKE: Final = 0.65
"""How alike in spelling a word is that may have been meant."""
MOST: Final = 10**18
"""Whole numbers below this are held by every engine."""


def nearest(word: str, known: Iterable[str], *, noun: str) -> str:
    """The sentence that names the nearest known words, or lists where to find them."""
    close = nearest_words(word, known)
    if close:
        return phrase("Did you mean %(close)s?", close=" or ".join(close))
    return Phrase(f"The vocabulary lists every {noun}.", f"`habeas words` lists every {noun}.")


def nearest_words(word: str, known: Iterable[str]) -> list[str]:
    """At most three known words: the same name, else a typing slip, else one meaning, else what looks alike."""
    names = [name for name in known if name != word]
    sure = called(word, names)[:3] or difflib.get_close_matches(word, names, n=3, cutoff=SLIP)
    return sure or meant_by(word, names)[:3] or difflib.get_close_matches(word, names, n=3, cutoff=LIKE)


def property_named(name: str) -> Property:
    """The property with that name. Raises BadClaim naming the nearest right ones."""
    found = PROPERTIES.get(name)
    if found is None:
        why = phrase("there is no relation or detail called “%(name)s”", name=name)
        raise BadClaim(why=why, next=nearest(name, PROPERTIES, noun="relation"))
    return found


def code_of(scheme: str, raw: object) -> str:
    """A code of a list. Raises BadClaim naming the nearest right one."""
    codes = SCHEMES[scheme]
    if not isinstance(raw, str) or raw not in codes:
        raise BadClaim(
            why=phrase("“%(raw)s” is not in the list %(scheme)s", raw=raw, scheme=scheme),
            next="Choose one of: " + ", ".join(codes),
        )
    return raw


def decode(prop: Property, raw: object) -> Value:
    """Read one JSON value as the property's range requires. Raises BadClaim or BadDate."""
    match prop.range:
        case Range.ENTITY:
            return Ref.parse(_string(prop, raw))
        case Range.CONCEPT:
            return code_of(prop.scheme or "", raw)
        case Range.TEXT:
            return text_from(raw)
        case Range.DATE:
            return when_from(raw)
        case Range.INTEGER:
            return whole_number(raw, prop.name)
        case Range.BOOLEAN:
            return yes_or_no(raw, prop.name)
        case Range.DATETIME:
            return date_time(raw)
        case _:
            text = _string(prop, raw)
            return geo_point(text).text if prop.range is Range.POINT else text


def encode(value: Value) -> object:
    """The JSON value of a claim's object or detail."""
    match value:
        case Ref():
            return str(value)
        case Text():
            return {"lang": value.lang, "text": value.text} if value.lang else value.text
        case When():
            return when_to(value)
        case _:
            return value


def _string(prop: Property, raw: object) -> str:
    if not isinstance(raw, str) or not raw:
        raise BadClaim(why=phrase("%(name)s takes a name or text, not %(raw)r", name=prop.name, raw=raw))
    return writable(raw)


def writable(raw: str) -> str:
    """The text in its one form (NFC). Raises BadClaim."""
    text = exact(raw)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def exact(raw: object) -> str:
    """The text letter for letter.

    Raises BadClaim for no text at all, and for half a character, which no file can contain.
    """
    if not isinstance(raw, str):
        raise BadClaim(why=phrase("this must be text, not %(raw)s", raw=f"{raw!r:.60}"))
    if raw.isascii():
        return raw
    try:
        raw.encode()
    except UnicodeEncodeError as error:
        why = phrase(
            "character %(number)s of this text is only half a character and cannot be written", number=error.start + 1
        )
        raise BadClaim(why=why, next="Copy the text again; it was cut in the middle of a character.") from None
    return raw


def address(raw: object) -> str:
    """An absolute IRI, as RDF can hold it. Raises BadClaim."""
    if not isinstance(raw, str) or not ADDRESS.fullmatch(raw):
        why = phrase("“%(raw)s” is not an address on the web", raw=f"{raw!s:.200}")
        raise BadClaim(
            why=why, next="Copy it from the browser; for a space write %20, for | %7C, for [ and ] %5B and %5D."
        )
    return raw


def date_time(raw: object) -> str:
    """A day and a time, as XML Schema writes them. Raises BadDate."""
    try:
        if isinstance(raw, str) and DATE_TIME.fullmatch(raw):
            datetime.fromisoformat(raw)
            return raw
    except ValueError:
        pass
    raise BadDate(
        why=phrase("“%(raw)s” is not a date with a time", raw=f"{raw!s:.60}"),
        next='For example: "2026-01-12T10:14:00-05:00"',
    )


def whole_number(raw: object, what: str) -> int:
    """A whole number, given as one or as text. Raises BadClaim."""
    whole = int(raw) if isinstance(raw, str) and WHOLE.fullmatch(raw) else raw
    if not isinstance(whole, int) or isinstance(whole, bool):
        raise BadClaim(why=phrase("%(what)s takes a whole number, not %(raw)s", what=what, raw=f"{raw!r:.60}"))
    if whole >= MOST:
        raise BadClaim(why=phrase("%(what)s takes a number of at most 18 digits", what=what))
    if whole < 0:
        raise BadClaim(
            why=phrase("%(what)s is a number of people or things and cannot be %(whole)s", what=what, whole=whole)
        )
    return whole


def yes_or_no(raw: object, what: str) -> bool:
    """Yes or no, given as a word or as true and false. Raises BadClaim."""
    words = {"yes": True, "true": True, "no": False, "false": False}
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.lower() in words:
        return words[raw.lower()]
    raise BadClaim(why=phrase("%(what)s takes yes or no, not %(raw)r", what=what, raw=raw))


def text_from(raw: object) -> Text:
    """`"words"` or `{"text": "words", "lang": "es"}`."""
    if isinstance(raw, str) and raw:
        return Text(writable(raw))
    if isinstance(raw, Mapping):
        text, lang = raw.get("text"), raw.get("lang", "")
        if isinstance(text, str) and text and isinstance(lang, str) and raw.keys() <= TEXT_KEYS:
            return Text(writable(text), _language(lang))
    raise BadClaim(why=phrase("this must be text, not %(raw)s", raw=f"{raw!r:.60}"))


TEXT_KEYS: Final = frozenset(["text", "lang"])


@lru_cache(maxsize=256)
def _language(given: str) -> str:
    lang = given.lower()
    if lang and not LANGUAGE.fullmatch(lang):
        raise BadClaim(
            why=phrase("“%(lang)s” is not a language", lang=lang), next="Write its short code: es, en, pt-br, zh-hant."
        )
    return lang


def text_to(text: Text) -> object:
    """The JSON value of a text."""
    return encode(text)


def when_from(raw: object) -> When:
    """Read `"2026-01~"` or `{"words": "last week", "from": "2026-01-12"}`.

    Words that are not understood are kept; a check asks about them. Raises BadClaim for another shape, BadDate for
    a bad date in digits.
    """
    if isinstance(raw, str):
        return _in_digits(raw)
    if isinstance(raw, Mapping):
        words, anchor = raw.get("words"), raw.get("from")
        if isinstance(words, str) and words.strip() and isinstance(anchor, str) and set(raw) <= {"words", "from"}:
            parse(anchor)
            return When(words=exact(words), anchor=anchor)
    raise BadClaim(why=phrase("this must be a date, not %(raw)r", raw=raw), next='Write it in quotes: "2026-01-12"')


@lru_cache(maxsize=100_000)
def _in_digits(edtf: str) -> When:
    """Kept, because the days of a case come again and again."""
    when = When(edtf=edtf)
    when.read()
    return when


def when_to(when: When) -> object:
    """The JSON value of a date as given."""
    return {"from": when.anchor, "words": when.words} if when.words else when.edtf
