"""The data that the scripts of a published folder search and ask: all that the public may see, and nothing else."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from tests.api.publishing.test_publishing import LETTER
from tests.builders import a_case

from habeas.casefile import CaseFile
from habeas_api.app import create_reading_app
from habeas_api.publishing.data import claim_pieces, piece_of, pieces_for, shard_of
from habeas_api.publishing.edition import Making, publish
from habeas_api.web.static import path_of


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if path_of("built/edition.js") is None:
        pytest.skip("The scripts of a published folder are not built: python web/build.py")
    folder = tmp_path_factory.mktemp("data")
    with a_case(folder, LETTER) as case:
        publish(case, folder / "out", create_reading_app, Making(most_claims=0))
    return folder / "out"


def value(out: Path, name: str) -> Any:
    text = (out / "data" / f"{name}.js").read_text(encoding="utf-8")
    assert text.startswith(f"habeasData({json.dumps(name)},") and text.endswith(");\n")
    return json.loads(text.partition(",")[2].removesuffix(");\n"))


def quads(out: Path) -> Iterator[pyoxigraph.Quad]:
    for relation, (number, names) in value(out, "about")["relations"].items():
        content = b"".join(gzip.decompress(base64.b64decode(value(out, name))) for name in names)
        found = list(pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.N_QUADS))
        assert len(found) == number and {quad.predicate.value for quad in found} == {relation}
        yield from found


def test_the_quads_are_those_of_the_edition_each_once(out: Path) -> None:
    found = list(quads(out))
    with CaseFile.open(out.parent / "case" / "store" / "editions" / "published") as edition:
        assert sorted(map(str, found)) == sorted(map(str, edition.views.store.quads()))
    assert not any("ocampal" in str(quad).lower() for quad in found)


def test_names_and_claims_are_found_in_their_pieces(out: Path) -> None:
    about = value(out, "about")
    names = [row for number in range(about["names"]) for row in value(out, f"names/{number}")]
    assert ["person", "ana-ruiz", "Ana Ruiz", []] in names and ["facility", "norte", "Cárcel Norte", []] in names
    rows = value(out, "claims/es/0")
    quoted = next(row for row in rows if row[3])
    assert quoted[3] == "Ana was at Norte" and quoted[10] == "id/person/ana-ruiz.html"
    place = value(out, f"words/{shard_of('norte')}")["norte"]
    assert [rows[one][0] for one in place] == [quoted[0]]


def test_with_many_claims_claims_and_documents_lead_to_one_page(out: Path) -> None:
    page = (out / "en/id/facility/norte.html").read_text()
    assert "../../record.html#doc/letter" in page and 'href="#c-' in page
    assert not (out / "en/id/claim").exists() and not (out / "en/claims.html").exists()
    assert (out / "en/record.html").exists() and value(out, "about")["records"] is True
    rows = value(out, "claims/en/0")
    assert sorted(value(out, "docs/0")["letter"]) == sorted(row[0] for row in rows if row[6] == "doc:letter")


def test_each_piece_is_chosen_by_name_and_stays_small() -> None:
    assert (piece_of("", 1 << 32), piece_of("a", 1 << 32), piece_of("foobar", 1 << 32)) == (
        0x811C9DC5,
        0xE40C292C,
        0xBF9CF968,
    )
    ids = [f"c-{number}" for number in range(5_000)]
    pieces = claim_pieces(ids)
    assert sorted(one for piece in pieces for one in piece) == sorted(ids)
    assert len(pieces) == pieces_for(5_000) == 16 and max(map(len, pieces)) < 800
