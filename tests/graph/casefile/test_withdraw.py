"""Withdrawing, superseding, recording again: what leaves, what stays because another says it, what comes back."""

from __future__ import annotations

import pytest
from tests.builders import Clock, a_claim_form, a_form, facts_of, ids, quads_of, rows_of

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, BadClaim, NotFound

HELD = "SELECT ?who { ?who hab:detainedAt ?where }"
CLAIMS = "SELECT ?claim { GRAPH ?claim { ?who hab:detainedAt ?where } }"
TWO = (a_claim_form(id="A1"), a_claim_form(id="A2", said_by="paper"))


def test_two_claims_of_the_same_triple_hold_it_once(case: CaseFile) -> None:
    case.record_form(a_form(*TWO))
    assert ids(who for (who,) in rows_of(case, HELD)) == ["ana-ruiz"]
    assert ids(claim for (claim,) in rows_of(case, CLAIMS)) == ["A1", "A2"]


def test_withdrawing_one_of_two_leaves_the_triple(case: CaseFile) -> None:
    case.record_form(a_form(*TWO))
    case.withdraw("A1", reason="misread")
    assert ids(who for (who,) in rows_of(case, HELD)) == ["ana-ruiz"]
    assert ids(claim for (claim,) in rows_of(case, CLAIMS)) == ["A2"]


def test_withdrawing_both_removes_the_triple_and_recording_again_brings_it_back(case: CaseFile) -> None:
    case.record_form(a_form(*TWO))
    before = facts_of(case, "recordedAt")
    for claim in ("A1", "A2"):
        case.withdraw(claim, reason="misread")
    assert rows_of(case, HELD) == rows_of(case, CLAIMS) == []
    assert case.record_form(a_form(*TWO)).recorded == ("A1", "A2")
    assert ids(claim for (claim,) in rows_of(case, CLAIMS)) == ["A1", "A2"]
    assert facts_of(case, "recordedAt") == before


def test_a_node_that_two_claims_talk_about_keeps_what_the_other_says(case: CaseFile) -> None:
    one = a_claim_form(id="A1", event="detention:d", began="2025-01-05", custodyKind="prison")
    two = a_claim_form(id="A2", event="detention:d", began="2025-01-05", ended="2025-06-01", said_by="paper")
    case.record_form(a_form(one, two))
    case.withdraw("A1", reason="misread")
    told = rows_of(case, "SELECT ?property { id:detention\\/d ?property ?value }")
    assert ids(p.replace("#", "/") for (p,) in told) == ["began", "ended", "facility", "person", "type"]


def test_entity_descriptions_are_never_removed_by_withdrawing(case: CaseFile) -> None:
    names = {"cell": {"is": "detention:d", "label": "the cell"}}
    case.record_form(a_form(a_claim_form(id="A1", event="detention:d"), names=names))
    described = {fact for fact in facts_of(case) if "prefLabel" in fact or "#type>" in fact}
    case.withdraw("A1", reason="misread")
    lost = described - facts_of(case)
    assert lost == set()


def test_a_publisher_that_is_both_described_and_claimed_stays_until_neither_says_it(case: CaseFile) -> None:
    asked = "SELECT ?publisher { id:doc\\/letter dcterms:publisher ?publisher }"
    claimed = a_claim_form("doc:letter", "publisher", "radio", id="A1", mode="document-metadata")
    case.record_form(a_form(claimed))
    case.withdraw("A1", reason="misread")
    assert len(rows_of(case, asked)) == 1, "the description says it still"
    case.record_form(a_form(claimed))
    case.record_form(a_form(a_claim_form(id="A2"), publisher="paper"))
    assert len(rows_of(case, asked)) == 2, "the claim says the one, the description now the other"
    case.withdraw("A1", reason="misread again")
    assert ids(p for (p,) in rows_of(case, asked)) == ["paper"]


def test_a_withdrawn_claim_is_kept_with_its_head_and_the_reason(case: CaseFile, clock: Clock) -> None:
    case.record_form(a_form(TWO[0]))
    clock.at("10:30")
    case.withdraw("A1", reason="“misread” \\ line 2\nand more", by="lawyer")
    asked = """SELECT ?status ?by ?at ?why { ?claim a hab:Claim ; rdf:subject id:person\\/ana-ruiz ;
        rdf:predicate hab:detainedAt ;
        rdf:object id:facility\\/norte ; hab:status ?status ; hab:retractedBy ?by ; hab:retractedAt ?at ;
        hab:retractionReason ?why }"""
    [(status, by, at, why)] = rows_of(case, asked)
    assert (status.rpartition("#")[2], by.rpartition("/")[2]) == ("withdrawn", "lawyer")
    assert at.startswith("2026-02-01T10:30:00")
    assert why == "“misread” \\ line 2\nand more"
    [line] = case.claims(status="withdrawn")
    assert (line.claim_id, line.status, line.reason) == ("A1", "withdrawn", why)


def test_a_claim_recorded_again_has_one_status_and_no_old_reason(case: CaseFile, clock: Clock) -> None:
    case.record_form(a_form(TWO[0]))
    case.withdraw("A1", reason="misread")
    clock.at("11:00")
    case.record_form(a_form(TWO[0]))
    facts = rows_of(case, "SELECT ?p ?o { id:claim\\/A1 ?p ?o FILTER(REGEX(STR(?p), 'status|retract|recorded')) }")
    assert [(p.rpartition("#")[2], o.rpartition("/")[2].rpartition("#")[2]) for p, o in facts] == [
        ("recordedAt", "2026-02-01T11:00:00Z"),
        ("recordedBy", "documenter"),
        ("status", "live"),
    ]
    assert [line.op for line in case.history("A1")] == ["record", "withdraw", "record"]


def test_a_withdrawn_claim_is_not_taken_in_again_by_loading_unless_asked(
    case: CaseFile, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("form") / "form.yaml"
    path.write_text(
        "source: {id: letter, date: 2026-01-12}\nnames: {ana: {is: person:ana-ruiz, "
        "label: Ana}, norte: {is: facility:norte, label: N}}\n"
        "claims:\n- {id: A1, claim: [ana, detainedAt, norte], said-by: ana}\n",
        encoding="utf-8",
    )
    case.load(path)
    case.withdraw("A1", reason="misread")
    assert case.load(path).withdrawn_before == ("A1",)
    assert case.load(path, again=True).recorded == ("A1",)


def test_superseding_replaces_the_claim_in_one_line_of_the_journal(case: CaseFile) -> None:
    case.record_form(a_form(a_claim_form(id="A1", began="2025-01-05")))
    lines = len(list(case.history()))
    new = case.supersede("A1", a_form(a_claim_form(value="sur", id="A2")), reason="wrong prison")
    assert new == "A2"
    assert len(list(case.history())) == lines + 1
    assert ids(w for (w,) in rows_of(case, "SELECT ?where { ?who hab:detainedAt ?where }")) == ["sur"]
    assert rows_of(case, "SELECT ?d { ?d hab:began ?when }") == []
    assert [line.claim_id for line in case.claims(status="superseded")] == ["A1"]


def test_superseding_with_a_claim_that_does_not_fit_changes_nothing(case: CaseFile) -> None:
    case.record_form(a_form(TWO[0]))
    before = quads_of(case), list(case.history())
    bad = [
        (a_form(a_claim_form("stranger", id="A2")), "no name"),
        (a_form(*TWO), "2 claims were given"),
        (a_form(a_claim_form(id="A1", value="sur")), "already in the file"),
        (a_form(a_claim_form(id="A2", said_by="person:nobody")), "not described"),
    ]
    for form, why in bad:
        with pytest.raises(BadClaim, match=why):
            case.supersede("A1", form, reason="x")
    with pytest.raises(BadChoice, match="reason"):
        case.supersede("A1", a_form(a_claim_form(id="A2", value="sur")), reason=" ")
    assert (quads_of(case), list(case.history())) == before


def test_only_a_live_claim_can_be_withdrawn_and_only_with_a_reason(case: CaseFile) -> None:
    case.record_form(a_form(TWO[0]))
    with pytest.raises(NotFound, match="no claim A9"):
        case.withdraw("A9", reason="x")
    with pytest.raises(BadChoice, match="reason"):
        case.withdraw("A1", reason="")
    case.withdraw("A1", reason="x")
    with pytest.raises(BadChoice, match="already withdrawn"):
        case.withdraw("A1", reason="x")


def test_a_claim_withdrawn_within_the_same_moment_is_gone_for_the_past_views_too(case: CaseFile, clock: Clock) -> None:
    case.record_form(a_form(TWO[0]))
    case.withdraw("A1", reason="x")
    clock.at("09:30")
    with case.at("2026-02-01T09:00:00Z") as then:
        assert rows_of(then, HELD) == []
