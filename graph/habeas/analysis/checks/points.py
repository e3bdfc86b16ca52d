"""C30: two points of one place that cannot both be right, each taken as nearly as it is meant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.units import SITE, unit
from habeas.analysis.checks.wording import CheckHit, hit, listed, message, name
from habeas.model.findings import Severity
from habeas.model.geo_point import GeoPoint, distance_words, geo_point

MOST: Final = 20
"""So many different points of one place are compared."""
FAR: Final = 10_000.0
"""From here on, metres, a distance is told in whole kilometres."""


def points_apart(context: CheckContext, place: str) -> Iterator[CheckHit]:
    """C30. Two points told of one place lie farther apart than both may be off together."""
    told: dict[GeoPoint, list[str]] = {}
    for each in context.claims_in(*(unit(SITE, other) for other in context.names(place))):
        told.setdefault(geo_point(str(each.claim.object)), []).append(each.claim.id)
    for one, other in combinations(sorted(told)[:MOST], 2):
        if not one.agrees_with(other):
            these, metres = sorted((*told[one], *told[other])), one.metres_to(other)
            apart = distance_words(int(round(metres, -3 if metres >= FAR else -1)))
            question = message("C30.question", who=name(place), one=one.words, other=other.words, these=listed(these))
            why = message("C30.why", apart=apart, doubt=distance_words(one.within + other.within))
            yield hit("C30", Severity.SOFT, these, question, why, about=[place])
