"""What all pages of one application share."""

from dataclasses import dataclass

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.settings import Settings
from gfa_assistant.web.feedback import Feedback
from gfa_assistant.web.joinings import Joinings
from gfa_assistant.web.page_pictures import PagePictures


@dataclass(frozen=True)
class Room:
    """What the pages draw on: the assistant, settings, pictures of documents' pages, feedback, and who joined when."""

    assistant: Assistant
    settings: Settings
    pictures: PagePictures
    feedback: Feedback
    joinings: Joinings
