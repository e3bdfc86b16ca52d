"""What may be asked of a graph, as people and programs write it, and the filters that this means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypedDict

from habeas.analysis.edges.edges import CREDIBILITY
from habeas.dates.calendar import Bounds
from habeas.dates.edtf import parse
from habeas.errors import BadChoice, BadInput, option, phrase, with_options
from habeas.formats.style import TYPES
from habeas.graphs.edges import RELATIONS
from habeas.graphs.inputs import Filters, among
from habeas.graphs.measures import OnProgress
from habeas.model.disclosure import LEVELS
from habeas.model.values import Ref
from habeas.storage.names import get_name
from habeas.storage.scope import ReadModel

NameList = str | Iterable[str]


class ExportOptions(TypedDict, total=False):
    """What may be asked of a view. Days are EDTF text; several names stand in a list or in one text with commas.

    `since` and `until` are `--from` and `--to`; `by` are speakers or documents; `measures` adds a column for each
    measure; `redact` shows who must not be named under the pseudonyms that `alias` gives. `most` keeps so many nodes,
    the best connected.
    """

    on: str
    since: str
    until: str
    types: NameList
    relations: NameList
    by: NameList
    min_sources: int
    credibility: str
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
    progress: OnProgress | None


def filters_of(views: ReadModel, options: ExportOptions) -> Filters:
    """The filters asked for, each checked. Raises BadChoice, NotFound."""
    since, until = _days(views, options, "since", "from")[0], _days(views, options, "until", "to")[1]
    if since and until and since > until:
        raise BadChoice(
            where=option("from"),
            why=phrase("%(since)s is after %(until)s", since=since, until=until),
            next=with_options("Give the earlier day with {from}, the later with {to}."),
        )
    on = _days(views, options, "on", "on")
    return Filters(
        on=on if options.get("on") else None,
        since=since,
        until=until,
        types=frozenset(map(_kind, _listed(options.get("types", ())))),
        relations=frozenset(among("relations", name, RELATIONS) for name in _listed(options.get("relations", ()))),
        by=frozenset(get_name(views, name) for name in _listed(options.get("by", ()))),
        min_sources=_at_least_one("min-sources", options.get("min_sources", 1)),
        credibility=among("credibility", options.get("credibility", ""), ("", *CREDIBILITY)),
        sensitivity=among("sensitivity", options.get("sensitivity", "") or LEVELS[0], LEVELS),
        redact=bool(options.get("redact")),
        sayings=bool(options.get("sayings")),
        ego=get_name(views, options["ego"]) if options.get("ego") else None,
        steps=_at_least_one("steps", options.get("steps", 1)),
        ongoing_until=_days(views, options, "ongoing_until", "ongoing-until")[1],
    )


def _listed(names: NameList) -> list[str]:
    parts = names.split(",") if isinstance(names, str) else names
    return [part.strip() for part in parts if part.strip()]


def _kind(word: str) -> str:
    """A kind of node from its name or its word: org, organization."""
    kinds = {label: kind for kind, label in TYPES.items()}
    return among("types", kinds.get(word, word), TYPES)


def _days(views: ReadModel, options: Mapping[str, Any], name: str, name_of: str) -> Bounds:
    text = options.get(name)
    if not text:
        return None, None
    try:
        edtf = parse(str(text), views.mapper.conventions)
    except BadInput as error:
        raise BadChoice(where=option(name_of), why=error.why, next=error.next) from None
    return edtf.earliest, edtf.latest


def _at_least_one(name: str, number: int) -> int:
    if number < 1:
        raise BadChoice(where=option(name), why=phrase("%(number)s is too few", number=number), next="Give 1 or more.")
    return number
