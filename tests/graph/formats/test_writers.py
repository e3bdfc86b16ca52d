"""Graphs in other forms than GEXF."""

from __future__ import annotations

import json
import re
from hashlib import sha1
from itertools import chain
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree
from pyoxigraph import RdfFormat, parse
from tests.builders import a_claim_form, a_form
from tests.graph.formats import gephi_guesses
from tests.graph.formats.gexf_cases import of_large
from tests.graph.graph_cases import a_large_case, graph, known_of, the_example, written
from tests.graph.graphs.test_view_lines import ego_of
from tests.graph.writer_cases import SCHEMA, tables, twice_held

from habeas.formats.graph import Graph, Node
from habeas.formats.style import look_of
from habeas.formats.write import yed
from habeas.formats.write.csv_tables import cell
from habeas.formats.write.writers import WRITERS
from habeas.graphs.views import VIEWS

# -- CSV


def test_the_tables_have_the_columns_that_gephi_knows_and_a_row_for_everything():
    found = graph(the_example(), "full")
    read, texts = tables(found)
    assert list(read["nodes.csv"][0])[:2] == ["Id", "Label"]
    assert list(read["edges.csv"][0])[:7] == ["Source", "Target", "Type", "Id", "Label", "Weight", "Kind"]
    assert (len(read["nodes.csv"]), len(read["edges.csv"])) == (len(found.nodes), len(found.edges))
    assert {row["Type"] for row in read["edges.csv"]} == {"Directed"}
    assert found.about in texts["README.txt"]


EXPECTED = {"string": "text", "integer": "integer", "double": "double", "boolean": "yes or no"}


@pytest.mark.parametrize("known", [the_example, a_large_case], ids=["example", "large"])
@pytest.mark.parametrize("view", VIEWS)
def test_gephi_guesses_every_column_of_its_tables_right_and_keeps_the_timeline(view, known):
    found = of_large(view) if known is a_large_case else graph(the_example(), view, sayings=True, **ego_of(view))
    _, texts = tables(found)
    wanted = {
        "gephi-nodes.csv": (found.nodes, found.node_columns),
        "gephi-edges.csv": (found.edges, found.edge_columns),
    }
    for name, (every, columns) in wanted.items():
        rows = gephi_guesses.rows_of(texts[name])
        types = gephi_guesses.types_of(rows, edges=name == "gephi-edges.csv")
        assert len(rows) == len(list(every)) and "points" not in types.values()
        for column in columns if rows else ():
            assert types[column.name] in {EXPECTED[column.type.value], "text"}, (column.name, types[column.name])
        for column, type_ in types.items():
            assert all(type_ == "text" or gephi_guesses.PARSERS[type_](row[column]) for row in rows if row[column])
    nodes, edges = (gephi_guesses.rows_of(texts[name]) for name in wanted)
    assert {row["Id"] for row in edges if row["Timeset"]} == {edge.id for edge in found.edges if edge.spells}
    assert {row["Id"] for row in nodes if row["status"]} == {node.id for node in found.nodes if node.history}
    assert {row["Label"] for row in nodes} == {cell(node.label).strip() for node in found.nodes}
    if any(node.history for node in found.nodes):
        assert gephi_guesses.types_of(nodes, edges=False)["status"] == "intervals with words"
    if any(edge.spells for edge in found.edges):
        types = gephi_guesses.types_of(edges, edges=True)
        assert (types["Timeset"], types["certainty"]) == ("intervals", "intervals with words")


def test_spells_stand_in_gephis_own_form():
    read, _ = tables(twice_held())
    assert read["gephi-edges.csv"][0]["Timeset"] == "<[2024-02-01, 2024-05-01]; [2025-02-01, 2025-05-01]>"
    assert read["edges.csv"][0]["spells"] == "2024-02-01/2024-05-01; 2025-02-01/2025-05-01"
    assert [(row["start"], row["end"], row["ongoing"]) for row in read["stays.csv"]] == [
        ("2024-02-01", "2024-05-01", "false"),
        ("2025-02-01", "2025-05-01", "false"),
    ]


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\n=1", '=HYPERLINK("http://x","y")']
)
def test_a_cell_that_a_spreadsheet_would_run_is_marked(words):
    assert cell(words) == "'" + words
    node = Node("person:x", words, "person", ())
    read, _ = tables(Graph(view="full", about="x", nodes=(node,)))
    assert read["nodes.csv"][0]["Label"].lstrip("\n\r").startswith("'")


@pytest.mark.parametrize("value", [-1, -0.5, 0, 7])
def test_numbers_are_numbers_even_below_nothing(value):
    assert float(cell(value)) == value


def test_names_with_commas_quotes_and_line_ends_survive_in_a_cell():
    words = 'Márquez, "Enrique"\nde Lima'
    read, _ = tables(Graph(view="full", about="x", nodes=(Node("person:x", words, "person", ()),)))
    assert read["nodes.csv"][0]["Label"] == words


# -- GraphML


def test_graphml_has_its_own_key_for_every_column_and_only_types_that_all_readers_know():
    root = etree.fromstring(written(graph(the_example(), "full"), ".graphml"))
    keys = root.findall("{*}key")
    assert len({key.get("id") for key in keys}) == len(keys)
    assert {key.get("for") for key in keys} == {"node", "edge"}
    assert {key.get("attr.type") for key in keys} <= {"boolean", "int", "long", "float", "double", "string"}
    labels = [key.get("id") for key in keys if key.get("attr.name") == "label"]
    assert labels == ["label", "edge_label"]


def test_graphml_keeps_spells_as_words_and_the_last_status(tmp_path: Path):
    path = tmp_path / "graph.graphml"
    path.write_bytes(written(twice_held(), ".graphml"))
    read = nx.read_graphml(path)
    assert read["person:ana-ruiz"]["facility:norte"]["spells"] == "2024-02-01/2024-05-01; 2025-02-01/2025-05-01"
    assert read.nodes["person:ana-ruiz"]["status"] == "custody ended"


# -- JSON


@pytest.mark.parametrize("ending", [".json", ".cyjs", ".jsonld"])
def test_json_is_json_with_letters_as_they_are(ending):
    data = written(graph(the_example(), "full"), ending)
    assert json.loads(data)
    assert "Enrique Márquez".encode() in data


def test_graphology_json_says_what_kind_of_graph_it_is():
    found = json.loads(written(graph(the_example(), "co-detention"), ".json"))
    assert found["options"] == {"type": "undirected", "multi": True, "allowSelfLoops": True}
    assert "this graph is empty" in found["attributes"]["description"]


def test_cytoscape_json_has_positions_and_data():
    found = json.loads(written(graph(the_example(), "full"), ".cyjs"))
    node = found["elements"]["nodes"][0]
    assert set(node["position"]) == {"x", "y"}
    assert {"id", "name", "type"} <= set(node["data"])


# -- FollowTheMoney


def entities(found):
    return [json.loads(line) for line in written(found, ".ftm.json").decode().splitlines()]


MARQUEZ = "person:enrique-marquez|detainedAt|facility:el-helicoide"


def line_id(name):
    return f"line.{sha1(name.encode(), usedforsecurity=False).hexdigest()}"


def test_people_posts_kin_and_bodies_travel_in_their_own_schemata():
    schemata = {entity["id"]: entity["schema"] for entity in entities(graph(the_example(), "full"))}
    assert schemata["person.enrique-marquez"] == "Person"
    assert schemata["org.ve-government-maduro"] == "PublicBody"
    assert schemata["org.foro-penal"] == "Organization"
    assert schemata["post.ve-president"] == "Position"
    assert schemata[line_id("person:nicolas-maduro|holdsPost|post:ve-president")] == "Occupancy"
    assert schemata[line_id("person:rhoda-torres|parentOf|person:jonathan-torres-duque")] == "Family"
    assert schemata[line_id(MARQUEZ)] == "UnknownLink"


def test_what_cannot_travel_is_listed_and_the_words_of_dates_are_kept():
    found = entities(graph(the_example(), "full"))
    note = found[-1]
    assert note["schema"] == "Note"
    assert set(WRITERS[".ftm.json"].lost) <= set(note["properties"]["description"])
    stay = next(e["properties"] for e in found if e["id"] == line_id(MARQUEZ))
    assert stay["startDate"] == ["2024-11-01"]
    assert "[2024-11..2025-03]" in stay["description"][0]
    assert stay["recordId"] == ["N056"]


def test_every_line_travels_with_both_ends():
    found = entities(graph(the_example(), "full", sayings=True))
    ids = {entity["id"] for entity in found}
    links = {
        "UnknownLink": ("subject", "object"),
        "Family": ("person", "relative"),
        "Occupancy": ("holder", "post"),
        "Directorship": ("director", "organization"),
        "CourtCaseParty": ("case", "party"),
    }
    for entity in found:
        for end in links.get(entity["schema"], ()):
            assert entity["properties"][end][0] in ids


# -- JSON-LD


def test_json_ld_is_read_without_fetching_anything_and_says_who_said_what():
    found = list(parse(written(graph(the_example(), "full"), ".jsonld"), format=RdfFormat.JSON_LD))
    base, plain = (
        "https://w3id.org/habeas/id/",
        [(quad.subject.value, quad.predicate.value, quad.object.value) for quad in found],
    )
    assert (base + "person/rhoda-torres", SCHEMA + "children", base + "person/jonathan-torres-duque") in plain
    claims = {subject for subject, _, value in plain if value == SCHEMA + "Claim"}
    assert len(claims) == 40
    assert claims == {subject for subject, predicate, _ in plain if predicate == SCHEMA + "appearance"}
    assert any(
        predicate == SCHEMA + "temporalCoverage" and value == "2024-11-01/2026-01-11" for _, predicate, value in plain
    )


def test_json_ld_states_nothing_plainly_that_is_contested():
    known = known_of(
        a_form(a_claim_form("ana", "siblingOf", "luis"), a_claim_form("ana", "siblingOf", "luis", polarity="negative"))
    )
    assert '"sibling"' not in written(graph(known, "full"), ".jsonld").decode()


GRAMMAR = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
"""What FollowTheMoney takes as an id; a link to anything else loses that end."""


@pytest.mark.parametrize("view", VIEWS)
def test_every_link_of_followthemoney_keeps_both_ends(view):
    found = entities(graph(the_example(), view, sayings=True, **ego_of(view)))
    ids = {entity["id"] for entity in found}
    assert len(ids) == len(found) and all(map(GRAMMAR.fullmatch, ids))
    links = [entity["properties"] for entity in found if entity["id"].startswith("line.")]
    assert all(sum(value in ids for value in chain(*link.values())) == 2 for link in links)


def test_names_that_fit_no_id_of_followthemoney_get_one_that_stays():
    known = known_of(a_form(a_claim_form("ñ"), names={"ñ": {"is": "person:ñ-ruiz", "label": "Ñ"}}))
    one, other = ([entity["id"] for entity in entities(graph(known, "full"))] for _ in range(2))
    assert one == other and all(map(GRAMMAR.fullmatch, one)) and "facility.norte" in one


@pytest.mark.parametrize("view", VIEWS)
def test_followthemoney_itself_takes_every_value_and_every_end(view):
    model = pytest.importorskip("followthemoney", reason="pip install 'habeas[followthemoney]'").model
    found = entities(graph(the_example(), view, sayings=True, **ego_of(view)))
    schemata = {entity["id"]: model.get(entity["schema"]) for entity in found}
    for entity in found:
        proxy = model.make_entity(entity["schema"])
        for name, values in entity["properties"].items():
            proxy.add(name, values)
            assert set(proxy.get(name)) == set(values), (entity["schema"], name)
        for end in (proxy.schema.edge_source, proxy.schema.edge_target) if proxy.schema.edge else ():
            (other,) = proxy.get(end)
            assert schemata[other].is_a(proxy.schema.get(end).range), (entity["schema"], end, schemata[other])


# -- yEd, Gephi Lite, Cypher


def test_yed_has_the_label_the_colour_and_the_shape_of_every_node(tmp_path):
    found = graph(the_example(), "full")
    (tmp_path / "x.graphml").write_bytes(written(found, ".yed.graphml"))
    read = nx.read_graphml(tmp_path / "x.graphml", force_multigraph=True)
    assert (read.number_of_nodes(), read.number_of_edges()) == (len(found.nodes), len(found.edges))
    root = etree.fromstring(written(found, ".yed.graphml"))
    assert [label.text for label in root.findall(".//{*}NodeLabel")] == [node.label for node in found.nodes]
    looks = zip(root.findall(".//{*}Fill"), root.findall(".//{*}Shape"), strict=True)
    wanted = [(look_of(node.type).hex, yed.SHAPES[look_of(node.type).shape]) for node in found.nodes]
    assert [(fill.get("color"), shape.get("type")) for fill, shape in looks] == wanted
    dashes = [line.get("type") == "dashed" for line in root.findall(".//{*}LineStyle")]
    assert dashes == [edge.dashed for edge in found.edges]


def test_gephi_lite_opens_with_a_colour_for_every_type():
    data = json.loads(written(graph(the_example(), "claims"), ".gephi-lite.json"))
    palette = data["appearance"]["nodesColor"]["colorPalette"]
    types = {values["type"] for values in data["graphDataset"]["nodeData"].values()}
    assert set(palette) == types and len(set(palette.values())) == len(types) > 15
    fields = {field["id"]: field["type"] for field in data["graphDataset"]["edgeFields"]}
    assert (fields["n_sources"], fields["contested"], fields["start_date"]) == ("number", "boolean", "date")


@pytest.mark.parametrize("words", ['"}) DETACH DELETE n //', "\\", "\\u0022}) //", "\\\\u005c\\u0022", "'`{$x}"])
def test_no_text_ends_its_string_in_a_script(words):
    node = Node("person:x", words, "person", ())
    script = written(Graph(view="full", about="words", nodes=(node,)), ".cypher").decode()
    (row,) = [line for line in script.splitlines() if line.startswith("{id: ")]
    literal = row.split("label: ", 1)[1].removesuffix("}")
    assert json.loads(literal) == words
    # older servers replace \uXXXX first, wherever it stands: nothing but a plain letter may come of it
    assert re.findall(r"\\u....", literal) == ["\\u0075"] * literal.count("\\u0075")


def test_the_zip_tells_which_colours_mean_what():
    read, _ = tables(graph(the_example(), "full"))
    assert {row["type"]: row["color"] for row in read["legend.csv"]}["person"] == "#0072b2"
    assert sum(int(row["nodes"]) for row in read["legend.csv"]) == len(read["nodes.csv"])
