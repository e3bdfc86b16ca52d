"""Secrets planted in a case: names of sealed people, in many spellings and scripts, in every kind of field; and where
they come out again. Used by tests/graph/graphs/test_planted.py and `python -m bench.leaks`.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote, unquote

from tests.builders import Clock

from habeas.casefile import CaseFile
from habeas.formats.write.writers import WRITERS
from habeas.graphs.views import VIEWS
from habeas.model.as_of import Audience
from habeas.model.values import fold

Form = dict[str, Any]
LONG_WORD: Final = 5
"""Words of a name with more letters than this are looked for by themselves too; shorter ones are in other words."""
LATIN: Final = (
    ("Ida", "Brumal", "Soriel"),
    ("Nadia", "Ocampal", "Vidriales"),
    ("Tomás", "Pardalis", "Lamadriz"),
    ("Işık", "Yıldırmaz", "Kocabey"),
    ("Élodie", "Marchandeau", "Grosvenel"),
)
OTHERS: Final = {
    "cyrillic": (("Иван", "Чижовский"), ("Ольга", "Ветрова"), ("Сергей", "Ковалевич")),
    "arabic": (("أحمد", "الخطيبي"), ("فاطمة", "منصوري"), ("عمر", "الدرويش")),
    "chinese": (("王", "小明"), ("欧阳", "建国"), ("李", "秋月")),
    "korean": (("김", "철수"), ("박", "영희"), ("최", "민준")),
    "greek": (("Νίκος", "Παπαδημής"), ("Ελένη", "Βλαχάκη"), ("Γιώργος", "Δημητρέλης")),
}
CASES: Final = {"Иван Чижовский": "Ивана Чижовского", "Ольга Ветрова": "Ольги Ветровой"}
CASES_MORE: Final = {"Сергей Ковалевич": "Сергею Ковалевичу", "Νίκος Παπαδημής": "Νίκου Παπαδημή"}


class Secret(NamedTuple):
    """What is planted: the words as they stand there, how the name is spelled in them, in which script."""

    text: str
    spelling: str
    script: str


def secrets() -> list[Secret]:
    """Every name in every spelling."""
    found = [Secret(text, how, "latin") for name in LATIN for how, text in _latin(*name)]
    for script, names in OTHERS.items():
        for first, second in names:
            found += [Secret(text, how, script) for how, text in _other(script, first, second)]
    return found


def _latin(given: str, one: str, two: str) -> Iterator[tuple[str, str]]:
    yield "as it is", f"{given} {one} {two}"
    yield "reversed", f"{one} {two}, {given}"
    yield "reversed", f"{one}, {given}"
    yield "hyphen", f"{given} {one}-{two}"
    yield "one surname", f"{given} {one}"
    yield "initials", f"{given[0]}. {one}"
    yield "initials", f"{given[0]}. {one[0]}. {two}"
    yield "hashtag", f"#Libertad{given}{one}"
    yield "hashtag", f"#{given}{one}Libre"
    yield "accents lost", fold(f"{given} {one} {two}").upper()
    yield "possessive", f"{given} {one}’s"
    yield "family", f"los {one}"
    yield "family", f"familia {one} {two}"
    yield "file name", f"{fold(given)}_{fold(one)}_2026.pdf"
    yield "address", f"https://x.example/{quote(given)}-{quote(one)}"
    yield "address", f"{fold(given)}.{fold(one)}@x.example"
    yield "run together", f"@{fold(given + one)}"
    yield "broken", f"{given}\u00a0{one[:3]}\u00ad{one[3:]}"


def _other(script: str, first: str, second: str) -> Iterator[tuple[str, str]]:
    between = "" if script in ("chinese", "korean") else " "
    name = f"{first}{between}{second}"
    yield "as it is", name
    if script in ("chinese", "korean"):
        yield "inside", f"昨天{name}被带走" if script == "chinese" else f"어제 {name}씨가"
        yield "glued", f"和{name}" if script == "chinese" else f"{name}의"
        return
    yield "reversed", f"{second} {first}"
    yield "reversed", f"{second}, {first}"
    if script == "arabic":
        yield "glued", f"و{name}"
        yield "glued", f"ل{name}"
    if inflected := {**CASES, **CASES_MORE}.get(name):
        yield "inflected", inflected
    if script in ("cyrillic", "greek"):
        yield "initials", f"{first[0]}. {second}"


HIDDEN: Final = [
    *(" ".join(name) for name in LATIN),
    *(
        ("" if script in ("chinese", "korean") else " ").join(name)
        for script, names in OTHERS.items()
        for name in names
    ),
]


# -- the fields: each makes a document of the claim form that holds the text in one place

TEXTS: Final = ("occupation", "statusText", "statedReason", "sentencedTo", "note")
KINDS: Final = ("person", "org", "facility", "place", "post", "population", "collective", "concept")
IN_NAMES: Final = ("label", "also", "hidden", "note")
FIELDS: Final = (
    *("quote", "note", "hedge-words", "paragraph", "via", "as", "said words", "id", "event"),
    *("title", "source note", "url", "source kind", "source id", "text", "object"),
    *(f"{kind} {field}" for kind in KINDS for field in IN_NAMES),
    *(f"{kind} slug" for kind in KINDS),
    *("criterion", "same-as", "recorder", "withdrawal", "judgement", "question", "correction"),
)


def form_of(field: str, text: str, number: int) -> Form:
    """A document that holds the text in a field, and nothing else that is secret."""
    names: dict[str, Any] = {
        "one": {"is": f"person:plain-{number}", "label": f"Plain Person {number}"},
        "radio": {"is": "org:radio", "label": "Radio Sur"},
        "norte": {"is": "facility:norte", "label": "Cárcel Norte"},
    }
    source: Form = {"id": f"page-{number}", "title": "A page", "publisher": "radio", "date": "2026-01-12"}
    claim: Form = {"claim": ["one", "detainedAt", "norte"], "on": "2026-01-02"}
    kind, _, part = field.partition(" ")
    if field in ("quote", "note", "hedge-words", "paragraph"):
        claim[field] = f"Ayer vieron a {text} allí" if field != "paragraph" else text
    elif field in ("via", "as"):
        claim["chain"] = [{"by": "one", field: f"carta de {text}"}]
    elif field == "said words":
        claim["note"] = {"text": f"dicho por {text}", "lang": "es"}
    elif field in ("id", "event"):
        slug = _slug(text, number)
        claim[field] = slug if field == "id" else f"detention:{slug}"
    elif field in ("title", "source note", "source kind"):
        source[part or field] = f"Sobre {text}"
    elif field == "url":
        source["url"] = f"https://x.example/{quote(text, safe='')}"
    elif field == "source id":
        source["id"] = _slug(text, number)
    elif field == "object":
        claim = {"claim": ["one", "occupation", f"abogada de {text}"]}
    elif kind in KINDS:
        names["other"] = _described(kind, part, text, number)
        claim["about"] = ["other"]
    elif field == "criterion":
        names["other"] = {"is": f"population:p-{number}", "label": "people held", "criterion": f"como {text}"}
        claim["about"] = ["other"]
    elif field == "same-as":
        names["one"]["same-as"] = [f"https://x.example/{quote(text, safe='')}"]
    return {"source": source, "names": names, "claims": [claim], "defaults": {"said-by": "radio"}}


def _slug(text: str, number: int) -> str:
    plain = unquote(text).replace("\u00ad", "")
    letters = "".join(c if c.isalnum() or c in "-_.~" else "-" for c in plain)
    return f"case-{letters.strip('-.')}-{number}"


def _described(kind: str, part: str, text: str, number: int) -> Form:
    plain = {"is": f"{kind}:other-{number}", "label": f"Somebody else {number}"}
    if part == "slug":
        return {**plain, "is": f"{kind}:{_slug(text, number)}"}
    words = f"hermana de {text}"
    return {**plain, part: [words] if part in ("also", "hidden") else words}


class Planted(NamedTuple):
    """A secret and the field that it was planted in."""

    field: str
    secret: Secret


def plan(number: int) -> list[Planted]:
    """So many secrets, each field and each spelling in its turn."""
    spellings, fields = cycle(secrets()), cycle(FIELDS)
    return [Planted(next(fields), next(spellings)) for _ in range(number)]


def plant(folder: Path, planted: list[Planted]) -> CaseFile:
    """A case with everybody sealed, and these secrets in what is public."""
    case = CaseFile.create(folder, clock=Clock(), title="A case", languages=("es", "en"))
    people = {
        f"h{number}": {"is": f"person:h-{number}", "label": name, "sensitivity": "sealed"}
        for number, name in enumerate(HIDDEN)
    }
    sealed = {"id": "sealed", "title": "A sealed page", "sensitivity": "sealed", "publisher": "h0"}
    claims = [{"claim": [short, "occupation", "nurse"], "said-by": short, "said": "2026-01-01"} for short in people]
    _record(case, {"source": sealed, "names": people, "claims": claims})
    for number, (field, secret) in enumerate(planted):
        by = secret.text if field == "recorder" else ""
        recorded = _record(case, form_of(field, secret.text, number), by=by)
        _after(case, field, secret.text, recorded, number)
    return case


def _record(case: CaseFile, form: Mapping[str, Any], by: str = "") -> str:
    if form["source"]["id"].startswith("page") and form["claims"][0].get("text"):
        form = {**form}
    report = case.record_form(form, by=by)
    assert not report.refused, (form, report.refused)
    return report.recorded[0]


def _after(case: CaseFile, field: str, text: str, claim: str, number: int) -> None:
    """What is planted by a further step."""
    if field == "withdrawal":
        case.withdraw(claim, reason=f"wrong: it was {text}")
    elif field == "correction":
        form = form_of("", "", number)
        form["claims"][0]["on"] = "2026-01-03"
        case.supersede(claim, form, reason=f"corrected by {text}")
    elif field == "judgement":
        _record(case, form_of("", "", number + 100_000))
        case.judge(f"person:plain-{number}", f"person:plain-{number + 100_000}", "different", reason=f"says {text}")
    elif field == "question":
        path = case.folder / "questions" / f"q-{number}.rq"
        path.write_text(f"# title: sobre {text}\nSELECT * {{ ?s ?p ?o }}\n", encoding="utf-8")
    elif field == "text":
        (case.folder / "page.txt").write_text(f"Ayer vieron a {text} allí.", encoding="utf-8")
        form = form_of("", "", number)
        form["source"] |= {"id": f"text-{number}", "snapshot": {"file": "page.txt"}}
        _record(case, form)
        (case.folder / "page.txt").unlink()


# -- what comes out


def outputs(case: CaseFile, *, views: tuple[str, ...] = tuple(v for v in VIEWS if v != "ego")) -> dict[str, str]:
    """Everything that leaves for anybody, by what it is: the edition, file by file, and every export."""
    edition = case.edition(Audience.PUBLIC)
    edition.replace_journal(edition.due())
    files = (path for path in sorted(edition.folder.rglob("*")) if path.is_file())
    found = {f"edition {path.relative_to(edition.folder)}": f"{path.name}\n{path.read_text()}" for path in files}
    for view in views:
        for ending in (".json", ".gexf") if view != "full" else (each for each in WRITERS if not each.endswith("zip")):
            pieces = case.download(view, ending, sayings=True).pieces
            found[f"{view}{ending}"] = b"".join(pieces).decode()
    return found


def leaks(found: Mapping[str, str], planted: list[Planted]) -> list[tuple[str, Planted]]:
    """Where a planted spelling stands as it was written, or as an address or a name is."""
    texts = {name: _plain(text) for name, text in found.items()}
    told = []
    for each in planted:
        forms = {_plain(each.secret.text), _plain(_slug(each.secret.text, 0).removeprefix("case-").removesuffix("-0"))}
        told += [(name, each) for name, text in texts.items() if any(form in text for form in forms)]
    return told


def in_clear(folder: Path, planted: list[Planted]) -> dict[str, str]:
    """Which of these secrets stand in the bytes of a folder, or in the names in it, in any form; and where.

    Letters as they are, without accents and capitals, or as an address, a JSON string, UTF-16 or base64 has them; whole
    spellings and the words of a name by themselves.
    """
    forms = {each.secret.text: stored_forms(each.secret.text) for each in planted}
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        content = name.encode() + b"\n" + (path.read_bytes() if path.is_file() else b"")
        found |= {text: name for text in forms.keys() - found.keys() if any(form in content for form in forms[text])}
    return found


def stored_forms(text: str) -> set[bytes]:
    """How a text may stand in a file."""
    words = [word for word in re.split(r"[\W_]+", unquote(text)) if len(word) > LONG_WORD]
    slug = _slug(text, 0).removeprefix("case-").removesuffix("-0")
    plain = {text, unquote(text), fold(text), text.casefold(), slug, *words, *map(fold, words)} - {""}
    quoted = {json.dumps(each)[1:-1] for each in plain} | {quote(each) for each in plain} | plain
    wide = {each.encode(code) for each in plain for code in ("utf-16-le", "utf-16-be")}
    return {each.encode() for each in quoted} | wide | {form for each in plain for form in _in_base64(each.encode())}


def _in_base64(content: bytes) -> Iterator[bytes]:
    """The letters that stand for it in base64, wherever it begins: those at its ends depend on what is beside it. Of a
    few letters nothing is told: four stand somewhere in so many megabytes of an encrypted file by chance.
    """
    for before in range(3):
        coded = base64.b64encode(bytes(before) + content)[4 if before else 0 : (before + len(content)) // 3 * 4]
        if len(coded) > LONG_WORD:
            yield coded


def _plain(text: str) -> str:
    return unquote(text).replace("\u00ad", "").replace("\\u00ad", "").casefold()
