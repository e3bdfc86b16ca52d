"""The journal of a case, read for an audience under today's protection, beside whoever has the case open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

from habeas.identity.matching.phonetics import name_word
from habeas.identity.name_spotter import masker_of
from habeas.model.as_of import Audience
from habeas.model.canonical import identified
from habeas.model.config import CaseSettings, read_settings
from habeas.model.disclosure import NO_FIELDS, DisclosurePolicy
from habeas.model.followup import FollowupRule
from habeas.model.masking import TextMasker
from habeas.model.text import fold
from habeas.model.values import Ref, slug_of
from habeas.sparql.mapper import Mapper
from habeas.storage.audience import policy_of, withheld_claims
from habeas.storage.editions.operations import Body, OperationRedactor
from habeas.storage.editions.values import ValueRedactor
from habeas.storage.index import Index
from habeas.storage.journal.line import Operation, step_of
from habeas.storage.journal.reader import read, read_at
from habeas.storage.scope import ReadModel
from habeas.vocab import KINDS

MOST_BEARERS: Final = 200
"""So many people with a word in their name are looked at."""


class EditionLine(NamedTuple):
    """A line of the journal of an edition: its number, that of the first of its step, when, by whom, which, what."""

    n: int
    first: int
    at: str
    by: str
    op: str
    body: Body

    @property
    def step(self) -> int:
        """The first line of its step, as a later line names it."""
        return self.first if self.n > self.first else 0


def views_of(case: Path, tables: str) -> ReadModel:
    """The side index and the journal of a case, to read only, while it is open elsewhere: as they are at one moment, so
    that what is protected is that of the lines that are read."""
    settings = read_settings(case)
    index = Index.read_only(case / "store" / "index.sqlite", tables)
    index.settings, index.fields, index.followup = settings.digest(), settings.fields, settings.followup
    index.answers.hold()

    def fetch(start: int, stop: int) -> Operation:
        return read_at(case / "journal", start, stop).operation

    return ReadModel(_no_store, index, Mapper(settings.base, settings.conventions), fetch)


def _no_store() -> NoReturn:
    raise AssertionError("an edition asks the index only")


@dataclass(frozen=True, slots=True)
class Protection:
    """What may not be seen today."""

    policy: DisclosurePolicy
    claims: frozenset[str]

    @classmethod
    def of(cls, views: ReadModel, audience: Audience, default: str) -> Protection:
        """What an audience may not see. `default` is how a claim counts that nobody marked."""
        policy = policy_of(views, audience.most, default)
        return cls(policy, withheld_claims(views, default, audience.most))


class JournalReading:
    """How far a journal was read, under which protection; with `cover`, words on which nobody decided are covered."""

    def __init__(self, case: Path, views: ReadModel, protection: Protection, *, cover: bool = True) -> None:
        self._case, self._index = case, views.index
        self._policy, self._withheld = protection.policy, protection.claims
        self._theirs: dict[str, bool] = {}
        self._borne: dict[str, bool] = {}
        self._seen: set[str] = set()
        self._readable: dict[str, bool] = {}
        self._copied: set[str] = set()
        self._offset = 0
        self._at, self._n = "", 0
        self._step = (0, 0)
        """The step of the case that was read last, and the first line that it has here."""
        self.masker: TextMasker = masker_of(
            self._policy.names,
            self._policy.people,
            self._is_theirs,
            is_borne=self._is_borne,
            rulings=self._policy.rulings,
            cover=cover,
        )
        values = ValueRedactor(self._policy, self.masker, self._may_read, identified)
        self._redactor = OperationRedactor(values, lambda claim: claim in self._withheld)

    def still_holds(self, views: ReadModel, protection: Protection) -> bool:
        """True when nothing of what was read would read otherwise today."""
        self._index = views.index
        turned = self._withheld ^ protection.claims
        if self._policy != protection.policy or not turned.isdisjoint(self._seen):
            return False
        self._withheld = protection.claims
        names = all(self._look_up(text) == theirs for text, theirs in self._theirs.items())
        return names and all(self._look_for(word) == borne for word, borne in self._borne.items())

    def read_on(self, views: ReadModel) -> list[EditionLine]:
        """The lines of what was not read yet, as far as the index knows the journal."""
        last, _ = views.index.position()
        lines: list[EditionLine] = []
        for entry in read(self._case / "journal", start=self._offset):
            operation = entry.operation
            if operation.n > last:
                break
            self._offset = entry.end
            if claim := operation.body.get("claim") if operation.op in ("record", "supersede") else None:
                self._seen.add(claim["id"])
            self._at = max(self._at, operation.at)
            lines += self._lines_of(operation)
        return lines

    def _lines_of(self, operation: Operation) -> Iterator[EditionLine]:
        by, first = self._redactor.by(operation), self._redactor.origin(operation)
        for op, body in self._redactor.read(operation):
            self._n += 1
            if self._step[0] != step_of(operation):
                self._step = (step_of(operation), self._n)
            yield EditionLine(self._n, self._step[1], self._at, by, op, body | first)

    def settings(self, settings: CaseSettings) -> CaseSettings:
        """Those of the case; what is left of it is public."""
        title, recorder = self.masker.mask(settings.title), self.masker.mask(settings.recorder)
        public, rules = Audience.PUBLIC.most, tuple(map(self._rule, settings.followup, count(1)))
        told = replace(settings, title=title, recorder=recorder, sensitivity=public, followup=rules)
        return replace(told, fields=NO_FIELDS, engine=None)

    def _rule(self, rule: FollowupRule, number: int) -> FollowupRule:
        """A rule of follow-up; one whose name names somebody withheld is called by its number."""
        name = rule.name if self.masker.mask(rule.name) == rule.name else f"rule-{number}"
        return replace(rule, name=name, title=self.masker.mask(rule.title), source=self.masker.mask(rule.source))

    def questions(self) -> dict[str, bytes]:
        """The saved questions that name nobody withheld, by the name of their file."""
        found = {path.name: path.read_bytes() for path in sorted((self._case / "questions").glob("*.rq"))}
        told = {name: f"{name}\n{content.decode('utf-8', 'replace')}" for name, content in found.items()}
        return {name: found[name] for name, text in told.items() if self.masker.mask(text) == text}

    def texts_to_copy(self) -> list[str]:
        """The captured texts that may be read and were not asked for here before."""
        found = [sha for sha, readable in self._readable.items() if readable and sha not in self._copied]
        self._copied.update(found)
        return found

    def _may_read(self, sha: str) -> bool:
        if sha not in self._readable:
            path = self._case / "sources" / f"{sha}.txt"
            text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
            self._readable[sha] = self.masker.mask(text) == text
        return self._readable[sha]

    # -- what somebody visible is called

    def _is_theirs(self, text: str) -> bool:
        if text not in self._theirs:
            self._theirs[text] = self._look_up(text)
        return self._theirs[text]

    def _look_up(self, text: str) -> bool:
        named = {*self._index.named(fold(text))}
        if text == slug_of(text):
            named |= {f"{kind}:{text}" for kind in KINDS}
        return any(self._is_visible(name) for name in named if Ref.parse(name) not in self._policy.withheld)

    def _is_borne(self, word: str) -> bool:
        if word not in self._borne:
            self._borne[word] = self._look_for(word)
        return self._borne[word]

    def _look_for(self, word: str) -> bool:
        """Whether a word is a part of the name of a person who may be seen."""
        found = self._index.names_with([[name_word(word).latin]], kinds=["person"], limit=MOST_BEARERS)
        return any(Ref.parse(one.ref) not in self._policy.withheld and self._is_visible(one.ref) for one in found)

    def _is_visible(self, name: str) -> bool:
        """True for somebody whom a claim names that may be seen."""
        sql = """SELECT claim FROM about WHERE ref = ?1 UNION SELECT id FROM claims WHERE speaker = ?1
            UNION SELECT id FROM claims WHERE source = ?1"""
        return any(claim not in self._withheld for (claim,) in self._index.connection.execute(sql, (name,)))
