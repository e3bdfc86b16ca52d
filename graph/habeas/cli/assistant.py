"""A case for an assistant on this computer, over the Model Context Protocol: `mcp`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from habeas.cli.options import CaseFolder, option
from habeas.errors import BadChoice
from habeas.model.as_of import Audience
from habeas_api.service.case_service import CaseService

try:
    from habeas_api.assistant.server import serve_assistant
except ModuleNotFoundError:  # habeas[mcp]
    serve_assistant = None  # type: ignore[assignment]  # told when the command runs


def mcp(
    case: CaseFolder,
    *,
    share: Annotated[
        bool, typer.Option("--share", help="Yes, let the assistant read: what it reads leaves this computer.")
    ] = False,
    audience: Annotated[str, option("--audience", "WHO", "public, restricted or everything; public by default.")] = "",
) -> None:
    """Let an assistant read a case: a Model Context Protocol server on standard input and output. It changes nothing.

    The program that runs the assistant starts this command. Whatever the assistant reads goes to whoever provides it:
    so it starts with --share only, and shows what is public unless --audience says more. It needs habeas[mcp].

    habeas mcp CASE --share
    """
    if not share:
        raise BadChoice(
            where="--share",
            why="an assistant sends what it reads to whoever provides it, so nothing is served without your word",
            next="Read docs/assistants.md, and add --share.",
        )
    if audience not in {"", *Audience}:
        raise BadChoice(where="--audience", why=f"“{audience}” is not one", next="Choose: " + ", ".join(Audience))
    if serve_assistant is None:
        raise BadChoice(why="the protocol of assistants is not installed", next="pip install 'habeas[mcp]'")
    os.umask(0o077)
    service = CaseService(case)
    service.open()
    serve_assistant(service, Audience(audience or Audience.PUBLIC))
