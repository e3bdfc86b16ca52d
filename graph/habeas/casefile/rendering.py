"""A claim with everything that goes with it in an answer: the dates as read, what its names are called, its sentence,
its topic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from habeas.analysis.checks.rendering import Renderer
from habeas.casefile.dossier import Teller
from habeas.casefile.open_case import OpenCase
from habeas.casefile.results import ClaimView, EvidenceView
from habeas.model.claims import mentions, node_of, valid_time
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.values import Claim, Entity, Ref, Source, Value, When
from habeas.storage.contract import ClaimRow
from habeas.storage.journal.line import Operation
from habeas.storage.scope import Scope
from habeas.vocab import KINDS, PROPERTIES

RecordedClaim = tuple[ClaimRow, Claim, Operation]
"""A claim as the index and the journal have it."""


class ClaimRenderer:
    """Renders claims of one case, or of a view of it, in one language. Labels are looked up once."""

    def __init__(self, case: OpenCase | Scope, lang: str) -> None:
        self._views = case.views
        self._teller = Teller(case.views, lang)
        self._conventions = case.views.mapper.conventions

    def render(self, row: ClaimRow) -> ClaimView:
        """The claim of an index row."""
        return self._view(row, *self._views.claim_in(row))

    def _view(self, row: ClaimRow, claim: Claim, operation: Operation) -> ClaimView:
        relations = (claim.relation, *(name for name, _ in claim.details))
        return ClaimView(
            claim=claim,
            line=self._teller.line_of(row, claim, operation),
            event=node_of(claim),
            said=claim.said.read(self._conventions),
            valid=valid_time(claim, self._conventions),
            dates={value: value.read(self._conventions) for value in _values(claim) if isinstance(value, When)},
            labels={ref: self.label(ref) for ref in _names(claim)},
            ranges={name: PROPERTIES[name].range.value for name in relations},
        )

    def render_all(self, ids: list[str]) -> dict[str, ClaimView]:
        """The claims with these ids; ids that are not in the file are left out."""
        rows = self._views.index.claims_by_id(list(dict.fromkeys(ids)))
        return {
            view.claim.id: view for view in self.render_read((row, *self._views.claim_in(row)) for row in rows.values())
        }

    def render_read(self, read: Iterable[RecordedClaim]) -> list[ClaimView]:
        """Claims that have been read; what their names are called is looked up at once."""
        every = list(read)
        self._teller.look_up({ref for _, claim, _ in every for ref in _names(claim)})
        return [self._view(*one) for one in every]

    def evidence(self, ids: Iterable[str]) -> dict[str, EvidenceView]:
        """The claims with these ids as support of a fact."""
        rows = self._views.index.claims_by_id(list(dict.fromkeys(ids)))
        claims = [self._views.claim_in(row)[0] for row in rows.values()]
        self._teller.look_up({ref for claim in claims for ref in (claim.speaker, claim.source)})
        return {claim.id: self._evidence(claim) for claim in claims}

    def _evidence(self, claim: Claim) -> EvidenceView:
        return EvidenceView(
            claim=claim,
            said=claim.said.read(self._conventions),
            valid=valid_time(claim, self._conventions),
            labels={ref: self.label(ref) for ref in (claim.speaker, claim.source)},
        )

    def label(self, ref: Ref) -> str:
        """What a name is called."""
        return self._teller.label(ref)

    def described(self, ref: Ref) -> Entity | Source | None:
        """The description of a name, or of a document; None when there is none."""
        body = self._views.index.entity(str(ref))
        if body is None:
            return None
        return source_from_plain(body) if ref.kind == "doc" else entity_from_plain(body)


def _values(claim: Claim) -> Iterator[Value]:
    yield claim.object
    yield from (value for _, value in claim.details)
    if claim.on is not None:
        yield claim.on


def _names(claim: Claim) -> set[Ref]:
    others = {claim.speaker, claim.source, *(step.by for step in claim.chain if step.by)}
    return {*mentions(claim), *others, *((claim.anchor,) if claim.anchor else ())}


def length_in_words(text: str, lang: str) -> str:
    """A length of ISO 8601 as people say it: `P1Y~` is “about 1 year”; what is none stays as it is."""
    return Renderer(lang, lambda _: None).length(text)


TOPICS: Final = ("custody", "law", "life", "relatives", "posts", "sayings", "numbers", "other")


def topic_of(claim: Claim) -> str:
    """The topic of a claim: by the event or state it talks about, else by its relation. The ontology says which."""
    node = node_of(claim)
    kinds = (node.kind, *KINDS[node.kind].parents) if node else ()
    by_node = next((KINDS[kind].topic for kind in kinds if KINDS[kind].topic), "")
    return by_node or PROPERTIES[claim.relation].topic or "other"
