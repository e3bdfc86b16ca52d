"""Clients that people use today, unchanged, against a running server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import pandas
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, RDFXML, TURTLE, XML, SPARQLWrapper, SPARQLWrapper2
from tests.api.comunica import WANTED, find_comunica
from tests.api.served import Served, environment
from tests.processes import PATIENCE

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
WHO = 'SELECT ?who WHERE { ?who hab:detainedAt ?f . ?f skos:prefLabel "El Helicoide"@es }'
MARQUEZ = "https://w3id.org/habeas/id/person/enrique-marquez"
GRAPH = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ <{MARQUEZ}> }} ?s ?p ?o }}"
COMUNICA = find_comunica()


@pytest.fixture
def endpoint(server: Served, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in [name for name in os.environ if "proxy" in name.lower()]:
        monkeypatch.delenv(name)
    return f"{server.url}sparql"


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_json(endpoint: str, method: str) -> None:
    asking = SPARQLWrapper(endpoint, returnFormat=JSON)
    asking.setMethod(method)
    asking.setQuery(WHO)
    rows = asking.queryAndConvert()["results"]["bindings"]
    assert [row["who"]["value"] for row in rows] == [MARQUEZ]


@pytest.mark.parametrize("form", [XML, CSV])
def test_sparqlwrapper_reads_other_tables(endpoint: str, form: str) -> None:
    asking = SPARQLWrapper(endpoint, returnFormat=form)
    asking.setQuery(WHO)
    found = asking.queryAndConvert()
    assert MARQUEZ in (found.decode() if isinstance(found, bytes) else found.toxml())


def test_sparqlwrapper_asks_yes_or_no(endpoint: str) -> None:
    asking = SPARQLWrapper(endpoint, returnFormat=JSON)
    asking.setQuery("ASK { ?s hab:detainedAt ?o }")
    assert asking.queryAndConvert()["boolean"] is True


@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML])
def test_sparqlwrapper_reads_graphs(endpoint: str, form: str) -> None:
    asking = SPARQLWrapper(endpoint, returnFormat=form)
    asking.setQuery(GRAPH)
    found = asking.queryAndConvert()
    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
    assert (rdflib.URIRef(MARQUEZ), None, None) in graph


def test_sparqlwrapper2_binds(endpoint: str) -> None:
    asking = SPARQLWrapper2(endpoint)
    asking.setQuery(WHO)
    assert [row["who"].value for row in asking.query().bindings] == [MARQUEZ]


def test_sparqlwrapper_hears_about_a_mistake(endpoint: str) -> None:
    asking = SPARQLWrapper(endpoint, returnFormat=JSON)
    asking.setQuery("SELECT * {")
    with pytest.raises(Exception, match="column"):
        asking.queryAndConvert()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_sparqlstore_asks(endpoint: str, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint, method=method))
    assert [str(row.who) for row in graph.query(WHO)] == [MARQUEZ]  # type: ignore[union-attr]


def test_rdflib_sparqlstore_is_a_graph(endpoint: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint))
    label = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert [str(found) for found in graph.objects(rdflib.URIRef(MARQUEZ), label)] == ["Enrique Márquez"]


def test_pandas_reads_csv_from_an_address(endpoint: str) -> None:
    table = pandas.read_csv(f"{endpoint}?format=csv&query={quote(WHO)}")
    assert list(table.columns) == ["who"]
    assert table["who"].tolist() == [MARQUEZ]


def test_pandas_reads_a_saved_question(server: Served, endpoint: str) -> None:
    assert endpoint
    table = pandas.read_csv(f"{server.url}api/questions/detained-at.csv?facility=el-helicoide")
    assert table["personName"].tolist() == ["Enrique Márquez"]


def test_rdflib_reads_an_address_of_the_case(server: Served, endpoint: str) -> None:
    assert endpoint
    graph = rdflib.Graph().parse(f"{server.url}id/person/enrique-marquez")
    assert (rdflib.URIRef(MARQUEZ), None, None) in graph


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_asks(endpoint: str) -> None:
    command = [
        "curl",
        "-sS",
        "--fail",
        "--noproxy",
        "*",
        endpoint,
        "-H",
        "Accept: text/csv",
        "--data-urlencode",
        f"query={WHO}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)
    assert pandas.read_csv(StringIO(done.stdout))["who"].tolist() == [MARQUEZ]


def comunica(tmp_path: Path, *sources: str) -> tuple[set[str], int]:
    """Whom it finds at El Helicoide in these sources, and how many requests it says it made."""
    assert COMUNICA is not None
    prefixes = "PREFIX hab: <https://w3id.org/habeas/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    command = [*COMUNICA, *sources, prefixes + WHO, "-t", "application/sparql-results+json"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=PATIENCE, cwd=tmp_path, env=environment()
    )
    found = json.loads(done.stdout)
    return {row["who"]["value"] for row in found["results"]["bindings"]}, found["metadata"]["httpRequests"]


@pytest.mark.skipif(COMUNICA is None, reason=WANTED)
def test_comunica_asks(writable: Served, tmp_path: Path) -> None:
    assert comunica(tmp_path, f"sparql@{writable.url}sparql") == ({MARQUEZ}, 1)
    writable.stop()
    assert sum("/sparql 200" in line for line in writable.log) == 1


@pytest.mark.skipif(COMUNICA is None, reason=WANTED)
def test_comunica_joins_the_endpoint_with_what_a_name_s_own_address_tells(writable: Served, tmp_path: Path) -> None:
    sources = f"sparql@{writable.url}sparql", f"file@{writable.url}id/person/enrique-marquez"
    found, requests = comunica(tmp_path, *sources)
    assert (found, requests > 3) == ({MARQUEZ}, True)
    writable.stop()
    asked = [line for line in writable.log if " GET " in line or " POST " in line]
    assert {line.split()[3] for line in asked} == {"200", "303"}
