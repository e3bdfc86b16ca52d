"""Family trees in GEDCOM 7 and 5.5.1 (`.ged`): lines of a level, an id, a tag and a value, by the published grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from habeas.errors import BadFile
from habeas.formats.read.outside.records import decoded_text
from habeas.formats.read.outside.relations import TREE
from habeas.formats.read.outside.tree_dates import tree_date
from habeas.formats.read.outside.trees import FamilyTree, TreeFact, TreePerson, TreeTie, couples, tree_batch
from habeas.formats.read.raw import Batch

LINE: Final = re.compile(r"\s*(\d{1,2})(?: +@([^@]+)@)? +([A-Za-z0-9_]+)(?: (.*))?")
LONGEST: Final = 100_000
DEEPEST: Final = 99
KINDS: Final = {
    **{"BIRT": "birth", "DEAT": "death", "OCCU": "work", "NATI": "citizenship"},
    **{"IDNO": "identity", "SSN": "identity", "NOTE": "description", "SNOTE": "description"},
}
IN_WORDS: Final = {
    **{"CHR": "christening", "BAPM": "baptism", "BURI": "burial", "CREM": "cremation", "RESI": "residence"},
    **{"EMIG": "emigration", "IMMI": "immigration", "NATU": "naturalization", "EDUC": "education", "RELI": "religion"},
    **{"EVEN": "event", "FACT": "fact", "DSCR": "description", "TITL": "title", "CENS": "census", "ADOP": "adoption"},
    **{"GRAD": "graduation", "RETI": "retirement", "WILL": "will", "PROB": "probate", "CAST": "community"},
}
UNREAD: Final = frozenset(
    [
        "FAMC",
        "FAMS",
        "SOUR",
        "OBJE",
        "CHAN",
        "CREA",
        "REFN",
        "RIN",
        "EXID",
        "UID",
        "_UID",
        "SUBM",
        "RESN",
        "NCHI",
        "NMR",
        "ANCI",
        "DESI",
    ]
)
ROLES: Final = {"FRIEND": TREE["friend"], "NGHBR": TREE["neighbour"]}
"""Roles of associates (enumset-ROLE of GEDCOM 7) that are ties of ours."""


@dataclass(slots=True)
class GedcomLine:
    """A line with those below it."""

    tag: str
    value: str
    xref: str
    line: int
    inside: list[GedcomLine] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[GedcomLine]:
        """Lines right below it."""
        return (one for one in self.inside if one.tag in tags)

    def first(self, *tags: str) -> str:
        """The value of the first of these below it."""
        return next((one.whole for one in self.all(*tags)), "")

    @property
    def whole(self) -> str:
        """Its value, with the lines that continue it."""
        more = ((("\n" if one.tag == "CONT" else "") + one.value) for one in self.all("CONT", "CONC"))
        return (self.value + "".join(more)).strip()

    @property
    def until(self) -> int:
        """The last line below it."""
        return self.inside[-1].until if self.inside else self.line


def read_gedcom(path: Path, _base: str) -> Iterator[Batch]:
    """The tree as one document. Raises BadFile, with the line."""
    text = _text(path)
    records = list(_records(text, path))
    if not records or records[0].tag != "HEAD":
        raise BadFile(where=f"{path}, line 1", why="this is not GEDCOM: it does not begin with 0 HEAD", next=AGAIN)
    yield tree_batch(path, text, _GedcomTree(records).tree())


AGAIN: Final = "Export the tree again as GEDCOM 7 or 5.5.1, in UTF-8."


def _text(path: Path) -> str:
    content = path.read_bytes()
    if b"\x00" not in content[:4] and (found := re.search(rb"\n\s*1 +CHAR +(\w+)", content[:10_000])):
        coding = found[1].decode("ascii").upper()
        if coding not in ("UTF", "UNICODE", "ASCII") and not content.isascii():
            if coding != "ANSI":
                why = (
                    f"this file is written in {coding}, which is not read where it has letters besides those of English"
                )
                raise BadFile(where=str(path), why=why, next=AGAIN)
            return content.decode("cp1252", errors="replace")
    return decoded_text(content, path)


def _records(text: str, path: Path) -> Iterator[GedcomLine]:
    above: list[GedcomLine] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        if not raw.strip():
            continue
        found = LINE.fullmatch(raw) if len(raw) <= LONGEST else None
        level = int(found[1]) if found else 0
        if found is None or level > len(above):
            if above and not raw[:1].isdigit() and len(raw) <= LONGEST:  # a value that was broken by hand
                above[-1].value += f" {raw.strip()}"
                continue
            why = (
                "this line is no line of GEDCOM"
                if found is None
                else "this line is two levels deeper than the one above"
            )
            raise BadFile(where=f"{path}, line {number}", why=why, next=AGAIN)
        one = GedcomLine(found[3].upper(), (found[4] or "").replace("@@", "@"), found[2] or "", number)
        if level == 0:
            if above:
                yield above[0]
            above = [one]
        else:
            del above[level:]
            above[-1].inside.append(one)
            above.append(one)
    if above:
        yield above[0]


class _GedcomTree:
    def __init__(self, records: list[GedcomLine]) -> None:
        self._records = records
        self._by_id = {one.xref: one for one in records if one.xref}
        self._tree = FamilyTree()

    def tree(self) -> FamilyTree:
        """Everything."""
        head, tree = self._records[0], self._tree
        keeper = self._by_id.get(head.first("SUBM").strip("@"))
        tree.keeper = _name(keeper.first("NAME")) if keeper else ""
        tree.date = tree_date(head.first("DATE"))
        for one in self._records:
            if one.tag == "INDI":
                self._person(one)
        for one in self._records:
            if one.tag == "FAM":
                self._family(one)
        return tree

    def _person(self, one: GedcomLine) -> None:
        names = [_name(each.whole) for each in one.all("NAME")]
        names += [_name(each.value) for name in one.all("NAME") for each in name.all("FONE", "ROMN", "TRAN")]
        key = one.xref or f"line {one.line}"
        person = TreePerson(key=key, names=names, sex=one.first("SEX"), line=one.line, until=one.until)
        person.sex_line = next((each.line for each in one.all("SEX")), 0)
        person.lasting = one.first("UID", "_UID").lower().replace("-", "").removeprefix("urn:uuid:")
        person.addresses = [url for each in one.all("EXID") if (url := _address(each))]
        person.facts = [fact for each in one.inside for fact in self._facts(each)]
        if key in self._tree.people:
            self._tree.refused.append((one.line, f"the id {key} is there twice; the second person is left out"))
            return
        self._tree.people[key] = person
        self._tree.ties += [tie for each in one.all("ASSO") if (tie := self._associate(key, each))]

    def _facts(self, each: GedcomLine) -> Iterator[TreeFact]:
        kind = KINDS.get(each.tag) or IN_WORDS.get(each.tag)
        if kind is None:
            if each.tag not in UNREAD and each.tag not in ("NAME", "SEX", "ASSO", "ALIA"):
                self._tree.left_out.append((f"{each.tag} has no relation here", each.line))
            return
        value = each.whole
        if each.tag in ("NOTE", "SNOTE") and value.startswith("@"):
            shared = self._by_id.get(value.strip("@"))
            value = shared.whole if shared else ""
        if each.tag in ("EVEN", "FACT") and each.first("TYPE"):
            kind = each.first("TYPE")
        value = "" if value == "Y" and kind in ("birth", "death") else value
        phrase = next((d.first("PHRASE") for d in each.all("DATE")), "")
        date = each.first("DATE") or phrase
        yield TreeFact(kind=kind, value=value, date=date, place=each.first("PLAC"), line=each.line, until=each.until)

    def _associate(self, key: str, each: GedcomLine) -> TreeTie | None:
        role = (each.first("ROLE") or each.first("RELA")).strip()
        relation = ROLES.get(role.upper(), "")
        if not relation:
            why = f"an associate with the role “{role[:40]}” has no relation here"
            self._tree.left_out.append((why, each.line))
            return None
        return TreeTie(record=key, one=each.value.strip("@"), relation=relation, other=key, line=each.line)

    def _family(self, one: GedcomLine) -> None:
        key, ties = one.xref or f"line {one.line}", self._tree.ties
        parents = [
            each.value.strip("@") for each in one.all("HUSB", "WIFE") if each.value.strip("@") not in ("", "VOID")
        ]
        married, divorced = next(one.all("MARR"), None), next(one.all("DIV"), None)
        if married is not None or divorced is not None:
            told = {"began": married.first("DATE"), "place": married.first("PLAC")} if married else {}
            told |= {"ended": divorced.first("DATE")} if divorced else {}
            told |= {"note": "divorced"} if divorced and not divorced.first("DATE") else {}
            line = (married or divorced or one).line
            ties += couples(key, parents, line=line, **told)
        for child in one.all("CHIL"):
            who = child.value.strip("@")
            for parent in parents if who not in ("", "VOID") else ():
                tie = TreeTie(record=key, one=who, relation=TREE["child"], other=parent, line=child.line)
                tie.note = self._pedigree(who, key)
                ties.append(tie)

    def _pedigree(self, child: str, family: str) -> str:
        """How somebody is a child of a family, where it is not by birth."""
        record = self._by_id.get(child)
        links = (link for link in (record.all("FAMC") if record else ()) if link.value.strip("@") == family)
        found = next((link.first("PEDI") for link in links), "").lower()
        return "" if found in ("", "birth", "other") else found


def _name(written: str) -> str:
    """`Ana /Ruiz Paz/` as people write it."""
    return " ".join(written.replace("/", " ").split())


def _address(each: GedcomLine) -> str:
    kind = each.first("TYPE")
    return f"{kind.rstrip('/')}/{each.value}" if kind.startswith(("http://", "https://")) else ""
