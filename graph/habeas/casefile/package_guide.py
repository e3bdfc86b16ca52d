"""VERIFY.txt: how somebody without habeas verifies a package, in English and then in Spanish.

The words stand in `verify.en.txt` and `verify.es.txt`, in parts that begin with `%% name`; the lines of shell that
calculate the chain again in `chain.sh`. Tests take the commands out of VERIFY.txt and run them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("en", "es")
INDENT: Final = "    "
PART: Final = re.compile(r"^%% (.+)\n", re.MULTILINE)
KINDS: Final = {"sig": "signature", "tsr": "stamp", "ots": "ots"}
"""Which part tells of a proof, by the ending of its file."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """How much was withheld from a package, and at which level."""

    sensitivity: str
    claims: int
    documents: int
    history: int


def guide(withheld: Withheld, statement: str, proofs: Sequence[str], *, journal: bool, signed: bool) -> str:
    """The text. `statement` is the file of the head, `proofs` are the files in `data/proofs/`."""
    texts = (_text(lang, withheld, statement, proofs, journal=journal, signed=signed) for lang in LANGUAGES)
    return "\n\n".join(texts)


def _text(lang: str, withheld: Withheld, statement: str, proofs: Sequence[str], *, journal: bool, signed: bool) -> str:
    parts = _parts(lang)
    some = withheld.claims or withheld.documents or withheld.history
    told = parts["withheld" if some else "nothing withheld"].format(**asdict(withheld)).rstrip()
    chain = "".join(INDENT + line + "\n" for line in _file("chain.sh").splitlines())
    body = parts["journal" if journal else "no journal"].format(chain=chain, statement=statement)
    proven = list(_proofs(parts, proofs))
    begin = parts["begin"].format(withheld=told) + (parts["signed"] if signed else "")
    parts_told = [begin, body.rstrip() + "\n"]
    parts_told += [parts["proofs"] + "".join(proven)] if proven else [parts["no proofs"]]
    return "\n".join([*parts_told, parts["end"]])


def _proofs(parts: dict[str, str], proofs: Sequence[str]) -> Iterator[str]:
    for name in proofs:
        stem, _, rest = name.partition(".")
        middle, _, ending = rest.rpartition(".")
        if ending in KINDS:
            lines = stem.partition("-")[0].lstrip("0")
            yield parts[KINDS[ending]].format(lines=lines, key=f"key-{middle}.pem", statement=f"{stem}.txt", file=name)


@cache
def _parts(lang: str) -> dict[str, str]:
    found = PART.split(_file(f"verify.{lang}.txt"))
    return dict(zip(found[1::2], found[2::2], strict=True))


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
