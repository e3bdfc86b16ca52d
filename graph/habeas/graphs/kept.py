"""The view of people and facilities made from what is kept: the same graph, without reading the file.

Lines are kept as the public sees them and as they are; what narrows claims in other ways is left to the views
(tests/properties/test_kept_edges.py).
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from habeas.analysis.edges.edges import EdgeFacts
from habeas.analysis.sites import Sites
from habeas.formats.graph import Edge, Graph, Node
from habeas.graphs.build import around, finished, passes
from habeas.graphs.context import Support, ViewSpec, node, other_names
from habeas.graphs.edges import EdgeBuilder
from habeas.graphs.inputs import Alias, CaseInfo, Filters, kind_word
from habeas.graphs.kept_text import person_node
from habeas.identity.name_spotter import masker_of
from habeas.model.as_of import AsOf, Audience
from habeas.model.codec import entity_from_plain, label_in
from habeas.model.disclosure import LEVELS, DisclosurePolicy
from habeas.model.text import fold
from habeas.model.values import Ref
from habeas.storage.kept.edge_rows import (
    EVERYTHING,
    PUBLIC,
    KeptEdge,
    KeptNode,
    groups_alone,
    kept_edges,
    kept_mentions,
    kept_people,
    mention_totals,
)
from habeas.storage.kept.withheld import count_withheld
from habeas.storage.scope import Scope
from habeas.storage.sites import sites_in

AT_ONCE: Final = 1_000
"""So many names are looked up at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRequest:
    """What is asked of the kept lines: by whom (`policy`), narrowed how, of which case; the claims that clash, and the
    pseudonyms of the case."""

    scope: Scope
    policy: DisclosurePolicy
    filters: Filters
    about: CaseInfo
    disputed: Collection[str]
    alias: Alias | None = None


def is_kept(view: str, filters: Filters, scope: Scope, default: str) -> bool:
    """True when a view can be made from what is kept: of the present, for the public or of everything, by anybody.

    `default` is the sensitivity of claims that are not marked.
    """
    narrowed = filters.by or filters.credibility or filters.redact or filters.sayings or filters.ongoing_until
    audience = filters.sensitivity == LEVELS[-1] or filters.sensitivity == default == LEVELS[0]
    present = scope.index.n is None and not scope.index.kept_is_behind()
    return view == "person-facility" and audience and not narrowed and present


def graph_from_kept(view: ViewSpec, request: KeptRequest) -> Graph | None:
    """The graph; None where its timeline would have one day only, which a view can mend and this cannot."""
    lines = KeptLines(request)
    edges = lines.edges()
    edges = [edge for edge in edges if passes(edge, request.filters)]
    if one_day_only(edges):
        return None
    edges, _ = around(edges, set(), request.filters)
    return finished(view, lines.nodes(edges), edges, lines)


def one_day_only(edges: Iterable[Edge]) -> bool:
    """True where these lines have one day between them."""
    days: set[str] = set()
    for edge in edges:
        days.update(day for spell in edge.spells for day in spell if day)
        if len(days) > 1:
            return False
    return len(days) == 1


class KeptLines:
    """The kept lines as this reader may see them."""

    def __init__(self, request: KeptRequest) -> None:
        self.request, self.scope = request, request.scope
        self.db: sqlite3.Connection = request.scope.index.connection
        self.audience = PUBLIC if request.policy.most == LEVELS[0] else EVERYTHING
        self.filters, self.about, self.alias = request.filters, request.about, request.alias
        self.withheld = count_withheld(self.db) if self.audience == PUBLIC else 0
        self.lookup = _Names(self.scope, self.about.lang)
        policy = request.policy
        self.masker = masker_of(policy.names, policy.people, self._is_theirs, rulings=policy.rulings)

    @cached_property
    def _people(self) -> Mapping[str, KeptNode]:
        return dict(kept_people(self.db, self.audience))

    @cached_property
    def sites(self) -> Sites:
        """Where places lie, as this reader may know it."""
        audience = Audience.PUBLIC if self.audience == PUBLIC else Audience.EVERYTHING
        policy = self.request.policy
        return sites_in(Scope(self.scope.views, AsOf(audience=audience), today="", default_sensitivity=policy.default))

    def _is_theirs(self, text: str) -> bool:
        """Whether somebody who is not withheld is called exactly that."""
        index, folded = self.scope.index, fold(text)
        for ref in map(Ref.parse, index.named(folded)):
            body = index.entity(str(ref)) if ref not in self.request.policy.withheld and ref.kind != "doc" else None
            if body:
                entity = entity_from_plain(body)
                if any(fold(each.text) == folded for each in (*entity.labels, *entity.also)):
                    return True
        return False

    @cached_property
    def builder(self) -> EdgeBuilder:
        """What puts lines into columns and words."""
        return EdgeBuilder(self.lookup, self.masker, disputed=self.request.disputed, lang=self.about.lang)

    def edges(self) -> list[Edge]:
        """The lines, in order."""
        return [self.builder.edge(self.named(kept)) for kept in kept_edges(self.db, self.audience)]

    def named(self, kept: KeptEdge) -> EdgeFacts:
        """A line whose documents are known by their titles from here on."""
        facts, titles, urls = kept
        for document, title, url in zip(facts.documents, titles, urls, strict=True):
            self.lookup.documents[document] = title, url
        return facts

    def nodes(self, edges: Iterable[Edge]) -> list[Node]:
        """The people and facilities on these lines, in order."""
        lines = Counter(end for edge in edges for end in (edge.source, edge.target))
        support = self.support()
        return [
            self.person_node(name, lines[name])
            if name in self._people
            else self.facility_node(name, lines[name], support)
            for name in sorted(lines)
        ]

    def person_node(self, name: str, lines: int, kept: KeptNode | None = None) -> Node:
        """The node of a person with so many lines."""
        kept = kept or self._people[name]
        by_lang = dict(kept.labels)
        plain = by_lang.get(self.about.lang) or by_lang.get("") or next(iter(by_lang.values()), "")
        label = self.masker.mask(plain or self.lookup.plain(name, described=kept.described))
        return person_node(name, label, kept, self.masker, lines)

    def facility_node(self, name: str, lines: int, support: Mapping[str, Support]) -> Node:
        """The node of anything else."""
        kind, body = name.partition(":")[0], self.scope.index.entity(name)
        entity = entity_from_plain(body) if body else None
        label = self.masker.mask(self.lookup.label_of(name))
        texts = [text.text for text in (*entity.labels, *entity.also)] if entity else []
        return node(
            kind,
            name,
            label,
            other_names=other_names(label, texts, self.masker),
            placeholder=entity.placeholder if entity else None,
            org_kind=entity.org_kind if entity else "",
            detail=None,
            support=support.get(name, (0, 0, None, None)),
            lines=lines,
            history=(),
        )

    def support(self) -> dict[str, Support]:
        """How many claims and documents speak of each facility, and when."""
        one, found = self.lookup.one_of, dict[str, Support]()
        judged: dict[str, _Count] = {}
        groups = groups_alone(self.db, self.audience)
        for ref, claims, documents, first, last in mention_totals(self.db, self.audience):
            found[ref] = claims, documents + groups.get(ref, 0), first, last
            if one(ref) != ref:
                judged[one(ref)] = _Count()
        for ref, claim, source, speaker, first, last in kept_mentions(self.db, self.audience) if judged else ():
            if one(ref) in judged:
                judged[one(ref)].add(claim, source, speaker, first, last)
        return found | {name: count.support() for name, count in judged.items()}


class _Count:
    """How many claims and independent documents speak of something, and when."""

    def __init__(self) -> None:
        self.claims: set[str] = set()
        self.own: set[str] = set()
        self.groups: set[tuple[str, str]] = set()
        self.first: str | None = None
        self.last: str | None = None

    def add(self, claim: str, source: str, speaker: str, first: str | None, last: str | None) -> None:
        """One more claim."""
        self.claims.add(claim)
        if speaker.startswith("collective:"):
            self.groups.add((speaker, source))
        else:
            self.own.add(source)
        if first and (self.first is None or first < self.first):
            self.first = first
        if last and (self.last is None or last > self.last):
            self.last = last

    def support(self) -> Support:
        """What a node tells of it."""
        groups = {speaker for speaker, source in self.groups if source not in self.own}
        return len(self.claims), len(self.own) + len(groups), self.first, self.last


class _Names:
    """What names are called in the language of the reader; documents as they came with the lines."""

    def __init__(self, scope: Scope, lang: str) -> None:
        self.scope, self._lang = scope, lang
        self.documents: dict[str, tuple[str | None, str]] = {}
        self._bodies: dict[str, dict[str, Any] | None] = {}
        self.one_of = scope.cluster

    def label_of(self, name: str) -> str:
        """The label, else kind and slug."""
        if name in self.documents:
            title = self.documents[name][0]
            return title or self.plain(name, described=title is not None)
        body = self._bodies[name] if name in self._bodies else self.scope.index.entity(name)
        return label_in(body, self._lang) if body else self.plain(name, described=False)

    def look_up(self, names: Iterable[str]) -> None:
        """Look up at once how these are described."""
        wanted = list(names)
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            self._bodies |= dict.fromkeys(part) | self.scope.index.descriptions(part)

    def plain(self, name: str, *, described: bool) -> str:
        """What stands for a label where there is none."""
        kind, _, slug = name.partition(":")
        return slug if described else f"{kind_word(kind, self._lang)} {slug}"

    def url_of(self, document: str) -> str:
        """Where a document is published."""
        return self.documents[document][1] if document in self.documents else ""
