"""The graph in a real browser: what is shown, what the files hold, and a graph that is too large."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Route, expect
from tests.browser.conftest import Opening
from tests.browser.visit import PHONE, Visit
from tests.processes import PATIENCE

pytestmark = pytest.mark.usefixtures("built")
CROWD = 50_050


def test_the_file_for_gephi_holds_exactly_what_is_shown(visit: Visit, tmp_path: Path) -> None:
    page = visit.go("/graph-view?view=person-facility")
    expect(page.locator("#graph-status")).to_contain_text("nodes")
    page.locator("#g-on").fill("2025-06-01")
    page.wait_for_url("**on=2025-06-01**")
    expect(page.locator("#graph-status")).to_contain_text("nodes")
    shown = page.locator(".node-list button.node").all_inner_texts()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Open this in Gephi").click()
    path = tmp_path / "shown.gexf"
    downloading.value.save_as(path)
    graph = nx.read_gexf(path)
    assert sorted(label for _, label in graph.nodes(data="label")) == sorted(shown)
    assert (len(graph), graph.number_of_edges()) == (2, 1)
    assert page.locator("#graph-status").inner_text() == "2 nodes, 1 line."
    assert "Enrique Márquez" in shown


def test_the_slider_hides_what_had_not_begun_and_the_server_agrees(visit: Visit) -> None:
    page = visit.go("/graph-view?view=person-facility")
    expect(page.locator("#graph-status")).to_contain_text("nodes")
    every = page.locator(".node-list button.node").count()
    slider = page.get_by_role("slider", name="Day")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_url("**on=**")
    expect(page.locator("#graph-status")).to_contain_text("nodes")
    assert 0 < page.locator(".node-list button.node").count() < every
    page.get_by_role("button", name="Any day").click()
    expect(page.locator(".node-list button.node")).to_have_count(every)


def test_a_filter_that_makes_no_sense_is_told_on_the_page(visit: Visit) -> None:
    visit.expect("400")
    page = visit.go("/graph-view?relations=loves")
    expect(page.get_by_role("alert")).to_contain_text("loves")


def test_the_keyboard_finds_a_node_and_goes_to_its_page(visit: Visit) -> None:
    page = visit.go("/graph-view")
    expect(page.locator("#graph-status")).to_contain_text("nodes")
    page.get_by_label("Find in the graph").fill("marquez")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    about = page.get_by_role("region", name="What is chosen")
    expect(about.get_by_role("heading")).to_have_text("Enrique Márquez")
    expect(about).to_contain_text("El Helicoide")
    assert page.evaluate("document.activeElement.dataset.ref") == "person:enrique-marquez"
    about.get_by_role("heading").get_by_role("link").click()
    page.wait_for_url("**/id/person/enrique-marquez.html*")


def test_the_picture_has_ink_on_it(visit: Visit) -> None:
    page = visit.go("/graph-view")
    expect(page.locator("#graph-status")).to_contain_text("nodes")
    page.wait_for_load_state("networkidle")
    assert len(page.locator(".stage").screenshot()) > len(page.locator("#graph-status").screenshot())
    page.get_by_role("button", name="Nearer").click()
    page.get_by_role("button", name="Everything").click()


def test_a_graph_of_fifty_thousand_nodes_says_what_it_left_out_and_answers(visit: Visit) -> None:
    content = json.dumps(_crowd())
    visit.page.route("**/graph-view/data*", lambda route: _give(route, content))
    page = visit.go("/graph-view")
    expect(page.locator("#graph-status")).to_contain_text("50,000 nodes", timeout=PATIENCE * 1000)
    expect(page.locator("#graph-status")).to_contain_text("Left out, because they have the fewest lines: 50 nodes")
    page.get_by_label("Find in the graph").fill("number 49000")
    expect(page.locator(".node-list button.node")).to_have_count(1)


def test_the_server_cuts_a_large_graph_and_the_file_is_cut_alike(visit: Visit, tmp_path: Path) -> None:
    page = visit.go("/graph-view?view=claims&most=500")
    expect(page.locator("#graph-status")).to_contain_text("500 nodes")
    expect(page.locator("#graph-status")).to_contain_text("Left out")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Open this in Gephi").click()
    downloading.value.save_as(tmp_path / "cut.gexf")
    assert len(nx.read_gexf(tmp_path / "cut.gexf")) == 500


def test_on_a_phone_the_list_stands_below_the_picture(opening: Opening) -> None:
    with opening(viewport=PHONE, is_mobile=True, has_touch=True) as visit:
        page = visit.go("/graph-view")
        expect(page.locator("#graph-status")).to_contain_text("nodes")
        stage, side = page.locator(".stage").bounding_box(), page.locator("#graph-side").bounding_box()
        assert stage and side and side["y"] > stage["y"] + stage["height"]
        assert not visit.is_sideways()


def _give(route: Route, content: str) -> None:
    route.fulfill(status=200, content_type="application/json", body=content)


def _crowd() -> dict[str, Any]:
    """More people than anybody can draw: a hub for each hundred."""
    look = {"size": 9, "color": "#0072b2", "type": "person"}
    nodes = [
        {
            "key": f"person:p{at}",
            "attributes": {**look, "label": f"Number {at}", "x": at % 250 * 40, "y": at // 250 * 40},
        }
        for at in range(CROWD)
    ]
    edges = [
        {
            "key": f"e{at}",
            "source": f"person:p{at}",
            "target": f"person:p{at - at % 100}",
            "attributes": {"label": "knows", "kind": "knows", "weight": 1},
        }
        for at in range(50_000)
        if at % 100
    ]
    return {"attributes": {}, "options": {"type": "directed"}, "nodes": nodes, "edges": edges}
