"""The JSON look-ups of facts: patterns of names, each fact with the claims that assert it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from tests.api.routes.lookups import bindings, every, get


@pytest.mark.parametrize(
    "params",
    [
        {"subject": "enrique-marquez"},
        {"object": "el-helicoide"},
        {"relation": "facility"},
        {"by": "NPR", "on": "2026-01-10"},
        {},
    ],
)
def test_facts_of_the_past_and_of_the_present_agree_on_the_present(
    client: httpx.Client, params: dict[str, str]
) -> None:
    def shape(facts: list[Any]) -> list[Any]:
        return sorted(
            [f["subject"]["value"], f["relation"], f["object"]["value"], sorted(c["id"] for c in f["claims"])]
            for f in facts
        )

    now, then = (every(client, "facts", limit=500, **params, **known) for known in ({}, {"known": "2999-01-01"}))
    assert shape(now) == shape(then) != []


@pytest.mark.parametrize(
    "name",
    ["El Helicoide", "el-helicoide", "facility:el-helicoide", "https://w3id.org/habeas/id/facility/el-helicoide"],
)
@pytest.mark.parametrize(
    "relation",
    ["detainedAt", "detained at", "hab:detainedAt", "https://w3id.org/habeas/ns#detainedAt", "preso en (centro)"],
)
def test_the_pattern_query_takes_names_as_people_write_them(client: httpx.Client, name: str, relation: str) -> None:
    facts = get(client, "facts", relation=relation, object=name)["items"]
    assert [(fact["subject"]["value"], [claim["id"] for claim in fact["claims"]]) for fact in facts] == [
        ("person:enrique-marquez", ["N056"])
    ]


def test_every_fact_is_asserted_by_the_claims_it_carries(client: httpx.Client) -> None:
    facts = every(client, "facts", limit=500)
    assert len(facts) > 100
    for fact in facts:
        assert fact["claims"]
        for claim in fact["claims"]:
            assert claim["id"] and claim["speaker"]["id"] and claim["source"]["id"] and claim["said"]["edtf"]


def test_facts_are_the_triples_of_the_claim_graphs(client: httpx.Client) -> None:
    rows = bindings(
        client, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(?p != rdf:type) } }"
    )
    assert len(every(client, "facts", limit=500)) == int(rows[0]["n"])


def test_an_accusation_is_never_a_fact_about_the_accused(client: httpx.Client) -> None:
    relations = {
        fact["relation"] for fact in every(client, "facts", limit=500) if fact["subject"]["value"].startswith("person:")
    }
    assert not relations & {"accusedOf", "conduct", "allegedConduct", "offence"}


def test_a_text_or_a_code_can_stand_in_the_last_place(client: httpx.Client) -> None:
    facts = get(client, "facts", relation="conditionType", object="media-ban")["items"]
    assert [fact["object"]["type"] for fact in facts] == ["code"]


def test_filters_of_facts_count_for_each_claim(client: httpx.Client) -> None:
    for fact in every(client, "facts", by="Foro Penal"):
        assert {claim["speaker"]["id"] for claim in fact["claims"]} == {"org:foro-penal"}
    assert every(client, "facts", said="2026-01-05")
    assert every(client, "facts", said="2020-01-05") == []
