"""Claims that are made from the fields of records: who speaks, and what stays in words.

The formats do not say which source told what. Where an event has one source, its acts are that source's claims; else
they are the claims of the database that the file comes from. A field without a relation of ours, and a code without one
of ours, become words about the person, and a remark says so. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from habeas.formats.esf.codes import code_for, edtf_from, notation_from
from habeas.formats.esf.fields import FORMATS, EsfFile, EsfRecord
from habeas.formats.esf.people import YES
from habeas.formats.read.raw import lined
from habeas.model.text import fold
from habeas.model.values import slug_of

SKIPPED: Final = frozenset({"confidentiality", "comments", "date_of_entry", "entered_by", "date_updated", "updated_by"})
"""Fields about the record in its database."""
SHOWN: Final = 60
Left = Mapping[int, dict[str, list[str]]]


class EsfNames(Protocol):
    """Who the numbers of Person records are, and what else is named."""

    names: dict[str, Any]

    def ref(self, number: str) -> str:
        """The name of a Person record; empty for a number that the file does not have."""


class EsfClaims:
    """Gathers claims of the claim form, with who says them, and remarks on what stays in words."""

    def __init__(self, file: EsfFile, path: Path, people: EsfNames, left: Left) -> None:
        self.people, self.left = people, left
        self.claims: list[dict[str, Any]] = []
        self.notes: list[str] = []
        self._file, self._path = file, path
        stem = path.name.partition(".")[0]
        self._slug = slug_of(file.instance or stem)[:60]
        self._of_source: dict[str, Any] = {}
        self._given: dict[str, Any] = {}
        self._known = {fold(label): name for name, label in _labels(people.names)}
        self._made: dict[str, Any] = {}

    def document(self) -> dict[str, Any]:
        """Everything as a document of the claim form, the database being its publisher."""
        keeper = f"org:esf-{self._slug}"
        source = {"id": f"esf-{self._slug}", "title": f"Events Standard Formats: {self._path.name}"}
        source |= {"kind": "database", "publisher": keeper, "date": self._file.date or self._last_entry()}
        names = {keeper: {"is": keeper, "label": self._file.instance or self._path.name}, **self._made}
        return {"source": {key: value for key, value in source.items() if value}, "names": names, "claims": self.claims}

    def _last_entry(self) -> str:
        entries = (record.first("date_of_entry") for record in self._file.records)
        return max((edtf_from(day, "") for day in entries), default="")

    # -- who speaks

    def by(self, sources: list[EsfRecord], record: EsfRecord) -> None:
        """From here on claims are of the one source, where there is one, and as secret as the record."""
        given: dict[str, Any] = {}
        people = list(dict.fromkeys(filter(None, (self.people.ref(one.first("source")) for one in sources))))
        if len(people) == 1:
            given["said-by"] = people[0]
            told = edtf_from(sources[0].first("date_of_source_material"), "")
            knows = notation_from("MT19", sources[0].first("source_connection_to_information"))
            known = code_for("SourceConnection", knows)
            given |= {"said": told} if told else {}
            given |= {"chain": [{"connection": known}]} if known else {}
        elif people:
            why = f"{len(people)} sources and no word on which of them said what: its claims are of the database"
            self.notes.append(f"{self.place(record)}: {why}.")
        if any(one.first("confidentiality").lower() == YES for one in (record, *sources)):
            given["sensitivity"] = "restricted"
        judged = code_for("Credibility", notation_from("MT41", record.first("violation_status")))
        if judged:
            given["credibility"] = judged
            self.of(record).pop("violation_status", None)
        self._of_source = self._given = given

    def within(self, record: EsfRecord) -> None:
        """From here on claims are of a record inside: what is confidential there is restricted here."""
        secret = record.first("confidentiality").lower() == YES
        self._given = {**self._of_source, **({"sensitivity": "restricted"} if secret else {})}

    def place(self, record: EsfRecord) -> str:
        """Where a record stands, for people."""
        line = f", line {record.line}" if record.line else ""
        return f"{self._path}{line}, {record.format} {record.number}".strip()

    # -- what is said

    def say(self, record: EsfRecord, subject: str, relation: str, value: Any, **details: Any) -> None:
        """One claim, from a record."""
        if subject and value not in ("", None):
            claim = lined({"claim": [subject, relation, value], **self._given, **details}, record.line)
            self.claims.append(claim)

    def code(self, record: EsfRecord, name: str, *schemes: str) -> Iterator[tuple[str, str]]:
        """Our codes for what is left of a field, each with its list; what has none is left for `keep_words`."""
        unknown = []
        for value in self.of(record).pop(name, ()):
            notation = notation_from(FORMATS[record.format][name].holds, value)
            found = next(((s, c) for s in schemes if (c := code_for(s, notation))), None)
            if found:
                yield found
            else:
                unknown.append(value)
        if unknown:
            self.of(record)[name] = unknown

    def day(self, record: EsfRecord, name: str) -> str:
        """The date that is left of a field, with the doubt that its type tells."""
        left = self.of(record)
        changed = [left.pop(one, None) for one in (name, f"{name}_type")]
        if not any(changed):
            return ""
        type_ = code_for("DateType", notation_from("MT48", record.first(f"{name}_type")))
        found = edtf_from(record.first(name), type_)
        if not found and record.first(name):
            left[name] = [record.first(name)]
        return found

    def words(self, record: EsfRecord, name: str) -> str:
        """The words that are left of a field."""
        return "; ".join(self.of(record).pop(name, ()))

    def of(self, record: EsfRecord) -> dict[str, list[str]]:
        """What is left of a record."""
        return self.left.get(id(record), {})

    def named(self, kind: str, label: str) -> str:
        """The name of something that the file has in words: one that is known by these words, or a new one."""
        found = self._known.get(fold(label))
        if found is None:
            found = f"{kind}:{slug_of(label)[:80]}"
            self._known[fold(label)] = found
            self._made[found] = {"is": found, "label": label}
        return found

    def keep_words(self, record: EsfRecord, person: str, *, relation: str = "context") -> None:
        """Whatever is left of a record, as words about a person, with a remark."""
        left, fields = self.of(record), FORMATS[record.format]
        for name in list(left):
            values = left.pop(name)
            if name in SKIPPED or name.endswith(("_record_number", "_type")) or not values:
                continue
            label = fields[name].label if name in fields else name
            self.say(record, person, relation, {"text": f"{label}: {'; '.join(values)}"})
            is_code = name in fields and fields[name].is_code
            why = "no code of ours corresponds" if is_code else "no field of ours corresponds"
            kept = "kept as words" if person else "not kept, because it is about nobody"
            self.notes.append(f"{self.place(record)}: {label} “{'; '.join(values)[:SHOWN]}”: {why}; {kept}.")


def _labels(names: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, raw in names.items():
        for label in raw.get("label", ()) if isinstance(raw, dict) and isinstance(raw.get("label"), list) else ():
            yield name, label["text"] if isinstance(label, dict) else str(label)
