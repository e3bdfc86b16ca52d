"""Pseudonyms: people who must not be named are there, and nothing says who they are."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form
from tests.graph.graph_cases import graph, known_of, nodes, written
from tests.graph.graphs.test_view_filters import SECRET
from tests.graph.graphs.view_cases import EVA, held
from typer.testing import CliRunner

from habeas.cli.main import app
from habeas.errors import BadFile
from habeas.formats.write.writers import WRITERS
from habeas.graphs.views import VIEWS
from habeas.model.values import Ref
from habeas.storage.pseudonyms import FILE, pseudonyms

GIVEAWAYS = ("Eva Sol", "La Sombra", "eva-sol", "person:eva", "baker", "she sang", "that Tuesday")


def told(**more):
    """Eva, who must not be named, in every place where a claim can name somebody."""
    return known_of(
        a_form(
            held("ana"),
            held("eva", "sur", event="detention:eva-sol-2025", quote="Eva Sol, she sang", id="eva-sol-in-sur"),
            a_claim_form("detention:eva-sol-2025", "agent", "paper"),
            a_claim_form("eva", "occupation", "baker of La Sombra"),
            held("luis", "norte", said_by="eva", note="Eva Sol said it that Tuesday"),
            held("luis", "sur", sensitivity="sealed"),
            names=SECRET,
            title="What La Sombra told us",
        ),
        **more,
    )


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "ego"])
def test_nothing_tells_who_stands_under_a_pseudonym(view, tmp_path):
    shown = graph(told(alias=pseudonyms(tmp_path)), view, redact=True, sayings=True)
    for ending in WRITERS:
        content = written(shown, ending).decode("utf-8", "replace")
        assert [word for word in GIVEAWAYS if word in content] == []
    assert "Claims withheld: 2." in str(shown.notes) and "pseudonyms" in str(shown.notes)


def test_what_is_known_of_them_is_there(tmp_path):
    known = told(alias=pseudonyms(tmp_path))
    eva = f"person:{known.alias(Ref.parse(EVA))}"
    shown = graph(known, "person-facility", redact=True)
    assert nodes(shown)[eva]["label"] == f"person {eva.removeprefix('person:')}"
    assert (eva, "facility:sur") in {(edge.source, edge.target) for edge in shown.edges}
    assert eva not in nodes(graph(known, "person-facility"))


def test_names_judged_one_have_one_pseudonym(tmp_path):
    names = {**SECRET, "esol": {"is": "person:e-sol", "label": "E. Sol"}}
    known = known_of(
        a_form(held("eva", "sur"), held("esol", "norte"), names=names),
        same={Ref.parse("person:e-sol"): Ref.parse(EVA)},
        alias=pseudonyms(tmp_path),
    )
    shown = graph(known, "person-facility", redact=True)
    people = {edge.source for edge in shown.edges}
    assert people == {f"person:{known.alias(Ref.parse(EVA))}"} and len(shown.edges) == 2


def test_without_pseudonyms_at_hand_they_are_left_out():
    assert not [name for name in nodes(graph(told(), "full", redact=True)) if "eva" in name.lower()]


def test_a_pseudonym_is_the_same_in_one_case_and_another_in_the_next(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    ref = Ref.parse(EVA)
    assert pseudonyms(here)(ref) == pseudonyms(here)(ref) != pseudonyms(there)(ref)
    assert pseudonyms(here)(ref) != pseudonyms(here)(Ref.parse("person:ana"))
    assert stat.S_IMODE((here / FILE).stat().st_mode) == 0o600
    assert [path.name for path in here.iterdir()] == [FILE]


def test_a_damaged_key_is_not_used(tmp_path):
    (tmp_path / FILE).write_bytes(b"short")
    with pytest.raises(BadFile, match="damaged"):
        pseudonyms(tmp_path)


def test_the_shell_and_the_library_write_the_same_pseudonyms(tmp_path: Path):
    case = tmp_path / "case"
    with a_case(case, a_form(held("ana"), held("eva", "sur"), names=SECRET)) as made:
        made.export(tmp_path / "one.gexf", "full", redact=True)
    done = CliRunner().invoke(app, ["export", str(case), str(tmp_path / "two.gexf"), "--redact"])
    assert done.exit_code == 0, done.output
    one, two = ((tmp_path / name).read_text() for name in ("one.gexf", "two.gexf"))
    assert one == two and "Eva" not in one and 'label="person ' in one


def test_an_id_with_a_withheld_name_in_it_is_the_same_in_every_file_and_tells_nothing(tmp_path: Path):
    secret = {"eva": {"is": "person:eva-sol", "label": "Eva Sol", "sensitivity": "restricted"}}
    forms = [
        a_form(a_claim_form("luis", "detainedAt", "sur"), names=secret, id="eva-sol-speaks"),
        a_form(a_claim_form("luis", "detainedAt", "norte"), id="another-eva-sol"),
    ]
    with a_case(tmp_path / "case", *forms) as case:
        views = {view: case.as_networkx(view) for view in ("source-subject", "claims")}
        one = case.as_networkx("source-subject", by="doc:another-eva-sol")
    found = [{name for name in graph if name.startswith("doc:")} for graph in (*views.values(), one)]
    assert found[0] == found[1] and len(found[0]) == 2 and len(found[2]) == 1 and found[2] < found[0]
    assert not any("eva" in name or name.endswith(("-0", "-1", "-2")) for name in found[0])
