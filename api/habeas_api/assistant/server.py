"""A Model Context Protocol server on standard input and output, over the case as an audience may see it."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any, Final

from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from pydantic import ValidationError

import habeas
from habeas.errors import HabeasError
from habeas.model.as_of import Audience
from habeas_api.assistant.answers import UNTRUSTED
from habeas_api.assistant.tools import INSTRUCTIONS, TOOLS, AssistantTool
from habeas_api.service.audiences import AudienceServices
from habeas_api.service.case_service import CaseService

BY_NAME: Final = {tool.name: tool for tool in TOOLS}
ONLY_READS: Final = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=False)
MOST_CHARACTERS: Final = 200_000
"""A longer answer is refused: nobody reads it, and it costs whoever asked."""


class AssistantServer:
    """The tools over one case for one audience."""

    def __init__(self, services: AudienceServices, audience: Audience) -> None:
        self._services, self._audience = services, audience

    async def list_tools(self, _: Any, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        """Every tool."""
        return types.ListToolsResult(tools=[_described(tool) for tool in TOOLS])

    async def call_tool(self, _: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        """The answer of a tool; a mistake in what it was given is told as its answer, so that it can be mended."""
        tool = BY_NAME.get(params.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"there is no tool “{params.name[:80]}”")
        try:
            given = tool.given.model_validate(params.arguments or {})
            async with self._services.lease(self._audience) as service:
                assert isinstance(service, CaseService)  # noqa: S101 a case is served, no RDF files
                told = dict(await tool.answer(service, given))
        except ValidationError as error:
            return _refused("; ".join(f"{_place(one)}: {one['msg']}" for one in error.errors()[:5]))
        except HabeasError as error:
            return _refused(". ".join(part for part in (error.where, error.why, error.next) if part))
        text = json.dumps({"notice": UNTRUSTED, **told}, ensure_ascii=False, default=str)
        if len(text) > MOST_CHARACTERS:
            return _refused("The answer is too long. Ask about one person, place or day.")
        return types.CallToolResult(content=[types.TextContent(type="text", text=text)])


def _described(tool: AssistantTool) -> types.Tool:
    schema = tool.given.model_json_schema()
    return types.Tool(name=tool.name, description=tool.about, input_schema=schema, annotations=ONLY_READS)


def _place(error: Any) -> str:
    return ".".join(str(part)[:80] for part in error["loc"]) or "arguments"


def _refused(why: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=why)], is_error=True)


async def _serve(service: CaseService, audience: Audience) -> None:
    services = AudienceServices(service)
    tools = AssistantServer(services, audience)
    server: Server[Any] = Server(
        "habeas",
        version=habeas.__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=tools.list_tools,
        on_call_tool=tools.call_tool,
    )
    await services.start()
    try:
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())
    finally:
        await services.close()


def serve_assistant(service: CaseService, audience: Audience) -> None:
    """Serve an open case until the assistant goes away."""
    logging.getLogger("mcp").setLevel(logging.ERROR)
    asyncio.run(_serve(service, audience))
