"""The words of pictures: put into lines by where they stand, and recognised where the extra is installed."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from habeas.capture import ocr
from habeas.capture.reading import read_document

WORDS = "Ana Ruiz was taken on 3 January"


def test_pieces_of_one_height_are_a_line_from_left_to_right() -> None:
    pieces = [(300.0, 52.0, 20.0, "Norte"), (10.0, 50.0, 20.0, "Cárcel"), (10.0, 90.0, 20.0, "3 de enero")]
    assert ocr.lines_of(pieces) == ["Cárcel Norte", "3 de enero"]


@pytest.mark.skipif(ocr.recogniser() is None, reason="habeas[ocr] is not installed")
@pytest.mark.parametrize("form", ["PNG", "PDF"])
def test_a_picture_and_a_page_that_is_one_are_read(form: str) -> None:
    picture, out = Image.new("RGB", (900, 200), "white"), io.BytesIO()
    ImageDraw.Draw(picture).text((40, 80), WORDS, font=ImageFont.load_default(36), fill="black")
    picture.save(out, form)
    found = read_document(out.getvalue(), lambda done, of: None)
    assert (found.text, found.notes) == (WORDS, ("recognised",))
