"""Who was held together, and on which days for certain; a day counts once."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import a_form
from tests.graph.graph_cases import edges, graph, known_of, nodes
from tests.graph.graphs.view_cases import ANA, EVA, LUIS, NORTE, PEOPLE, SUR, held, one

from habeas.errors import BadChoice, in_shell
from habeas.formats.write.encoding import certainty_of
from habeas.model.values import Ref


def test_two_people_at_one_place_on_the_same_days_make_one_line_and_a_third_elsewhere_none():
    known = known_of(
        a_form(
            held("ana", "norte", began="2025-01-01", ended="2025-06-30"),
            held("luis", "norte", began="2025-03-01", ended="2025-09-30"),
            held("eva", "sur", began="2025-01-01", ended="2025-12-31"),
            names=PEOPLE,
        )
    )
    found = graph(known, "co-detention")
    assert not found.directed
    line = edges(found)[ANA, "heldWith", LUIS]
    assert len(edges(found)) == 1
    assert line["spells"] == [("2025-03-01", "2025-06-30")]
    assert line["weight"] == line["days_least"] == 121
    assert line["certain"] is True
    assert line["facilities"] == "Cárcel Norte"
    assert line["standing"] == "derived"
    assert set(nodes(found)) == {ANA, LUIS}


def test_days_that_only_may_have_been_shared_are_drawn_and_not_called_certain():
    known = known_of(
        a_form(
            held("ana", "norte", began="2025-01-01", ended="2025-03"),
            held("luis", "norte", began="2025-03", ended="2025-09-30"),
        )
    )
    line = one(edges(graph(known, "co-detention")))
    assert line["spells"] == [("2025-03-01", "2025-03-31")]
    assert line["certain"] is None
    assert line["days_least"] == 0


def test_days_told_twice_of_two_people_count_once_also_at_two_facilities():
    known = known_of(
        a_form(
            held("ana", "norte", began="2025-01-01", ended="2025-06-30", event="detention:a"),
            held("ana", "norte", began="2025-03-01", ended="2025-08-31", event="detention:b"),
            held("ana", "sur", began="2025-01-01", ended="2025-06-30", event="detention:c"),
            held("luis", "norte", began="2025-01-01", ended="2025-08-31", event="detention:d"),
            held("luis", "sur", began="2025-01-01", ended="2025-03-31", event="detention:e"),
            names=PEOPLE,
        )
    )
    line = one(edges(graph(known, "co-detention")))
    assert line["spells"] == [("2025-01-01", "2025-08-31")]
    assert line["weight"] == line["days_most"] == line["days_certain"] == 242
    assert one(edges(graph(known, "co-detention", at=frozenset({Ref("facility", "sur")}))))["weight"] == 89


def test_a_month_at_a_facility_is_a_node_with_everybody_who_may_have_been_there():
    known = known_of(
        a_form(
            held("ana", "norte", began="2025-01-20", ended="2025-03-05"),
            held("luis", "norte", began="2025-03"),
            held("eva", "sur", began="2025-03-01", ended="2025-03-31"),
            names=PEOPLE,
            date="2025-05-10",
        )
    )
    found = graph(known, "facility-months", on=(date(2025, 2, 1), date(2025, 3, 31)))
    lines = edges(found)
    assert {(source, target) for source, _, target in lines} == {
        (ANA, f"{NORTE}@2025-02"),
        (ANA, f"{NORTE}@2025-03"),
        (LUIS, f"{NORTE}@2025-03"),
        (EVA, f"{SUR}@2025-03"),
    }
    assert nodes(found)[f"{NORTE}@2025-03"]["label"] == "Cárcel Norte, 2025-03"
    assert lines[ANA, "detainedAt", f"{NORTE}@2025-02"]["weight"] == 27
    assert {line["standing"] for line in lines.values()} == {"derived"}
    every = {target for _, _, target in edges(graph(known, "facility-months"))}
    assert f"{NORTE}@2025-01" in every and f"{NORTE}@2025-05" in every and f"{NORTE}@2025-06" not in every


def test_two_stays_of_one_person_at_one_place_do_not_make_them_held_with_themselves():
    known = known_of(
        a_form(
            held(began="2025-01-01", ended="2025-06-30", event="detention:a"),
            held(began="2025-03-01", ended="2025-09-30", event="detention:b"),
        )
    )
    assert edges(graph(known, "co-detention")) == {}


def test_an_overlap_rests_on_no_more_documents_than_the_weaker_of_its_two_stays():
    known = known_of(
        a_form(held("ana", began="2025"), held("luis", began="2025")),
        a_form(held("ana", began="2025", event="detention:x"), id="second"),
    )
    assert one(edges(graph(known, "co-detention")))["n_sources"] == 1


def test_too_many_pairs_are_refused_with_advice_and_not_drawn_for_an_hour(monkeypatch):
    monkeypatch.setattr("habeas.graphs.co_detention.MOST_PAIRS", 0)
    known = known_of(a_form(held("ana", began="2025"), held("luis", began="2025")))
    with pytest.raises(BadChoice, match="pairs of people") as error:
        graph(known, "co-detention")
    assert "--on" in in_shell(error.value.next)


def test_days_of_stays_that_overlap_count_once():
    known = known_of(
        a_form(
            held(began="2025-01-01", ended="2025-06-30", event="detention:a"),
            held(began="2025-06-01", ended="2025-07-31", event="detention:b"),
        )
    )
    line = one(edges(graph(known, "person-facility")))
    assert line["spells"] == [("2025-01-01", "2025-07-31")]
    assert line["days_least"] == line["days_most"] == line["days_certain"] == 211
    assert line["episodes"] == 2


def test_what_is_certain_stands_apart_from_what_is_possible():
    known = known_of(a_form(held(began="2025-01", ended="2025-03"), held("luis", asOf="2025-02-03", began="2025-01")))
    found = graph(known, "person-facility")
    ana, luis = (edges(found)[who, "detainedAt", NORTE] for who in (ANA, LUIS))
    assert ana["spells"] == [("2025-01-01", "2025-03-31")]
    assert (ana["certain_spells"], ana["days_certain"], ana["days_least"]) == ("2025-01-31/2025-03-01", 29, 29)
    assert (luis["certain_spells"], luis["days_certain"], luis["days_least"]) == ("2025-01-31/2025-02-03", 3, None)
    over = [[tuple(past) for past in certainty_of(edge)] for edge in found.edges]
    assert over == [
        [
            ("possible", "2025-01-01", "2025-01-30"),
            ("certain", "2025-01-31", "2025-03-01"),
            ("possible", "2025-03-02", "2025-03-31"),
        ],
        [
            ("possible", "2025-01-01", "2025-01-30"),
            ("certain", "2025-01-31", "2025-02-03"),
            ("possible", "2025-02-04", ""),
        ],
    ]


def test_open_ends_drawn_up_to_a_day_close_the_words_on_people_too():
    known = known_of(a_form(held(began="2025-01-01"), held("luis", "sur", began="2025-04-01")))
    found = nodes(graph(known, "full", ongoing_until=date(2025, 3, 1)))
    assert found[ANA]["history"] == [("detained", "2025-01-01", "2025-03-01")]
    assert found[LUIS]["history"] == [("detained", "2025-04-01", "2025-04-01")]
    assert nodes(graph(known, "full"))[ANA]["history"] == [("detained", "2025-01-01", "")]
