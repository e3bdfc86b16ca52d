"""Graphs on the disk, through the front door and in the shell."""

from __future__ import annotations

import errno
import io
import resource
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from tests.builders import a_case, a_claim_form, a_form
from tests.graph.graph_cases import written
from tests.graph.shell import NPR, NYT, done, habeas, made

from habeas.errors import BadChoice, BadFile, in_shell
from habeas.formats.graph import Column, DrawnSpell, Edge, Graph, Node, Type
from habeas.formats.write.writers import WRITERS, ending_of
from habeas.graphs.edges import EDGE_COLUMNS
from habeas.graphs.measures import MEASURES
from habeas.graphs.views import VIEWS
from habeas.storage.atomic import save

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
    assert "--force" in in_shell(error.value.next)
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
        "import resource, signal, sys; from pathlib import Path\n"
        "from habeas.storage.atomic import save; from habeas.errors import BadFile\n"
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
    monkeypatch.setattr("habeas.graphs.export.graph_of", lambda *_, **__: pytest.fail("reckoned for nothing"))
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
    ties = (Edge("person:0", "person:1", "knows", "knows", 0.5, (None, None, None), (DrawnSpell("", "2025-01-01"),)),)
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
    if ending.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    assert b"\x00" not in data
    assert b"2025-01-01" in data


ANALYSTS = Path(__file__).parents[3] / "docs" / "for-analysts.md"


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
    named += [column.name for column in EDGE_COLUMNS if column.name not in {"n_speakers", "start_year", "end_year"}]
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
    assert "x.graphml: GraphML, nodes: 2, edges: 1." in ran.stderr.replace("\n", " ")
    assert "Not in this format: the timeline" in ran.stderr
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
