"""What people who may only add send to a case: messages in their own words, each kept as a document.

A message is matched with nothing that the case holds: no name, document or claim of it is looked up, so that nothing
can be told from how it is taken, and nothing there can be changed by it. It is sealed until somebody who keeps the case
makes claims from it, with its words as their quotes (decision 285). Who sent it reads it again, and nobody else's: its
name has the id of the token or link that it came with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from habeas.casefile.case_file import CaseFile
from habeas.casefile.resources import snapshot_text
from habeas.errors import BadChoice, phrase
from habeas.model.access import Access
from habeas.model.codec import source_from_plain
from habeas.model.text import fold

MAX_LENGTH: Final = 20_000
MAX_LINE: Final = 200
MOST: Final = 500
"""So many messages come in by one link: whoever finds a lost phone cannot fill the disk."""
SEALED: Final = "sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message, as it was sent."""

    date: str
    text: str
    note: str
    """About whom, and when, where it was told."""


def send_message(case: CaseFile, access: Access, *, words: str, about: str = "", when: str = "", today: str) -> None:
    """Keep a message, in the name of who sent it. `about` and `when` go into its note. Raises BadChoice."""
    _require_words(words)
    note = "; ".join(f"{name}: {line}" for name, line in _lines(about=about, when=when))
    slug = next((slug for slug, known in _own(case, access) if known is None), "")
    if not slug:
        why = phrase("%(most)s messages came in by this link, which is as many as may", most=MOST)
        raise BadChoice(where="words", why=why, next="Ask whoever keeps the file for a new link.")
    digest = hashlib.sha256(words.encode()).hexdigest()
    source = {
        "id": slug,
        "title": f"Message from {access.recorder}, {today}",
        "date": today,
        "sensitivity": SEALED,
        "snapshot": {"sha256": digest, "characters": len(words)},
        **({"note": note} if note else {}),
    }
    case.record_form({"source": source}, by=access.recorder, where="message", text=words)


def sent_messages(case: CaseFile, access: Access) -> list[Message]:
    """The messages that came with a token or link, the latest first."""
    known = [source_from_plain(plain) for _, plain in _own(case, access) if plain is not None]
    dated = [(one, one.date.edtf if one.date else "") for one in reversed(known)]
    return [Message(date=date, text=snapshot_text(case, one)[0], note=one.note) for one, date in dated]


def _own(case: CaseFile, access: Access) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """The names of the messages of a token or link, with what is known of each, and the first that is free."""
    for number in range(1, MOST + 1):
        slug = f"message-{access.grant}-{number}"
        known = case.views.index.entity(f"doc:{slug}")
        yield slug, known
        if known is None:
            return


def _lines(**given: str) -> Iterator[tuple[str, str]]:
    for name, text in given.items():
        line = " ".join(text.split())
        if len(line) > MAX_LINE:
            raise BadChoice(
                where=name,
                why=phrase("this has more than %(max_line)s characters", max_line=MAX_LINE),
                next="Write it below.",
            )
        if line:
            yield name, line


def _require_words(words: str) -> None:
    if not fold(words).strip():
        raise BadChoice(where="words", why="there is no message yet", next="Write what you know.")
    if len(words) > MAX_LENGTH:
        raise BadChoice(
            where="words",
            why=phrase("this has more than %(max_length)s characters", max_length=MAX_LENGTH),
            next="Send it in two parts.",
        )
