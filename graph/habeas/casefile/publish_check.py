"""Whether anything withheld stands in a folder for everybody: every file of it is read again, byte by byte.

This knows nothing of how the folder was made. From the case as it is now it takes what the public may not see: the
names of people in every spelling (`identity.name_spotter`), the names that stand in addresses, the ids of claims and
the words that they quote, the hashes of documents and of journal lines. It looks for them in names of files and in
what stands in them: as it is, as HTML, JSON and addresses write it, and inside base64 and gzip.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import hashlib
import html
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from habeas.casefile.open_case import OpenCase
from habeas.model.as_of import Audience
from habeas.model.masking import MARK, TextMasker
from habeas.model.text import fold
from habeas.model.values import Ref
from habeas.storage.contract import ClaimReader
from habeas.storage.editions.reading import JournalReading, Protection
from habeas.storage.journal.reader import read

SKIPPED: Final = ".git"
NOTHING: Final = hashlib.sha256(b"").hexdigest()
"""The hash of the text of every picture without words: it tells nothing of any."""
WORDS: Final = 5
"""So many words together are somebody's own; fewer are everybody's."""
LONGEST: Final = 160
MOST: Final = 200
WORD: Final = re.compile(r"\w+")
TOKEN: Final = re.compile(r"[\w.~-]{6,}")
DIGEST: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
NAME: Final = re.compile(r"\b([a-z]+)[/:]([\w.~%-]+)")
TAG: Final = re.compile(r"<[^<>]*>")
VALUE: Final = re.compile(r'="([^"]*)"')
TEXT: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)")
PACKED: Final = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}")
GZIPPED: Final = re.compile(r"H4sI[A-Za-z0-9+/]{36,}={0,2}")
"""What is unpacked, and no text: a name that its letters happen to spell is nobody's."""
DEEPEST: Final = 3


@dataclass(frozen=True, slots=True)
class Leak:
    """Something withheld that stands in a file: what it is (`name`, `id`, `hash`, `words`), and where in the text."""

    file: str
    what: str
    text: str


class _Withheld:
    """What the public may not see of a case, as it is looked for."""

    def __init__(self, case: OpenCase) -> None:
        found = Protection.of(case.views, Audience.PUBLIC, case.settings.sensitivity)
        self.masker: TextMasker = JournalReading(case.folder, case.views, found, cover=False).masker
        self.names = {(ref.kind, ref.slug) for ref in found.policy.withheld}
        self.claims = {claim for claim in found.claims if len(claim) >= len("claim-")}
        self.hashes = set(_hashes(case, found, self.masker))
        self.words = _own_words(case, found)


def _hashes(case: OpenCase, found: Protection, masker: TextMasker) -> Iterator[str]:
    """Those of every journal line, of every original, and of the texts that may not be read."""
    for entry in read(case.folder / "journal"):
        operation = entry.operation
        yield operation.hash
        snapshot = operation.body.get("snapshot") if operation.op == "source" else None
        if snapshot:
            yield from filter(None, [str(snapshot.get("original", ""))])
            digest = str(snapshot.get("sha256", ""))
            if digest == NOTHING:
                continue
            if Ref.parse(operation.body["ref"]) in found.policy.withheld or _names_somebody(case, digest, masker):
                yield digest


def _names_somebody(case: OpenCase, digest: str, masker: TextMasker) -> bool:
    path = case.folder / "sources" / f"{digest}.txt"
    text = path.read_text(encoding="utf-8", errors="replace") if digest and path.exists() else ""
    return masker.mask(text) != text


def _own_words(case: OpenCase, found: Protection) -> dict[tuple[str, ...], str]:
    """The first words of every longer text that only what is withheld says, each with the whole text."""
    own, everybodys = dict[str, None](), set[str]()
    for row in list(case.views.index.claims(status="")):
        texts = _texts_of(case.views, row.id)
        if row.id in found.claims:
            own.update(dict.fromkeys(texts))
        else:
            everybodys.update(texts)
    for body in case.views.index.entities():
        texts = list(_strings({name: value for name, value in body.items() if name in {"note", "title", "criterion"}}))
        if Ref.parse(body["ref"]) in found.policy.withheld:
            own.update(dict.fromkeys(texts))
        else:
            everybodys.update(texts)
    grams = ((_gram(text), text) for text in own if text not in everybodys)
    public = {gram for text in everybodys if (gram := _gram(text))}
    return {gram: text for gram, text in grams if gram and gram not in public}


def _texts_of(views: ClaimReader, claim_id: str) -> list[str]:
    read_ = views.claim(claim_id)
    if read_ is None:
        return []
    claim = read_[0]
    return [text for text in (claim.quote, claim.note.text if claim.note else "") if text]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for inner in value.values() for text in _strings(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _strings(inner))


def _gram(text: str) -> tuple[str, ...]:
    """The first words of a text, folded; nothing for a short one."""
    words = tuple(fold(word) for word in islice(WORD.findall(text), WORDS))
    return words if len(words) == WORDS else ()


def find_leaks(
    case: OpenCase,
    folder: Path,
    *,
    own: Mapping[str, bytes] | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Leak]:
    """What stands in a folder that the public may not see, at most 200 places of it, in the order of the files.

    `own` are files of the program by name, which are not read where they are the same. `progress` is told how many
    files were read.
    """
    withheld, seen, found = _Withheld(case), set[int](), list[Leak]()
    for done, path in enumerate(_paths(folder), start=1):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        if own is None or own.get(name) != content:
            texts = (text for part in _unpacked(content) for text in _fragments(part, is_page=name.endswith(".html")))
            found += _leaks_in(name, (*_of_name(name), *texts), withheld, seen)
        if progress is not None:
            progress(done)
        if len(found) >= MOST:
            break
    return found[:MOST]


def _paths(folder: Path) -> list[Path]:
    every = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return sorted(path for path in every if SKIPPED not in path.relative_to(folder).parts)


def _of_name(name: str) -> Iterator[str]:
    yield name
    yield from (re.sub(r"\.html$", "", part) for part in name.split("/"))


def _unpacked(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes, and what is packed in them: gzip, and base64 within a text."""
    yield content
    if depth >= DEEPEST:
        return
    if content[:2] == b"\x1f\x8b":
        try:
            yield from _unpacked(gzip.decompress(content), depth + 1)
        except (OSError, EOFError, zlib.error):
            return
    else:
        for packed in PACKED.findall(content):
            try:
                plain = base64.b64decode(packed + b"=" * (-len(packed) % 4))
            except (binascii.Error, ValueError):
                continue
            if plain[:2] == b"\x1f\x8b" or _is_text(plain):
                yield from _unpacked(plain, depth + 1)


def _is_text(content: bytes) -> bool:
    try:
        return content.decode().isprintable()
    except UnicodeDecodeError:
        return False


def _fragments(content: bytes, *, is_page: bool) -> Iterator[str]:
    """The texts in a file, as somebody reads them: of a page, what stands between its tags and in their attributes."""
    text = GZIPPED.sub("", content.decode("utf-8", "replace"))
    if "\\" in text:
        yield from (ESCAPE.sub(_unescaped, line) for line in text.splitlines() if "\\" in line)
    if is_page:
        yield from (html.unescape(part) for part in TAG.split(text) if part.strip())
        yield from (unquote(html.unescape(value)) for tag in TAG.findall(text) for value in VALUE.findall(tag))
        return
    yield from (part for part in text.splitlines() if part.strip() and '"' not in part)
    for line in text.splitlines():
        if '"' in line:
            yield from (ESCAPE.sub(_unescaped, part) for part in TEXT.findall(line))
            yield TEXT.sub(" ", line)


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else {"n": "\n", "t": "\t", "r": "\r"}.get(match[2], match[2])


def _leaks_in(name: str, texts: Iterable[str], withheld: _Withheld, seen: set[int]) -> Iterator[Leak]:
    """What of it is withheld; a text that was looked at before, in whichever file, is not looked at again."""
    for text in texts:
        mark = hash(text)
        if mark in seen:
            continue
        seen.add(mark)
        for what, told in _told(text, withheld):
            seen.discard(mark)
            yield Leak(name, what, told[:LONGEST])


def _told(text: str, withheld: _Withheld) -> Iterator[tuple[str, str]]:
    if any((kind, slug.removesuffix(".html")) in withheld.names for kind, slug in NAME.findall(text)):
        yield "id", text
    if withheld.claims and not withheld.claims.isdisjoint(TOKEN.findall(text)):
        yield "id", text
    if not withheld.hashes.isdisjoint(DIGEST.findall(text)):
        yield "hash", text
    if withheld.words:
        words = [fold(word) for word in WORD.findall(text)]
        grams = zip(*(words[start:] for start in range(WORDS)), strict=False)
        yield from (("words", withheld.words[gram]) for gram in grams if gram in withheld.words)
    if withheld.masker.mask(text).count(MARK) > text.count(MARK):
        yield "name", text
