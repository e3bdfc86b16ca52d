"""Whatever is exported: no spelling of a withheld name is in it, be it in a label, a quote, an id or a title."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from tests.builders import a_claim_form, a_form
from tests.graph.graph_cases import graph, known_of, nodes, written
from tests.graph.graphs.view_cases import held

from habeas.formats.write.writers import WRITERS
from habeas.graphs.views import VIEWS
from habeas.storage.pseudonyms import pseudonyms

NAMES = {
    "ida": {"is": "person:ib-1", "label": "Ida Brumal Soriel", "also": ["Ида Брумаль"], "sensitivity": "restricted"},
    "kin": {"is": "person:kin", "label": "hermana de Brumal Soriel, Ida"},
    "slug": {"is": "person:brother-of-ida-brumal", "label": "Beto Lamadrid"},
    "group": {
        "is": "org:friends",
        "label": "Friends of IDA BRUMAL",
        "org-kind": "ngo",
        "also": ["I. Brumal’s friends"],
    },
}
LEAKS = ("brumal", "soriel", "брумал")


def told(**more):
    return known_of(
        a_form(
            held("ana", "norte", quote="she sat with Brumal, I.", id="brumal-ida-seen"),
            held("kin", "norte", quote="Иды Брумаль brother"),
            held("slug", "norte", event="detention:case-of-idabrumal"),
            a_claim_form("group", "partOf", "paper", note="friends of Ida Bru\u00admal-Soriel"),
            a_claim_form("ana", "occupation", "nurse of the Brumal Soriel family"),
            held("ida", "sur"),
            names=NAMES,
            title="A letter to ida.brumal@example.org",
            url="https://example.org/letters/Ida%20Brumal",
        ),
        **more,
    )


def readable(content: bytes) -> str:
    """What a file says, taken out of its archive where it is one."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join([*archive.namelist(), *(archive.read(name).decode() for name in archive.namelist())])


@pytest.mark.parametrize("redact", [False, True])
@pytest.mark.parametrize("view", [view for view in VIEWS if view != "ego"])
def test_no_spelling_of_a_withheld_name_is_in_any_export(view: str, tmp_path: Path, *, redact: bool) -> None:
    shown = graph(told(alias=pseudonyms(tmp_path)), view, redact=redact, sayings=True)
    for ending in WRITERS:
        content = readable(written(shown, ending)).casefold()
        assert [word for word in LEAKS if word in content] == [], ending


def test_the_others_are_there_and_told_apart() -> None:
    shown = nodes(graph(told(), "full"))
    assert sum(name.startswith("person:") for name in shown) >= 3
    assert "Beto Lamadrid" in {node["label"] for node in shown.values()}
