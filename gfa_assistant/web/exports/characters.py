"""Which characters may leave the house, and in which direction a text runs."""

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Controls, invisible format signs (they can turn the direction of the text after them), surrogates, private use,
# and code points without a character: XML forbids some of these, fonts have none of them.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def printable(text: str) -> str:
    r"""The text without control and invisible characters; line ends become `\n`, tabs a space."""
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ").split("\n")
    return "\n".join("".join(c for c in line if unicodedata.category(c) not in _UNPRINTABLE) for line in lines)


def one_line(text: str) -> str:
    """The printable text with every run of white space as one space."""
    return " ".join(printable(text).split())


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction of its own is written from right to left."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((found in _RIGHT_TO_LEFT for found in directions if found in _RIGHT_TO_LEFT or found == "L"), False)
