"""C09 to C13: numbers. Rounding and vague words never make a contradiction by themselves: they are bounds already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from habeas.analysis.checks.context import Whole
from habeas.analysis.evidence import NOWHERE
from habeas.analysis.figures.compare import Balance, balances, nested, overlap, part_of
from habeas.analysis.figures.figures import Count, Thing, days_text
from habeas.dates import Bounds
from habeas.model.findings import Finding, Severity, finding

MOST_SHOWN: Final = 4


def one_keeper_two_numbers(whole: Whole) -> Iterator[Finding]:
    """C09. One keeper gives two numbers for one population, kind and day that share no number."""
    for group in _groups(whole, lambda count: (count.population, whole.cluster(count.keeper), count.kind, count.days)):
        members = _apart(group)
        if members and group[0].days != NOWHERE:
            keeper, days, numbers = whole.label(group[0].keeper), days_text(group[0].days), _numbers(whole, members)
            yield finding(
                "C09", Severity.HARD, [count.claim for count in members],
                whole.tongue.say(
                    f"Which number of {keeper} is right for {days}: {numbers}?",
                    f"¿Qué cifra de {keeper} es correcta para {days}: {numbers}?",
                ),
                whole.tongue.say(
                    "One keeper, one population, one kind, one day, and no number fits all.",
                    "Quien cuenta, a quiénes, la clase y el día son los mismos, y ninguna cifra vale para todas.",
                ),
                about=[group[0].population],
            )  # fmt: skip


def keepers_apart(whole: Whole) -> Iterator[Finding]:
    """C10. Different keepers give numbers of the same thing for the same days that share no number: a discrepancy, not a contradiction."""
    for group in _groups(whole, lambda count: (count.thing, count.kind, count.days)):
        members = _apart(group, same=lambda one, other: whole.cluster(one.keeper) == whole.cluster(other.keeper))
        if members and group[0].thing is not Thing.UNCLEAR and group[0].days != NOWHERE:
            numbers, thing, days = (
                _numbers(whole, members),
                whole.tongue.thing(members[0].thing),
                days_text(members[0].days),
            )
            yield finding(
                "C10", Severity.INFO, [count.claim for count in members],
                whole.tongue.say(
                    f"What makes the difference between {numbers}, {thing} by {days}?",
                    f"¿De dónde viene la diferencia entre {numbers}, {thing} al {days}?",
                ),
                "; ".join(_definitions(whole, members)), about=[count.population for count in members], context=_gaps(whole, members),
            )  # fmt: skip


def _groups(whole: Whole, key: object) -> Iterator[list[Count]]:
    found: dict[object, list[Count]] = {}
    for count in whole.counts:
        if count.numbered and callable(key):
            found.setdefault(key(count), []).append(count)
    return (group for group in found.values() if len(group) > 1)


def _apart(group: list[Count], same: object = None) -> list[Count]:
    """Those that share no number with some other of the group, of another keeper where `same` tells keepers apart."""
    found = []
    for count in group:
        others = (each for each in group if not (callable(same) and same(count, each)))
        if any(overlap(count.bounds, other.bounds) is None for other in others):
            found.append(count)
    return found


def _numbers(whole: Whole, counts: Iterable[Count]) -> str:
    tongue = whole.tongue
    texts = [_number(whole, count) for count in counts]
    many = tongue.say(f"{len(texts)} numbers from {texts[0]} on", f"{len(texts)} cifras desde {texts[0]}")
    return tongue.say(" and ", " y ").join(texts) if len(texts) <= MOST_SHOWN else many


def _number(whole: Whole, count: Count) -> str:
    text = whole.tongue.number(count.bounds) if count.numbered else whole.tongue.say("no number", "sin cifra")
    return f"{text} ({count.claim})"


def _definitions(whole: Whole, counts: Iterable[Count]) -> Iterator[str]:
    for count in counts:
        entity = whole.entities.get(count.population)
        criterion = (
            entity.criterion.text
            if entity and entity.criterion
            else whole.label(count.population) or whole.tongue.say("population not stated", "no se dice a quiénes")
        )
        unknown = whole.tongue.say("; since when is not stated", "; no se dice desde cuándo")
        since = "" if count.window[0] else unknown
        yield f"{count.claim}, {whole.label(count.keeper)}: {criterion}{since if count.kind != 'stock' else ''}"


def _gaps(whole: Whole, counts: Iterable[Count]) -> list[str]:
    """Claims that say outright what is not known of these numbers."""
    return [
        told.claim.id
        for count in counts
        for told in whole.by_node.get(whole.cluster(count.node), ())
        if told.claim.modality == "gap"
    ]


def parts_and_wholes(whole: Whole) -> Iterator[Finding]:
    """C11. A part is greater than its whole, or parts over separate days sum to more than the whole."""
    by_list: dict[tuple[str, str], list[Count]] = {}
    for count in whole.counts:
        if count.numbered:
            by_list.setdefault((count.keeper, count.kind), []).append(count)
    nodes = {count.node: count for count in whole.counts}
    for counts in by_list.values():
        for outer in counts:
            told = [part for part in counts if part is not outer and (part_of(part, outer) or nested(part, outer))]
            yield from _greater(whole, told, outer)
            yield from _sums(whole, [part for part in told if nested(part, outer)], outer)
    shares = [(part, nodes[part.whole]) for part in nodes.values() if part.whole in nodes]
    for part, outer in shares:
        if (part.keeper, part.kind) != (outer.keeper, outer.kind):
            yield from _greater(whole, [part], outer)


def _greater(whole: Whole, parts: Iterable[Count], outer: Count) -> Iterator[Finding]:
    for part in parts:
        if outer.upper is not None and part.bounds[0] > outer.upper:
            yield finding(
                "C11", Severity.HARD, [part.claim, outer.claim],
                whole.tongue.say(
                    f"Can {_number(whole, part)} be a part of {_number(whole, outer)}?",
                    f"¿Puede {_number(whole, part)} ser parte de {_number(whole, outer)}?",
                ),
                whole.tongue.say("A part is never greater than its whole.", "Una parte nunca es mayor que su todo."),
                about=[part.population, outer.population],
            )  # fmt: skip


def _sums(whole: Whole, parts: list[Count], outer: Count) -> Iterator[Finding]:
    """Parts of one population over days that certainly do not meet may be added up; no others."""
    chosen: list[Count] = []
    for part in sorted(parts, key=lambda count: (str(count.days[1]), count.claim)):
        if not chosen or str(chosen[-1].days[1]) < str(part.days[0]):
            chosen.append(part)
    least = sum(part.bounds[0] for part in chosen)
    if (
        outer.upper is not None
        and len(chosen) > 1
        and least > outer.upper
        and all(part.bounds[0] <= outer.upper for part in chosen)
    ):
        parts_told = whole.tongue.listed(part.claim for part in chosen)
        yield finding(
            "C11", Severity.HARD, [outer.claim, *(part.claim for part in chosen)],
            whole.tongue.say(
                f"Can {parts_told}, at least {least} together, be parts of {_number(whole, outer)}?",
                f"¿Pueden {parts_told}, al menos {least} en conjunto, ser partes de {_number(whole, outer)}?",
            ),
            whole.tongue.say("They are counted over separate days within it.", "Se contaron en días separados dentro de su periodo."),
            about=[outer.population],
        )  # fmt: skip


def shrinking(whole: Whole) -> Iterator[Finding]:
    """C12. A cumulative count of one keeper goes down."""
    lists: dict[tuple[str, str, Bounds], list[Count]] = {}
    for count in whole.counts:
        if count.kind == "cumulative" and count.numbered and None not in count.at:
            lists.setdefault((count.population, whole.cluster(count.keeper), (count.window[0], None)), []).append(count)
    for counts in lists.values():
        ordered = sorted(counts, key=lambda count: (str(count.at[0]), count.claim))
        for before, after in pairwise(ordered):
            if str(before.at[1]) < str(after.at[0]) and after.upper is not None and after.upper < before.bounds[0]:
                number, keeper = whole.tongue.number, whole.label(before.keeper)
                yield finding(
                    "C12", Severity.SOFT, [before.claim, after.claim],
                    whole.tongue.say(
                        f"Why did the count of {keeper} go down from {number(before.bounds)} on {before.at[0]} to {number(after.bounds)} on "
                        f"{after.at[0]}?",
                        f"¿Por qué bajó la cuenta de {keeper}, de {number(before.bounds)} el {before.at[0]} a {number(after.bounds)} el "
                        f"{after.at[0]}?",
                    ),
                    whole.tongue.say(
                        "A count since one beginning only grows. Was the first one corrected?",
                        "Una cuenta desde un mismo comienzo solo crece. ¿Se corrigió la primera?",
                    ),
                    about=[before.population],
                )  # fmt: skip


def stock_and_flow(whole: Whole) -> Iterator[Finding]:
    """C13. What was held before, less those who left, with those who came, is not what was held after."""
    for balance in balances(whole.counts):
        if not balance.holds:
            keeper, number, before, after = (
                whole.label(balance.keeper),
                whole.tongue.number,
                balance.before,
                balance.after,
            )
            yield finding(
                "C13", Severity.SOFT, balance.claims,
                whole.tongue.say(
                    f"{keeper} counts {number(before.bounds)} on {days_text(before.days)} and {number(after.bounds)} on {days_text(after.days)}. "
                    "Where does the difference come from?",
                    f"{keeper} cuenta {number(before.bounds)}, {days_text(before.days)}, y {number(after.bounds)}, {days_text(after.days)}. "
                    "¿De dónde viene la diferencia?",
                ),
                _balanced(whole, balance), about=[before.population],
            )  # fmt: skip


def _balanced(whole: Whole, balance: Balance) -> str:
    """What would have to be so, and which flows nobody told."""
    least, most = balance.needed
    missing = ", ".join(balance.missing)
    english = f"With what is told in between, {balance.text}." + (f" Not told: {missing}." if missing else "")
    faltan = "no hace falta nada más"
    if least is not None and least > 0:
        faltan = f"hacen falta al menos {least} detenciones o casos recién documentados"
    elif most is not None and most < 0:
        faltan = f"hace falta que al menos {-most} personas más salieran o se quitaran de la lista"
    spanish = f"Con lo que se dice entre ambas fechas, {faltan}." + (f" Sin decir: {missing}." if missing else "")
    return whole.tongue.say(english, spanish)
