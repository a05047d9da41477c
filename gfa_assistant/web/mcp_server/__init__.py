"""The assistant as an MCP server: four tools for other programs' assistants, over stdio or HTTP."""
