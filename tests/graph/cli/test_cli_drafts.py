"""`habeas read`: drafts are listed, accepted by their keys, and written as a claim form that loads."""

import json
from pathlib import Path

import pytest
from tests.graph.shell import done, habeas

TEXT = "Uma Rehn was freed from Fort Gray on Monday, Ole Dahl said.\n\nPia Lund was arrested on 3 May 2026.\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder, text = tmp_path / "case", tmp_path / "free.txt"
    text.write_text(TEXT)
    done("init", folder)
    done("capture", folder, text, "--date", "2027-03-10", "--language", "en")
    return folder


def drafts(case: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(done("read", case, "free", "--format", "json"))["drafts"]
    return found


def test_drafts_are_listed_with_their_keys_and_what_they_lack(case: Path) -> None:
    told = done("read", case, "free")
    for draft in drafts(case):
        assert str(draft["key"]) in told
    assert "who says so" in told
    assert "8 March 2027" in told


def test_an_accepted_draft_is_recorded_by_whom_one_says(case: Path) -> None:
    key = str(drafts(case)[0]["key"])
    assert key in done("read", case, "free", "--accept", key, "--by", "Ana")
    assert drafts(case)[0]["recorded"]
    assert "Ana" in done("history", case)


def test_nothing_is_recorded_when_one_of_the_keys_is_wrong_or_its_draft_lacks_something(case: Path) -> None:
    first, second = (str(draft["key"]) for draft in drafts(case))
    for wrong in ("nothing", second):
        refused = habeas("read", case, "free", "--accept", first, "--accept", wrong)
        assert refused.exit_code == 2
        assert not drafts(case)[0]["recorded"]


def test_drafts_written_as_a_claim_form_load_once_they_are_changed(case: Path, tmp_path: Path) -> None:
    form = tmp_path / "drafts.yaml"
    done("read", case, "free", "--to", form)
    text = form.read_text("utf-8")
    assert "proposed-by: rules" in text
    form.write_text(text + "defaults: {said-by: person:ole-dahl}\n", "utf-8")
    done("load", case, form)
    assert all(draft["recorded"] for draft in drafts(case))


def test_a_document_without_a_text_and_one_that_tells_nothing_are_told_so(case: Path, tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.txt"
    quiet.write_text("The weather was fine and nobody came to the square today.\n")
    done("capture", case, quiet)
    assert "Nothing was found" in habeas("read", case, "quiet").stderr
    assert habeas("read", case, "nix").exit_code == 2
