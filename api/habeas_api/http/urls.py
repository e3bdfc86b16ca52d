"""Addresses on this server: the one place that reads and builds them.

Every link of a page, every `url` and `next` in JSON and every Location header comes from here. A page's own links keep
the language and the as-of parameters that its address carries (`PageUrls`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

from starlette.requests import Request

from habeas.errors import BadChoice, phrase
from habeas.model.claims import RECORDS
from habeas.model.values import Ref

AS_OF: Final = ("on", "said", "known", "by")
CARRIED: Final = (*AS_OF, "lang")
"""Parameters that go along from page to page."""
SAFE_IN_SEGMENT: Final = "-._~!$&'()*+,;=:@"
SAFE_IN_PATH: Final = "/" + SAFE_IN_SEGMENT
PLAIN_IN_HEADER: Final = " !\"#$&'()*+,/:;<=>?@[]^_`{|}~-."
MAX_PARAMETERS: Final = 200
MAX_PAGE: Final = 1_000_000
"""The last page of a list that an address may ask for."""
PAGE_SUFFIX: Final = ".html"


def address(path: str, parameters: Mapping[str, object] | Iterable[tuple[str, object]] = ()) -> str:
    """A path, quoted where it is not yet, with a query. Parameters of None or "" are left out."""
    pairs = parameters.items() if isinstance(parameters, Mapping) else parameters
    query = urlencode([(name, str(value)) for name, value in pairs if value not in (None, "")])
    return quote(path, safe=SAFE_IN_PATH + "%") + (f"?{query}" if query else "")


def coded_for_header(text: str) -> str:
    """Text as a header may carry it: what is not ASCII is coded as in an address."""
    return quote(text, safe=PLAIN_IN_HEADER)


# -- of what the case has


def entity_url(ref: Ref) -> str:
    """The address of a name."""
    return f"/id/{ref.kind}/{_segment(ref.slug)}"


@lru_cache(maxsize=4_096)
def _segment(slug: str) -> str:
    """A slug as a part of a path; a page has hundreds of them, most several times."""
    return quote(slug, safe=SAFE_IN_SEGMENT)


def page_url(ref: Ref) -> str:
    """The address of the page of a name. A thing in the world has a page about it; a record is its own page."""
    one = (
        Ref(ref.kind, unquote(ref.slug)) if ref.kind == "time" else ref
    )  # a day's name is quoted already, as in its IRI
    return entity_url(one) + ("" if one.kind in RECORDS else PAGE_SUFFIX)


def resource_url(stem: str, suffix: str = "", query: str = "") -> str:
    """The address of `kind/slug`, in one format where a suffix is given; `query` is kept as it came."""
    return f"/id/{quote(stem, safe=SAFE_IN_PATH)}{suffix}" + (f"?{query}" if query else "")


def claim_data_url(claim_id: str) -> str:
    """The address of a claim as JSON."""
    return f"/api/claims/{_segment(claim_id)}"


def question_url(name: str, form: str = "", parameters: Mapping[str, str] | None = None) -> str:
    """The address of a saved question, and of its answer in one format."""
    return address(f"/api/questions/{quote(name)}" + (f".{form}" if form else ""), parameters or {})


def question_page_url(name: str) -> str:
    """The page of a saved question."""
    return f"/ask/{quote(name)}"


def query_url(query: str, form: str) -> str:
    """The address of the answer to a SPARQL query, in one format."""
    return address("/sparql", {"query": query, "format": form})


def export_url(view: str, ending: str, parameters: Mapping[str, str]) -> str:
    """The address of a view as a graph file."""
    return address(f"/api/export/{view}.{ending}", parameters)


def static_url(name: str, version: str) -> str:
    """The address of a style sheet or script, which may be kept for ever while its version stays."""
    return address(f"/static/{name}", {"v": version})


def problem_url(kind: str) -> str:
    """The `type` of a problem, where it is explained."""
    return f"/docs/errors#{kind}"


def next_page_url(request: Request, limit: int, offset: int) -> str:
    """The address of a list from `offset` on, with the other parameters of a request."""
    rest = [pair for pair in parse_query(request.scope["query_string"]) if pair[0] not in {"limit", "offset"}]
    return f"{request.url.path}?{urlencode([*rest, ('limit', limit), ('offset', offset)])}"


# -- of pages


@dataclass(frozen=True)
class PageUrls:
    """The address somebody is at, and links from it."""

    path: str
    given: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """A parameter as it was given; empty when it was not."""
        return dict(self.given).get(name, "")

    @cached_property
    def _carried(self) -> dict[str, str]:
        return {name: value for name, value in self.given if name in CARRIED and value}

    @cached_property
    def _query(self) -> str:
        return f"?{urlencode(self._carried)}" if self._carried else ""

    def url(self, path: str, **more: object) -> str:
        """Another page, in the same language and as of the same. Values of None or "" are left out."""
        return address(path, {**self._carried, **more})

    def same(self, **change: object) -> str:
        """This page with some parameters changed. Values of None or "" are left out."""
        return address(self.path, {**dict(self.given), **change})

    def to(self, ref: str | Ref, **more: object) -> str:
        """The page of a name: `urls.to("person:ana")`."""
        path = page_url(ref if isinstance(ref, Ref) else Ref(*ref.partition(":")[::2]))
        return self.url(path, **more) if more else path + self._query

    def photo(self, ref: str) -> str:
        """A picture of the case, as it may leave."""
        return f"/photo/{_segment(ref.partition(':')[2])}"

    def plain(self, path: str) -> str:
        """Another page in the same language, as of now."""
        return address(path, {"lang": self.value("lang")})

    def impact(self, ref: str) -> str:
        """The page of what rests on something, on the day that is asked about."""
        return address(f"/impact/{_segment(ref)}", {"on": self.value("on"), "lang": self.value("lang")})

    def form(self, path: str) -> str:
        """Where a form is sent. What it carries along stands in its fields (`hidden`)."""
        return address(path)

    def hidden(self, *but: str) -> list[tuple[str, str]]:
        """The hidden fields of a form: the language and the as-of parameters, but those that it asks for itself."""
        return [(name, value) for name, value in self.given if name in CARRIED and name not in but and value]


def page_urls(request: Request, *, refused: bool = False) -> PageUrls:
    """Where a request is.

    Raises BadChoice for a query string that cannot be read, unless the request is `refused` anyway.
    """
    try:
        return PageUrls(request.url.path, tuple(parse_query(request.scope["query_string"])))
    except BadChoice:
        if refused:
            return PageUrls(request.url.path)
        raise


def local_address(text: str, otherwise: str = "/") -> str:
    """An address on this server, as a form sent it; anything else is not followed."""
    plain = text.startswith("/") and not text.startswith(("//", "/\\")) and not any(c < " " for c in text)
    return text if plain else otherwise


def with_note(text: str, note: str) -> str:
    """An address of ours with a note to show on its page; a note that it carried is replaced."""
    path, _, query = text.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("note=")]
    return f"{path}?{'&'.join([*kept, f'note={note}'])}"


# -- reading

TOP_LEVEL: Final = frozenset({"sparql", "graph", "id", "docs", "openapi.json", "reconcile", ""})


def address_family(path: str) -> str:
    """An address without what was asked for: `/api/claims/…`."""
    first, *rest = path.lstrip("/").split("/")
    if first == "api" and rest:
        return f"/api/{rest[0]}" + ("/…" if rest[1:] else "") if rest[0].isascii() and rest[0].isalpha() else "/api/…"
    return f"/{first}" + ("/…" if rest else "") if first in TOP_LEVEL else "/…"


def parse_query(raw: bytes) -> list[tuple[str, str]]:
    """Names and values of a query string or a form, in order. Raises BadChoice for bytes that are not UTF-8."""
    try:
        return parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_PARAMETERS)
    except UnicodeDecodeError:
        raise BadChoice(
            why="this is not UTF-8", next="Percent-encode every character outside ASCII as UTF-8."
        ) from None
    except ValueError:
        raise BadChoice(
            why=phrase("there are more than %(max_parameters)s parameters here", max_parameters=MAX_PARAMETERS)
        ) from None
