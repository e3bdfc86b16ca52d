"""RDF files into a fresh store, in a process of its own: what a file does to its parser is done to nobody else.

    python -m habeas.sparql.loading MEGABYTES STORE FILE…

The process has no network and a memory limit, as a worker has. What goes wrong is told on standard output as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Store

from habeas import sandbox
from habeas.errors import BadFile, phrase
from habeas.sandbox import QUIET
from habeas.sparql.ipc import WorkerRefusal
from habeas.sparql.limits import how_ended

FORMATS: Final[Mapping[str, RdfFormat]] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
MEMORY_MB: Final = 4_000


def load(store: Path, files: Sequence[Path]) -> None:
    """Make a store of these files. Raises BadFile naming the file, with line and column."""
    for file in files:
        if file.suffix.lower() not in FORMATS:
            why = phrase("files ending in “%(suffix)s” are not read here", suffix=file.suffix)
            raise BadFile(where=str(file), why=why, next="Files read: " + " ".join(FORMATS))
    command = [sys.executable, "-P", "-m", "habeas.sparql.loading", str(MEMORY_MB), str(store), *map(str, files)]
    done = subprocess.run(  # noqa: S603 this Python, this module
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **QUIET}, check=False
    )
    if done.returncode == 0:
        return
    if not done.stdout:
        why = phrase(
            "the process that read these files ended unexpectedly (%(returncode)s)",
            returncode=how_ended(done.returncode),
        )
        if done.returncode == -signal.SIGABRT:  # an engine that gets no memory aborts
            why = phrase("reading these files took more memory than is allowed (%(memory_mb)s MB)", memory_mb=MEMORY_MB)
        raise BadFile(why=why, next="Load them one by one to find which.")
    told = WorkerRefusal(**json.loads(done.stdout))
    raise BadFile(why=told.why, where=told.where, next=told.next)


def _take(store: Store, file: Path) -> WorkerRefusal | None:
    why = ""
    try:
        store.bulk_load(path=str(file), format=FORMATS[file.suffix.lower()], base_iri=f"file:///{file.name}")
    except (SyntaxError, ValueError) as error:
        why = phrase("this is not what its name says: %(detail)s", detail=str(error).splitlines()[0])
    except OSError as error:
        why = error.strerror or str(error)
    return WorkerRefusal(error="BadFile", why=why, where=str(file), next="Nothing was loaded.") if why else None


def main() -> int:
    """Load, from within the sandbox."""
    megabytes, folder, *files = sys.argv[1:]
    sandbox.enter(os.getppid())
    store = Store(folder)
    sandbox.limit_memory(int(megabytes))
    for file in files:
        refused = _take(store, Path(file))
        if refused is not None:
            print(json.dumps(asdict(refused)))
            return 1
    store.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
