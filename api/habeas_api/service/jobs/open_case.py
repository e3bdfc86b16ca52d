"""The case as a job reads it, while a server has it open.

Its quads come from the checkpoint that the worker has open, everything else from the side index beside the case,
which the server goes on writing: SQLite shows each reader one state of it. Nothing here takes the lock; the server
has it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from habeas.casefile.case_file import CaseFile, utc_now
from habeas.model.config import read_settings
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.ipc import Request
from habeas.sparql.mapper import Mapper
from habeas.sparql.worker import AnswerStream
from habeas.storage.index import Index
from habeas.storage.read_model import ReadModel
from habeas.storage.workspace import Workspace

CASE_FOLDER = "case"
"""The argument of every job that names the folder of the case."""


@contextmanager
def open_case(request: Request, store: EmbeddedStore) -> Iterator[CaseFile]:
    """The case that a request is about, to read only."""
    folder = Path(request.arguments[CASE_FOLDER])
    space = Workspace(folder, read_settings(folder), utc_now)
    settings = space.settings
    with closing(Index.read_only(folder / "store" / "index.sqlite")) as index:
        index.settings = settings.digest()
        space.views = ReadModel(store, index, Mapper(settings.base, settings.conventions), space.fetch)
        yield CaseFile(space)


def write_json(out: AnswerStream, found: Any) -> None:
    """Answer with a value as JSON."""
    out.head("application/json", "json", "table")
    out.write(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
