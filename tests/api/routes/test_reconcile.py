"""`/reconcile`: the shapes of the Reconciliation API 0.2, what is certain, what is withheld, limits."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema
import pandas
import pytest
from reconciler import reconcile
from tests.api.served import Served, served

from habeas.casefile import CaseFile

NAMED = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
}
VALUE = {
    "oneOf": [
        {"additionalProperties": False, "required": [key], "properties": {key: {"type": kind}}}
        for key, kind in (("str", "string"), ("int", "integer"))
    ]
    + [{**NAMED, "additionalProperties": False}]
}
CANDIDATE = {
    "required": ["id", "name", "score", "match", "type"],
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string"},
        "description": {"type": "string"},
        "score": {"type": "number", "minimum": 0, "maximum": 100},
        "match": {"type": "boolean"},
        "type": {"type": "array", "minItems": 1, "items": NAMED},
        "features": {
            "type": "array",
            "items": {"required": ["id", "value"], "properties": {"value": {"type": ["number", "boolean"]}}},
        },
    },
    "additionalProperties": False,
}
RESULT = {"required": ["result"], "properties": {"result": {"type": "array", "items": CANDIDATE}}}
FORM = {
    "source": {"id": "roll", "title": "A roll", "publisher": "desk", "date": "2026-02-01"},
    "names": {
        "desk": {"is": "org:desk", "label": "Harbour Desk"},
        "ana": {"is": "person:ana-ruiz", "label": "Ana Ruiz Paz", "also": ["Ana Ruiz"]},
        "other": {"is": "person:ana-ruiz-2", "label": "Ana Ruiz Gil"},
        "hidden": {"is": "person:leo-mar", "label": "Leonel Marca", "sensitivity": "restricted"},
        "north": {"is": "facility:north", "label": {"en": "North Prison", "es": "Cárcel Norte"}},
        "sister": {"is": "person:sister", "label": "sister of Ana Ruiz Paz", "placeholder": True},
    },
    "claims": [
        {"claim": ["ana", "bornOn", "1990-05"]},
        {"claim": ["ana", "gender", "woman"]},
        {"claim": ["ana", "detainedAt", "north"], "on": "2026-01-20"},
        {"claim": ["other", "bornOn", "1961"]},
        {"claim": ["hidden", "detainedAt", "north"]},
        {"claim": ["sister", "siblingOf", "ana"]},
    ],
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("reconcile") / "case"
    with CaseFile.create(folder, title="Harbour", languages=("en", "es")) as case:
        assert not case.record_form(FORM).refused
    with served(folder) as running:
        yield running


@pytest.fixture(scope="module")
def anybody(desk: Served) -> Iterator[httpx.Client]:
    with desk.public() as asking:
        yield asking


def answer(client: httpx.Client, **queries: Any) -> dict[str, Any]:
    told = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert told.status_code == 200, told.text
    found: dict[str, Any] = told.json()
    assert list(found) == list(queries)
    for one in found.values():
        jsonschema.validate(one, RESULT)
    return {key: one["result"] for key, one in found.items()}


def test_the_manifest_tells_what_there_is_and_each_address_in_it_answers(anybody: httpx.Client) -> None:
    for lang in ("", "es"):
        told = anybody.get("/reconcile", params={"lang": lang} if lang else {}).json()
        assert "0.2" in told["versions"]
        assert told["name"] == "Harbour"
        assert told["identifierSpace"].startswith("https://")
        assert told["schemaSpace"].endswith("ns#")
        assert told["defaultTypes"][0] == {"id": "person", "name": "persona" if lang else "person"}
        assert told["preview"]["width"] > 0 < told["preview"]["height"]
        for view in (told["view"]["url"], told["preview"]["url"]):
            assert anybody.get(view.replace("{{id}}", "person%3Aana-ruiz")).status_code == 200
        for what, one in told["suggest"].items():
            some = {"entity": "person:ana-ruiz", "property": "detainedAt", "type": "person"}[what]
            found = anybody.get(one["service_url"] + one["service_path"], params={"prefix": "p"}).json()
            for each in found["result"]:
                jsonschema.validate(each, NAMED)
            flyout = anybody.get(one["flyout_service_url"] + one["flyout_service_path"].replace("${id}", some)).json()
            assert flyout["id"] == some
            assert flyout["html"].startswith("<p>")
        propose = told["extend"]["propose_properties"]
        assert anybody.get(propose["service_url"] + propose["service_path"]).status_code == 200


def test_a_batch_is_answered_name_by_name_with_score_and_reasons(anybody: httpx.Client) -> None:
    found = answer(anybody, a={"query": "Ana Ruis"}, b={"query": "Cárcel Norte"}, c={"query": "Nobody Here"})
    assert [one["id"] for one in found["a"]] == ["person:ana-ruiz", "person:ana-ruiz-2"]
    assert 60 < found["a"][0]["score"] < 100
    assert not found["a"][0]["match"]
    assert "“Ruis”" in found["a"][0]["description"]
    assert [(one["id"], one["match"]) for one in found["b"]] == [("facility:north", True)]
    assert found["c"] == []
    words = anybody.get("/reconcile", params={"query": "North Prison"}).json()
    assert words == anybody.get("/reconcile", params={"query": '{"query": "North Prison"}'}).json()
    assert words["result"][0]["id"] == "facility:north"


def test_a_person_is_certain_by_an_id_or_by_a_value_beside_the_name_and_never_by_a_name_alone(
    anybody: httpx.Client,
) -> None:
    born = [{"pid": "bornOn", "v": "1990-05-04"}]
    found = answer(
        anybody,
        name={"query": "Ana Ruiz Paz"},
        id={"query": "person:ana-ruiz"},
        agrees={"query": "Ana Ruiz", "properties": born},
        against={"query": "Ana Ruiz", "properties": [{"pid": "bornOn", "v": ["1961", "1962"]}]},
        unread={"query": "Ana Ruiz", "properties": [{"pid": "bornOn", "v": "soon"}, {"pid": "detainedAt", "v": ""}]},
    )
    certain = {key: [one["id"] for one in each if one["match"]] for key, each in found.items()}
    only = ["person:ana-ruiz"]
    assert certain == {"name": [], "id": only, "agrees": only, "against": [], "unread": []}
    assert {"id": "bornOn", "value": True} in found["agrees"][0]["features"]
    assert found["against"][0]["score"] < found["name"][0]["score"]
    assert len(found["unread"][0]["features"]) == 1


@pytest.mark.parametrize(
    ("relation", "value", "agrees"),
    [
        ("gender", "mujer", True),
        ("gender", "man", False),
        ("gender", "unclear", None),
        ("detainedAt", "Cárcel Norte", True),
        ("detainedAt", {"id": "facility:north"}, True),
        ("detainedAt", "Harbour Desk", False),
    ],
)
def test_a_value_beside_a_name_agrees_speaks_against_or_says_nothing(
    anybody: httpx.Client, relation: str, value: object, agrees: bool | None
) -> None:
    asked = {"query": "Ana Ruiz Paz", "properties": [{"pid": relation, "v": value}]}
    features = {one["id"]: one["value"] for one in answer(anybody, a=asked)["a"][0]["features"]}
    assert features.get(relation) is agrees


def test_types_and_limits_hold_and_nobody_unnamed_is_proposed(anybody: httpx.Client) -> None:
    found = answer(
        anybody,
        org={"query": "Harbour", "type": "org"},
        iri={"query": "Ana Ruiz", "type": ["https://w3id.org/habeas/ns#Person", "org"], "type_strict": "any"},
        one={"query": "Ruiz", "limit": 1},
        place={"query": "North Prison", "type": "place"},
        beside={"properties": [{"pid": "detainedAt", "v": "North Prison"}]},
    )
    assert {key: [one["id"] for one in each] for key, each in found.items()} == {
        "org": ["org:desk"],
        "iri": ["person:ana-ruiz", "person:ana-ruiz-2"],
        "one": ["person:ana-ruiz"],
        "place": [],
        "beside": ["person:ana-ruiz"],
    }
    assert not found["beside"][0]["match"]


def test_values_are_handed_out_for_names_that_were_matched(anybody: httpx.Client) -> None:
    ids = ["person:ana-ruiz", "person:nobody"]
    names = ["bornOn", "gender", "detainedAt", "custody", "certainty", "whereabouts", "also"]
    settings = {"custody": {"on": "2026-01-20"}}
    asked = {"ids": ids, "properties": [{"id": name, "settings": settings.get(name, {})} for name in names]}
    told = anybody.post("/reconcile", data={"extend": json.dumps(asked)}).json()
    assert [one["id"] for one in told["meta"]] == names
    assert told["meta"][2]["type"] == {"id": "facility", "name": "facility"}
    for row in told["rows"].values():
        assert list(row) == names
        for cell in (cell for cells in row.values() for cell in cells):
            jsonschema.validate(cell, VALUE)
    assert told["rows"]["person:ana-ruiz"]["bornOn"] == [{"str": "1990-05"}]
    assert told["rows"]["person:ana-ruiz"]["detainedAt"] == [{"id": "facility:north", "name": "North Prison"}]
    assert told["rows"]["person:ana-ruiz"]["custody"] == [{"str": "held"}]
    assert not any(told["rows"]["person:nobody"].values())


def test_properties_are_proposed_for_a_type(anybody: httpx.Client) -> None:
    told = anybody.get("/reconcile/properties", params={"type": "person", "limit": 3}).json()
    assert (told["type"], told["limit"], len(told["properties"])) == ("person", 3, 3)
    every = {
        one["id"] for one in anybody.get("/reconcile/properties", params={"type": "facility"}).json()["properties"]
    }
    assert "containedInPlace" in every
    assert not every & {"detainedAt", "custody"}


def test_names_are_proposed_while_somebody_types_page_by_page(anybody: httpx.Client) -> None:
    first = anybody.get("/reconcile/suggest/entity", params={"prefix": "ana ru", "type": "person"}).json()["result"]
    assert {one["id"] for one in first} == {"person:ana-ruiz", "person:ana-ruiz-2", "person:sister"}
    rest = anybody.get("/reconcile/suggest/entity", params={"prefix": "ana ru", "cursor": 2}).json()["result"]
    assert rest == first[2:]
    spanish = anybody.get("/reconcile/suggest/property", params={"prefix": "nacido", "lang": "es"}).json()["result"]
    assert {"id": "bornOn", "name": "nacido el"} in spanish


def test_who_is_withheld_is_in_no_answer(desk: Served, anybody: httpx.Client) -> None:
    asked = {"a": {"query": "Leonel Marca"}, "b": {"query": "person:leo-mar"}}
    beside = {"c": {"properties": [{"pid": "detainedAt", "v": "facility:north"}]}}
    extend = {"ids": ["person:leo-mar"], "properties": [{"id": "detainedAt"}, {"id": "also"}]}
    requests: list[dict[str, Any]] = [
        {"url": "/reconcile", "params": {"queries": json.dumps(asked | beside)}},
        {"url": "/reconcile", "params": {"extend": json.dumps(extend)}},
        {"url": "/reconcile/suggest/entity", "params": {"prefix": "leo"}},
        {"url": "/reconcile/flyout/entity", "params": {"id": "person:leo-mar"}},
        {"url": "/reconcile/preview", "params": {"id": "Leonel Marca"}},
    ]
    with desk.client() as keeper:
        for one in requests:
            public = anybody.get(**one).text.replace("Leonel Marca", "", 1).replace("person:leo-mar", "", 1)
            assert "eonel" not in public
            assert "facility:north" not in public or "ana-ruiz" in public
            assert "Leonel" in keeper.get(**one).text or "facility:north" in keeper.get(**one).text


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"queries": "[]"}, 400),
        ({"queries": "{"}, 400),
        ({"queries": "[" * 100_000}, 400),
        ({"queries": '{"a": 3}'}, 400),
        ({"queries": '{"a": {}}'}, 400),
        ({"queries": '{"a": {"query": " "}}'}, 400),
        ({"queries": json.dumps({"a": {"query": "x" * 301}})}, 400),
        ({"queries": '{"a": {"query": "x", "type": "dragon"}}'}, 400),
        ({"queries": '{"a": {"query": "x", "limit": NaN}}'}, 400),
        ({"queries": '{"a": {"query": "Ana Ruiz", "properties": [{"pid": "colour", "v": 1}]}}'}, 400),
        ({"queries": '{"a": {"query": "x", "properties": [{"pid": "bornOn"}]}}'}, 400),
        ({"queries": json.dumps({str(n): {"query": "x"} for n in range(51)})}, 413),
        ({"extend": "{}"}, 400),
        ({"extend": json.dumps({"ids": [str(n) for n in range(201)], "properties": []})}, 413),
        (
            {"extend": '{"ids": ["person:ana-ruiz"], "properties": [{"id": "custody", "settings": {"on": "soon"}}]}'},
            400,
        ),
        ({"query": "x", "lang": "xx"}, 400),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(anybody: httpx.Client, given: dict[str, str], status: int) -> None:
    told = anybody.post("/reconcile", data=given)
    assert told.status_code == status, told.text
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["detail"]


def test_a_body_of_another_kind_and_unknown_things_are_refused(anybody: httpx.Client) -> None:
    assert anybody.post("/reconcile", json={"queries": "{}"}).status_code == 415
    assert anybody.get("/reconcile/suggest/colour").status_code == 404
    assert anybody.get("/reconcile/preview", params={"id": "person:nobody"}).status_code == 404
    assert anybody.get("/reconcile/suggest/entity", params={"prefix": "a", "cursor": "-1"}).status_code == 400


def test_no_page_of_another_site_may_fetch_it_and_a_callback_is_not_called(anybody: httpx.Client) -> None:
    for headers in ({"Origin": "http://127.0.0.1:3333"}, {"Sec-Fetch-Site": "same-site"}):
        assert anybody.get("/reconcile", headers=headers).status_code == 403
    told = anybody.get("/reconcile", params={"callback": "steal"})
    assert told.headers["content-type"].startswith("application/json")
    assert not any(name.startswith("access-control") for name in told.headers)
    assert json.loads(told.text)


@pytest.mark.filterwarnings("ignore:The inplace keyword")
def test_a_client_that_people_use_reconciles_a_column(desk: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if "proxy" in name.lower()]:
        monkeypatch.delenv(name)
    table = pandas.DataFrame({"name": ["Ana Ruis", "Cárcel Norte"], "born": ["1990", ""]})
    at = f"{desk.url}reconcile"
    found = reconcile(table["name"], reconciliation_endpoint=at)
    assert list(found["id"]) == ["person:ana-ruiz", "facility:north"]
    beside = reconcile(table["name"], property_mapping={"bornOn": table["born"]}, reconciliation_endpoint=at)
    assert list(beside["score"]) == [100.0, 100.0]
