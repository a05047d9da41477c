"""Answers that are a list of the source: whole (steps, goals, offers) or the items that were asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gfa_assistant.answering.draft import Draft, cite, list_markdown, titled
from gfa_assistant.answering.evidence import Unit
from gfa_assistant.answering.frame import Frame, state_words
from gfa_assistant.answering.terms import Term, TermMatcher
from gfa_assistant.records import ListItem
from gfa_assistant.retrieval.lexicon import Lexicon
from gfa_assistant.retrieval.question import Question

# Questions of these kinds are answered by a list whose heading is of the same kind.
LIST_INTENTS = frozenset({"joining", "goals", "offers", "members", "topics", "quality"})
# A list is about the question when its heading covers this share of the question's words.
_ABOUT = 0.6
_ANSWERED = 0.75
_LINK = ("http://", "https://", "www.")
# "Partnerkommunen Bayern Stand Ende 2021" asks how many there were then, not who joined in that year.
_COUNT = re.compile(r"\b(?:stand|anzahl|zahl|bis ende|bis zum)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListChoice:
    """A list and the items of it that answer; `whole` when all of them do, `intents` what its heading is about."""

    unit: Unit
    items: tuple[ListItem, ...]
    whole: bool
    intents: tuple[str, ...]

    @property
    def first_text(self) -> str:
        """The words of the first item."""
        return self.unit.document.text[self.items[0].start : self.items[0].end]


def choose_list(
    question: Question,
    units: Sequence[Unit],
    terms: Sequence[Term],
    matcher: TermMatcher,
    lexicon: Lexicon,
) -> ListChoice | None:
    """Return the list, or the part of one, that answers the question; None when no list does.

    Steps of joining are none: they answer how to join and nothing else (see `choose_steps`).
    """
    ranked = []
    for unit in units:
        if unit.kind != "list" or not _fits_state(question, unit):
            continue
        intents = kinds_of(unit, lexicon)
        if "joining" in intents:
            continue
        shared = LIST_INTENTS.intersection(question.intents).intersection(intents)
        # What the question shares with the heading by its kind ("mitmachen" and "Partnerkommune werden") needs no word.
        left = matcher.unexplained(question, terms, shared)
        choice = _choose_items(question, unit, left, matcher, intents, same_kind=bool(shared))
        if choice:
            # Of several kinds, the most specific is the one meant.
            first = next((i for i, name in enumerate(question.intents) if name in intents), len(question.intents))
            ranked.append(
                ((bool(shared), -first, choice.whole, len(choice.items) if shared else 0, -unit.place), choice)
            )
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None


def choose_steps(question: Question, units: Sequence[Unit], lexicon: Lexicon) -> ListChoice | None:
    """Return the longest list of the steps of joining; all of them, since one taken out of its row misleads."""
    steps = [
        whole
        for unit in units
        if unit.kind == "list" and _fits_state(question, unit) and "joining" in kinds_of(unit, lexicon)
        if (whole := whole_list(unit, lexicon))
    ]
    return max(steps, key=lambda choice: (len(choice.items), -choice.unit.place), default=None)


def kinds_of(unit: Unit, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the kinds of question that a list answers by its heading and lead-in."""
    return lexicon.intents(f"{unit.heading} {unit.lead}")


def whole_list(unit: Unit, lexicon: Lexicon) -> ListChoice | None:
    """Return all items of a list but links, None where it has no other."""
    items = _without_links(unit)
    return ListChoice(unit, items, True, kinds_of(unit, lexicon)) if items else None


def lists_year_not(question: Question, units: Sequence[Unit], lexicon: Lexicon) -> bool:
    """Say whether a dated list of members answers "who joined in …" with nobody: the year is not in it."""
    counts = "numbers" in question.intents or _COUNT.search(question.focus)
    if "members" not in question.intents or counts or not question.years:
        return False
    return any(
        unit.kind == "list"
        and _fits_state(question, unit)
        and "members" in kinds_of(unit, lexicon)
        and not any(year in unit.text for year in question.years)
        for unit in units
    )


def list_draft(question: Question, choice: ListChoice, frame: Frame) -> Draft:
    """Show the chosen items under the lead-in, heading or opening sentence that makes them clear."""
    unit = choice.unit
    runs = [choice.items] if choice.whole else _runs(unit, choice.items)
    quoted = [unit] if choice.whole else [replace(unit, kind="item", start=r[0].start, end=r[-1].end) for r in runs]
    citations, markers = cite(quoted)
    steps = choice.whole and "joining" in choice.intents and "joining" in question.intents
    state = unit.document.state if steps else None
    if state:
        opening = frame.joining.format(**state_words(state)) if question.state else frame.for_example
    else:
        opening = titled(unit)
    lists = [list_markdown(unit.document, r, m, numbered=steps) for r, m in zip(runs, markers, strict=True)]
    text = "\n".join([opening, "", *lists])
    offices = (state,) if state and question.state else ()
    return Draft("answered", text, citations.citations, offices)


def _without_links(unit: Unit) -> tuple[ListItem, ...]:
    return tuple(i for i in unit.items if not unit.document.text[i.start : i.end].startswith(_LINK))


def _runs(unit: Unit, items: Sequence[ListItem]) -> list[tuple[ListItem, ...]]:
    """Split the items where the source has others between them: a quote holds only what is shown."""
    position = {item: i for i, item in enumerate(unit.items)}
    runs: list[list[ListItem]] = []
    for item in items:
        if runs and position[item] == position[runs[-1][-1]] + 1:
            runs[-1].append(item)
        else:
            runs.append([item])
    return [tuple(run) for run in runs]


def _choose_items(
    question: Question,
    unit: Unit,
    terms: Sequence[Term],
    matcher: TermMatcher,
    intents: tuple[str, ...],
    *,
    same_kind: bool,
) -> ListChoice | None:
    title = f"{' '.join(unit.passage.section)} {unit.lead}"
    about = matcher.coverage(terms, title)
    entities = [e for e in (*question.years, *(p.name.lower() for p in question.places)) if e not in title.lower()]
    items = _without_links(unit)
    counts = "numbers" in question.intents
    if (
        not entities
        and not counts
        and items
        and ((same_kind and about >= _ABOUT) or (bool(terms) and about >= 0.95 and not question.intents))
    ):
        return ListChoice(unit, items, whole=True, intents=intents)
    if not same_kind and not (terms and about >= _ABOUT / 2):
        return None
    in_title = matcher.covered(terms, title)
    rest = [t for t in terms if t not in in_title]
    if not entities and not rest:
        return None
    if counts:
        return None
    groups = [g for g in _top_groups(unit) if _answers(unit, g, entities, rest, matcher)]
    shown = " ".join(_text(unit, g) for g in groups).lower()
    if any(entity not in shown for entity in entities):
        return None
    if not groups or (not entities and len(groups) == len(_top_groups(unit))):
        return None
    return ListChoice(unit, tuple(i for g in groups for i in g), whole=False, intents=intents)


def _answers(
    unit: Unit, items: Sequence[ListItem], entities: Sequence[str], rest: Sequence[Term], matcher: TermMatcher
) -> bool:
    text = _text(unit, items)
    named = not entities or any(entity in text.lower() for entity in entities)
    return named and matcher.coverage(rest, text) >= _ANSWERED


def _text(unit: Unit, items: Sequence[ListItem]) -> str:
    return unit.document.text[items[0].start : items[-1].end]


def _top_groups(unit: Unit) -> list[tuple[ListItem, ...]]:
    groups: list[list[ListItem]] = []
    for item in unit.items:
        if item.depth == 0 or not groups:
            groups.append([item])
        else:
            groups[-1].append(item)
    return [tuple(g) for g in groups]


def _fits_state(question: Question, unit: Unit) -> bool:
    return unit.document.state is None or not question.states or unit.document.state in question.states
