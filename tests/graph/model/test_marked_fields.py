"""[fields] in case.toml: relations and details whose claims are more sensitive than others."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.errors import BadFile
from habeas.model.config import CaseSettings, read_settings, settings_text


def read(folder: Path, text: str) -> CaseSettings:
    (folder / "case.toml").write_text(settings_text(CaseSettings(title="x")) + text)
    return read_settings(folder)


def test_marked_fields_are_read_and_change_the_digest(tmp_path: Path) -> None:
    marked = read(tmp_path, '[fields]\nbornOn = "restricted"\nhealthCondition = "sealed"\n')
    assert marked.fields == {"bornOn": "restricted", "healthCondition": "sealed"}
    assert marked.digest() != CaseSettings(title="x").digest() == read(tmp_path, "").digest()


@pytest.mark.parametrize(
    ("text", "why", "then"),
    [
        ('[fields]\nbornOnn = "restricted"', "no relation or detail “bornOnn”", "Did you mean bornOn"),
        ('[fields]\nbornOn = "secret"', "“secret” is not how sensitive", "public, restricted, sealed"),
    ],
)
def test_a_field_that_is_none_or_a_word_that_is_no_level_is_told(
    tmp_path: Path, text: str, why: str, then: str
) -> None:
    with pytest.raises(BadFile, match=why) as caught:
        read(tmp_path, f"{text}\n")
    assert then in str(caught.value)
