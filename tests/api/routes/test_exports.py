"""`/api/export/…` gives the bytes of `habeas export`, and names the right view or format when asked for another."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import httpx
import pytest
from lxml import etree
from tests.api.served import copy_case
from tests.graph.shell import habeas

from habeas.casefile import CaseFile
from habeas.cli.export import export as export_command
from habeas.graphs.parameters import OPTIONS


@pytest.mark.parametrize("ending", [".gexf", ".graphml", ".json", ".cyjs"])
def test_a_view_over_http_is_the_file_that_the_shell_writes(
    client: httpx.Client, copied: Path, tmp_path: Path, ending: str
) -> None:
    response = client.get(f"/api/export/person-facility{ending}")
    assert response.status_code == 200
    with CaseFile.open(copied) as case:
        case.export(tmp_path / f"view{ending}", "person-facility")
    assert response.content == (tmp_path / f"view{ending}").read_bytes()


def test_a_filter_leaves_less_and_an_unknown_view_or_form_is_named(client: httpx.Client) -> None:
    whole, day = (client.get(f"/api/export/full.json{query}").json() for query in ("", "?on=2019-06-01"))
    assert 0 < len(day["nodes"]) < len(whole["nodes"])
    for name, told in (("everything.gexf", "everything"), ("full.docx", ".docx"), ("full", "")):
        refused = client.get(f"/api/export/{name}")
        assert refused.status_code == 400
        assert refused.headers["content-type"].startswith("application/problem+json")
        assert told in refused.json()["detail"]


@pytest.fixture(scope="module")
def copied(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The served case once more, for the shell and the library."""
    return copy_case(case_folder, tmp_path_factory.mktemp("copied") / "case")


ASKED = (
    {"on": "2025-02"},
    {"on": "2025"},
    {"from": "2026-01"},
    {"from": "2025-01-01", "to": "2026-01"},
    {"types": "person,facility", "relations": "detainedAt"},
    {"at": "el-helicoide"},
    {"ego": "el-helicoide", "steps": "2", "lang": "es"},
    {"with-sayings": "true"},
    {"measures": "true", "min-sources": "2"},
    {"ongoing-until": "2026-01-31", "most": "5"},
    {"by": "npr", "credibility": "possible", "redact": "false"},
)
REFUSED = (
    ({"from": "2026-02-01", "to": "2026-01-01"}, "2026-02-01 is after 2026-01-01"),
    ({"from": "2026-02", "to": "2026-01"}, "2026-02-01 is after 2026-01-31"),
    ({"on": "yesterday or so"}, "yesterday or so"),
    ({"on": "2026-13"}, "month 13"),
    ({"ongoing-until": "soon after"}, "soon after"),
    ({"most": "-3"}, "-3 is too few"),
    ({"steps": "0"}, "0 is too few"),
    ({"min-sources": "0"}, "0 is too few"),
    ({"min-sources": "1000001"}, "1000001 is too many"),
    ({"types": "persn"}, "persn"),
    ({"relations": "detainedat"}, "detainedat"),
    ({"at": "nowhere at all"}, "nowhere at all"),
    ({"by": "nobody at all"}, "nobody at all"),
    ({"ego": "Nadie de Nada"}, "Nadie de Nada"),
)
"""What is asked, and the words of the refusal. Both doors read it by one parser, `graphs.parameters.options_of`."""


def in_the_shell(asked: dict[str, str]) -> list[str]:
    flags = [part for name, value in asked.items() for part in (f"--{name}", value)]
    return [part for part in flags if part not in {"true", "false", "--redact"}]


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_what_is_asked_gives_the_same_bytes_through_both_doors(
    client: httpx.Client, copied: Path, tmp_path: Path, asked: dict[str, str]
) -> None:
    response = client.get("/api/export/full.json", params=asked)
    assert response.status_code == 200, response.text
    ran = habeas("export", copied, tmp_path / "x.json", *in_the_shell(asked))
    assert ran.exit_code == 0, ran.stderr
    assert response.content == (tmp_path / "x.json").read_bytes()


@pytest.mark.parametrize(("asked", "words"), REFUSED, ids=str)
def test_what_makes_no_sense_is_refused_in_the_same_words_by_both_doors(
    client: httpx.Client, copied: Path, tmp_path: Path, asked: dict[str, str], words: str
) -> None:
    response = client.get("/api/export/full.json", params=asked)
    assert response.status_code in {400, 404} and words in response.json()["detail"]
    ran = habeas("export", copied, tmp_path / "x.json", *in_the_shell(asked))
    assert ran.exit_code == 2 and words in ran.stderr.replace("\n  ", " ")
    assert not (tmp_path / "x.json").exists()


def test_every_option_of_the_shell_is_a_parameter_and_the_other_way_round(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    named = {each["name"] for each in document["paths"]["/api/export/{name}"]["get"]["parameters"]}
    assert named - {"name", "known"} == set(OPTIONS) - {"sensitivity"}
    parameters = set(inspect.signature(export_command).parameters)
    assert {name.replace("-", "_") for name in OPTIONS} - {"from", "measures"} <= parameters


def test_an_export_as_the_file_stood_earlier_has_what_was_known_then(client: httpx.Client) -> None:
    nothing = client.get("/api/export/full.json?known=2000-01-01")
    assert nothing.status_code == 200 and nothing.json()["nodes"] == []


def test_the_streaming_plugin_of_gephi_gets_events_each_ended_by_a_return(client: httpx.Client) -> None:
    events = client.get("/api/export/full.stream").text.split("\r")
    read = [json.loads(event) for event in events[:-1]]
    assert events[-1] == "" and [next(iter(event)) for event in read][:2] == ["cg", "an"]
    nodes = {name for event in read for name in event.get("an", ())}
    ends = {edge[end] for event in read for edge in event.get("ae", {}).values() for end in ("source", "target")}
    assert "person:enrique-marquez" in nodes and ends <= nodes


def test_the_semantic_web_plugin_of_gephi_gets_rdf_xml_for_the_query_of_the_docs(client: httpx.Client) -> None:
    page = (Path(__file__).parents[3] / "docs" / "for-analysts.md").read_text(encoding="utf-8")
    query = page.split("```sparql\n")[1].split("```")[0]
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "application/rdf+xml"})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/rdf+xml")
    root = etree.fromstring(answer.content)
    assert {"label", "detainedAt"} <= {etree.QName(element).localname for element in root.iter()}


def test_the_coded_records_over_http_are_those_of_the_shell(client: httpx.Client, copied: Path, tmp_path: Path) -> None:
    response = client.get("/api/export/full.esf.xml?by=npr-2026-01-12&lang=es")
    assert (response.status_code, response.headers["content-type"]) == (200, "application/xml")
    with CaseFile.open(copied) as case:
        case.export(tmp_path / "full.esf.xml", by="npr-2026-01-12", lang="es")
    assert response.content == (tmp_path / "full.esf.xml").read_bytes()
    assert client.get("/api/export/full.esf.xml?ego=el-helicoide").status_code == 400
    assert client.get("/api/export/command.esf.xml").status_code == 400
