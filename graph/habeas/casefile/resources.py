"""What an address of the case leads to: its IRI, a query that describes it, its sheet, the captured text of a
document.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from habeas.capture.document import Places
from habeas.casefile.dossier import Teller
from habeas.casefile.open_case import OpenCase
from habeas.casefile.results import Sheet
from habeas.errors import BadClaim, NotFound, phrase
from habeas.model.values import Ref, Source, Status
from habeas.sparql.case_names import TIME_SAFE
from habeas.sparql.patterns import plain_of, relation_of, value_of
from habeas.sparql.terms import hab, node, spo
from habeas.storage.folder import kept_text
from habeas.vocab import KINDS

MAX_CLAIMS: Final = 500
MAX_ROLES: Final = 1_000
CLAIMS_OF: Final = ("about", "statedBy", "inDocument", "recordedBy")


def iri_at(case: OpenCase, path: str) -> str:
    """The IRI at `kind/slug`. Raises NotFound with the nearest names when the file says nothing of it."""
    kind, _, slug = path.partition("/")
    iri = _iri(case, kind, slug)
    store = case.views.store
    if any(True for found in (store.quads(subject=node(iri)), store.quads(object=node(iri))) for _ in found):
        return iri
    if kind in KINDS and kind != "time":
        case.get(f"{kind}:{slug}")
    raise NotFound(
        why=phrase("nothing in this file is called “%(text)s”", text=path[:200]),
        next="/api/search?q=… looks for names.",
    )


def _iri(case: OpenCase, kind: str, slug: str) -> str:
    base = case.settings.base
    if kind == "time":
        return f"{base}time/{quote(slug, safe=TIME_SAFE)}"
    if kind in KINDS:
        try:
            return case.views.mapper.iri(Ref.parse(f"{kind}:{slug}")).value
        except BadClaim as error:
            raise NotFound(why=error.why, next=error.next) from None
    return f"{base}{quote(kind, safe='')}" + (f"/{quote(slug, safe='')}" if slug else "")


def iri_query(iri: str) -> str:
    """A CONSTRUCT of what is known: the thing itself, what has a role to it, its graph and parts, the claims about
    it.
    """
    me = node(iri)
    parts = " UNION ".join(
        [
            f"{{ BIND({me} AS ?s) ?s ?p ?o }}",
            f"{{ SELECT ?s ?p ?o WHERE {{ GRAPH {me} {{ ?s ?p ?o }} }} }}",
            f"{{ {me} {hab('foundAt')}|{hab('attribution')} ?s . ?s ?p ?o }}",
            f"{{ {me} {hab('foundAt')} ?spot . ?spot <http://www.w3.org/ns/oa#hasSelector> ?s . ?s ?p ?o }}",
            f"{{ SELECT ?s ?p ?o WHERE {{ ?s ?p {me} . BIND({me} AS ?o) FILTER NOT EXISTS {{ ?s a {hab('Claim')} }} }}"
            f" LIMIT {MAX_ROLES} }}",
            f"{{ {{ SELECT DISTINCT ?s WHERE {{ ?s {'|'.join(str(hab(name)) for name in CLAIMS_OF)} {me} }}"
            f" ORDER BY ?s LIMIT {MAX_CLAIMS} }} ?s ?p ?o }}",
        ]
    )
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {parts} }}"


def sheet_at(case: OpenCase, path: str, lang: str) -> Sheet:
    """What `kind/slug` leads to, for a reader. Raises NotFound."""
    iri = iri_at(case, path)
    kind, _, slug = path.partition("/")
    if kind in KINDS and kind not in {"time", "snapshot"} and case.find(f"{kind}:{slug}"):
        return Teller(case.views, lang).sheet(case.get(f"{kind}:{slug}"))
    triples = (spo(quad) for quad in case.views.store.quads(subject=node(iri), graph=None))
    facts = [(relation_of(p.value), value_of(plain_of(o), case.views.mapper).text) for _, p, o in triples]
    return Sheet(
        ref=f"{kind}:{slug}", kind=kind, title=slug or kind, also=(), note="", facts=tuple(sorted(facts)), lines=()
    )


# -- captured texts, kept under the SHA-256 of their bytes

MAX_BYTES: Final = 4_000_000
"""Bytes of the longest text that is shown on a page."""
MAX_MARKED: Final = 2_000
"""So many claims are marked in a text."""


def snapshot_text(case: OpenCase, source: Source) -> tuple[str, str]:
    """The captured text of a document, and why it is not there: `none`, `absent`, `changed`, `long`; empty when it
    is.
    """
    if source.snapshot is None:
        return "", "none"
    return kept_text(case.folder, source.snapshot.sha256, MAX_BYTES)


def places_in(text: str) -> Places:
    """The pages and lines of a captured text."""
    return Places.of(text)


def marked_passages(case: OpenCase, source: Source) -> tuple[tuple[int, int, str], ...]:
    """Where live claims are in the text: (start, end, claim id), in the order of the text."""
    rows = list(case.views.index.claims(source=str(source.ref), status=Status.LIVE.value))[:MAX_MARKED]
    claims = (case.views.claim_in(row)[0] for row in rows)
    return tuple(sorted((spot.start, spot.end, claim.id) for claim in claims for spot in claim.passages))
