"""Where a server is reached from: this computer alone, others over TLS, or others through a proxy that speaks it.

Beyond this computer everything needs a token or a link, and nothing goes without https: else everybody on the way
reads names, tokens and links. What a proxy says of a request (`X-Forwarded-Proto`) is believed from its address alone.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from habeas.errors import BadChoice, Phrase, option, phrase, with_options

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
EVERY: Final = frozenset({str(ipaddress.IPv4Address(0)), str(ipaddress.IPv6Address(0)), ""})
"""Hosts that mean every address of this computer."""
ELSEWHERE: Final = ("192.0.2.1", 9)
"""An address of no computer (RFC 5737). Nothing is sent to it: the system only says from which of ours it would be."""


def is_loopback(host: str) -> bool:
    """True when only programs of this computer can come in."""
    try:
        return host in LOOPBACK or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How a server is reached: where it listens, its certificate and key or the address of its proxy, its names."""

    host: str
    certificate: Path | None = None
    key: Path | None = None
    proxy: str = ""
    names: tuple[str, ...] = ()

    @property
    def beyond(self) -> bool:
        """True when other computers reach it."""
        return bool(self.proxy) or not is_loopback(self.host)

    @property
    def tls(self) -> tuple[Path, Path] | None:
        """The certificate and its key, where the server itself speaks TLS."""
        return (self.certificate, self.key) if self.certificate and self.key else None

    def require_safe(self) -> None:
        """Raises BadChoice for a way of being reached on which others could read along, or that cannot work."""
        if bool(self.certificate) != bool(self.key):
            missing = option("tls-key" if self.certificate else "tls-cert")
            why = "a certificate and its key go together"
            raise BadChoice(where=missing, why=why, next=with_options("Give both: {tls-cert} FILE {tls-key} FILE"))
        if self.proxy:
            self._require_proxy()
        if self.tls:
            _require_pair(*self.tls)
        elif self.beyond and not self.proxy:
            why = "beyond this computer, others on the way could read everything, tokens and links too"
            advice = with_options(
                "Give {tls-cert} FILE and {tls-key} FILE, or {behind-proxy} ADDRESS; docs/desk.md shows both."
            )
            raise BadChoice(where=Phrase(f"host {self.host}", f"--host {self.host}"), why=why, next=advice)

    def _require_proxy(self) -> None:
        try:
            ipaddress.ip_address(self.proxy)
        except ValueError:
            why: str = phrase("“%(proxy)s” is not the address of a proxy", proxy=self.proxy)
            advice = with_options("Give the address that its requests come from: {behind-proxy} 127.0.0.1")
            raise BadChoice(where=option("behind-proxy"), why=why, next=advice) from None
        if not self.names:
            why = "it is not said by which name the proxy is reached"
            raise BadChoice(where=option("behind-proxy"), why=why, next=with_options("Give it: {name} desk.example"))

    def address(self, listening: socket.socket) -> str:
        """The address to open, from where it is reached; through a proxy, that of the proxy."""
        if self.proxy:
            return f"https://{_in_url(self.names[0])}/"
        host = next(iter(self.names), "") if self.beyond else ""
        if not host:
            host = own_address() if self.host in EVERY else "127.0.0.1" if self.host == "localhost" else self.host
        return f"{'https' if self.tls else 'http'}://{_in_url(host)}:{listening.getsockname()[1]}/"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def own_address() -> str:
    """The address by which other computers of the network reach this one, or its name. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(ELSEWHERE)
            return str(asking.getsockname()[0])
        except OSError:
            return socket.gethostname()


def _require_pair(certificate: Path, key: Path) -> None:
    """Raises BadChoice for files that are not a certificate and its key."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
    except (OSError, ValueError) as error:  # an SSLError is an OSError
        why = phrase(
            "these are not a certificate and its key, in PEM, without a passphrase: %(error)s", error=_said(error)
        )
        advice = "The certificate comes first in its file, those that vouch for it after it. docs/desk.md shows how."
        where = Phrase(f"{certificate}, {key}", f"--tls-cert {certificate} --tls-key {key}")
        raise BadChoice(where=where, why=why, next=advice) from None


def _said(error: Exception) -> str:
    reason = getattr(error, "reason", "") or getattr(error, "strerror", "") or str(error)
    return str(reason).lower().replace("_", " ")
