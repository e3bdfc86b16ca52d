"""The SPARQL 1.1 Protocol, spoken: one service is asked, told and given files, and what it answers is looked at.

A request that cannot have arrived is made again, and so is one that the service refused for now (503, 429). One that
may have arrived is not: a change that comes late, after another, would undo it. Nothing that a service says is
believed because its status is 200: a page of a proxy and an answer that was cut are refused.
"""

from __future__ import annotations

import importlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from habeas.errors import BadFile, EngineUnavailable, QueryStopped, phrase
from habeas.model.engine import EngineSettings
from habeas.sparql.service_access import ServiceLogin

PAUSES: Final = (0.2, 0.6, 1.8)
"""Seconds between tries."""
FOR_NOW: Final = (429, 503)
CONNECT_SECONDS: Final = 10
MOST_BYTES: Final = 4_000_000_000
SHOWN: Final = 200
ANSWERS: Final = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "application/json": "json",
    "application/n-triples": "nt",
    "application/n-quads": "nq",
    "text/turtle": "ttl",
    "application/x-turtle": "ttl",
    "application/rdf+xml": "rdf",
    "text/plain": "nt",
}
TABLE: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
GRAPH: Final = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
BOOLEAN: Final = "http://www.w3.org/2001/XMLSchema#boolean"
USUAL: Final = {"1": "true", "0": "false"}
CUT: Final = "Ask for less, or raise the limit of rows of the service."


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """What came back: in which format, its bytes, and how many rows the service gives at most (0: it does not say)."""

    form: str
    body: bytes
    most_rows: int = 0


def _library() -> Any:
    """httpx, imported for the few cases that have such an engine. Raises BadFile, which says how to install it."""
    try:
        return importlib.import_module("httpx")
    except ImportError:
        why = "an engine beyond the folder of the case is reached by a part of habeas that is not installed"
        raise BadFile(why=why, next='pip install "habeas[service]"') from None


class ServiceClient:
    """One SPARQL service. Any number of threads may ask it."""

    def __init__(
        self, engine: EngineSettings, login: ServiceLogin, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._httpx = httpx = _library()
        self.engine, self._sleep = engine, sleep
        headers = {"User-Agent": "habeas"} | ({"Authorization": f"Bearer {login.token}"} if login.token else {})
        self._login = login if login.name and not login.token else None
        self._auth: Any = None
        limits = httpx.Timeout(engine.seconds, connect=min(CONNECT_SECONDS, engine.seconds))
        self._http = httpx.Client(timeout=limits, headers=headers, follow_redirects=False, trust_env=False)

    def ask(self, text: str, accept: str = TABLE, parameters: Mapping[str, str] | None = None) -> ServiceAnswer:
        """The answer to a query. Raises EngineUnavailable, QueryStopped where it takes longer than it may."""
        form = {"query": text, **(parameters or {})}
        answer = self._sent(self.engine.query, harmless=True, data=form, headers={"Accept": accept})
        media = answer.headers.get("content-type", "").split(";")[0].strip().lower()
        if media not in ANSWERS:
            raise self._garbage(phrase("“%(media)s” is not an answer to a query", media=media[:SHOWN]))
        if answer.status_code != HTTPStatus.OK or answer.headers.get("x-sql-state"):
            raise self._garbage("it gave a part of the answer only")
        rows = answer.headers.get("x-sparql-maxrows", "")
        body = with_usual_booleans(answer.content) if ANSWERS[media] == "json" else answer.content
        return ServiceAnswer(ANSWERS[media], body, int(rows) if rows.isdigit() else 0)

    def tell(self, update: str) -> None:
        """Make a change. Raises EngineUnavailable."""
        kind = {"Content-Type": "application/sparql-update", "Accept": "*/*"}
        self._sent(self.engine.update, harmless=False, content=update.encode(), headers=kind)

    def give(self, nquads: bytes) -> bool:
        """Add quads from a file of N-Quads; False where the service does not take them this way."""
        kind = {"Content-Type": "application/n-quads"}
        try:
            self._sent(self.engine.store, harmless=False, content=nquads, headers=kind, takes=(400, 404, 405, 415, 501))
        except _NotTaken:
            return False
        return True

    def close(self) -> None:
        """Let the connections go."""
        self._http.close()

    def _sent(self, address: str, *, harmless: bool, takes: tuple[int, ...] = (), **request: Any) -> Any:
        """The response of a service that did what was asked."""
        for pause in (*PAUSES, None):
            try:
                answer = self._http.post(address, auth=self._auth, **request)
            except (self._httpx.ConnectError, self._httpx.ConnectTimeout, self._httpx.PoolTimeout) as error:
                why = phrase("it cannot be reached (%(error)s)", error=type(error).__name__)
            except self._httpx.TimeoutException:
                raise self._too_slow(harmless=harmless) from None
            except (self._httpx.HTTPError, self._httpx.InvalidURL) as error:
                why = phrase("it broke off (%(error)s)", error=type(error).__name__)
                if not harmless:
                    raise self._unavailable(why) from None
            else:
                if answer.status_code == HTTPStatus.UNAUTHORIZED and self._login and self._auth is None:
                    self._auth = self._authentication(answer)
                    continue
                if answer.status_code not in FOR_NOW:
                    return self._looked_at(answer, takes)
                why = phrase("it refuses for now (HTTP %(status)s)", status=answer.status_code)
            if pause is not None:
                self._sleep(pause)
        raise self._unavailable(why)

    def _authentication(self, answer: Any) -> Any:
        """As the service asks for it: the password itself, or by digest."""
        asked = answer.headers.get("www-authenticate", "").lower()
        assert self._login is not None  # noqa: S101 asked before
        kind = self._httpx.DigestAuth if asked.startswith("digest") else self._httpx.BasicAuth
        return kind(self._login.name, self._login.password)

    def _looked_at(self, answer: Any, takes: tuple[int, ...]) -> Any:
        status = answer.status_code
        if answer.is_success:
            return answer
        if status in takes:
            raise _NotTaken
        if answer.is_redirect:
            raise self._garbage("it sends to another address, which is not followed")
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED}:
            raise self._unavailable(
                phrase("it does not allow this (HTTP %(status)s)", status=status),
                next="Check the login in HABEAS_ENGINE, and that it may read and change this dataset.",
            )
        told = " ".join(answer.text[:SHOWN].split())
        raise self._unavailable(phrase("it answers HTTP %(status)s: %(told)s", status=status, told=told))

    def _too_slow(self, *, harmless: bool) -> Exception:
        seconds = self.engine.seconds
        if harmless:
            why = phrase("the service took longer than %(seconds)s seconds", seconds=seconds)
            return QueryStopped(why=why, next="Ask for less, or allow more: seconds under [engine] in case.toml.")
        why = phrase("it took longer than %(seconds)s seconds over a change", seconds=seconds)
        return self._unavailable(why)

    def _garbage(self, why: str) -> EngineUnavailable:
        return self._unavailable(phrase("what it answers cannot be used: %(why)s", why=why))

    def _unavailable(self, why: str, next: str = "") -> EngineUnavailable:
        return EngineUnavailable(
            where=self.engine.origin,
            why=phrase("the service with the quads of this case does not work: %(why)s", why=why),
            next=next
            or "The journal is whole and the service is brought up to it when it works again. Without it: take "
            "[engine] out of case.toml, and the case makes its own store.",
        )


def with_usual_booleans(body: bytes) -> bytes:
    """A table in which true is `true`, also where a service writes `1`; anything else as it is."""
    if BOOLEAN.encode() not in body:
        return body
    try:
        table = json.loads(body)
        for row in table["results"]["bindings"]:
            for value in row.values():
                if value.get("datatype") == BOOLEAN:
                    value["value"] = USUAL.get(value["value"], value["value"])
    except (ValueError, KeyError, TypeError, AttributeError):  # whoever reads it says what is wrong with it
        return body
    return json.dumps(table).encode()


class _NotTaken(Exception):
    """The service does not take a file this way."""
