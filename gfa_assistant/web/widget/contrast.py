"""Whether chosen colours can be read, as the widget's script decides it too."""

TEXT_CONTRAST = 4.5


def contrast(first: str, second: str) -> float:
    """WCAG's contrast ratio of two colours written "00596b", from 1 to 21.

    >>> round(contrast("000000", "ffffff"), 1)
    21.0
    """
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
