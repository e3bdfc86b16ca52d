"""Claims, entities and sources as plain JSON values, and back: `values` for single values, `records` for whole things."""

from habeas.plain.records import (
    claim_from_plain,
    claim_to_plain,
    entity_from_plain,
    entity_to_plain,
    placed,
    source_from_plain,
    source_to_plain,
)
from habeas.plain.values import code_of, decode, encode, nearest, property_named, whole_number, yes_or_no

__all__ = [
    "claim_from_plain",
    "claim_to_plain",
    "code_of",
    "decode",
    "encode",
    "entity_from_plain",
    "entity_to_plain",
    "nearest",
    "placed",
    "property_named",
    "source_from_plain",
    "source_to_plain",
    "whole_number",
    "yes_or_no",
]
