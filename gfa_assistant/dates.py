"""Dates as people write them."""

import re

_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")


def date_text(as_of: str, language: str) -> str:
    """Dates in `as_of` as they are written in the frame's language; all other words stay.

    >>> date_text("2023-12", "de"), date_text("2019-12-31", "de")
    ('12/2023', '31.12.2019')
    """
    if language != "de":
        return as_of
    return _ISO_DATE.sub(lambda m: f"{m[3]}.{m[2]}.{m[1]}" if m[3] else f"{m[2]}/{m[1]}", as_of)
