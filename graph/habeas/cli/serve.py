"""A case file, or RDF files, over HTTP on this computer: `serve`; and an example case to look around in: `demo`."""

from __future__ import annotations

import os
import secrets
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from socket import socket
from threading import Timer
from typing import Annotated, Final
from urllib.parse import quote_plus

import typer

import habeas
from habeas.casefile.case_file import CaseFile
from habeas.cli.main import harmless
from habeas.cli.options import LangOption, QuietOption, argument, bounded, option
from habeas.cli.output import Out, print_refusal
from habeas.cli.progress import progress
from habeas.cli.report import print_report
from habeas.errors import BadChoice, NotFound
from habeas.model.config import FILE, read_settings
from habeas.storage.atomic import write_atomic
from habeas.storage.lending import is_writable
from habeas_api.app import create_app
from habeas_api.http.exposure import Exposure
from habeas_api.http.security import AccessPolicy
from habeas_api.http.server import listen, log_to_stderr, make_server
from habeas_api.http.sessions import Sessions
from habeas_api.service.case_service import CaseService
from habeas_api.service.rdf_file_service import RdfFileService
from habeas_api.service.worker import forked_workers
from habeas_api.service.workers import EXECUTED

PORT: Final = 8420
HOST: Final = "127.0.0.1"
TELL_SECONDS = 2.0
STILL_OPENING = (
    "The store is catching up with the journal; a large case takes some minutes. Ctrl-C stops it, and nothing is lost."
)


def serve(
    paths: Annotated[list[Path], argument("CASE | FILE…", "The folder of the case file.")],
    *,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes any free one.")] = PORT,
    host: Annotated[
        str, typer.Option("--host", help="The address; beyond this computer it needs https, and everybody a token.")
    ] = HOST,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="A host name that leads here; repeat for more.", show_default=False),
    ] = None,
    tls_cert: Annotated[Path | None, option("--tls-cert", "FILE", "The certificate of this server, PEM.")] = None,
    tls_key: Annotated[Path | None, option("--tls-key", "FILE", "Its key, PEM, without a passphrase.")] = None,
    behind_proxy: Annotated[
        str, option("--behind-proxy", "ADDRESS", "A proxy that speaks https comes from here; with --name.")
    ] = "",
    rdf: Annotated[bool, typer.Option("--rdf", help="Serve RDF files, read only: /sparql and /graph alone.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Serve a case file: pages, SPARQL, an address for every name, JSON, recording with the token. Ctrl-C stops it.

    Anybody on this computer reads what is public. The link printed once it is ready shows you everything, and lets you
    add in the browser. While it serves, the other commands work on the same case: the server waits for them, and shows
    at once what they record.

    Other computers and phones reach it with --host and a certificate, or through a proxy: docs/desk.md.
    """
    out, names = Out.of(quiet=quiet), tuple(name or ())
    exposure = Exposure(host=host, certificate=tls_cert, key=tls_key, proxy=behind_proxy, names=names)
    exposure.require_safe()
    service = RdfFileService(paths) if rdf else CaseService(_one(paths), workers=forked_workers())
    if not quiet:
        log_to_stderr()

    def ready(address: str, link: str) -> None:
        if open_:
            webbrowser.open(link or address)

    run_server(service, listen(host, port), out, exposure, ready=ready)


def run_server(
    service: CaseService | RdfFileService,
    listening: socket,
    out: Out,
    exposure: Exposure,
    *,
    ready: Callable[[str, str], None] = lambda address, link: None,
) -> None:
    """Serve until Ctrl-C.

    `ready` is called once it answers, with its address and the link that shows everything (empty without a case).
    """
    os.umask(0o077)
    with listening:
        _open(service, out)
        token, fresh = token_in(service.folder) if isinstance(service, CaseService) else (new_token(), exposure.beyond)
        address, sessions = exposure.address(listening), Sessions()
        link = f"{address}enter?key={sessions.key}" if isinstance(service, CaseService) else ""

        def tell() -> None:
            print(f"habeas is reading {harmless(service.title)} at {address}", flush=True)
            if exposure.proxy:
                out.note(f"The proxy finds it at http://{exposure.host}:{listening.getsockname()[1]}/")
            if exposure.beyond:
                out.warn("Other computers can reach this. Nobody reads anything without a token or a link.")
            if fresh:
                out.note(f"The token that reads and records everything over HTTP is {token}")
            if link:
                out.note(f"To read everything and to add in the browser, open {link}")
            ready(address, link)

        beyond = exposure.beyond
        fences = AccessPolicy(
            token=token, open_reads=not beyond, only_https=beyond, names=frozenset(map(str.lower, exposure.names))
        )
        _require_own_quads(service)
        app = create_app(service, fences, sessions)
        make_server(app, tell, tls=exposure.tls, proxy=exposure.proxy).run(sockets=[listening])


def _require_own_quads(service: CaseService | RdfFileService) -> None:
    """Raise BadChoice for a case with its quads at a service: query processes reach no network (decision 420)."""
    if isinstance(service, CaseService) and service.settings.engine:
        why = "a case that keeps its quads at a service is not served: queries here run where no network is reached"
        raise BadChoice(where=FILE, why=why, next="Take [engine] out of case.toml, or serve a copy without it.")


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


# -- the example

EXAMPLE = "venezuela-2026"
TITLE = "Political prisoners in Venezuela, January 2026 (example)"


def demo(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The folder to make.")] = Path("demo-case"),
    *,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it after the report, until Ctrl-C.")] = True,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; another one where it is taken.")
    ] = PORT,
    open_: Annotated[
        bool, typer.Option("--open/--no-open", help="Open it in the browser, where there is a screen to show it.")
    ] = True,
    lang: LangOption = "",
    quiet: QuietOption = False,
) -> None:
    """Make an example case, report what is in it, and serve it.

    Who was held, released, died; who says so; what is only alleged.

    The example is what two published articles of January 2026 say, claim by claim. The case is made once; the report
    can be repeated. It ends with five addresses worth opening, and your browser opens with the first page; Ctrl-C stops
    the server. Scripts use --no-serve.
    """
    out, workers = Out.of(lang=lang, quiet=quiet), forked_workers() if serve else EXECUTED
    if not (case / FILE).exists():
        CaseFile.create(case, title=TITLE, languages=("en", "es")).close()
    if read_settings(case).title == TITLE:
        _fill(case, out)
    with CaseFile.open(case) as file:
        print_report(file, out)
        places = worth_opening(file)
    if serve:
        sys.stdout.flush()
        _serve_demo(CaseService(case, workers=workers), places, port, out, open_=open_ and has_screen())


def has_screen() -> bool:
    """Whether a browser that is opened here would be seen: a person at a terminal of this computer, with a screen."""
    if not sys.stdout.isatty() or "SSH_CONNECTION" in os.environ:
        return False
    return not sys.platform.startswith("linux") or any(os.environ.get(key) for key in ("DISPLAY", "WAYLAND_DISPLAY"))


WHERE_HELD: Final = "SELECT ?who ?where {?p skos:prefLabel ?who; hab:detainedAt/skos:prefLabel ?where}"


def worth_opening(case: CaseFile) -> list[tuple[str, str]]:
    """Five addresses of a case, each with what it shows."""
    held = case.ask("detained-at").table()
    person = next((str(row[held.columns.index("person")]) for row in held.rows), "")
    return [
        ("", "the reading room: who is held, and how sure"),
        (
            f"id/{person.removeprefix(case.settings.base)}" if person else "people",
            "one person, every line with its source",
        ),
        ("check", "where sources clash or stand alone, put as questions"),
        ("api/facts?relation=detainedAt", "a pattern, without SPARQL: who was detained where, and who says so"),
        (
            f"sparql?format=csv&query={quote_plus(WHERE_HELD, safe=':;/')}",
            "the same in SPARQL, as a table for a spreadsheet",
        ),
    ]


def _serve_demo(service: CaseService, places: list[tuple[str, str]], port: int, out: Out, *, open_: bool) -> None:
    def ready(address: str, link: str) -> None:
        out.say()
        out.say("Open this first: with it, your browser shows everything and lets you add", style="bold")
        out.line(link, indent=4)
        out.say()
        out.say("Five addresses worth opening", style="bold")
        for path, what in places:
            out.say(what, indent=2)
            out.line(f"{address}{path}", indent=4)
        out.say()
        out.say("Ctrl-C stops it.")
        sys.stdout.flush()
        if open_:
            webbrowser.open(link)

    out.say()
    try:
        listening = listen(HOST, port)
    except BadChoice:
        listening = listen(HOST, 0)
    run_server(service, listening, out, Exposure(host=HOST), ready=ready)


def _fill(case: Path, out: Out) -> None:
    """Load the example. What is there already stays as it is."""
    files = sorted(example_folder().glob("*.yaml"))
    with CaseFile.open(case, write=True) as file:
        for path in files:
            with progress(out, f"loading {path.name}", "claims") as done:
                report = file.load(path, by=out.recorder, progress=done)
            there = len(report.already) + len(report.withdrawn_before)
            counts = f"{len(report.recorded)} claims recorded, {there} already there, {len(report.refused)} refused"
            out.note(f"{path.name}: {counts}")
            for refusal in report.refused:
                print_refusal(refusal, out)


def example_folder() -> Path:
    """The folder of the example.

    In the installed package, or in the repository it is installed from. Raises NotFound.
    """
    package = Path(habeas.__file__).parent
    for folder in (package / "examples", package.parent.parent / "examples"):
        if (folder / EXAMPLE).is_dir():
            return folder / EXAMPLE
    raise NotFound(why="the example is not installed", next="Install habeas again, or run this from the repository.")


# -- the token of a case: whoever has it may write over HTTP. It is in the case folder, readable by its owner only


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(24)


def token_in(folder: Path) -> tuple[str, bool]:
    """The token of a case, from its file `.token`; and whether it was made just now, for this time alone where the
    folder takes no file.
    """
    path, fixed = folder / ".token", not is_writable(folder)
    if path.exists():
        if not fixed:
            path.chmod(0o600)
        kept = path.read_text(encoding="ascii").strip()
        if kept:
            return kept, False
    token = new_token()
    if not fixed:
        write_atomic(path, f"{token}\n".encode("ascii"))
    return token, True
