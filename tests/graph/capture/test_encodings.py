"""The letters of a file are the same whether it comes in as a document or as a list."""

from __future__ import annotations

import pytest

from habeas.capture import plain_text
from habeas.formats.read.tables import delimited

TEXT = "Núñez; José; detención de Íñigo en «La Víbora»\nMuñoz; Ángel; ¿dónde?\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"])
def test_a_document_and_a_list_are_read_with_the_same_letters(encoding: str) -> None:
    content = TEXT.encode(encoding)
    assert plain_text.decoded(content)[0].removeprefix("\ufeff") == delimited.decoded(content, "list.csv")[0] == TEXT
