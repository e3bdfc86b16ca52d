"""The operations of a journal as an audience may see them: what is withheld is left out, and withheld names covered.

Nothing in what is left depends on what is withheld: no name, no id, no place in the journal. So two cases that differ
only in that become the same. A name is described when something that may be seen names it, or when it is marked as
public; until then its description waits. An operation of a kind that is not known here is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from habeas.model.canonical import content_key
from habeas.model.codec import (
    claim_from_plain,
    claim_to_plain,
    entity_from_plain,
    entity_to_plain,
    source_from_plain,
    source_to_plain,
)
from habeas.model.rulings import PREFIX
from habeas.model.values import Ref
from habeas.storage.editions.values import ValueRedactor
from habeas.storage.journal.line import Operation

Body = dict[str, Any]
Told = tuple[str, Body]
"""An operation and what it says."""
MARKED: Final = "public"
REPLACED: Final = "superseded"
"""The reason of a claim that is gone because one stands in its place that may not be seen."""


class OperationRedactor:
    """Reads the operations of one journal in their order, and tells of each what the audience may see.

    `is_withheld` tells of a claim's id whether it is withheld.
    """

    def __init__(self, values: ValueRedactor, is_withheld: Callable[[str], bool]) -> None:
        self._values, self._is_withheld = values, is_withheld
        self._n = 0
        self._waiting: dict[str, Told] = {}
        self._named: set[str] = set()
        self._described: set[str] = set()
        self._claims: dict[str, str] = {}
        self._judged: dict[int, int] = {}
        self._unjudged: dict[int, Body] = {}
        self._unjudged_on: dict[str, list[int]] = {}
        self._rules: Mapping[str, Callable[[Operation], Iterable[Told]]] = {
            "create": self._create,
            "describe": self._describe,
            "source": self._describe,
            "undescribe": self._undescribe,
            "record": self._record,
            "supersede": self._supersede,
            "withdraw": self._withdraw,
            "judge": self._judge,
            "unjudge": self._unjudge,
            "decide": self._decide,
        }

    def read(self, operation: Operation) -> Iterator[Told]:
        """What the audience may see of the next operation: nothing, itself, or with it what had waited for it."""
        rule = self._rules.get(operation.op)
        for told in rule(operation) if rule else ():
            self._n += 1
            yield told

    def by(self, operation: Operation) -> str:
        """Who recorded it, as the audience reads that."""
        return self._values.mask(operation.by)

    def origin(self, operation: Operation) -> Body:
        """When and by whom it was recorded first, in another copy of the case; without the hash of what it said."""
        origin = operation.body.get("origin")
        return {"origin": {"at": origin["at"], "by": self._values.mask(origin["by"]), "hash": ""}} if origin else {}

    def _create(self, operation: Operation) -> Iterable[Told]:
        body = operation.body
        return [("create", {"base": body.get("base", ""), "title": self._values.mask(body.get("title", ""))})]

    # -- descriptions

    def _describe(self, operation: Operation) -> Iterator[Told]:
        body = operation.body
        ref = Ref.parse(body["ref"])
        if self._values.is_hidden(ref):
            return
        self._waiting[body["ref"]] = (operation.op, body)
        if body["ref"] in self._named or body.get("sensitivity") == MARKED:
            self._named.discard(body["ref"])
            yield from self._name([ref])

    def _undescribe(self, operation: Operation) -> Iterable[Told]:
        """A description is taken back that was told, or that waited."""
        name = operation.body["ref"]
        if self._waiting.pop(name, None) or name not in self._described:
            return []
        self._described.discard(name)
        told = {
            "ref": str(self._values.ref(Ref.parse(name))),
            "reason": self._values.mask(operation.body.get("reason", "")),
        }
        return [("undescribe", {key: value for key, value in told.items() if value})]

    def _name(self, refs: Iterable[Ref]) -> Iterator[Told]:
        """These are named: what waited for that is told."""
        for ref in refs:
            name = str(ref)
            if name not in self._named and not self._values.is_hidden(ref):
                self._named.add(name)
                if waiting := self._waiting.pop(name, None):
                    yield from self._description(*waiting)
                yield from self._judgements_on(name)

    def _description(self, op: str, body: Body) -> Iterator[Told]:
        values = self._values
        self._described.add(body["ref"])
        if op == "source":
            source = source_from_plain(body)
            yield from self._name([source.publisher] if source.publisher else [])
            yield op, source_to_plain(values.source(source))
        else:
            entity = entity_from_plain(body)
            yield from self._name(ref for ref in (entity.keeper, entity.subset_of) if ref)
            yield op, entity_to_plain(values.entity(entity))

    # -- claims

    def _record(self, operation: Operation) -> Iterator[Told]:
        body = operation.body
        if not self._is_withheld(body["claim"]["id"]):
            named, told = self._claim(body)
            yield from self._name(named)
            replaced = [self._claims[old] for old in body.get("supersedes", ()) if old in self._claims]
            yield "record", {**told, "supersedes": replaced} if replaced else told

    def _claim(self, body: Body) -> tuple[list[Ref], Body]:
        claim = claim_from_plain(body["claim"])
        named = list(self._values.named_in(claim))
        masked = self._values.claim(claim)
        self._claims[claim.id] = masked.id
        if masked == claim:
            return named, {"claim": body["claim"], "key": body.get("key") or content_key(claim)}
        return named, {"claim": claim_to_plain(masked), "key": content_key(masked)}

    def _supersede(self, operation: Operation) -> Iterator[Told]:
        body = operation.body
        old = self._claims.get(body["old"])
        reason = self._values.mask(body.get("reason", ""))
        if self._is_withheld(body["claim"]["id"]):
            if old:
                yield "withdraw", {"claim": old, "reason": REPLACED}
            return
        named, told = self._claim(body)
        yield from self._name(named)
        yield ("supersede", {"old": old, **told, "reason": reason}) if old else ("record", told)

    def _withdraw(self, operation: Operation) -> Iterable[Told]:
        body = operation.body
        claim = self._claims.get(body["claim"])
        status = {"status": body["status"]} if body.get("status") else {}
        told = {"claim": claim, "reason": self._values.mask(body.get("reason", "")), **status}
        return [("withdraw", told)] if claim else []

    # -- judgements and decisions

    def _judge(self, operation: Operation) -> Iterator[Told]:
        body = operation.body
        if not any(self._values.is_hidden(Ref.parse(body[side])) for side in ("a", "b")):
            self._unjudged[operation.n] = body
            for side in ("a", "b"):
                self._unjudged_on.setdefault(body[side], []).append(operation.n)
            yield from self._judgements_on(body["a"])

    def _judgements_on(self, name: str) -> Iterator[Told]:
        """The judgements on a name that may be told now: both names are."""
        for number in self._unjudged_on.get(name, ()):
            body = self._unjudged.get(number)
            if body is not None and {body["a"], body["b"]} <= self._named:
                del self._unjudged[number]
                self._judged[number] = self._n + 1
                yield "judge", self._judgement(body)

    def _judgement(self, body: Body) -> Body:
        own = {side: str(self._values.ref(Ref.parse(body[side]))) for side in ("a", "b")}
        told = {**own, "verdict": body["verdict"], "reason": self._values.mask(body.get("reason", ""))}
        for name in ("claims", "against"):
            if seen := [self._claims[claim] for claim in body.get(name, ()) if claim in self._claims]:
                told[name] = seen
        if body.get("stands"):
            told["stands"] = str(self._values.ref(Ref.parse(body["stands"])))
        return {key: value for key, value in told.items() if value}

    def _unjudge(self, operation: Operation) -> Iterable[Told]:
        body = operation.body
        number = self._judged.get(body["judgement"])
        self._unjudged.pop(body["judgement"], None)
        if number is None:
            return []
        own = {side: str(self._values.ref(Ref.parse(body[side]))) for side in ("a", "b")}
        return [("unjudge", {**own, "judgement": number, "reason": self._values.mask(body.get("reason", ""))})]

    def _decide(self, operation: Operation) -> Iterable[Told]:
        """A decision, when all that it rests on may be seen as it is: its finding is known by that."""
        body = operation.body
        if body["finding"].startswith(PREFIX):
            return []
        claims = [*body.get("claims", ()), *filter(None, [body.get("preferred")])]
        about = body.get("about", ())
        if any(self._claims.get(claim) != claim for claim in claims) or not all(map(self._is_told, about)):
            return []
        return [("decide", {**body, "reason": self._values.mask(body.get("reason", ""))})]

    def _is_told(self, name: str) -> bool:
        return name in self._named and str(self._values.ref(Ref.parse(name))) == name
