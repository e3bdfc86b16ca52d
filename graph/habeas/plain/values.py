"""One value as plain JSON, and back.

Which Python value a JSON value becomes is told by the range of the property it belongs to (`decode`).

    entity   "person:enrique-marquez"          concept  "pending"            integer 41     boolean true
    text     "words" or {"text", "lang"}       date     "2026-01~" or {"words", "from"}     dateTime, string  "…"
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping

from habeas.errors import BadClaim
from habeas.model import Ref, Text, Value, When
from habeas.vocab import PROPERTIES, SCHEMES, Property, Range


def nearest(word: str, known: Iterable[str], *, noun: str) -> str:
    """The sentence that names the nearest known words, or lists where to find them."""
    close = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(close)}?" if close else f"`habeas words` lists every {noun}."


def property_named(name: str) -> Property:
    """The property with that name. Raises BadClaim naming the nearest right ones."""
    found = PROPERTIES.get(name)
    if found is None:
        why = f"there is no relation or detail called “{name}”"
        raise BadClaim(why=why, next=nearest(name, PROPERTIES, noun="relation"))
    return found


def code_of(scheme: str, raw: object) -> str:
    """A code of a list. Raises BadClaim naming the nearest right one."""
    codes = SCHEMES[scheme]
    if not isinstance(raw, str) or raw not in codes:
        raise BadClaim(why=f"“{raw}” is not in the list {scheme}", next="It may be: " + ", ".join(codes))
    return raw


def decode(prop: Property, raw: object) -> Value:
    """Read one JSON value as the property's range wants it. Raises BadClaim or BadDate."""
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
            return _integer(prop, raw)
        case Range.BOOLEAN:
            return _boolean(prop, raw)
        case _:
            return _string(prop, raw)


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
        raise BadClaim(why=f"{prop.name} wants a name or words, and got {raw!r}")
    return unicodedata.normalize("NFC", raw)


def _integer(prop: Property, raw: object) -> int:
    whole = raw if isinstance(raw, int) else int(raw) if isinstance(raw, str) and raw.lstrip("-").isdigit() else None
    if whole is None or isinstance(raw, bool):
        raise BadClaim(why=f"{prop.name} wants a whole number, and got {raw!r}")
    if whole < 0:
        raise BadClaim(why=f"{prop.name} is a number of people or things and cannot be {whole}")
    return whole


def _boolean(prop: Property, raw: object) -> bool:
    words = {"yes": True, "true": True, "no": False, "false": False}
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.lower() in words:
        return words[raw.lower()]
    raise BadClaim(why=f"{prop.name} wants yes or no, and got {raw!r}")


def text_from(raw: object) -> Text:
    """`"words"` or `{"text": "words", "lang": "es"}`."""
    if isinstance(raw, Mapping):
        text, lang = raw.get("text"), raw.get("lang", "")
        if isinstance(text, str) and isinstance(lang, str) and set(raw) <= {"text", "lang"}:
            return Text(unicodedata.normalize("NFC", text), lang.lower())
    if isinstance(raw, str) and raw:
        return Text(unicodedata.normalize("NFC", raw))
    raise BadClaim(why=f"words are wanted here, and this is {raw!r}")


def text_to(text: Text) -> object:
    """The JSON value of a text."""
    return encode(text)


def when_from(raw: object) -> When:
    """`"2026-01~"` or `{"words": "last week", "from": "2026-01-12"}`. Raises BadClaim for another shape, BadDate for a bad date."""
    if isinstance(raw, Mapping):
        words, anchor = raw.get("words"), raw.get("from")
        if isinstance(words, str) and isinstance(anchor, str) and set(raw) <= {"words", "from"}:
            return _checked(When(words=words, anchor=anchor))
    if isinstance(raw, str):
        return _checked(When(edtf=raw))
    raise BadClaim(why=f"a date is wanted here, and this is {raw!r}", next='Write it in quotes: "2026-01-12"')


def _checked(when: When) -> When:
    when.read()
    return when


def when_to(when: When) -> object:
    """The JSON value of a date as told."""
    return {"from": when.anchor, "words": when.words} if when.words else when.edtf
