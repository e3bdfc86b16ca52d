"""Undoing a step: what one command recorded is taken back by a new step, with a reason.

Nothing is removed. For each thing that the step touched (a claim, a description, a judgement, a decision), the new step
records what makes it again what it was before (decision 250):

    a claim that was recorded        is withdrawn, or stands as withdrawn or superseded as it did before
    a claim that was withdrawn       is recorded again, and one that was superseded too
    a description                    is the one before; the first one is taken back, unless claims still need the name
    a judgement                      is taken back, or made again
    a decision on a finding          is the one before, or the finding is open again
    the settings                     are those before

What a later step changed since is left as it is, and the plan says which step to undo first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

from habeas.casefile.dossier import Teller
from habeas.errors import Phrase, phrase
from habeas.model.codec import entity_from_plain
from habeas.model.values import Ref, Status
from habeas.storage.journal.line import Operation, step_of
from habeas.storage.journal.operations import SETTINGS
from habeas.storage.judgements import decision_body, decisions_in, judgement_body, judgements_in
from habeas.storage.scope import ReadModel

HISTORY: Final = Phrase(
    "The history lists every step with its number.", "`habeas history CASE` lists every step with its number."
)
Body = dict[str, Any]
NEEDED_BY: Final = ("publisher", "keeper", "subset-of")
"""What in a description names another name that has to be described."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoLine:
    """One thing that the step touched: what is done about it (`op` and `body`, as they will stand in the journal).

    Where `op` is empty nothing is done: `why` says why, and `left` is True when it is not as it was before the step.
    """

    subject: str
    words: str
    op: str = ""
    body: Mapping[str, Any] | None = None
    why: str = ""
    left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPlan:
    """What undoing a step will do. `step` is the number of its first line, `ops` what it consisted of."""

    step: int
    at: str
    by: str
    ops: tuple[str, ...]
    lines: tuple[UndoLine, ...]

    @property
    def changes(self) -> tuple[UndoLine, ...]:
        """What will change."""
        return tuple(line for line in self.lines if line.op)

    @property
    def left(self) -> tuple[UndoLine, ...]:
        """What cannot be undone, with the reason."""
        return tuple(line for line in self.lines if line.left)


def plan_undo(views: ReadModel, step: list[Operation], lang: str = "en") -> UndoPlan:
    """What undoing these lines of one step will do."""
    lines = tuple(_Undo(views, step, lang).lines())
    first = step[0]
    ops = tuple(dict.fromkeys(operation.op for operation in step))
    return UndoPlan(step=step_of(first), at=first.at, by=first.by, ops=ops, lines=lines)


class _Undo:
    """Works out the way back from one step."""

    def __init__(self, views: ReadModel, step: list[Operation], lang: str) -> None:
        self._views, self._step = views, step
        self._first, self._last = step[0].n, step[-1].n
        self._before = views.index.at(self._first - 1)
        self._teller = Teller(views, lang)
        self._gone: set[str] = set()
        """Claims that will be live no more."""

    def lines(self) -> Iterator[UndoLine]:
        """One line for each thing, claims before the names that they need."""
        ways: dict[str, Callable[[Operation], Iterator[UndoLine]]] = {
            "record": self._claims,
            "supersede": self._claims,
            "withdraw": self._claims,
            "judge": self._judgement,
            "unjudge": self._judged_again,
            "decide": self._decision,
            "settings": self._settings,
        }
        seen: set[str] = set()
        for operation in reversed(self._step):
            if operation.op in ways:
                yield from (line for line in ways[operation.op](operation) if _is_new(line, seen))
        for operation in reversed(self._step):
            if operation.op in {"describe", "source", "undescribe"}:
                yield from (line for line in self._description(operation) if _is_new(line, seen))
            elif operation.op not in {*ways, "undo", "keep"}:
                yield _never(operation)

    def _changed_since(self, subject: str) -> int:
        """The first line of the last later step that touched it; 0 when none did."""
        places = self._views.index.touched(subject)
        last = self._views.operations_at(places[-1:])
        return step_of(last[0]) if last and last[0].n > self._last else 0

    # -- claims

    def _claims(self, operation: Operation) -> Iterator[UndoLine]:
        body = operation.body
        names = [body["claim"]] if operation.op == "withdraw" else [body["claim"]["id"]]
        for name in (*names, *([body["old"]] if operation.op == "supersede" else ())):
            yield self._claim(name)

    def _claim(self, name: str) -> UndoLine:
        subject = f"claim:{name}"
        now, then = self._views.index.claim(name), self._before.claim(name)
        if now is None:
            return UndoLine(subject=subject, words=name, why="the claim is not in the file any more")
        words = self._teller.sentence(self._views.claim_in(now)[0])
        since = self._changed_since(subject)
        was = then.status if then else ""
        if now.status == (was or Status.WITHDRAWN.value):
            why = f"the claim is {now.status} already" + (f", by step {since}" if since else "")
            return UndoLine(subject=subject, words=words, why=why)
        if since:
            why = phrase(
                "the claim is %(status)s by step %(since)s: undo that step first", status=now.status, since=since
            )
            return UndoLine(subject=subject, words=words, why=why, left=True)
        if was == Status.LIVE:
            return UndoLine(subject=subject, words=words, op="record", body=self._record_again(name))
        self._gone.add(name)
        how = {"status": was} if was == Status.SUPERSEDED else {}
        return UndoLine(subject=subject, words=words, op="withdraw", body={"claim": name, **how})

    def _record_again(self, name: str) -> Body:
        """The claim as it was recorded last before the step."""
        earlier = [o for o in self._views.operations(f"claim:{name}") if o.n < self._first]
        last = [o for o in earlier if o.op == "record" or (o.op == "supersede" and o.body["claim"]["id"] == name)][-1]
        old = (last.body["old"],) if last.op == "supersede" else last.body.get("supersedes", ())
        body = {"claim": last.body["claim"], "key": last.body.get("key", "")}
        return body | ({"supersedes": list(old)} if old else {})

    # -- descriptions

    def _description(self, operation: Operation) -> Iterator[UndoLine]:
        ref = operation.body["ref"]
        now, then = self._views.index.entity(ref), self._before.entity(ref)
        label = self._teller.label(Ref.parse(ref))
        since = self._changed_since(ref)
        if now == then:
            yield UndoLine(subject=ref, words=label, why="it is described as it was before")
        elif since:
            why = phrase("it was described again by step %(since)s: undo that step first", since=since)
            yield UndoLine(subject=ref, words=label, why=why, left=True)
        elif then is not None:
            op = "source" if ref.startswith("doc:") else "describe"
            yield UndoLine(subject=ref, words=_label(then, self._teller.lang), op=op, body=then)
        elif needed := self._needed(ref):
            why = phrase("%(needed)s still needs this name, so its description stays", needed=needed)
            yield UndoLine(subject=ref, words=label, why=why, left=True)
        else:
            self._gone.add(ref)
            yield UndoLine(subject=ref, words=label, op="undescribe", body={"ref": ref})

    def _needed(self, ref: str) -> str:
        """Something that stays and needs a description; empty when nothing does."""
        index, live = self._views.index, Status.LIVE.value
        asked: tuple[dict[str, str], ...] = ({"about": ref}, {"speaker": ref}, {"source": ref})
        rows = (row for way in asked for row in index.claims(**way, status=live) if row.id not in self._gone)
        found = next((f"claim:{row.id}" for row in rows), "")
        return found or next((name for name in self._naming.get(ref, ()) if name not in self._gone), "")

    @cached_property
    def _naming(self) -> dict[str, list[str]]:
        """Which descriptions name which names."""
        found: dict[str, list[str]] = {}
        for body in self._views.index.entities():
            for key in NEEDED_BY:
                if body.get(key):
                    found.setdefault(body[key], []).append(body["ref"])
        return found

    # -- settings, judgements and decisions

    def _settings(self, operation: Operation) -> Iterator[UndoLine]:
        every = self._views.operations_at(self._views.index.touched(SETTINGS))
        before = [o for o in every if o.n < self._first and "settings" in o.body]
        line = partial(UndoLine, subject=SETTINGS, words=operation.at)
        if every[-1].n > self._last:
            yield line(
                why=phrase("they were set again by step %(every)s: undo that step first", every=step_of(every[-1])),
                left=True,
            )
        elif not before:
            yield line(why="these are the first settings that the journal has", left=True)
        else:
            yield line(op="settings", body={"settings": before[-1].body["settings"]})

    def _judgement(self, operation: Operation) -> Iterator[UndoLine]:
        body = operation.body
        found = next(j for j in judgements_in(self._views.index) if j.number == operation.n)
        line = _pair_line(body)
        if found.taken_back is not None:
            yield line(why="the judgement is taken back already")
            return
        yield line(op="unjudge", body={"a": body["a"], "b": body["b"], "judgement": operation.n})

    def _judged_again(self, operation: Operation) -> Iterator[UndoLine]:
        every = judgements_in(self._views.index)
        gone = next(j for j in every if j.number == operation.body["judgement"])
        body = judgement_body(gone)
        line = _pair_line(body)
        if any(j.taken_back is None and judgement_body(j) == body for j in every):
            yield line(why="the judgement stands again already")
            return
        yield line(op="judge", body=body)

    def _decision(self, operation: Operation) -> Iterator[UndoLine]:
        key = operation.body["finding"]
        every = decisions_in(self._views.index, key)
        before = [one for one in every if one.number < self._first]
        if every[-1].number > self._last:
            why = phrase("line %(number)s decided on it again: undo that first", number=every[-1].number)
            yield UndoLine(subject=key, words=operation.body["decision"], why=why, left=True)
            return
        opened = {**operation.body, "decision": "open"}
        opened.pop("preferred", None)
        body = decision_body(before[-1]) if before else opened
        yield UndoLine(subject=key, words=body["decision"], op="decide", body=body)


def _pair_line(body: Mapping[str, Any]) -> Callable[..., UndoLine]:
    a, b, verdict = body["a"], body["b"], body["verdict"]
    return partial(UndoLine, subject=f"{a} {b}", words=f"{a} and {b}: {verdict}")


def _is_new(line: UndoLine, seen: set[str]) -> bool:
    """One line for each thing: false for what has one already."""
    mark = f"{line.subject} {line.words} {line.body.get('judgement', '') if line.body else ''}"
    new = mark not in seen
    seen.add(mark)
    return new


def _never(operation: Operation) -> UndoLine:
    why = {
        "create": "this is how the file began",
        "erase": "what was erased is gone, here and in the journal",
    }.get(operation.op, f"this version of habeas cannot undo “{operation.op}”")
    return UndoLine(subject=f"line {operation.n}", words=operation.op, why=why, left=True)


def _label(body: Mapping[str, Any], lang: str) -> str:
    if body["ref"].startswith("doc:"):
        return str(body.get("title", "") or body["ref"])
    return entity_from_plain(body).label(lang)
