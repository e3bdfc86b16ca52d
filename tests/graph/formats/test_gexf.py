"""GEXF opens everywhere (docs/for-analysts.md says how to open it)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import warnings
from itertools import islice
from pathlib import Path

import igraph
import pytest
from lxml import etree
from tests.graph.formats.gexf_cases import NAMES, SCHEMA, labelled, of_example, of_large, read_by_networkx, tree
from tests.graph.graph_cases import written

from habeas.graphs.views import VIEWS

# -- opens everywhere


@pytest.mark.parametrize("sayings", [False, True])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_the_example_opens_in_networkx_with_every_node_and_line(view, sayings, tmp_path):
    found = of_example(view, sayings=sayings)
    read = read_by_networkx(written(found), tmp_path)
    assert (read.number_of_nodes(), read.number_of_edges()) == (len(found.nodes), len(found.edges))
    assert {label for _, label in read.nodes(data="label")} == {node.label for node in found.nodes}


@pytest.mark.skipif(
    not SCHEMA.is_file(), reason="HABEAS_GEXF_SCHEMA does not name a folder with gexf.rng: not validated"
)
@pytest.mark.parametrize("sayings", [False, True])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_the_example_is_valid_by_the_published_schema(view, sayings):
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    assert schema.validate(tree(of_example(view, sayings=sayings))), schema.error_log


@pytest.mark.skipif(
    not SCHEMA.is_file(), reason="HABEAS_GEXF_SCHEMA does not name a folder with gexf.rng: not validated"
)
@pytest.mark.parametrize("chosen", [{"min_sources": 99}, {"ongoing_until": None}])
def test_empty_and_strange_graphs_are_valid_too(chosen):
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    for found in (of_example("full", **chosen), labelled(*NAMES), labelled("\x00\ud800", "x" * 100_000)):
        assert schema.validate(tree(found)), schema.error_log


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_a_large_case_opens_in_networkx_and_igraph(view, tmp_path):
    found = of_large(view)
    assert found.edges
    read = read_by_networkx(written(found), tmp_path)
    path = tmp_path / "graph.graphml"
    path.write_bytes(written(found, ".graphml"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        other = igraph.Graph.Read_GraphML(str(path))
    assert (read.number_of_nodes(), read.number_of_edges()) == (len(found.nodes), len(found.edges))
    assert (other.vcount(), other.ecount()) == (len(found.nodes), len(found.edges))
    assert {vertex["label"] for vertex in islice(other.vs, 200)} <= {node.label for node in found.nodes}


READER = """
const fs = require('fs'), Graph = require('graphology');
const gexf = require('graphology-gexf'), graphml = require('graphology-graphml');
const counts = {};
for (const path of process.argv.slice(2)) {
  const text = fs.readFileSync(path, 'utf8');
  const lite = data => {
    const found = Graph.from(data.fullGraph);
    found.forEachNode(node => found.mergeNodeAttributes(node, data.nodeData[node]));
    found.forEachEdge(edge => found.mergeEdgeAttributes(edge, data.edgeData[edge]));
    return found;
  };
  const graph = path.endsWith('.gephi-lite.json') ? lite(JSON.parse(text).graphDataset)
    : path.endsWith('.gexf') ? gexf.parse(Graph, text)
    : path.endsWith('.graphml') ? graphml.parse(Graph, text) : Graph.from(JSON.parse(text));
  const some = graph.filterNodes((_, a) => a.status)[0];
  counts[path.replace(/.*[/]/, '')] = [
        graph.order, graph.size, graph.nodes().map(n => graph.getNodeAttribute(n, 'label')),
    some ? graph.getNodeAttribute(some, 'status') : null];
}
console.log(JSON.stringify(counts));
"""


@pytest.fixture(scope="module")
def graphology(tmp_path_factory):
    """Reads files with graphology in node; skipped where node, npm or its registry cannot be reached."""
    if not shutil.which("npm") or not shutil.which("node"):
        pytest.skip("npm or node is not installed: not read by graphology")
    room = (
        Path(os.environ.get("HABEAS_GRAPHOLOGY", ""))
        if os.environ.get("HABEAS_GRAPHOLOGY")
        else tmp_path_factory.mktemp("npm")
    )
    if not (room / "node_modules" / "graphology-gexf").is_dir():
        packages = ("graphology@0.26.0", "graphology-gexf@0.13.2", "graphology-graphml@0.5.2", "@xmldom/xmldom@0.9")
        install = ("npm", "install", "--prefix", str(room), "--no-audit", "--no-fund", "--silent", *packages)
        try:
            subprocess.run(install, capture_output=True, text=True, check=True, timeout=60)
        except subprocess.SubprocessError as error:
            pytest.skip(f"npm could not install graphology-gexf: {error}")
    (room / "read.cjs").write_text(READER)

    def read(*paths):
        done = subprocess.run(
            ("node", str(room / "read.cjs"), *map(str, paths)), capture_output=True, text=True, check=False
        )
        assert not done.returncode, done.stderr
        assert not done.stderr
        return json.loads(done.stdout)

    return read


def test_every_view_of_the_example_opens_in_graphology_from_four_forms(graphology, tmp_path):
    wanted = {}
    for view in VIEWS:
        found = of_example(view)
        for ending in (".gexf", ".graphml", ".json", ".gephi-lite.json"):
            (tmp_path / f"{view}{ending}").write_bytes(written(found, ending))
            words = [node.history[-1].value for node in found.nodes if node.history]
            wanted[f"{view}{ending}"] = [
                len(found.nodes),
                len(found.edges),
                [n.label for n in found.nodes],
                (words or [None])[0],
            ]
    assert graphology(*sorted(tmp_path.iterdir())) == wanted


def test_every_view_of_a_large_case_opens_in_graphology(graphology, tmp_path):
    sizes = {}
    for view in ("full", "command"):
        found = of_large(view)
        (tmp_path / f"{view}.gexf").write_bytes(written(found))
        sizes[f"{view}.gexf"] = [len(found.nodes), len(found.edges)]
    assert {name: read[:2] for name, read in graphology(*sorted(tmp_path.iterdir())).items()} == sizes
