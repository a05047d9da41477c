"""What all pages of one application share."""

from dataclasses import dataclass

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.settings import Settings
from gfa_assistant.web.feedback import Feedback
from gfa_assistant.web.page_pictures import PagePictures
from gfa_assistant.web.rate_limit import RateLimits


@dataclass(frozen=True)
class Room:
    """The assistant with the operator's settings, the pictures of its documents' pages, feedback store and limits."""

    assistant: Assistant
    settings: Settings
    pictures: PagePictures
    feedback: Feedback
    limits: RateLimits
