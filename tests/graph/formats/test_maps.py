"""Coordinates in graphs, GeoJSON and KML: read back by other libraries, longitude first, never of what is withheld."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import networkx as nx
import pytest
from fastkml import kml
from fastkml.features import Placemark
from geojson_pydantic import FeatureCollection
from tests.builders import a_case, a_claim_form, a_form
from tests.graph.graph_cases import graph, known_of, nodes, written

from habeas.analysis.sites import sites_of
from habeas.formats.write.writers import WRITERS
from habeas.graphs import export as graphs

NORTE, CARACAS = (-66.8792, 10.4886), (-66.9, 10.5)


def a_map(norte: str = "public", point: str = "public"):
    return a_form(
        a_claim_form("norte", "coordinates", "10.4886, -66.8792 ± 500 m", id="C1", sensitivity=point),
        a_claim_form("caracas", "coordinates", "10.50, -66.90", id="C2"),
        a_claim_form("norte", "containedInPlace", "caracas"),
        a_claim_form("sur", "containedInPlace", "caracas"),
        a_claim_form("ana", began="2025-01-07", ended="2025-03-01"),
        a_claim_form("luis", "detainedAt", "sur", began="2025-02-01"),
        names={
            "caracas": {"is": "place:caracas", "label": "Caracas"},
            "norte": {"is": "facility:norte", "label": "Norte <i>&amp; Sur</i>", "sensitivity": norte},
        },
    )


def features(found) -> dict[str, tuple[object, dict[str, object]]]:
    read = FeatureCollection.model_validate_json(written(found, ".geojson"))
    return {
        str(feature.id): (
            feature.geometry and (feature.geometry.type, feature.geometry.coordinates),
            feature.properties,
        )
        for feature in read.features
    }


def test_a_place_without_coordinates_stands_where_the_larger_one_is():
    found = nodes(graph(known_of(a_map()), "full"))
    told = {
        name: tuple(node[k] for k in ("latitude", "longitude", "within_metres", "position_of"))
        for name, node in found.items()
    }
    assert told["facility:norte"] == (10.4886, -66.8792, 500, "facility:norte")
    assert told["facility:sur"] == (10.5, -66.9, 560, "place:caracas")
    assert told["person:ana-ruiz"] == (None, None, None, None)


def test_a_graph_in_which_nothing_has_coordinates_has_no_columns_for_them():
    assert "latitude" not in {column.name for column in graph(known_of(a_form()), "full").node_columns}


def test_geojson_has_longitude_first_and_a_point_for_every_stay():
    found = features(graph(known_of(a_map()), "full"))
    assert found["facility:norte"][0] == ("Point", NORTE)
    shape, told = found["person:ana-ruiz|detainedAt|facility:norte"]
    assert (shape, told["start_date"], told["end_date"]) == (("Point", NORTE), "2025-01-07", "2025-03-01")
    assert found["facility:norte|containedInPlace|place:caracas"][0] == ("LineString", [NORTE, CARACAS])
    assert found["person:ana-ruiz"][0] is None


def test_geojson_cuts_a_line_at_the_date_line():
    known = known_of(
        a_form(
            a_claim_form("norte", "coordinates", "-16.00, -179.50"),
            a_claim_form("suva", "coordinates", "-18.00, 178.50"),
            a_claim_form("norte", "containedInPlace", "suva"),
            names={"suva": {"is": "place:suva", "label": "Suva"}},
        )
    )
    ((shape, parts),) = [
        at for at, told in features(graph(known, "full")).values() if told.get("kind") == "containedInPlace"
    ]
    assert shape == "MultiLineString"
    assert [point[0] for part in parts for point in part] == [178.5, 180.0, -180.0, -179.5]


def placemarks(data: bytes) -> list[Placemark]:
    document = kml.KML.parse(io.BytesIO(data), validate=True).features[0]
    return [mark for folder in document.features for mark in folder.features]


def test_kml_is_read_with_its_places_and_the_days_of_every_stay():
    marks = {mark.name: mark for mark in placemarks(written(graph(known_of(a_map()), "full"), ".kml"))}
    stay = next(mark for name, mark in marks.items() if name.startswith("Ana Ruiz ·"))
    assert stay.geometry.coords == (NORTE,)
    assert (str(stay.times.begin), str(stay.times.end)) == ("2025-01-07", "2025-03-01")
    open_end = next(mark for name, mark in marks.items() if name.startswith("Luis Paz ·"))
    assert str(open_end.times.begin) == "2025-02-01" and open_end.times.end is None
    assert marks["Ana Ruiz"].geometry is None
    assert marks["Norte ‹i›&amp; Sur‹/i›"].geometry.coords == (NORTE,)


def test_no_text_of_kml_can_begin_a_tag_of_html():
    assert b"&lt;" not in written(graph(known_of(a_map()), "full"), ".kml")


def test_tables_for_neo4j_have_the_headers_of_its_import():
    with zipfile.ZipFile(io.BytesIO(written(graph(known_of(a_map()), "full"), ".neo4j.zip"))) as archive:
        told = {
            n: list(csv.DictReader(io.StringIO(archive.read(n).decode(), newline="")))
            for n in archive.namelist()
            if n.endswith(".csv")
        }
    ids = [row["id:ID"] for row in told["nodes.csv"]]
    assert len(ids) == len(set(ids))
    assert {row[":LABEL"] for row in told["nodes.csv"]} >= {"Habeas;Person", "Habeas;Facility"}
    assert {end for row in told["relationships.csv"] for end in (row[":START_ID"], row[":END_ID"])} <= set(ids)
    assert {row[":TYPE"] for row in told["relationships.csv"]} == {"detainedAt", "containedInPlace"}
    (norte,) = [row for row in told["nodes.csv"] if row["id:ID"] == "facility:norte"]
    assert (norte["latitude:double"], norte["within_metres:long"]) == ("10.4886", "500")


def test_graphml_has_coordinates_as_numbers(tmp_path: Path):
    (tmp_path / "x.graphml").write_bytes(written(graph(known_of(a_map()), "full"), ".graphml"))
    read = nx.read_graphml(tmp_path / "x.graphml").nodes["facility:norte"]
    assert (read["latitude"], read["longitude"]) == (10.4886, -66.8792)


@pytest.mark.parametrize("ending", [".gexf", ".geojson", ".kml"])
def test_coordinates_that_are_restricted_leave_the_larger_place_only(ending: str):
    data = written(graph(known_of(a_map(point="restricted")), "full"), ending)
    assert b"10.4886" not in data
    assert b"66.9" in data
    assert b"10.4886" in written(graph(known_of(a_map(point="restricted")), "full", sensitivity="restricted"), ending)


@pytest.mark.parametrize("ending", [".gexf", ".geojson", ".kml"])
def test_a_place_under_a_pseudonym_has_no_coordinates_of_its_own(ending: str):
    known = known_of(a_map(norte="restricted"), alias=lambda ref: "x1")
    data = written(graph(known, "full", redact=True), ending)
    assert b"facility:x1" in data
    assert b"10.4886" not in data and b"8792" not in data


def test_kept_lines_give_the_same_coordinates_as_the_claims(tmp_path: Path):
    with a_case(tmp_path, a_map(point="restricted")) as case:
        for level in ("public", "sealed"):
            asked = {"sensitivity": level}
            stream = graphs.gexf_stream(case.views, case.settings, "person-facility", **asked)
            whole = graphs.graph_of(case.views, case.settings, "person-facility", **asked)
            assert stream is not None
            assert b"".join(stream.pieces) == b"".join(WRITERS[".gexf"].write(whole))
            inputs = graphs.inputs_of(case.views, case.settings)
            made = graphs.view_of(inputs, "person-facility", graphs.Filters(sensitivity=level))
            assert [node.values for node in whole.nodes] == [node.values for node in made.nodes]
            assert ("10.4886" in str([node.values for node in whole.nodes])) == (level == "sealed")


def test_coordinates_go_to_rdf_and_back(tmp_path: Path):
    with a_case(tmp_path / "one", a_map()) as case:
        asked = "SELECT ?at { ?f hab:coordinates ?at . FILTER(DATATYPE(?at) = xsd:anyURI) } ORDER BY ?at"
        rows = [row[0] for row in case.query(asked).rows()]
        assert [getattr(at, "value", at) for at in rows] == ["geo:10.4886,-66.8792;u=500", "geo:10.5,-66.9;u=560"]


def test_of_several_points_the_one_stands_with_which_most_documents_agree():
    told = known_of(
        *(
            a_form(a_claim_form("norte", "coordinates", point), id=f"d{n}")
            for n, point in enumerate(("10.49, -66.88", "10.4886, -66.8792 ± 50 m", "11.0000, -66.0000"))
        ),
        a_form(a_claim_form("norte", "coordinates", "12.0000, -60.0000", polarity="negative"), id="no"),
    )
    at = sites_of(told.claims).of("facility:norte")
    assert at is not None
    assert at.point.text == "geo:10.4886,-66.8792;u=50"
    assert (len(at.claims), [other.lat for other in at.others]) == (2, [11.0])


def test_places_within_one_another_in_a_circle_have_no_coordinates():
    known = known_of(
        a_form(a_claim_form("norte", "containedInPlace", "sur"), a_claim_form("sur", "containedInPlace", "norte"))
    )
    assert sites_of(known.claims).of("facility:norte") is None


def test_geojson_is_one_json_with_what_it_shows():
    data = json.loads(written(graph(known_of(a_map()), "full"), ".geojson"))
    assert data["type"] == "FeatureCollection" and "Sensitivity: public." in data["habeas"]["description"]
