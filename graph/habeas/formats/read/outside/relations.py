"""Words of other systems and our relations for them, from the table beside this file (relations.toml)."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, Final

_TABLES: Final[dict[str, Any]] = tomllib.loads(
    (files("habeas.formats.read.outside") / "relations.toml").read_text(encoding="utf-8")
)
TREE: Final[dict[str, str]] = _TABLES["tree"]
"""What family trees tell, and their ties."""
FTM: Final[dict[str, str]] = _TABLES["ftm"]
"""Properties of FollowTheMoney."""
FTM_TIES: Final[dict[str, list[str]]] = _TABLES["ftm_ties"]
"""Schema of a tie: the property of its one end, our relation, the property of the other."""
FTM_FAMILY: Final[dict[str, str]] = _TABLES["ftm_family"]
FTM_ASSOCIATE: Final[dict[str, str]] = _TABLES["ftm_associate"]
"""Words for relatives and associates: what they are of the person."""
WIKIDATA: Final[dict[str, list[str]]] = _TABLES["wikidata"]
"""Property of an item: our relation, and the kind of what it leads to."""
