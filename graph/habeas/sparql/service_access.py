"""Whether a case may use the service that it names, and with which login: this computer says so, never the case.

A case can come from somebody else, and its quads are everything it knows. So the person at this computer names the
service in the environment, with the login if there is one:

    HABEAS_ENGINE=https://name:password@rdf.example.org
    HABEAS_ENGINE_TOKEN=…            instead of a login, where the service wants a token
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from habeas.errors import BadChoice, phrase
from habeas.model.engine import EngineSettings, origin_of

VARIABLE = "HABEAS_ENGINE"
TOKEN = "HABEAS_ENGINE_TOKEN"  # noqa: S105 the name of a variable


@dataclass(frozen=True, slots=True)
class ServiceLogin:
    """Who asks; all empty for a service that does not want to know."""

    name: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def login_for(engine: EngineSettings, environ: Mapping[str, str] | None = None) -> ServiceLogin:
    """The login for a service that this computer may use. Raises BadChoice for one that it may not."""
    given = os.environ if environ is None else environ
    named = given.get(VARIABLE, "")
    try:
        same = bool(named) and origin_of(named) == engine.origin
    except ValueError:
        same = False
    if not same:
        raise BadChoice(
            where="case.toml, [engine]",
            why=phrase(
                "this case keeps its quads at %(origin)s, and this computer was not told to use that service",
                origin=engine.origin,
            ),
            next=phrase(
                "If you trust it with everything in this case, set %(variable)s=%(origin)s in the environment; "
                "else take [engine] out of case.toml: the case then keeps its quads in its own folder.",
                variable=VARIABLE,
                origin=engine.origin,
            ),
        )
    parts = urlsplit(engine.query)
    if parts.scheme != "https" and not _is_this_computer(parts.hostname or ""):
        raise BadChoice(
            where="case.toml, [engine]",
            why="beyond this computer a service is used over https only: on the way, anybody could read the case",
            next="Give its https:// address, or reach it through an SSH tunnel on 127.0.0.1.",
        )
    login = urlsplit(named)
    return ServiceLogin(unquote(login.username or ""), unquote(login.password or ""), given.get(TOKEN, ""))


def _is_this_computer(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
