"""Names of a query that neither the vocabulary nor the file has: a misspelt property finds nothing, and says nothing.

A query is read once, in time that grows with its length, and each name in it is looked up: in the vocabulary first, and
only when it is not there in the store. Names of the case itself, graphs, data types and functions are left out: those
are no words of a vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from habeas import vocab
from habeas.errors import Phrase, phrase
from habeas.model.codec_values import nearest_words
from habeas.sparql.contract import Store
from habeas.sparql.guard import TOKEN
from habeas.vocab import CODES, KINDS, PREFIXES, PROPERTIES

LOOKED_AT: Final = 20_000
"""So many characters of a query are looked at: people write less, and programs do not read what is told."""
MOST_TOLD: Final = 10
MOST_NEAR: Final = 3
NOT_TERMS: Final = frozenset({"graph", "from", "named", "base", "^^"})
"""After these stands a graph, an address or a data type."""
NOTHING: Final = PREFIXES["hab"] + "none"
"""What saved questions put where nothing is bound."""
_LOCAL: Final = re.compile(r"[^#/]*$")


@dataclass(frozen=True, slots=True)
class UnknownTerm:
    """A name as the query writes it, and the names that it may have meant."""

    written: str
    near: tuple[str, ...]

    @property
    def why(self) -> Phrase:
        """What is told of it."""
        return phrase("%(term)s is not in the vocabulary, and nothing in this file has it", term=self.written)

    @property
    def next(self) -> Phrase:
        """The question that proposes others, or where to look."""
        if self.near:
            return phrase("Did you mean %(close)s?", close=" or ".join(self.near))
        return Phrase("Such a pattern finds nothing.")


def unknown_terms(text: str, store: Store, base: str) -> tuple[UnknownTerm, ...]:
    """The names in a query that neither the vocabulary nor the store has, each once, in their order."""
    found: dict[str, str] = {}
    for written, iri in _terms(text[:LOOKED_AT], {**PREFIXES, "id": base}):
        if iri not in found and iri not in known_iris() and not iri.startswith((base, PREFIXES["xsd"])):
            found[iri] = written
            if len(found) == MOST_TOLD:
                break
    return tuple(UnknownTerm(written, _near(iri)) for iri, written in found.items() if not _is_held(iri, store))


@cache
def known_iris() -> frozenset[str]:
    """Every IRI that the vocabulary has, and of others what the file is written with."""
    named = (value for value in vars(vocab).values() if isinstance(value, str))
    kinds, properties = ((one.iri for one in each.values()) for each in (KINDS, PROPERTIES))
    return frozenset((*named, *kinds, *properties, *CODES, NOTHING))


def _terms(text: str, prefixes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Names of the query that may be words of a vocabulary: as written, and as IRIs."""
    before, declared = "", ""
    for token in TOKEN.finditer(text):
        kind, word = token.lastgroup, token[0]
        if kind == "gap":
            continue
        if before == "prefix" and kind == "name":
            declared, before = word.partition(":")[0], "prefix name"
        elif before == "prefix name" and kind == "iri":
            prefixes[declared], before = word[1:-1], ""
        else:
            if before not in NOT_TERMS and (iri := _iri(kind, word, prefixes)):
                yield (word if kind == "iri" else word.rstrip(".")), iri
            before = word.casefold() if kind in {"name", "operator"} else ""


def _iri(kind: str | None, word: str, prefixes: Mapping[str, str]) -> str:
    """The IRI of a token; empty for what is none."""
    if kind == "iri":
        return word[1:-1] if ":" in word else ""
    prefix, colon, local = word.rstrip(".").partition(":")
    known = kind == "name" and bool(colon) and prefix in prefixes and bool(local)
    return prefixes[prefix] + local.replace("\\", "") if known else ""


def _is_held(iri: str, store: Store) -> bool:
    """Whether anything in the file has it."""
    try:
        term = NamedNode(iri)
    except ValueError:
        return True
    places = ({"predicate": term}, {"object": term}, {"subject": term})
    return any(next(store.quads(**place), None) is not None for place in places)


def _near(iri: str) -> tuple[str, ...]:
    """Names of the vocabulary that may have been meant, of the same namespace first."""
    local = (_LOCAL.search(iri) or [""])[0]
    space = iri.removesuffix(local)
    own = {known.removeprefix(space): known for known in known_iris() if known.startswith(space)}
    names = [name for name in own if name.casefold() == local.casefold()] or nearest_words(local, sorted(own))
    same = [known for known in sorted(known_iris()) if known.endswith(("#" + local, "/" + local))]
    return tuple(_shortened(one) for one in [*(own[name] for name in names), *same][:MOST_NEAR])


def _shortened(iri: str) -> str:
    for prefix, space in PREFIXES.items():
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return f"<{iri}>"
