"""Which name a person means: `kind:slug`, a claim id, an address of this case, a slug, or a label."""

from __future__ import annotations

import difflib
import unicodedata
from typing import Final
from urllib.parse import unquote

from habeas.errors import BadClaim, NotFound
from habeas.model import Ref, fold
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.storage.index import Index
from habeas.storage.judgements import clusters_in
from habeas.storage.read_model import ReadModel
from habeas.vocab import KINDS

MOST_SHOWN: Final = 4


def find_names(views: ReadModel, name: str) -> list[Ref]:
    """Every name it may mean; accents and case of a label do not matter."""
    index = views.index
    name = unicodedata.normalize("NFC", name)
    if name.startswith(views.mapper.base):
        name = unquote(name.removeprefix(views.mapper.base)).replace("/", ":", 1)
    claim_id = name.removeprefix("claim:")
    if index.claim(claim_id) is not None:
        return [Ref("claim", claim_id)]
    if name.partition(":")[0] in KINDS:
        return _written_out(index, name)
    by_slug = [f"{kind}:{name}" for kind in KINDS if index.entity(f"{kind}:{name}") is not None]
    return [Ref.parse(text) for text in dict.fromkeys([*index.named(fold(name)), *by_slug])]


def _written_out(index: Index, name: str) -> list[Ref]:
    try:
        return [Ref.parse(name)] if index.entity(name) is not None or index.mentioned(name) else []
    except BadClaim:
        return []


def get_name(views: ReadModel, name: str) -> Ref:
    """The one name it means; of several that were judged to be one, the name that stands for them.

    Raises NotFound with the nearest names, or with all that fit.
    """
    found = find_names(views, name)
    one = clusters_in(views.index).one if len(found) > 1 else None
    if len(found) == 1:
        return found[0]
    if one and len({one(ref) for ref in found}) == 1:
        return one(found[0])
    if found:
        choices = ", ".join(f"{ref} ({label_of(views.index, ref)})" for ref in found)
        raise NotFound(why=f"“{name}” may be several: {choices}", next="Use one of these names.")
    raise NotFound(why=f"nothing in this file is called “{name}”", next=_nearest(views, name))


def _nearest(views: ReadModel, name: str) -> str:
    names = list(views.index.names())
    wanted = fold(name.rpartition(":")[2])
    close = difflib.get_close_matches(wanted, [folded for folded, _ in names], n=3, cutoff=0.6)
    refs = [ref for word in close for folded, ref in names if folded == word]
    refs += [ref for folded, ref in names if wanted in folded.split()]
    if not refs:
        return "`habeas ask CASE about name=…` and `habeas query` search the file."
    shown = [f"{ref} ({label_of(views.index, Ref.parse(ref))})" for ref in list(dict.fromkeys(refs))[:MOST_SHOWN]]
    return f"Did you mean {' or '.join(shown)}?"


def label_of(index: Index, ref: Ref, lang: str = "en") -> str:
    """What a name is called; an event without a name of its own is called by its kind and slug."""
    body = index.entity(str(ref))
    if body is None:
        return f"{kind_word(ref, lang)} {ref.slug}"
    if ref.kind == "doc":
        return source_from_plain(body).title or ref.slug
    return entity_from_plain(body).label(lang)


def kind_word(ref: Ref, lang: str) -> str:
    """The kind of a name in words: person, police station …"""
    kind = KINDS[ref.kind]
    return (kind.label_es if lang == "es" else kind.label).lower()
