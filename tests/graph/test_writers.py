"""Every other form: the same nodes and lines, nothing that a spreadsheet runs, and a list of what could not travel."""

from __future__ import annotations

import csv
import errno
import io
import json
import resource
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree
from pyoxigraph import RdfFormat, parse
from tests.builders import a_case, a_claim_form, a_form
from tests.graph.graph_cases import graph, known_of, the_example, written
from tests.graph.shell import NPR, NYT, done, habeas, made

from habeas.errors import BadChoice, BadFile
from habeas.measures import MEASURES
from habeas.views import VIEWS, Column, Edge, Graph, Node, Spell, Type
from habeas.views.ties import EDGE_COLUMNS
from habeas.write import WRITERS, ending_of
from habeas.write.csv_pair import cell
from habeas.write.file import save

SCHEMA = "https://schema.org/"


def tables(found):
    with zipfile.ZipFile(io.BytesIO(written(found, ".csv.zip"))) as archive:
        assert archive.testzip() is None
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    return {
        name: list(csv.DictReader(io.StringIO(text, newline="")))
        for name, text in texts.items()
        if name.endswith(".csv")
    }, texts


def twice_held():
    held = [
        a_claim_form(event=f"detention:a-{n}", began=f"{year}-02-01", ended=f"{year}-05-01")
        for n, year in ((1, 2024), (2, 2025))
    ]
    return graph(known_of(a_form(*held)), "person-facility")


# -- CSV


def test_the_tables_have_the_columns_that_gephi_knows_and_a_row_for_everything():
    found = graph(the_example(), "full")
    read, texts = tables(found)
    assert list(read["nodes.csv"][0])[:2] == ["Id", "Label"]
    assert list(read["edges.csv"][0])[:8] == ["Source", "Target", "Type", "Id", "Label", "Weight", "Kind", "Timeset"]
    assert (len(read["nodes.csv"]), len(read["edges.csv"])) == (len(found.nodes), len(found.edges))
    assert {row["Type"] for row in read["edges.csv"]} == {"Directed"}
    assert found.about in texts["README.txt"]


def test_spells_stand_in_gephis_own_form():
    read, _ = tables(twice_held())
    assert read["edges.csv"][0]["Timeset"] == "<[2024-02-01, 2024-05-01]; [2025-02-01, 2025-05-01]>"


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


def test_people_posts_kin_and_bodies_travel_in_their_own_schemata():
    schemata = {entity["id"]: entity["schema"] for entity in entities(graph(the_example(), "full"))}
    assert schemata["person:enrique-marquez"] == "Person"
    assert schemata["org:ve-government-maduro"] == "PublicBody"
    assert schemata["org:foro-penal"] == "Organization"
    assert schemata["post:ve-president"] == "Position"
    assert schemata["person:nicolas-maduro|holdsPost|post:ve-president"] == "Occupancy"
    assert schemata["person:rhoda-torres|parentOf|person:jonathan-torres-duque"] == "Family"
    assert schemata["person:enrique-marquez|detainedAt|facility:el-helicoide"] == "UnknownLink"


def test_what_cannot_travel_is_listed_and_the_words_of_dates_are_kept():
    found = entities(graph(the_example(), "full"))
    note = found[-1]
    assert note["schema"] == "Note"
    assert set(WRITERS[".ftm.json"].lost) <= set(note["properties"]["description"])
    stay = next(e["properties"] for e in found if e["id"] == "person:enrique-marquez|detainedAt|facility:el-helicoide")
    assert stay["startDate"] == ["2024-11-01"]
    assert "[2024-11..2025-03]" in stay["description"][0]
    assert stay["recordId"] == ["N056"]


def test_every_line_travels_with_both_ends():
    found = entities(graph(the_example(), "full", sayings=True))
    ids = {entity["id"] for entity in found}
    links = {"UnknownLink": ("subject", "object"), "Family": ("person", "relative"), "Occupancy": ("holder", "post"),
             "Directorship": ("director", "organization"), "CourtCaseParty": ("case", "party")}  # fmt: skip
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


# -- on the disk


def test_a_file_appears_whole_and_leaves_nothing_beside_it(tmp_path: Path):
    path = tmp_path / "graph.gexf"
    assert save([b"one", b"two"], path) == 6
    assert path.read_bytes() == b"onetwo"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(tmp_path: Path):
    path = tmp_path / "graph.gexf"
    path.write_text("old")
    with pytest.raises(BadChoice, match="already") as error:
        save([b"new"], path)
    assert "--force" in error.value.next
    assert path.read_text() == "old"
    save([b"new"], path, force=True)
    assert path.read_text() == "new"


def test_a_folder_is_no_file(tmp_path: Path):
    with pytest.raises(BadChoice, match="folder"):
        save([b"x"], tmp_path, force=True)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(BadFile, match="no such folder") as error:
        save([b"x"], tmp_path / "nowhere" / "graph.gexf")
    assert "nowhere" in error.value.next


def test_a_disk_that_fills_leaves_the_old_file_and_nothing_half_written(tmp_path: Path):
    path = tmp_path / "graph.gexf"
    path.write_text("old")

    def pieces():
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(BadFile, match="No space left") as error:
        save(pieces(), path, force=True)
    assert "Make room" in error.value.next
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_too_large_for_the_disk_leaves_nothing(tmp_path: Path):
    program = (
        "import resource, signal, sys; from pathlib import Path; from habeas.write.file import save; from habeas.errors import BadFile\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: save((b'x' * 600 for _ in range(9)), Path(sys.argv[1]))\n"
        "except BadFile as error: print(error.next)\n"
    )
    assert resource.RLIMIT_FSIZE
    done = subprocess.run(
        (sys.executable, "-c", program, str(tmp_path / "g.gexf")), capture_output=True, text=True, check=True
    )
    assert "Make room" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_in_the_program_leaves_nothing_half_written_either(tmp_path: Path):
    def pieces():
        yield b"half"
        raise ValueError("a mistake")

    with pytest.raises(ValueError, match="a mistake"):
        save(pieces(), tmp_path / "graph.gexf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.gexf", ".gexf"), ("A.GEXF", ".gexf"), ("x.ftm.json", ".ftm.json"), ("x.csv.zip", ".csv.zip")],
)
def test_the_longest_ending_of_a_name_tells_the_form(name, ending):
    assert ending_of(Path(name)) == ending


@pytest.mark.parametrize("name", ["graph", "graph.xlsx", "graph.csv"])
def test_a_name_that_tells_no_form_is_refused_with_those_there_are(name):
    with pytest.raises(BadFile) as error:
        ending_of(Path(name))
    assert ".gexf" in error.value.next


# -- through the front door


def test_an_export_tells_what_it_wrote_and_what_could_not_travel(tmp_path: Path):
    with a_case(tmp_path, a_form()) as case:
        done = case.export(tmp_path / "x.ftm.json", "person-facility")
        assert (done.nodes, done.edges, done.form) == (2, 1, "FollowTheMoney")
        assert done.size == (tmp_path / "x.ftm.json").stat().st_size
        assert any("doubt" in what for what in done.lost)


def test_an_existing_file_is_refused_before_anything_is_reckoned(tmp_path: Path, monkeypatch):
    (tmp_path / "x.gexf").write_text("old")
    monkeypatch.setattr("habeas.graphs.graph_of", lambda *_, **__: pytest.fail("reckoned for nothing"))
    with a_case(tmp_path, a_form()) as case, pytest.raises(BadChoice, match="already"):
        case.export(tmp_path / "x.gexf")


def test_a_graph_of_the_past_holds_what_the_file_knew_then(tmp_path: Path):
    with a_case(tmp_path, a_form(a_claim_form(id="H1"))) as case:
        case._space.clock.at("2026-03-01T09:00:00.000Z")
        case.withdraw("H1", reason="mistaken")
        assert case.as_networkx("person-facility").number_of_edges() == 0
        assert case.at("2026-02-15").as_networkx("person-facility").number_of_edges() == 1


def strange():
    """A graph as no view makes it, for the writers alone."""
    column = (Column("words", Type.STRING, ""), Column("share", Type.DOUBLE, ""), Column("yes", Type.BOOLEAN, ""))
    nodes = tuple(
        Node(f"person:{n}", label, "person", (label, 0.25, n == 1)) for n, label in enumerate(("\x00a", '<b&">', ""))
    )
    ties = (Edge("person:0", "person:1", "knows", "knows", 0.5, (None, None, None), (Spell("", "2025-01-01"),)),)
    return Graph(
        view="full",
        about="strange",
        directed=False,
        nodes=nodes,
        edges=ties,
        node_columns=column,
        edge_columns=column,
        dynamic=True,
    )


@pytest.mark.parametrize("ending", WRITERS)
def test_a_strange_graph_is_written_in_every_form(ending):
    data = written(strange(), ending)
    if ending == ".csv.zip":
        data = b"".join(text.encode() for text in tables(strange())[1].values())
    assert b"\x00" not in data
    assert b"2025-01-01" in data


ANALYSTS = Path(__file__).parents[2] / "docs" / "for-analysts.md"


def test_every_command_of_the_page_for_analysts_runs(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made(tmp_path / "my-case", NPR, NYT)
    lines = [line for line in ANALYSTS.read_text(encoding="utf-8").splitlines() if line.startswith("habeas ")]
    assert len(lines) > 6
    for line in lines:
        done(*shlex.split(line)[1:])
    python = ANALYSTS.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    exec(python, {})  # noqa: S102 our own page
    assert len(list(tmp_path.glob("*.gexf"))) == 7


def test_the_page_for_analysts_names_every_view_column_measure_and_form():
    text = ANALYSTS.read_text(encoding="utf-8")
    named = [*VIEWS, *WRITERS, *(measure.name for measure in MEASURES)]
    named += [
        column.name
        for column in EDGE_COLUMNS
        if column.name not in {"predicate", "n_speakers", "start_year", "end_year"}
    ]
    assert [name for name in named if f"`{name}`" not in text] == []


def test_every_picture_of_the_page_for_analysts_is_there():
    text = ANALYSTS.read_text(encoding="utf-8")
    pictures = [part.split(")")[0] for part in text.split("](pictures/")[1:]]
    assert len(pictures) == 5
    for name in pictures:
        assert etree.parse(ANALYSTS.parent / "pictures" / name).getroot().tag.endswith("svg")


# -- in the shell


def test_the_shell_says_what_was_written_and_keeps_standard_output_free(tmp_path: Path):
    folder = made(tmp_path / "case", NPR, NYT)
    ran = habeas("export", folder, tmp_path / "x.graphml", "--view", "person-facility", "--on", "2025")
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "x.graphml: GraphML, nodes: 2, lines: 1." in ran.stderr.replace("\n", " ")
    assert "Not in this form: the timeline" in ran.stderr
    assert "Narrowed to: on 2025-01-01/2025-12-31" in ran.stderr


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("x.gexf", "--view", "fulll"), "full"),
        (("x.gexf", "--view", "ego"), "--ego NAME"),
        (("x.gexf", "--on", "yesterday"), "--on"),
        (("x.xlsx",), ".gexf"),
        (("old.gexf",), "--force"),
        (("nowhere/x.gexf",), "no such folder"),
        (("x.gexf", "--min-sources", "0"), "1 or more"),
    ],
)
def test_what_is_asked_wrongly_in_the_shell_ends_with_status_two_and_leaves_no_file(tmp_path: Path, more, words):
    folder = made(tmp_path / "case", NYT)
    (tmp_path / "old.gexf").write_text("old")
    ran = habeas("export", folder, tmp_path / more[0], *more[1:])
    assert ran.exit_code == 2
    assert words in ran.stderr.replace("\n  ", " ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "old.gexf"]
    assert (tmp_path / "old.gexf").read_text() == "old"
