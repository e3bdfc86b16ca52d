"""Writes docs/api.md: every address of `habeas serve` with its parameters, and live answers of the example case.

python docs/make_api_docs.py            write it
python docs/make_api_docs.py --check    only say whether it is as it should be; exit status 1 when not

The case is recorded at one fixed moment and the answers are asked of the application itself, so the page is the same
bytes each time.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import quote, unquote

import habeas
from habeas.casefile import CaseFile
from habeas_api.app import create_app
from habeas_api.http.problems import BY_STATUS, KINDS
from habeas_api.http.security import AccessPolicy
from habeas_api.service.case_service import CaseService

HERE = Path(__file__).parent
OUT = HERE / "api.md"
EXAMPLE = HERE.parent / "examples" / "venezuela-2026"
MOMENT: Final = "2026-02-01T09:00:00.000Z"
TOKEN: Final = "the-token-of-the-case"  # noqa: S105 of a case that is thrown away
MOST_LINES: Final = 34
HEAD: Final = """<!-- made by docs/make_api_docs.py from the running application; change it there -->

# A case file over HTTP

```
habeas serve CASE                      at http://127.0.0.1:8420/, until Ctrl-C
habeas serve CASE --port 9000 --open   at another port, and the browser opens
habeas serve --rdf FILE…               any RDF files, read only: /sparql and /graph alone
```

In a browser this is the reading room: `/`, and a page at the address of every name. For programs, the same is at the
addresses below. `habeas demo` serves an example to try them on.

While it serves, no other program can open the case. Everybody on this computer reads what is public: an edition of the
case in which nothing restricted or sealed is, so that no query, count or error tells of it. To read everything, and to
write, send the token, which is in the case folder, in `.token`: `Authorization: Bearer …`. Off loopback (`--host`)
every request needs it. Others get tokens and links that may do less ([desk.md](desk.md)): a request without the right
for it is answered 403 and told which is missing; `x-right` in /openapi.json says which one each operation needs.
People add in the browser through a link that the command prints ([adding.md](adding.md)).
Requests by pages of other sites are refused, and so are requests to any other name than this computer's.

A query has 10 seconds (`timeout=` gives it up to 60; a saved question has 60), a limit on memory and on the length of
its answer, and no way to the network. It runs in a process of its own, which is ended when it reaches a limit or when
the client goes away; other queries are answered in the meantime.

Write names as people write them: `person:enrique-marquez`, `enrique-marquez`, `Enrique Márquez`. Lists have `limit`
and `offset`, and `next` is the address of the next page. Three clocks: `on` a day in the world, `said` what had been
said by a day, `known` the file as it stood then. Every answer has an `ETag`; sent back as `If-None-Match`, it gets a
304 until the file changes.
"""


@dataclass(frozen=True)
class Example:
    """A request worth showing."""

    title: str
    path: str
    accept: str = ""
    body: Any = None
    token: bool = False
    method: str = "GET"


@dataclass
class Given:
    """What came back."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def sparql(query: str) -> str:
    """The address that asks a query."""
    return f"/sparql?query={quote(query)}"


WHO = 'SELECT ?name { ?who hab:detainedAt ?f ; skos:prefLabel ?name . ?f skos:prefLabel "El Helicoide"@es }'
LETTER: Final = {
    "source": {"id": "letter-2026-02-01", "title": "Letter of a relative", "date": "2026-02-01"},
    "names": {"luz": {"is": "person:luz", "label": "Luz"}},
    "claims": [{"id": "L1", "claim": ["luz", "occupation", "teacher"], "said-by": "luz"}],
}
EXAMPLES: Final = (
    Example("Who was at El Helicoide? A SPARQL query, as CSV", sparql(WHO), "text/csv"),
    Example("The same as JSON, the format without an Accept header", sparql(WHO)),
    Example("A mistake in a query", sparql("SELECT ?who { ?who ex:heldAt ?f }")),
    Example("A query that is not run", sparql("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }")),
    Example(
        "What one claim asserts: a graph of its own",
        "/graph?graph=https://w3id.org/habeas/id/claim/N056",
        "application/n-triples",
    ),
    Example("A name's own address: 303, by what is accepted", "/id/person/enrique-marquez", "text/turtle"),
    Example("A person, as described, with every claim", "/api/people/Enrique%20M%C3%A1rquez"),
    Example("Facts by pattern, without SPARQL", "/api/facts?relation=detainedAt&object=El%20Helicoide"),
    Example("One claim, with everything known about it", "/api/claims/N067"),
    Example(
        "Claims by filter: what Foro Penal had said by then", "/api/claims?by=Foro%20Penal&said=2026-01-12&limit=1"
    ),
    Example("Who is held on a day, and how sure", "/api/status?on=2026-01-12&person=Nicol%C3%A1s%20Maduro"),
    Example("Where claims clash, put as questions", "/api/findings?limit=1"),
    Example("A saved question, as CSV", "/api/questions/died.csv"),
    Example("Search forgives a typing error", "/api/search?q=marqez&limit=1"),
    Example("A name that is not in the file", "/api/people/enrique%20marques"),
    Example("A parameter that is not known", "/api/claims?abut=marquez"),
    Example("Recording needs the token", "/api/claims", body=LETTER, method="POST"),
    Example("Recording a claim (docs/claim-form.md)", "/api/claims", body=LETTER, token=True, method="POST"),
    Example("The same again records nothing twice", "/api/claims", body=LETTER, token=True, method="POST"),
    Example("Withdrawing it", "/api/claims/L1/withdraw", body={"reason": "an example"}, token=True, method="POST"),
)


async def ask(app: Any, example: Example) -> Given:
    """Ask the application itself, as a server would."""
    path, _, query = example.path.partition("?")
    content = json.dumps(example.body).encode() if example.body is not None else b""
    headers = {"host": "127.0.0.1:8420", "content-length": str(len(content))}
    headers |= {"accept": example.accept} if example.accept else {}
    headers |= {"content-type": "application/json"} if content else {}
    headers |= {"authorization": f"Bearer {TOKEN}"} if example.token else {}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": example.method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "state": {},
        "server": ("127.0.0.1", 8420),
        "client": ("127.0.0.1", 1),
    }
    given, sent = Given(), asyncio.Event()

    async def receive() -> dict[str, Any]:
        if sent.is_set():
            await asyncio.Event().wait()
        sent.set()
        return {"type": "http.request", "body": content}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            given.status = message["status"]
            given.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        given.body += message.get("body", b"")

    await app(scope, receive, send)
    return given


async def gather(folder: Path) -> tuple[dict[str, Any], list[Given]]:
    """The OpenAPI document and the answers of every example."""
    service = CaseService(folder, clock=lambda: MOMENT)
    service.open()
    app = create_app(service, AccessPolicy(token=TOKEN))
    await service.start()
    try:
        document = json.loads((await ask(app, Example("", "/openapi.json"))).body)
        return document, [await ask(app, example) for example in EXAMPLES]
    finally:
        await service.close()


# -- writing


def page() -> str:
    """The whole page."""
    with TemporaryDirectory(prefix="habeas-docs-") as name:
        folder = Path(name) / "case"
        with CaseFile.create(folder, title="Example", languages=("en", "es"), clock=lambda: MOMENT) as case:
            for path in sorted(EXAMPLE.glob("*.yaml")):
                case.load(path)
        document, answers = asyncio.run(gather(folder))
    parts = [HEAD, "\n## Addresses", *_addresses(document), "\n## Examples"]
    parts += [_example(example, given) for example, given in zip(EXAMPLES, answers, strict=True)]
    parts += ["\n## When it does not work", f"\n{ERRORS}", *_errors()]
    return "\n".join(part.rstrip("\n") for part in parts) + "\n"


def _addresses(document: dict[str, Any]) -> list[str]:
    lines = []
    for path, methods in document["paths"].items():
        if path.startswith("/api/questions/"):
            continue
        for method, operation in methods.items():
            names = ", ".join(f"`{one['name']}`" for one in operation.get("parameters", ()) if one["in"] == "query")
            names = names.replace("`which`", "`default` or `graph`")
            lines.append(f"| `{method.upper()} {path}` | {operation['summary']} | {names} |")
    ask = "| `GET /api/questions/{name}` | A saved question (docs/questions.md), with its own parameters | |"
    return ["\n| address | what | parameters |\n|---|---|---|", *lines, ask]


def _example(example: Example, given: Given) -> str:
    path, _, query = example.path.partition("?query=")
    lines = ["curl -G"] if query else ["curl"]
    lines += [f"-H 'Accept: {example.accept}'"] if example.accept else []
    lines += ['-H "Authorization: Bearer $(cat CASE/.token)"'] if example.token else []
    lines += [f"--json '{json.dumps(example.body, ensure_ascii=False)}'"] if example.body is not None else []
    lines += [f"--data-urlencode 'query={unquote(query)}'"] if query else []
    command = " ".join([*lines, f"'http://127.0.0.1:8420{path if query else example.path}'"])
    shown = [
        f"HTTP {given.status}",
        *(f"{n}: {given.headers[n]}" for n in ("content-type", "location") if n in given.headers),
    ]
    return (
        f"\n### {example.title}\n\n```\n{command}\n```\n\n```\n"
        + "\n".join([*shown, "", *_content(given)]).rstrip()
        + "\n```"
    )


def _content(given: Given) -> list[str]:
    text = given.body.decode("utf-8-sig").replace("\r\n", "\n")
    if "json" in given.headers.get("content-type", ""):
        text = json.dumps(json.loads(text), ensure_ascii=False, indent=1)
    elif "n-triples" in given.headers.get("content-type", ""):
        text = "\n".join(sorted(text.splitlines()))
    lines = text.splitlines()
    return lines if len(lines) <= MOST_LINES else [*lines[:MOST_LINES], "…"]


ERRORS: Final = """Every refusal is `application/problem+json` with the same members: `type`, `title`, `status`,
`detail` (why), `where`, `next` (what to do).
"""


def _errors() -> list[str]:
    kinds = {kind: (status, title) for status, kind, title in KINDS.values()}
    kinds |= {kind: (status, title) for status, (kind, title) in BY_STATUS.items()}
    rows = [
        f"| {status} | `{kind}` | {title} |"
        for kind, (status, title) in sorted(kinds.items(), key=lambda k: (k[1][0], k[0]))
    ]
    return ["\n| status | type | title |\n|---|---|---|", *rows]


def main(arguments: list[str]) -> int:
    """Write or check the page. Returns the exit status."""
    text = page()
    stale = not OUT.exists() or OUT.read_text(encoding="utf-8") != text
    if "--check" in arguments:
        if stale:
            print("docs/api.md is stale: run python docs/make_api_docs.py", file=sys.stderr)
        return int(stale)
    OUT.write_text(text, encoding="utf-8")
    print(f"docs/api.md written, for habeas {habeas.__version__}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
