"""Messages of e-mail, and web pages saved as one file (MHTML), which are written as messages. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from typing import Final

from habeas.capture.document import Document
from habeas.capture.html import read_html
from habeas.capture.plain_text import decoded
from habeas.errors import BadFile

HEADERS: Final = ("From", "To", "Cc", "Date", "Subject")
LETTER: Final = "letter"


def read_mail(content: bytes) -> Document:
    """A message: who wrote to whom, when, about what, its words, and the names of what was attached. Raises BadFile."""
    message = _message(content)
    heads = [f"{name}: {_head(message, name)}" for name in HEADERS if _head(message, name)]
    attached = [part.get_filename() for part in message.iter_attachments() if part.get_filename()]
    body = message.get_body(("plain", "html"))
    read = _words(body) if body is not None else Document(media="text/plain")
    lines = [*heads, "", read.text, *(f"[{name}]" for name in attached)]
    return Document(
        media="message/rfc822",
        text="\n".join(lines),
        kind=LETTER,
        title=_head(message, "Subject"),
        date=_day(_head(message, "Date")),
        language=read.language,
        notes=("attachments not read",) if attached else (),
    )


def read_mhtml(content: bytes) -> Document:
    """A page saved as one file. Raises BadFile."""
    message = _message(content)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if page is None:
        raise BadFile(why="there is no web page in this file", next="Save the page again, as one file or as HTML only.")
    read = _words(page)
    address = _head(message, "Snapshot-Content-Location") or str(page.get("Content-Location", ""))
    date = read.date or _day(_head(message, "Date"))
    return replace(read, media="multipart/related", url=address or read.url, date=date)


def _message(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise BadFile(why="this is not a message of e-mail", next="Save it as .eml, and capture that.")
    return message


def _words(part: MIMEPart) -> Document:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return Document(media="text/plain")
    charset = part.get_content_charset() or ""
    if part.get_content_type() == "text/html":
        return read_html(content, charset)
    try:
        return Document(media="text/plain", text=content.decode(charset or "utf-8"))
    except (UnicodeDecodeError, LookupError):
        return Document(media="text/plain", text=decoded(content)[0])


def _head(message: EmailMessage, name: str) -> str:
    """A header; one that cannot be read as it should be, as it stands."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, AttributeError, IndexError, TypeError):  # of headers that break the rules
        return ""


def _day(date: str) -> str:
    try:
        found: datetime = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError):
        return ""
    return found.date().isoformat()
