"""Text with raised words is broken into lines of a column, at spaces, hyphens and German syllables."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pyphen

_RAISED = re.compile(r"\^\{([^{}]+)\}")
_LETTERS = re.compile(r"[^\W\d_]+")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a word, raised or not."""

    text: str
    raised: bool = False


Word = tuple[Segment, ...]


def plain_text(markup: str) -> str:
    """The text as the truth holds it: a raised word set apart, raised digits raised."""
    return _RAISED.sub(lambda match: _plain_raised(match[1]), markup)


def line_text(words: tuple[Word, ...]) -> str:
    """A line as it is seen; a soft hyphen that is drawn looks like any other."""
    text = " ".join("".join(_plain_raised(part.text) if part.raised else part.text for part in word) for word in words)
    return text.replace(SOFT_HYPHEN, "-")


def words_of(markup: str) -> list[Word]:
    return [
        tuple(Segment(text, raised=number % 2 == 1) for number, text in enumerate(_RAISED.split(word)) if text)
        for word in markup.split()
    ]


def break_lines(
    markup: str, room: float, measure: Callable[[Word], float], space: float, hyphen: str | None = None
) -> list[tuple[Word, ...]]:
    """Fill lines from first to last; with a `hyphen`, words are divided at syllables too."""
    words = deque(words_of(markup))
    lines: list[tuple[Word, ...]] = []
    line: list[Word] = []
    used = 0.0
    while words:
        before = space if line else 0.0
        if used + before + measure(words[0]) <= room:
            line.append(words.popleft())
            used += before + measure(line[-1])
            continue
        divided = _divided(words[0], room - used - before, measure, hyphen)
        if divided:
            line.append(divided[0])
            words[0] = divided[1]
        elif not line:
            line.append(words.popleft())
        lines.append(tuple(line))
        line, used = [], 0.0
    return [*lines, tuple(line)] if line else lines


def _plain_raised(text: str) -> str:
    return text.translate(_SUPERSCRIPTS) if text.isdecimal() else f" {text}"


def _divided(word: Word, room: float, measure: Callable[[Word], float], hyphen: str | None) -> tuple[Word, Word] | None:
    """The longest beginning that fits, with its hyphen, and the rest; a written hyphen needs no other."""
    text, raised = word[0].text, word[1:]
    heads = {match.end(): text[: match.end()] for match in re.finditer(r"(?<=\w)-(?=\w)", text)}
    if hyphen is not None:
        heads |= {at: text[:at] + hyphen for at in _syllables(text)}
    for at in sorted(heads, reverse=True):
        head: Word = (Segment(heads[at]),)
        if measure(head) <= room:
            return head, (Segment(text[at:]), *raised)
    return None


@cache
def _syllables(word: str) -> tuple[int, ...]:
    german = pyphen.Pyphen(lang="de_DE", left=3, right=3)
    return tuple(match.start() + int(at) for match in _LETTERS.finditer(word) for at in german.positions(match[0]))
