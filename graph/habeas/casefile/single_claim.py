"""One claim given in single values, as the shell gives it: a document of the claim form (docs/claim-form.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from habeas.casefile.open_case import OpenCase
from habeas.errors import BadChoice, Phrase, in_shell, option, phrase
from habeas.model.codec_values import property_named
from habeas.vocab import KINDS, Range

SEVERAL: Final = ";"
"""Between names where there are several: a claim of each."""
KEPT_OF_A_SOURCE: Final = ("title", "kind", "publisher", "language", "date", "url", "note", "snapshot")
NEEDED = Phrase("Give a source and a claim.", "habeas record CASE --source ID --claim WHO RELATION WHAT")


@dataclass(frozen=True, slots=True)
class SingleClaim:
    """A claim in single values, as the options of `habeas record` give it."""

    source: str
    claim: tuple[str, str, str] | None
    said_by: str
    said: str
    on: str
    on_words: str
    at: Sequence[str]
    quote: str
    mode: str
    set: Sequence[str]
    label: Sequence[str]


def document_of(given: SingleClaim, case: OpenCase) -> dict[str, Any]:
    """The values as a document of the claim form.

    Names may be written as people write them. Raises BadChoice, BadClaim, NotFound.
    """
    if not given.source or given.claim is None:
        missing = option("source" if not given.source else "claim")
        raise BadChoice(where=missing, why="this is missing", next=NEEDED)
    labels = _pairs(given.label, option("label"))
    document: dict[str, Any] = {"source": _source(given.source, case)}
    document["names"] = {name: {"is": name, "label": words} for name, words in labels.items()}
    document["claims"] = [_claim(given, case)]
    return document


def _source(name: str, case: OpenCase) -> dict[str, Any]:
    """The document as the file knows it, so that its date and its text hold for the new claim too."""
    slug = name.removeprefix("doc:")
    known = case.views.index.entity(f"doc:{slug}") or {}
    return {"id": slug, **{key: known[key] for key in KEPT_OF_A_SOURCE if key in known}}


def _claim(given: SingleClaim, case: OpenCase) -> dict[str, Any]:
    assert given.claim is not None  # noqa: S101 asked for above
    subject, relation, value = given.claim
    object_ = _name(value, case) if property_named(relation).range is Range.ENTITY else value
    who = [_name(name.strip(), case) for name in subject.split(SEVERAL) if name.strip()]
    said_by = [_name(name.strip(), case) for name in given.said_by.split(SEVERAL) if name.strip()]
    claim: dict[str, Any] = {"claim": [who, relation, object_], "said-by": said_by}
    claim |= {"said": given.said, "on": given.on, "quote": given.quote, "mode": given.mode, "at": list(given.at)}
    claim["on"] = {"words": given.on_words} if given.on_words else given.on
    sets = _pairs(given.set, option("set"), many=True)
    return {key: value for key, value in claim.items() if value} | sets


def _name(text: str, case: OpenCase) -> str:
    """A name as the form has it: `kind:slug` as given, anything else looked up in the file."""
    return text if text.partition(":")[0] in KINDS and ":" in text else str(case.get(text))


def _pairs(texts: Sequence[str], name: Phrase, *, many: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key or not value:
            advice = Phrase(f"Write {name} KEY=VALUE", f"Write {in_shell(name)} KEY=VALUE")
            raise BadChoice(where=name, why=phrase("“%(text)s” is not a key with a value", text=text), next=advice)
        if many and key in found:
            found[key] = [*(found[key] if isinstance(found[key], list) else [found[key]]), value]
        else:
            found[key] = value
    return found
