"""[engine] in case.toml: the SPARQL service that holds the quads of a case, where they are not in its own folder.

    [engine]
    query = "https://rdf.example.org/case/sparql"     # SPARQL 1.1 Protocol, query
    update = "https://rdf.example.org/case/update"    # SPARQL 1.1 Protocol, update
    store = "https://rdf.example.org/case/store"      # if there is one that takes N-Quads: for large loads
    seconds = 60                                      # how long one request may take

No login stands here: case.toml is part of a case, and goes where its copies go (settings.py has HABEAS_ENGINE).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from habeas.errors import BadFile, phrase

ADDRESSES: Final = ("query", "update", "store")
MOST_SECONDS: Final = 3600
EXAMPLE: Final = 'Under [engine]: query = "https://rdf.example.org/case/sparql", and update the same way.'


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """Where a SPARQL service is asked and told. `store` is empty where none takes N-Quads."""

    query: str
    update: str
    store: str = ""
    seconds: int = 60

    @property
    def origin(self) -> str:
        """Scheme, host and port of the address that is asked."""
        return origin_of(self.query)


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, the usual port too."""
    parts = urlsplit(address)
    usual = {"http": 80, "https": 443}
    return f"{parts.scheme}://{parts.hostname}:{parts.port or usual.get(parts.scheme, 0)}"


def read_engine(given: object, where: str) -> EngineSettings | None:
    """What [engine] says; None where there is none. Raises BadFile."""
    if given is None:
        return None
    where = f"{where}, [engine]"
    if not isinstance(given, dict):
        raise BadFile(where=where, why="the engine stands in a table of its own", next=EXAMPLE)
    unknown = sorted(set(given) - {*ADDRESSES, "seconds"})
    if unknown:
        why = phrase("“%(unknown)s” is not a setting of the engine", unknown=unknown[0])
        raise BadFile(where=where, why=why, next="Settings: query, update, store, seconds")
    query, update, store = (_address(given.get(name, ""), f"{where} {name}") for name in ADDRESSES)
    if not query or not update:
        needed = "a service is asked at one address and told at one: both are needed"
        raise BadFile(where=where, why=needed, next=EXAMPLE)
    engine = EngineSettings(query=query, update=update, store=store, seconds=_seconds(given.get("seconds", 60), where))
    if any(origin_of(address) != engine.origin for address in (update, store) if address):
        raise BadFile(where=where, why="the addresses of an engine are those of one service", next=EXAMPLE)
    return engine


def engine_text(engine: EngineSettings) -> str:
    """The same as lines of case.toml."""
    told = [f'{name} = "{address}"' for name in ADDRESSES if (address := getattr(engine, name))]
    return "\n".join(["[engine]", *told, f"seconds = {engine.seconds}"]) + "\n"


def _address(given: object, where: str) -> str:
    text = given if isinstance(given, str) else "?"
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.fragment
        fits = fits and (parts.port is None or parts.port > 0) and not set(text) & set(' <>"{}|\\^`\n')
    except ValueError:
        fits = False
    if not fits:
        why = phrase("“%(text)s” is not the address of a service", text=given)
        raise BadFile(where=where, why=why, next=EXAMPLE)
    if "@" in parts.netloc:
        login = "an address in case.toml holds no login: copies of the case would take it along"
        raise BadFile(where=where, why=login, next="Give the login in the environment, as HABEAS_ENGINE.")
    return text


def _seconds(given: object, where: str) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and 0 < given <= MOST_SECONDS:
        return given
    why = phrase("seconds cannot be %(given)r", given=given)
    raise BadFile(where=where, why=why, next=phrase("Give a whole number from 1 to %(most)s.", most=MOST_SECONDS))
