"""Access for others to a case that is served: `token` for their programs, `link` for their browsers and phones."""

from __future__ import annotations

from dataclasses import asdict
from io import StringIO
from typing import Annotated, Final
from urllib.parse import urlsplit

import segno
from rich.text import Text

from habeas.casefile.grants import Grant, GrantKind, Grants
from habeas.casefile.reading import utc_now
from habeas.cli.options import CaseFolder, FormatOption, LangOption, QuietOption, option
from habeas.cli.output import Out
from habeas.errors import BadChoice
from habeas.model.access import Role

COLUMNS: Final = ("id", "kind", "role", "by", "made", "expires", "state")
OPTION_OF: Final = {"role": "--role", "recorder": "--by", "expires": "--expires"}
QUIET_ZONE: Final = 2
"""Empty modules around the code; phones read it with fewer than the four of the standard."""
ROLES: Final = ", ".join(Role)
RoleOption = Annotated[str, option("--role", "ROLE", f"What it may do: {ROLES}.")]
NameOption = Annotated[str, option("--by", "NAME", "Whose name is written on what is recorded with it.")]
ExpiresOption = Annotated[
    str, option("--expires", "TIME", "Until when it holds: 2027-01-31 means the end of that day.")
]


def token(
    case: CaseFolder,
    *,
    role: RoleOption = "",
    by: NameOption = "",
    expires: ExpiresOption = "",
    revoke: Annotated[str, option("--revoke", "ID", "Take one back; with a name, all in that name.")] = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Give a program access to a case that is served. Without --role, list who has access, by token or by link.

    habeas token CASE --role record --by "Ana Ruiz"

    The token is shown once; what is kept is a hash of it. --revoke takes back a token or a link from that moment on,
    while the case is served too. docs/desk.md says what each role may do.
    """
    out, grants = Out.of(form, lang=lang, quiet=quiet), Grants(case, utc_now)
    if revoke:
        gone = grants.take_back(revoke)
        names = ", ".join(f"{one.id} ({one.role}{f', {one.recorder}' if one.recorder else ''})" for one in gone)
        out.note(out.gettext("Taken back, and opens nothing any more: %(names)s.", names=names))
    elif role:
        one, secret = _given(grants, GrantKind.TOKEN, role, by, expires)
        _print(one, secret, {"token": secret}, out)
    elif by or expires:
        raise BadChoice(where="--role", why="it is not said what the token may do", next=f"Choose one of: {ROLES}")
    else:
        out.table(COLUMNS, [_row(one, grants, out) for one in grants.all()])


def link(
    case: CaseFolder,
    *,
    at: Annotated[str, option("--at", "ADDRESS", "Where the case is served, as it is reached from there.")] = "",
    role: RoleOption = Role.READ.value,
    by: NameOption = "",
    expires: ExpiresOption = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Give somebody access by a link, and a QR code for a phone: it opens the pages, and they may do what ROLE may.

    habeas link CASE --at https://desk.example/ --role add --by "Rosa"

    A link holds for 30 days unless --expires says otherwise. It is shown once; `habeas token CASE --revoke ID` takes it
    back. Whoever has it gets in: send it by a way that only they read.
    """
    out, base = Out.of(form, lang=lang, quiet=quiet), _address(at)
    one, secret = _given(Grants(case, utc_now), GrantKind.LINK, role, by, expires)
    address = f"{base}enter?key={secret}"
    _print(one, address, {"link": address}, out)
    if out.format == "table" and not quiet:
        _draw(address, out)


def _draw(address: str, out: Out) -> None:
    """The code in half blocks: light modules are drawn, so white on black, whatever colours the terminal has."""
    drawn = StringIO()
    segno.make(address, error="m", micro=False).terminal(out=drawn, border=QUIET_ZONE, compact=True)
    for line in drawn.getvalue().splitlines():
        out.console.print(Text(line, style="bright_white on black"), soft_wrap=True)


def _address(text: str) -> str:
    """The address of the first page. Raises BadChoice for one that no browser could open."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        why = f"“{text}” is not the address of a server" if text else "it is not said where the case is served"
        advice = "Give the address that a phone reaches: --at https://desk.example/"
        raise BadChoice(where="--at", why=why, next=advice)
    return text if text.endswith("/") else f"{text}/"


def _given(grants: Grants, kind: GrantKind, role: str, by: str, expires: str) -> tuple[Grant, str]:
    try:
        return grants.give(kind, role, recorder=by, expires=expires)
    except BadChoice as error:
        raise error.at(OPTION_OF[error.where]) from None


def _print(one: Grant, shown: str, secret: dict[str, str], out: Out) -> None:
    """The secret, alone on standard output, and what it is beside it."""
    if out.format == "json":
        out.json({name: value for name, value in asdict(one).items() if name != "digest"} | secret)
        return
    out.line(shown)
    told = {"id": one.id, "role": one.role.value, "end": one.expires or out.gettext("it is taken back")}
    out.note(out.gettext("It is %(id)s, may do what the role %(role)s may, and holds until %(end)s.", **told))
    out.note(out.gettext("It is shown this once. `habeas token CASE --revoke %(id)s` takes it back.", id=one.id))


def _row(one: Grant, grants: Grants, out: Out) -> list[str]:
    state = out.gettext("holds") if grants.holds(one) else out.gettext("over")
    return [one.id, one.kind.value, one.role.value, one.recorder, one.made, one.expires, state]
