"""The facilities of a view on a map: where each stands by what claims say, and how many are held there on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from habeas.analysis.sites import Sites
from habeas.casefile.map_values import CaseMap, MapSite
from habeas.casefile.roster import roster_of
from habeas.casefile.view import View
from habeas.model.as_of import Audience
from habeas.model.codec import entity_from_plain
from habeas.model.values import Ref
from habeas.storage.audience import policy_of
from habeas.storage.sites import sites_in

PLACES = ("facility", "place")


def case_map(view: View, *, on: str = "", lang: str = "en") -> CaseMap:
    """The map of a view on a day. Raises BadDate, BadChoice."""
    names = dict(_names(view, lang))
    facilities = [name for name in names if name.startswith("facility:")]
    held = roster_of(view, view.day(on)).held_at(facilities)
    sites = sites_in(view)
    shown = [_site(name, names, sites, held.get(name, {})) for name in facilities]
    landmarks = [_site(name, names, sites, {}) for name in names if name.startswith("place:") and name in sites.own]
    return CaseMap(
        tuple(site for site in shown if site.point),
        tuple(landmarks),
        tuple(site for site in shown if not site.point),
    )


def _site(name: str, names: Mapping[str, str], sites: Sites, held: Mapping[str, int]) -> MapSite:
    at = sites.of(name)
    if at is None:
        return MapSite(ref=name, label=names[name], point=None, held=held)
    return MapSite(
        ref=name,
        label=names[name],
        point=at.point,
        of=at.of,
        of_label=names.get(at.of, at.of.partition(":")[2]),
        claims=at.claims,
        others=at.others,
        held=held,
    )


def _names(view: View, lang: str) -> Iterable[tuple[str, str]]:
    """The facilities and places that this audience may see, each under the name that stands for it, by label."""
    audience = view.as_of.audience
    withheld = frozenset[Ref]() if audience is Audience.EVERYTHING else policy_of(view.views, audience.most).withheld
    found: dict[str, str] = {}
    for kind in PLACES:
        for body in view.index.entities(kind):
            entity = entity_from_plain(body)
            name = view.cluster(str(entity.ref))
            if entity.ref not in withheld and (name == str(entity.ref) or name not in found):
                found[name] = entity.label(lang)
    return sorted(found.items(), key=lambda item: (item[1].casefold(), item[0]))
