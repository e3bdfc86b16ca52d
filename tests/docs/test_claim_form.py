"""The claim form's page and its JSON Schema tell the truth: what they show is read, and what is read fits."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from habeas.casefile import CaseFile
from habeas.formats.read.shape import CLAIM_KEYS, NAME_KEYS, SOURCE_KEYS
from habeas.formats.read.yaml_text import yaml_documents

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/*.yaml"))
SCHEMA = json.loads((ROOT / "docs" / "claim-form.schema.json").read_text(encoding="utf-8"))


def as_an_editor_sees_it(value: Any) -> Any:
    """YAML 1.2, as editors read it: whole numbers are numbers, everything else is text."""
    if isinstance(value, dict):
        return {key: as_an_editor_sees_it(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_an_editor_sees_it(item) for item in value]
    return int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value) else value


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_file_fits_the_schema_that_editors_use(path: Path) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for document in yaml_documents(path):
        faults = [f"{list(e.path)}: {e.message[:120]}" for e in validator.iter_errors(as_an_editor_sees_it(document))]
        assert faults == []


def test_the_schema_refuses_a_misspelt_relation_and_an_unknown_key() -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    good = {"source": {"id": "a"}, "claims": [{"claim": ["person:a", "detainedAt", "facility:b"], "said-by": "org:c"}]}
    assert validator.is_valid(good)
    assert not validator.is_valid({**good, "claims": [{"claim": ["person:a", "detainedIt", "facility:b"]}]})
    assert not validator.is_valid({**good, "claims": [{**good["claims"][0], "sayd-by": "org:c"}]})


def test_the_schema_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "make_schema.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def yaml_blocks(page: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("page", ["README.md", "docs/claim-form.md"])
def test_the_forms_shown_on_the_pages_are_recorded_whole(page: str, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x" * 120 + " la llevaron a la Cárcel Norte" + "y" * 60, encoding="utf-8")
    with CaseFile.create(tmp_path / "case") as case:
        for number, block in enumerate(yaml_blocks(page)):
            form = tmp_path / f"{number}.yaml"
            form.write_text(block, encoding="utf-8")
            report = case.load(form)
            assert report.refused == ()
            assert len(report.recorded) == 1


def test_the_page_names_every_key_of_the_form() -> None:
    page = (ROOT / "docs" / "claim-form.md").read_text(encoding="utf-8")
    missing = [
        key for key in {*CLAIM_KEYS, *NAME_KEYS, *SOURCE_KEYS} if f"`{key}`" not in page and f"{key}:" not in page
    ]
    assert missing == []
