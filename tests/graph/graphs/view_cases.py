"""What test_views, test_view_lines, test_view_filters start from."""

from __future__ import annotations

from datetime import date

from tests.builders import a_claim_form

ANA, LUIS, EVA = "person:ana-ruiz", "person:luis-paz", "person:eva-sol"
NORTE, SUR = "facility:norte", "facility:sur"
PEOPLE = {"eva": {"is": EVA, "label": "Eva Sol"}}
DAY = date(2026, 1, 12)


def held(who="ana", where="norte", **keys):
    return a_claim_form(who, "detainedAt", where, **keys)


def one(found):
    assert len(found) == 1, list(found)
    return next(iter(found.values()))
