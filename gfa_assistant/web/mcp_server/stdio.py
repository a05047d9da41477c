"""The MCP server on standard input and output, as an advisor's own assistant starts it."""

import anyio
from mcp.server.stdio import stdio_server

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.settings import Settings
from gfa_assistant.web.feedback import Feedback
from gfa_assistant.web.mcp_server.server import create_mcp_server


def serve_stdio(settings: Settings) -> None:
    """Serve until standard input ends. Nothing is counted or kept of what is asked.

    Raises:
        IndexMissingError: nothing has been ingested yet.
    """
    server = create_mcp_server(Assistant.open(settings), Feedback(None))

    async def run() -> None:
        async with stdio_server() as (read_stream, write_stream):
            await server.run(read_stream, write_stream, server.create_initialization_options())

    anyio.run(run)
