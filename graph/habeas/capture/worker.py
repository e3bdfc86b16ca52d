"""A process that reads one document, and may be ended at any moment.

    python -P -m habeas.capture.worker MEGABYTES PARENT

The file comes on standard input. What leaves on standard output are lines of JSON: how far it is, and at the end the
document, or why it cannot be read. It can open no connection and start no program (habeas/sandbox.py), and its memory
is limited before a byte of the file is looked at.
"""

from __future__ import annotations

from typing import BinaryIO

from habeas.capture.reading import read_document
from habeas.capture.serving import serve, write_line
from habeas.errors import BadFile


def answer(requests: BinaryIO, out: BinaryIO) -> None:
    """Read a document, and write the answer."""

    def progress(done: int, of: int) -> None:
        write_line(out, {"done": done, "of": of})

    told: dict[str, object]
    try:
        told = {"document": read_document(requests.read(), progress).plain()}
    except BadFile as error:
        told = {"why": error.why, "next": error.next}
    except MemoryError:
        told = {"why": "reading this file takes more memory than it may", "next": "Split it, and capture its parts."}
    write_line(out, told)


if __name__ == "__main__":
    serve(answer)
