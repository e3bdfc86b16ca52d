"""Photos: shown to who may see them and nobody else, never with what was told in the file; bad ones are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.api.served import served
from tests.api.web.browsing import Browser, browser
from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.casefile.documents import About
from habeas.casefile.photos import fit_to_leave
from habeas.errors import BadFile
from habeas_api.app import create_reading_app
from habeas_api.publishing.edition import publish

TOLD_IN_IT = "taken by Luis near the river"
ANA = {"id": "m", "title": "More", "date": "2026-02-01"}


def a_photo(colour: str, *, turned: int = 6, size: tuple[int, int] = (400, 200), form: str = "JPEG") -> bytes:
    picture = Image.new("RGB", size, colour)
    told = Image.Exif()
    told[0x010E], told[0x0112] = TOLD_IN_IT, turned
    told.get_ifd(0x8825).update({1: "N", 2: (10.0, 29.0, 19.0), 3: "W", 4: (66.0, 52.0, 45.0)})
    out = BytesIO()
    picture.save(out, form, exif=told, comment=TOLD_IN_IT.encode()) if form == "JPEG" else picture.save(out, form)
    return out.getvalue()


def depicts(who: str, document: str, **more: Any) -> dict[str, Any]:
    return a_claim_form(who, "depiction", f"doc:{document}", **more)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("photos") / "case"
    with a_case(folder, a_form()) as case:
        for name, colour in (("open", "red"), ("group", "green"), ("kept", "blue"), ("cell", "white")):
            case.capture(a_photo(colour), f"{name}.jpg", About(title=name))
        case.capture(b"no picture at all", "plain.txt", About(title="plain"))
        claims = [
            depicts("ana", "open", quote="Ana Ruiz <at home> & free"),
            depicts("ana", "group"),
            depicts("luis", "group", sensitivity="restricted"),
            depicts("ana", "plain"),
            depicts("norte", "cell", note="The gate of the prison"),
        ]
        kept = a_form(depicts("ana", "kept"), id="kept", title="kept", sensitivity="restricted")
        for form in (a_form(*claims, **ANA), kept):
            report = case.record_form(form)
            assert not report.refused, report.refused
    return folder


@pytest.fixture(scope="module")
def doors(folder: Path) -> Iterator[dict[str, Browser]]:
    with served(folder) as running, browser(running) as anybody, browser(running, keeper=True) as keeper:
        yield {"anybody": anybody, "keeper": keeper}


def photos(page: str) -> list[str]:
    return re.findall(r'<img src="/photo/([^"]+)"', page)


def test_the_page_of_a_person_shows_its_photos_with_the_words_of_the_claim(doors: dict[str, Browser]) -> None:
    page = doors["keeper"].page("/id/person/ana-ruiz.html")
    assert sorted(photos(page)) == ["group", "kept", "open"]
    assert 'alt="Ana Ruiz: Ana Ruiz &lt;at home&gt; &amp; free"' in page
    assert 'alt="Cárcel Norte: The gate of the prison"' in doors["keeper"].page("/id/facility/norte.html")


def test_anybody_sees_no_photo_that_is_withheld_or_shows_somebody_withheld(doors: dict[str, Browser]) -> None:
    assert photos(doors["anybody"].page("/id/person/ana-ruiz.html?lang=es")) == ["open"]
    assert doors["anybody"].get("/photo/open").status_code == 200
    for name in ("group", "kept", "plain", "letter", "no-such"):
        assert doors["anybody"].get(f"/photo/{name}").status_code == 404, name
    assert doors["keeper"].get("/photo/group").status_code == 200
    assert doors["keeper"].get("/photo/plain").status_code == 404


def test_what_is_sent_is_upright_and_has_nothing_but_pixels(doors: dict[str, Browser]) -> None:
    answer = doors["anybody"].get("/photo/open")
    assert answer.headers["content-type"] == "image/jpeg" and answer.headers["cache-control"] == "no-store"
    sent = Image.open(BytesIO(answer.content))
    assert sent.size == (200, 400), "the camera was held upright"
    assert not sent.getexif() and set(sent.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert TOLD_IN_IT.encode() not in answer.content and b"Exif" not in answer.content


def test_a_published_folder_has_what_everybody_may_see_and_no_original(folder: Path, tmp_path: Path) -> None:
    with CaseFile.open(folder) as case:
        originals = {path.read_bytes() for path in (folder / "sources").iterdir()}
        publish(case, tmp_path / "out", create_reading_app)
    made = {path.relative_to(tmp_path / "out").as_posix(): path for path in (tmp_path / "out").rglob("*.jpg")}
    assert set(made) == {"photos/open.jpg", "photos/cell.jpg"}
    sent = made["photos/open.jpg"].read_bytes()
    assert sent not in originals and not Image.open(BytesIO(sent)).getexif()
    page = (tmp_path / "out" / "es" / "id" / "person" / "ana-ruiz.html").read_text(encoding="utf-8")
    assert re.findall(r'<img src="([^"]+)"', page) == ["../../../photos/open.jpg"]


def cleaned(tmp_path: Path, content: bytes) -> Image.Image:
    path = tmp_path / "picture"
    path.write_bytes(content)
    return Image.open(BytesIO(fit_to_leave(path)))


def test_a_large_picture_is_made_smaller_and_one_that_moves_stands_still(tmp_path: Path) -> None:
    assert max(cleaned(tmp_path, a_photo("red", turned=1, size=(3000, 1500))).size) == 1024
    frames, out = [Image.new("RGB", (20, 10), colour) for colour in ("red", "blue")], BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    still = cleaned(tmp_path, out.getvalue())
    assert (still.format, still.size) == ("JPEG", (20, 10))
    assert still.convert("RGB").getpixel((5, 5))[0] > 200, "the first frame"
    clear = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(clear, "PNG")
    assert min(cleaned(tmp_path, clear.getvalue()).getpixel((4, 4))) > 240, "what lets through is white"


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"no picture", a_photo("red")[:200]])
def test_what_is_no_whole_picture_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadFile):
        cleaned(tmp_path, content)


def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(BadFile, match="million pixels"):
        cleaned(tmp_path, out.getvalue())
