"""The timeline of a person: one row a place in order of time, one drawing for a page and for a document."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest
from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile.rendering import ClaimRenderer
from habeas.casefile.timelines import TimelineDrawing, custody_picture, person_timeline

FORM = a_form(
    a_claim_form("ana", "detainedAt", "sur", began="2024-09-10", ended="2024-12"),
    a_claim_form("ana", began="2024-07-29", ended="2024-09-10"),
    a_claim_form("ana", began="2024-12", ended="2025-04-02"),
    a_claim_form("ana", "detainedAt", "largo", began="2025-04-02"),
    names={"largo": {"is": "facility:largo", "label": "Centro <b> de procesados & de un nombre que no termina nunca"}},
)
PLACES = {"facility:largo": "Centro <b> de procesados & de un nombre que no termina nunca"}


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> TimelineDrawing:
    with a_case(tmp_path_factory.mktemp("timeline") / "case", FORM) as case:
        view = case.view()
        told = ClaimRenderer(view, "en").render_all([line.claim_id for line in case.claims()]).values()
        course = view.course("Ana Ruiz", on="2025-06-01")
        spells = view.spells(person="Ana Ruiz", on="2025-06-01")
        found = person_timeline(course, spells, told, date(2025, 6, 1))
    assert found is not None
    return found


def share(text: str) -> float:
    return float(text.rstrip("%"))


def test_a_place_has_one_row_with_all_stays_there_in_order_of_time(drawing: TimelineDrawing) -> None:
    rows = drawing.places
    assert [len(row.stays) for row in rows] == [2, 1, 1]
    assert [row.places for row in rows] == [("facility:norte",), ("facility:sur",), ("facility:largo",)]
    assert [row.y for row in rows] == sorted({row.y for row in rows})
    firsts = [share(row.stays[0].x) for row in rows]
    assert firsts == sorted(firsts)
    one, other = rows[0].stays
    assert share(one.x) + share(one.width) < share(other.x)
    assert (other.began, other.ended) == ((date(2024, 12, 1), date(2024, 12, 31)), (date(2025, 4, 2), date(2025, 4, 2)))


def test_what_is_certain_lies_within_what_may_be(drawing: TimelineDrawing) -> None:
    for stay in (stay for row in drawing.places for stay in row.stays if stay.core_x):
        assert share(stay.x) <= share(stay.core_x)
        assert share(stay.core_x) + share(stay.core_width) <= share(stay.x) + share(stay.width) + 0.01


@pytest.mark.parametrize("ident", ["", "tl"])
def test_a_page_and_a_document_have_the_same_drawing(drawing: TimelineDrawing, ident: str) -> None:
    text = custody_picture(drawing, "es", title="Custodia", places=PLACES, state=str, ident=ident)
    root = ElementTree.fromstring(text)  # noqa: S314 written by ourselves
    names = [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text") if one.get("class") == "place"]
    assert names[2] == "Centro <b> de procesados & de un nombre que no…"
    bars = [one.get("class") for one in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert (bars.count("hull"), bars.count("core")) == (4, 3)
    assert ("<defs>" in text) is not bool(ident), "the page has the patterns already"
    assert root.get("width") == ("100%" if ident else "680")
