"""What lines of a view rest on, and what is never drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form
from tests.graph.graph_cases import a_large_case, edges, graph, known_of, nodes, the_example
from tests.graph.graphs.view_cases import ANA, LUIS, NORTE, PEOPLE, SUR, held, one

from habeas.graphs.views import VIEWS
from habeas.model.values import Ref

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
    for known in (the_example(), a_large_case()):
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
        ("subject", ANA),
        ("object", NORTE),
        ("event", "detention:a"),
        ("inDocument", "doc:letter"),
        ("statedBy", "org:radio"),
    }
    label = nodes(graph(known_of(a_form(held(id="H1"))), "claims"))["claim:H1"]["label"]
    assert label == "H1: Ana Ruiz — detained at — Cárcel Norte"
