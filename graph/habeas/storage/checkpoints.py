"""Checkpoints of a store that is being written to: what worker processes open.

A checkpoint is the engine's own: hard links to files that never change, so it costs milliseconds and no room. One is
made when a query comes and the journal has moved since the last. Old ones go when no reader has them open any more.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from habeas.sparql.embedded import EmbeddedStore


class Checkpoints:
    """The checkpoints of one case, in a folder of their own beside the store.

    What a killed server left behind is removed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        self.close()
        folder.mkdir(parents=True, mode=0o700)

    def make(self, store: EmbeddedStore) -> str:
        """A new checkpoint of the store as it is now; returns its folder."""
        self._made += 1
        self._folder.mkdir(exist_ok=True, mode=0o700)  # gone where the store was made again meanwhile
        path = self._folder / str(self._made)
        store.copy_to(path)
        return str(path)

    def drop(self, *, but: set[str]) -> None:
        """Remove every checkpoint but these."""
        for path in self._folder.iterdir():
            if str(path) not in but:
                shutil.rmtree(path, ignore_errors=True)

    def close(self) -> None:
        """Remove all of them."""
        shutil.rmtree(self._folder, ignore_errors=True)
