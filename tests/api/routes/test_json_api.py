"""The JSON look-ups: people, facilities, organizations, sources, claims, facts, search. By page, by filter, with their claims."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from tests.api.served import Served

LISTS = ["people", "facilities", "organizations", "sources", "claims", "facts", "questions"]
KINDS = {"people": "person", "facilities": "facility", "organizations": "org", "sources": "doc"}
FORM = {
    "source": {"id": "letter", "date": "2026-02-01"},
    "names": {"by": {"is": "org:by", "label": "By"}},
    "claims": [{"id": "X1", "claim": ["person:enrique-marquez", "occupation", "teacher"], "said-by": "by"}],
}


def get(client: httpx.Client, path: str, **params: str | int) -> Any:
    response = client.get(f"/api/{path}", params=params)
    assert response.status_code == 200, response.text
    return response.json()


def every(client: httpx.Client, path: str, **params: str | int) -> list[Any]:
    """All pages of a list."""
    page = get(client, path, **params)
    found = page["items"]
    while page["next"]:
        page = client.get(page["next"]).json()
        found += page["items"]
    return found


def bindings(client: httpx.Client, query: str) -> list[dict[str, str]]:
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


# -- lists


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_same_by_pages_of_any_size(client: httpx.Client, name: str) -> None:
    whole = every(client, name, **({"limit": 500} if name != "questions" else {}))
    assert whole
    if name != "questions":
        assert every(client, name, limit=7) == whole


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_list_has_everything_described_of_that_kind(
    client: httpx.Client, server: Served, name: str, kind: str
) -> None:
    assert server
    ids = [item["id"] for item in every(client, name)]
    assert ids == sorted(set(ids))
    assert all(item.startswith(f"{kind}:") for item in ids)


@pytest.mark.parametrize("name", ["people", "facilities", "organizations", "sources"])
def test_everything_listed_answers_by_itself_with_its_claims(client: httpx.Client, name: str) -> None:
    for item in get(client, name, limit=5)["items"]:
        one = get(client, f"{name}/{item['id']}")
        assert {name: value for name, value in one.items() if name not in {"claims", "next"}} == item
        assert all(claim["speaker"]["label"] and claim["source"]["id"] for claim in one["claims"])


def test_the_next_page_keeps_the_filters(client: httpx.Client) -> None:
    link = get(client, "claims", by="Foro Penal", limit=1, lang="es")["next"]
    assert "by=Foro+Penal" in link
    assert "lang=es" in link
    assert not urlsplit(link).netloc


@pytest.mark.parametrize("name", ["marquez", "Márquez, Enrique", "enrique-marquez", "enriqe marquez"])
def test_a_list_can_be_searched(client: httpx.Client, name: str) -> None:
    assert "person:enrique-marquez" in [item["id"] for item in get(client, "people", q=name)["items"]]


@pytest.mark.parametrize("name", ["person:enrique-marquez", "enrique-marquez", "Enrique Márquez", "ENRIQUE MARQUEZ"])
def test_a_person_is_found_by_any_of_their_names(client: httpx.Client, name: str) -> None:
    assert get(client, f"people/{name}")["id"] == "person:enrique-marquez"


def test_a_name_of_another_kind_is_404_with_its_address(client: httpx.Client) -> None:
    response = client.get("/api/people/el-helicoide")
    assert (response.status_code, "/id/facility/el-helicoide" in response.json()["next"]) == (404, True)


# -- claims


def test_a_claim_carries_everything_that_a_reader_needs(client: httpx.Client) -> None:
    claim = get(client, "claims/N056")
    assert claim["subject"]["id"] == "person:enrique-marquez"
    assert (claim["relation"], claim["object"]["value"], claim["object"]["label"]) == (
        "detainedAt",
        "facility:el-helicoide",
        "El Helicoide",
    )
    assert (claim["speaker"]["id"], claim["source"]["id"]) == ("org:npr", "doc:npr-2026-01-12")
    assert claim["said"]["earliest"] == "2026-01-12"
    assert claim["passages"]
    assert (claim["status"], claim["assertion"], claim["modality"]) == ("live", "asserted", "reported-fact")
    assert claim["recorded"]["by"]


@pytest.mark.parametrize(
    "params",
    [{"about": "Enrique Márquez"}, {"by": "Foro Penal"}, {"source": "npr-2026-01-12"}, {"relation": "detainedAt"},
     {"about": "Enrique Márquez", "relation": "diedOn"}, {"by": "NPR", "on": "2026-01-10"}, {"said": "2026-01-05"},
     {"on": "2026-01-10", "relation": "released on"}, {"status": "withdrawn"}, {"status": "any", "about": "el-helicoide"}],
)  # fmt: skip
def test_filters_say_what_sparql_says(client: httpx.Client, params: dict[str, str]) -> None:
    tests = {
        "about": "?c hab:about ?about", "by": "?c hab:statedBy ?by", "source": "?c hab:inDocument ?doc",
        "relation": "?c rdf:predicate ?p", "said": "?c hab:statedOn/hab:latest ?s FILTER(?s <= '%s'^^xsd:date)",
        "on": "?c hab:validTime ?v OPTIONAL { ?v hab:earliest ?e } OPTIONAL { ?v hab:latest ?l }"
        " FILTER((!BOUND(?e) || ?e <= '%s'^^xsd:date) && (!BOUND(?l) || ?l >= '%s'^^xsd:date))",
    }  # fmt: skip
    names = {"Enrique Márquez": "id:person\\/enrique-marquez", "Foro Penal": "id:org\\/foro-penal", "NPR": "id:org\\/npr",
             "el-helicoide": "id:facility\\/el-helicoide", "npr-2026-01-12": "id:doc\\/npr-2026-01-12", "detainedAt": "hab:detainedAt",
             "diedOn": "hab:diedOn", "released on": "hab:releasedOn"}  # fmt: skip
    status = params.get("status", "live")
    parts = ["?c a hab:Claim", *([f"?c hab:status hab:{status}"] if status != "any" else [])]
    for name, value in params.items():
        if name in tests:
            test = (
                tests[name].replace("%s", value)
                if "%s" in tests[name]
                else tests[name].rsplit("?", 1)[0] + names[value]
            )
            parts.append(test)
    rows = bindings(client, f"SELECT DISTINCT ?c {{ {' . '.join(parts)} }}")
    assert {claim["id"] for claim in every(client, "claims", **params)} == {row["c"].rpartition("/")[2] for row in rows}


def test_claims_come_in_the_order_of_their_record(client: httpx.Client) -> None:
    moments = [claim["recorded"]["at"] for claim in every(client, "claims")]
    assert moments == sorted(moments)


# -- the three clocks


def test_known_shows_the_file_as_it_stood(writable: Served) -> None:
    token = {"Authorization": f"Bearer {writable.token}"}
    with writable.client() as client:
        before = [claim["id"] for claim in every(client, "claims")]
        client.post("/api/claims", json=FORM, headers=token)
        client.post("/api/claims/N056/withdraw", json={"reason": "test"}, headers=token)
        now = get(client, "claims/X1")["recorded"]["at"]
        assert get(client, "claims/N056")["status"] == "withdrawn"
        assert every(client, "claims", known=get(client, "claims/N001")["recorded"]["at"])[0]["id"] == "N001"
        then = [claim["id"] for claim in every(client, "claims", known=now)]
        assert then == [*before, "X1"]
        assert [c["id"] for c in every(client, "claims", known="2999-01-01")] == [
            c["id"] for c in every(client, "claims")
        ]
        assert every(client, "claims", known="2020-01-01") == []
        held = {"subject": "enrique-marquez", "relation": "detainedAt"}
        assert get(client, "facts", **held)["items"] == []
        assert [f["object"]["value"] for f in get(client, "facts", **held, known=now)["items"]] == [
            "facility:el-helicoide"
        ]


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


# -- facts


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


# -- bad input


@pytest.mark.parametrize(
    ("path", "status", "hint"),
    [
        ("people?limt=3", 400, "limit"),
        ("claims?abut=x", 400, "about"),
        ("facts?subjet=x", 400, "subject"),
        ("people?limit=0", 400, ""),
        ("people?limit=x", 400, ""),
        ("people?limit=501", 400, ""),
        ("people?offset=-1", 400, ""),
        ("people?limit=1&limit=2", 400, "once"),
        ("people?lang=fr", 400, ""),
        ("claims?on=yesterday", 400, ""),
        ("claims?on=20260110", 400, ""),
        ("claims?said=2026-02-30", 400, ""),
        ("claims?known=then", 400, "2026-02-05"),
        ("claims?status=dead", 400, ""),
        ("claims?about=enrique%20marques", 404, "person:enrique-marquez"),
        ("claims?by=foro%20pena", 404, "org:foro-penal"),
        ("claims?relation=detaindAt", 404, "detainedAt"),
        ("facts?object=el%20helicoid", 404, "facility:el-helicoide"),
        ("claims?about=%FF", 400, "UTF-8"),
        ("claims/none", 404, ""),
        ("people/%00", 404, ""),
        ("search", 400, ""),
        ("search?q=", 400, ""),
        ("nothing", 404, "/docs"),
    ],
)
def test_a_mistake_is_told_with_what_to_do(client: httpx.Client, path: str, status: int, hint: str) -> None:
    response = client.get(f"/api/{path}")
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert hint in response.json()["next"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST"])
def test_a_list_can_only_be_read(server: Served, client: httpx.Client, method: str) -> None:
    response = client.request(method, "/api/people", headers={"Authorization": f"Bearer {server.token}"})
    assert (response.status_code, response.headers["content-type"]) == (405, "application/problem+json")
    assert "GET" in response.headers["allow"]


@pytest.mark.parametrize("path", ["/api/people", "/api/claims/N056", "/openapi.json", "/docs", "/api/questions"])
def test_head_is_get_without_a_body(client: httpx.Client, path: str) -> None:
    head, got = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
