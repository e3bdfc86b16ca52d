"""A mapping for RDF of another system, as somebody wrote it in YAML: their words to our kinds and relations.

Every mistake is told with its line before anything of the file is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from habeas.errors import BadFile
from habeas.formats.read.raw import Lined
from habeas.formats.read.yaml_text import yaml_parts
from habeas.model.codec_values import nearest
from habeas.vocab import KINDS, PREFIXES, PROPERTIES, Origin

KEYS: Final = ("prefixes", "source", "names", "defaults", "types", "labels", "relations")
RELATION_KEYS: Final = ("relation", "kind", "values")
USUAL: Final = {
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "http://schema.org/",
    "dct": PREFIXES["dcterms"],
}
LABELS: Final = (
    USUAL["rdfs"] + "label",
    PREFIXES["skos"] + "prefLabel",
    USUAL["foaf"] + "name",
    USUAL["schema"] + "name",
)
LOOK: Final = "docs/other-systems.md shows a mapping."


@dataclass(frozen=True, slots=True)
class MappedRelation:
    """What a property of theirs says here. `backwards`: its object is our subject."""

    relation: str
    kind: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    backwards: bool = False


@dataclass(slots=True)
class RdfMapping:
    """A mapping as it was read."""

    source: dict[str, Any]
    names: dict[str, Any]
    defaults: dict[str, Any]
    types: dict[str, str]
    labels: list[str]
    relations: dict[str, list[MappedRelation]]


def read_mapping(path: Path) -> RdfMapping:
    """A mapping. Raises BadFile, with the line, for what it cannot mean."""
    if not path.is_file():
        raise BadFile(where=str(path), why="there is no such mapping", next=LOOK)
    parts = list(yaml_parts(path))
    if broken := next((part for part in parts if isinstance(part, BadFile)), None):
        raise broken
    raw = parts[0] if len(parts) == 1 else None
    if not isinstance(raw, Mapping) or not raw.get("relations"):
        raise BadFile(where=str(path), why="a mapping has relations:, their properties with ours", next=LOOK)
    for key in raw:
        if key not in KEYS:
            raise _wrong(path, raw, key, f"“{key}” is not a part of a mapping", nearest(str(key), KEYS, noun="key"))
    prefixes = {**PREFIXES, **USUAL, **{str(k): str(v) for k, v in _part(path, raw, "prefixes").items()}}

    def iri(written: object) -> str:
        text = str(written).strip("<>")
        name, colon, rest = text.partition(":")
        return prefixes[name] + rest if colon and name in prefixes and not rest.startswith("//") else text

    types = {iri(key): str(kind) for key, kind in _part(path, raw, "types").items()}
    for written, kind in _part(path, raw, "types").items():
        _require_kind(path, raw, "types", str(kind), str(written))
    relations: dict[str, list[MappedRelation]] = {}
    for written, told in _part(path, raw, "relations").items():
        found = _relation(path, raw, str(written), told)
        relations.setdefault(iri(str(written).removeprefix("^")), []).append(found)
    labels = raw.get("labels") or []
    return RdfMapping(
        source=dict(_part(path, raw, "source")),
        names=dict(_part(path, raw, "names")),
        defaults=dict(_part(path, raw, "defaults")),
        types=types,
        labels=[iri(one) for one in (labels if isinstance(labels, list) else [labels])] or list(LABELS),
        relations=relations,
    )


def _part(path: Path, raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = raw.get(key) or {}
    if not isinstance(found, Mapping):
        raise _wrong(path, raw, key, f"{key}: has keys and values", LOOK)
    return found


def _relation(path: Path, raw: Mapping[str, Any], written: str, told: object) -> MappedRelation:
    given = told if isinstance(told, Mapping) else {"relation": told}
    relation, kind = str(given.get("relation", "")), str(given.get("kind") or "")
    if unknown := [key for key in given if key not in RELATION_KEYS]:
        advice = nearest(str(unknown[0]), RELATION_KEYS, noun="key")
        raise _wrong(path, raw, "relations", f"{written}: “{unknown[0]}” is not known here", advice)
    if relation not in PROPERTIES or not PROPERTIES[relation].is_relation:
        advice = nearest(relation, PROPERTIES, noun="relation")
        raise _wrong(path, raw, "relations", f"{written}: there is no relation “{relation}”", advice)
    if kind:
        _require_kind(path, raw, "relations", kind, written)
    values = given.get("values") or {}
    return MappedRelation(
        relation=relation,
        kind=kind,
        values={str(k): str(v) for k, v in values.items()} if isinstance(values, Mapping) else {},
        backwards=written.startswith("^"),
    )


def _require_kind(path: Path, raw: Mapping[str, Any], key: str, kind: str, written: str) -> None:
    described = [name for name, one in KINDS.items() if one.origin is Origin.DESCRIBED]
    if kind not in described:
        raise _wrong(path, raw, key, f"{written}: there is no kind “{kind}”", f"Kinds: {', '.join(described)}")


def _wrong(path: Path, raw: Mapping[str, Any], key: object, why: str, advice: str) -> BadFile:
    line = raw.line_of(str(key)) if isinstance(raw, Lined) else 0
    return BadFile(where=f"{path}, line {line}" if line else str(path), why=why, next=advice)
