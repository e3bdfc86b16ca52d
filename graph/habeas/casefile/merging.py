"""Merging another copy of the case into this one: two laptops that worked apart come together again.

The lines that only the other copy has are kept beside the journal as they were written, and a line `merge` names them.
What they change here is then recorded as ordinary operations, each with the line it comes `from` (`origin`: when, by
whom, its hash). What stands afterwards follows from the lines of both copies alone (`casefile.agreed`), so the other
copy, merged the other way round, says the same.

A merge that was cut off is finished by the next: what is recorded is the difference to what stands here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from habeas.casefile.agreed import agree
from habeas.casefile.agreed_claims import superseded_by
from habeas.casefile.agreed_values import Agreed, AgreedClaim, is_original, touched_by
from habeas.casefile.erasures_shared import adopt, arriving
from habeas.casefile.merging_files import QUESTION, take_files
from habeas.casefile.open_case import OpenCase
from habeas.errors import BadChoice, CaseDamaged, with_options
from habeas.model.config import FILE as SETTINGS
from habeas.model.config import read_settings
from habeas.model.findings import Clash
from habeas.storage import lockbox
from habeas.storage.atomic import write_atomic
from habeas.storage.clash_table import clash_from, clashes_in
from habeas.storage.journal.line import JournalEntry, Operation, read_line, with_origin
from habeas.storage.journal.reader import lines, verify
from habeas.storage.journal.stubs import erased_files
from habeas.storage.journal.union import PlacedLine, digest_of_lines, every_line, in_order, other_file
from habeas.storage.judgements import decisions_in
from habeas.storage.lock import CaseLock
from habeas.storage.workspace import Workspace

Body = dict[str, Any]
Change = tuple[str, Body]
Lines = dict[str, tuple[Operation, bytes]]
QUIET: Final = frozenset({"create", "keep", "merge", "undo", "erased"})
"""Operations that say nothing of their own."""
MANY: Final = 5_000
"""Changes from which a merge is recorded as a large file is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What a merge brought: lines of the other copy, what changed here by operation, documents, and the clashes."""

    lines: int
    changes: Mapping[str, int]
    documents: int
    questions: int
    clashes: tuple[Clash, ...]

    @property
    def nothing_new(self) -> bool:
        """True when the other copy had nothing that this one lacks."""
        return not (self.lines or self.changes or self.documents or self.questions)


class Merging(OpenCase):
    """What a case file offers on merging."""

    def merge(self, other: Path | str, *, by: str = "", different: bool = False) -> MergeReport:
        """Take in what another copy of this case holds; the other copy is only read.

        Raises BadChoice for another case, unless `different`; CaseDamaged when the other copy is not sound, CaseLocked
        when it is open elsewhere.
        """
        folder = Path(other)
        lockbox.require_open(folder)
        read_settings(folder)
        if folder.resolve() == self.folder.resolve():
            raise BadChoice(where=str(folder), why="this is the case itself", next="Give the folder of the other copy.")
        with CaseLock(folder, shared=True):
            return _Merge(self._space, folder, by or self.settings.recorder).run(different=different)


class _Merge:
    """One merge."""

    def __init__(self, space: Workspace, other: Path, by: str) -> None:
        self._space, self._other, self._by = space, other, by
        self._journal = space.folder / "journal"
        self._chain = _chain_in(self._journal)

    def run(self, *, different: bool) -> MergeReport:
        self._require_sound()
        own, theirs = every_line(self._journal), every_line(self._other / "journal")
        if not different:
            self._require_same_case()
        if adopt(self._space, self._other, theirs, own):
            own, self._chain = every_line(self._journal), _chain_in(self._journal)
        self._erased = erased_files(operation for operation, _ in own.values())
        new, stubs = arriving({digest: line for digest, line in theirs.items() if digest not in own}, own)
        placed = in_order({digest: operation for digest, (operation, _) in (own | new).items()})
        told = [line for line in placed if line.operation.hash in new and is_original(line)]
        told = [line for line in told if line.operation.op not in QUIET]
        state = agree(placed)
        documents, questions, odd = take_files(self._space, self._other, self._erased)
        clashes, settled = self._clashes(state, [*odd, *_of_questions(new)])
        changes = list(self._changes(state, [*told, *self._brought(placed, own)]))
        if told or clashes or settled:
            changes = [self._merged(placed, new, (clashes, settled), stubs), *changes]
        step = 0
        if changes:
            entries = self._record(changes)
            self._chain += [entry.operation for entry in entries]
            step = entries[0].operation.n
        changes += self._take_back(state, step)
        counted = dict(Counter(op for op, _ in changes if op != "merge"))
        return MergeReport(
            lines=len(told),
            changes=counted,
            documents=documents,
            questions=questions,
            clashes=clashes if told or changes else (),
        )

    def _record(self, changes: list[Change]) -> list[JournalEntry]:
        """Record what changes here. Much of it counts only together, and the views follow in one pass, as after a
        large file (decision 275)."""
        if len(changes) < MANY or any(op == "settings" for op, _ in changes):
            return self._space.commit(changes, by=self._by)
        self._space.commit([], by=self._by)  # documents that were taken in stay, and are named
        try:
            self._space.begin()
            entries = self._space.append(changes, by=self._by, step=0, ready={})
            self._space.finish()
        except BaseException:
            self._space.abandon()
            raise
        return entries[-len(changes) :]

    # -- the other copy

    def _require_sound(self) -> None:
        report = verify(self._other / "journal")
        if report.findings:
            fault = report.findings[0]
            where = f"{self._other}, journal, line {fault.line}"
            raise CaseDamaged(where=where, why=f"the other copy is damaged: {fault.why}", next="Nothing was merged.")

    def _require_same_case(self) -> None:
        first, other = (next(lines(folder), b"") for folder in (self._journal, self._other / "journal"))
        if first != other:
            why = "this is another case, not a copy of this one: they do not begin with the same line"
            advice = with_options("To bring two cases together all the same: {different-case}.")
            raise BadChoice(where=str(self._other), why=why, next=advice)

    # -- what is recorded

    def _clashes(self, state: Agreed, odd: list[Clash]) -> tuple[tuple[Clash, ...], list[str]]:
        """The clashes that are new here, and the marks of those that stand here and are settled."""
        index = self._space.views.index
        here = {clash.mark: clash for clash in clashes_in(index.connection, index.stands)}
        known = {clash.mark for clash in (*state.clashes, *odd)}
        new = {clash.mark: clash for clash in (*state.clashes, *odd) if clash.mark not in here}
        settled = [mark for mark, clash in here.items() if mark not in known and clash.kind != QUESTION]
        return tuple(new.values()), settled

    def _merged(
        self,
        placed: list[PlacedLine],
        new: Lines,
        clashes: tuple[tuple[Clash, ...], list[str]],
        stubs: dict[str, str],
    ) -> Change:
        """Keep the lines of the other copy, and say so in a line."""
        brought = [line.operation.hash for line in placed if line.operation.hash in new]
        digest = digest_of_lines(brought)
        write_atomic(other_file(self._journal, digest), b"".join(new[one][1] + b"\n" for one in brought))
        chain = _chain_in(self._other / "journal")
        fork = max((one.n for one in chain if one.hash not in new), default=0)
        head = chain[-1]
        return "merge", {
            "lines": len(brought),
            "digest": digest,
            "fork": fork,
            "head": {"n": head.n, "hash": head.hash},
            "clashes": [asdict(clash) for clash in clashes[0]],
            **({"settled": clashes[1]} if clashes[1] else {}),
            **({"erased": stubs} if stubs else {}),
        }

    def _brought(self, placed: list[PlacedLine], own: Lines) -> list[PlacedLine]:
        """Lines of other copies that were brought here before: a merge that was cut off may not have finished them."""
        chain = {operation.hash for operation in self._chain}
        return [one for one in placed if one.operation.hash in own and one.operation.hash not in chain]

    def _changes(self, state: Agreed, told: list[PlacedLine]) -> Iterator[Change]:
        names = {name for line in told for name in touched_by(line.operation)}
        for ref in sorted(names & state.described.keys()):
            yield from self._description(ref, state)
        claims = sorted({new for name in names for new in state.ids.get(name, ())})
        for name in claims:
            yield from self._claim(name, state.claims[name])
        numbers = self._judged_here()
        for digest, one in state.judgements.items():
            if digest not in numbers:
                yield "judge", {**one.body, "origin": asdict(one.made)}
        for key in sorted(names & state.decisions.keys()):
            yield from self._decision(key, state)
        if state.settings is not None:
            yield from self._settings(state)

    def _description(self, ref: str, state: Agreed) -> Iterator[Change]:
        body, now = state.described[ref], self._space.views.index.entity(ref)
        origin = {"origin": asdict(state.describers[ref])}
        if body == now:
            return
        if body is None:
            yield "undescribe", {"ref": ref, **origin}
        else:
            yield "source" if ref.startswith("doc:") else "describe", {**body, **origin}

    def _claim(self, name: str, agreed: AgreedClaim) -> Iterator[Change]:
        views = self._space.views
        row = views.index.claim(name)
        operations = [with_origin(one) for one in views.operations(f"claim:{name}")]
        records = [operation for operation in operations if _records(operation, name)]
        old = tuple(sorted({one for operation in records for one in superseded_by(operation)}))
        made = records[-1] if records else None
        same = (
            row is not None
            and made is not None
            and (
                (row.key, made.at, made.by, old)
                == (agreed.key, agreed.recorded.at, agreed.recorded.by, agreed.supersedes)
            )
        )
        again = not same or (row is not None and row.status != "live" and agreed.ended is None)
        if again:
            body: Body = {"claim": dict(agreed.claim), "key": agreed.key, "origin": asdict(agreed.recorded)}
            yield "record", body | ({"supersedes": list(agreed.supersedes)} if agreed.supersedes else {})
        if agreed.ended is None:
            return
        ended = next((o for o in reversed(operations) if not again and _ends(o, name)), None)
        told = (agreed.ended.at, agreed.ended.by, agreed.reason, agreed.status)
        if not ended or not row or (ended.at, ended.by, ended.body.get("reason", ""), row.status) != told:
            gone: Body = {"claim": name, "reason": agreed.reason, "origin": asdict(agreed.ended)}
            yield "withdraw", gone | ({"status": agreed.status} if agreed.status != "withdrawn" else {})

    def _decision(self, key: str, state: Agreed) -> Iterator[Change]:
        body, stamp = state.decisions[key]
        now = decisions_in(self._space.views.index, key)
        if not now or (now[-1].at, now[-1].by, now[-1].decision) != (stamp.at, stamp.by, body["decision"]):
            yield "decide", {**body, "origin": asdict(stamp)}

    def _settings(self, state: Agreed) -> Iterator[Change]:
        assert state.settings is not None  # noqa: S101 asked before
        body, stamp = state.settings
        if (self._space.folder / SETTINGS).read_text(encoding="utf-8") != body["settings"]:
            yield "settings", {**body, "origin": asdict(stamp)}

    # -- judgements

    def _judged_here(self) -> dict[str, int]:
        """From the line that made a judgement first to its number here."""
        hashes = {operation.n: operation.hash for operation in self._chain}
        found = self._space.views.index.judgements()
        return {told["body"].get("origin", {}).get("hash") or hashes[n]: n for n, told, _ in found}

    def _take_back(self, state: Agreed, step: int) -> list[Change]:
        """Take back what is taken back in the other copy; after the judgements have their numbers here."""
        numbers = self._judged_here()
        backs = {n: back for n, _, back in self._space.views.index.judgements()}
        gone: list[Change] = []
        for digest, one in state.judgements.items():
            told = one.back and {"at": one.back.at, "by": one.back.by, "reason": one.reason}
            if one.back is not None and backs.get(numbers[digest]) != told:
                pair = {"a": one.body["a"], "b": one.body["b"], "judgement": numbers[digest]}
                gone.append(("unjudge", {**pair, "reason": one.reason, "origin": asdict(one.back)}))
        if gone:
            self._space.commit(gone, by=self._by, step=step)
        return gone


def _of_questions(new: Lines) -> list[Clash]:
    """What the other copy clashed on when it kept two saved questions of one name."""
    merges = (operation for operation, _ in new.values() if operation.op == "merge")
    found = (clash_from(told) for merge in merges for told in merge.body["clashes"])
    return [clash for clash in found if clash.kind == QUESTION]


def _chain_in(journal: Path) -> list[Operation]:
    return [read_line(line, f"line {n}") for n, line in enumerate(lines(journal), start=1)]


def _records(operation: Operation, name: str) -> bool:
    return operation.op in {"record", "supersede"} and operation.body["claim"]["id"] == name


def _ends(operation: Operation, name: str) -> bool:
    body = operation.body
    return operation.op == "withdraw" or (operation.op == "supersede" and body["old"] == name)
