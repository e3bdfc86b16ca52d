"""Chromium for the browser tests: where it is, and how it comes here.

    python tests/browser/chromium.py     look for it; where apt-get can install it, let it

Never an error: without a browser those tests are left out, and say why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MACOS: Final = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
SECONDS: Final = 300
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WANTED: Final = (
    "No Chromium was found, so the tests in a real browser are left out. "
    "Install it (Debian, Ubuntu: apt-get install chromium), or name one in HABEAS_CHROMIUM."
)


def find_chromium() -> str | None:
    """The program, if there is one: HABEAS_CHROMIUM before what is installed."""
    named = os.environ.get("HABEAS_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(MACOS) if MACOS.exists() else None)


def main() -> None:
    """Find it, or install it where that is possible without asking anybody."""
    if find_chromium() is None and can_install():
        print("Installing Chromium for the browser tests (once) …", flush=True)
        apt("update", "-qq")
        apt("install", "-y", "-qq", "--no-install-recommends", "chromium")
    if find_chromium() is None:
        print(WANTED, file=sys.stderr)


def can_install() -> bool:
    """True for an administrator of a Debian machine."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def apt(*arguments: str) -> None:
    """Run apt-get, with a bound on its time; what fails is seen by what is missing afterwards."""
    try:
        subprocess.run(
            ["apt-get", *arguments],
            timeout=SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, file=sys.stderr)


if __name__ == "__main__":
    main()
