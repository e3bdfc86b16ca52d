"""What the bodies of requests look like, for the OpenAPI document. The claim form's own schema is docs/claim-form.schema.json."""

from __future__ import annotations

from typing import Any, Final

SOMETHING: Final = r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\ufeff]"
"""A text has at least one character that can be seen."""
REASON: Final = {
    "type": "string",
    "minLength": 1,
    "maxLength": 2000,
    "pattern": SOMETHING,
    "description": "Why, for whoever reads this later.",
}
BY: Final = {"type": "string", "maxLength": 200, "description": "Who records; else the recorder of the case."}
FORM: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["source"],
    "additionalProperties": False,
    "description": "One document of the claim form: a source, short names, and what the source says (docs/claim-form.md).",
    "properties": {
        "source": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
        "defaults": {"type": "object"},
        "names": {"type": "object"},
        "claims": {"type": "array", "items": {"type": "object"}},
    },
    "example": {
        "source": {"id": "letter-2026-02-01", "title": "Letter of a relative", "date": "2026-02-01"},
        "names": {
            "romero": {"is": "person:alfredo-romero", "label": "Alfredo Romero"},
            "marquez": {"is": "person:enrique-marquez", "label": "Enrique Márquez"},
            "helicoide": {"is": "facility:el-helicoide", "label": {"es": "El Helicoide"}},
        },
        "claims": [{"claim": ["marquez", "detainedAt", "helicoide"], "said-by": "romero", "mode": "attributed"}],
    },
}


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    required = [name for name in properties if name != "by"]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _with(schema: dict[str, Any], **properties: dict[str, Any]) -> dict[str, Any]:
    """An object with further parts that may be left out."""
    return {**schema, "properties": {**schema["properties"], **properties}}


NAME: Final = {
    "type": "string",
    "minLength": 1,
    "maxLength": 2000,
    "pattern": SOMETHING,
    "description": "A name, as it is taken everywhere.",
}
VERDICT: Final = {"type": "string", "enum": ["same", "different", "unsure"]}
IDS: Final = {"type": "array", "items": {"type": "string"}, "description": "Ids of claims."}
PAIR: Final = _object(a=NAME, b=NAME, reason=REASON, by=BY)

DECISION: Final = _with(
    _object(
        finding={**NAME, "maxLength": 200, "description": "The key of the finding."},
        decision={"type": "string", "enum": ["explained", "prefer", "false-alarm", "open"]}, reason=REASON, by=BY,
    ),
    claim={**NAME, "description": "The claim to go by, for `prefer`."},
    seen={"type": "integer", "minimum": 0, "description": "The `decided` that was seen; another since then is a conflict."},
)  # fmt: skip

BODY_OF: Final = {
    "decide": _body(DECISION),
    "judge": _body(
        _with(_object(a=NAME, b=NAME, verdict=VERDICT, reason=REASON, by=BY), claims=IDS, against=IDS, stands=NAME)
    ),
    "take-back": _body(_with(PAIR, verdict=VERDICT)),
    "form": _body(FORM),
    "withdraw": _body(_object(reason=REASON, by=BY)),
    "supersede": _body(_object(reason=REASON, by=BY, document=FORM)),
}
