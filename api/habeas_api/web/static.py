"""The room's own files at `/static/…`: the style sheet, the sign, and what is built from `web/`.

Only files that lie in the folder, of the kinds listed, are given. An address that carries the file's own mark
(`?v=…`) may be kept for ever by the browser; others are asked for again, which costs a 304.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas_api.http.preconditions import spared
from habeas_api.http.urls import static_url

with as_file(files("habeas_api") / "static") as _folder:
    FOLDER: Final = _folder.resolve()
MEDIA: Final = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".map": "application/json",
    ".wasm": "application/wasm",
}
FOREVER: Final = "private, max-age=31536000, immutable"
ASKED_AGAIN: Final = "private, no-cache"


def url_of_file(name: str) -> str:
    """The address of a file of the room, with its mark; empty when there is no such file (it may not be built)."""
    path = path_of(name)
    return static_url(name, mark(path)) if path else ""


def path_of(name: str) -> Path | None:
    """The file at this place of the folder.

    None when there is none, it leads elsewhere, or its kind is not given out.
    """
    if "\x00" in name or "\\" in name:
        return None
    path = (FOLDER / name).resolve()
    fits = path.is_relative_to(FOLDER) and path.suffix in MEDIA and path.is_file()
    return path if fits else None


def mark(path: Path) -> str:
    """The mark of a file's content."""
    seen = path.stat()
    return _mark(path, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=256)
def _mark(path: Path, _changed: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


async def give(request: Request) -> Response:
    """One file."""
    path = path_of(request.path_params["name"])
    if path is None:
        raise HTTPException(404, "there is no such file in the room")
    tag = f'"{mark(path)}"'
    keep = FOREVER if request.query_params.get("v") == mark(path) else ASKED_AGAIN
    headers = {"ETag": tag, "Cache-Control": keep}
    if spared(request.headers, tag):
        return Response(status_code=304, headers=headers)
    return Response(path.read_bytes(), media_type=MEDIA[path.suffix], headers=headers)


ROUTES: Final = [Route("/static/{name:path}", give, methods=["GET", "HEAD"])]
