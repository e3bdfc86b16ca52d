"""What the command line says: every message of it has its Spanish, with the same values in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import habeas
from habeas.cli import check, judge, query, show, status
from habeas.model.translate import Catalogue, catalogue_of

COMMANDS = Path(habeas.__file__).parent / "cli"
NAMED = {*check.HEADINGS.values(), status.BY_NAME, *judge.HEADINGS.values(), query.MANY, show.ONLY_SAID, show.ENDED}


def messages() -> Iterator[str]:
    """Every text that is given to `gettext`, as it stands there or by a name."""
    yield from NAMED
    for path in COMMANDS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".gettext"):
                yield from (
                    one.value
                    for one in ast.walk(node.args[0])
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )


def test_every_message_of_the_command_line_is_there_in_spanish() -> None:
    spanish = catalogue_of("es", "habeas")
    assert isinstance(spanish, Catalogue)
    found = set(messages())
    assert len(found) > 30
    assert sorted(one for one in found if not spanish.has(one)) == []
    assert all(re.findall(r"%\((\w+)\)", one) == re.findall(r"%\((\w+)\)", spanish.gettext(one)) for one in found)
