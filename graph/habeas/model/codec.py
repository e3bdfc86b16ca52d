"""Claims, entities and sources as plain JSON, and back.

This is the form that stands in the journal. It is canonical: defaults are left out, so equal values give equal JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final, TypeVar

from habeas.errors import BadClaim, BadInput, phrase
from habeas.model.claim_fields import CLAIM_FIELDS
from habeas.model.codec_values import (
    address,
    code_of,
    date_time,
    decode,
    encode,
    exact,
    nearest,
    property_named,
    text_from,
    text_to,
    when_from,
    when_to,
    whole_number,
)
from habeas.model.values import Claim, Entity, Passage, Ref, Snapshot, Source, Step, Value
from habeas.vocab import SCHEMES

Plain = dict[str, Any]
T = TypeVar("T")

_OTHER_KEYS = "source subject relation object event details on speaker chain said at anchor about note"
SHA256 = re.compile(r"[0-9a-f]{64}")
CLAIM_KEYS = frozenset(field.key for field in CLAIM_FIELDS) | frozenset(_OTHER_KEYS.split())


def claim_to_plain(claim: Claim) -> Plain:
    """The claim as it is written in the journal."""
    plain: Plain = {
        "source": str(claim.source),
        "subject": str(claim.subject),
        "relation": claim.relation,
        "object": encode(claim.object),
        "speaker": str(claim.speaker),
        "said": when_to(claim.said),
    }
    for field in CLAIM_FIELDS:
        value = getattr(claim, field.name)
        if value != field.default:
            plain[field.key] = value
    if claim.event is not None:
        plain["event"] = str(claim.event)
    if claim.details:
        details: dict[str, list[object]] = {}
        for name, value in claim.details:
            details.setdefault(name, []).append(encode(value))
        plain["details"] = details
    if claim.on is not None:
        plain["on"] = when_to(claim.on)
    if claim.chain:
        plain["chain"] = [_step_to(step) for step in claim.chain]
    if claim.passages:
        plain["at"] = [[p.start, p.end] for p in claim.passages]
    if claim.anchor is not None:
        plain["anchor"] = str(claim.anchor)
    if claim.about:
        plain["about"] = [str(ref) for ref in claim.about]
    if claim.note is not None:
        plain["note"] = text_to(claim.note)
    return plain


def claim_from_plain(plain: Mapping[str, Any]) -> Claim:
    """The claim in a journal body or in a reader's plain form.

    Raises BadClaim or BadDate, with the field in `where`.
    """
    if not plain.keys() <= CLAIM_KEYS:
        word = min(set(plain) - CLAIM_KEYS)
        raise BadClaim(
            where=word,
            why=phrase("a claim has no part called “%(word)s”", word=word),
            next=nearest(word, CLAIM_KEYS, noun="key"),
        )
    relation = property_named(plain["relation"])
    told = [field for field in CLAIM_FIELDS if field.key in plain]
    words = {field.name: exact(plain[field.key]) for field in told}
    if words.get("id"):
        words["id"] = Ref.parse(f"claim:{words['id']}").slug
    if words.get("snapshot"):
        _require_sha256(words["snapshot"])
    for field in told:
        if field.scheme and (code := plain[field.key]) and code not in SCHEMES[field.scheme]:
            placed(field.key, partial(code_of, field.scheme), code)
    return Claim(
        **words,
        source=Ref.parse(plain["source"]),
        subject=Ref.parse(plain["subject"]),
        relation=relation.name,
        object=placed("claim", partial(decode, relation), plain["object"]),
        details=_details_from(plain["details"]) if "details" in plain else (),
        on=placed("on", when_from, plain["on"]) if "on" in plain else None,
        speaker=Ref.parse(plain["speaker"]),
        chain=tuple(map(_step_from, plain["chain"])) if "chain" in plain else (),
        said=placed("said", when_from, plain["said"]),
        passages=tuple(map(passage_from, plain["at"])) if "at" in plain else (),
        about=tuple(map(Ref.parse, plain["about"])) if "about" in plain else (),
        note=text_from(plain["note"]) if "note" in plain else None,
        event=Ref.parse(plain["event"]) if "event" in plain else None,
        anchor=Ref.parse(plain["anchor"]) if "anchor" in plain else None,
    )


def placed(key: str, read: Callable[[Any], T], raw: object) -> T:
    """Read a value, and name its key in any error about it."""
    try:
        return read(raw)
    except BadInput as error:
        raise (error if error.where else error.at(key)) from None


def _details_from(raw: Mapping[str, Iterable[object]]) -> tuple[tuple[str, Value], ...]:
    found: list[tuple[str, Value]] = []
    for name in sorted(raw):
        prop = property_named(name)
        found.extend((prop.name, placed(name, partial(decode, prop), value)) for value in raw[name])
    return tuple(found)


def passage_from(pair: object) -> Passage:
    """`[start, end]` in code points. Raises BadClaim when it runs backwards or is empty."""
    match pair:
        case [int() as start, int() as end] if 0 <= start < end:
            return Passage(start, end)
    raise BadClaim(
        where="at", why=phrase("a place in the text goes from one character to a later one, not %(pair)r", pair=pair)
    )


def _step_to(step: Step) -> Plain:
    plain: Plain = {"by": str(step.by)} if step.by else {}
    plain.update({k: v for k, v in (("as", step.role), ("connection", step.connection), ("via", step.via)) if v})
    if step.unsure:
        plain["unsure"] = True
    return plain


def _step_from(plain: Mapping[str, Any]) -> Step:
    connection = plain.get("connection", "")
    if connection:
        code_of("SourceConnection", connection)
    by = plain.get("by")
    return Step(
        by=Ref.parse(by) if by else None,
        role=exact(plain.get("as", "")),
        connection=connection,
        via=exact(plain.get("via", "")),
        unsure=bool(plain.get("unsure", False)),
    )


# -- entities and sources -------------------------------------------------------------------------------------------


def entity_to_plain(entity: Entity) -> Plain:
    """The description as it is written in the journal."""
    plain: Plain = {"ref": str(entity.ref)}
    for key, texts in (("labels", entity.labels), ("also", entity.also), ("hidden", entity.hidden)):
        if texts:
            plain[key] = [text_to(text) for text in texts]
    for key, text in (("note", entity.note), ("criterion", entity.criterion)):
        if text:
            plain[key] = text_to(text)
    for key, ref in (("keeper", entity.keeper), ("subset-of", entity.subset_of)):
        if ref:
            plain[key] = str(ref)
    if entity.placeholder:
        plain["placeholder"] = True
    for key, word in (
        ("org-kind", entity.org_kind),
        ("reliability", entity.reliability),
        ("sensitivity", entity.sensitivity),
    ):
        if word:
            plain[key] = word
    if entity.same_as:
        plain["same-as"] = list(entity.same_as)
    return plain


def entity_from_plain(plain: Mapping[str, Any]) -> Entity:
    """The description in a journal body or in a reader's plain form.

    A second label in a language is another name. Raises BadClaim.
    """
    for key, scheme in (("org-kind", "OrgKind"), ("reliability", "Reliability"), ("sensitivity", "Sensitivity")):
        if plain.get(key):
            code_of(scheme, plain[key])
    labels = [text_from(t) for t in plain.get("labels", ())]
    first = {label.lang: label for label in reversed(labels)}
    further = [label for label in labels if label is not first[label.lang]]
    return Entity(
        ref=Ref.parse(plain["ref"]),
        labels=tuple(label for label in labels if label is first[label.lang]),
        also=tuple(dict.fromkeys((*further, *(text_from(t) for t in plain.get("also", ()))))),
        hidden=tuple(text_from(t) for t in plain.get("hidden", ())),
        note=text_from(plain["note"]) if "note" in plain else None,
        placeholder=bool(plain.get("placeholder", False)),
        org_kind=plain.get("org-kind", ""),
        reliability=plain.get("reliability", ""),
        keeper=Ref.parse(plain["keeper"]) if "keeper" in plain else None,
        criterion=text_from(plain["criterion"]) if "criterion" in plain else None,
        subset_of=Ref.parse(plain["subset-of"]) if "subset-of" in plain else None,
        same_as=tuple(address(iri) for iri in plain.get("same-as", ())),
        sensitivity=plain.get("sensitivity", ""),
    )


def label_in(plain: Mapping[str, Any], lang: str) -> str:
    """The label that a description in a journal body has in a language, without reading the rest."""
    by_lang: dict[str, str] = {}
    for label in map(text_from, plain.get("labels", ())):
        by_lang.setdefault(label.lang, label.text)
    found = by_lang.get(lang) or by_lang.get("") or next(iter(by_lang.values()), "")
    return found or plain["ref"].partition(":")[2]


def source_to_plain(source: Source) -> Plain:
    """The source as it is written in the journal."""
    plain: Plain = {"ref": str(source.ref)}
    words = ("title", "kind", "language", "url", "note", "sensitivity")
    plain.update({key: getattr(source, key) for key in words if getattr(source, key)})
    if source.publisher:
        plain["publisher"] = str(source.publisher)
    if source.date:
        plain["date"] = when_to(source.date)
    if source.snapshot:
        snapshot = source.snapshot
        fields = (
            ("sha256", snapshot.sha256),
            ("characters", snapshot.characters),
            ("captured-at", snapshot.captured_at),
            ("original", snapshot.original),
            ("media", snapshot.media),
            ("gone", list(snapshot.gone)),
        )
        plain["snapshot"] = {key: value for key, value in fields if value not in (None, "", [])}
    return plain


def source_from_plain(plain: Mapping[str, Any]) -> Source:
    """The source in a journal body or in a reader's plain form. Raises BadClaim or BadDate."""
    parts = {key: source_part(key, plain[key]) for key in plain if key in _SOURCE_PARTS}
    return Source(ref=Ref.parse(plain["ref"]), **parts)


def source_part(key: str, raw: object) -> Any:
    """One part of a source but its name. Raises BadClaim or BadDate."""
    return _SOURCE_PARTS[key](raw)


def snapshot_from(plain: Mapping[str, Any]) -> Snapshot:
    """`{"sha256", "characters"?, "captured-at"?, "original"?, "media"?, "gone"?}`. Raises BadClaim when a hash is not
    one."""
    sha256, characters = plain.get("sha256", ""), plain.get("characters")
    for digest in (sha256, plain["original"]) if plain.get("original") else (sha256,):
        _require_sha256(digest)
    count = whole_number(characters, "characters") if characters is not None else None
    captured_at = date_time(plain["captured-at"]) if plain.get("captured-at") else ""
    return Snapshot(
        sha256=sha256,
        characters=count,
        captured_at=captured_at,
        original=plain.get("original", ""),
        media=exact(plain.get("media", "")),
        gone=tuple(plain.get("gone", ())),
    )


_SOURCE_PARTS: Final[Mapping[str, Callable[[Any], object]]] = {
    **dict.fromkeys(("title", "kind", "language", "note"), exact),
    "publisher": Ref.parse,
    "date": when_from,
    "url": lambda raw: address(raw) if raw else "",
    "snapshot": lambda raw: snapshot_from(raw) if raw else None,
    "sensitivity": lambda raw: placed("sensitivity", partial(code_of, "Sensitivity"), raw) if raw else "",
}


def _require_sha256(raw: object) -> None:
    if not isinstance(raw, str) or not SHA256.fullmatch(raw):
        raise BadClaim(where="sha256", why="a SHA-256 is 64 characters of 0-9 and a-f", next="sha256sum FILE prints it")
