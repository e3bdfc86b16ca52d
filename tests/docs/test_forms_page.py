"""Every relation and detail on the page of forms exists, and every form that a case needs is on it."""

from __future__ import annotations

import re
from pathlib import Path

from tests.graph.casefile.test_every_form import NEEDED

from habeas.model.validate import fits_kind
from habeas.vocab import PROPERTIES

PAGE = (Path(__file__).parents[2] / "docs" / "forms.md").read_text("utf-8")
ROWS = re.findall(r"^\| [^|]+ \| (`[^|]+) \| ([^|]*)\|$", PAGE, re.MULTILINE)


def names(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


def test_every_form_that_a_case_needs_is_on_the_page() -> None:
    shown = {name for relations, _ in ROWS for name in names(relations)}
    assert set(NEEDED) <= shown
    assert all(PROPERTIES[name].is_relation and "person" in PROPERTIES[name].domain for name in shown)


def test_the_details_beside_a_relation_belong_to_the_event_it_makes() -> None:
    for relations, details in ROWS:
        made = {PROPERTIES[name].makes or "" for name in names(relations)} - {""}
        for detail in names(details):
            prop = PROPERTIES[detail]
            assert prop.is_detail or "arrest" in prop.domain, detail
            assert any(fits_kind(kind, prop.domain) for kind in made), (relations, detail)
