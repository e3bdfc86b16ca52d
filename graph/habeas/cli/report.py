"""The report of `habeas demo`, made from the saved questions alone: nothing in it knows the example."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from shlex import quote

from habeas.casefile.case_file import CaseFile
from habeas.cli.output import Out
from habeas.dates.edtf import parse
from habeas.dates.format import in_words
from habeas.errors import BadDate
from habeas.sparql.results import BoundValue

AnswerFields = Mapping[str, BoundValue]

DOUBTS = "hedge", "credibility"
DOCUMENTS = "SELECT ?document ?title { ?document a hab:Document ; dcterms:title ?title } ORDER BY ?document"
STANDINGS = "SELECT ?how (COUNT(?claim) AS ?number) { ?claim hab:status hab:live ; hab:assertion ?how } GROUP BY ?how"
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
DURATION = re.compile(r"P(\d+)([YMWD])(~?)")


def print_report(case: CaseFile, out: Out) -> None:
    """Who was held, released, died; what is only alleged; how many; how sure; and what to try next."""
    held, released, died = (_answers(case, name) for name in ("detained-at", "released-on", "died"))
    said, numbers = _answers(case, "accusations"), _answers(case, "numbers")
    _opening(case, out)
    _people("Who was held, and where", held, _held, out)
    _people("Who was released, and when", released, _released, out)
    _people("Who died", died, _died, out)
    _accusations(said, out)
    _numbers(numbers, out)
    _doubt(case, out)
    _next(case, held or released or died, out)


def _answers(case: CaseFile, question: str) -> list[AnswerFields]:
    table = case.ask(question).table()
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _opening(case: CaseFile, out: Out) -> None:
    summary = case.summary()
    live = summary.get("claims live", 0)
    out.say(case.settings.title, style="bold")
    out.say(
        f"{live} claims from {_many(summary, 'doc', 'document', 'documents')}. Each is one thing that one speaker "
        f"says in one document. They mention {_many(summary, 'person', 'person', 'people')}, "
        f"{_many(summary, 'facility', 'place of detention', 'places of detention')} and "
        f"{_many(summary, 'org', 'organization', 'organizations')}."
    )
    out.say("habeas does not decide what is true. It keeps who said what, where and when, with the doubt left in.")
    out.say()
    for source in case.query(DOCUMENTS).table().rows:
        out.say(f"{str(source[0]).rpartition('/')[2]}: {source[1]}", indent=2)


def _many(summary: Mapping[str, int], kind: str, one: str, more: str) -> str:
    number = summary.get(kind, 0)
    return f"{number} {one if number == 1 else more}"


# -- people


def _people(title: str, answers: Sequence[AnswerFields], told: Callable[[AnswerFields, str], str], out: Out) -> None:
    _title(f"{title} ({len({a['person'] for a in answers})})", out)
    for name, some in groupby(answers, key=lambda answer: _text(answer, "personName") or _short(answer, "person")):
        out.say(name, style="bold", indent=2)
        for answer in some:
            out.say(told(answer, out.lang), indent=4)
            out.say(_source(answer), style="dim", indent=6)


def _held(answer: AnswerFields, lang: str) -> str:
    places = [_text(answer, "facilityName"), _text(answer, "placeName")]
    where = ", ".join(place for place in places if place) or "place not stated"
    dates = [("began", "from"), ("ended", "until"), ("asOf", "seen")]
    told = [f"{word}: {_date(answer, key, lang)}" for key, word in dates if answer[key]]
    return "; ".join([where, *told, *([_duration(_text(answer, "duration"))] if answer["duration"] else [])])


def _duration(text: str) -> str:
    found = DURATION.fullmatch(text)
    if found is None:
        return f"for {text}"
    number, unit = int(found[1]), UNITS[found[2]]
    return f"for {'about ' if found[3] else ''}{number} {unit}{'' if number == 1 else 's'}"


def _released(answer: AnswerFields, lang: str) -> str:
    when = _date(answer, "occurred", lang) or "day not stated"
    place = _text(answer, "facilityName")
    return (
        when
        + (f", from {place}" if place else "")
        + (f" ({_text(answer, 'releaseType')})" if answer["releaseType"] else "")
    )


def _died(answer: AnswerFields, lang: str) -> str:
    parts = [_date(answer, "occurred", lang) or "day not stated"]
    if answer["causeName"]:
        parts.append(f"cause given: {_text(answer, 'causeName')}")
    if answer["inCustody"] is not None:
        parts.append("in custody" if answer["inCustody"] else "not in custody")
    return "; ".join(parts)


def _source(answer: AnswerFields) -> str:
    doubt = [_text(answer, key) for key in DOUBTS if answer.get(key)]
    says = f"says {_text(answer, 'speakerName') or _short(answer, 'speaker')}"
    parts = [says, f"in {_short(answer, 'document')}", f"claim {_short(answer, 'claim')}"]
    return " · ".join([*parts, *(f"doubt: {word}" for word in doubt)])


# -- sayings and numbers


def _accusations(answers: Sequence[AnswerFields], out: Out) -> None:
    _title("Only alleged: said by someone, not stated as fact", out)
    for _, found in groupby(answers, key=lambda answer: answer["accusation"]):
        some = list(found)
        charges = [a for a in some if a["relation"] != "denies"]
        denials = [a for a in some if a["relation"] == "denies"]
        for answer in _once(charges):
            what = _text(answer, "objectName") or _text(answer, "object")
            out.say(f"{_by(answer)} accuses {_names(charges, 'accused')}: {what}", indent=2)
            out.say(_source(answer), style="dim", indent=6)
        for answer in _once(denials):
            out.say(
                f"denied by {_by(answer)}" if charges else f"{_by(answer)} denies an accusation",
                indent=4 if charges else 2,
            )
            out.say(_source(answer), style="dim", indent=6)


def _once(answers: Iterable[AnswerFields]) -> list[AnswerFields]:
    return list({answer["claim"]: answer for answer in answers}.values())


def _by(answer: AnswerFields) -> str:
    return _text(answer, "byName") or _text(answer, "speakerName")


def _names(answers: Iterable[AnswerFields], key: str) -> str:
    return (
        " and ".join(dict.fromkeys(_text(a, f"{key}Name") or _short(a, key) for a in answers)) or "somebody not named"
    )


def _numbers(answers: Sequence[AnswerFields], out: Out) -> None:
    _title("How many, and who counts: different lists count different people, so nothing is added up", out)
    for keeper, some in groupby(answers, key=lambda a: _text(a, "keeperName") or "source of the count not stated"):
        out.say(keeper, style="bold", indent=2)
        for answer in some:
            who = _text(answer, "populationName")
            when = _date(answer, "window", out.lang) or _date(answer, "asOf", out.lang)
            parts = [_bounds(answer), who, _text(answer, "countKind"), when]
            out.say("; ".join(part for part in parts if part), indent=4)
            out.say(f"“{_text(answer, 'object')}” · {_source(answer)}", style="dim", indent=6)


def _bounds(answer: AnswerFields) -> str:
    lower, upper = answer["lower"], answer["upper"]
    if lower == upper:
        return str(lower) if lower is not None else "no number given"
    return f"at least {lower}" if upper is None else f"at most {upper}" if lower is None else f"{lower} to {upper}"


# -- doubt and what next


def _doubt(case: CaseFile, out: Out) -> None:
    _title("How sure", out)
    standing = {str(how).rpartition("#")[2]: number for how, number in case.query(STANDINGS).table().rows}
    stated, said, described = (standing.get(how, 0) for how in ("asserted", "act-only", "described-only"))
    out.say(
        f"{stated} claims are stated as facts; {said} only say that somebody said so; "
        f"{described} are kept as a description.",
        indent=2,
    )
    for question, words in (
        ("uncorroborated", "statements stand in one document only"),
        ("anonymous", "claims rest on speakers without a name"),
        ("dates-read", "dates were read from words, calculated or inferred, not printed as such"),
    ):
        out.say(f"{len(_answers(case, question))} {words} (ask {question})", indent=2)


def _next(case: CaseFile, answers: Sequence[AnswerFields], out: Out) -> None:
    _title("Try next", out)
    folder, commands = quote(str(case.folder)), ["ask CASE"]
    if answers:
        person = _text(answers[0], "personName") or _short(answers[0], "person")
        commands.insert(0, f"show CASE {quote(person)}")
        commands.append(f"ask CASE document document={_short(answers[0], 'document')}")
    commands.append("query CASE 'SELECT ?who ?where { ?who hab:detainedAt ?where }'")
    commands.append("history CASE")
    for command in commands:
        out.line(f"{_program()} {command.replace('CASE', folder)}", indent=2)


def _program() -> str:
    """How habeas is called here: by its name, or by its path when it is not among the programs of the shell."""
    called = Path(sys.argv[0])
    return quote(str(called)) if called.name == "habeas" and shutil.which("habeas") is None else "habeas"


def _title(words: str, out: Out) -> None:
    out.say()
    out.say(words, style="bold")


def _text(answer: AnswerFields, key: str) -> str:
    value = answer.get(key)
    return "" if value is None else str(value)


def _short(answer: AnswerFields, key: str) -> str:
    return _text(answer, key).rpartition("/")[2]


def _date(answer: AnswerFields, key: str, lang: str) -> str:
    text = _text(answer, key)
    try:
        return in_words(parse(text), lang) if text else ""
    except BadDate:
        return text
