"""What a case says of a name, property by property, as a table takes it: relations, and what follows from all claims.

Values of a relation are those of claims that stand and state a fact. Besides there are a few properties of the whole
file (`OWN`), such as custody on a day. Names of kinds and properties are read here too, for whoever asks by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from habeas.casefile.dossier import Teller
from habeas.casefile.view import Answering
from habeas.errors import BadChoice, NotFound
from habeas.model.claims import stands_as_fact
from habeas.model.codec import entity_from_plain
from habeas.model.text import fold, without_directions
from habeas.model.translate import comment_in, label_in
from habeas.model.values import Claim, Entity, Ref, Status, Value, When
from habeas.storage.judgements import clusters_in
from habeas.vocab import CONCEPTS, KINDS, PROPERTIES, Origin

COMMON: Final = ("person", "facility", "org", "place")
TYPES: Final = (*COMMON, *sorted(k for k, kind in KINDS.items() if kind.origin is Origin.DESCRIBED and k not in COMMON))
"""Kinds of names that a table may be compared with, the usual ones first."""
OWN: Final[Mapping[str, tuple[str, str]]] = {
    "also": ("other names", "otros nombres"),
    "custody": ("in custody, as the claims stand", "en custodia, según las afirmaciones"),
    "certainty": ("how sure that is", "cuán seguro es eso"),
    "whereabouts": ("where, as the claims stand", "dónde, según las afirmaciones"),
}
"""What is asked of the whole file and is no relation: property -> its label in English and in Spanish."""
OF_PEOPLE: Final = ("custody", "certainty", "whereabouts")
MOST_CLAIMS: Final = 500
MOST_VALUES: Final = 50


# -- what is asked for


def kind_named(word: str) -> str:
    """The kind that a type means: its name, or its IRI. Raises BadChoice."""
    found = next((kind for kind in TYPES if word in (kind, KINDS[kind].iri)), "")
    if not found:
        raise BadChoice(why=f"“{word[:60]}” is not a type here", next=f"Types: {', '.join(TYPES)}")
    return found


def relation_named(word: str) -> str:
    """The relation or other property that is meant, by its name or IRI. Raises BadChoice."""
    if word in OWN or word in PROPERTIES:
        return word
    found = next((name for name, prop in PROPERTIES.items() if prop.iri == word), "")
    if not found:
        advice = "/reconcile/suggest/property?prefix=… proposes some."
        raise BadChoice(why=f"“{word[:60]}” is not a property here", next=advice)
    return found


# -- values


def values_of(case: Answering, ref: Ref, name: str, *, lang: str, on: str = "") -> Iterator[Value]:
    """The values of a property, each once: what claims that stand say as a fact; or of the file as a whole (`OWN`), on
    a day. Raises BadChoice, BadDate."""
    name = relation_named(name)
    if name == "also":
        body = case.views.index.entity(str(ref))
        entity = entity_from_plain(body) if body else Entity(ref=ref)
        yield from (without_directions(text.text) for text in (*entity.labels, *entity.also))
    elif name in OWN:
        yield from _of_the_file(case, ref, name, lang, on) if ref.kind == "person" else ()
    else:
        yield from list(dict.fromkeys(_claimed(case, ref, name)))[:MOST_VALUES]


def _claimed(case: Answering, ref: Ref, name: str) -> Iterator[Value]:
    for claim in facts_of_name(case, ref):
        if claim.relation == name:
            yield claim.object
        yield from (value for detail, value in claim.details if detail == name)


def facts_of_name(case: Answering, ref: Ref) -> Iterator[Claim]:
    """Claims that stand, are about a name or others judged to be the same, and state a fact; so many at most."""
    names = clusters_in(case.views.index).names(ref)
    rows = case.views.index.some_claims(MOST_CLAIMS, 0, about=tuple(map(str, names)), status=Status.LIVE.value)
    claims = (case.views.claim_in(row)[0] for row in rows)
    return (claim for claim in claims if claim.subject in names and stands_as_fact(claim))


def _of_the_file(case: Answering, ref: Ref, name: str, lang: str, on: str) -> Iterator[Value]:
    row = next(iter(case.view().status(on=on, person=str(ref), lang=lang)), None)
    if row is None:
        return
    if name == "custody" and row.custody.state:
        found = next((c for c in CONCEPTS.values() if c.code == row.custody.state), None)
        yield label_in(found, lang) if found else row.custody.state
    elif name == "certainty":
        yield row.custody.word.value
    elif name == "whereabouts" and row.place.state:
        yield Ref.parse(row.place.state) if ":" in row.place.state else row.place.state


def words_of_value(case: Answering, name: str, lang: str) -> Callable[[Value], str]:
    """How the values of a property are told in words."""
    teller = Teller(case.views, lang)
    return lambda value: teller.value(value, name if name in PROPERTIES else "")


def cells_of_value(case: Answering, name: str, lang: str) -> Callable[[Value], str]:
    """The same for a table, in which a date is EDTF."""
    tell, conventions = words_of_value(case, name, lang), case.views.mapper.conventions
    return lambda value: value.read(conventions).text if isinstance(value, When) else tell(value)


# -- which properties there are


def properties_of(kind: str = "", prefix: str = "", lang: str = "en") -> list[tuple[str, str]]:
    """Properties of a kind, or of any, whose name or label has a word that begins so: (name, label), by label."""
    wanted = kind_named(kind) if kind else ""
    begun = fold(prefix.strip())
    own = [(name, labels[lang == "es"]) for name, labels in OWN.items() if _is_of(name, wanted)]
    relations = [
        (name, label_in(prop, lang))
        for name, prop in PROPERTIES.items()
        if prop.is_relation and _is_relation_of(prop.domain, wanted)
    ]
    every = sorted((*own, *relations), key=lambda pair: fold(pair[1]))
    return [pair for pair in every if _begins(begun, *pair)]


def property_label(name: str, lang: str) -> str:
    """What a property is called."""
    return OWN[name][lang == "es"] if name in OWN else label_in(PROPERTIES[name], lang)


def _is_of(name: str, kind: str) -> bool:
    return name not in OF_PEOPLE or kind in ("", "person")


def _is_relation_of(domain: Sequence[str], kind: str) -> bool:
    return not kind or not domain or any(each in (kind, *KINDS[kind].parents) for each in domain)


def _begins(begun: str, *words: str) -> bool:
    """Whether one of the words, or a word in them, begins so."""
    return any(part.startswith(begun) for word in words for part in (fold(word), *fold(word).split()))


def types_with(prefix: str, lang: str) -> list[tuple[str, str]]:
    """Types whose name or label has a word that begins so: (name, label)."""
    every = [(kind, label_in(KINDS[kind], lang)) for kind in TYPES]
    return [pair for pair in every if _begins(fold(prefix.strip()), *pair)]


def known_name(case: Answering, text: str) -> Ref | None:
    """The name that an id of ours means; None where the file has no such name."""
    try:
        return case.get(text) if text else None
    except NotFound:
        return None


def meaning_of(word: str, what: str, lang: str) -> str:
    """What a property or a type means. Raises BadChoice."""
    found = KINDS[kind_named(word)] if what == "type" else PROPERTIES.get(relation_named(word))
    if found is None:
        return property_label(word, lang)
    return f"{label_in(found, lang)}: {comment_in(found, lang)}"


def facts_in_words(case: Answering, ref: Ref, most: int, lang: str) -> list[tuple[str, str, list[str]]]:
    """The first facts about a name: the property, its label, its values in words; custody first."""
    own = OF_PEOPLE if ref.kind == "person" else ()
    said = [claim.relation for claim in facts_of_name(case, ref)]
    found: list[tuple[str, str, list[str]]] = []
    for name in dict.fromkeys(("also", *own, *said)):
        tell = words_of_value(case, name, lang)
        values = [tell(value) for value in values_of(case, ref, name, lang=lang)]
        if values and len(found) < most:
            found.append((name, property_label(name, lang), values))
    return found
