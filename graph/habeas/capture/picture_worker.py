"""A process that makes one picture fit to leave, and may be ended at any moment (see `worker`).

python -P -m habeas.capture.picture_worker MEGABYTES PARENT
"""

from __future__ import annotations

import base64
from typing import BinaryIO

from habeas.capture.picture import clean_picture
from habeas.capture.serving import serve, write_line
from habeas.errors import BadFile


def answer(requests: BinaryIO, out: BinaryIO) -> None:
    """Read a picture, and write it anew."""
    told: dict[str, object]
    try:
        told = {"picture": base64.b64encode(clean_picture(requests.read())).decode("ascii")}
    except BadFile as error:
        told = {"why": error.why, "next": error.next}
    except MemoryError:
        told = {"why": "reading this file takes more memory than it may", "next": "Split it, and capture its parts."}
    write_line(out, told)


if __name__ == "__main__":
    serve(answer)
