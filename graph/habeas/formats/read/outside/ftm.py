"""FollowTheMoney: entities, one a line (`.ftm.json`), as its tools and the platforms of investigators write them; and
statements, one a line, each a value with the dataset that says so.

Read by the published model (followthemoney, schema/*.yaml) as far as we have a relation for it. What is only a label
put on somebody (`topics`: crime, sanction) is no fact and stays out. Entities that a platform took for one
(`canonical_id`) stay the several that they were: here that is for a person to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from babel import Locale

from habeas.errors import BadFile
from habeas.formats.read.outside.records import OutsideDocument, decoded_text
from habeas.formats.read.outside.relations import FTM, FTM_ASSOCIATE, FTM_FAMILY, FTM_TIES, TREE
from habeas.formats.read.raw import Batch, json_line_parts
from habeas.vocab import PROPERTIES, Range

KINDS: Final = {
    **{"Person": "person", "Address": "place", "Position": "post"},
    **dict.fromkeys(("Organization", "Company", "PublicBody", "LegalEntity"), "org"),
}
NAMES: Final = ("name", "full", "alias", "weakAlias", "previousName", "abbreviation")
SEXES: Final = {"male": "man", "female": "woman", "other": "other"}
CODE: Final = re.compile("[a-z]{2}")
"""Countries are given by two letters."""
UNREAD: Final = frozenset(
    [
        "topics",
        "sourceUrl",
        "publisher",
        "publisherUrl",
        "retrievedAt",
        "modifiedAt",
        "createdAt",
        "proof",
        "indexText",
        "keywords",
        "wikidataId",
        "firstName",
        "lastName",
        "secondName",
        "middleName",
        "fatherName",
        "motherName",
        "title",
        "addressEntity",
    ]
)
"""Properties of people and bodies that say nothing of them, or say it again."""
SAID: Final = ("modifiedAt", "retrievedAt", "createdAt")
ROLES: Final = ("role", "relationship", "description", "summary", "status")
ONE_A_LINE: Final = "Write one entity or one statement a line; `ftm` and `alephclient` do."
MOST_CHARACTERS: Final = 2_000
LASTING: Final = 16
"""An id with so many characters is one of a hash, and nothing else anywhere has it."""


def read_ftm(path: Path, _base: str) -> Iterator[Batch]:
    """All entities as one document. Raises BadFile when there is none."""
    reader = _FtmEntities(path, decoded_text(path.read_bytes(), path))
    unread: list[BadFile] = []
    for part in json_line_parts(path):
        if isinstance(part, BadFile):
            unread.append(part)
        else:
            reader.take(part, part.line)
    if not reader.entities:
        raise (
            unread[0] if unread else BadFile(where=str(path), why="there are no entities in this file", next=ONE_A_LINE)
        )
    for error in unread:
        reader.document.refuse(int(error.where.rpartition("line ")[2].partition(",")[0] or 0), error.why, error.next)
    yield reader.batch()


class _FtmEntity:
    """An entity: its schema, the values of each property with their line and dataset, and what it is called here."""

    def __init__(self, key: str, schema: str, line: int) -> None:
        self.key, self.schema, self.line = key, schema, line
        self.values: dict[str, list[tuple[str, int, str]]] = {}
        self.name = ""

    def all(self, *names: str) -> Iterator[tuple[str, int, str]]:
        return (value for name in names for value in self.values.get(name, ()))

    def first(self, *names: str) -> str:
        return next((value for value, _, _ in self.all(*names)), "")


class _FtmEntities:
    def __init__(self, path: Path, text: str) -> None:
        self.document = OutsideDocument(path, text, source={"kind": "database"})
        keeper = self.document.record_name("org", f"keeper of {self.document.stem}", "ftm")
        self.document.describe(keeper, f"whoever keeps {path.name}", placeholder=True)
        self.document.source["publisher"] = keeper
        self.entities: dict[str, _FtmEntity] = {}

    # -- lines

    def take(self, one: Mapping[str, Any], line: int) -> None:
        """One line: an entity, or a statement of one."""
        if "entity_id" in one and "prop" in one:
            self._statement(one, line)
        elif isinstance(one.get("id"), str) and isinstance(one.get("schema"), str):
            entity = self._entity(one["id"], one["schema"], line)
            datasets = one.get("datasets")
            single = str(datasets[0]) if isinstance(datasets, list) and len(datasets) == 1 else ""
            properties = one.get("properties")
            for name, values in properties.items() if isinstance(properties, Mapping) else ():
                for value in values if isinstance(values, list) else [values]:
                    told = value.get("id", "") if isinstance(value, Mapping) else value
                    self._put(entity, name, told, line, single)
        else:
            self.document.refuse(line, "this is neither an entity, with id and schema, nor a statement", ONE_A_LINE)

    def _statement(self, one: Mapping[str, Any], line: int) -> None:
        entity = self._entity(str(one["entity_id"]), str(one.get("schema", "")), line)
        if one["prop"] != "id":
            self._put(entity, str(one["prop"]), one.get("value"), line, str(one.get("dataset") or ""))

    def _entity(self, key: str, schema: str, line: int) -> _FtmEntity:
        found = self.entities.setdefault(key, _FtmEntity(key, schema, line))
        if found.schema in ("", "Thing", "LegalEntity") and schema:
            found.schema = schema
        return found

    def _put(self, entity: _FtmEntity, name: str, value: object, line: int, dataset: str) -> None:
        text = " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
        if len(text) > MOST_CHARACTERS:
            self.document.refuse(line, f"{name} has more than {MOST_CHARACTERS} characters")
        elif text:
            entity.values.setdefault(name, []).append((text, line, dataset))

    # -- entities

    def batch(self) -> Batch:
        """All of it."""
        for entity in self.entities.values():
            self._name(entity)
        for entity in self.entities.values():
            if entity.name:
                self._properties(entity)
            else:
                self._tie(entity)
        return self.document.batch()

    def _name(self, entity: _FtmEntity) -> None:
        kind = KINDS.get(entity.schema)
        if kind is None:
            return
        label, *also = list(dict.fromkeys(value for value, _, _ in entity.all(*NAMES))) or [
            f"{entity.schema} {entity.key}"
        ]
        entity.name = self.document.record_name(kind, label, entity.key, lasting=len(entity.key) >= LASTING)
        same = [f"http://www.wikidata.org/entity/{value}" for value, _, _ in entity.all("wikidataId")]
        kind_of = "government" if entity.schema == "PublicBody" else ""
        self.document.describe(
            entity.name,
            label,
            entity.line,
            also=also,
            same_as=same,
            org_kind=kind_of,
            placeholder=not entity.first(*NAMES),
        )

    def _properties(self, entity: _FtmEntity) -> None:
        for name, values in entity.values.items():
            if name in NAMES or name in UNREAD:
                continue
            for value, line, dataset in values:
                self._property(entity, name, value, line, dataset)
        if "topics" in entity.values:
            self.document.leave("topics are labels, not facts, and are left out", self.document.place(entity.line))

    def _property(self, entity: _FtmEntity, name: str, value: str, line: int, dataset: str) -> None:
        claim = self._claim(entity, name, value)
        if claim is None and entity.name.startswith(("person:", "org:")):
            claim = (TREE["other"], {"text": f"{name}: {value}"})
        if claim is None:
            self.document.leave(f"{entity.schema}.{name} has no relation here", self.document.place(line))
            return
        self._say(entity, claim[0], claim[1], line, dataset, value)

    def _claim(self, entity: _FtmEntity, name: str, value: str) -> tuple[str, Any] | None:
        """Our relation, and the value for it; None where there is none."""
        relation = FTM.get(name, "")
        prop = PROPERTIES.get(relation)
        if prop is None or (prop.domain and entity.name.partition(":")[0] not in prop.domain):
            return None
        if prop.range is Range.DATE:
            return relation, value[:10]
        if prop.range is Range.CONCEPT:
            return (relation, SEXES[value]) if value in SEXES else None
        if prop.range is Range.ENTITY:
            return relation, self.document.named("place", country_of(value) if CODE.fullmatch(value) else value)
        return relation, {"text": value} if prop.range is Range.TEXT else value

    def _say(
        self, entity: _FtmEntity, relation: str, value: Any, line: int, dataset: str, words: str, **more: Any
    ) -> None:
        said = entity.first(*SAID)[:10]
        speaker = self.document.describe(f"org:dataset-{dataset}".lower()[:80], dataset) if dataset else ""
        claim = (more.pop("subject", entity.name), relation, value)
        self.document.say(entity.key, line, claim, words, said=said, said_by=speaker, **more)

    # -- ties

    def _tie(self, entity: _FtmEntity) -> None:
        schema, first = entity.schema, self._end
        if schema in FTM_TIES:
            one, relation, other = FTM_TIES[schema]
            self._tied(entity, first(entity, one), relation, first(entity, other))
        elif schema == "Family":
            told = entity.first("relationship").lower()
            self._tied(
                entity, first(entity, "relative"), FTM_FAMILY.get(told, FTM_FAMILY["other"]), first(entity, "person")
            )
        elif schema == "Associate" and (relation := FTM_ASSOCIATE.get(entity.first("relationship").lower(), "")):
            self._tied(entity, first(entity, "associate"), relation, first(entity, "person"))
        else:
            self.document.leave(
                f"entities of the schema {schema[:40]} have no relation here", self.document.place(entity.line)
            )

    def _end(self, entity: _FtmEntity, name: str) -> str:
        found = self.entities.get(entity.first(name))
        return found.name if found else ""

    def _tied(self, entity: _FtmEntity, one: str, relation: str, other: str) -> None:
        if not (one and other):
            self.document.refuse(
                entity.line, f"{entity.schema} {entity.key[:60]} ties somebody whom the file does not have"
            )
            return
        dates = {"began": entity.first("startDate")[:10], "ended": entity.first("endDate")[:10]}
        _, line, dataset = next(entity.all(*entity.values), ("", entity.line, ""))
        note = "; ".join(value for value, _, _ in entity.all(*ROLES))
        self._say(entity, relation, other, line, dataset, "", subject=one, note=note, **dates)


def country_of(code: str) -> str:
    """The name of a country by its code; else the code."""
    return str(Locale("en").territories.get(code.upper(), code))
