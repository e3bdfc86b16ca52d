"""A map of a case as plain values, for its page."""

from __future__ import annotations

from typing import Any, Final

from habeas.casefile.map_values import MapSite

HELD_WORDS: Final = frozenset({"certain", "contested", "assumed", "possible"})


def site_of(site: MapSite) -> dict[str, Any]:
    """A facility or a place on the map: its point in degrees and in words, where one is told."""
    at = site.point
    found = {
        "ref": site.ref,
        "label": site.label,
        "of": site.of,
        "of_label": site.of_label,
        "claims": list(site.claims),
        "others": [other.words for other in site.others],
        "held": dict(site.held),
        "total": sum(n for word, n in site.held.items() if word in HELD_WORDS),
    }
    return found | ({"lat": at.lat, "lon": at.lon, "within": at.within, "words": at.words} if at else {})
