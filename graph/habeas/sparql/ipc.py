"""How a server and its worker processes talk: frames over the worker's standard input and output.

    one byte      what it is: Q a request · P the prefixes
                  H the head of an answer · D a part of it · E its end · X a refusal
    four bytes    how long the rest is, big-endian
    the rest      JSON for Q, P, H and X; bytes as the engine wrote them for D; nothing for E

A worker is told the prefixes first, and begins with E: it is ready. An answer is H D* E, or X at any point of it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

REQUEST: Final = b"Q"
PREFIXES: Final = b"P"
HEAD: Final = b"H"
DATA: Final = b"D"
END: Final = b"E"
REFUSAL: Final = b"X"
FAILURE: Final = "Failure"
"""The error of a refusal that is a mistake of the program; `why` has its kind and place."""
PREFIX: Final = struct.Struct(">cI")

MediaNames = tuple[tuple[str, str], ...]
"""Formats that the client takes, the preferred one first: (`json`, `application/sparql-results+json`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a worker is asked: a query (`text`), a job by its name (`job`, with its `arguments`), or else a whole graph.

    `store` is the folder to read, and is filled in by whoever sends the request. `graph` names the whole graph that is
    asked for; empty, it is the default graph. `default_graphs` and `named_graphs` replace the dataset when they are not
    None. `result_bytes` bounds the answer.
    """

    store: str = ""
    text: str = ""
    graph: str = ""
    job: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    base: str = ""
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    tables: MediaNames = ()
    graphs: MediaNames = ()
    result_bytes: int = 4_000_000_000


@dataclass(frozen=True, slots=True)
class Prefixes:
    """Those that are ready in every query, and those used in Turtle, TriG and RDF/XML answers."""

    ready: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRefusal:
    """Why there is no answer: the name of an error (see `pool.refusal_error`), and its three parts."""

    error: str
    why: str
    where: str = ""
    next: str = ""


def frame(kind: bytes, content: bytes = b"") -> bytes:
    """One frame."""
    return PREFIX.pack(kind, len(content)) + content


def json_frame(kind: bytes, value: Any) -> bytes:
    """One frame of JSON."""
    return frame(kind, json.dumps(value).encode("ascii"))


NAMES: Final = tuple(field.name for field in fields(Request))


def prefixes_frame(prefixes: Prefixes) -> bytes:
    """The prefixes as a frame."""
    return json_frame(PREFIXES, asdict(prefixes))


def read_json(content: bytes) -> Any:
    """What a frame of JSON holds."""
    return json.loads(content)


def request_frame(request: Request, store: str) -> bytes:
    """A request about the store in that folder, as a frame."""
    return json_frame(REQUEST, {**{name: getattr(request, name) for name in NAMES}, "store": store})


def read_request(content: bytes) -> Request:
    """A request from its frame."""
    plain = read_json(content)
    for name in ("default_graphs", "named_graphs"):
        plain[name] = None if plain[name] is None else tuple(plain[name])
    for name in ("tables", "graphs"):
        plain[name] = tuple((form, media) for form, media in plain[name])
    return Request(**plain)


def refusal_frame(refusal: WorkerRefusal) -> bytes:
    """A refusal as a frame."""
    return json_frame(REFUSAL, asdict(refusal))
