"""What the tests of the command line share: how to call it, and the example."""

import sys
from pathlib import Path

from tests.prepared import a_copy
from typer.testing import CliRunner, Result

from habeas.cli.main import app
from habeas.model.text import MARK_OF_UTF8

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "venezuela-2026"
NPR, NYT = EXAMPLE / "npr-2026-01-12.yaml", EXAMPLE / "nyt-2026-01-01.yaml"
DESK = "https://desk.example:8443"
"""Where others reach a case that is served."""
RUN = [sys.executable, "-c", "from habeas.cli.main import run; run()"]
PLAIN = {"COLUMNS": "80", "HABEAS_FORMAT": "", "HABEAS_LANG": "", "HABEAS_RECORDER": ""}


def habeas(*arguments: object, input: str | None = None, **environment: str) -> Result:
    """Call a command in this process, at eighty columns and with no settings but those given."""
    return CliRunner().invoke(app, [str(a) for a in arguments], input=input, env=PLAIN | environment)


def done(*arguments: object, **more: str) -> str:
    """What a command that must succeed prints as its answer; of a table for spreadsheets without its first mark."""
    result = habeas(*arguments, **more)
    assert (result.exit_code, result.exception) == (0, None), result.stderr
    return result.stdout.removeprefix(MARK_OF_UTF8)


def made(folder: Path, *files: Path) -> Path:
    """A case with these files in it, closed."""
    return a_copy(folder, *files)
