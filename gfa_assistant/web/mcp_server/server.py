"""The MCP server over an assistant: lists the tools, checks their arguments, runs them beside the event loop."""

from typing import Any

import anyio
from mcp import types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from pydantic import ValidationError
from starlette.requests import Request

from gfa_assistant import __version__
from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.errors import GfaError
from gfa_assistant.web.errors import UNEXPECTED, log_unexpected
from gfa_assistant.web.feedback import Feedback
from gfa_assistant.web.mcp_server.tools import TOOLS, Call, ToolKind

_INSTRUCTIONS = (
    "Answers about the municipal partner process „Gesundheit für alle“ in Germany, word for word from its own texts, "
    "with citations that were checked. The sources are German; ask in German where you can."
)


def create_mcp_server(assistant: Assistant, feedback: Feedback) -> Server[dict[str, Any]]:
    """The server with the tools ask, search, get_passage and get_contact; what goes wrong in one is a line of text."""

    async def list_tools(_: ServerRequestContext, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_tool(kind) for kind in TOOLS.values()])

    async def call_tool(context: ServerRequestContext, params: types.CallToolRequestParams) -> types.CallToolResult:
        kind = TOOLS.get(params.name)
        if kind is None:
            raise MCPError(types.INVALID_PARAMS, f"no tool {params.name!r}; there are {', '.join(TOOLS)}")
        base_url = str(context.request.base_url) if isinstance(context.request, Request) else None
        call = Call(assistant, feedback, base_url)
        return await anyio.to_thread.run_sync(_run, kind, call, params.arguments or {})

    return Server(
        "gfa_assistant",
        version=__version__,
        title="Gesundheit für alle: Auskunft aus den Programmtexten",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _tool(kind: ToolKind) -> types.Tool:
    return types.Tool(
        name=kind.name,
        title=kind.title,
        description=kind.description,
        input_schema=kind.arguments.model_json_schema(),
        output_schema=kind.result.model_json_schema(),
        annotations=types.ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )


def _run(kind: ToolKind, call: Call, arguments: dict[str, Any]) -> types.CallToolResult:
    try:
        result = kind.run(call, kind.arguments.model_validate(arguments))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        return _failure(f"{place}: {first['msg']}; see the input schema of the tool {kind.name!r}")
    except GfaError as error:
        return _failure(str(error))
    except Exception as error:
        # Left to the SDK, its text would be logged, and that may hold a visitor's words.
        log_unexpected(error)
        return _failure(UNEXPECTED)
    return types.CallToolResult(content=[_text(result.text)], structured_content=result.value)


def _failure(line: str) -> types.CallToolResult:
    return types.CallToolResult(content=[_text(line)], is_error=True)


def _text(text: str) -> types.TextContent:
    return types.TextContent(type="text", text=text)
