"""The JSON look-ups of claims: what a claim carries, what its filters mean, and the file as it stood."""

from __future__ import annotations

import httpx
import pytest
from tests.api.routes.lookups import bindings, every, get
from tests.api.served import Served

FORM = {
    "source": {"id": "letter", "date": "2026-02-01"},
    "names": {"by": {"is": "org:by", "label": "By"}},
    "claims": [{"id": "X1", "claim": ["person:enrique-marquez", "occupation", "teacher"], "said-by": "by"}],
}


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
    [
        {"about": "Enrique Márquez"},
        {"by": "Foro Penal"},
        {"source": "npr-2026-01-12"},
        {"relation": "detainedAt"},
        {"about": "Enrique Márquez", "relation": "diedOn"},
        {"by": "NPR", "on": "2026-01-10"},
        {"said": "2026-01-05"},
        {"on": "2026-01-10", "relation": "released on"},
        {"status": "withdrawn"},
        {"status": "any", "about": "el-helicoide"},
    ],
)
def test_filters_say_what_sparql_says(client: httpx.Client, params: dict[str, str]) -> None:
    tests = {
        "about": "?c hab:about ?about",
        "by": "?c hab:statedBy ?by",
        "source": "?c hab:inDocument ?doc",
        "relation": "?c rdf:predicate ?p",
        "said": "?c hab:statedOn/hab:latest ?s FILTER(?s <= '%s'^^xsd:date)",
        "on": "?c hab:validTime ?v OPTIONAL { ?v hab:earliest ?e } OPTIONAL { ?v hab:latest ?l }"
        " FILTER((!BOUND(?e) || ?e <= '%s'^^xsd:date) && (!BOUND(?l) || ?l >= '%s'^^xsd:date))",
    }
    names = {
        "Enrique Márquez": "id:person\\/enrique-marquez",
        "Foro Penal": "id:org\\/foro-penal",
        "NPR": "id:org\\/npr",
        "el-helicoide": "id:facility\\/el-helicoide",
        "npr-2026-01-12": "id:doc\\/npr-2026-01-12",
        "detainedAt": "hab:detainedAt",
        "diedOn": "hab:diedOn",
        "released on": "hab:releasedOn",
    }
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
