"""Ways to make and to read files of the Events Standard Formats in tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from habeas.casefile import CaseFile
from habeas.model.codec import claim_to_plain

NS = "{http://www.huridocs.org/}"
LEFT_BEHIND = ("snapshot", "at", "note")
"""What the formats do not carry of a claim."""


def records(path: Path, format_: str) -> dict[str, dict[str, list[str]]]:
    """The records of a format in a file, by number: the values of their fields."""
    found = {}
    for element in etree.parse(str(path)).iter(f"{NS}{format_}"):
        values: dict[str, list[str]] = {}
        for child in (*element, *element.findall(f"{NS}management_data/*")):
            if len(child) == 0 and child.text and child.text.strip():
                values.setdefault(child.tag.removeprefix(NS), []).append(child.text)
        if f"{format_}_record_number" in values:
            found[values[f"{format_}_record_number"][0]] = values
    return found


def claims_in(case: CaseFile) -> dict[str, dict[str, Any]]:
    """The live claims of a case, by id, with what the formats carry."""
    rows = case.views.index.claims(status="live")
    plain = (claim_to_plain(case.views.claim_in(row)[0]) for row in rows)
    return {one["id"]: {key: value for key, value in one.items() if key not in LEFT_BEHIND} for one in plain}


def said_in(case: CaseFile) -> set[tuple[str, str, str, str]]:
    """Subject, relation, value and speaker of every live claim."""
    plain = claims_in(case).values()
    return {(one["subject"], one["relation"], _text(one["object"]), one["speaker"]) for one in plain}


def _text(value: object) -> str:
    return str(value["text"]) if isinstance(value, dict) and "text" in value else str(value)


def a_file(path: Path, *records: str, date: str = "2026-05-01", instance: str = "Registro Sur") -> Path:
    """A file as another program writes it, with these records."""
    meta = f"<meta_data><instance>{instance}</instance><date>{date}</date><time>09:00:00</time></meta_data>"
    content = f"<?xml version='1.0' encoding='UTF-8'?>\n<events xmlns='http://www.huridocs.org/'>\n{meta}\n"
    path.write_text(content + "\n".join(records) + "\n</events>\n", encoding="utf-8")
    return path


def a_person(number: str, name: str, more: str = "") -> str:
    """A Person record."""
    return (
        f"<person><person_record_number>{number}</person_record_number><person_name>{name}</person_name>{more}"
        "<management_data></management_data></person>"
    )


def an_event(*acts: str, number: str = "E1", more: str = "") -> str:
    """An Event record."""
    head = f"<event_record_number>{number}</event_record_number><event_title>Una detención</event_title>"
    return f"<event>{head}{more}<management_data></management_data>{''.join(acts)}</event>"


def an_act(number: str = "A1", victim: str = "P1", more: str = "", inside: str = "") -> str:
    """An Act record."""
    head = f"<act_record_number>{number}</act_record_number><victim>{victim}</victim>"
    return f"<act>{head}{more}<management_data></management_data>{inside}</act>"


def an_information(source: str, more: str = "", *, number: str = "I1", event: str = "E1") -> str:
    """An Information record."""
    head = f"<information_record_number>{number}</information_record_number>"
    of = f"<source>{source}</source><event>{event}</event>"
    return f"<information>{head}{of}{more}<management_data></management_data></information>"
