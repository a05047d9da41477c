"""Whether the process answers, and with which index."""

from typing import Any

from fastapi import FastAPI

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.web import models
from gfa_assistant.web.api.responses import errors


def add_health_routes(app: FastAPI, assistant: Assistant) -> None:
    @app.get("/healthz", response_model=models.HealthBody, tags=["operation"])
    def healthz() -> dict[str, Any]:
        """Say that the process answers."""
        return {"status": "ok"}

    @app.get("/readyz", response_model=models.ReadyBody, responses=errors(503), tags=["operation"])
    def readyz() -> dict[str, Any]:
        """Say that the index is loaded, and which generation."""
        return {"status": "ready", "generation": assistant.generation, "documents": len(assistant.documents)}
