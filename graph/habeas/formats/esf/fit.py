"""Records as they may leave: every text without the names that are withheld. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from habeas.formats.esf.fields import EsfFile, EsfRecord, as_comment
from habeas.model.values import is_slug
from habeas.vocab import KINDS


def fitted(file: EsfFile, mask: Callable[[str], str]) -> EsfFile:
    """The file with `mask` over every text. An id that tells of somebody withheld gives way to a number."""
    return replace(file, records=tuple(map(_Fit(mask).record, file.records)), instance=mask(file.instance))


class _Fit:
    def __init__(self, mask: Callable[[str], str]) -> None:
        self._mask = mask
        self._others: dict[str, str] = {}

    def record(self, record: EsfRecord) -> EsfRecord:
        """One record, with those inside it."""
        fields = {name: [self._field(name, value) for value in values] for name, values in record.fields.items()}
        return EsfRecord(record.format, fields, list(map(self.record, record.inside)), record.line)

    def _field(self, name: str, value: str) -> str:
        if name == "comments":
            return as_comment(self._tree(json.loads(value)))
        return self._text(value)

    def _tree(self, value: Any) -> Any:
        match value:
            case str():
                return self._text(value)
            case dict():
                return {self._text(key): self._item(key, each) for key, each in value.items()}
            case list():
                return list(map(self._tree, value))
        return value

    def _item(self, key: str, value: Any) -> Any:
        """An id stands without its kind, and is a name all the same."""
        return self._text(f":{value}").removeprefix(":") if key == "id" else self._tree(value)

    def _text(self, text: str) -> str:
        masked = self._mask(text)
        if masked == text:
            return text
        kind, colon, slug = text.partition(":")
        if not colon or (kind and kind not in KINDS) or not is_slug(slug):
            return masked
        return f"{kind}:{self._others.setdefault(slug, f'withheld-{len(self._others) + 1}')}"
