"""What is drawn, over which days, resting on what; and what is never drawn."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form
from tests.graph.graph_cases import edges, graph, known_of, nodes, the_example, two_thousand_people

from habeas.errors import BadChoice, NotFound
from habeas.model import Ref
from habeas.views import VIEWS, view_of

ANA, LUIS, EVA = "person:ana-ruiz", "person:luis-paz", "person:eva-sol"
NORTE, SUR = "facility:norte", "facility:sur"
PEOPLE = {"eva": {"is": EVA, "label": "Eva Sol"}}
DAY = date(2026, 1, 12)


def held(who="ana", where="norte", **keys):
    return a_claim_form(who, "detainedAt", where, **keys)


def one(found):
    assert len(found) == 1, list(found)
    return next(iter(found.values()))


# -- held together


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
    assert line["weight"] == line["days_least"] == 122
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
    monkeypatch.setattr("habeas.views.custody.MOST_PAIRS", 0)
    known = known_of(a_form(held("ana", began="2025"), held("luis", began="2025")))
    with pytest.raises(BadChoice, match="pairs of people") as error:
        graph(known, "co-detention")
    assert "--on" in error.value.next


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
    for known in (the_example(), two_thousand_people()):
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
    assert found[ANA]["history"] == [("detained", "2025-01-07", "2026-01-08"), ("released", "2026-01-08", "")]


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([held(began="2025-01-07", ended="2025-03-01")], ["detained", "custody ended"]),
        ([held(began="2019", ended="2019")], ["uncertain", "custody ended"]),
        ([a_claim_form("ana", "arrestedOn", "2025-01-07")], ["detained"]),
        (
            [a_claim_form("ana", "arrestedOn", "2025"), a_claim_form("ana", "releasedOn", "2025-06-01")],
            ["uncertain", "released"],
        ),
        ([a_claim_form("ana", "releasedOn", "[2026-01-08..2026-01-11]")], ["uncertain", "released"]),
        ([held(began="2025"), a_claim_form("ana", "diedOn", "2026-01-10")], ["uncertain", "detained", "dead"]),
        (
            [a_claim_form("observation:o", "observedState", "whereabouts-unknown", person="ana", on="2025-02-01")],
            ["disappeared"],
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
    assert [start for _, start, _ in found][1:] == ends[:-1]
    assert ends[-1] == ""
    assert all(start < end for _, start, end in found[:-1])


# -- what a line rests on


def test_a_second_document_raises_the_number_of_sources_and_adds_no_line():
    first, second = a_form(held(began="2025-01-07")), a_form(held(began="2025-01-07", said_by="paper"), id="second")
    before, after = (edges(graph(known_of(*forms), "person-facility")) for forms in ((first,), (first, second)))
    assert len(before) == len(after) == 1
    assert (one(before)["n_sources"], one(after)["n_sources"]) == (1, 2)
    assert one(after)["weight"] == 2
    assert one(after)["n_speakers"] == 2


def test_headline_and_body_of_one_document_are_one_source():
    known = known_of(a_form(held(paragraph="headline", began="2025"), held(paragraph="P03", began="2025-01")))
    line = one(edges(graph(known, "person-facility")))
    assert (line["n_claims"], line["n_sources"]) == (2, 1)


def test_an_unnamed_group_of_speakers_counts_once_however_many_documents_quote_it():
    names = {"groups": {"is": "collective:groups", "label": "rights groups"}}
    forms = [a_form(held(said_by="groups"), names=names, id=f"d{n}") for n in range(3)]
    line = one(edges(graph(known_of(*forms), "person-facility")))
    assert (line["n_claims"], line["n_sources"]) == (3, 1)


def test_every_line_names_claims_that_are_in_the_file_and_its_documents():
    known = the_example()
    ids = {claim.id for claim in known.claims}
    titles = {source.title for source in known.sources.values()}
    for view in VIEWS:
        for line in edges(graph(known, view, **ego_of(view))).values():
            assert set(line["claim_ids"].split("; ")) <= ids
            assert any(title in line["source_names"] for title in titles)
            assert line["n_claims"] >= line["n_sources"] >= 1
            assert line["first_said"] <= line["last_said"]


def ego_of(view):
    return {"ego": Ref("person", "enrique-marquez")} if view == "ego" else {}


def test_a_line_tells_speakers_addresses_hedges_and_credibility():
    form = a_form(held(hedge="reportedly", credibility="likely", said_by="paper"), url="https://paper.example/1")
    line = one(edges(graph(known_of(form), "person-facility")))
    assert line["speakers"] == "The Paper"
    assert line["source_urls"] == "https://paper.example/1"
    assert (line["hedges"], line["credibility"], line["credibility_rank"]) == ("reportedly", "likely", 3)


def test_a_claim_that_says_no_makes_the_line_contested_and_no_line_of_its_own():
    known = known_of(
        a_form(held(), held("luis", "sur", polarity="negative"), held(polarity="negative", event="detention:n"))
    )
    found = edges(graph(known, "person-facility"))
    assert set(found) == {(ANA, "detainedAt", NORTE)}
    assert found[ANA, "detainedAt", NORTE]["standing"] == "disputed"


def test_claims_that_a_check_found_to_clash_are_contested():
    known = known_of(a_form(held(id="C1")), disputed=frozenset({"C1"}))
    assert one(edges(graph(known, "person-facility")))["contested"] is True


# -- what is never drawn


def test_the_example_draws_no_line_from_el_helicoide_to_the_intelligence_service():
    found = edges(graph(the_example(), "full"))
    post, service = "post:ve-vice-president", "org:ve-intelligence-service"
    assert ("person:delcy-rodriguez", "holdsPost", post) in found
    assert (post, "oversees", service) in found
    assert {source for source, _, target in found if target == service} == {post}
    assert not [key for key in found if key[0] == "facility:el-helicoide" and key[2].startswith("org:")]


def test_the_path_from_the_vice_president_to_the_service_is_in_the_view_of_command():
    found = edges(graph(the_example(), "command"))
    assert ("person:delcy-rodriguez", "holdsPost", "post:ve-vice-president") in found
    assert ("post:ve-vice-president", "oversees", "org:ve-intelligence-service") in found


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "ego"])
def test_no_accusation_and_no_saying_is_drawn_unless_asked_for(view):
    found = graph(the_example(), view)
    kinds = {id_.partition(":")[0] for id_ in nodes(found)}
    assert not kinds & {"accusation", "act"}
    assert "Venezuela" not in str([n for n in nodes(found) if "terror" in n])


@pytest.mark.parametrize("view", ["full", "case", "claims"])
def test_sayings_asked_for_are_nodes_of_their_own_and_tie_no_two_people(view):
    plain, told = graph(the_example(), view), graph(the_example(), view, sayings=True)
    assert set(edges(plain)) < set(edges(told))
    for (source, _, target), line in edges(told).items():
        if line["standing"] == "said":
            assert source.partition(":")[0] in {"accusation", "act", "claim"}
        assert not (source.startswith("person:") and target.startswith("accusation:"))
    accused = (
        edges(told)["accusation:ve-v-torres-duque-1", "accused", "person:jonathan-torres-duque"]
        if view != "claims"
        else None
    )
    assert accused is None or (accused["dashed"] and accused["standing"] == "said")


def test_conduct_that_is_imputed_hangs_on_the_accusation_and_never_on_the_accused():
    for view in ("full", "case", "claims"):
        for source, kind, target in edges(graph(the_example(), view, sayings=True)):
            if target.startswith("concept:") and kind in {"conduct", "object"}:
                assert not source.startswith("person:")


def test_what_is_kept_as_a_description_only_makes_no_line():
    known = known_of(a_form(held(assertion="described-only"), a_claim_form("ana", "subjectedTo", "beatings")))
    for view in ("full", "person-facility", "claims"):
        assert edges(graph(known, view)) == {}


def test_opinions_hearsay_and_denials_make_no_line():
    modes = ("opinion", "hearsay", "prediction", "demand", "inference")
    known = known_of(a_form(*(held(mode=mode, event=f"detention:{mode}") for mode in modes)))
    assert one(edges(graph(known, "person-facility")))["modalities"] == "inference"


def test_a_withdrawn_claim_makes_no_line(tmp_path: Path):
    with a_case(tmp_path, a_form(held(id="H1"), held("luis", "sur", id="H2"))) as case:
        case.withdraw("H1", reason="wrong person")
        assert [(s, t) for s, t, _ in case.as_networkx("person-facility").edges] == [(LUIS, SUR)]
        assert case.at("2026-01-31").as_networkx("person-facility").number_of_edges() == 0


def test_command_ties_two_people_only_where_a_role_is_stated():
    for known in (the_example(), two_thousand_people()):
        for source, kind, target in edges(graph(known, "command")):
            assert not (source.startswith("person:") and target.startswith("person:")), (source, kind, target)


def test_a_post_that_somebody_held_is_drawn_up_to_the_day_it_was_said():
    post = {"mayor": {"is": "post:mayor", "label": "Mayor"}}
    line = one(edges(graph(known_of(a_form(a_claim_form("ana", "heldPost", "mayor"), names=post)), "command")))
    assert line["spells"] == [("", "2026-01-12")]
    assert (line["end_text"], line["ongoing"]) == ("before it was said", False)


def test_a_body_and_a_facility_are_tied_only_where_one_claim_names_both():
    police = {"police": {"is": "org:police", "label": "Police"}}
    apart = known_of(a_form(held(event="detention:a"), a_claim_form("detention:a", "agent", "police"), names=police))
    both = known_of(a_form(held(agent="police"), names=police))
    assert edges(graph(apart, "command")) == {}
    assert set(edges(graph(both, "command"))) == {("org:police", "heldPeopleAt", NORTE)}


def test_the_legal_view_shows_charges_as_nodes_with_their_status_and_no_guilt():
    charge = a_claim_form("charge:c", "chargeStatus", "pending", person="ana", agent="radio", on="2026-01-12")
    found = graph(known_of(a_form(charge)), "case")
    assert set(edges(found)) == {("charge:c", "agent", "org:radio"), ("charge:c", "person", ANA)}
    assert nodes(found)["charge:c"]["detail"] == "pending"
    assert "not guilt" in found.description


def test_placeholders_are_shown_and_marked():
    found = nodes(graph(the_example(), "person-facility"))
    assert found["facility:caracas-police-station-guanipa"]["placeholder"] is True
    assert found["facility:el-helicoide"]["placeholder"] is False


def test_two_names_judged_to_be_one_person_are_one_node():
    known = known_of(
        a_form(held("ana", "norte"), held("eva", "sur"), names=PEOPLE),
        same={Ref("person", "eva-sol"): Ref("person", "ana-ruiz")},
    )
    both = {(ANA, "detainedAt", NORTE), (ANA, "detainedAt", SUR)}
    assert set(edges(graph(known, "person-facility"))) == both
    assert set(edges(graph(known, "ego", ego=Ref("person", "eva-sol")))) == both


# -- sources and claims


def test_documents_and_their_subjects_are_tied_with_the_number_of_claims_as_weight():
    found = edges(graph(known_of(a_form(held(), a_claim_form("ana", "ageAt", 30))), "source-subject"))
    assert found["doc:letter", "reportsOn", ANA]["weight"] == 2
    assert found["doc:letter", "reportsOn", NORTE]["weight"] == 1


def test_every_claim_that_stands_is_a_node_with_its_subject_document_and_speaker():
    found = edges(graph(known_of(a_form(held(id="H1", event="detention:a"))), "claims"))
    assert {(kind, target) for _, kind, target in found} == {
        ("subject", ANA), ("object", NORTE), ("event", "detention:a"), ("inDocument", "doc:letter"), ("statedBy", "org:radio"),
    }  # fmt: skip
    label = nodes(graph(known_of(a_form(held(id="H1"))), "claims"))["claim:H1"]["label"]
    assert label == "H1: Ana Ruiz — detained at — Cárcel Norte"


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
        ({"since": "2026", "until": "2025"}, BadChoice, "is after"),
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
