"""The language of a page: as its address says, else as the reader chose, else as the browser asks, else English."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from starlette.requests import Request

from habeas.model.translate import entries_in
from habeas.settings import LANGUAGES
from habeas_api.http.sessions import current_user


def request_language(request: Request) -> str:
    """The language of a page: as its address says, else as the reader chose, else as the browser asks, else English."""
    asked = request.query_params.get("lang", "")
    chosen = asked if asked in LANGUAGES else current_user(request).lang
    return chosen if chosen in LANGUAGES else _preferred(request.headers.get("accept-language", ""))


def _preferred(header: str) -> str:
    """The first of the browser's languages that the pages speak."""
    weighed: list[tuple[float, int, str]] = []
    for place, part in enumerate(header.lower().split(",")[:20]):
        tag, _, weight = part.strip().partition(";")
        lang = tag.partition("-")[0].strip()
        if lang in LANGUAGES:
            weighed.append((-_weight(weight), place, lang))
    return min(weighed)[2] if weighed else "en"


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0


@cache
def script_words(lang: str) -> dict[str, str | list[str]]:
    """What scripts say in a language, as a page hands it to them; empty for English, which stands in the scripts."""
    catalogue = files("habeas_api") / "locale" / lang / "LC_MESSAGES" / "scripts.po"
    entries = entries_in(catalogue.read_text(encoding="utf-8")) if catalogue.is_file() else ()
    return {
        entry["msgid"]: [entry["msgstr0"], entry["msgstr1"]] if "msgid_plural" in entry else entry["msgstr"]
        for entry in entries
        if entry["msgid"]
    }
