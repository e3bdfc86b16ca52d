"""What leaves and what is asked for: safe to share, filters, the front door."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form
from tests.graph.graph_cases import edges, graph, known_of, nodes, the_example
from tests.graph.graphs.view_cases import ANA, DAY, EVA, LUIS, NORTE, PEOPLE, SUR, held

from habeas.errors import BadChoice, NotFound
from habeas.graphs.export import view_of
from habeas.graphs.views import VIEWS
from habeas.model.values import Ref

# -- safe to share


SECRET = {"eva": {"is": EVA, "label": "Eva Sol", "also": ["La Sombra"], "sensitivity": "restricted"}}


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "ego"])
def test_restricted_people_and_claims_leave_only_when_asked_for(view):
    known = known_of(
        a_form(
            held("ana"),
            held("eva", "sur", event="detention:eva-sol-2025"),
            a_claim_form("detention:eva-sol-2025", "agent", "paper"),
            held("luis", "sur", sensitivity="sealed"),
            held("luis", "norte", said_by="eva"),
            names=SECRET,
            title="What La Sombra told us",
        )
    )
    public = str(graph(known, view))
    for word in ("Eva Sol", "La Sombra", "eva-sol", "luis-paz"):
        assert word not in public
    assert "Claims withheld: 4." in public
    restricted = str(graph(known, view, sensitivity="restricted"))
    assert "luis" not in nodes(graph(known, "full")) and "Claims withheld: 1." in restricted


def test_a_name_that_somebody_visible_has_too_is_not_taken_away_from_them():
    other = {**SECRET, "eva2": {"is": "person:eva-2", "label": "Eva Sol"}}
    known = known_of(a_form(held("eva2"), held("eva", "sur"), names=other))
    assert nodes(graph(known, "full"))["person:eva-2"]["label"] == "Eva Sol"


# -- filters


FILTERS = (
    {"on": (DAY, DAY)},
    {"since": date(2026, 1, 1)},
    {"until": date(2025, 12, 31)},
    {"types": frozenset({"person", "facility"})},
    {"relations": frozenset({"detainedAt"})},
    {"by": frozenset({Ref("org", "npr")})},
    {"by": frozenset({Ref("doc", "nyt-2026-01-01")})},
    {"min_sources": 2},
    {"credibility": "possible"},
    {"ego": Ref("person", "enrique-marquez"), "steps": 2},
)


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "ego"])
@pytest.mark.parametrize("chosen", FILTERS, ids=lambda chosen: next(iter(chosen)))
def test_every_filter_only_takes_away(view, chosen):
    whole, part = graph(the_example(), view), graph(the_example(), view, **chosen)
    assert set(edges(part)) <= set(edges(whole))
    assert set(nodes(part)) <= set(nodes(whole))
    ends = {end for source, _, target in edges(part) for end in (source, target)}
    assert ends <= set(nodes(part))
    if not nodes(part):
        assert "this graph is empty" in part.description


def test_a_day_keeps_the_lines_that_may_have_held_then_and_those_without_a_date():
    known = known_of(
        a_form(
            held("ana", began="2025-01", ended="2025-03"),
            held("luis", "sur"),
            held("eva", "sur", began="2026"),
            names=PEOPLE,
        )
    )
    found = edges(graph(known, "person-facility", on=(date(2025, 3, 31), date(2025, 3, 31))))
    assert {source for source, _, _ in found} == {ANA, LUIS}


def test_around_someone_there_is_what_lies_within_so_many_lines():
    known = known_of(
        a_form(held("ana", "norte"), held("luis", "norte"), held("luis", "sur"), held("eva", "sur"), names=PEOPLE)
    )
    near = [set(nodes(graph(known, "ego", ego=Ref("person", "ana-ruiz"), steps=steps))) for steps in (1, 2, 3)]
    assert near == [{ANA, NORTE}, {ANA, NORTE, LUIS}, {ANA, NORTE, LUIS, SUR}]


def test_the_view_around_someone_needs_a_name_and_an_unknown_view_names_the_others():
    with pytest.raises(BadChoice, match="nobody is named"):
        graph(the_example(), "ego")
    with pytest.raises(BadChoice) as error:
        view_of(the_example(), "fulll")
    assert "full" in error.value.next


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "ego"])
def test_nothing_known_is_an_empty_graph_that_says_so(view):
    found = graph(known_of(a_form(a_claim_form("ana", "subjectedTo", "beatings"))), view, min_sources=5)
    assert not list(found.nodes)
    assert not list(found.edges)
    assert "this graph is empty" in found.description


def test_a_description_tells_the_view_the_filters_and_what_was_withheld():
    told = graph(the_example(), "full", on=(DAY, DAY), types=frozenset({"person"})).description
    assert VIEWS["full"].about in told
    assert "Narrowed to: on 2026-01-12/2026-01-12; types person." in told
    assert "Sensitivity: public. Claims withheld: 0." in told


# -- the front door


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ({"on": "2026-13"}, BadChoice, "month 13"),
        ({"since": "2026", "until": "2025"}, NotFound, "is after"),
        ({"types": "persn"}, BadChoice, "persn"),
        ({"relations": "detainedat"}, BadChoice, "detainedat"),
        ({"by": "nobody at all"}, NotFound, "nobody at all"),
        ({"min_sources": 0}, BadChoice, "too few"),
        ({"credibility": "sure"}, BadChoice, "sure"),
        ({"sensitivity": "open"}, BadChoice, "open"),
        ({"ego": "Nadie"}, NotFound, "Nadie"),
    ],
)
def test_what_is_asked_wrongly_is_refused_with_the_place_and_what_to_do(tmp_path: Path, asked, error, words):
    with a_case(tmp_path, a_form()) as case, pytest.raises(error, match=words) as raised:
        case.as_networkx("full", **asked)
    assert raised.value.next


def test_names_words_and_lists_may_be_asked_for_in_several_forms(tmp_path: Path):
    with a_case(tmp_path, a_form(held(began="2025-01-07"))) as case:
        one_way = case.as_networkx(
            "person-facility", types="person, facility", by="Radio Sur", ego="ana ruiz", on="2025"
        )
        other = case.as_networkx("person-facility", types=["person", "facility"], by=["org:radio"], ego=ANA)
        assert set(one_way.edges) == set(other.edges) == {(ANA, NORTE, "detainedAt")}
        assert one_way.edges[ANA, NORTE, "detainedAt"]["spells"] == (("2025-01-07", "2026-01-12"),)


@pytest.mark.parametrize("view", ["full", "person-facility"])
def test_who_is_restricted_today_is_in_no_export_of_an_earlier_day_either(tmp_path: Path, view):
    public = {"eva": {"is": EVA, "label": "Eva Sol"}}
    clock = Clock("2026-01-20T09:00:00.000Z")
    with a_case(tmp_path, a_form(held("ana"), held("eva", "sur"), names=public), clock=clock) as case:
        assert EVA in case.as_networkx(view)
        clock.at("2026-02-01T09:00:00.000Z")
        case.record_form(a_form(held("luis"), names=SECRET, id="second"))
        for of in (case, case.at("2026-01-25")):
            found = of.as_networkx(view)
            assert EVA not in found and ANA in found and "Eva Sol" not in str(found.nodes(data=True))
        assert EVA in case.at("2026-01-25").as_networkx(view, sensitivity="sealed")
