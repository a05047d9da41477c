"""The styles of an ODT file, as far as they say what a paragraph or list is."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element as XmlElement

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_MAX_BASES = 20


class OdtStyles:
    """Paragraph, text and list styles by name; a style says what it or the first of its bases says."""

    def __init__(self, roots: Iterable[XmlElement]) -> None:
        self._styles: dict[str, XmlElement] = {}
        self._lists: dict[str, XmlElement] = {}
        for root in roots:
            self._styles.update({style.get(f"{STYLE}name", ""): style for style in root.iter(f"{STYLE}style")})
            self._lists.update({style.get(f"{STYLE}name", ""): style for style in root.iter(f"{TEXT}list-style")})

    def is_title(self, name: str) -> bool:
        return "Title" in self._bases(name)

    def is_bold(self, name: str) -> bool:
        weight = self._property(name, f"{_FO}font-weight")
        return weight == "bold" or (weight.isdecimal() and int(weight) >= 600)

    def raised(self, name: str) -> str:
        """`sup`, `sub`, or nothing."""
        position = self._property(name, f"{STYLE}text-position").split(" ")[0]
        if position in ("super", "sub"):
            return position[:3]
        sign = position.removesuffix("%")
        if sign.lstrip("-").isdecimal() and int(sign):
            return "sub" if int(sign) < 0 else "sup"
        return ""

    def list_style(self, name: str) -> str:
        """The list style that a paragraph style brings along."""
        for base in self._bases(name):
            style = self._styles.get(base)
            if style is not None and (found := style.get(f"{STYLE}list-style-name")):
                return found
        return ""

    def is_numbered(self, name: str, depth: int) -> bool:
        """Whether a list style numbers its items at a depth (1 is the outermost)."""
        style = self._lists.get(name)
        levels = () if style is None else style.iter(f"{TEXT}list-level-style-number")
        return any(
            level.get(f"{TEXT}level") == str(depth) and bool(level.get(f"{STYLE}num-format")) for level in levels
        )

    def _property(self, name: str, key: str) -> str:
        for base in self._bases(name):
            style = self._styles.get(base)
            for properties in () if style is None else style.iter(f"{STYLE}text-properties"):
                if value := properties.get(key):
                    return value
        return ""

    def _bases(self, name: str) -> list[str]:
        """A style and those it is based on; LibreOffice does not write out all of its own ("Title")."""
        found: list[str] = []
        while name and len(found) < _MAX_BASES:
            found.append(name)
            style = self._styles.get(name)
            name = "" if style is None else style.get(f"{STYLE}parent-style-name", "")
        return found
