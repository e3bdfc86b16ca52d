"""Family trees of Gramps: its XML, plain or compressed (`.gramps`), by the published grammar (grampsxml 1.7).

Read by expat as it comes. Gramps declares a document type; what it names is never fetched, and a file that declares
entities of its own is refused before any is used. A compressed file is unpacked up to a limit.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from habeas.errors import BadFile
from habeas.formats.read.outside.records import decoded_text
from habeas.formats.read.outside.relations import TREE
from habeas.formats.read.outside.tree_dates import checked_date, tree_date
from habeas.formats.read.outside.trees import FamilyTree, TreeFact, TreePerson, TreeTie, couples, tree_batch
from habeas.formats.read.raw import Batch

UNPACKED: Final = 50_000_000
DEEPEST: Final = 60
GZIP: Final = b"\x1f\x8b"
AGAIN: Final = "In Gramps: Family Trees > Export > Gramps XML; save it again."
KINDS: Final = {"Birth": "birth", "Death": "death", "Occupation": "work", "Nationality": "citizenship"}
ABOUT: Final = {"about": "{}~", "before": "[..{}]", "after": "[{}..]", "from": "{}/..", "to": "../{}", "": "{}"}


@dataclass(slots=True)
class GrampsElement:
    """An element with those in it and its words."""

    tag: str
    given: dict[str, str]
    line: int
    inside: list[GrampsElement] = field(default_factory=list)
    text: str = ""
    until: int = 0

    def all(self, tag: str) -> Iterator[GrampsElement]:
        """Elements right in it."""
        return (one for one in self.inside if one.tag == tag)

    def first(self, tag: str) -> GrampsElement | None:
        """The first of them."""
        return next(self.all(tag), None)

    def words(self, tag: str) -> str:
        """The words of the first of them."""
        found = self.first(tag)
        return found.text.strip() if found else ""

    def links(self, tag: str) -> list[str]:
        """The handles that elements in it lead to."""
        return [one.given.get("hlink", "") for one in self.all(tag)]


def read_gramps(path: Path, _base: str) -> Iterator[Batch]:
    """The tree as one document. Raises BadFile, with the line."""
    content = path.read_bytes()
    plain = _unpacked(content, path) if content[:2] == GZIP else content
    root = _GrampsParsing(path).read(plain)
    if root.tag != "database":
        raise BadFile(where=str(path), why=f"this is XML, but it begins with <{root.tag[:40]}>", next=AGAIN)
    original = (content, "gramps") if plain is not content else None
    yield tree_batch(path, decoded_text(plain, path), _GrampsTree(root).tree(), original=original)


def _unpacked(content: bytes, path: Path) -> bytes:
    unpacking = zlib.decompressobj(wbits=31)
    try:
        plain = unpacking.decompress(content, UNPACKED)
    except zlib.error:
        raise BadFile(where=str(path), why="this compressed file is damaged", next=AGAIN) from None
    if unpacking.unconsumed_tail or not unpacking.eof:
        told = f"more than {UNPACKED // 1_000_000} MB" if unpacking.unconsumed_tail else "cut off: its end is missing"
        raise BadFile(where=str(path), why=f"what is packed in this file is {told}", next=AGAIN)
    return plain


class _GrampsParsing:
    """What stands open while the file is read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: list[GrampsElement] = []
        self._root: GrampsElement | None = None
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        handlers: dict[str, Callable[..., object]] = {
            "StartElementHandler": self._start,
            "EndElementHandler": self._end,
            "CharacterDataHandler": self._words,
            "EntityDeclHandler": self._entity,
        }
        for name, handler in handlers.items():
            setattr(self._parser, name, handler)

    def read(self, content: bytes) -> GrampsElement:
        """The whole file."""
        try:
            self._parser.Parse(content, True)  # noqa: FBT003 the parser takes it by place
        except expat.ExpatError as error:
            raise self._bad(f"this is not whole XML: {expat.ErrorString(error.code)}", error.lineno) from None
        except (LookupError, ValueError) as error:
            raise self._bad(f"the letters of this file cannot be read: {error}") from None
        if self._root is None:
            raise self._bad("there is nothing in this file")
        return self._root

    def _bad(self, why: str, line: int = 0) -> BadFile:
        return BadFile(where=f"{self._path}, line {line or self._parser.CurrentLineNumber}", why=why, next=AGAIN)

    def _entity(self, *_: object) -> None:
        raise self._bad("this file declares entities, which Gramps never does; such files are not read")

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if len(self._open) > DEEPEST:
            raise self._bad("elements are nested too deeply here")
        one = GrampsElement(tag.rpartition(":")[2], given, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].inside.append(one)
        else:
            self._root = one
        self._open.append(one)

    def _words(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text

    def _end(self, _tag: str) -> None:
        self._open.pop().until = self._parser.CurrentLineNumber


class _GrampsTree:
    def __init__(self, root: GrampsElement) -> None:
        self._root = root
        every = (one for part in root.inside for one in part.inside)
        self._by_handle = {one.given["handle"]: one for one in every if "handle" in one.given}
        self._tree = FamilyTree()

    def tree(self) -> FamilyTree:
        """Everything."""
        header = self._root.first("header")
        researcher = header.first("researcher") if header else None
        created = header.first("created") if header else None
        self._tree.keeper = researcher.words("resname") if researcher else ""
        self._tree.date = tree_date(created.given.get("date", "")) if created else ""
        for one in self._part("people", "person"):
            self._person(one)
        for one in self._part("families", "family"):
            self._family(one)
        return self._tree

    def _part(self, part: str, tag: str) -> Iterator[GrampsElement]:
        return (one for each in self._root.all(part) for one in each.all(tag))

    def _person(self, one: GrampsElement) -> None:
        key = one.given.get("id") or one.given.get("handle", f"line {one.line}")
        handle = one.given.get("handle", "")
        names = [_name(each) for each in sorted(one.all("name"), key=lambda each: each.given.get("alt", "0") == "1")]
        names += [each.words("nick") for each in one.all("name")]
        person = TreePerson(key=handle or key, record=key, names=names, lasting=handle, sex=one.words("gender"))
        person.line, person.until = one.line, one.until
        person.sex_line = next((each.line for each in one.all("gender")), 0)
        for link in one.links("eventref"):
            event = self._by_handle.get(link)
            if event is not None:
                person.facts.append(self._fact(event))
        for each in one.all("attribute"):
            kind, value = each.given.get("type", ""), each.given.get("value", "")
            told = {"Social Security Number": "identity", "Occupation": "work"}.get(kind, kind.lower())
            person.facts.append(TreeFact(kind=told or "attribute", value=value, line=each.line))
        for link in one.links("noteref"):
            note = self._by_handle.get(link)
            if note is not None:
                words = note.words("text")
                person.facts.append(TreeFact(kind="description", value=words, line=note.line, until=note.until))
        self._tree.people[person.key] = person
        for each in one.all("personref"):
            relation = {"friend": TREE["friend"], "neighbor": TREE["neighbour"]}.get(
                each.given.get("rel", "").lower(), ""
            )
            if relation:
                tie = TreeTie(record=key, one=each.given.get("hlink", ""), relation=relation, other=person.key)
                tie.line = each.line
                self._tree.ties.append(tie)
            else:
                why = f"an associate who is “{each.given.get('rel', '')[:40]}” has no relation here"
                self._tree.left_out.append((why, each.line))

    def _fact(self, event: GrampsElement) -> TreeFact:
        kind = event.words("type")
        words, edtf = _date(event)
        place = self._place(next(iter(event.links("place")), ""))
        return TreeFact(
            kind=KINDS.get(kind, kind.lower() or "event"),
            value=event.words("description"),
            date=words,
            edtf=edtf,
            place=place,
            line=event.line,
            until=event.until,
        )

    def _place(self, handle: str) -> str:
        found = self._by_handle.get(handle)
        if found is None:
            return ""
        named = found.first("pname")
        return (named.given.get("value", "") if named else "") or found.words("ptitle")

    def _family(self, one: GrampsElement) -> None:
        key = one.given.get("id") or one.given.get("handle", "")
        parents = [link for tag in ("father", "mother") for link in one.links(tag)]
        kind = next((each.given.get("type", "") for each in one.all("rel")), "")
        events = [self._by_handle[link] for link in one.links("eventref") if link in self._by_handle]
        told: dict[str, str] = {}
        for event in events:
            if event.words("type") in ("Marriage", "Divorce"):
                told["began" if event.words("type") == "Marriage" else "ended"] = _date(event)[1]
        if told or kind == "Married":
            self._tree.ties += couples(key, parents, line=one.line, **told)
        for child in one.all("childref"):
            for tag in ("father", "mother"):
                born = child.given.get("frel" if tag == "father" else "mrel", "Birth")
                note = "" if born in ("Birth", "Unknown", "None", "") else born.lower()
                for parent in one.links(tag):
                    who = child.given.get("hlink", "")
                    tie = TreeTie(record=key, one=who, relation=TREE["child"], other=parent, note=note, line=child.line)
                    self._tree.ties.append(tie)


def _name(each: GrampsElement) -> str:
    surnames = " ".join(one.text.strip() for one in each.all("surname"))
    return " ".join(f"{each.words('first')} {surnames}".split())


def _date(event: GrampsElement) -> tuple[str, str]:
    """A date as the file has it, and as EDTF where it is of our calendar."""
    for one in event.inside:
        given = one.given
        if one.tag == "datestr":
            return given.get("val", ""), ""
        if one.tag not in ("dateval", "daterange", "datespan"):
            continue
        words = given.get("val", "") or "{start} to {stop}".format_map({"start": "", "stop": "", **given})
        if given.get("cformat") or given.get("dualdated"):
            return f"{words} ({given.get('cformat', 'two calendars')})", ""
        if one.tag == "dateval":
            form = ABOUT.get(given.get("type", ""), "")
            edtf = checked_date(form, given.get("val", "")) if form else ""
            guessed = given.get("quality") in ("estimated", "calculated") and form == "{}"
            return words, checked_date("{}~", given.get("val", "")) if guessed else edtf
        form = "[{}..{}]" if one.tag == "daterange" else "{}/{}"
        return words, checked_date(form, given.get("start", ""), given.get("stop", ""))
    return "", ""
