"""The filters that somebody asks for: names looked up, dates read, words checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from habeas.analysis.edges.edges import CREDIBILITY
from habeas.dates.calendar import Bounds
from habeas.dates.edtf import parse
from habeas.errors import BadChoice, BadInput, NotFound, option, phrase, with_options
from habeas.formats.style import TYPES
from habeas.graphs.edges import RELATIONS
from habeas.graphs.inputs import Filters, among
from habeas.graphs.parameters import ExportOptions, NameList
from habeas.model.disclosure import LEVELS
from habeas.storage.names import get_name
from habeas.storage.scope import ReadModel


def filters_of(views: ReadModel, options: ExportOptions) -> Filters:
    """The filters asked for, each checked. Raises BadChoice, NotFound."""
    since, until = _days(views, options, "since", "from")[0], _days(views, options, "until", "to")[1]
    if since and until and since > until:
        raise NotFound(
            where=option("from"),
            why=phrase("%(since)s is after %(until)s", since=since, until=until),
            next=with_options("Give the earlier day with {from}, the later with {to}."),
        )
    on = _days(views, options, "on", "on")
    _at_least("most", options.get("most", 0), 0)
    return Filters(
        on=on if options.get("on") else None,
        since=since,
        until=until,
        types=frozenset(map(_kind, _listed(options.get("types", ())))),
        relations=frozenset(among("relations", name, RELATIONS) for name in _listed(options.get("relations", ()))),
        by=frozenset(get_name(views, name) for name in _listed(options.get("by", ()))),
        at=frozenset(get_name(views, name) for name in _listed(options.get("at", ()))),
        min_sources=_at_least("min-sources", options.get("min_sources", 1), 1),
        credibility=among("credibility", options.get("credibility", ""), ("", *CREDIBILITY)),
        sensitivity=among("sensitivity", options.get("sensitivity", "") or LEVELS[0], LEVELS),
        redact=bool(options.get("redact")),
        sayings=bool(options.get("sayings")),
        ego=get_name(views, options["ego"]) if options.get("ego") else None,
        steps=_at_least("steps", options.get("steps", 1), 1),
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


def _at_least(name: str, number: int, least: int) -> int:
    if number < least:
        raise BadChoice(
            where=option(name),
            why=phrase("%(number)s is too few", number=number),
            next=phrase("Give %(least)s or more.", least=least),
        )
    return number
