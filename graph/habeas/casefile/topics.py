"""What a claim is about, for a reader: custody, law, life, relatives, posts, sayings, numbers, other."""

from __future__ import annotations

from typing import Final

from habeas.model import Claim
from habeas.model.claims import node_of
from habeas.vocab import KINDS

TOPICS: Final = ("custody", "law", "life", "relatives", "posts", "sayings", "numbers", "other")
BY_NODE: Final = {
    "arrest": "custody", "detention": "custody", "release": "custody", "observation": "custody", "treatment": "custody",
    "death": "custody", "charge": "law", "proceeding": "law", "condition": "law", "age": "life", "status": "life",
    "relationship": "relatives", "tenure": "posts", "act": "sayings", "accusation": "sayings", "count": "numbers",
}  # fmt: skip
BY_RELATION: Final = {
    "occupation": "life", "nationality": "life", "residedIn": "life", "award": "life", "description": "life",
    "characterisedAs": "sayings", "subjectedTo": "custody", "detains": "custody", "heldPoliticalPrisoners": "custody",
    "oversees": "posts", "partOf": "posts", "shareOf": "numbers", "subsetOf": "numbers", "convictionShare": "numbers",
    "chargedWith": "law", "subjectTo": "law", "denies": "sayings",
}  # fmt: skip


def topic_of(claim: Claim) -> str:
    """The topic of a claim: by the event or state it talks about, else by its relation."""
    node = node_of(claim)
    kinds = (node.kind, *KINDS[node.kind].parents) if node else ()
    by_node = next((BY_NODE[kind] for kind in kinds if kind in BY_NODE), "")
    return by_node or BY_RELATION.get(claim.relation, "other")
