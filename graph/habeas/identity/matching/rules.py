"""Letters that are replaced by others, in order, as a list that can be read."""

from __future__ import annotations

import re


class Rules:
    """What is replaced by what, in order: `sh(?=i)→s ch|j→c`. Compiled when it is first needed."""

    def __init__(self, listed: str) -> None:
        self._listed = listed
        self._rules: tuple[tuple[re.Pattern[str], str], ...] = ()

    def __call__(self, text: str) -> str:
        """The text with everything replaced."""
        if not self._rules:
            pairs = (pair.partition("→") for pair in self._listed.split())
            self._rules = tuple((re.compile(pattern), letters) for pattern, _, letters in pairs)
        for pattern, letters in self._rules:
            text = pattern.sub(letters, text)
        return text
