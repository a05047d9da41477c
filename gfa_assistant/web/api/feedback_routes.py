"""Rating an answer by the id that came with it."""

from fastapi import FastAPI

from gfa_assistant.web import models
from gfa_assistant.web.api.responses import BODY_ERRORS, errors
from gfa_assistant.web.feedback import Feedback


def add_feedback_routes(app: FastAPI, feedback: Feedback) -> None:
    @app.post("/api/v1/feedback", status_code=204, responses=errors(*BODY_ERRORS, 404, 429, 503), tags=["answers"])
    def rate(body: models.FeedbackBody) -> None:
        """Say whether an answer helped; a later rating of the same answer takes its place."""
        feedback.store(body.answer_id, helpful=body.helpful, reason=body.reason, comment=body.comment)
