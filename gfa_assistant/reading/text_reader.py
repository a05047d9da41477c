"""Plain text: blank lines part the paragraphs, everything else is recognised later."""

from gfa_assistant.reading.elements import Content, Element


def read_text(text: str) -> Content:
    """Give each run of non-blank lines as one element, with the number of blank lines above it."""
    elements: list[Element] = []
    lines: list[str] = []
    gap = blank = 0
    for line in [*text.expandtabs(4).splitlines(), ""]:
        if line.strip():
            gap = gap if lines else blank
            lines.append(line.rstrip())
            blank = 0
            continue
        if lines:
            elements.append(Element("lines", tuple(lines), gap=gap))
            lines = []
        blank += 1
    return Content(tuple(elements))
