"""Pages from templates. Everything that is put into one is escaped; a name that is missing is an error, never a blank.

    return render(request, "person.html", sheet=sheet)

Every template has, besides what the page gives it:

    lang, local    the language, and how it writes days and numbers; `_("…")`, `ngettext`, `{% trans %}` translate
    urls           the address of the page, and links that keep the language and the as-of parameters (urls.py)
    user           who reads: `may_write`, and `csrf_token` for forms (http/sessions.py)
    title          what the case is called
    is_case        False when only RDF files are served
    published      what a page in a published folder knows of it (publishing/pages.py); None on a server
    text | bdi     names and sentences: what is written from right to left is set apart (direction.py)
    static(name)   the address of a file of the room; empty when it is not built
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from importlib.resources import as_file, files
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from habeas.model.as_of import Audience
from habeas.model.claim_fields import LABELLED
from habeas.settings import LANGUAGES
from habeas_api.http.sessions import current_user, new_form_id
from habeas_api.http.urls import page_urls
from habeas_api.service.case_service import CaseService, current_service
from habeas_api.web.components import cut_at, fold_quote
from habeas_api.web.direction import as_written, isolated, shown
from habeas_api.web.i18n import LANGUAGE_NAMES, Localizer, localizer_for
from habeas_api.web.labels import code_label, kind_label, relation_label
from habeas_api.web.language import request_language, script_words
from habeas_api.web.static import url_of_file

with as_file(files("habeas_api") / "templates") as _folder:
    FOLDER: Final = _folder
REFUSED: Final = 400
MESSAGES: Final = 4_096
"""So many translated messages of a language are kept."""
VARY: Final = "Accept, Accept-Language, Cookie"


@cache
def environment(lang: str) -> Environment:
    """The templates in one language."""
    local = localizer_for(lang)
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        finalize=shown,
    )
    made.policies["ext.i18n.trimmed"] = True
    # the i18n extension adds this method
    made.install_gettext_translations(local.catalogue, newstyle=True)  # type: ignore[attr-defined]  # by jinja2.ext
    made.filters |= _filters(local)
    translate = _messages(local)
    made.globals |= {
        "_": translate,
        "gettext": translate,
        "lang": lang,
        "local": local,
        "ngettext": local.ngettext,
        "static": url_of_file,
        "script_words": script_words(lang),
        "new_form": new_form_id,
        "languages": LANGUAGES,
        "labelled_fields": LABELLED,
        "language_names": LANGUAGE_NAMES,
    }
    return made


def _messages(local: Localizer) -> Callable[..., Markup]:
    """What `_("…")` is in a template, as jinja2.ext has it: markup, every value escaped, and `%%` for a percent sign. A
    page has hundreds of messages, most without values, so those are kept.
    """
    messages = local.catalogue.gettext

    @lru_cache(maxsize=MESSAGES)
    def plain(message: str) -> Markup:
        return Markup(messages(message) % {})  # noqa: S704 a message of the catalogue or of a template

    def translated(message: str, /, **values: object) -> Markup:
        if not values:
            return plain(message)
        filled = {name: escape(value) for name, value in values.items()}
        return Markup(messages(message) % filled)  # noqa: S704 the message is ours, and every value is escaped

    return translated


def _sentence(text: str) -> str:
    """What an error says, as a sentence of its own: a capital, and a full stop where it has no mark."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", "”", ":")) else ".")


def _filters(local: Localizer) -> dict[str, Callable[..., Any]]:
    return {
        "as_written": as_written,
        "bdi": isolated,
        "code": partial(code_label, local),
        "cut_at": cut_at,
        "day": local.day,
        "edtf": local.edtf,
        "kept_lines": kept_lines,
        "kind": partial(kind_label, local.lang),
        "language": local.language,
        "moment": local.moment,
        "number": local.number,
        "quoted": fold_quote,
        "relation": partial(relation_label, local.lang),
        "say": local.say,
        "sentence": _sentence,
        "span": local.span,
    }


def kept_lines(text: str) -> Markup:
    """A text escaped so that a browser keeps every letter of it: carriage returns too, which it would else drop."""
    # the text was escaped in this line, the other part is fixed
    return Markup(escape(text).replace("\r", Markup("&#13;")))  # noqa: S704 escaped here


def render(
    request: Request, name: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """A page, in the language of the request."""
    lang = request_language(request)
    service = current_service(request)
    told = {
        "urls": page_urls(request, refused=status >= REFUSED),
        "user": current_user(request),
        "audience": getattr(request.state, "audience", Audience.PUBLIC).value,
        "title": service.title if service else "habeas",
        "is_case": isinstance(service, CaseService),
        "published": getattr(request.state, "published", None),
    }
    content = environment(lang).get_template(name).render(**told, **values)
    return HTMLResponse(content, status, {"Vary": VARY, "Content-Language": lang, **(headers or {})})


# -- the language
