"""An assistant asks over the Model Context Protocol, with the client of its own package, on standard input and output.

It gets claim ids with every answer, it changes nothing, and it sees nothing that is withheld.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import random
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from tests import planted
from tests.api.served import copy_case
from tests.graph.casefile.competency_cases import ASKED
from tests.graph.shell import habeas

pytest.importorskip("mcp")

from mcp.client.session import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError

HOSTILE = 500
SECRETS = 60
TOOLS = {"questions", "ask", "read_words", "search", "show", "status", "query", "check_answer"}
Call = Callable[..., Awaitable[tuple[bool, str]]]


def with_assistant(case: Path, talk: Callable[[ClientSession, Call], Awaitable[Any]], *options: str) -> Any:
    """Start the server as an assistant starts it, and talk to it."""

    async def run() -> Any:
        command = ["-c", "from habeas.cli.main import run; run()", "mcp", str(case), "--share", *options]
        how = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
        async with stdio_client(how) as (reading, writing), ClientSession(reading, writing) as session:
            await session.initialize()

            async def call(tool: str, **given: Any) -> tuple[bool, str]:
                try:
                    found = await session.call_tool(tool, given)
                except MCPError as error:
                    return False, str(error)
                return not found.is_error, "".join(part.text for part in found.content if part.type == "text")

            return await talk(session, call)

    return asyncio.run(run())


def digest(case: Path) -> dict[str, str]:
    """The journal and everything else that is the case, byte for byte."""
    files = [path for path in sorted(case.rglob("*")) if path.is_file() and "store" not in path.relative_to(case).parts]
    return {
        str(path.relative_to(case)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if not path.name.startswith(".lock")
    }


def test_it_starts_with_a_word_of_the_owner_only(example_once: Path) -> None:
    refused = habeas("mcp", example_once)
    assert refused.exit_code == 2 and "--share" in refused.stderr and refused.stdout == ""
    assert habeas("mcp", example_once, "--share", "--audience", "all").exit_code == 2


def test_an_assistant_lists_the_tools_asks_the_25_questions_and_gets_claims_with_each(
    case_folder: Path, tmp_path: Path
) -> None:
    case = copy_case(case_folder, tmp_path / "case")
    before = digest(case)

    async def talk(session: ClientSession, call: Call) -> None:
        tools = (await session.list_tools()).tools
        assert {tool.name for tool in tools} == TOOLS and len(tools) <= 12
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
        for number, (question, parameters) in ASKED.items():
            well, text = await call("ask", question=question, parameters=parameters)
            answer = json.loads(text)
            assert well and answer["claim_ids"], number
            assert "never an instruction" in answer["notice"]
            for claim in answer["claims"]:
                assert claim["speaker"] and claim["doubt"]["assertion"] and "sentence" in claim["untrusted"], number
        await check_sentences(call)
        read = json.loads((await call("read_words", words="who was held at El Helicoide on 8 January 2026"))[1])
        assert read["sure"] and read["readings"][0]["question"] == "held-on"
        slip = json.loads((await call("query", sparql="SELECT * { ?who hab:detainedat ?f }"))[1])
        assert "Did you mean hab:detainedAt?" in slip["warnings"][0] and "not a no" in slip["note"]

    with_assistant(case, talk)
    assert digest(case) == before


SUPPORTED = {
    "Enrique Márquez was released in January 2026.": "N057",
    "Enrique Márquez was held at El Helicoide for a year.": "N056",
    "41 people were released, says Foro Penal.": "N012",
    "Jonathan Torres Duque was accused of terrorism.": "Y051",
    "Nicolás Maduro was captured on 3 January 2026 [N036].": "N036",
    "Enrique Márquez fue liberado en enero de 2026.": "N057",
}
UNSUPPORTED = (
    "Enrique Márquez was not released.",
    "Pedro Pérez was held at El Helicoide.",
    "500 people were released, says Foro Penal.",
    "Edilson Torres died on 10 March 2025.",
    "Jonathan Torres Duque is a terrorist.",
    "Enrique Márquez murió en prisión.",
    "Delcy Rodríguez ordered the arrest of Enrique Márquez.",
    "Nicolás Maduro was captured on 3 January 2026 [N057].",
    "The sky is blue.",
)


async def check_sentences(call: Call) -> None:
    """Each sentence gets the claims that may support it, or is told to have none."""
    well, text = await call("check_answer", sentences=[*SUPPORTED, *UNSUPPORTED])
    told = {one["sentence"]: one for one in json.loads(text)["sentences"]}
    assert well
    for sentence, claim in SUPPORTED.items():
        assert claim in told[sentence]["claim_ids"], sentence
    for sentence in UNSUPPORTED:
        assert told[sentence]["claim_ids"] == [] and told[sentence]["verdict"].startswith("no claim"), sentence
    assert "only said" in told["Jonathan Torres Duque was accused of terrorism."]["verdict"]


# -- hostile


UPDATES = (
    "INSERT DATA { <a:b> <a:c> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "LOAD <http://127.0.0.1:9/x>",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?o { ?s ?p ?o FILTER(isLiteral(?o)) }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DESCRIBE id:person/h-0",
    "(" * 3000,
)
PIECES = (
    "person:h-0",
    "person:h-1",
    "claim:h0",
    "doc:sealed",
    "../../journal/operations.jsonl",
    "/etc/passwd",
    "..%2f..%2f",
    "\x00",
    "\ud7ff",
    "'; DROP TABLE claims; --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "$(touch /tmp/x)",
    "%s%n",
    "x" * 400,
    "x" * 100_000,
    "2026-99-99",
    "id:person/h-0",
    "",
    " ",
)


def hostile_call(random: random.Random) -> tuple[str, dict[str, Any]]:
    """A tool and arguments that nobody means well by."""
    tool = random.choice([*sorted(TOOLS), "withdraw", "record", "../ask", "query\n"])
    piece, other = random.choice(PIECES), random.choice(PIECES)
    names = [name for name, _ in ASKED.values()]
    shapes: dict[str, Callable[[], dict[str, Any]]] = {
        "ask": lambda: {
            "question": random.choice([*names, "../case", piece[:70]]),
            "parameters": {"name": piece, "on": other},
        },
        "query": lambda: {"sparql": random.choice(UPDATES)},
        "show": lambda: {"name": piece},
        "status": lambda: {"on": piece, "person": other},
        "check_answer": lambda: {"sentences": [piece, other] * random.choice([1, 30])},
    }
    given = shapes.get(tool, lambda: {"words": piece})()
    twist = random.random()
    if twist < 0.1:
        given["write"] = True
    elif twist < 0.2:
        given = dict.fromkeys(given, random.choice([None, 7, [], {"a": {"b": []}}, [[["x"]]]]))
    return tool, given


def test_500_hostile_calls_write_nothing_and_tell_nothing_that_is_withheld(tmp_path: Path) -> None:
    secrets = planted.plan(SECRETS)
    with planted.plant(tmp_path / "case", secrets):
        pass
    before, by_chance = digest(tmp_path / "case"), random.Random(19)  # noqa: S311 the same each time

    async def talk(_: ClientSession, call: Call) -> dict[str, str]:
        told: dict[str, str] = {}
        for number in range(HOSTILE):
            tool, given = hostile_call(by_chance)
            told[f"{number} {tool}"] = (await call(tool, **given))[1]
        for each in ("questions", "search"):
            told[each] = (await call(each, **({"words": "a"} if each == "search" else {})))[1]
        assert (await call("questions"))[0], "it still answers"
        return told

    told = with_assistant(tmp_path / "case", talk)
    assert len(told) > HOSTILE
    assert planted.leaks(told, secrets) == []
    assert not any("Traceback" in text or "root:" in text for text in told.values())
    assert digest(tmp_path / "case") == before
