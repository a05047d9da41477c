"""The pages of the PDF files in the index as pictures, with the boxes of a cited span on them."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.errors import GfaError
from gfa_assistant.page_map import Rect
from gfa_assistant.reading.originals import original_file
from gfa_assistant.reading.page_picture import PagePicture, page_picture
from gfa_assistant.records import Document

PDF = "application/pdf"
_MOST_KEPT = 32
_MOST_PAGES = 3


@dataclass(frozen=True, slots=True)
class PageView:
    """A page to show: its number from 1, the number printed on it, its picture, and the boxes to mark on it.

    Boxes are left, top, width and height in pixels of the picture; `sure` is False where their place is not known.
    """

    document_id: str
    version: str
    page: int
    label: str
    width: int
    height: int
    boxes: tuple[tuple[float, float, float, float], ...]
    sure: bool = True


class PagePictures:
    """Renders pages on request and keeps the last ones; safe to share between threads."""

    def __init__(self, assistant: Assistant, corpus_dir: Path) -> None:
        self._assistant = assistant
        self._corpus_dir = corpus_dir
        self._kept: OrderedDict[tuple[str, str, int], PagePicture] = OrderedDict()
        self._lock = threading.Lock()

    def picture(self, document: Document, page: int) -> PagePicture | None:
        """One page; None for what is no PDF, has no such page, or was changed since it was read."""
        if document.media_type != PDF:
            return None
        key = (document.id, document.sha256, page)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        path = original_file(self._corpus_dir, document)
        picture = page_picture(path, page) if path is not None else None
        if picture is not None:
            with self._lock:
                self._kept[key] = picture
                if len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)
        return picture

    def views(self, document: Document, start: int, end: int, page: int | None) -> tuple[PageView, ...]:
        """The pages on which the text from `start` to `end` stands, each line of it boxed.

        Where that is not known for every character, `page` is shown without a box: a wrong box misleads.
        """
        if document.media_type != PDF or page is None:
            return ()
        try:
            places = self._assistant.page_map(document.id)
            boxes = places.boxes(start, end) if places is not None else None
        except (GfaError, ValueError):
            places, boxes = None, None
        by_page: dict[int, list[Rect]] = {}
        for number, rect in boxes or ():
            by_page.setdefault(number, []).append(rect)
        views = []
        for number in list(by_page)[:_MOST_PAGES] or [page]:
            picture = self.picture(document, number)
            if picture is not None:
                views.append(
                    PageView(
                        document_id=document.id,
                        version=document.sha256[:12],
                        page=number,
                        label=places.label(number) if places is not None else str(number),
                        width=picture.width,
                        height=picture.height,
                        boxes=tuple(picture.place(rect) for rect in by_page.get(number, ())),
                        sure=bool(boxes),
                    )
                )
        return tuple(views)
