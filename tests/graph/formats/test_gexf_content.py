"""What stands in GEXF: what Gephi drops or merges is never there; names and bytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tracemalloc
import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.builders import a_claim_form, a_form
from tests.graph.formats.gexf_cases import (
    NAMES,
    NS,
    RESERVED,
    SCHEMA,
    labelled,
    of_example,
    of_large,
    read_by_networkx,
    tree,
    trees,
)
from tests.graph.graph_cases import edges, graph, known_of, the_example, written

from habeas.formats.graph import Column, DrawnSpell, Edge, Graph, Node, Type
from habeas.formats.style import LOOKS
from habeas.formats.write import gexf
from habeas.graphs.views import VIEWS
from habeas.model.values import Entity, Ref, Text
from habeas.vocab import KINDS

# -- what Gephi drops or merges is never there


def test_no_two_edges_share_an_id_or_their_ends_and_kind_and_none_hangs_in_the_air():
    for root in trees():
        names = {node.get("id") for node in root.iterfind(".//g:node", NS)}
        every = root.findall(".//g:edge", NS)
        assert len(names) == len(root.findall(".//g:node", NS))
        assert not [n for n, count in Counter(edge.get("id") for edge in every).items() if count > 1]
        assert max(Counter((e.get("source"), e.get("target"), e.get("kind")) for e in every).values(), default=1) == 1
        assert all({edge.get("source"), edge.get("target")} <= names for edge in every)
        assert all(edge.get("type") is None and float(edge.get("weight")) > 0 for edge in every)


def test_spells_are_whole_days_in_order_and_never_meet():
    for root in trees():
        for line in root.iterfind(".//g:spells", NS):
            days = [(spell.get("start", "0000-00-00"), spell.get("end", "9999-99-99")) for spell in line]
            assert all(len(day) == 10 and day.count("-") == 2 for pair in days for day in pair)
            assert all(start <= end for start, end in days)
            assert all(one[1] < two[0] for one, two in pairwise(days))


def test_no_day_stands_for_for_ever():
    for root in trees():
        days = {day for spell in root.iterfind(".//g:spell", NS) for day in spell.attrib.values()}
        assert not {day[:4] for day in days} & {"0001", "1900", "9999"}


def test_the_timeline_has_two_days_and_plain_dates():
    root = tree(of_example("full"))
    about = root.find(".//g:graph", NS)
    assert (about.get("mode"), about.get("timeformat"), about.get("defaultedgetype")) == ("dynamic", "date", "directed")
    assert len({day for spell in root.iterfind(".//g:spell", NS) for day in spell.attrib.values()}) > 1


def test_nodes_have_no_spells_so_that_no_line_is_hidden_with_its_end():
    assert not tree(of_example("full")).findall(".//g:node/g:spells", NS)


def test_status_over_time_is_declared_first_and_again_among_the_static_attributes():
    root = tree(of_example("person-facility"))
    blocks = [(b.get("class"), b.get("mode"), [a.get("id") for a in b]) for b in root.iterfind(".//g:attributes", NS)]
    assert blocks[0] == ("node", "dynamic", ["status"])
    assert blocks[1][:2] == ("node", "static")
    assert blocks[1][2][0] == "status"
    values = root.findall(".//g:node[@id='person:enrique-marquez']//g:attvalue[@for='status']", NS)
    assert [(v.get("value"), v.get("start"), v.get("end")) for v in values][-2:] == [
        ("uncertain", "2026-01-09", "2026-01-11"),
        ("released", "2026-01-12", None),
    ]


def test_every_title_equals_its_id_and_takes_no_name_that_graph_programs_keep_for_themselves():
    for attribute in tree(of_example("co-detention")).iterfind(".//g:attribute", NS):
        assert attribute.get("id") == attribute.get("title")
        assert attribute.get("id") not in RESERVED
        assert attribute.get("type") in {"string", "integer", "double", "boolean"}


def test_a_kind_is_the_name_of_a_relation_and_kinds_are_few():
    kinds = {edge.get("kind") for edge in tree(of_large("full")).iterfind(".//g:edge", NS)}
    assert {"detainedAt", "arrestedBy", "siblingOf"} <= kinds
    assert len(kinds) < 50


def test_each_type_has_one_colour_and_shape_and_no_colour_is_written_as_hex():
    for root in trees():
        looks = {}
        assert not root.findall(".//*[@hex]")
        for node in root.iterfind(".//g:node", NS):
            type_ = node.find("g:attvalues/g:attvalue[@for='type']", NS).get("value")
            look = tuple(node.find("viz:color", NS).attrib.items()), node.find("viz:shape", NS).get("value")
            assert looks.setdefault(type_, look) == look


def test_the_main_colours_differ_for_every_kind_of_colour_vision():
    """Machado, Oliveira and Fernandes 2009, severity 1, on linear light."""
    unlike = {
        "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
        "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
        "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    }
    main = [
        tuple(((c / 255) / 12.92 if c < 11 else ((c / 255 + 0.055) / 1.055) ** 2.4) for c in look[:3])
        for look in list(LOOKS.values())[:8]
    ]
    for matrix in unlike.values():
        seen = [tuple(sum(a * c for a, c in zip(row, colour, strict=True)) for row in matrix) for colour in main]
        for at, one in enumerate(seen):
            for other in seen[at + 1 :]:
                assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.08
    assert set(LOOKS) == set(KINDS)
    assert len({look.hex for look in LOOKS.values()}) == len(LOOKS)


# -- names and bytes


def test_names_survive_letter_for_letter(tmp_path):
    read = read_by_networkx(written(labelled(*NAMES)), tmp_path)
    assert [read.nodes[node]["label"] for node in sorted(read)] == list(NAMES)
    assert [read.nodes[node]["words"] for node in sorted(read)] == list(NAMES)


def test_tabs_and_line_ends_in_a_name_survive():
    node = tree(labelled("a\tb\nc\rd")).find(".//g:node", NS)
    assert node.get("label") == "a\tb\nc\rd"


def test_a_name_of_a_hundred_thousand_letters_survives():
    assert tree(labelled("王" * 100_000)).find(".//g:node", NS).get("label") == "王" * 100_000


def kept(label):
    """What of a text may stand in a file: no control characters but tab and line ends; halves of characters show as a
    gap.
    """
    plain = "".join(c for c in label if unicodedata.category(c) != "Cc" or c in "\t\n\r")
    gapped = "".join("\ufffd" if unicodedata.category(c) == "Cs" else c for c in plain if c not in "\ufffe\uffff")
    return unicodedata.normalize("NFC", gapped)


def test_every_character_of_the_first_plane_gives_a_file_that_opens_and_loses_no_letter():
    labels = ["".join(map(chr, range(at, at + 256))) for at in range(0, 0x10000, 256)]
    assert [node.get("label") for node in tree(labelled(*labels)).iterfind(".//g:node", NS)] == list(map(kept, labels))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters(codec=None, max_codepoint=0xFFFF), max_size=40), min_size=1, max_size=6))
def test_any_names_at_all_give_a_file_that_opens(labels):
    assert [node.get("label") for node in tree(labelled(*labels)).iterfind(".//g:node", NS)] == list(map(kept, labels))


def test_characters_that_no_file_can_hold_are_counted_in_the_description():
    known = known_of(a_form(a_claim_form("ana", "detainedAt", "norte")))
    ana = Ref("person", "ana-ruiz")
    strange = Entity(ref=ana, labels=(Text("A\u0007na\u0000 \ud800"),))
    found = graph(replace(known, entities={**known.entities, ana: strange}), "person-facility")
    assert "halves of characters): 3." in found.description
    assert [n.get("label") for n in tree(found).iterfind(".//g:node", NS)][1] == "Ana \ufffd"


def test_a_letter_written_in_two_parts_is_written_in_one():
    assert tree(labelled("Ma\u0301rquez")).find(".//g:node", NS).get("label") == "Márquez"


def test_equal_cases_give_equal_bytes_twice_and_in_another_process():
    here = [written(of_example(view)) for view in VIEWS]
    assert here == [written(of_example(view)) for view in VIEWS]
    program = (
        "import hashlib, sys; from tests.graph.formats.test_gexf_content import *\n"
        "print(hashlib.sha256(b''.join(written(of_example(view)) for view in VIEWS)).hexdigest())"
    )
    seen = {
        subprocess.run(
            (sys.executable, "-c", program),
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_the_order_of_claims_does_not_change_the_bytes():
    known = the_example()
    turned = replace(known, claims=known.claims[::-1])
    assert {written(graph(k, "full", sayings=True)) for k in (known, turned)} == {
        written(of_example("full", sayings=True))
    }


def test_the_same_graph_stands_in_the_same_places_and_not_all_in_one():
    one, two = of_example("full"), of_example("full")
    places = [(node.x, node.y) for node in one.nodes]
    assert places == [(node.x, node.y) for node in two.nodes]
    assert len(set(places)) == len(places)


def endless(count):
    """A graph whose nodes and edges are made as they are written."""
    values = ("detainedAt", 2, "A name", "https://made-up.example/1", True)
    types = (Type.STRING, Type.INTEGER, Type.STRING, Type.STRING, Type.BOOLEAN)
    columns = tuple(Column(f"c{n}", type_, "") for n, type_ in enumerate(types))
    nodes = (Node(f"person:{n:07}", f"Person {n}", "person", values) for n in range(count))
    ties = (
        Edge(f"person:{n:07}", "facility:x", "detainedAt", "detained at", 1.0, values, (DrawnSpell("2025-01-01", ""),))
        for n in range(count)
    )
    return Graph(
        view="full", about="many", nodes=nodes, edges=ties, node_columns=columns, edge_columns=columns, dynamic=True
    )


def peak(count):
    tracemalloc.start()
    size = sum(map(len, gexf.write(endless(count))))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most, size


def test_the_writer_needs_no_more_memory_for_ten_times_as_much():
    small, large = peak(2_000), peak(20_000)
    assert large[1] > 9 * small[1]
    assert large[0] < small[0] * 1.2 + 100_000


def test_the_schema_finds_a_mistake_when_there_is_one():
    if not SCHEMA.is_file():
        pytest.skip("HABEAS_GEXF_SCHEMA does not name a folder with gexf.rng")
    wrong = written(of_example("full")).replace(b'version="1.3"', b'version="1.2"')
    assert not etree.RelaxNG(etree.parse(SCHEMA)).validate(etree.parse(io.BytesIO(wrong)))


def test_lines_that_claims_state_weigh_their_documents():
    lines = edges(of_example("full"))
    assert all(line["weight"] == line["n_sources"] for line in lines.values())
