"""Time stamps of statements of the head: requests that are made offline, and answers that are brought back.

RFC 3161: a request (.tsq) holds the SHA-256 of the statement and nothing else of the case; the answer (.tsr) of a time
stamp authority says when it saw that hash. OpenTimestamps: the program `ots`, on a computer with a connection, makes
a proof (.ots) of the statement itself, which names nobody.

Here it is checked that an answer was granted and is of this statement. Who gave it is for `openssl ts -verify` with
the authority's root certificate, or `ots verify`.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any, Final

from asn1crypto import cms, core, tsp

from habeas.model.as_of import stamp

GRANTED: Final = frozenset({"granted", "granted_with_mods"})
HASHES: Final = frozenset({"sha256", "sha384", "sha512"})
"""The hashes that an answer may use."""
MAGIC: Final = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94"
"""How an .ots file begins."""
OF_SHA256: Final = MAGIC + b"\x01\x08"
"""How one of version 1 over a SHA-256 begins; the 32 bytes of the hash follow."""
NONCE_BITS: Final = 63


class _Response(core.Sequence):  # type: ignore[misc]  # the library has no types
    """RFC 3161, 2.4.2. As the library has it, the token must be there, and a refusal has none."""

    _fields = [  # noqa: RUF012 the library reads a list of the class
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


@dataclass(frozen=True, slots=True)
class StampAnswer:
    """An answer that was brought back: which kind of file it is, when it says, and who gave it."""

    ending: str
    at: str
    by: str


def request_for(text: bytes) -> bytes:
    """A request for a time stamp of some bytes (.tsq), with a number that no other request has, asking for the
    certificate of the authority.
    """
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": hashlib.sha256(text).digest()}
    nonce = secrets.randbits(NONCE_BITS)
    request = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "nonce": nonce, "cert_req": True})
    return bytes(request.dump())


def answer_on(text: bytes, content: bytes) -> StampAnswer | str:
    """What an answer says of some bytes; or why it proves nothing about them."""
    if content.startswith(MAGIC):
        return _open_time_stamp(text, content)
    try:
        answer = _Response.load(content, strict=True)
        status, told = answer["status"]["status"].native, answer["status"]["status_string"].native
        if status not in GRANTED:
            return f"the authority did not grant it: {' '.join(told or ()) or status}"
        signed = answer["time_stamp_token"]["content"]
        info = signed["encap_content_info"]["content"].parsed
        name, imprint = (info["message_imprint"][key] for key in ("hash_algorithm", "hashed_message"))
        algorithm, hashed, at = name["algorithm"].native, imprint.native, stamp(info["gen_time"].native)
        authority = _authority(signed)
    except (ValueError, TypeError, KeyError, AttributeError):
        return "this is neither a time stamp answer (.tsr) nor an OpenTimestamps proof (.ots)"
    if algorithm not in HASHES or hashlib.new(algorithm, text).digest() != hashed:
        return "this time stamp is of something else"
    return StampAnswer("tsr", at, authority)


def _open_time_stamp(text: bytes, content: bytes) -> StampAnswer | str:
    whole = OF_SHA256 + hashlib.sha256(text).digest()
    if not content.startswith(whole):
        return "this OpenTimestamps proof is of something else"
    return StampAnswer("ots", "", "") if len(content) > len(whole) else "this OpenTimestamps proof is cut off"


def _authority(signed: Any) -> str:
    """The name in the certificate that came with the answer; empty where none came."""
    number = signed["signer_infos"][0]["sid"].chosen["serial_number"].native
    given = (one.chosen for one in signed["certificates"] or ())
    return next((str(one.subject.human_friendly) for one in given if one.serial_number == number), "")
