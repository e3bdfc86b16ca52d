"""The vocabulary of claims: `words`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from habeas.cli.options import FormatOption, LangOption, QuietOption, argument
from habeas.cli.output import Out
from habeas.errors import NotFound
from habeas.model.codec_values import nearest
from habeas.model.synonyms import meant_by
from habeas.model.text import fold
from habeas.model.translate import comment_in, label_in
from habeas.vocab import CONCEPTS, KINDS, PROPERTIES, SCHEMES, Concept, Kind, Origin, Property, Range

COLUMNS = ("use", "word", "label", "who", "what", "example", "meaning", "also", "notation")
SAMPLES = {
    Range.TEXT: '"words"',
    Range.INTEGER: "3",
    Range.BOOLEAN: "yes",
    Range.DATE: "2026-01-12",
    Range.STRING: '"words"',
    Range.POINT: '"10.4886, -66.8792 ± 500 m"',
}
MOMENT = '"2026-01-12T10:14:00-05:00"'
TITLES = {
    "relation": "Relations: claim: [WHO, RELATION, WHAT]",
    "detail": "Details: further keys of a claim",
    "kind": "Kinds of names: kind:name",
    "code": "Code lists",
}

VocabularyLine = tuple[str, str, str, str, str, str, str, str, str]
"""One line of the list, as in COLUMNS: `also` are other words for it, `notation` its codes in published lists."""


def words(
    about: Annotated[str, argument("WORD", "Only words that contain this or mean it.")] = "",
    *,
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """List the vocabulary of claims: relations, details, kinds of names, and the codes of each list."""
    out = Out.of(form, lang=lang, quiet=quiet)
    meant = set(meant_by(about)) if about else set()
    found = [word for word in every_word(out.lang) if not about or word[1] in meant or _is_like(about, word)]
    if not found:
        raise NotFound(why=f"no word resembles “{about}”", next=_nearest(about))
    if out.format == "table":
        print_words(found, out, full=bool(about))
    else:
        out.table(COLUMNS, found)


def _nearest(about: str) -> str:
    codes = (code for scheme in SCHEMES.values() for code in scheme)
    return nearest(about, [*PROPERTIES, *KINDS, *SCHEMES, *codes], noun="word")


def _is_like(about: str, word: VocabularyLine) -> bool:
    wanted = fold(about)
    return any(wanted in fold(text) for text in (word[1], word[2], word[4] if word[0] == "code" else "", *word[7:]))


def every_word(lang: str) -> list[VocabularyLine]:
    """The whole vocabulary that people write."""
    return [*_relations(lang), *_details(lang), *_kinds(lang), *_codes(lang)]


def _relations(lang: str) -> Iterable[VocabularyLine]:
    for prop in sorted(PROPERTIES.values(), key=lambda p: p.name):
        if prop.is_relation:
            example = f"claim: [{_sample_who(prop)}, {prop.name}, {_sample(prop)}]"
            who, also = ", ".join(prop.domain), ", ".join(prop.also)
            yield "relation", prop.name, _label(prop, lang), who, _what(prop), example, comment_in(prop, lang), also, ""


def _details(lang: str) -> Iterable[VocabularyLine]:
    for prop in sorted(PROPERTIES.values(), key=lambda p: p.name):
        if prop.is_detail:
            who, example = ", ".join(prop.domain), f"{prop.name}: {_sample(prop)}"
            meaning, also = comment_in(prop, lang), ", ".join(prop.also)
            yield "detail", prop.name, _label(prop, lang), who, _what(prop), example, meaning, also, ""


def _kinds(lang: str) -> Iterable[VocabularyLine]:
    for kind in KINDS.values():
        if kind.origin is not Origin.SYSTEM:
            example, meaning = f"{kind.name}:some-name", comment_in(kind, lang)
            also, notation = ", ".join(kind.also), ", ".join(kind.notations)
            yield "kind", kind.name, _label(kind, lang), "", "", example, meaning, also, notation


def _codes(lang: str) -> Iterable[VocabularyLine]:
    for scheme, codes in SCHEMES.items():
        key = next((p.name for p in PROPERTIES.values() if p.scheme == scheme), "")
        for code, iri in codes.items():
            concept, example = CONCEPTS[iri], f"{key}: {code}" if key else code
            also, notation = ", ".join(concept.also), ", ".join(concept.notations)
            label, meaning = _label(concept, lang), comment_in(concept, lang)
            yield "code", code, label, "", scheme, example, meaning, also, notation


def _label(word: Property | Kind | Concept, lang: str) -> str:
    return label_in(word, lang)


def _what(prop: Property) -> str:
    return prop.scheme or ", ".join(prop.kinds) or prop.range.value


def _sample_who(prop: Property) -> str:
    return f"{prop.domain[0]}:a" if prop.domain else "event:a"


def _sample(prop: Property) -> str:
    if prop.range is Range.ENTITY:
        return f"{prop.kinds[0] if prop.kinds else 'person'}:b"
    if prop.range is Range.CONCEPT:
        return next(iter(SCHEMES[prop.scheme or ""]))
    return SAMPLES.get(prop.range, MOMENT)


def print_words(found: Iterable[VocabularyLine], out: Out, *, full: bool) -> None:
    """The words by use; `full` adds what each means and an example."""
    by_use: dict[str, list[VocabularyLine]] = {}
    for word in found:
        by_use.setdefault(word[0], []).append(word)
    for use, some in by_use.items():
        out.say(TITLES[use], style="bold")
        if use == "code" and not full:
            _print_codes(some, out)
        elif full:
            _print_full(some, out)
        else:
            out.draw(("word", "label", "who", "what"), [(w[1], w[2], _short(w[3]), _short(w[4])) for w in some])
        out.say()
    if not full:
        out.note("`habeas words WORD` explains a word, with an example.")


def _print_codes(some: Iterable[VocabularyLine], out: Out) -> None:
    lists: dict[str, list[str]] = {}
    for word in some:
        lists.setdefault(word[4], []).append(word[1])
    for scheme, codes in lists.items():
        out.say(f"{scheme}: {', '.join(codes)}", indent=2)


def _print_full(some: Iterable[VocabularyLine], out: Out) -> None:
    for _, name, label, who, what, example, meaning, also, notation in some:
        out.say(f"{name}  {label}", style="bold", indent=2)
        out.say(meaning, indent=4)
        if who or what:
            out.say(" → ".join(part for part in (who, what) if part), style="dim", indent=4)
        out.say(example, indent=4)
        if also:
            out.say(out.gettext("also: %(words)s", words=also), style="dim", indent=4)
        if notation:
            out.say(out.gettext("in published lists: %(codes)s", codes=notation), style="dim", indent=4)


def _short(kinds: str) -> str:
    first, *more = kinds.split(", ")
    return f"{first} +{len(more)}" if len(more) > 1 else kinds
