"""What is to be erased with a claim, a document or a name: which claims, and what is taken out of texts. Pure.

a claim      the claim, and claims about it
a document   its description and its text, and the claims that were read from it
a name       every claim that mentions it, whatever was recorded of its events and of nobody else, its descriptions,
             judgements and decisions; and its names in every other text, in any spelling that exports withhold
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from habeas.identity.name_spotter import masker_of
from habeas.model.claims import mentions, node_of
from habeas.model.codec import claim_from_plain
from habeas.model.masking import MARK, TextMasker
from habeas.storage.clash_table import without
from habeas.storage.journal.line import Operation
from habeas.storage.journal.stubs import GONE
from habeas.vocab import KINDS, Origin

ERASED: Final = "[erased]"
Body = dict[str, Any]
RECORDS: Final = frozenset({"record", "supersede"})
ABOUT_NAMES: Final = ("publisher", "keeper", "subset-of", "stands")


@dataclass(frozen=True, slots=True)
class ErasureScope:
    """What goes: names as `kind:slug`, ids of claims, and what takes names out of a text."""

    refs: frozenset[str]
    claims: frozenset[str]
    masker: TextMasker
    words: frozenset[str] = frozenset()
    """The words of the names."""

    def masked(self, text: str) -> str:
        """The text without the names."""
        found = self.masker.mask(text)
        return found.replace(MARK, ERASED) if found != text else text

    def names(self, text: str) -> bool:
        """True when the text names what is erased."""
        return MARK in self.masker.mask(text) and MARK not in text

    def tells(self, reason: str) -> bool:
        """True when a reason says who or what is erased, be it by a single word of a name."""
        words = {_folded(word) for word in re.findall(r"\w{4,}", reason)}
        return self.names(reason) or bool(words & self.words) or any(ref in reason for ref in self.refs)

    def alike(self, operations: Iterable[Operation]) -> tuple[str, ...]:
        """Names that stay although a word of what is erased is in them: of a relative, of an event."""
        left = (self.rewritten(operation) for operation in operations)
        refs = {ref for op, body in left if op != GONE for ref in _refs_in(body)} - self.refs
        return tuple(sorted(ref for ref in refs if self.words & {*ref.partition(":")[2].split("-")}))

    def rewritten(self, operation: Operation) -> tuple[str, Body]:
        """What is left of an operation: its kind and its body; the same ones when nothing of it is erased."""
        op, body = self._left(operation)
        return (op, self._without_names(body)) if op != GONE else (GONE, {})

    def _left(self, operation: Operation) -> tuple[str, Body]:
        body, op = operation.body, operation.op
        match op:
            case "record":
                return (GONE, {}) if body["claim"]["id"] in self.claims else (op, body)
            case "supersede":
                return self._of_two(body)
            case "withdraw":
                return (GONE, {}) if body["claim"] in self.claims else (op, body)
            case "describe" | "source" | "undescribe":
                return (GONE, {}) if body["ref"] in self.refs else (op, body)
            case "judge" | "unjudge":
                return (GONE, {}) if {body["a"], body["b"]} & self.refs else (op, body)
            case "decide":
                touched = {*body.get("claims", ())} & self.claims or {*body.get("about", ())} & self.refs
                return (GONE, {}) if touched else (op, body)
            case "merge":
                return op, without(body, self.refs | self.claims)
        return op, body

    def _of_two(self, body: Body) -> tuple[str, Body]:
        """One claim in the place of another: what is left when either goes."""
        new, old = body["claim"]["id"] in self.claims, body["old"] in self.claims
        rest = {key: value for key, value in body.items() if key == "origin"}
        if new and old:
            return GONE, {}
        if new:
            return "withdraw", {"claim": body["old"], "status": "superseded", "reason": body.get("reason", ""), **rest}
        if old:
            return "record", {"claim": body["claim"], "key": body.get("key", ""), **rest}
        return "supersede", body

    def _without_names(self, body: Body) -> Body:
        kept = {k: v for k, v in body.items() if not (k in ABOUT_NAMES and v in self.refs)}
        for key in ("claims", "against", "supersedes"):
            if isinstance(kept.get(key), list):
                kept[key] = [one for one in kept[key] if one not in self.claims]
        return {key: self._value(value) for key, value in kept.items()}

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return value if is_ref(value) else self.masked(value)
        if isinstance(value, Mapping):
            return {key: self._value(inner) for key, inner in value.items()}
        return [self._value(inner) for inner in value] if isinstance(value, list) else value


def is_ref(text: str) -> bool:
    """True for a name as it stands in a claim: `person:ana-ruiz`."""
    kind, colon, slug = text.partition(":")
    return bool(colon and slug) and kind in {*KINDS, "claim"} and not any(sign.isspace() for sign in slug)


def scope_of(wanted: Iterable[str], operations: Sequence[Operation]) -> ErasureScope:
    """What goes with these names (`kind:slug`, claims as `claim:id`)."""
    refs = {name for name in wanted if not name.startswith("claim:")}
    texts = _texts_of(refs, operations)
    others = {_folded(text) for ref, text in _called(operations) if ref not in refs}
    people = [text for ref, text in texts if ref.startswith("person:")]
    slugs = [ref.partition(":")[2] for ref in refs if not ref.startswith("doc:")]
    every = [
        *(text for ref, text in texts if not ref.startswith("doc:")),
        *slugs,
        *(s.replace("-", " ") for s in slugs),
    ]
    masker = masker_of(every, people, lambda text: _folded(text) in others)
    scope = ErasureScope(frozenset(refs), frozenset(), masker)
    claims = _claims(
        refs, {name.removeprefix("claim:") for name in wanted if name.startswith("claim:")}, operations, scope
    )
    words = frozenset(_folded(word) for text in every for word in re.findall(r"\w{4,}", text))
    return ErasureScope(frozenset(refs), frozenset(claims), masker, words)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _called(operations: Iterable[Operation]) -> Iterable[tuple[str, str]]:
    """What anything was ever called: ref, and text."""
    for operation in operations:
        if operation.op == "describe":
            for key in ("labels", "also", "hidden"):
                for text in operation.body.get(key, ()):
                    yield operation.body["ref"], text if isinstance(text, str) else text["text"]


def _texts_of(refs: set[str], operations: Iterable[Operation]) -> list[tuple[str, str]]:
    return [(ref, text) for ref, text in dict.fromkeys(_called(operations)) if ref in refs]


def _claims(refs: set[str], claims: set[str], operations: Iterable[Operation], scope: ErasureScope) -> set[str]:
    """The claims that go: those asked for, and all that mention what goes, until no more are found."""
    told = [(o.body["claim"]["id"], *_mentioned(o.body["claim"])) for o in operations if o.op in RECORDS]
    hit = {ref for _, found, _ in told for ref in found if ref in refs or scope.names(ref.partition(":")[2])}
    owners: dict[str, set[str]] = {}
    for _, found, nodes in told:
        for node in nodes:
            owners.setdefault(node, set()).update(ref for ref in found if ref.startswith("person:"))
    people = {ref for ref in hit if ref.startswith("person:")}
    hit |= {node for node, persons in owners.items() if persons and persons <= people}
    gone = set(claims)
    while True:
        wanted = hit | {f"claim:{claim}" for claim in gone}
        more = {claim for claim, found, _ in told if claim not in gone and wanted & found}
        if not more:
            return gone
        gone |= more


def _mentioned(plain: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """Every name in a claim, and those of events."""
    claim = claim_from_plain(plain)
    found = {*map(str, mentions(claim)), str(claim.source), str(claim.speaker), *_refs_in(plain)}
    node = node_of(claim)
    events = {ref for ref in found if KINDS.get(ref.partition(":")[0]) and _is_event(ref)}
    return found | ({str(node)} if node else set()), events | ({str(node)} if node and _is_event(str(node)) else set())


def _is_event(ref: str) -> bool:
    kind = KINDS.get(ref.partition(":")[0])
    return kind is not None and kind.origin is Origin.CLAIMED


def _refs_in(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return [value] if is_ref(value) else []
    if isinstance(value, Mapping):
        return [ref for inner in value.values() for ref in _refs_in(inner)]
    return [ref for inner in value for ref in _refs_in(inner)] if isinstance(value, list) else []
