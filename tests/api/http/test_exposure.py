"""Beyond this computer: only over https, by a certificate or through a proxy, and for nobody without a token or a link.

Every server here listens on loopback; behind a proxy it takes all who ask for others.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Event

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from tests.api.served import Served, copy_case, served
from tests.api.web.browsing import PAGE, Browser, link_of
from tests.graph.shell import habeas
from tests.processes import PATIENCE

from habeas.errors import BadChoice, in_shell
from habeas_api.http import exposure
from habeas_api.http.exposure import Exposure

READS = ["/", "/sparql", "/graph?default", "/api/people", "/docs", "/openapi.json", "/room/form", "/id/claim/N056"]
EVERYWHERE = "0.0.0.0"  # noqa: S104 nothing here binds to it
TOLD: dict[str, str] = {"X-Forwarded-Proto": "https", "Host": "desk.example"}
"""What a proxy says of a request."""


def write_pair(folder: Path, passphrase: bytes = b"") -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that vouches for itself, and its key."""
    key, now = generate_private_key(SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "habeas test")])
    alike = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
    made = builder.add_extension(alike, critical=False).sign(key, SHA256())
    locked = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    certificate, secret = folder / "cert.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))
    return certificate, secret


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_pair(tmp_path_factory.mktemp("tls"))


# -- what is refused before anything listens


def test_beyond_this_computer_without_https_is_refused_with_what_to_do(case_folder: Path) -> None:
    for more in ([], ["--quiet"], ["--name", "desk.example"]):
        failed = habeas("serve", case_folder, "--host", EVERYWHERE, *more)
        told = " ".join(failed.stderr.split())
        assert (failed.exit_code, "could read everything" in told) == (2, True)
        assert "--tls-cert FILE" in told and "--behind-proxy ADDRESS" in told and "docs/desk.md" in told
    assert not (case_folder / ".token").exists()


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"certificate": Path("c.pem")}, "--tls-key"),
        ({"key": Path("k.pem")}, "--tls-cert"),
        ({"certificate": Path("c.pem"), "key": Path("k.pem")}, "--tls-cert c.pem --tls-key k.pem"),
        ({"proxy": "desk.example"}, "--behind-proxy"),
        ({"proxy": "127.0.0.1"}, "--behind-proxy"),
        ({"proxy": "0.0.0.0/0", "names": ("desk.example",)}, "--behind-proxy"),
        ({"host": "192.168.1.7"}, "--host 192.168.1.7"),
        ({"host": "::"}, "--host ::"),
        ({"host": "desk.example"}, "--host desk.example"),
    ],
)
def test_what_is_missing_or_does_not_fit_is_said(given: dict[str, object], where: str) -> None:
    with pytest.raises(BadChoice) as told:
        Exposure(**{"host": "127.0.0.1", **given}).require_safe()  # type: ignore[arg-type]
    assert (in_shell(told.value.where), bool(told.value.next)) == (where, True)


def test_a_key_of_another_certificate_or_with_a_passphrase_is_refused(pair: tuple[Path, Path], tmp_path: Path) -> None:
    locked, other = tmp_path / "locked", tmp_path / "other"
    locked.mkdir()
    other.mkdir()
    for certificate, key in [(pair[0], write_pair(other)[1]), write_pair(locked, b"secret"), (pair[1], pair[0])]:
        with pytest.raises(BadChoice, match="not a certificate and its key"):
            Exposure(host="127.0.0.1", certificate=certificate, key=key).require_safe()


def test_what_is_safe_is_let_through(pair: tuple[Path, Path]) -> None:
    for host in ("127.0.0.1", "localhost", "::1", "127.0.0.2"):
        Exposure(host=host).require_safe()
        assert not Exposure(host=host).beyond
    for safe in (
        Exposure(host=EVERYWHERE, certificate=pair[0], key=pair[1]),
        Exposure(host="127.0.0.1", proxy="127.0.0.1", names=("desk.example",)),
    ):
        safe.require_safe()
        assert safe.beyond


def test_the_address_that_is_printed_is_one_that_others_can_open(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Listening:
        def getsockname(self) -> tuple[str, int]:
            return EVERYWHERE, 8420

    monkeypatch.setattr(exposure, "own_address", lambda: "192.168.1.7")
    tls = {"certificate": pair[0], "key": pair[1]}
    told = [
        Exposure(host="127.0.0.1"),
        Exposure(host="localhost", names=("other.example",)),
        Exposure(host="::1"),
        Exposure(host=EVERYWHERE, **tls),
        Exposure(host="::", **tls, names=("desk.example",)),
        Exposure(host="127.0.0.1", proxy="127.0.0.1", names=("desk.example",)),
    ]
    assert [one.address(Listening()) for one in told] == [  # type: ignore[arg-type]
        "http://127.0.0.1:8420/",
        "http://127.0.0.1:8420/",
        "http://[::1]:8420/",
        "https://192.168.1.7:8420/",
        "https://desk.example:8420/",
        "https://desk.example/",
    ]
    monkeypatch.undo()
    assert exposure.own_address() not in {EVERYWHERE, ""}


# -- over TLS


@pytest.fixture(scope="module")
def over_tls(pair: tuple[Path, Path], case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = copy_case(case_folder, tmp_path_factory.mktemp("tls") / "case")
    with served(folder, "--tls-cert", pair[0], "--tls-key", pair[1]) as running:
        yield running


def test_a_server_with_a_certificate_speaks_tls_and_its_cookie_goes_over_it_alone(
    over_tls: Served, pair: tuple[Path, Path]
) -> None:
    trusted = ssl.create_default_context(cafile=str(pair[0]))
    assert over_tls.url.startswith("https://127.0.0.1:")
    with Browser(base_url=over_tls.url, headers=PAGE, trust_env=False, verify=trusted, timeout=PATIENCE) as found:
        answer = found.get(link_of(over_tls))
        assert answer.status_code == 303
        assert "; secure" in answer.headers["set-cookie"].lower()
        assert "/room/claims" in found.page("/add")
        form = found.form(found.page("/"), "/leave")
        assert found.submit(form).status_code == 303


def test_without_tls_nothing_is_answered_there(over_tls: Served) -> None:
    plain = over_tls.url.replace("https", "http")
    with httpx.Client(trust_env=False, timeout=PATIENCE) as client, pytest.raises(httpx.TransportError):
        client.get(plain)


# -- behind a proxy


@pytest.fixture(scope="module")
def behind(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = copy_case(case_folder, tmp_path_factory.mktemp("proxy") / "case")
    with served(folder, "--behind-proxy", "127.0.0.1", "--name", "Desk.example") as running:
        assert running.url == "https://Desk.example/"
        running.url = _listens_at(running)
        yield running


def _listens_at(server: Served) -> str:
    """Where the proxy finds it, as it says on standard error."""
    tried = Event()
    for _ in range(500):
        if found := re.search(r"The proxy finds it at (http://\S+)", "".join(server.log)):
            return found[1]
        tried.wait(0.02)
    raise AssertionError(server.log)


@pytest.mark.parametrize("path", READS)
def test_through_a_proxy_nobody_reads_without_a_token(behind: Served, path: str) -> None:
    with behind.public(headers=TOLD) as client:
        assert client.get(path).status_code == 401
        assert client.get(path, headers={"Authorization": f"Bearer {behind.token}"}).status_code in {200, 303}


def test_what_came_to_the_proxy_without_https_is_refused_whatever_is_sent_along(behind: Served) -> None:
    with behind.client(headers={"Host": "desk.example"}) as client:
        for told in ({}, {"X-Forwarded-Proto": "http"}, {"Forwarded": "proto=https"}, {"X-Forwarded-Scheme": "https"}):
            refused = client.get("/api/people", headers=told)
            assert (refused.status_code, "without https" in refused.json()["detail"]) == (403, True)
            assert "docs/desk.md" in refused.json()["next"]


def test_a_browser_comes_in_through_the_proxy_with_a_cookie_that_goes_over_https_alone(behind: Served) -> None:
    warned = "Other computers can reach this. Nobody reads anything without a token or a link."
    assert "".join(behind.log).count(warned) == 1
    link = link_of(behind)
    assert link.startswith("https://Desk.example/enter?key=")
    with httpx.Client(base_url=behind.url, headers={**PAGE, **TOLD}, trust_env=False, timeout=PATIENCE) as found:
        assert found.get("/static/room.css").status_code == 200
        assert found.post("/room/withdraw", data={"guard": "x"}).status_code == 401
        assert found.post("/language", data={"lang": "es", "back": "/"}).status_code == 401
        entered = found.get("/enter", params={"key": link.rpartition("=")[2]})
        told = entered.headers["set-cookie"]
        assert entered.status_code == 303 and "; secure" in told.lower()
        cookie = {"Cookie": told.partition(";")[0]}
        assert "Example" in found.get("/", headers=cookie).text
        assert found.get("/api/people", headers=cookie).status_code == 200
        own = {"Origin": "https://desk.example", "Sec-Fetch-Site": "same-origin"}
        assert found.post("/room/withdraw", data={"guard": "x"}, headers={**cookie, **own}).status_code == 403
        assert found.post("/api/claims/N057/withdraw", json={"reason": "x"}, headers=cookie).status_code == 401


def test_only_names_given_are_answered_and_addresses(behind: Served) -> None:
    with behind.client(headers=TOLD) as client:
        for host, status in [
            ("desk.example:443", 200),
            ("192.168.1.7", 200),
            ("evil.example", 421),
            ("a.desk.example", 421),
        ]:
            assert client.get("/docs", headers={"Host": host}).status_code == status


def test_the_token_may_be_the_password_of_any_user(behind: Served) -> None:
    with behind.public(auth=("anyone", behind.token), headers=TOLD) as client:
        assert client.get("/sparql", params={"query": "ASK {?s ?p ?o}"}).json()["boolean"] is True


def test_what_another_than_the_proxy_says_is_not_believed(case_folder: Path, tmp_path: Path) -> None:
    folder = copy_case(case_folder, tmp_path / "case")
    with served(folder, "--behind-proxy", "127.0.0.9", "--name", "desk.example") as running:
        running.url = _listens_at(running)
        with running.client(headers=TOLD) as client:
            refused = client.get("/api/people")
            assert (refused.status_code, "without https" in refused.json()["detail"]) == (403, True)
