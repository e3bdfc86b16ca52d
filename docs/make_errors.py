"""Write docs/errors.md: what is said of each bad file in tests/errors, with the part of the file that brings it about.

`python docs/make_errors.py` writes it; `--check` writes nothing and exits 1 when it is stale.
"""

from __future__ import annotations

import sys
import tomllib
from itertools import groupby
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILES = HERE.parent / "tests" / "errors"
OUT = HERE / "errors.md"
MOST_SHOWN = 400
"""Characters of a file that are shown; longer ones are named only."""
HEAD = """# What is said of a bad file

Made from the files in `tests/errors` by `docs/make_errors.py`; each of them is loaded by the tests, and must say this.

A message names the file and the line, then what is wrong, then what to do. The good claims of a file are recorded; with
`--strict` nothing of a file is recorded when something in it is wrong.
"""


def section(entry: dict[str, Any]) -> str:
    """One bad file: what is wrong with it, what it says, what was recorded."""
    parts = [f"### {entry['what']}", f"`{entry['name']}`" + recorded(entry["recorded"])]
    shown = content(FILES / entry["name"])
    if shown:
        parts.append(f"```{Path(entry['name']).suffix[1:]}\n{shown}\n```")
    parts.append(f"```text\n{entry['said']}\n```")
    return "\n\n".join(parts) + "\n"


def recorded(claims: list[str]) -> str:
    """What was recorded all the same."""
    return f": recorded all the same: {', '.join(claims)}." if claims else ": nothing is recorded."


def content(path: Path) -> str:
    """The lines that matter: of a claim form the claims after the good one, of a small file everything."""
    if not path.is_file():
        return ""
    text = path.read_bytes().decode("utf-8", "replace").rstrip()
    head, good, bad = text.partition("\n- {id: good, claim: [ana, detainedAt, norte], said-by: radio}\n")
    shown = bad if good and bad else head if good else text
    return shown if len(shown) <= MOST_SHOWN else ""


def page() -> str:
    """The whole page."""
    entries = tomllib.loads((FILES / "expected.toml").read_text(encoding="utf-8"))["file"]
    parts = [HEAD]
    for group, inside in groupby(entries, key=lambda entry: str(entry["group"])):
        parts += [f"## {group}\n", *(section(entry) for entry in inside)]
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is stale."""
    made = page()
    if "--check" in arguments:
        fresh = OUT.exists() and OUT.read_text(encoding="utf-8") == made
        print("docs/errors.md is fresh" if fresh else "docs/errors.md is stale: run python docs/make_errors.py")
        return 0 if fresh else 1
    OUT.write_text(made, encoding="utf-8")
    print(f"wrote {OUT.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
