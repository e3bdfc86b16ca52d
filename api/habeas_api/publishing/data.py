"""What the scripts of a published folder search, ask and draw: data in pieces, each a script that hands over one value.

A browser that has opened a page from a file may load scripts beside it, and nothing else. So each piece is a file
`data/….js` that calls `habeasData(name, value)`. A piece is chosen by what it is about, not by when it came, so that
a claim more changes few of them.

    about          addresses, numbers of pieces, relations, views, names that were judged to mean the same
    names/N        [kind, slug, label in each language, other names, file where it is not the slug]
    claims/LANG/N  [id, sentence, when, quote, speaker, its label, document, its label, date said, status, page]
    docs/N         documents -> the claims in them; where claims and documents have no page each
    words/XX       words that begin with two signs -> places of the claims that quote them
    rdf/N          some quads of one relation, N-Quads, gzip, base64
    graph/LANG/V   a view as graphology's JSON
    questions      the saved questions that SPARQL answers
    vocabulary     the words of the vocabulary, for the editor
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from habeas.casefile.case_file import CaseFile
from habeas.casefile.rendering import ClaimRenderer
from habeas.casefile.results import ClaimView
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.values import Ref
from habeas.settings import LANGUAGES
from habeas.sparql.pieces import pieces_by_relation
from habeas.storage.search.folding import LETTERS, tokens
from habeas_api.http.urls import page_url
from habeas_api.publishing.addresses import PLAIN, Address, file_of, safe_name
from habeas_api.publishing.pages import PublishedFile
from habeas_api.web.components import claim_context

IN_A_PIECE: Final = 400
"""So many claims or names are in a piece, more or less."""
AT_ONCE: Final = 500
PLACES: Final = 4096
"""A place is the number of a piece times this, and the number in it."""
COMMON: Final = 0.2
"""A word in more of the claims than this finds nothing, unless there are few claims."""
FEW: Final = 2_000


def data_file(name: str, value: object) -> PublishedFile:
    """A piece: the script that hands it over."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return PublishedFile(f"data/{name}.js", f"habeasData({json.dumps(name)},{told});\n".encode())


def piece_of(text: str, pieces: int) -> int:
    """The piece that something is in, by its name (FNV-1a, 32 bits); `web/src/edition/store.ts` has the same."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = ((found ^ byte) * 0x01000193) & 0xFFFFFFFF
    return found % pieces


def pieces_for(number: int) -> int:
    """How many pieces so many things are in: a power of two, so that it seldom changes."""
    found = 1
    while found * IN_A_PIECE < number:
        found *= 2
    return found


# -- names


def name_pieces(case: CaseFile) -> list[list[list[Any]]]:
    """Every name that is described, in pieces."""
    rows = [_name_row(body) for body in case.views.index.entities()]
    found: list[list[list[Any]]] = [[] for _ in range(pieces_for(len(rows)))]
    for row in rows:
        found[piece_of(f"{row[0]}:{row[1]}", len(found))].append(row)
    return [sorted(piece, key=lambda row: (row[0], row[1])) for piece in found]


def _name_row(body: dict[str, Any]) -> list[Any]:
    ref = Ref.parse(body["ref"])
    if ref.kind == "doc":
        title = source_from_plain(body).title or ref.slug
        return [ref.kind, ref.slug, title, [], *_odd_file(ref.slug)]
    entity = entity_from_plain(body)
    labels = {text.lang: text.text for text in entity.labels}
    first = next(iter(labels.values()), ref.slug)
    called = [labels.get(lang, labels.get("", first)) for lang in LANGUAGES]
    others = dict.fromkeys(text.text for text in (*entity.labels, *entity.also) if text.text not in called)
    return [ref.kind, ref.slug, called if len(set(called)) > 1 else called[0], list(others), *_odd_file(ref.slug)]


def _odd_file(slug: str) -> list[str]:
    return [] if PLAIN.fullmatch(slug) and safe_name(slug) == slug else [safe_name(slug)]


# -- claims and their words


def claim_pieces(ids: Sequence[str]) -> list[list[str]]:
    """The ids of all claims, in pieces."""
    found: list[list[str]] = [[] for _ in range(pieces_for(len(ids)))]
    for one in ids:
        found[piece_of(one, len(found))].append(one)
    return [sorted(piece) for piece in found]


def claim_rows(case: CaseFile, ids: Sequence[str], lang: str) -> list[list[Any]]:
    """Some claims in one language, as they are listed where something was found."""
    renderer, told = ClaimRenderer(case, lang), dict[str, ClaimView]()
    for start in range(0, len(ids), AT_ONCE):
        told |= renderer.render_all(list(ids[start : start + AT_ONCE]))
    return [_claim_row(told[one], lang) for one in ids]


def _claim_row(view: ClaimView, lang: str) -> list[Any]:
    claim, shown = view.claim, claim_context(view, {})
    return [
        claim.id,
        shown["spoken"],
        shown["spoken_when"],
        claim.quote,
        str(claim.speaker),
        view.labels[claim.speaker],
        str(claim.source),
        view.labels[claim.source],
        shown["said_words"],
        shown["status"] if shown["status"] != "live" else "",
        _file(claim.subject, lang),
        *_odd_file(claim.id),
    ]


def _file(ref: Ref, lang: str) -> str:
    """The page of a name, from the folder of its language."""
    return file_of(Address(lang, page_url(ref))).partition("/")[2]


def document_pieces(case: CaseFile, pieces: int) -> list[dict[str, list[str]]]:
    """The claims in each document, by its slug, in so many pieces."""
    found: list[dict[str, list[str]]] = [{} for _ in range(pieces)]
    for row in case.views.index.claims(status=""):
        slug = row.source.partition(":")[2]
        found[piece_of(slug, pieces)].setdefault(slug, []).append(row.id)
    return found


def word_pieces(case: CaseFile, pieces: Sequence[Sequence[str]]) -> Iterator[tuple[str, dict[str, list[int]]]]:
    """The words of quotes and notes of live claims: for each two first signs, the words and the places of claims."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, ids in enumerate(pieces):
        for place, one in enumerate(ids):
            read = case.views.claim(one)
            if read is None:
                continue
            claim = read[0]
            text = f"{claim.quote} {claim.note.text if claim.note else ''}"
            for word in dict.fromkeys(tokens(text)):
                found[word].append(number * PLACES + place)
    total = sum(map(len, pieces))
    kept = {word: places for word, places in found.items() if total <= FEW or len(places) <= COMMON * total}
    shards: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
    for word in sorted(kept):
        shards[shard_of(word)][word] = kept[word]
    yield from sorted(shards.items())


def shard_of(word: str) -> str:
    """The name of the piece that a word is in: its first two signs, as numbers."""
    return "-".join(f"{ord(sign):x}" for sign in word[:2])


# -- RDF


def rdf_files(case: CaseFile, catalogue: dict[str, list[Any]]) -> Iterator[PublishedFile]:
    """The store in pieces by relation; `catalogue` takes each relation with its quads and the names of its pieces."""
    numbers: Counter[str] = Counter()
    for piece in pieces_by_relation(case.views.store):
        name = f"rdf/{_mark(piece.relation)}-{numbers[piece.relation]}"
        numbers[piece.relation] += 1
        told = catalogue.setdefault(piece.relation, [0, []])
        told[0] += piece.quads
        told[1].append(name)
        packed = base64.b64encode(gzip.compress(piece.content, mtime=0)).decode()
        yield data_file(name, packed)


def _mark(iri: str) -> str:
    """A relation in the name of a file: its last word, and a mark, for two may have the same last word."""
    return f"{safe_name(re.split('[/#]', iri)[-1].lower())}-{piece_of(iri, 1 << 16):04x}"


# -- questions


def question_rows(case: CaseFile) -> dict[str, Any]:
    """The saved questions that SPARQL answers: the text of each, and its parameters."""
    return {
        one.name: {"text": one.text, "params": [[param.name, param.type.value, param.default] for param in one.params]}
        for one in case.questions()
        if not one.library
    }


def same_names(case: CaseFile) -> list[list[str]]:
    """Names that were judged to mean the same, together."""
    judged = {str(ref) for one in case.judgements() if not one.taken_back for ref in one.pair}
    together = {tuple(sorted(case.names(name))) for name in judged if case.find(name)}
    return [list(names) for names in sorted(together) if len(names) > 1]


def about_search(names: int, claims: int) -> dict[str, Any]:
    """What the scripts know of names and claims: in how many pieces they are, and how letters are compared."""
    return {"names": names, "claims": claims, "letters": LETTERS}
