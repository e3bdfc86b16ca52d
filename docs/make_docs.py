"""Writes the pages of docs/ that follow from the code: cli.md and questions.md.

python docs/make_docs.py            write them
python docs/make_docs.py --check    only say whether they are as they should be; exit status 1 when not
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from typer._click import Command, Context
from typer.main import get_command

from habeas.cli.main import COMMANDS, app, load_command
from habeas.sparql.saved.questions import Param, Question, from_library, packaged

DOCS = Path(__file__).parent
WIDTH = 88
MADE = "<!-- made by docs/make_docs.py from the code; change it there -->\n\n"


def main(arguments: list[str]) -> int:
    """Write or check every page. Returns the exit status."""
    pages = {"cli.md": cli_page(), "questions.md": questions_page()}
    stale = [name for name, text in pages.items() if _old(name) != text]
    if "--check" in arguments:
        for name in stale:
            print(f"docs/{name} is stale: run python docs/make_docs.py", file=sys.stderr)
        return 1 if stale else 0
    for name in stale:
        (DOCS / name).write_text(pages[name], encoding="utf-8")
        print(f"docs/{name} written")
    return 0


def _old(name: str) -> str:
    path = DOCS / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def cli_page() -> str:
    """Every command with its arguments and options, as `--help` shows them."""
    parts = [MADE, "# The commands\n\n", _code(_help(get_command(app), "habeas"))]
    for name, entry in COMMANDS.items():
        parts.append(f"\n## habeas {name}\n\n{entry.help}\n\n{_code(_help(load_command(name), f'habeas {name}'))}")
    return "".join(parts)


def _help(command: Command, name: str) -> str:
    names = ["--help", "-h"]
    context = Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH, help_option_names=names)
    return command.get_help(context)


def _code(text: str) -> str:
    return f"```\n{text.rstrip()}\n```\n"


def questions_page() -> str:
    """Every packaged question with what it answers and its parameters."""
    intro = (
        "# The saved questions\n\n"
        "`habeas ask CASE` lists them; `habeas ask CASE NAME KEY=VALUE…` asks one. A question of your own is a file\n"
        "`NAME.rq` in the folder `questions/` of the case, with a header like those in `graph/habeas/sparql/saved/`.\n"
    )
    every = sorted((*packaged(), *from_library()), key=lambda question: question.name)
    return MADE + intro + "".join(_question(question) for question in every)


def _question(question: Question) -> str:
    lines = [f"\n## {question.name}\n", f"{question.title}. *{question.title_in('es')}.*\n", question.about]
    if question.params:
        lines += ["", "| parameter | what | required |", "|---|---|---|", *map(_param, question.params)]
    asked = " ".join(f"{param.name}=…" for param in question.params if param.required)
    return "\n".join(lines) + f"\n\n```\n{f'habeas ask CASE {question.name} {asked}'.rstrip()}\n```\n"


def _param(param: Param) -> str:
    return f"| `{param.name}` | {param.about} ({param.type}) | {'yes' if param.required else 'no'} |"


if __name__ == "__main__":
    os.environ.pop("COLUMNS", None)
    sys.exit(main(sys.argv[1:]))
