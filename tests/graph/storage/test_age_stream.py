"""Files under a passphrase in the age format: another program of the format reads what is written."""

from __future__ import annotations

import io
from hashlib import shake_128

import pyrage
import pytest

from habeas.errors import BadChoice, BadFile
from habeas.storage import age_stream
from habeas.storage.age_stream import CHUNK, decrypted, encrypted

WORDS = "cinco palabras que nadie adivina, ñandú"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age_stream, "WORK", 4)


def written(content: bytes) -> bytes:
    return b"".join(encrypted([content[:5], content[5:]], WORDS))


def read(content: bytes, words: str = WORDS) -> bytes:
    return b"".join(decrypted(io.BytesIO(content), words, "x.age"))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7])
def test_what_is_written_is_read_by_others_and_by_us(size: int) -> None:
    content = shake_128(b"x").digest(size)
    assert pyrage.passphrase.decrypt(written(content), WORDS) == content
    assert read(written(content)) == content


def test_an_accent_may_be_typed_in_two_ways() -> None:
    assert read(written(b"x"), WORDS.replace("ñ", "n\u0303").replace("ú", "u\u0301")) == b"x"


def test_another_passphrase_opens_nothing_and_says_so() -> None:
    with pytest.raises(BadChoice, match="does not open it") as told:
        read(written(b"content"), WORDS[:-1])
    assert "capitals and spaces count" in told.value.next


def test_every_change_and_every_cut_is_told() -> None:
    content = written(shake_128(b"y").digest(2 * CHUNK + 100))
    for place in [*range(0, 220, 3), len(content) // 2, len(content) - 1]:
        changed = bytearray(content)
        changed[place] ^= 1
        with pytest.raises((BadFile, BadChoice)):
            read(bytes(changed))
    for size in (0, 10, 150, 190, 200, len(content) - CHUNK - 16, len(content) - 116, len(content) - 1):
        with pytest.raises((BadFile, BadChoice)):
            read(content[:size])


def test_a_file_that_would_keep_the_computer_busy_is_not_read() -> None:
    with pytest.raises(BadFile, match="minutes"):
        read(written(b"x").replace(b" 4\n", b" 23\n", 1))
