"""What may be asked of a graph, by the names that people write: read here for every door, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypedDict, cast

from habeas.errors import BadChoice, option, phrase
from habeas.model.values import Ref

NameList = str | Iterable[str]


class ExportOptions(TypedDict, total=False):
    """What may be asked of a view. Days are EDTF text; several names stand in a list or in one text with commas.

    `since` and `until` are `--from` and `--to`; `by` are speakers or documents; `measures` adds a column for each
    measure; `redact` shows who must not be named under the pseudonyms that `alias` gives. `at` keeps the lines of
    these facilities, bodies or places. `most` keeps so many nodes, the best connected.
    """

    on: str
    since: str
    until: str
    types: NameList
    relations: NameList
    by: NameList
    min_sources: int
    credibility: str
    at: NameList
    sensitivity: str
    redact: bool
    alias: Callable[[Ref], str]
    sayings: bool
    ego: str
    steps: int
    most: int
    ongoing_until: str
    measures: bool
    lang: str
    progress: Callable[[str], None] | None


OPTIONS: Final[Mapping[str, tuple[str, type]]] = {
    **{name: (name, str) for name in ("on", "types", "relations", "by", "credibility", "at", "ego", "lang")},
    "from": ("since", str),
    "to": ("until", str),
    "min-sources": ("min_sources", int),
    "sensitivity": ("sensitivity", str),
    "redact": ("redact", bool),
    "with-sayings": ("sayings", bool),
    "steps": ("steps", int),
    "most": ("most", int),
    "ongoing-until": ("ongoing_until", str),
    "measures": ("measures", bool),
}
"""Every option as people write it: its name in `ExportOptions`, and what it is."""
LARGEST: Final = 1_000_000
YES, NO = frozenset({"1", "true"}), frozenset({"", "0", "false"})


def options_of(given: Mapping[str, Any]) -> ExportOptions:
    """What a door was given, by the names of OPTIONS; numbers and yes or no may come as texts, and what is empty was
    not asked. Raises BadChoice."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        mine, kind = OPTIONS[name]
        if value != "":
            found[mine] = _number(name, value) if kind is int else _ticked(name, value) if kind is bool else value
    return cast(ExportOptions, found)


def _number(name: str, value: str | int) -> int:
    text = str(value).strip()
    if not text.removeprefix("-").isascii() or not text.removeprefix("-").isdigit() or len(text) > len(str(LARGEST)):
        raise BadChoice(
            where=option(name),
            why=phrase("“%(text)s” is not a whole number", text=text[:40]),
            next="Write digits only.",
        )
    if int(text) > LARGEST:
        raise BadChoice(
            where=option(name),
            why=phrase("%(number)s is too many", number=text),
            next=phrase("Give %(most)s or fewer.", most=LARGEST),
        )
    return int(text)


def _ticked(name: str, value: str | int) -> bool:
    text = str(value).strip().lower()
    if text not in YES | NO:
        raise BadChoice(
            where=option(name),
            why=phrase("“%(text)s” is not one of: true, false", text=text[:40]),
            next="Leave it out for no.",
        )
    return text in YES
