"""How the signatures and time stamps of a case are printed: by `sign`, `stamp`, `verify` and `history`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from habeas.cli.output import Out
from habeas.storage.proof_check import HeadProof

TOLD: Final = {
    "signature": "Line %(line)s is signed with the key %(by)s (%(file)s).",
    "time stamp": "Line %(line)s is time-stamped %(at)s by %(by)s (%(file)s).",
    "OpenTimestamps": "Line %(line)s has an OpenTimestamps proof (%(file)s); `ots verify` tells of when.",
}
"""How a proof of each kind is told; each is in the catalogue of the command line."""


def print_proofs(proofs: Iterable[HeadProof], out: Out) -> None:
    """One line a proof."""
    for proof in proofs:
        by = proof.by or out.gettext("an authority that does not say its name")
        out.line(out.gettext(TOLD[proof.kind], line=proof.line, by=by, at=proof.at, file=proof.file))
