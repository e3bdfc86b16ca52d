"""The one finder of names: which name a person means, and what is proposed when that is not certain.

Certain is what names it exactly: `kind:slug`, a claim id, an IRI of this case, a slug; or a label, another name or a
hidden spelling, whatever its case and accents, or else with its words in any order ("Ruiz, Ana"). Everything else is
a likeness and only ever proposed: part of a name, a typing error, another spelling or script of it, a short name, an
initial.

Every door calls this: the library, the shell, HTTP, search, the forms (tests/agreement/test_names.py).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import unquote

from habeas.errors import BadClaim, NotFound, Phrase, phrase
from habeas.identity.matching.parts import as_parts
from habeas.identity.matching.phonetics import NameWord, is_sign, words
from habeas.model.codec import entity_from_plain
from habeas.model.codec_values import text_from
from habeas.model.text import fold, without_directions
from habeas.model.translate import label_in
from habeas.model.values import Ref
from habeas.storage.contract import SearchHit
from habeas.storage.index import Index
from habeas.storage.judgements import clusters_in
from habeas.storage.name_fit import MOST_WORDS, NameFit, Rank, fit_name, fit_words, runs_of
from habeas.storage.name_table import FoundName
from habeas.storage.scope import ReadModel
from habeas.vocab import KINDS

MOST_NEAR: Final = 4
"""So many names are proposed."""
MOST_SEVERAL: Final = 12
"""So many are listed of those that a name may mean exactly."""
CANDIDATES: Final = 400
MOST_DROPPED: Final = 4
"""Of a name with more words than this, none is left out to find a likeness."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What a name may mean: the certain ones, usually one; and where there is none, the nearest."""

    certain: tuple[Ref, ...]
    near: tuple[Ref, ...] = ()

    @property
    def proposals(self) -> tuple[Ref, ...]:
        """What to choose from: the certain ones, at most so many, or the nearest."""
        return self.certain[:MOST_SEVERAL] or self.near


# -- what is meant


def match_name(
    views: ReadModel, name: str, kinds: Iterable[str] = (), *, withheld: AbstractSet[Ref] = frozenset()
) -> NameMatch:
    """What a name may mean, of these kinds where any fits.

    For several that were judged to be one, the name that stands for them. `withheld` names are neither meant nor
    proposed, as if they were not in the file.
    """
    wanted, certain = tuple(kinds), [ref for ref in find_names(views, name) if ref not in withheld]
    if not certain:
        return NameMatch((), near_names(views.index, name, wanted, withheld=withheld))
    fitting = [ref for ref in certain if ref.kind in wanted] or certain
    if len(fitting) > 1:
        one = clusters_in(views.index).one
        fitting = [one(fitting[0])] if len({one(ref) for ref in fitting}) == 1 else fitting
    return NameMatch(tuple(fitting))


def find_names(views: ReadModel, name: str) -> list[Ref]:
    """Every name that it certainly means: none, one, or several of the same name."""
    index, name = views.index, unicodedata.normalize("NFC", name.strip())
    if name.startswith(views.mapper.base):
        name = unquote(name.removeprefix(views.mapper.base)).replace("/", ":", 1)
    claim_id = name.removeprefix("claim:")
    if index.claim(claim_id) is not None:
        return [Ref("claim", claim_id)]
    if ":" in name and name.partition(":")[0] in KINDS:
        return _written_out(index, name)
    by_slug = [f"{kind}:{name}" for kind in KINDS if index.entity(f"{kind}:{name}") is not None]
    whole = [*index.named(fold(name)), *by_slug] or _reordered(index, name)
    return [Ref.parse(text) for text in dict.fromkeys(whole)]


def _written_out(index: Index, name: str) -> list[Ref]:
    try:
        return [Ref.parse(name)] if index.entity(name) is not None or index.mentioned(name) else []
    except BadClaim:
        return []


def _reordered(index: Index, name: str) -> list[str]:
    """What has the same words in another order, or with other marks between them."""
    typed = words(name)[:MOST_WORDS]
    found = index.names_with([[word.latin] for word in typed], limit=CANDIDATES) if typed else []
    fits = ((one, fit_words(typed, words(one.name))) for one in found if one.folded)
    return [one.ref for one, fit in fits if fit and fit.rank is Rank.WHOLE]


def get_name(
    views: ReadModel, name: str, kinds: Iterable[str] = (), *, withheld: AbstractSet[Ref] = frozenset()
) -> Ref:
    """The one name it means. Raises NotFound with all that fit, or with the nearest names."""
    match = match_name(views, name, kinds, withheld=withheld)
    if len(match.certain) == 1:
        return match.certain[0]
    if match.certain:
        listed = _listed(views.index, match.certain)
        raise NotFound(why=f"“{name}” may be several: {listed}", next="Use one of these names.")
    raise NotFound(
        why=phrase("nothing in this file is called “%(text)s”", text=name), next=did_you_mean(views.index, match.near)
    )


def _listed(index: Index, refs: Sequence[Ref]) -> str:
    shown = ", ".join(f"{ref} ({label_of(index, ref)})" for ref in refs[:MOST_SEVERAL])
    return shown + (f" and {len(refs) - MOST_SEVERAL} more" if len(refs) > MOST_SEVERAL else "")


def did_you_mean(index: Index, near: Sequence[Ref]) -> str:
    """The question that proposes names; without any, where to look."""
    if not near:
        return Phrase(
            "Search the file for a part of it.", "`habeas ask CASE about name=…` and `habeas query` search the file."
        )
    return f"Did you mean {' or '.join(f'{ref} ({label_of(index, ref)})' for ref in near)}?"


# -- what is near


def near_names(
    index: Index, name: str, kinds: Sequence[str] = (), *, withheld: AbstractSet[Ref] = frozenset()
) -> tuple[Ref, ...]:
    """The names nearest to one that the file does not have; of the kind that it begins with, if any, or of these."""
    kind, colon, slug = name.strip().partition(":")
    if colon and kind in KINDS:
        kinds, name = (kind,), slug
    more = MOST_NEAR + len(withheld)
    found = search_names(index, name, kinds=kinds, limit=more) or _partly(index, name, kinds, more)
    refs = (Ref.parse(one.ref) for one in found)
    return tuple(ref for ref in refs if ref not in withheld)[:MOST_NEAR]


def _partly(index: Index, name: str, kinds: Sequence[str], most: int) -> list[SearchHit]:
    """Names with all of the words but one."""
    typed = words(name)
    if not 1 < len(typed) <= MOST_DROPPED:
        return []
    rest = (typed[:place] + typed[place + 1 :] for place in range(len(typed)))
    found = sorted((one for some in rest for one in _search(index, some, kinds, most)), key=lambda one: one.rank)
    return list({one.ref: one for one in found}.values())[:most]


def search_names(
    index: Index,
    typed: str,
    *,
    kinds: Sequence[str] = (),
    limit: int = 20,
    offset: int = 0,
    withheld: AbstractSet[Ref] = frozenset(),
) -> list[SearchHit]:
    """Names that have every word typed (as it is, as a beginning, or nearly), the best first; none that is withheld."""
    most = offset + limit + len(withheld)
    plain, joined = words(typed)[:MOST_WORDS], as_parts(typed).words[:MOST_WORDS]
    found = _search(index, plain, kinds, most)
    if len(found) < most and joined != plain:
        more = (one for one in _search(index, joined, kinds, most) if one.rank is Rank.NEARLY)
        found = list({one.ref: one for one in (*found, *more)}.values())
    hidden = set(map(str, withheld))
    kept = [one for one in found if one.ref not in hidden][offset : offset + limit]
    return [_as_called(index, one) for one in kept]


def _as_called(index: Index, hit: SearchHit) -> SearchHit:
    """A hidden spelling finds its name and is never shown as the name."""
    body = index.entity(hit.ref)
    if body is None or hit.ref.startswith("doc:"):
        return hit
    entity = entity_from_plain(body)
    return replace(hit, text=entity.label()) if hit.text in {text.text for text in entity.hidden} else hit


def _search(index: Index, typed: Sequence[NameWord], kinds: Sequence[str], wanted: int) -> list[SearchHit]:
    """The best so many. What fits worse is only looked for while there are too few that fit better."""
    hits: dict[str, tuple[_Order, SearchHit]] = {}
    for rank in (Rank.ALL_WORDS, Rank.BEGINNINGS, Rank.NEARLY) if typed else ():
        for one in _candidates(index, typed, rank, kinds):
            fit = fit_name(typed, one.name)
            if fit is not None:
                hit = _order(fit, one), SearchHit(ref=one.ref, text=one.name, rank=fit.rank)
                hits[one.ref] = min(hits.get(one.ref, hit), hit, key=lambda pair: pair[0])
        if sum(found.rank <= rank for _, found in hits.values()) >= wanted:
            break
    return [found for _, found in sorted(hits.values(), key=lambda pair: pair[0])[:wanted]]


def _candidates(index: Index, typed: Sequence[NameWord], rank: Rank, kinds: Sequence[str]) -> Iterator[FoundName]:
    """Names that may fit so well, by the words they have."""
    whole = [[word.latin] for word in typed]
    begun = [[word.latin if is_sign(word) else f"{word.latin}*"] for word in typed]
    if rank is Rank.ALL_WORDS:
        yield from index.names_with(whole, kinds=kinds, limit=CANDIDATES)
    elif rank is Rank.BEGINNINGS:
        yield from index.names_with(begun, kinds=kinds, limit=CANDIDATES)
    else:
        near = [[*some, *index.near_words(word)] for some, word in zip(begun, typed, strict=True)]
        yield from index.names_with(near, kinds=kinds, limit=CANDIDATES)
        yield from index.names_with([runs_of(typed)], kinds=kinds, limit=CANDIDATES)


_Order = tuple[int, bool, float, int, str, str]


def _order(fit: NameFit, one: FoundName) -> _Order:
    """The better fit first; names before notes and slugs; then the shorter name."""
    likeness = fit.worth if fit.rank >= Rank.NEARLY else 1.0
    return fit.rank, not one.folded, -likeness, len(one.name), one.name, one.ref


# -- what things are called


def label_of(index: Index, ref: Ref, lang: str = "en") -> str:
    """What a name is called; an event without a name of its own is called by its kind and slug."""
    return label_in_description(index.entity(str(ref)), ref, lang)


def labels_of(index: Index, refs: Iterable[Ref], lang: str = "en") -> dict[Ref, str]:
    """What names are called, looked up all at once."""
    every = {str(ref): ref for ref in refs}
    found = index.descriptions(list(every))
    return {ref: label_in_description(found.get(name), ref, lang) for name, ref in every.items()}


def label_in_description(body: Mapping[str, Any] | None, ref: Ref, lang: str) -> str:
    """What a description calls a name, as `Entity.label` and the title of a source do; nothing else is read."""
    if body is None:
        return f"{kind_word(ref, lang)} {ref.slug}"
    if ref.kind == "doc":
        return without_directions(str(body.get("title", ""))) or ref.slug
    by_lang: dict[str, str] = {}
    for text in map(text_from, body.get("labels", ())):
        by_lang.setdefault(text.lang, without_directions(text.text))
    return by_lang.get(lang) or by_lang.get("") or next(iter(by_lang.values()), ref.slug)


def kind_word(ref: Ref, lang: str) -> str:
    """The kind of a name in words: person, police station …"""
    kind = KINDS[ref.kind]
    return label_in(kind, lang).lower()


def documents_alike(index: Index, publishers: Sequence[str], date: str) -> list[str]:
    """The documents of these publishers with one date as written, in the order in which they were first described."""
    sql = f"""SELECT ref FROM entities WHERE {index.stands} AND ref >= 'doc:' AND ref < 'doc;'
        AND json_extract(body, '$.publisher') IN (SELECT value FROM json_each(?))
        AND COALESCE(json_extract(body, '$.date'), '') = ?
        ORDER BY (SELECT MIN(first.since) FROM entities AS first WHERE first.ref = entities.ref), ref"""
    return [ref for (ref,) in index.connection.execute(sql, (json.dumps(list(publishers)), date))]


def documents_of(index: Index, publishers: Sequence[str]) -> list[str]:
    """The documents of these publishers, in the order of their names."""
    sql = f"""SELECT ref FROM entities WHERE {index.stands} AND ref >= 'doc:' AND ref < 'doc;'
        AND json_extract(body, '$.publisher') IN (SELECT value FROM json_each(?)) ORDER BY ref"""
    return [ref for (ref,) in index.connection.execute(sql, (json.dumps(list(publishers)),))]
