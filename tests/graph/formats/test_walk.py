"""Every view in every format, of each example and of a crowd: read by the program it is for, without a warning, and
with the same nodes, lines and days.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from bench.make_case import case as made_up_sources
from tests.builders import EXAMPLE
from tests.graph.formats.walk import READERS, walk
from tests.graph.graph_cases import BASE, graph, known_from, the_example, written

from habeas.formats.graph import Graph
from habeas.formats.read.files import batches
from habeas.formats.read.form import FormReader
from habeas.formats.read.raw import lined
from habeas.formats.write.writers import WRITERS
from habeas.graphs.inputs import Inputs
from habeas.graphs.views import VIEWS
from habeas.model.values import Ref

CROWD = 25


@cache
def the_invented_example() -> Inputs:
    """The made-up example, with its texts."""
    return known_from(batches(EXAMPLE.parent / "invented" / "case.yaml", BASE))


@cache
def a_crowd() -> Inputs:
    """Some dozens of made-up people."""
    forms = made_up_sources(CROWD, 7)
    return known_from(FormReader(lined(form), "made up", Path()).read() for form in forms)


CASES = {"articles": the_example, "invented": the_invented_example, "crowd": a_crowd}


@cache
def drawn(case: str, view: str) -> Graph:
    """A view of a case; around whoever has most claims, where it is that of somebody."""
    known = CASES[case]()
    if view != "ego":
        return graph(known, view, sayings=True)
    people = [claim.subject for claim in known.claims if claim.subject.kind == "person"]
    middle = max(sorted(set(people), key=str), key=people.count, default=Ref("person", "nobody"))
    return graph(known, view, sayings=True, ego=middle, steps=2)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("case", CASES)
def test_every_format_of_a_view_is_read_with_the_same_lines_and_days(case: str, view: str) -> None:
    found = drawn(case, view)
    wrong = {ending: told for ending in WRITERS if (told := walk(written(found, ending), ending, found))}
    assert wrong == {}


def test_every_format_has_its_reader() -> None:
    assert {*READERS, ".jsonld", ".ftm.json"} == set(WRITERS)


def test_a_reader_finds_what_is_missing(tmp_path: Path) -> None:
    found = drawn("articles", "person-facility")
    fewer = Graph(
        **{name: getattr(found, name) for name in found.__dataclass_fields__} | {"edges": tuple(found.edges)[1:]}
    )
    assert all(walk(written(fewer, ending), ending, found) for ending in WRITERS)
