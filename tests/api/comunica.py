"""Comunica, a SPARQL client in JavaScript (npm): where it is, and how it comes here.

    python tests/api/comunica.py     look for it; where npm is, or can be fetched, put it into .venv/comunica, once

Never an error: without it one test is left out, and says why.
"""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
PLACE: Final = ROOT / ".venv" / "comunica"
PROGRAM: Final = PLACE / "node_modules" / "@comunica" / "query-sparql" / "bin" / "query.js"
PACKAGE: Final = "@comunica/query-sparql@4.5.0"
QUIET: Final = ("--no-save", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
SECONDS: Final = 300
WANTED: Final = (
    "Comunica was not run: it needs npm and, once, a network. `python tests/api/comunica.py` "
    "fetches it; HABEAS_COMUNICA names one that is there."
)


def find_comunica() -> list[str] | None:
    """The command that asks: HABEAS_COMUNICA, what was fetched here, or what is installed."""
    if named := os.environ.get("HABEAS_COMUNICA"):
        return [named]
    if PROGRAM.exists() and (node := _node_here()):
        return [*node, str(PROGRAM)]
    installed = shutil.which("comunica-sparql")
    return [installed] if installed else None


def _node_here() -> list[str] | None:
    """The command that runs Node, without fetching anything."""
    if installed := shutil.which("node"):
        return [installed]
    own = _build()["own_node"]()
    return list(own[0]) if own else None


def _build() -> dict[str, Any]:
    """What web/build.py knows of Node."""
    return runpy.run_path(str(ROOT / "web" / "build.py"))


def main() -> None:
    """Find it, or fetch it."""
    if find_comunica() is None:
        print("Fetching Comunica, for a test of /sparql with it (once) …", flush=True)
        try:
            _, npm = _build()["find_node"]()
            PLACE.mkdir(parents=True, exist_ok=True)
            command = [*npm, "install", "--prefix", str(PLACE), *QUIET, PACKAGE]
            subprocess.run(command, timeout=SECONDS, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        except Exception as error:  # noqa: BLE001 the test is left out then
            print(error, file=sys.stderr)
    if find_comunica() is None:
        print(WANTED, file=sys.stderr)


if __name__ == "__main__":
    main()
