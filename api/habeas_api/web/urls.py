"""The address somebody is at, and links from it: they keep the language and the clocks that the address carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlencode

from starlette.requests import Request

from habeas.casefile.resources import RECORDS
from habeas.errors import BadChoice
from habeas.model import Ref
from habeas_api.http.parameters import parse_fields
from habeas_api.serializers.values import url_of

AS_OF: Final = ("on", "said", "known", "by")
CARRIED: Final = (*AS_OF, "lang")
SAFE: Final = "/-._~!$&'()*+,;=:@"


@dataclass(frozen=True, slots=True)
class PageUrls:
    """An address on this server: its path, and the parameters given, each once."""

    path: str
    given: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """A parameter as it was given; empty when it was not."""
        return dict(self.given).get(name, "")

    def url(self, path: str, **more: object) -> str:
        """Another address of the room, in the same language and with the same clocks. Values of None or "" are left out."""
        kept = {name: value for name, value in self.given if name in CARRIED}
        return _with_query(path, {**kept, **more})

    def same(self, **change: object) -> str:
        """This address with some parameters changed. Values of None or "" are left out."""
        return _with_query(self.path, {**dict(self.given), **change})

    def to(self, ref: str | Ref, **more: object) -> str:
        """The page of a name: `here.to("person:ana")`. Things have a page about them; records are their own page."""
        one = ref if isinstance(ref, Ref) else Ref(*ref.partition(":")[::2])
        if one.kind == "time":  # the name of a day is percent-encoded already, as it stands in its IRI
            one = Ref(one.kind, unquote(one.slug))
        return self.url(url_of(one) + ("" if one.kind in RECORDS else ".html"), **more)

    def plain(self, path: str) -> str:
        """An address without clocks, in the same language."""
        lang = self.value("lang")
        return _with_query(path, {"lang": lang})

    def hidden(self, *but: str) -> list[tuple[str, str]]:
        """What a GET form has to carry along so that it keeps the language and the clocks, except what it asks for itself."""
        return [(name, value) for name, value in self.given if name in CARRIED and name not in but and value]


def _with_query(path: str, given: dict[str, object]) -> str:
    query = urlencode({name: str(value) for name, value in given.items() if value not in (None, "")})
    return quote(path, safe=SAFE + "%") + (f"?{query}" if query else "")


def page_urls(request: Request, *, refused: bool = False) -> PageUrls:
    """Where a request is. Raises BadChoice for a query string that cannot be read, unless it is `refused` anyway."""
    try:
        return PageUrls(request.url.path, tuple(parse_fields(request.scope["query_string"])))
    except BadChoice:
        if refused:
            return PageUrls(request.url.path)
        raise
