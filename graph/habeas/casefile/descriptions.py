"""Two descriptions of one name, or of one document, taken together: nothing that was said before is lost."""

from __future__ import annotations

from dataclasses import replace

from habeas.model.values import Entity, Source


def merged(old: Entity, new: Entity) -> Entity:
    """Both descriptions together: the new label stands, names used before are kept as other names."""
    langs = {t.lang for t in new.labels}
    kept = (t for t in old.labels if t.lang not in langs or t in new.labels)
    labels = tuple(dict.fromkeys((*kept, *new.labels)))
    other = (*old.also, *(t for t in old.labels if t.lang in langs), *new.also)
    also = tuple(t for t in dict.fromkeys(other) if t not in labels)
    return replace(
        new,
        labels=labels,
        also=also,
        hidden=tuple(dict.fromkeys((*old.hidden, *new.hidden))),
        note=new.note or old.note,
        placeholder=new.placeholder or old.placeholder,
        org_kind=new.org_kind or old.org_kind,
        reliability=new.reliability or old.reliability,
        keeper=new.keeper or old.keeper,
        criterion=new.criterion or old.criterion,
        subset_of=new.subset_of or old.subset_of,
        same_as=tuple(dict.fromkeys((*old.same_as, *new.same_as))),
        sensitivity=new.sensitivity or old.sensitivity,
    )


def newer(old: Source, new: Source) -> Source:
    """The new description of a source, with what it leaves out kept from before."""
    words = ("title", "kind", "publisher", "language", "date", "url", "note", "snapshot", "sensitivity")
    return replace(new, **{name: getattr(new, name) or getattr(old, name) for name in words})
