"""Reports on a case as plain values: status, counts, findings, lists and rosters, each by what is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final, TypeVar

from habeas.casefile.case_file import CaseFile, utc_now
from habeas.casefile.findings_service import totals_of
from habeas.casefile.followup_service import DueQuestion, called, due_next, due_source, followup_page
from habeas.casefile.held_over_time import held_over_time, held_picture
from habeas.casefile.lists import list_page
from habeas.casefile.map_service import case_map
from habeas.casefile.rendering import ClaimRenderer
from habeas.casefile.roster import GROUPS, WORDS, Roster, RosterPage, WorkedOut, is_kept, roster_of
from habeas.casefile.view import View
from habeas_api.serializers.followup import due_out
from habeas_api.serializers.maps import site_of
from habeas_api.serializers.reports import (
    claims_in,
    comparison_of,
    count_of,
    decision_of,
    derived_of,
    finding_of,
    status_of,
)
from habeas_api.serializers.values import evidence_of

PlainPage = dict[str, Any]
T = TypeVar("T")


LAST: Final[dict[str, Any]] = {}
"""What this process calculated last: the next page of it need not be calculated again."""
DUE: Final = ("on", "said", "known", "by", "person", "stands")
"""What is asked for of what is due (`DueQuestion`)."""
PAGING: Final = frozenset({"limit", "offset", "next"})


def _once(given: Mapping[str, Any], calculate: Callable[[], T]) -> T:
    """What is calculated for a question, kept until another is asked, the file changes (its checkpoint is another) or
    the day does.
    """
    key = json.dumps(
        [utc_now()[:10], {name: value for name, value in given.items() if name not in PAGING}], sort_keys=True
    )
    if key not in LAST:
        LAST.clear()
        LAST[key] = calculate()
    found: T = LAST[key]
    return found


def _page(every: Sequence[T], plain: Callable[[T], Any], given: Mapping[str, Any], case: CaseFile) -> PlainPage:
    """The part asked for, the claims it rests on, and the address of the next part where there is one."""
    first, last = given["offset"], given["offset"] + given["limit"]
    return _shown([dict(plain(one)) for one in every[first:last]], given, case, more=len(every) > last)


def _shown(shown: Sequence[PlainPage], given: Mapping[str, Any], case: CaseFile, *, more: bool) -> PlainPage:
    told = ClaimRenderer(case, given["lang"]).evidence(claims_in(shown))
    claims = {claim_id: evidence_of(one) for claim_id, one in told.items()}
    return {"items": shown, "claims": claims, "next": given["next"] if more else None}


def _status(case: CaseFile, given: Mapping[str, Any]) -> PlainPage:
    then = case.at(given["known"]) if given["known"] else case
    if given["person"]:
        asked = {name: given[name] or "" for name in ("on", "said", "by", "person", "known")}
        return _page(case.status(**asked, lang=given["lang"]), status_of, given, then)
    roster, limit, offset = _roster(case, given), given["limit"], given["offset"]
    rows = roster.statuses(limit=limit, offset=offset, lang=given["lang"])
    return _shown([dict(status_of(row)) for row in rows], given, then, more=roster.told() > offset + limit)


def _counts(case: CaseFile, given: Mapping[str, Any]) -> PlainPage:
    """A page of numbers: who is known by name beside each, and what can be said of each and those after it."""
    then = case.at(given["known"]) if given["known"] else case
    view = then.view(said=given["said"] or "", by=given["by"] or "")
    found = view.figure_page(lang=given["lang"], limit=given["limit"], offset=given["offset"])
    more = found.total > given["offset"] + given["limit"]
    page = _shown([dict(count_of(row)) for row in found.rows], given, then, more=more)
    others = {
        "comparisons": [comparison_of(one) for one in found.comparisons],
        "derived": [derived_of(one) for one in found.derived],
    }
    return {**page, **others}


def _findings(case: CaseFile, given: Mapping[str, Any]) -> PlainPage:
    then = case.at(given["known"]) if given["known"] else case
    view: View = case.view(known=given["known"] or "", said=given["said"] or "", by=given["by"] or "")
    rules = [given["rule"]] if given["rule"] else []
    gone = () if rules or given["said"] or given["by"] else view.stale_decisions()
    if view.findings_are_kept:
        limit, offset = given["limit"], given["offset"]
        part = view.finding_page(rules=rules, lang=given["lang"], limit=limit, offset=offset)
        page = _shown([dict(finding_of(one)) for one in part.items], given, then, more=part.total > offset + limit)
    else:
        found = _once(given, lambda: view.findings(rules=rules, lang=given["lang"]))
        page = _page(found, finding_of, given, then)
    return {**page, "gone": [dict(decision_of(one)) for one in gone]}


def _followup(case: CaseFile, given: Mapping[str, Any]) -> PlainPage:
    """A page of what is due, and how many stand how."""
    asked = DueQuestion(**{name: given[name] or "" for name in DUE}, lang=given["lang"])
    limit, offset, view = given["limit"], given["offset"], asked.view(case)
    page = followup_page(view, asked, limit=limit, offset=offset)
    items = [dict(due_out(one, called(view, one.person, asked.lang))) for one in page.items]
    shown = _shown(items, given, case.at(asked.known) if asked.known else case, more=page.total > offset + limit)
    return {**shown, "total": page.total, "totals": {due.value: n for due, n in page.totals.items()}}


def _due_next(case: CaseFile, given: Mapping[str, Any]) -> PlainPage:
    """The first of what is due on a day, and how many there are."""
    asked = DueQuestion(**{name: given.get(name) or "" for name in DUE}, lang=given["lang"])
    view = asked.view(case)
    page = due_next(due_source(view, view.day(asked.on)), given["limit"])
    items = [dict(due_out(one, called(view, one.person, asked.lang))) for one in page.items]
    return {"items": items, "total": page.total}


def _roster(case: CaseFile, given: Mapping[str, Any]) -> Roster:
    """The roster of the view that is asked for. What is worked out for one is used again for its next page."""
    known, said, by = (str(given.get(name) or "") for name in ("known", "said", "by"))
    view: View = case.view(known=known, said=said, by=by)
    day = view.day(given.get("on") or "")
    if is_kept(view):
        return roster_of(view, day)
    key = {name: given.get(name) for name in ("on", "said", "known", "by", "store")}
    return Roster(view, day, _once({"what": "roster", **key}, lambda: WorkedOut(view, day)))


def _first_page(case: CaseFile, given: Mapping[str, Any]) -> PlainPage:
    """How many stand in each group, and the first names of each."""
    roster, most = _roster(case, given), given["most"]
    held = {word.value: roster.page(group="held", word=word.value, limit=most) for word in WORDS[:4]}
    groups = {group: roster.page(group=group, limit=most // 2) for group in GROUPS[1:-1]}
    return {
        "totals": roster.totals(),
        "held": {word: _plain(page) for word, page in held.items()},
        "groups": {group: _plain(page) for group, page in groups.items()},
    }


def _people(case: CaseFile, given: Mapping[str, Any]) -> PlainPage:
    """A page of everybody, or of those that the filters leave."""
    names = ("group", "word", "name", "at", "limit", "offset")
    return _plain(_roster(case, given).page(**{name: given[name] for name in names}))


def _at_facility(case: CaseFile, given: Mapping[str, Any]) -> PlainPage:
    """Who is held at a facility on the day, and who was told to have been there at another time."""
    roster, names, most = _roster(case, given), given["names"], given["most"]
    return {"now": _plain(roster.now_at(names, limit=most)), "ever": _plain(roster.ever_at(names, limit=most))}


def _at_facilities(case: CaseFile, given: Mapping[str, Any]) -> PlainPage:
    """How many are held at each of some facilities on the day, by certainty."""
    return _roster(case, given).held_at(given["names"])


def _plain(page: RosterPage) -> PlainPage:
    return {"rows": [{name: getattr(row, name) for name in row.__slots__} for row in page.rows], "total": page.total}


def _listing(case: CaseFile, given: Mapping[str, Any]) -> PlainPage:
    """A page of facilities, organizations or documents."""
    then = case.at(given["known"]) if given["known"] else case
    return asdict(list_page(then, **{name: given[name] for name in ("name", "lang", "letters", "limit", "offset")}))


def _map(case: CaseFile, given: Mapping[str, Any]) -> PlainPage:
    """Facilities where claims say they stand, with how many are held at each on the day."""
    known, said, by = (str(given.get(name) or "") for name in ("known", "said", "by"))
    found = case_map(case.view(known=known, said=said, by=by), on=given.get("on") or "", lang=given["lang"])
    return {
        "sites": [site_of(one) for one in found.sites],
        "landmarks": [site_of(one) for one in found.landmarks],
        "unplaced": [site_of(one) for one in found.unplaced],
    }


def _numbers(case: CaseFile, given: Mapping[str, Any]) -> PlainPage:
    """Every number; with `names` how many people are known by name, who are not listed; with `compared` which can be
    held together.
    """
    view: View = case.view(known=given["known"], said=given["said"], by=given["by"])
    found = view.figures(lang=given["lang"], names=False, compared=given["compared"])
    rows = view.with_names(found.rows, 0) if given["names"] else found.rows
    return {
        "rows": [dict(count_of(row)) for row in rows],
        "comparisons": [comparison_of(one) for one in found.comparisons],
        "derived": [derived_of(one) for one in found.derived],
    }


def _held_over_time(case: CaseFile, given: Mapping[str, Any]) -> PlainPage | None:
    """How many are held over time, with the picture; None while kept answers are brought up to date."""
    view: View = case.view()
    if not is_kept(view):
        return None
    found = held_over_time(view, lang=given["lang"])
    return {
        "exact": found.exact,
        "rows": [{**row._asdict(), "first": row.first.isoformat(), "most": row.most} for row in found.rows],
        "last": found.last.isoformat(),
        "published": [dict(count_of(row)) for row in found.published],
        "more": found.more,
        "picture": held_picture(found, given["lang"], ident="held"),
    }


def _finding_list(case: CaseFile, given: Mapping[str, Any]) -> PlainPage:
    """A page of findings, those of one check or all, with how many there are; and decisions whose finding is gone."""
    view: View = case.view(known=given["known"], said=given["said"], by=given["by"])
    rules, lang = [given["rule"]] if given["rule"] else [], given["lang"]
    first, last, only_open = given["offset"], given["offset"] + given["limit"], given["only_open"]
    if view.findings_are_kept:
        page = view.finding_page(rules=rules, lang=lang, limit=given["limit"], offset=first, only_open=only_open)
        items, total, totals = page.items, page.total, view.finding_totals()
    else:
        asked = {name: given[name] for name in ("known", "said", "by", "lang", "store")}
        every = _once({"what": "finding-list", **asked}, lambda: view.findings(lang=lang))
        wanted = [one for one in every if (not rules or one.rule in rules) and (one.is_open or not only_open)]
        items, total, totals = tuple(wanted[first:last]), len(wanted), totals_of(every)
    own = [each for each in totals if not rules or each.rule in rules]
    return {
        "items": [dict(finding_of(one)) for one in items],
        "total": total,
        "decided": sum(each.number - each.open for each in own),
        "by_rule": {
            rule: sum(each.number for each in totals if each.rule == rule) for rule in {t.rule for t in totals}
        },
        "gone": [
            dict(decision_of(one)) for one in (view.stale_decisions() if view.as_of.is_plain and not rules else ())
        ],
    }


QUICK: Final = frozenset(
    [
        *("status", "first-page", "people", "at-facility", "at-facilities", "listing"),
        *("findings", "finding-list", "counts", "numbers", "map", "held-over-time", "followup", "due-next"),
    ]
)
"""What is read from kept answers, page by page, where no clock narrows the view."""


def is_quick(what: str, given: Mapping[str, Any]) -> bool:
    """True for what costs so little that it can be answered between two writes, without a worker process."""
    return what in QUICK and not any(given.get(name) for name in ("said", "known", "by"))


REPORTS: Final[Mapping[str, Callable[[CaseFile, Mapping[str, Any]], Any]]] = {
    "status": _status,
    "counts": _counts,
    "findings": _findings,
    "first-page": _first_page,
    "people": _people,
    "at-facility": _at_facility,
    "at-facilities": _at_facilities,
    "listing": _listing,
    "numbers": _numbers,
    "finding-list": _finding_list,
    "map": _map,
    "held-over-time": _held_over_time,
    "followup": _followup,
    "due-next": _due_next,
}
