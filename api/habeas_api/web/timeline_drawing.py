"""The timeline of a person as a page shows it: the drawing of the library, with the words of pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from markupsafe import Markup

from habeas.casefile.timelines import TimelineDrawing, custody_picture
from habeas_api.web.i18n import localizer_for
from habeas_api.web.labels import code_label


def timeline_markup(drawn: TimelineDrawing, lang: str, *, name: str, places: Mapping[str, str]) -> Markup:
    """The drawing of one person, to be put into a page; `places` are what places are called."""
    local, days = localizer_for(lang), drawn.scale
    values = {"name": name, "first": local.day(days.first), "last": local.day(days.last)}
    title = local.gettext("Custody of %(name)s from %(first)s to %(last)s", **values)
    svg = custody_picture(drawn, lang, title=title, places=places, state=partial(code_label, local), ident="tl")
    return Markup(svg)  # noqa: S704 our own drawing, every word escaped
