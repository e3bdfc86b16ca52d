"""Person records as names and claims, their biographic details, and interventions. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from habeas.errors import BadInput
from habeas.formats.esf.codes import INDIVIDUAL, code_for, notation_from, record_number
from habeas.formats.esf.facts import OF_PEOPLE, PEOPLE
from habeas.formats.esf.fields import EsfFile, EsfRecord
from habeas.formats.esf.people import YES
from habeas.formats.esf.words import EsfClaims
from habeas.formats.read.raw import lined
from habeas.model.values import Ref, slug_of

_MEMBER: Final = "MT21 11 01"


class EsfPeopleReader:
    """Reads who the Person records are, then what their fields say."""

    def __init__(self, file: EsfFile) -> None:
        self.names: dict[str, Any] = {}
        self._file = file
        self._bodies = dict(self._perpetrators())
        self._refs: dict[str, str] = {}
        for record in file.records:
            if record.format == "person" and record.number:
                self._name(record)

    def ref(self, number: str) -> str:
        """The name of a Person record; empty for a number that the file does not have."""
        return self._refs.get(number, "")

    def _perpetrators(self) -> Iterator[tuple[str, str]]:
        """Numbers of perpetrators that are a kind of body, each with our code for it."""
        for event in self._file.records:
            for act in event.inside:
                for one in act.inside:
                    kind = code_for("OrgKind", notation_from("MT24", one.first("type_of_perpetrator")))
                    if kind:
                        yield one.first("perpetrator"), kind

    def _name(self, record: EsfRecord) -> None:
        described = self._described(record)
        name = described["is"] if described else self._new(record)
        raw = described or {"is": name, "label": [record.first("person_name") or record.number]}
        if not described and (others := record.first("other_names")):
            raw["also"] = [part.strip() for part in others.split(";") if part.strip()]
        if record.number in self._bodies and name.startswith("org:"):
            raw.setdefault("org-kind", self._bodies[record.number])
        reliable = code_for("Reliability", notation_from("MT42", record.first("reliability_as_source")))
        if reliable:
            raw["reliability"] = reliable
        if record.first("confidentiality").lower() == YES:
            raw.setdefault("sensitivity", "restricted")
        self._refs[record.number] = name
        self.names[name] = lined(raw, record.line)

    @staticmethod
    def _described(record: EsfRecord) -> dict[str, Any] | None:
        """The description that the record carries, where it is of this record and still has its name."""
        try:
            found = json.loads(record.first("comments") or "null")
        except (ValueError, RecursionError):
            return None
        if not isinstance(found, dict) or record_number(str(found.get("is", ""))) != record.number:
            return None
        labels = found.get("label")
        given = labels if isinstance(labels, list) else []
        texts = [one.get("text") if isinstance(one, dict) else one for one in given]
        name = record.first("person_name")
        if name and name not in texts:
            found["also"] = [*(found.get("also") or []), name] if isinstance(found.get("also", []), list) else [name]
        return found

    def _new(self, record: EsfRecord) -> str:
        try:
            own = Ref.parse(record.number)
        except BadInput:
            own = None
        if own is not None and own.kind in PEOPLE:
            return str(own)
        unit = notation_from("MT7", record.first("counting_unit"))
        kind = "person" if unit in ("", INDIVIDUAL) else "collective"
        kind = "org" if record.number in self._bodies and kind != "person" else kind
        base = f"{kind}:{slug_of(record.first('person_name') or record.number)[:60]}"
        return base if base not in self.names else f"{base}-{slug_of(record.number)[:20]}"

    # -- what the fields say

    def read(self, claims: EsfClaims) -> None:
        """Claims of every Person record and of every intervention."""
        for record in self._file.records:
            if record.format == "person" and (name := self.ref(record.number)):
                claims.by([], record)
                self._person(claims, record, name)
                for one in record.inside:
                    claims.by([], one)
                    self._biography(claims, one, name)
            elif record.format == "intervention":
                claims.by([], record)
                self._intervention(claims, record)
            elif record.format == "information":
                self._information(claims, record)

    def _person(self, claims: EsfClaims, record: EsfRecord, name: str) -> None:
        for key in ("person_name", "other_names", "counting_unit", "reliability_as_source", "deceased"):
            claims.of(record).pop(key, None)
        if not name.startswith("person:"):
            claims.keep_words(record, name, relation="description")
            return
        for _, code in claims.code(record, "sex", "Gender"):
            claims.say(record, name, OF_PEOPLE["sex"], code)
        claims.say(record, name, OF_PEOPLE["date_of_birth"], claims.day(record, "date_of_birth"))
        for key in ("identification_documents", "health"):
            claims.say(record, name, OF_PEOPLE[key], claims.words(record, key))
        claims.say(record, name, "diedOn", claims.day(record, "date_deceased"))
        claims.keep_words(record, name, relation="description")

    def _biography(self, claims: EsfClaims, record: EsfRecord, name: str) -> None:
        if not claims.of(record):
            return
        other = self.ref(record.first("related_person"))
        claims.of(record).pop("related_person", None)
        slug = _slug(record)
        dates = {"began": claims.day(record, "initial_date"), "ended": claims.day(record, "final_date")}
        details = {key: value for key, value in dates.items() if value}
        claims.say(record, name, OF_PEOPLE["employment"], claims.words(record, "employment"))
        if notation_from("MT21", record.first("type_of_relationship")) == _MEMBER:
            claims.of(record).pop("type_of_relationship", None)
            body = other or claims.named("org", claims.words(record, "affiliation") or record.number)
            claims.of(record).pop("affiliation", None)
            claims.say(record, name, "memberOf", body, event=f"membership:{slug}", **details)
        for _, code in claims.code(record, "type_of_relationship", "RelationshipType") if other else ():
            node = f"relationship:{slug}"
            claims.say(record, node, "person", name, relative=other, relationshipType=code, **details)
        claims.keep_words(record, name, relation="description")

    def _intervention(self, claims: EsfClaims, record: EsfRecord) -> None:
        victim, node = self.ref(record.first("victim")), f"remedy:{_slug(record)}"
        if not claims.of(record) or not victim:
            claims.keep_words(record, victim)
            return
        claims.of(record).pop("victim", None)
        claims.of(record).pop("event", None)
        for _, code in claims.code(record, "type_of_intervention", "RemedyType"):
            claims.say(record, node, "remedyType", code)
        claims.say(record, node, "person", victim)
        claims.say(record, node, "occurred", claims.day(record, "date_of_intervention"))
        if party := self.ref(claims.words(record, "intervening_party")):
            claims.say(record, node, "filedBy", party)
        for _, code in claims.code(record, "response", "RemedyOutcome"):
            claims.say(record, node, "remedyOutcome", code)
        claims.keep_words(record, victim)

    def _information(self, claims: EsfClaims, record: EsfRecord) -> None:
        """What a source's record says beside who the source is: its remarks, in words."""
        who = self.ref(record.first("related_person")) or self._victim(record.first("event"))
        if record.first("comments").startswith("{"):
            claims.of(record).pop("comments", None)
        for key in ("source", "event", "related_person", "source_connection_to_information", "date_of_source_material"):
            claims.of(record).pop(key, None)
        claims.by([record], record)
        claims.keep_words(record, who)

    def _victim(self, number: str) -> str:
        events = (one for one in self._file.records if one.format == "event" and one.number == number)
        return next((self.ref(act.first("victim")) for event in events for act in event.inside), "")


def _slug(record: EsfRecord) -> str:
    """What a node made from a record is called: what it was called before, or the number."""
    return slug_of(record.number.rpartition(":")[2])[:80]
