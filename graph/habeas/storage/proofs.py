"""What others can check of a case without it: statements of the head of the journal, which are signed and time-stamped.

A statement is four short lines and names nobody: which case, how many lines, and the hash of the last one. The same
lines give the same statement, byte for byte; so it can be signed by several and stamped by several. Since each line
holds the hash of the one before, it stands for all lines up to there. Statements and what belongs to them lie in
`proofs/` of the case, and not in the journal, whose head would move with every signature (docs/decisions/0261).

    proofs/0000057-3f2a90c1d4e5b677.txt                    the statement of line 57
    proofs/0000057-3f2a90c1d4e5b677.<key>.sig              a signature of it: 64 bytes, Ed25519
    proofs/key-<key>.pem                                   the public key of that signature
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from habeas.errors import CaseDamaged, Phrase
from habeas.storage.copy_manifest import identity_of
from habeas.storage.journal.reader import verify

FOLDER: Final = "proofs"
FORM: Final = re.compile(rb"habeas head 1\ncase ([0-9a-f]{64})\nlines ([1-9][0-9]{0,14})\nhead ([0-9a-f]{64})\n")
ADVICE: Final = Phrase(
    "Verify the case, and put back what is damaged from a backup.",
    "`habeas verify CASE` lists the damage; put back what is damaged from a backup.",
)


@dataclass(frozen=True, slots=True, order=True)
class HeadStatement:
    """That a case has so many lines, and which hash the last of them has. `case` is the hash of the first."""

    lines: int
    head: str
    case: str

    @property
    def text(self) -> bytes:
        """The statement as it is written, signed and stamped."""
        return f"habeas head 1\ncase {self.case}\nlines {self.lines}\nhead {self.head}\n".encode()

    @property
    def stem(self) -> str:
        """What the names of its files begin with."""
        return f"{self.lines:07d}-{self.head[:16]}"

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.stem}.txt"


def head_statement(folder: Path) -> HeadStatement:
    """The statement of the head that the journal has now, each line checked. Raises CaseDamaged."""
    report = verify(folder / "journal")
    if report.findings:
        fault = report.findings[0]
        raise CaseDamaged(where=f"journal, line {fault.line}", why=f"{fault.why}: nothing was done", next=ADVICE)
    return HeadStatement(lines=report.lines, head=report.head, case=identity_of(folder))


def proof_files(folder: Path) -> list[Path]:
    """The files in `proofs/` of a case, by name. Raises CaseDamaged for a link, which is never followed."""
    place = folder / FOLDER
    found = sorted(place.iterdir()) if place.is_dir() else []
    for path in (place, *found):
        if path.is_symlink():
            raise CaseDamaged(where=str(path), why="this is a link, and is not followed", next="Take it away.")
    return [path for path in found if path.is_file() and not path.name.startswith(".")]
