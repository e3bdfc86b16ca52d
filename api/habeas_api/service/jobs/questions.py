"""What takes the whole case to answer, in a reader process: saved questions of the library.

The reader opens the checkpoint of the store, and the side index beside the case, which the server goes on writing:
SQLite shows each reader one state of it. Nothing here takes the lock; the server has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from habeas.casefile import CaseFile, utc_now
from habeas.model.config import read_settings
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.ipc import Question as WireQuestion
from habeas.sparql.mapping import Mapper
from habeas.sparql.worker import Out, first_of
from habeas.storage.index import Index
from habeas.storage.projection import Views
from habeas.storage.workspace import Workspace

NAME = __name__
__all__ = ["NAME", "Out", "WireQuestion", "answer", "beside"]


def answer(question: WireQuestion, out: Out) -> None:
    """Answer a saved question: `given` has the case's folder, the question's name, its parameters, a language."""
    given = question.given
    form, media = first_of(question.tables)
    with beside(Path(given["case"]), Path(question.store)) as case:
        content = case.ask(given["name"], given["params"], lang=given["lang"]).serialise(form)
    out.head(media, form, "table")
    out.write(content)


@contextmanager
def beside(folder: Path, checkpoint: Path) -> Iterator[CaseFile]:
    """The case to read only, while a server has it open; its quads come from a checkpoint."""
    space = Workspace(folder, read_settings(folder), utc_now)
    settings = space.settings
    with (
        closing(Index.read_only(folder / "store" / "index.sqlite")) as index,
        closing(EmbeddedStore.read_only(checkpoint)) as store,
    ):
        index.settings = settings.digest()
        space.views = Views(store, index, Mapper(settings.base, settings.conventions), space.fetch)
        yield CaseFile(space)
