"""Real SPARQL services, started on this computer: what `make test-remote` asks. Each is left out where it is not there.

    oxigraph    pip install oxigraph (its own server, `oxigraph serve`)
    virtuoso    apt-get install virtuoso-opensource-7-bin

HABEAS_TEST_SERVICES names those that are asked, with a comma between; without it, none is.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import httpx

from habeas.model.engine import EngineSettings

VARIABLE = "HABEAS_TEST_SERVICES"
SECONDS = 60
WEB = httpx.Client(trust_env=False, timeout=SECONDS)
VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 6
[SPARQL]
ResultSetMaxRows = 1000000
"""


def wanted() -> list[str]:
    """The names of the services that are asked for."""
    return [name for name in os.environ.get(VARIABLE, "").split(",") if name]


def there(name: str) -> str:
    """The program of a service; empty where it is not there."""
    beside = Path(sys.executable).with_name("oxigraph")
    if name == "oxigraph":
        return str(beside) if beside.exists() else shutil.which("oxigraph") or ""
    return (shutil.which("virtuoso-t") and shutil.which("isql-vt") and shutil.which("virtuoso-t")) or ""


@contextmanager
def started(name: str, folder: Path) -> Iterator[EngineSettings]:
    """A service with an empty dataset, at ports of its own on this computer."""
    folder.mkdir(parents=True, exist_ok=True)
    with SERVICES[name](folder) as engine:
        yield engine


def emptied(engine: EngineSettings, name: str) -> None:
    """Take out what a test left; a Virtuoso keeps graphs of its own."""
    if name == "virtuoso":
        own = "FILTER(!REGEX(STR(?g), 'openlinksw|localhost|w3.org/(ns|2002)'))"
        text = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} {own} }}"
        answer = WEB.post(engine.query, data={"query": text}, headers={"Accept": "application/sparql-results+json"})
        graphs = [row["g"]["value"] for row in answer.json()["results"]["bindings"]]
        told = " ; ".join(f"DROP SILENT GRAPH <{graph}>" for graph in graphs)
    else:
        told = "DROP ALL"
    if told:
        kind = {"Content-Type": "application/sparql-update"}
        WEB.post(engine.update, content=told, headers=kind).raise_for_status()


@contextmanager
def _oxigraph(folder: Path) -> Iterator[EngineSettings]:
    port = _free_port()
    command = [there("oxigraph"), "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    at = f"http://127.0.0.1:{port}"
    engine = EngineSettings(query=f"{at}/query", update=f"{at}/update", store=f"{at}/store", seconds=50)
    with _running(command, lambda: WEB.get(at).is_success):
        yield engine


@contextmanager
def _virtuoso(folder: Path) -> Iterator[EngineSettings]:
    http, sql = _free_port(), _free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(VIRTUOSO.format(folder=folder, http=http, sql=sql), encoding="utf-8")
    grant = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", 'exec=GRANT SPARQL_UPDATE TO "SPARQL";']

    def ready() -> bool:
        told = subprocess.run(grant, capture_output=True, text=True, check=False)
        return "Done." in told.stdout

    at = f"http://127.0.0.1:{http}/sparql"
    with _running([there("virtuoso"), "-f", "-c", str(settings)], ready):
        yield EngineSettings(query=at, update=at, seconds=50)


CANNOT: dict[str, frozenset[str]] = {"virtuoso": frozenset({"Q05", "Q10", "Q11", "Q17", "Q18", "Q22"})}
"""Questions over which the compiler of a service ends (Virtuoso 7.2.5: SQ156): refused, and never answered wrongly."""
CANNOT_ASK: dict[str, frozenset[str]] = {"virtuoso": frozenset({"uncorroborated"})}
"""The same for saved questions that are none of the twenty-five."""
SERVICES: dict[str, Callable[[Path], AbstractContextManager[EngineSettings]]] = {
    "oxigraph": _oxigraph,
    "virtuoso": _virtuoso,
}


@contextmanager
def _running(command: list[str], ready: Callable[[], bool]) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + SECONDS
        while not _is_ready(ready):
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{command[0]} did not start")
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _is_ready(ready: Callable[[], bool]) -> bool:
    try:
        return ready()
    except (httpx.HTTPError, OSError):
        return False


def main() -> None:
    """Print those that are here, for HABEAS_TEST_SERVICES; say of the others that they are left out."""
    for name in SERVICES:
        if not there(name):
            sys.stderr.write(f"{name} is not installed: left out\n")
    sys.stdout.write(",".join(filter(there, SERVICES)))


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
