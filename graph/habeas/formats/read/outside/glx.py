"""Family trees in the GENEALOGIX archive format (`.glx`): YAML with persons, events, relationships and places.

Read by the published specification (genealogix/glx, specification/). One file has to hold the whole archive. Its
assertions weigh evidence for values that stand in persons and events too; they are told and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from habeas.errors import BadFile
from habeas.formats.read.outside.records import decoded_text
from habeas.formats.read.outside.relations import TREE
from habeas.formats.read.outside.trees import FamilyTree, TreeFact, TreePerson, TreeTie, couples, tree_batch
from habeas.formats.read.raw import Batch, Lined
from habeas.formats.read.yaml_text import yaml_parts

JOIN: Final = "Write the archive into one file first: glx join."
EVENTS: Final = {"birth": "birth", "death": "death", "stillborn": "birth"}
FACTS: Final = {"occupation": "work"}
CHILDREN: Final = {
    **{"parent_child": "", "biological_parent_child": "", "adoptive_parent_child": "adopted"},
    **{"foster_parent_child": "foster", "step_parent": "step-parent"},
}
TIES: Final = {
    "neighbor": TREE["neighbour"],
    **{name: TREE[name] for name in ("sibling", "partner", "coworker", "housemate", "relative")},
}
NOT_FACTS: Final = frozenset({"name", "sex", "gender", "living", "primary_name"})
PARENTS: Final = frozenset({"parent", "adoptive_parent"})
LEFT_OUT: Final = ("assertions", "citations", "sources", "repositories", "media")


def read_glx(path: Path, _base: str) -> Iterator[Batch]:
    """The tree as one document. Raises BadFile, with the line."""
    text = decoded_text(path.read_bytes(), path)
    parts = list(yaml_parts(path))
    if broken := next((part for part in parts if isinstance(part, BadFile)), None):
        raise broken
    archive = parts[0] if len(parts) == 1 else None
    if not isinstance(archive, Mapping) or not isinstance(archive.get("persons"), Mapping):
        raise BadFile(where=str(path), why="there are no persons in this file", next=JOIN)
    yield tree_batch(path, text, _GlxTree(archive).tree())


class _GlxTree:
    def __init__(self, archive: Mapping[str, Any]) -> None:
        self._archive, self._tree = archive, FamilyTree()

    def tree(self) -> FamilyTree:
        """Everything."""
        for key, one in self._entities("persons"):
            self._person(key, one)
        for key, one in self._entities("events"):
            self._event(key, one)
        for key, one in self._entities("relationships"):
            self._relationship(key, one)
        for part in LEFT_OUT:
            for _, one in self._entities(part):
                self._tree.left_out.append((f"{part} are left out", _line(one)))
        return self._tree

    def _entities(self, part: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        found = self._archive.get(part)
        for key, one in found.items() if isinstance(found, Mapping) else ():
            if isinstance(one, Mapping):
                yield str(key), one
            else:
                self._tree.refused.append((_line(found), f"{key} is not written as keys and values"))

    def _person(self, key: str, one: Mapping[str, Any]) -> None:
        properties = one.get("properties")
        given = properties if isinstance(properties, Mapping) else {}
        names = [str(value) for value, _, _ in _values(given, "name")]
        sexes = [(str(value), line) for name in ("gender", "sex") for value, _, line in _values(given, name)]
        sex, sex_line = next(iter(sexes), ("", 0))
        person = TreePerson(key=key, names=names, sex=sex, sex_line=sex_line, line=_line(one), until=_until(one))
        for name in given:
            if name in NOT_FACTS:
                continue
            for value, date, line in _values(given, name):
                told = self._place(str(value)) or str(value)
                kind = FACTS.get(name, name.replace("_", " "))
                person.facts.append(TreeFact(kind=kind, value=told, date=date, line=line, until=person.until))
        for note in _texts(one.get("notes")):
            person.facts.append(TreeFact(kind="description", value=note, line=_line(one), until=person.until))
        self._tree.people[key] = person

    def _place(self, key: str) -> str:
        places = self._archive.get("places")
        found = places.get(key) if isinstance(places, Mapping) else None
        return str(found.get("name", key)) if isinstance(found, Mapping) else ""

    def _event(self, key: str, one: Mapping[str, Any]) -> None:
        kind, line = str(one.get("type", "")), _line(one)
        date, place = str(one.get("date") or ""), self._place(str(one.get("place") or ""))
        people = list(_participants(one))
        if kind in ("marriage", "divorce"):
            spouses = [who for who, role in people if role in ("groom", "bride", "spouse", "principal")]
            when = {"began": date} if kind == "marriage" else {"ended": date, "note": "divorced" if not date else ""}
            self._tree.ties += couples(key, spouses, line=line, place=place, **when)
            return
        subjects = [who for who, role in people if role in ("subject", "principal", "")]
        for who in subjects:
            person = self._tree.people.get(who)
            if person is None:
                self._tree.refused.append((line, f"{key} names {who}, whom the file does not have"))
                continue
            told = EVENTS.get(kind, kind.replace("_", " ") or "event")
            until = _until(one)
            person.facts.append(TreeFact(kind=told, date=date, place=place, line=line, until=until))

    def _relationship(self, key: str, one: Mapping[str, Any]) -> None:
        kind, line, people = str(one.get("type", "")), _line(one), list(_participants(one))
        if kind == "marriage":
            self._tree.ties += couples(key, [who for who, _ in people], line=line)
        elif kind in CHILDREN:
            parents = [who for who, role in people if role in PARENTS]
            for child in (who for who, role in people if role in ("child", "adopted_child")):
                for parent in parents:
                    tie = TreeTie(record=key, one=child, relation=TREE["child"], other=parent, line=line)
                    tie.note = CHILDREN[kind]
                    self._tree.ties.append(tie)
        elif kind in TIES and len(people) > 1:
            (first, _), *rest = people
            for other, _ in rest:
                self._tree.ties.append(TreeTie(record=key, one=first, relation=TIES[kind], other=other, line=line))
        else:
            self._tree.left_out.append((f"relationships “{kind[:40]}” have no relation here", line))


def _participants(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    found = one.get("participants")
    for each in found if isinstance(found, list) else ():
        if isinstance(each, Mapping) and each.get("person"):
            yield str(each["person"]), str(each.get("role") or "")


def _values(given: Mapping[str, Any], name: str) -> Iterator[tuple[object, str, int]]:
    """The values of a property, each with its date and line: one, or several, plain or with a date."""
    found = given.get(name)
    line = given.line_of(name) if isinstance(given, Lined) else 0
    for each in found if isinstance(found, list) else [found]:
        if isinstance(each, Mapping):
            value, date = each.get("value"), str(each.get("date") or "")
            if value not in (None, ""):
                yield value, date, each.line_of("value") if isinstance(each, Lined) else line
        elif each not in (None, ""):
            yield each, "", line


def _texts(notes: object) -> list[str]:
    return [str(one).strip() for one in (notes if isinstance(notes, list) else [notes]) if one]


def _line(one: object) -> int:
    return one.line if isinstance(one, Lined) else 0


def _until(one: object) -> int:
    """The last line of an entity, nearly: that of its last key, and what stands below it."""
    return max(one.lines.values(), default=one.line) + 20 if isinstance(one, Lined) else 0
