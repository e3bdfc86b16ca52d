"""Questions that SPARQL alone cannot answer: how sure it is that somebody was held, who is whom, what came first.

    inquiry   what an answer starts from, and the rows it gives
    footing   what an answer rests on: claims, their places in the documents, the conventions used
    custody, offices, names, order, tensions, leaving    the answers, one function each

The header of each stands in habeas/questions/NAME.ask, its function in ANSWERS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from habeas.casefile.builtin.context import Given, Inquiry, Rows, as_results
from habeas.casefile.builtin.contradictions import contradictions, official_alone
from habeas.casefile.builtin.custody import charges_after_release, held_on, restrictions_after_release
from habeas.casefile.builtin.names import facilities, namesakes
from habeas.casefile.builtin.offices import authority_path, in_office, official_and_detainee, said_for
from habeas.casefile.builtin.order import in_order, timeline
from habeas.casefile.builtin.publishable import may_be_published

ANSWERS: Final[Mapping[str, Callable[[Inquiry], Rows]]] = {
    "authority-path": authority_path,
    "charges-after-release": charges_after_release,
    "contradictions": contradictions,
    "facilities": facilities,
    "held-on": held_on,
    "in-office": in_office,
    "in-order": in_order,
    "may-be-published": may_be_published,
    "namesakes": namesakes,
    "official-alone": official_alone,
    "official-and-detainee": official_and_detainee,
    "restrictions-after-release": restrictions_after_release,
    "said-for": said_for,
    "timeline": timeline,
}

__all__ = ["ANSWERS", "Given", "Inquiry", "Rows", "as_results"]
