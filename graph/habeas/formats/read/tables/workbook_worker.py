"""A process that reads one workbook, and may be ended at any moment: `habeas.capture.worker` for tables.

    python -P -m habeas.formats.read.tables.workbook_worker MEGABYTES PARENT

The name of the file is the first line of its input. What leaves is one line of JSON: the table, or why it cannot be
read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Final

from habeas.capture.serving import serve, write_line
from habeas.errors import BadFile
from habeas.formats.read.tables.plain import table_to_plain
from habeas.formats.read.tables.workbook import read_workbook
from habeas.formats.table import TableFile

TOO_MUCH: Final = "reading this workbook takes more memory than it may"


def answer(requests: BinaryIO, out: BinaryIO, read: Callable[[bytes, str], TableFile] = read_workbook) -> None:
    """Read a workbook, or what else `read` reads, and write the answer."""
    name = requests.readline().decode().rstrip("\n")
    told: dict[str, object]
    try:
        told = {"table": table_to_plain(read(requests.read(), name))}
    except BadFile as error:
        told = {"why": error.why, "next": error.next}
    except MemoryError:
        told = {"why": TOO_MUCH, "next": "Save only the list in a new file."}
    write_line(out, told)


if __name__ == "__main__":
    serve(answer)
