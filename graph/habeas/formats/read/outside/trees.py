"""A family tree, whatever its format: people, what is told of them, ties between them; and all of it as claims. Pure.

Trees hold whole families and name the living, so everything in them comes in restricted. A marriage is a tie of
spouses; a common child alone makes nobody a spouse, and siblings are left to follow from their parents.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from habeas.errors import BadFile
from habeas.formats.read.outside.records import OutsideDocument
from habeas.formats.read.outside.relations import TREE
from habeas.formats.read.outside.tree_dates import tree_date
from habeas.formats.read.raw import Batch

PROTECTED: Final = "restricted"
SEXES: Final = {"m": "man", "f": "woman", "male": "man", "female": "woman", "x": "other", "nonbinary": "non-binary"}
WORDS: Final = ("work", "description")
NAMED: Final = {"citizenship": "place", "member": "org"}


@dataclass(slots=True, kw_only=True)
class TreeFact:
    """Something told of a person: `kind` is birth, death, work, citizenship, member, identity, description, or
    any other word, which is kept in words."""

    kind: str
    value: str = ""
    date: str = ""
    edtf: str = ""
    place: str = ""
    line: int = 0
    until: int = 0

    @property
    def when(self) -> str:
        """Its date as EDTF; empty where it is not read."""
        return self.edtf or tree_date(self.date)


@dataclass(slots=True, kw_only=True)
class TreePerson:
    """A person. `key` is how the file names it, `record` its id as people see it, where that is another; `lasting` an
    id that nothing else anywhere has."""

    key: str
    record: str = ""
    names: list[str] = field(default_factory=list)
    sex: str = ""
    sex_line: int = 0
    facts: list[TreeFact] = field(default_factory=list)
    lasting: str = ""
    addresses: list[str] = field(default_factory=list)
    line: int = 0
    until: int = 0


@dataclass(slots=True, kw_only=True)
class TreeTie:
    """A tie: the first is the relation of the other, such as `childOf`. `note` is told beside it, in words."""

    record: str
    one: str
    relation: str
    other: str
    began: str = ""
    ended: str = ""
    place: str = ""
    note: str = ""
    line: int = 0


@dataclass(slots=True, kw_only=True)
class FamilyTree:
    """All of a file. `keeper` is who made it, as it says; `date` of which day it is, as EDTF."""

    keeper: str = ""
    date: str = ""
    language: str = ""
    people: dict[str, TreePerson] = field(default_factory=dict)
    ties: list[TreeTie] = field(default_factory=list)
    left_out: list[tuple[str, int]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


def tree_batch(path: Path, text: str, tree: FamilyTree, *, original: tuple[bytes, str] | None = None) -> Batch:
    """The tree as one document. Raises BadFile for one without people."""
    if not tree.people:
        raise BadFile(where=str(path), why="there are no people in this file", next="Export the tree again, with them.")
    document = OutsideDocument(path, text, source={}, given={"sensitivity": PROTECTED})
    keeper = _keeper(document, tree)
    document.source = {
        "kind": "family tree",
        "publisher": keeper,
        "date": tree.date,
        "language": tree.language,
        "sensitivity": PROTECTED,
    }
    document.original = original
    _TreeWriter(document, tree).write()
    return document.batch()


def _keeper(document: OutsideDocument, tree: FamilyTree) -> str:
    if tree.keeper:
        name = document.record_name("person", tree.keeper, "keeper")
        return document.describe(name, tree.keeper, sensitivity=PROTECTED)
    label = f"whoever keeps {document.path.name}"
    name = f"person:keeper-of-{document.stem}-{document.short}"
    return document.describe(name, label, placeholder=True, sensitivity=PROTECTED)


class _TreeWriter:
    def __init__(self, document: OutsideDocument, tree: FamilyTree) -> None:
        self._document, self._tree = document, tree
        self._names: dict[str, str] = {}

    def write(self) -> None:
        for person in self._tree.people.values():
            self._name(person)
        for person in self._tree.people.values():
            self._sex(person)
            for fact in person.facts:
                self._fact(person, fact)
        for tie in self._tree.ties:
            self._tie(tie)
        for why, line in self._tree.left_out:
            self._document.leave(why, self._document.place(line))
        for line, why in self._tree.refused:
            self._document.refuse(line, why)

    def _name(self, person: TreePerson) -> None:
        label, *also = list(dict.fromkeys(filter(None, person.names))) or [f"person {person.key}, not named"]
        key = person.lasting or person.key
        name = self._document.record_name("person", label, key, lasting=bool(person.lasting))
        more: dict[str, Any] = {"also": also, "same_as": person.addresses, "sensitivity": PROTECTED}
        self._names[person.key] = self._document.describe(
            name, label, person.line, placeholder=not any(person.names), **more
        )

    def _say(self, person: TreePerson, fact: TreeFact, relation: str, value: Any, words: str, **details: Any) -> None:
        until = fact.until or person.until
        claim = (self._names[person.key], relation, value)
        self._document.say(person.record or person.key, fact.line or person.line, claim, words, until, **details)

    def _sex(self, person: TreePerson) -> None:
        code = SEXES.get(person.sex.lower(), "")
        if code:
            self._say(person, TreeFact(kind="sex", line=person.sex_line), TREE["sex"], code, "")
        elif person.sex and person.sex.lower() not in ("u", "unknown"):
            self._document.leave(f"sex “{person.sex[:20]}” has no code here", self._document.place(person.line))

    def _fact(self, person: TreePerson, fact: TreeFact) -> None:
        when = fact.when
        place = self._document.named("place", fact.place) if fact.place else ""
        if fact.kind == "birth":
            if when:
                self._say(person, fact, TREE["birth"], when, fact.date)
            if place:
                self._say(person, fact, TREE["birthplace"], place, fact.place)
        elif fact.kind == "death" and when:
            self._say(person, fact, TREE["death"], when, fact.date, place=place)
        elif fact.kind in WORDS and fact.value:
            self._say(person, fact, TREE[fact.kind], {"text": fact.value}, fact.value)
        elif fact.kind in NAMED and fact.value:
            value = self._document.named(NAMED[fact.kind], fact.value)
            self._say(person, fact, TREE[fact.kind], value, fact.value)
        elif fact.kind == "identity" and fact.value:
            self._say(person, fact, TREE["identity"], fact.value, fact.value)
        else:
            self._in_words(person, fact)
        if fact.kind in ("birth", "death") and fact.date and not when:
            self._in_words(person, fact)

    def _in_words(self, person: TreePerson, fact: TreeFact) -> None:
        told = ", ".join(filter(None, (fact.value, fact.date, fact.place)))
        if told:
            words = next(filter(None, (fact.value, fact.date, fact.place)))
            self._say(person, fact, TREE["other"], {"text": f"{fact.kind}: {told}"}, words)

    def _tie(self, tie: TreeTie) -> None:
        one, other = self._names.get(tie.one), self._names.get(tie.other)
        if one is None or other is None:
            missing = tie.one if one is None else tie.other
            self._document.refuse(tie.line, f"{tie.record} names {missing or 'nobody'}, whom the file does not have")
            return
        place = self._document.named("place", tie.place) if tie.place else ""
        details = {"began": tree_date(tie.began), "ended": tree_date(tie.ended), "place": place, "note": tie.note}
        unread = [words for words in (tie.began, tie.ended) if words and not tree_date(words)]
        if unread:
            details["note"] = "; ".join(filter(None, (tie.note, *unread)))
        words = tie.began or tie.ended
        self._document.say(tie.record, tie.line, (one, tie.relation, other), words, tie.line + 40, **details)


def couples(record: str, spouses: Iterable[str], **told: Any) -> list[TreeTie]:
    """The tie of two spouses; none where one of them is not known."""
    one, *rest = [spouse for spouse in spouses if spouse] or [""]
    return [TreeTie(record=record, one=one, relation=TREE["spouse"], other=other, **told) for other in rest]
