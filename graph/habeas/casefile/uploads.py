"""A file that came over HTTP, taken in as `habeas load` takes in files of a folder.

Readers know a file by its name and look for captured texts beside it. So it stands alone in a folder of its own within
the store, which may be deleted at any time, for as long as it is read; nothing else of the computer can be named in it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from habeas.errors import BadFile, phrase
from habeas.formats.read.tables.files import is_table
from habeas.model.load_report import LoadReport, Refusal
from habeas.storage.atomic import make_folder, write_atomic

FOLDER: Final = "incoming"
NAME: Final = re.compile(r"[^\x00-\x1f\x7f/\\.][^\x00-\x1f\x7f/\\]{0,198}")


def load_upload(folder: Path, load: Callable[[Path], LoadReport], content: bytes, name: str) -> LoadReport:
    """Take a file into the case in a folder, by its content and its name; `load` takes in what stands at a path.

    Raises BadFile when nothing of it can be read; then nothing of it stays.
    """
    plain = re.split(r"[/\\]", name)[-1]
    if not NAME.fullmatch(plain):
        raise BadFile(where="file", why="this is not the name of a file", next="For example: claims.yaml")
    if is_table(plain):
        why = phrase("%(name)s is a list, which is shown before it is recorded", name=plain)
        raise BadFile(where="file", why=why, next="Open /add/list in a browser.")
    if not content:
        raise BadFile(where=plain, why="this file is empty")
    room = folder / "store" / FOLDER
    shutil.rmtree(room, ignore_errors=True)  # what a server that was killed left
    make_folder(room)
    try:
        write_atomic(room / plain, content)
        report = load(room / plain)
    except BadFile as error:
        raise BadFile(where=error.where.replace(f"{room}/", ""), why=error.why, next=error.next) from None
    finally:
        shutil.rmtree(room, ignore_errors=True)
    refused = tuple(Refusal(where=r.where.replace(f"{room}/", ""), why=r.why, next=r.next) for r in report.refused)
    notes = tuple(note.replace(f"{room}/", "") for note in report.notes)
    return replace(report, file=plain, refused=refused, notes=notes)
