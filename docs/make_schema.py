"""Write docs/claim-form.schema.json from the vocabulary, so that editors can check the claim form while people type.

`python docs/make_schema.py` writes it; `--check` writes nothing and exits 1 when it is stale.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from habeas.formats.read.shape import CLAIM_KEYS, DOCUMENT_KEYS, GROUP, NAME_KEYS, SNAPSHOT_KEYS, SOURCE_KEYS, STEP_KEYS
from habeas.vocab import PROPERTIES, SCHEMES, Property, Range

OUT = Path(__file__).parent / "claim-form.schema.json"
JsonSchema = dict[str, Any]

WORDS: JsonSchema = {"type": ["string", "number"]}
NAME: JsonSchema = {"type": "string", "description": "a name from names:, or kind:slug"}
TEXT: JsonSchema = {"type": ["string", "number", "object", "array"]}
YES: JsonSchema = {"enum": [True, False, "yes", "no"]}
DATE: JsonSchema = {
    "description": "EDTF text, or words with the date they are counted from",
    "anyOf": [
        {"type": ["string", "number"]},
        {
            "type": "object",
            "required": ["words"],
            "properties": {"words": {"type": "string"}, "from": WORDS},
            "additionalProperties": False,
        },
    ],
}
CODED = {
    "mode": "Modality",
    "polarity": "Polarity",
    "hedge": "Hedge",
    "assertion": "AssertionStatus",
    "credibility": "Credibility",
    "sensitivity": "Sensitivity",
    "basis": "TimeBasis",
    "org-kind": "OrgKind",
    "reliability": "Reliability",
    "connection": "SourceConnection",
}


def codes(scheme: str) -> JsonSchema:
    """One of the codes of a list."""
    return {"enum": list(SCHEMES[scheme])}


def value(prop: Property) -> JsonSchema:
    """What a property takes."""
    match prop.range:
        case Range.CONCEPT:
            return codes(prop.scheme or "")
        case Range.DATE:
            return DATE
        case Range.INTEGER:
            return {"type": "integer", "minimum": 0}
        case Range.BOOLEAN:
            return YES
        case Range.ENTITY:
            return NAME
    return TEXT


def one_or_more(schema: JsonSchema) -> JsonSchema:
    """One value, or a list of them."""
    return {"anyOf": [schema, {"type": "array", "items": schema}]}


def key_schema(key: str) -> JsonSchema:
    """What a key that is not a property takes."""
    if key == "chain":
        return one_or_more({"anyOf": [NAME, keys(STEP_KEYS)]})
    if key == "snapshot":
        return keys(SNAPSHOT_KEYS)
    if key in CODED:
        return codes(CODED[key])
    special: dict[str, JsonSchema] = {
        "on": DATE,
        "said": DATE,
        "date": DATE,
        "said-by": one_or_more(NAME),
        "who": one_or_more(NAME),
        "publisher": NAME,
        "anchor": NAME,
        "keeper": NAME,
        "subset-of": NAME,
        "by": NAME,
        "about": one_or_more(NAME),
        "placeholder": YES,
        "unsure": YES,
        "at": one_or_more({"type": ["string", "array"]}),
        "characters": {"type": "integer", "minimum": 0},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "label": TEXT,
        "also": TEXT,
        "hidden": TEXT,
        "note": TEXT,
        "criterion": TEXT,
        "same-as": one_or_more({"type": "string"}),
    }
    return special.get(key, WORDS)


def keys(names: tuple[str, ...]) -> JsonSchema:
    """An object with these keys and no others."""
    return {
        "type": "object",
        "properties": {name: key_schema(name) for name in names},
        "additionalProperties": False,
    }


def parts(*each: JsonSchema) -> JsonSchema:
    """A list of exactly these values."""
    return {"type": "array", "prefixItems": list(each), "minItems": len(each), "maxItems": len(each)}


def claim_schema() -> JsonSchema:
    """One claim: its own keys, and every detail of the vocabulary."""
    relations = sorted(name for name, prop in PROPERTIES.items() if prop.is_relation)
    triple = {
        "description": "subject, relation, object; several subjects in brackets; no subject where who: names it",
        "anyOf": [parts(one_or_more(NAME), {"enum": relations}, {}), parts({"enum": relations}, {})],
    }
    details = {
        name: {**one_or_more(value(prop)), "description": prop.comment}
        for name, prop in sorted(PROPERTIES.items())
        if prop.is_detail
    }
    own = {key: key_schema(key) for key in CLAIM_KEYS} | {"claim": triple}
    return {"type": "object", "required": ["claim"], "properties": details | own, "additionalProperties": False}


def schema() -> JsonSchema:
    """The whole form."""
    claim = claim_schema()
    defaults = {key: rule for key, rule in claim["properties"].items() if key not in {"claim", "id"}}
    here = {"$ref": "#/$defs/claims"}
    group = {
        "type": "object",
        "required": [GROUP],
        "properties": defaults | {GROUP: here},
        "additionalProperties": False,
    }
    items = {"anyOf": [claim, claim["properties"]["claim"], group]}
    sections: dict[str, JsonSchema] = {
        "source": keys(SOURCE_KEYS) | {"required": ["id"]},
        "names": {"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, keys(NAME_KEYS)]}},
        "defaults": {"type": "object", "properties": defaults, "additionalProperties": False},
        "claims": here,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "habeas claim form",
        "description": "A source and what it says. docs/claim-form.md explains every key.",
        "type": "object",
        "required": ["source"],
        "properties": {key: sections[key] for key in DOCUMENT_KEYS},
        "additionalProperties": False,
        "$defs": {"claims": {"type": "array", "items": items}},
    }


def main() -> int:
    """Write the file, or check it."""
    made = json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
    if "--check" in sys.argv:
        fresh = OUT.exists() and OUT.read_text(encoding="utf-8") == made
        print("claim-form.schema.json is fresh" if fresh else "stale: run python docs/make_schema.py")
        return 0 if fresh else 1
    OUT.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
