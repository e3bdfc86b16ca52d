"""A package for others: a folder that a court's expert verifies with sha256sum and openssl alone.

It holds the documents, the claims, the history, the custody of evidence, the proofs of the head and, where it may
leave, the journal; VERIFY.txt says in English and Spanish how to check each. What leaves is public unless more is
asked for; what was withheld is said, in numbers. The case is verified first: a damaged one is not packed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from habeas import __version__
from habeas.casefile.doubtful_names import require_decided
from habeas.casefile.open_case import OpenCase
from habeas.casefile.package_gate import PackageGate
from habeas.casefile.package_guide import Withheld, guide
from habeas.casefile.package_tables import (
    CLAIMS,
    CUSTODY,
    HISTORY,
    CustodyEntry,
    claim_quads,
    claim_rows,
    history_rows,
    table,
)
from habeas.errors import BadChoice, CaseDamaged, option, phrase
from habeas.model.disclosure import LEVELS
from habeas.model.values import Ref
from habeas.storage.bag import Bag, new_bag, require_new
from habeas.storage.journal.line import FILE, Operation
from habeas.storage.journal.reader import lines, read
from habeas.storage.proofs import HeadStatement, head_statement, proof_files
from habeas.storage.signing import SigningKey

CHUNK: Final = 1 << 20
LONGEST: Final = 60
"""So many characters of a document's name stand in the name of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageReport:
    """What was packed and what was withheld. `seal` is the SHA-256 of the last list of hashes."""

    path: Path
    sensitivity: str
    claims: int
    documents: int
    history: int
    journal: bool
    claims_withheld: int
    documents_withheld: int
    history_withheld: int
    lines: int
    head: str
    seal: str


def package(
    case: OpenCase,
    out: Path,
    *,
    at: str,
    sensitivity: str = "public",
    lang: str = "en",
    key: SigningKey | None = None,
) -> PackageReport:
    """Pack a case into a new folder `out`, and sign the list of its hashes with `key`. `at` is the present moment.

    Raises BadChoice, also where words may name somebody withheld and nobody decided on them, as an export does;
    BadFile, CaseDamaged. Then nothing stands there.
    """
    if sensitivity not in LEVELS:
        raise BadChoice(
            where=option("sensitivity"),
            why=phrase("“%(sensitivity)s” is not one of its values", sensitivity=sensitivity),
            next="Choose one of: " + ", ".join(LEVELS),
        )
    require_new(out)
    inside = out.absolute().parent.resolve()
    if inside.is_relative_to(case.folder.resolve()):
        why = "a package in the folder of the case would be a part of it"
        raise BadChoice(where=str(out), why=why, next="Choose a place outside.")
    require_decided(case, sensitivity)
    statement = head_statement(case.folder)
    with new_bag(out) as bag:
        return _Packing(case, bag, PackageGate(case, sensitivity), statement, lang).pack(out, at, key)


class _Packing:
    """One package while it is made."""

    def __init__(self, case: OpenCase, bag: Bag, gate: PackageGate, statement: HeadStatement, lang: str) -> None:
        self.case, self.bag, self.gate, self.statement, self.lang = case, bag, gate, statement, lang
        self.files: dict[str, str] = {}
        """From the hash of a captured text to its file in the package."""
        self.kept_back = 0
        self._keeps: dict[str, Operation] = {}
        """The lines with which texts were kept, by hash."""
        self._named = set[str]()
        """Hashes of the texts that the journal names."""

    def pack(self, out: Path, at: str, key: SigningKey | None) -> PackageReport:
        """Write every part."""
        gate, views = self.gate, self.case.views
        operations = [operation for operation in self._operations() if gate.tells(operation)]
        custody = [*self._documents(), *self._unnamed()]
        self.bag.put("custody.csv", table(CUSTODY, ([gate.mask(str(cell)) for cell in row] for row in custody)))
        self.bag.put("claims.csv", table(CLAIMS, claim_rows(gate, self.files, self.lang)))
        self.bag.put("claims.nq", claim_quads(gate, self.files))
        self.bag.put("history.csv", table(HISTORY, history_rows(gate, operations, self.lang)))
        whole = all(gate.keeps_nothing_back(operation) for operation in self._operations())
        if whole:
            self.bag.put(f"journal/{FILE}", (line + b"\n" for line in self._lines()))
            self._other_journals()
        proofs = self._proofs()
        claims = len(gate.rows())
        report = PackageReport(
            path=out,
            sensitivity=gate.most,
            claims=claims,
            documents=len(self.files),
            history=len(operations),
            journal=whole,
            claims_withheld=sum(views.index.count().values()) - claims,
            documents_withheld=self.kept_back,
            history_withheld=self.statement.lines - len(operations),
            lines=self.statement.lines,
            head=self.statement.head,
            seal="",
        )
        withheld = Withheld(report.sensitivity, report.claims_withheld, self.kept_back, report.history_withheld)
        text = guide(withheld, self.statement.name, proofs, journal=whole, signed=key is not None)
        self.bag.put_tag("VERIFY.txt", [text.encode()])
        if key is not None:
            self.bag.put_tag("signer.pem", [key.public.pem])
        info = _info(report, gate.mask(self.case.settings.title), at)
        seal = self.bag.close(info, key.sign if key else None)
        return PackageReport(**{**_plain(report), "seal": seal})

    def _lines(self) -> Iterator[bytes]:
        """The lines that the statement counts; a line that came later is not packed."""
        return (line for _, line in zip(range(self.statement.lines), lines(self.case.folder / "journal"), strict=False))

    def _operations(self) -> Iterator[Operation]:
        every = (entry.operation for entry in read(self.case.folder / "journal"))
        return (operation for operation in every if operation.n <= self.statement.lines)

    def _other_journals(self) -> None:
        """Put in the lines that were taken in from other copies of the case."""
        for path in sorted((self.case.folder / "journal").glob("other-*.jsonl")):
            if path.is_symlink():
                raise CaseDamaged(where=str(path), why="this is a link, and is not followed", next="Take it away.")
            self.bag.put(f"journal/{path.name}", [path.read_bytes()])

    # -- documents

    def _documents(self) -> Iterator[CustodyEntry]:
        """Put the captured documents into the bag, and tell of each with which line it entered."""
        seen = set[tuple[str, str]]()
        for operation in self._operations():
            body = operation.body
            if operation.op == "keep":
                self._keeps.setdefault(str(body.get("sha256", "")), operation)
            digest = str((body.get("snapshot") or {}).get("sha256", "")) if operation.op == "source" else ""
            if not digest or (body["ref"], digest) in seen:
                continue
            seen.add((body["ref"], digest))
            self._named.add(digest)
            document = Ref.parse(body["ref"])
            name = self._put(document, digest)
            if name is not None and self.gate.shows(operation):
                yield self._entry(operation, digest, name)

    def _unnamed(self) -> Iterator[CustodyEntry]:
        """Put in the kept texts of which no line says to which document they belong."""
        for path in sorted((self.case.folder / "sources").glob("[0-9a-f]*.*")):
            digest = path.stem
            if digest in self._named or path.suffix == ".part":
                continue
            document = Ref("doc", digest)
            if (name := self._put(document, digest)) is not None:
                kept = self._keeps.get(digest)
                yield CustodyEntry(
                    document="",
                    title="",
                    publisher="",
                    url="",
                    captured_at="",
                    file=name,
                    sha256=digest,
                    bytes=path.stat().st_size,
                    line=kept.n if kept else 0,
                    recorded_at=kept.at if kept else "",
                    recorded_by=kept.by if kept else "",
                )

    def _put(self, document: Ref, digest: str) -> str | None:
        """Put one captured text into the bag. Returns its name; empty when it was not kept, None when withheld."""
        path = next(iter(sorted((self.case.folder / "sources").glob(f"{digest}.*"))), None)
        if path is None or path.suffix == ".part":
            return ""
        if path.is_symlink() or path.parent.is_symlink():
            raise CaseDamaged(where=str(path), why="this is a link, and is not followed", next="Take it away.")
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            again = "Put it back from a backup; its name is the SHA-256 it had."
            raise CaseDamaged(where=f"sources/{path.name}", why="this document was changed", next=again)
        if not self.gate.lets_out(document if digest in self._named else None, content):
            self.kept_back += 1
            return None
        if digest not in self.files:
            name = self._name(document, path.suffix, digest)
            self.bag.put(name, (content[at : at + CHUNK] for at in range(0, len(content), CHUNK)))
            self.files[digest] = f"data/{name}"
        return self.files[digest]

    def _name(self, document: Ref, ending: str, digest: str) -> str:
        slug = document.slug[:LONGEST] if self.gate.mask(document.slug) == document.slug else "document"
        name = f"documents/{slug}{ending}"
        taken = {file.removeprefix("data/").lower() for file in self.files.values()}
        return f"documents/{slug}-{digest[:16]}{ending}" if name.lower() in taken else name

    def _entry(self, operation: Operation, digest: str, name: str) -> CustodyEntry:
        body = operation.body
        size = (self.case.folder / "sources" / f"{digest}{Path(name).suffix}").stat().st_size if name else 0
        publisher = body.get("publisher", "")
        return CustodyEntry(
            document=body["ref"],
            title=str(body.get("title", "")),
            publisher=self.case.label(Ref.parse(publisher), self.lang) if publisher else "",
            url=str(body.get("url", "")),
            captured_at=str(body["snapshot"].get("captured-at", "")),
            file=name,
            sha256=digest,
            bytes=size,
            line=operation.n,
            recorded_at=operation.at,
            recorded_by=operation.by,
        )

    # -- proofs

    def _proofs(self) -> list[str]:
        """Put the statement of the head and every proof of an earlier one into the bag. Returns all names."""
        found = {path.name: path.read_bytes() for path in proof_files(self.case.folder)}
        found[self.statement.name] = self.statement.text
        for name, content in sorted(found.items()):
            self.bag.put(f"proofs/{name}", [content])
        return sorted(found)


def _plain(report: PackageReport) -> dict[str, Any]:
    return {name: getattr(report, name) for name in report.__slots__}


def _info(report: PackageReport, title: str, at: str) -> Mapping[str, str]:
    withheld = f"{report.claims_withheld} claims, {report.documents_withheld} documents"
    return {
        "Bag-Software-Agent": f"habeas {__version__}",
        "Bagging-Date": at[:10],
        "External-Description": title,
        "Habeas-Sensitivity": report.sensitivity,
        "Habeas-Withheld": f"{withheld}, {report.history_withheld} lines of the history",
        "Habeas-Journal": "whole" if report.journal else "not included",
        "Habeas-Lines": str(report.lines),
        "Habeas-Head": report.head,
    }
