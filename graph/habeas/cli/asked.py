"""The clocks of a question in the shell: their options, and what an answer under them leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

import typer

from habeas.cli.options import given
from habeas.cli.output import Out

On = Annotated[
    str,
    typer.Option(
        "--on", metavar="DATE", help="The day asked for; today without it.", show_default=False, callback=given
    ),
]
Said = Annotated[
    str,
    typer.Option(
        "--said",
        metavar="DATE",
        help="Only what had certainly been said by the end of then.",
        show_default=False,
        callback=given,
    ),
]
Told = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Only what this speaker says.", show_default=False, callback=given)
]

SAYS: Final = {
    "asked": {"en": "Asked for: ", "es": "Se preguntó por: "},
    "said": {"en": "what had certainly been said by the end of {}", "es": "lo que con certeza se había dicho al final de {}"},
    "known": {"en": "what this file held on {}", "es": "lo que este archivo tenía el {}"},
    "by": {"en": "what {} says", "es": "lo que dice {}"},
    "maybe": {"en": "Left out, because it may have been said later: ", "es": "Omitido, porque pudo decirse más tarde: "},
}  # fmt: skip
MOST_NAMED: Final = 12


def tell_clocks(out: Out, *, said: str = "", known: str = "", by: str = "", maybe: Sequence[str] = ()) -> None:
    """Say under which clocks an answer stands, and which claims may have been said in time and are not in it."""
    asked = [
        SAYS[key][out.lang].format(value) for key, value in (("said", said), ("known", known), ("by", by)) if value
    ]
    if asked:
        out.note(SAYS["asked"][out.lang] + "; ".join(asked) + ".")
    if maybe:
        more = f" … ({len(maybe)})" if len(maybe) > MOST_NAMED else ""
        out.note(SAYS["maybe"][out.lang] + " ".join(maybe[:MOST_NAMED]) + more)
