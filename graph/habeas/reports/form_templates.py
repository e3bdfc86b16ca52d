"""Templates of forms: what the published form asks for, where it has it, and which claims answer.

A template is a YAML file, one for a form and a language; its keys are in docs/reports.md. Those that come with habeas
stand in `forms/`; a case's own, in its folder `forms/`, take their place or add others. Labels are our own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

from habeas.errors import BadChoice, BadFile
from habeas.model.codec_values import nearest
from habeas.vocab import KINDS, PROPERTIES

LARGEST: Final = 200_000
"""Bytes of a template."""
CALCULATED: Final = ("custody", "place", "legal", "restrictions", "days", "power")
TEXTS: Final = ("form", "language", "title", "published", "checked")
KEYS: Final = ("item", "label", "ask", "required", "name", "relations", "events", "calculated", "sender")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateField:
    """A field: its item in the published form, our label, the question that would fill it, and what answers it.

    `sender` is for whoever submits: no claim answers it.
    """

    item: str
    label: str
    ask: str
    required: bool = False
    name: bool = False
    relations: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    calculated: tuple[str, ...] = ()
    sender: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatePart:
    """Some fields under a heading; `verified` when they were compared with the published text."""

    title: str
    verified: bool
    fields: tuple[TemplateField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTemplate:
    """A whole form in one language."""

    form: str
    language: str
    title: str
    published: str
    checked: str
    parts: tuple[TemplatePart, ...]

    def fields(self) -> Iterable[TemplateField]:
        """Every field, in its order."""
        return (field for part in self.parts for field in part.fields)


def form_names(own: Path | None = None) -> tuple[str, ...]:
    """The names of the forms there are, with those of a case's own folder."""
    return tuple(sorted({name.partition(".")[0] for name in _available(own)}))


def form_template(form: str, lang: str, own: Path | None = None) -> FormTemplate:
    """The template of a form in a language, else in English. Raises BadChoice, BadFile."""
    available = _available(own)
    if form not in form_names(own):
        near = ", ".join(form_names(own))
        raise BadChoice(why=f"there is no form “{form}”", next=f"Choose: {near}")
    place = (
        available.get(f"{form}.{lang}")
        or available.get(f"{form}.en")
        or next(where for name, where in available.items() if name.partition(".")[0] == form)
    )
    return _read(place) if isinstance(place, Path) else _shipped(place)


def _available(own: Path | None) -> Mapping[str, Path | str]:
    """Where each template is, by `form.language`; a case's own come first."""
    shipped = {one.name.removesuffix(".yaml"): one.name for one in files("habeas.reports").joinpath("forms").iterdir()}
    mine = {path.stem: path for path in sorted(own.glob("*.yaml"))} if own and own.is_dir() else {}
    return {**shipped, **mine}


@cache
def _shipped(name: str) -> FormTemplate:
    return parsed(files("habeas.reports").joinpath("forms", name).read_text(encoding="utf-8"), name)


def _read(path: Path) -> FormTemplate:
    if path.is_symlink() or path.stat().st_size > LARGEST:
        raise BadFile(
            where=str(path), why="this is a link, or too large for a template", next="Put a plain file there."
        )
    try:
        return parsed(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError:
        raise BadFile(where=str(path), why="this is not UTF-8", next="Save it as UTF-8.") from None


def parsed(text: str, where: str) -> FormTemplate:
    """A template from YAML. Raises BadFile with the field that does not fit."""
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{where}, line {mark.line + 1}" if mark else where
        raise BadFile(
            where=place, why="this is not YAML", next="Compare it with a template that comes with habeas."
        ) from None
    if not isinstance(told, dict) or not isinstance(told.get("parts"), list):
        raise BadFile(where=where, why="a template has form, language, title and parts", next="See docs/reports.md.")
    texts = {name: _text(told, name, where) for name in TEXTS}
    return FormTemplate(
        **texts, parts=tuple(_part(part, f"{where}, part {n}") for n, part in enumerate(told["parts"], 1))
    )


def _text(told: Mapping[str, Any], name: str, where: str) -> str:
    value = told.get(name, "")
    if not isinstance(value, str) or not value.strip():
        raise BadFile(
            where=where, why=f"“{name}” is missing, or is no text", next=f"Give {name}: and words in quotation marks."
        )
    return value.strip()


def _part(told: Any, where: str) -> TemplatePart:
    if not isinstance(told, dict) or not isinstance(told.get("fields"), list):
        raise BadFile(where=where, why="a part has title and fields", next="See docs/reports.md.")
    fields = tuple(_field(one, f"{where}, field {n}") for n, one in enumerate(told["fields"], 1))
    return TemplatePart(title=_text(told, "title", where), verified=told.get("verified") is True, fields=fields)


def _field(told: Any, where: str) -> TemplateField:
    if not isinstance(told, dict):
        raise BadFile(where=where, why="a field has item, label and ask", next="See docs/reports.md.")
    _among(map(str, told), KEYS, where, "key")
    relations = _names(told, "relations", where)
    events, calculated = _names(told, "events", where), _names(told, "calculated", where)
    _among(relations, PROPERTIES, where, "relation")
    _among(events, KINDS, where, "kind of event")
    _among(calculated, CALCULATED, where, "calculation")
    flags = {name: told.get(name) is True for name in ("required", "name", "sender")}
    if not (relations or events or calculated or flags["name"] or flags["sender"]):
        why = "nothing answers this field"
        raise BadFile(where=where, why=why, next="Give name, relations, events, calculated or sender.")
    return TemplateField(
        item=_text(told, "item", where),
        label=_text(told, "label", where),
        ask=_text(told, "ask", where),
        relations=frozenset(relations),
        events=frozenset(events),
        calculated=tuple(calculated),
        **flags,
    )


def _names(told: Mapping[str, Any], name: str, where: str) -> list[str]:
    value = told.get(name, "")
    if not isinstance(value, str):
        raise BadFile(where=where, why=f"“{name}” is no text", next="Write names with spaces between them.")
    return value.split()


def _among(given: Iterable[str], known: Iterable[str], where: str, what: str) -> None:
    for one in given:
        if one not in known:
            ask = nearest(one, known, noun=what)
            raise BadFile(where=where, why=f"there is no {what} “{one}”", next=ask)
