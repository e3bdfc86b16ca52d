"""Reads a page as a strict reader would: its headings, links, fields, languages; and what must never be in one."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
FIELDS = {"input", "select", "textarea"}


@dataclass
class Seen:
    """What stands on a page."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    unbalanced: list[str] = field(default_factory=list)

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every such element."""
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def links(self) -> list[str]:
        return [attrs["href"] for attrs in self.all("a") if "href" in attrs]


class Reader(HTMLParser):
    """A page, read from one end to the other."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen()
        self._open: list[str] = []
        self.feed(page)
        self.close()
        self.seen.unbalanced += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.seen.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""
        self.seen.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.seen.unbalanced.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        """A text."""
        self.seen.text += data


def read(page: str) -> Seen:
    """What stands on a page."""
    return Reader(page).seen


def faults(page: str) -> list[str]:
    """What is wrong with a page for people who use a screen reader, and for the policy that lets nothing run."""
    seen = read(page)
    found = [f"unbalanced {tag}" for tag in seen.unbalanced]
    if len(seen.all("h1")) != 1:
        found.append(f"{len(seen.all('h1'))} h1")
    ids = [attrs["id"] for _, attrs in seen.tags if "id" in attrs]
    found += [f"id {one} twice" for one in {one for one in ids if ids.count(one) > 1}]
    labelled = {attrs.get("for") for attrs in seen.all("label")}
    for tag, attrs in seen.tags:
        asks = tag in FIELDS and attrs.get("type") not in {"hidden", "submit"}
        if asks and attrs.get("id") not in labelled and "aria-label" not in attrs:
            found.append(f"no label on {tag} {attrs.get('name')}")
        found += [f"{name} on {tag}" for name in attrs if name.startswith("on") or name == "style"]
        found += [
            f"{name} of {tag} runs"
            for name in ("href", "src", "action")
            if "javascript:" in attrs.get(name, "").lower()
        ]
        if tag == "script" and not attrs.get("src", "").startswith("/static/"):
            found.append("a script that is not ours")
        for name in ("aria-labelledby", "aria-describedby"):
            found += [f"{name} {one} leads nowhere" for one in attrs.get(name, "").split() if one not in ids]
    if not dict(seen.tags)["html"].get("lang"):
        found.append("no language")
    return found
