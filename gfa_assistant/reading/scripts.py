"""Superscripts and subscripts written as markup become plain characters."""

import re

_MARKED = re.compile(r"[\^_]\{([^{}\n]{1,40})\}|\^([0-9]{1,2})\^")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def plain_scripts(text: str) -> str:
    """`Gesundheitsregionen^{plus}` becomes `Gesundheitsregionen plus`, `m^{2}` becomes `m²`, `CO_{2}` becomes `CO2`."""
    return _MARKED.sub(lambda match: superscript(match[1] or match[2]) if match[0][0] == "^" else match[1], text)


def superscript(content: str) -> str:
    """A raised word stands apart from its word; raised digits stay raised, for a footnote mark is no number."""
    content = content.strip()
    return content.translate(_SUPERSCRIPTS) if content.isdecimal() else f" {content}" if content else ""
