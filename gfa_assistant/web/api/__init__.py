"""The HTTP API, version 1."""

from gfa_assistant.web.api.application import create_api

__all__ = ["create_api"]
