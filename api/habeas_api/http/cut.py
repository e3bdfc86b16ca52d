"""An answer that is cut on its way says why: in its body where the format has room, in a trailer, and in the log.

The connection is closed without the end of the body, so that no client takes a part for the whole. A client that asks
for trailers (`TE: trailers`) is told in one, `Answer-Cut`, and its body ends in order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.types import Scope

TRAILER: Final = "Answer-Cut"
END_WITH: Final = "habeas.end_with"
"""The extension of a scope with which the server ends a body in a trailer (server.py)."""
NOTES: Final[Mapping[str, str]] = {
    "text/turtle": "\n# cut: {}\n",
    "application/trig": "\n# cut: {}\n",
    "application/n-triples": "\n# cut: {}\n",
    "application/n-quads": "\n# cut: {}\n",
    "text/plain": "\n# cut: {}\n",
    "text/csv": "\r\n# cut: {}\r\n",
    "text/tab-separated-values": "\n# cut: {}\n",
}
XML_NOTE: Final = "\n<!-- cut: {} -->\n"
JSON_NOTE: Final = "\n/* cut: {} */\n"
"""JSON has no comments, and its part is no JSON either; a person who looks at it sees why."""


def note_in_body(media: str, why: str) -> bytes:
    """What stands at the end of a part of an answer of this type; nothing in types of bytes, such as ZIP."""
    kind = media.partition(";")[0].strip().lower()
    words = " ".join(why.split())
    if kind == "application/x-ndjson":
        return f"\n{json.dumps({'error': words}, ensure_ascii=False)}\n".encode()
    if note := NOTES.get(kind):
        return note.format(words).encode()
    if kind.endswith("xml"):
        return XML_NOTE.format(words.replace("--", "- -")).encode()
    return JSON_NOTE.format(words).encode() if kind.endswith("json") else b""


def takes_trailers(scope: Scope) -> bool:
    """True for a client that asks for trailers, at a server that can send them."""
    asked = ",".join(Headers(scope=scope).getlist("te")).lower()
    named = any(part.partition(";")[0].strip() == "trailers" for part in asked.split(","))
    return named and END_WITH in scope.get("extensions", {})


def end_with_trailer(scope: Scope, why: str) -> None:
    """End the body in a trailer that says why."""
    end: Callable[[str, str], Any] = scope["extensions"][END_WITH]
    end(TRAILER, why.encode("ascii", "replace").decode())
