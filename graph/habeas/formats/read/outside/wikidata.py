"""Items of Wikidata as JSON: what Special:EntityData and dumps hand out, one item or several in one file.

Read by the published data model (Wikibase, docs/topics/json). An item tells ids of others and not what they are called,
so they are called by their ids unless they are in the file too. Deprecated statements are left out and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from habeas.formats.read.outside.records import OutsideDocument, decoded_text
from habeas.formats.read.outside.relations import WIKIDATA
from habeas.formats.read.raw import Batch
from habeas.settings import LANGUAGES
from habeas.vocab import PROPERTIES

ENTITY: Final = "http://www.wikidata.org/entity/"
ITEM: Final = re.compile(r"Q[1-9][0-9]{0,11}")
CLASS, HUMAN = "P31", "Q5"
SEXES: Final = {"Q6581097": "man", "Q6581072": "woman", "Q48270": "non-binary", "Q2449503": "man", "Q1052281": "woman"}
BODIES: Final = frozenset({"Q43229", "Q163740", "Q7278", "Q4830453", "Q327333", "Q783794", "Q176799"})
PRISONS: Final = frozenset({"Q40357", "Q1328899", "Q862067", "Q103816054"})
"""Classes, in P31, whose items are organizations, and places where people are held."""
PRECISIONS: Final = {11: 10, 10: 7, 9: 4}
"""Precision of a time -> how many characters of it count."""
GREGORIAN: Final = "Q1985727"
BEGAN, ENDED = ("P580", "P585"), ("P582",)
KEEPER: Final = "collective:wikidata-editors"


def is_wikidata(document: Mapping[str, Any]) -> bool:
    """True for one item, or the object around several."""
    entities = document.get("entities")
    items = list(entities.values()) if isinstance(entities, Mapping) else [document]
    return bool(items) and all(_is_item(one) for one in items)


def _is_item(one: object) -> bool:
    parts = isinstance(one, Mapping) and isinstance(one.get("claims"), Mapping | list)
    return bool(parts and isinstance(one, Mapping) and ITEM.fullmatch(str(one.get("id", ""))) and "labels" in one)


def read_wikidata(path: Path, document: Mapping[str, Any]) -> Batch:
    """The items as one document."""
    entities = document.get("entities")
    items = list(entities.values()) if isinstance(entities, Mapping) else [document]
    return _WikidataItems(path, items).batch()


class _WikidataItems:
    def __init__(self, path: Path, items: list[Mapping[str, Any]]) -> None:
        self._items = {str(one["id"]): one for one in items}
        changed = max((str(one.get("modified", ""))[:10] for one in items), default="")
        told = " ".join(list(self._items)[:3])
        source = {"title": f"Wikidata: {told}", "kind": "database", "date": changed, "publisher": KEEPER}
        if len(items) == 1:
            source["url"] = f"https://www.wikidata.org/wiki/{told}"
        self._document = OutsideDocument(path, decoded_text(path.read_bytes(), path), source=source)
        self._document.describe(KEEPER, {"en": "the editors of Wikidata", "es": "los editores de Wikidata"})
        self._lines = len(self._document.text.splitlines())

    def batch(self) -> Batch:
        """All of it."""
        for key, item in self._items.items():
            kind = self._kind(item)
            if kind == "person":
                self._person(key, item)
            else:
                self._named(kind, key)
                why = f"statements about what is no human ({kind}) are left out"
                self._document.leave(why, f"{self._document.path}, {key}")
        return self._document.batch()

    def _kind(self, item: Mapping[str, Any]) -> str:
        classes = {value for one in _statements(item, CLASS) if (value := _item(_value(one)))}
        if HUMAN in classes:
            return "person"
        return "org" if classes & BODIES else "facility" if classes & PRISONS else "place"

    def _named(self, kind: str, key: str) -> str:
        """The name of an item: as the file calls it, else its id."""
        item = self._items.get(key, {})
        kind = self._kind(item) if item and kind != "post" else kind
        labels = {lang: text for lang in LANGUAGES if (text := _text(item.get("labels"), lang))}
        any_label = next((str(one.get("value")) for one in _texts(item.get("labels"))), "")
        label: object = labels or any_label or f"{key} of Wikidata"
        shown = next(iter(labels.values()), any_label)
        also = [str(one.get("value")) for lang in LANGUAGES for one in _aliases(item, lang)]
        name = self._document.record_name(kind, shown, key, lasting=True)
        return self._document.describe(name, label, also=also, same_as=[ENTITY + key])

    def _person(self, key: str, item: Mapping[str, Any]) -> None:
        name = self._named("person", key)
        claims = item.get("claims")
        for prop in claims if isinstance(claims, Mapping) else ():
            for one in _statements(item, prop):
                self._statement(key, name, prop, one)

    def _statement(self, key: str, name: str, prop: str, one: Mapping[str, Any]) -> None:
        value, place = _value(one), f"{self._document.path}, {key} {prop}"
        if one.get("rank") == "deprecated":
            self._document.leave("deprecated statements are left out", place)
        elif prop in WIKIDATA:
            relation, kind = WIKIDATA[prop]
            told = self._named(kind, _item(value)) if kind and _item(value) else SEXES.get(_item(value)) or _day(value)
            makes = PROPERTIES[relation].makes and kind
            dates = {"began": _qualifier(one, *BEGAN), "ended": _qualifier(one, *ENDED)} if makes else {}
            if told:
                self._say(key, one, (name, relation, told), **dates)
            elif value is not None:
                self._document.leave(f"{prop} has a value that is not read, or one in another calendar", place)
        elif prop != CLASS and not _is_identifier(one):
            self._document.leave(f"{prop} has no relation here", place)

    def _say(self, key: str, one: Mapping[str, Any], claim: tuple[str, str, Any], **details: Any) -> None:
        guid = str(one.get("id", ""))
        urls = [str(url) for ref in _list(one.get("references")) for url in _reference(ref)]
        note = f"reference: {', '.join(urls[:3])}" if urls else ""
        self._document.say(f"{key} {guid}", 1, claim, guid, self._lines, note=note, **details)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value.values() if isinstance(one, Mapping)] if isinstance(value, Mapping) else []


def _text(value: object, lang: str) -> str:
    one = value.get(lang) if isinstance(value, Mapping) else None
    return str(one.get("value", "")) if isinstance(one, Mapping) else ""


def _aliases(item: Mapping[str, Any], lang: str) -> list[Mapping[str, Any]]:
    aliases = item.get("aliases")
    found = aliases.get(lang) if isinstance(aliases, Mapping) else None
    return [one for one in _list(found) if isinstance(one, Mapping)]


def _statements(item: Mapping[str, Any], prop: str) -> list[Mapping[str, Any]]:
    claims = item.get("claims")
    found = claims.get(prop) if isinstance(claims, Mapping) else None
    return [one for one in _list(found) if isinstance(one, Mapping)]


def _value(one: Mapping[str, Any]) -> object:
    """The value of a statement; None for “unknown” and “none”."""
    return _snak_value(one.get("mainsnak"))


def _snak_value(snak: object) -> object:
    if not isinstance(snak, Mapping) or snak.get("snaktype") != "value":
        return None
    found = snak.get("datavalue")
    return found.get("value") if isinstance(found, Mapping) else None


def _item(value: object) -> str:
    key = str(value.get("id", "")) if isinstance(value, Mapping) else ""
    return key if ITEM.fullmatch(key) else ""


def _day(value: object) -> str:
    """A time as EDTF, as exact as it is given; empty for one that is not read."""
    if not isinstance(value, Mapping):
        return ""
    time, length = str(value.get("time", "")), PRECISIONS.get(value.get("precision", 0), 0)
    ours = str(value.get("calendarmodel", GREGORIAN)).endswith(GREGORIAN) and time.startswith("+")
    return time[1 : 1 + length] if ours and length and re.match(r"\+\d{4}-\d{2}-\d{2}T", time) else ""


def _qualifier(one: Mapping[str, Any], *props: str) -> str:
    qualifiers = one.get("qualifiers")
    found = [snak for prop in props for snak in _list(qualifiers.get(prop))] if isinstance(qualifiers, Mapping) else []
    return next((day for snak in found if (day := _day(_snak_value(snak)))), "")


def _reference(reference: object) -> Iterator[str]:
    snaks = reference.get("snaks") if isinstance(reference, Mapping) else None
    for snak in _list(snaks.get("P854")) if isinstance(snaks, Mapping) else ():
        if isinstance(url := _snak_value(snak), str) and url.startswith(("http://", "https://")):
            yield url


def _is_identifier(one: Mapping[str, Any]) -> bool:
    snak = one.get("mainsnak")
    kind = snak.get("datatype") if isinstance(snak, Mapping) else ""
    return kind in ("external-id", "commonsMedia", "url")
