"""Views of custody: stays, status over time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.builders import a_claim_form, a_form
from tests.graph.graph_cases import a_large_case, edges, graph, known_of, nodes, the_example
from tests.graph.graphs.view_cases import ANA, DAY, NORTE, SUR, held, one

# -- stays


def test_arrested_again_is_one_line_with_two_spells():
    known = known_of(
        a_form(
            held(event="detention:a-1", began="2024-02-01", ended="2024-05-01"),
            held(event="detention:a-2", began="2025-02-01", ended="2025-05-01"),
        )
    )
    line = one(edges(graph(known, "person-facility")))
    assert line["spells"] == [("2024-02-01", "2024-05-01"), ("2025-02-01", "2025-05-01")]
    assert line["episodes"] == 2


@pytest.mark.parametrize(
    ("first", "second", "spells"),
    [
        (("2025-01", "2025-03"), ("2025-02", "2025-06"), [("2025-01-01", "2025-06-30")]),
        (("2025-01-01", "2025-02-01"), ("2025-02-01", "2025-03-01"), [("2025-01-01", "2025-03-01")]),
        (
            ("2025-01-01", "2025-01-31"),
            ("2025-02-01", "2025-03-01"),
            [("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-03-01")],
        ),
        (("2025-05-05", "2025-05-05"), ("2025-05-05", "2025-06"), [("2025-05-05", "2025-06-30")]),
    ],
)
def test_stretches_that_share_a_day_become_one_and_the_rest_stay_apart(first, second, spells):
    forms = [
        held(event=f"detention:{n}", began=began, ended=ended)
        for n, (began, ended) in enumerate((first, second), start=1)
    ]
    assert one(edges(graph(known_of(a_form(*forms)), "person-facility")))["spells"] == spells


def test_a_month_is_drawn_whole_and_told_as_a_month():
    line = one(edges(graph(known_of(a_form(held(began="2025-01", ended="2025-01"))), "person-facility")))
    assert line["spells"] == [("2025-01-01", "2025-01-31")]
    assert (line["start_text"], line["end_text"], line["date_precision"]) == ("2025-01", "2025-01", "month")
    assert (line["start_date"], line["end_date"], line["start_year"]) == ("2025-01-01", "2025-01-31", 2025)


def test_words_for_a_date_are_kept_beside_the_days_drawn():
    line = one(edges(graph(known_of(a_form(held(began={"words": "late 2024"}))), "person-facility")))
    assert line["spells"][0][0] == "2024-10-01"
    assert line["start_text"].startswith("“late 2024”")


def test_an_end_that_nobody_stated_stays_open_and_is_marked():
    known = known_of(a_form(held(began="2025-01-07"), held("luis", "sur", began="2025-02-01")))
    line = edges(graph(known, "person-facility"))[ANA, "detainedAt", NORTE]
    assert line["spells"] == [("2025-01-07", "")]
    assert (line["ongoing"], line["end_text"], line["end_date"]) == (True, "not stated", None)


def test_open_ends_can_be_drawn_up_to_a_day_and_are_still_marked():
    known = known_of(a_form(held(began="2025-01-07")))
    line = one(edges(graph(known, "person-facility", ongoing_until=DAY)))
    assert line["spells"] == [("2025-01-07", "2026-01-12")]
    assert line["ongoing"] is True


def test_a_graph_with_one_day_only_gets_the_last_day_said_as_its_second():
    line = one(edges(graph(known_of(a_form(held(began="2025-01-07"))), "person-facility")))
    assert line["spells"] == [("2025-01-07", "2026-01-12")]


def test_seen_on_a_day_without_a_beginning_is_drawn_from_that_day():
    known = known_of(a_form(held(on="[2026-01-08..2026-01-12]"), held("luis", "sur", began="2025-02-01")))
    line = edges(graph(known, "person-facility"))[ANA, "detainedAt", NORTE]
    assert line["spells"] == [("2026-01-08", "")]
    assert line["start_text"] == "as of [2026-01-08..2026-01-12]"


def test_a_stay_without_any_date_is_a_line_that_is_always_shown():
    line = one(edges(graph(known_of(a_form(held())), "person-facility")))
    assert line["spells"] == []
    assert line["start_text"] is None


def test_a_release_that_names_the_stay_ends_it():
    release = a_claim_form("ana", "releasedOn", "2026-01-08", ends="detention:a")
    known = known_of(a_form(held(event="detention:a", began="2025-01-07"), release))
    assert one(edges(graph(known, "person-facility")))["spells"] == [("2025-01-07", "2026-01-08")]


def test_a_release_that_names_no_stay_ends_the_last_one_before_it():
    known = known_of(
        a_form(
            held(event="detention:a", began="2024-01-07"),
            a_claim_form("ana", "releasedOn", "2024-03-01"),
            held(event="detention:b", began="2025-01-07"),
            held("luis", "sur", began="2025-02-01"),
        )
    )
    line = edges(graph(known, "person-facility"))[ANA, "detainedAt", NORTE]
    assert line["spells"] == [("2024-01-07", "2024-03-01"), ("2025-01-07", "")]


def test_a_transfer_ends_one_stay_where_the_next_begins():
    known = known_of(
        a_form(
            held(event="detention:a", began="2025-01-07"),
            held("ana", "sur", event="detention:b", began="2025-03-01", ended="2025-04-01"),
            a_claim_form("detention:a", "continuedAs", "detention:b"),
        )
    )
    found = edges(graph(known, "person-facility"))
    assert found[ANA, "detainedAt", NORTE]["spells"] == [("2025-01-07", "2025-03-01")]


def test_a_stay_without_a_stated_end_is_not_drawn_past_the_next_one():
    known = known_of(
        a_form(
            held(event="detention:a", began="2025-01-07"),
            held("ana", "sur", event="detention:b", began="2025-03-01", ended="2025-04-01"),
        )
    )
    line = edges(graph(known, "person-facility"))[ANA, "detainedAt", NORTE]
    assert line["spells"] == [("2025-01-07", "2025-03-01")]
    assert line["end_text"] == "not stated; next 2025-03-01"
    assert line["ongoing"] is True


def test_the_only_arrest_bounds_a_stay_that_nobody_dated():
    known = known_of(
        a_form(held(), a_claim_form("ana", "arrestedOn", "2025-01-07"), held("luis", "sur", began="2025-02-01"))
    )
    line = edges(graph(known, "person-facility"))[ANA, "detainedAt", NORTE]
    assert line["spells"] == [("2025-01-07", "")]
    assert line["start_text"] == "as of 2025-01-07"


def test_an_end_before_the_beginning_by_another_claim_is_drawn_in_order_and_contested():
    known = known_of(
        a_form(held(event="detention:a", began="2025-05-01")),
        a_form(a_claim_form("detention:a", "ended", "2025-01-01"), id="second"),
    )
    line = one(edges(graph(known, "person-facility")))
    assert line["spells"] == [("2025-01-01", "2025-05-01")]
    assert line["contested"] is True
    assert line["dashed"] is True


def test_every_line_of_person_facility_joins_a_person_and_a_facility():
    for known in (the_example(), a_large_case()):
        kinds = {(s.partition(":")[0], t.partition(":")[0]) for s, _, t in edges(graph(known, "person-facility"))}
        assert kinds == {("person", "facility")}


def test_a_facility_named_only_for_a_release_is_drawn_for_that_day_and_not_as_a_stay():
    release = a_claim_form("ana", "releasedOn", "2026-01-08", facility="sur")
    found = edges(graph(known_of(a_form(held(ended="2026-01-08", event="detention:a"), release)), "person-facility"))
    assert found[ANA, "releasedFrom", SUR]["spells"] == [("2026-01-08", "2026-01-08")]


# -- status over time


def test_status_over_time_is_detained_then_released():
    release = a_claim_form("ana", "releasedOn", "2026-01-08", ends="detention:a")
    found = nodes(graph(known_of(a_form(held(event="detention:a", began="2025-01-07"), release)), "person-facility"))
    assert found[ANA]["history"] == [("detained", "2025-01-07", "2026-01-08"), ("released", "2026-01-09", "")]


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([held(began="2025-01-07", ended="2025-03-01")], ["detained", "custody ended"]),
        ([held(began="2019", ended="2019")], ["uncertain", "custody ended"]),
        ([a_claim_form("ana", "arrestedOn", "2025-01-07")], ["detained"]),
        (
            [a_claim_form("ana", "arrestedOn", "2025"), a_claim_form("ana", "releasedOn", "2025-06-01")],
            ["uncertain", "detained", "released"],
        ),
        ([a_claim_form("ana", "releasedOn", "[2026-01-08..2026-01-11]")], ["uncertain", "released"]),
        ([held(began="2025"), a_claim_form("ana", "diedOn", "2026-01-10")], ["uncertain", "detained", "dead"]),
        (
            [a_claim_form("observation:o", "observedState", "whereabouts-unknown", person="ana", on="2025-02-01")],
            ["uncertain", "disappeared"],
        ),
        (
            [
                held(event="detention:a", began="2025-01-07", ended="2025-03-01"),
                held(event="detention:b", began="2025-03-01"),
            ],
            ["detained"],
        ),
        (
            [
                a_claim_form("ana", "releasedOn", "2025-03-01", ends="detention:a"),
                held(event="detention:a", began="2025-01-07"),
                held(event="detention:b", began="2025-06-01"),
            ],
            ["detained", "released", "detained"],
        ),
    ],
)
def test_status_over_time_follows_the_evidence_and_never_repeats_a_word(claims, words):
    found = nodes(graph(known_of(a_form(*claims)), "full"))[ANA]["history"]
    assert [value for value, _, _ in found] == words
    ends = [end for _, _, end in found]
    assert [start for _, start, _ in found][1:] == [day_after(end) for end in ends[:-1]]
    assert ends[-1] == ""
    assert all(start <= end for _, start, end in found[:-1])


def day_after(day):
    return (date.fromisoformat(day) + timedelta(1)).isoformat()
