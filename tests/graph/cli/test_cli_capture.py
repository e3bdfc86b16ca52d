"""`habeas capture`: what is printed, what is refused, and with which status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.graph.capture import files
from tests.graph.shell import done, habeas


@pytest.fixture
def case(tmp_path: Path) -> Path:
    done("init", tmp_path / "case")
    return tmp_path / "case"


def test_a_document_is_captured_and_what_it_says_of_itself_is_proposed(case: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(files.PAGE, encoding="utf-8")
    told = habeas("capture", case, tmp_path / "page.html")
    assert told.exit_code == 0
    assert "doc:page" in told.stdout
    assert "--title 'Detenidos en Cárcel Norte' --date 2026-01-12 --language es" in told.stderr
    assert "already there" in done("capture", case, tmp_path / "page.html")


def test_a_bad_file_is_refused_and_the_others_are_kept(case: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(files.a_pdf(files.LINES, encrypted=True))
    (tmp_path / "b.pdf").write_bytes(files.a_scan())
    told = habeas("capture", case, *(tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf")), "--format", "json")
    assert told.exit_code == 1
    answer = json.loads(told.stdout)
    assert [(one["ref"], one["notes"]) for one in answer["captured"]] == [("doc:b", ["no text"])]
    assert [one["why"] for one in answer["refused"]] == [
        "this PDF is protected by a password",
        "there is no such file",
    ]


def test_one_title_for_several_files_is_refused(case: Path, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    told = habeas("capture", case, tmp_path / "a.txt", tmp_path / "b.txt", "--title", "A letter")
    assert told.exit_code == 2 and "Capture the files one by one" in told.stderr


def test_captured_again_it_is_told_in_spanish_what_moved(case: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("She is at home.", encoding="utf-8")
    done("capture", case, tmp_path / "page.txt", "--date", "2026-01-12")
    form = {
        "source": {"id": "page"},
        "names": {"radio": {"is": "org:radio", "label": "Radio"}, "ana": {"is": "person:ana", "label": "Ana"}},
        "claims": [
            {
                "id": "h",
                "claim": ["ana", "occupation", "baker"],
                "said-by": "radio",
                "said": "2026-01-12",
                "quote": "She is at home",
            }
        ],
    }
    (tmp_path / "claims.json").write_text(json.dumps(form), encoding="utf-8")
    done("load", case, tmp_path / "claims.json")
    (tmp_path / "page.txt").write_text("She was at home.", encoding="utf-8")
    told = habeas("capture", case, tmp_path / "page.txt", "--as", "page", "--lang", "es")
    assert "0 están donde estaban, 0 en otro lugar, 0 en varios lugares y 1 en ninguno" in told.stderr.replace(
        "\n", " "
    )
    assert "C28" in habeas("check", case).stdout
