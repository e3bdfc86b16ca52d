"""Archives of web pages, WARC and WACZ: the page that was captured, out of everything that came with it."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import IO, Any, Final
from zipfile import ZipFile

from habeas.capture.document import Document
from habeas.capture.extras import Extra, needed
from habeas.capture.html import read_html
from habeas.capture.office import MOST_UNPACKED, opened, part_of
from habeas.errors import BadFile

WARC: Final = "application/warc"
WACZ: Final = "application/wacz"
DAMAGED: Final = BadFile(why="this archive is damaged: it cannot be read", next="Capture the page again.")
NO_PAGE: Final = BadFile(why="there is no web page in this archive", next="Capture the page again, in a browser.")
FOUND: Final = "200"


def read_warc(content: bytes) -> Document:
    """The first page of an archive. Raises BadFile."""
    return replace(_page(BytesIO(content), ""), media=WARC)


def read_wacz(content: bytes) -> Document:
    """The page that an archive in a ZIP file names first. Raises BadFile."""
    with opened(content) as archive:
        names = [name for name in archive.namelist() if name.startswith("archive/") and ".warc" in name]
        wanted = _named(archive)
        parts = (part_of(archive, name) for name in sorted(names))
        for part in parts:
            with suppress(BadFile):
                return replace(_page(BytesIO(part), wanted), media=WACZ)
    raise NO_PAGE


def _named(archive: ZipFile) -> str:
    if "pages/pages.jsonl" not in archive.namelist():
        return ""
    for line in part_of(archive, "pages/pages.jsonl").splitlines():
        with suppress(ValueError, AttributeError):
            if url := json.loads(line).get("url", ""):
                return str(url)
    return ""


def _page(stream: IO[bytes], wanted: str) -> Document:
    for record, address in _pages(stream):
        if wanted in ("", address):
            content = _bounded(record)
            charset = str(record.http_headers.get_header("Content-Type", "")).partition("charset=")[2].strip(" \"';")
            day = str(record.rec_headers.get_header("WARC-Date", ""))[:10]
            read = read_html(content, charset)
            return replace(read, url=address, date=read.date or day)
    raise NO_PAGE


def _pages(stream: IO[bytes]) -> Iterator[tuple[Any, str]]:
    """The web pages that were found, in their order, with their addresses."""
    iterate = needed(Extra.WARC).ArchiveIterator
    try:
        for record in iterate(stream):
            heads = record.http_headers
            if record.rec_type != "response" or heads is None or heads.get_statuscode() != FOUND:
                continue
            if "html" in str(heads.get_header("Content-Type", "")):
                yield record, str(record.rec_headers.get_header("WARC-Target-URI", ""))
    except (ValueError, OSError, EOFError, zlib.error, gzip.BadGzipFile, AttributeError, UnicodeError) as error:
        raise DAMAGED from error
    except Exception as error:
        if type(error).__name__ == "ArchiveLoadFailed":  # warcio's own, of a file that is none
            raise DAMAGED from error
        raise


def _bounded(record: Any) -> bytes:
    content: bytes = record.content_stream().read(MOST_UNPACKED + 1)
    if len(content) > MOST_UNPACKED:
        raise BadFile(why="the page in this archive is far too large", next="Ask whoever made it.")
    return content
