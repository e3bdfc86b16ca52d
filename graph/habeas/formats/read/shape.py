"""The shapes of the claim form: its keys, how its small parts are written, and the captured text beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from habeas.errors import BadClaim, phrase
from habeas.formats.read.raw import Lined
from habeas.model.claim_fields import CLAIM_FIELDS
from habeas.model.codec_values import nearest, whole_number
from habeas.model.text import fold
from habeas.model.values import Ref
from habeas.vocab import KINDS, PROPERTIES, Origin, Range

Raw = Mapping[str, Any]
WHOLE: Final = re.compile(r"[0-9]{1,12}")

FORM = "docs/claim-form.md shows the form."
DOCUMENT_KEYS = ("source", "names", "defaults", "claims")
SOURCE_KEYS = ("id", "title", "kind", "publisher", "language", "date", "url", "note", "snapshot", "sensitivity")
NAME_KEYS = (
    *("is", "label", "also", "hidden", "note", "placeholder"),
    *("org-kind", "reliability", "keeper", "criterion", "subset-of", "same-as", "sensitivity"),
)
SAME_KEYS = ("event", *(field.key for field in CLAIM_FIELDS if field.key != "snapshot"))
CLAIM_KEYS = (*SAME_KEYS, "claim", "who", "on", "at", "said-by", "chain", "said", "anchor", "note", "about")
GROUP = "claims"
"""The key of an item that gives its other keys to a list of claims."""
DEFAULT_KEYS = tuple(key for key in CLAIM_KEYS if key not in ("id", "claim"))
SNAPSHOT_KEYS = ("sha256", "characters", "captured-at", "original", "media", "gone", "file")
STEP_KEYS = ("by", "as", "connection", "via", "unsure")
MEANT: Final[Mapping[str, frozenset[str]]] = {
    key: frozenset(words.split())
    for key, words in {
        "source": "fuente document documento",
        "names": "nombres entities people personas",
        "claims": "afirmaciones facts hechos statements",
        "defaults": "por-defecto common comunes",
        "title": "titulo name nombre headline titular",
        "publisher": "editor medio author autor outlet issuer",
        "language": "idioma lengua lang",
        "date": "fecha published publicado day dia",
        "url": "link enlace address direccion website web",
        "is": "es id ref entity",
        "label": "etiqueta name nombre title titulo",
        "also": "alias aliases tambien aka",
        "note": "nota comment comentario remark",
        "claim": "afirmacion fact hecho statement reclamo",
        "quote": "cita text texto words palabras wording literal",
        "said-by": "dicho-por statedby stated-by speaker by source fuente says quien who-says according-to segun",
        "said": "dicho dicho-el said-on",
        "on": "fecha date when cuando el day dia",
        "at": "place passage position lugar pasaje",
        "chain": "cadena via through",
        "mode": "modo modality modalidad",
        "sensitivity": "sensibilidad secrecy privacy",
        "who": "quien subject sujeto person persona people personas",
    }.items()
}
"""Other words that people write for the keys of the form, in English and Spanish."""
WORDLESS = frozenset(
    {*CLAIM_KEYS, *SOURCE_KEYS, *NAME_KEYS, *SNAPSHOT_KEYS, *STEP_KEYS, "from"}
    - {"quote", "note", "hedge-words", "paragraph", "title", "label", "also", "hidden", "criterion", "via", "as"}
)
"""Keys whose value is a name, a code, a date or an address: what follows a # there is a comment."""


class NameBook:
    """The short names of a form: what each means, and which could not be read (`unread`, each with its place)."""

    def __init__(self) -> None:
        self.names: dict[str, Ref] = {}
        self.unread: dict[str, str] = {}

    def ref(self, raw: object) -> Ref:
        """What a name means: a short one of this form, or `kind:slug`. Raises BadClaim."""
        if not isinstance(raw, str) or not raw:
            raise BadClaim(why=phrase("this must be a name, not %(raw)s", raw=f"{raw!r:.60}"))
        if raw in self.names:
            return self.names[raw]
        if raw in self.unread:
            why = phrase("the name “%(raw)s” could not be read (%(unread)s)", raw=raw, unread=self.unread[raw])
            raise BadClaim(why=why, next="Correct it there, and load the file again.")
        if ":" in raw:
            return Ref.parse(raw)
        raise no_such_name(raw, self.names)


def read_triple(full: Raw) -> tuple[list[str], str, object]:
    """Subjects, relation and object of `claim:`; `who:` may name the subjects instead. Raises BadClaim."""
    raw, who = full.get("claim"), full.get("who")
    match raw:
        case [str() as relation, value] if who:
            return _subjects(who), relation, value
        case [subject, str() as relation, value]:
            return _subjects(subject), relation, value
        case [*subjects, str() as relation, value] if relation in PROPERTIES and subjects:
            return _subjects(subjects), relation, value
    raise BadClaim(
        why="claim: takes three parts, [who, relation, what]",
        next="For example: claim: [marquez, detainedAt, helicoide]; of several people: claim: [[marquez, torres], …]",
    )


def _subjects(raw: object) -> list[str]:
    names = as_list(raw)
    if not names or not all(isinstance(name, str) and name for name in names):
        raise BadClaim(
            why=phrase("who the claim is about must be a name, or several in brackets, not %(raw)s", raw=f"{raw!r:.60}")
        )
    return list(dict.fromkeys(names))


def require_single(raw: object, what: str) -> object:
    """Raise BadClaim for a list where one value stands."""
    if isinstance(raw, list):
        raise BadClaim(
            why=phrase("%(what)s takes one value here, not %(raw)s", what=what, raw=len(raw)),
            next="Write a claim for each.",
        )
    return raw


def read_span(raw: object) -> list[int]:
    """`3198-3232` as [3198, 3232]. Raises BadClaim."""
    if isinstance(raw, list):
        return [whole_number(x, "a place in the text") for x in raw]
    first, dash, last = str(raw).partition("-")
    if not (dash and WHOLE.fullmatch(first.strip()) and WHOLE.fullmatch(last.strip())):
        raise BadClaim(
            why=phrase("a place in the text is written start-end, such as 3198-3232, not %(raw)s", raw=f"{raw!r:.60}")
        )
    return [int(first), int(last)]


def read_text(raw: object) -> object:
    """One text, with its language where it is given. Raises BadClaim."""
    texts = read_texts(raw)
    if len(texts) != 1:
        raise BadClaim(why="give one text here, in one language")
    return texts[0]


def read_texts(raw: object) -> list[object]:
    """`words`, `{es: words}`, `{es: words, en: words}`, or a list of these."""
    if isinstance(raw, str):
        return [raw] if raw else []
    if isinstance(raw, Mapping):
        if set(raw) <= {"text", "lang"}:
            return [dict(raw)]
        return [{"text": word(raw, lang), "lang": lang} for lang in raw]
    if isinstance(raw, list):
        return [text for item in raw for text in read_texts(item)]
    return [str(raw)] if raw not in (None, "") else []


def has_words(plain: Raw) -> bool:
    """True when a date of the claim is given in words."""
    details = plain["details"].values()
    dates = [plain.get("on", ""), plain.get("object", ""), *(item for items in details for item in items)]
    return any(not isinstance(date, str | int) and isinstance(date, Mapping) and "words" in date for date in dates)


def holds_words(key: str) -> bool:
    """True for a key whose value is in people's own words, so that a part of it may be lost to a comment."""
    detail = PROPERTIES.get(key)
    return key not in WORDLESS and (detail is None or detail.range in {Range.TEXT, Range.STRING})


def cut_short(raw: Raw, known: Iterable[str]) -> dict[str, BadClaim]:
    """Keys whose words were cut at a comma: in `{label: Ruiz, Ana}` YAML takes the rest for another key."""
    found: dict[str, BadClaim] = {}
    keys, before = frozenset(known), ""
    for key, value in raw.items() if isinstance(raw, Lined) and raw.flow else ():
        if value is None and key not in keys and before:
            why = phrase(
                "%(before)s: ends with “%(raw)s”, because within { } a comma ends a value",
                before=before,
                raw=str(raw[before])[-40:],
            )
            advice = phrase(
                'Put the words in quotation marks: %(before)s: "%(raw)s, %(key)s".',
                before=before,
                raw=raw[before],
                key=key,
            )
            found[before] = BadClaim(where=before, why=why, next=advice)
        else:
            before = key
    return found


def given(raw: Raw) -> dict[str, Any]:
    """A mapping without the keys that have nothing after them: an empty line of a template says nothing."""
    return {key: value for key, value in raw.items() if value is not None}


def word(raw: Raw, key: str) -> str:
    """A value that is one text. Raises BadClaim for a list, for keys and values, and for none."""
    value = raw[key]
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, list | Mapping):
        raise BadClaim(where=key, why=phrase("%(key)s: takes one text, not %(value)s", key=key, value=f"{value!r:.60}"))
    return str(value)


def require_describable(ref: Ref) -> None:
    """Raise BadClaim for what is not described under names: a document is its source:, a claim its own words."""
    if KINDS[ref.kind].origin in {Origin.SOURCE, Origin.SYSTEM}:
        why = phrase("%(ref)s cannot be described under names:", ref=ref)
        advice = (
            "A document is described by source:"
            if ref.kind == "doc"
            else phrase("A %(kind)s has no label of its own.", kind=ref.kind)
        )
        raise BadClaim(where="is", why=why, next=advice)


def as_list(raw: object) -> list[Any]:
    """A list stays; anything else becomes a list of one."""
    return raw if isinstance(raw, list) else [raw]


def needed_text(raw: Raw, key: str) -> str:
    """A text that must be there. Raises BadClaim."""
    value = raw.get(key)
    if value and isinstance(value, list | Mapping):
        raise BadClaim(where=key, why=phrase("%(key)s: takes one name, not %(value)s", key=key, value=f"{value!r:.60}"))
    if not isinstance(value, str) or not value:
        raise BadClaim(where=key, why=phrase("%(key)s: is missing here", key=key))
    return value


def require_keys(raw: Raw, known: tuple[str, ...]) -> None:
    """Raise BadClaim for the first key that is not known, naming the nearest."""
    for key in raw:
        if key not in known:
            raise BadClaim(where=key, why=phrase("“%(key)s” is not known here", key=key), next=nearest_key(key, known))


def no_such_key(key: str) -> Any:
    """Raise BadClaim for a key that is neither of a claim nor a detail."""
    raise BadClaim(
        where=key,
        why=phrase("“%(key)s” is neither a key of a claim nor a detail", key=key),
        next=nearest_key(key, (*CLAIM_KEYS, *PROPERTIES)),
    )


def no_such_name(name: str, known: Iterable[str]) -> BadClaim:
    """The error for a short name that is not under names:, with the nearest one that is."""
    close = nearest_key(name, known)
    advice = close if close.startswith("Did") else "Add it there, or write kind:name here."
    return BadClaim(why=phrase("there is no name “%(name)s” under names:", name=name), next=advice)


def nearest_key(word: str, known: Iterable[str]) -> str:
    """The sentence that names the nearest known keys: by what the word means here, else by its spelling."""
    keys = list(known)
    meant = [key for key, words in MEANT.items() if key in keys and fold(word) in words]
    return f"Did you mean {' or '.join(meant)}?" if meant else nearest(word, keys, noun="key")


def line_of(raw: Raw, key: str) -> int:
    """The line of a key, or of its mapping; 0 when not known."""
    return raw.line_of(key) if isinstance(raw, Lined) else 0
