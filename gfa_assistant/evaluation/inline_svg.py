"""Turns a matplotlib figure into SVG that can stand inside an HTML page: text stays text, colours follow the page."""

from io import BytesIO
from xml.etree import ElementTree

import matplotlib
from matplotlib.figure import Figure

# Stand-ins that matplotlib writes and the page's style sheet gives a colour, one for light and one for dark.
INK, LINE, BAR, MARK = "#010203", "#020304", "#030405", "#040506"
_VARIABLES = {INK: "var(--ink)", LINE: "var(--line)", BAR: "var(--bar)", MARK: "var(--mark)"}
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", _XLINK)


def inline_svg(figure: Figure, *, name: str, label: str) -> str:
    """The figure as an `<svg>` that scales with the page.

    `name` tells its ids from those of the page's other figures; `label` is what a screen reader says instead of it.
    """
    buffer = BytesIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    root = ElementTree.fromstring(buffer.getvalue())
    for child in [*root.findall(f"{{{_SVG}}}metadata"), *root.findall(f"{{{_SVG}}}defs")]:
        # What the first `defs` holds is a style sheet, which would reach into the whole page.
        if child.tag.endswith("metadata") or child.find(f"{{{_SVG}}}style") is not None:
            root.remove(child)
    for group in root.iter(f"{{{_SVG}}}g"):
        group.attrib.pop("id", None)
    root.attrib = {
        "viewBox": root.attrib["viewBox"],
        "role": "img",
        "aria-label": label,
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
    }
    text = ElementTree.tostring(root, encoding="unicode")
    for stand_in, variable in _VARIABLES.items():
        text = text.replace(stand_in, variable)
    return text
