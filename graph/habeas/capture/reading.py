"""From bytes to a document: what kind of file it is by its content, and the reader for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from zipfile import ZipFile

from habeas.capture.document import Document
from habeas.capture.html import read_html
from habeas.capture.image import read_image
from habeas.capture.languages import language_of
from habeas.capture.mail import read_mail, read_mhtml
from habeas.capture.ocr import recogniser
from habeas.capture.office import DOCX, ODT, opened, part_of, read_docx, read_odt
from habeas.capture.pdf import PDF, Progress, read_pdf
from habeas.capture.plain_text import read_text
from habeas.capture.web_archive import WACZ, WARC, read_wacz, read_warc
from habeas.errors import BadFile, phrase

CHAT: Final = "application/zip"
HTML, MAIL, MHTML, PICTURE, TEXT = "text/html", "message/rfc822", "multipart/related", "image/*", "text/plain"
MOST_PARTS: Final = 20_000
_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_HEAD: Final = 4096
_PAGE: Final = re.compile(rb"<(!doctype\s+html|html|head|body|article|p|div|table)\b", re.IGNORECASE)
_LETTER: Final = re.compile(rb"\A(?:[A-Za-z][A-Za-z-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+", re.MULTILINE)
_LETTER_HEADS: Final = re.compile(
    rb"^(from|date|subject|mime-version|message-id|received):", re.IGNORECASE | re.MULTILINE
)
_SAVED: Final = re.compile(
    rb"^(content-type:\s*multipart/related|snapshot-content-location:)", re.IGNORECASE | re.MULTILINE
)
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_document(content: bytes, progress: Progress) -> Document:
    """What a file says. Raises BadFile for one that is empty, damaged, protected, or of a kind that is not read."""
    if not content.strip():
        raise BadFile(why="this file is empty", next="Look at where it came from.")
    try:
        read = _READERS[media_of(content)](content, progress).tidied()
    except RecursionError:
        raise BadFile(why="this file is nested too deeply to be read", next="Ask whoever made it.") from None
    return replace(read, language=_language(read))


def _language(read: Document) -> str:
    said = read.language.lower()
    return said if said.isalpha() and len(said) in {2, 3} else language_of(read.text)


def media_of(content: bytes) -> str:
    """The media type, by what the bytes are; names of files are not asked. Raises BadFile."""
    if content[:1024].lstrip().startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _of_archive(content)
    if content.startswith(_PICTURES) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return PICTURE
    if content.startswith((b"WARC/", b"\x1f\x8b")):
        return WARC
    if content.startswith(OLD_OFFICE):
        why = "this is a file of an older Office, or one protected by a password"
        raise BadFile(why=why, next="Save it as .docx or PDF without a password, and capture that.")
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    letter = _LETTER.match(head)
    if letter and len(_LETTER_HEADS.findall(letter[0])) > 1:
        return MHTML if _SAVED.search(letter[0]) else MAIL
    return HTML if _PAGE.search(head) else TEXT


def _of_archive(content: bytes) -> str:
    with opened(content) as archive:
        names = archive.namelist()
        if len(names) > MOST_PARTS:
            raise BadFile(
                why=phrase("this archive has %(names)s parts", names=f"{len(names):,}"),
                next="Unpack it, and capture what you need.",
            )
        if "word/document.xml" in names:
            return DOCX
        if "mimetype" in names and part_of(archive, "mimetype").startswith(ODT.encode()):
            return ODT
        if any(name.startswith("archive/") and ".warc" in name for name in names):
            return WACZ
        if _chats(archive):
            return CHAT
    why = "this archive is of no kind that is read here"
    raise BadFile(why=why, next="Unpack it, and capture what you need; of archives, exported chats and WACZ are read.")


def _chats(archive: ZipFile) -> list[str]:
    return [name for name in archive.namelist() if name.lower().endswith(".txt") and "/" not in name]


def _read_chat(content: bytes) -> Document:
    """A chat that was exported with its pictures."""
    with opened(content) as archive:
        [first, *more] = sorted(_chats(archive))
        if more:
            why = phrase("there are %(count)s texts in this archive", count=len(more) + 1)
            raise BadFile(why=why, next="Unpack it, and capture the one that you need.")
        read = read_text(part_of(archive, first))
        notes = (*read.notes, "attachments not read") if len(archive.namelist()) > 1 else read.notes
    return replace(read, media=CHAT, notes=notes)


_READERS: Final[dict[str, Callable[[bytes, Progress], Document]]] = {
    PDF: lambda content, progress: read_pdf(content, progress, recogniser()),
    PICTURE: lambda content, _: read_image(content, recogniser()),
    DOCX: lambda content, _: read_docx(content),
    ODT: lambda content, _: read_odt(content),
    WARC: lambda content, _: read_warc(content),
    WACZ: lambda content, _: read_wacz(content),
    CHAT: lambda content, _: _read_chat(content),
    MHTML: lambda content, _: read_mhtml(content),
    MAIL: lambda content, _: read_mail(content),
    HTML: lambda content, _: read_html(content),
    TEXT: lambda content, _: read_text(content),
}
