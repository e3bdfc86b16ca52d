"""Which name a person means: `kind:slug`, a claim id, an address of this case, a slug, or a label."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from habeas.errors import BadClaim, NotFound
from habeas.index import Index
from habeas.judgements import clusters_in
from habeas.model import Ref, fold
from habeas.projection import Views
from habeas.questions import Question
from habeas.sheet import Teller
from habeas.vocab import KINDS

MOST_SHOWN: Final = 4


def find_names(views: Views, name: str) -> list[Ref]:
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


def get_name(views: Views, name: str) -> Ref:
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
        teller = Teller(views)
        choices = ", ".join(f"{ref} ({teller.label(ref)})" for ref in found)
        raise NotFound(why=f"“{name}” may be several: {choices}", next="Use one of these names.")
    raise NotFound(why=f"nothing in this file is called “{name}”", next=_nearest(views, name))


def _nearest(views: Views, name: str) -> str:
    names, teller = list(views.index.names()), Teller(views)
    wanted = fold(name.rpartition(":")[2])
    close = difflib.get_close_matches(wanted, [folded for folded, _ in names], n=3, cutoff=0.6)
    refs = [ref for word in close for folded, ref in names if folded == word]
    refs += [ref for folded, ref in names if wanted in folded.split()]
    if not refs:
        return "`habeas ask CASE about name=…` and `habeas query` search the file."
    shown = [f"{ref} ({teller.label(Ref.parse(ref))})" for ref in list(dict.fromkeys(refs))[:MOST_SHOWN]]
    return f"Did you mean {' or '.join(shown)}?"


def question_named(questions: Iterable[Question], name: str) -> Question:
    """The saved question of that name. Raises NotFound with the nearest names."""
    known = {question.name: question for question in questions}
    if name not in known:
        close = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        hint = f"Did you mean {' or '.join(close)}?" if close else "`habeas ask CASE` lists them."
        raise NotFound(why=f"there is no saved question “{name}”", next=hint)
    return known[name]
