"""The JSON of the Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group): shapes of its schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from habeas.casefile.name_values import COMMON, property_label
from habeas.casefile.reconciliation import NameCandidate
from habeas.model.translate import label_in
from habeas.model.values import Ref, Value
from habeas.vocab import HAB, KINDS, PROPERTIES, Range

VERSIONS: Final = ("0.1", "0.2")
WIDTH: Final = 430
HEIGHT: Final = 300
PATH: Final = "/reconcile"


def manifest_of(*, title: str, server: str, base: str, query: str, lang: str) -> dict[str, Any]:
    """What the service can do. `server` is its address without a slash, `query` what goes along with every request."""
    url, end = f"{server}{PATH}", f"?{query}" if query else ""
    more = f"&{query}" if query else ""

    def suggested(what: str) -> dict[str, str]:
        paths = {"service_path": f"/suggest/{what}{end}", "flyout_service_path": f"/flyout/{what}?id=${{id}}{more}"}
        return {"service_url": url, "flyout_service_url": url, **paths}

    setting = {"type": "text", "name": "on", "label": {"es": "en la fecha"}.get(lang, "on the date"), "default": ""}
    return {
        "versions": list(VERSIONS),
        "name": title,
        "identifierSpace": base,
        "schemaSpace": HAB,
        "documentation": f"{server}/docs",
        "defaultTypes": [type_of(kind, lang) for kind in COMMON],
        "view": {"url": f"{url}/preview?id={{{{id}}}}{more}"},
        "preview": {"url": f"{url}/preview?id={{{{id}}}}{more}", "width": WIDTH, "height": HEIGHT},
        "suggest": {what: suggested(what) for what in ("entity", "property", "type")},
        "extend": {
            "propose_properties": {"service_url": url, "service_path": f"/properties{end}"},
            "property_settings": [setting],
        },
    }


def type_of(kind: str, lang: str) -> dict[str, Any]:
    """A kind of names."""
    return {"id": kind, "name": label_in(KINDS[kind], lang)}


def candidate_of(found: NameCandidate, lang: str) -> dict[str, Any]:
    """One candidate; what its score is made of are its features."""
    features: list[dict[str, Any]] = [{"id": "name", "value": found.worth}]
    features += [{"id": name, "value": same} for name, same in found.agrees.items()]
    return {
        "id": str(found.ref),
        "name": found.label,
        "description": "; ".join(found.reasons),
        "type": [type_of(found.ref.kind, lang)],
        "score": found.score,
        "match": found.certain,
        "features": features,
    }


def suggested_name(ref: Ref, label: str, matched: str, lang: str) -> dict[str, Any]:
    """A name that is proposed while somebody types."""
    more = {"description": matched} if matched != label else {}
    return {"id": str(ref), "name": label, **more, "notable": [type_of(ref.kind, lang)]}


def named_pairs(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Properties or types."""
    return [{"id": name, "name": label} for name, label in pairs]


def extension_of(
    asked: Sequence[str],
    rows: Mapping[str, Mapping[str, Sequence[Value]]],
    labels: Mapping[Ref, str],
    words: Callable[[str, Value], str],
    lang: str,
) -> dict[str, Any]:
    """The values of properties, a row for each id that was asked for."""
    told = {
        given: {name: [_cell(name, value, labels, words) for value in values] for name, values in row.items()}
        for given, row in rows.items()
    }
    return {"meta": [_meta(name, lang) for name in asked], "rows": told}


def _meta(name: str, lang: str) -> dict[str, Any]:
    found: dict[str, Any] = {"id": name, "name": property_label(name, lang)}
    prop = PROPERTIES.get(name)
    if prop and prop.range is Range.ENTITY and len(prop.kinds) == 1 and prop.kinds[0] in KINDS:
        found["type"] = type_of(prop.kinds[0], lang)
    return found


def _cell(name: str, value: Value, labels: Mapping[Ref, str], words: Callable[[str, Value], str]) -> dict[str, Any]:
    """A value. Dates are texts: the API knows moments alone, and ours have doubt in them."""
    if isinstance(value, Ref):
        return {"id": str(value), "name": labels[value]}
    if isinstance(value, int) and not isinstance(value, bool):
        return {"int": value}
    return {"str": words(name, value)}
