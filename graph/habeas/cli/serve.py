"""`habeas serve`: a case file, or RDF files, over HTTP on this computer."""

from __future__ import annotations

import os
import secrets
import webbrowser
from collections.abc import Callable, Iterable
from pathlib import Path
from socket import socket
from threading import Timer
from typing import Annotated

import typer

from habeas.cli.main import harmless
from habeas.cli.options import Quiet
from habeas.cli.output import Out
from habeas.cli.session import bounded
from habeas.errors import BadChoice
from habeas.storage.atomic import write_atomic
from habeas_api.app import create_app
from habeas_api.http.security import AccessPolicy
from habeas_api.http.server import address_of, is_loopback, listen, log_to_stderr, make_server
from habeas_api.http.sessions import Sessions
from habeas_api.service.case_service import CaseService
from habeas_api.service.rdf_file_service import RdfFileService

PORT = 8420
TELL_SECONDS = 2.0
STILL_OPENING = (
    "The store is catching up with the journal; a large case takes some minutes. Ctrl-C stops it, and nothing is lost."
)


def serve(
    paths: Annotated[
        list[Path], typer.Argument(metavar="CASE | FILE…", help="The folder of the case file.", show_default=False)
    ],
    *,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes any free one.")] = PORT,
    host: Annotated[
        str, typer.Option("--host", help="The address; off loopback, every request needs the token.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A host name that leads here, off loopback.", show_default=False)
    ] = None,
    rdf: Annotated[bool, typer.Option("--rdf", help="Serve RDF files, read only: /sparql and /graph alone.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    quiet: Quiet = False,
) -> None:
    """Serve a case file: pages, SPARQL, an address for every name, JSON, recording with the token. Ctrl-C stops it.

    The link for adding in the browser is printed once it is ready. While it serves, no other program can open the case.
    """
    out = Out.of(quiet=quiet)
    service = RdfFileService(paths) if rdf else CaseService(_one(paths))
    if not quiet:
        log_to_stderr()

    def ready(address: str, link: str) -> None:
        if open_:
            webbrowser.open(link or address)

    run(service, listen(host, port), out, host=host, names=name or (), ready=ready)


def run(
    service: CaseService | RdfFileService,
    listening: socket,
    out: Out,
    *,
    host: str,
    names: Iterable[str] = (),
    ready: Callable[[str, str], None] = lambda address, link: None,
) -> None:
    """Serve until Ctrl-C.

    `ready` is called once it answers, with its address and the link for adding (empty without a case).
    """
    os.umask(0o077)
    with listening:
        _open(service, out)
        token, fresh = (
            token_in(service.folder) if isinstance(service, CaseService) else (new_token(), not is_loopback(host))
        )
        address, sessions = address_of(listening, host), Sessions()
        link = f"{address}enter?key={sessions.key}" if isinstance(service, CaseService) else ""

        def tell() -> None:
            print(f"habeas is reading {harmless(service.title)} at {address}", flush=True)
            if fresh:
                out.note(f"The token for recording over HTTP is {token}")
            if link:
                out.note(f"To add in the browser, open {link}")
            ready(address, link)

        fences = AccessPolicy(token=token, open_reads=is_loopback(host), names=frozenset(names))
        make_server(create_app(service, fences, sessions), tell).run(sockets=[listening])


def _open(service: CaseService | RdfFileService, out: Out) -> None:
    """Open it.

    A store that must be rebuilt takes time: that is said, and Ctrl-C ends it at once; nothing is lost by that.
    """
    telling = Timer(TELL_SECONDS, out.note, [STILL_OPENING])
    telling.daemon = True
    with bounded(0):
        telling.start()
        try:
            service.open()
        finally:
            telling.cancel()


def _one(paths: list[Path]) -> Path:
    if len(paths) > 1:
        raise BadChoice(
            why="only one case file can be served at a time", next="For RDF files: habeas serve --rdf FILE…"
        )
    return paths[0]


# -- the token of a case: whoever has it may write over HTTP. It is in the case folder, readable by its owner only


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(24)


def token_in(folder: Path) -> tuple[str, bool]:
    """The token of a case, from its file `.token`; and whether it was made just now."""
    path = folder / ".token"
    if path.exists():
        path.chmod(0o600)
        kept = path.read_text(encoding="ascii").strip()
        if kept:
            return kept, False
    token = new_token()
    write_atomic(path, f"{token}\n".encode("ascii"))
    return token, True
