"""Decides whether a piece of evidence supports an answer, or whether to abstain."""

import re
from collections.abc import Sequence
from dataclasses import replace

from gfa_assistant.answering.evidence import Unit
from gfa_assistant.answering.kinds import kinds_asked, kinds_given
from gfa_assistant.answering.numerals import number_words_in, numbers_asked, numbers_in
from gfa_assistant.answering.sentences import Checks, RatedUnit
from gfa_assistant.answering.terms import Term, TermMatcher
from gfa_assistant.retrieval.lexicon import GENERAL, Lexicon
from gfa_assistant.retrieval.places import Gazetteer
from gfa_assistant.retrieval.question import Question
from gfa_assistant.retrieval.states import states_in

# Set on the development questions (evaluation/questions/dev.yaml), never on the held-out ones.
MIN_SUPPORT = 0.57
# A follow-up without words of its own ("Seit wann gibt es die?") has only those of the question before.
MIN_SUPPORT_TAKEN_OVER = 0.3
MIN_CLOSENESS = 0.80
# Where nearly every word is found, the vectors may disagree: a sentence deep in a long passage is far from its mean.
LITERAL_SUPPORT = 0.85
MIN_CLOSENESS_LITERAL = 0.76
# A unit this close in meaning needs few of the words ("… für eine Stadtratsvorlage").
PARAPHRASE_CLOSENESS = 0.905
PARAPHRASE_SUPPORT = 0.35
# Without content words ("Seit wann gibt es ihn?") only the meaning speaks.
MIN_CLOSENESS_WORDLESS = 0.83
# Without content words but with a place or year, which must stand in the unit.
MIN_CLOSENESS_NAMED = 0.78
MIN_SUPPORT_ENGLISH = 0.4
MIN_CLOSENESS_ENGLISH = 0.78
MIN_CLOSENESS_FOREIGN = 0.82
_COUNT = re.compile(
    r"(?<![\d.])\d++(?![\d.]*\d{4})"
    r"(?!\. (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember))|"
    r"\b(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hälfte|\w+zehn|\w*zig|\w+hundert)\b",
    re.IGNORECASE,
)


# A count or a date is known by its form, whatever words stand around it.
_FORMS = frozenset({"numbers", "history", "definition"})
_SUBJECTS = frozenset({"cost", "funding", "imprint"})


class SupportCheck:
    """Judges whether a unit answers a question: its words, its meaning, its kind, and all that the question names."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, matcher: TermMatcher) -> None:
        self._lexicon = lexicon
        self._matcher = matcher
        self._gazetteer = gazetteer

    def check(self, question: Question, rated: Sequence[RatedUnit], terms: Sequence[Term]) -> tuple[RatedUnit, ...]:
        """The rated units with what the rules say of them; `terms` are the words of the question that must be met."""
        asked = _Asked(question, terms, self._lexicon)
        return tuple(replace(each, checks=self._checks(asked, each)) for each in rated)

    def _checks(self, asked: "_Asked", rated: RatedUnit) -> Checks:
        unit = rated.unit
        own = f"{unit.context} {unit.document.title}"
        names = self._names_hold(asked, unit, own)
        lacking = asked.kinds - kinds_given(unit.text) if asked.kinds else asked.kinds
        return Checks(
            names=names,
            names_around=names or self._names_hold(asked, unit, own, unit.passage.text),
            kind=not lacking and self._kind_holds(asked, unit),
            lacking=lacking,
            subject=not asked.subject or self._matcher.coverage(asked.subject, unit.context) > 0,
            words=self._words_hold(asked, rated),
        )

    def _words_hold(self, asked: "_Asked", rated: RatedUnit) -> bool:
        """Say whether the unit meets enough of the question's words, or is close enough in meaning."""
        question = asked.question
        if not asked.terms:
            of_kind = question.intent in _FORMS or self._lexicon.is_of(question.intent, rated.unit.context)
            named = question.places or question.years or question.state_named
            return of_kind and rated.closeness >= (MIN_CLOSENESS_NAMED if named else MIN_CLOSENESS_WORDLESS)
        if question.language == "de":
            if rated.closeness >= PARAPHRASE_CLOSENESS and rated.support >= PARAPHRASE_SUPPORT:
                return True
            least = MIN_CLOSENESS_LITERAL if rated.support >= LITERAL_SUPPORT else MIN_CLOSENESS
            enough = MIN_SUPPORT if asked.own_words else MIN_SUPPORT_TAKEN_OVER
            return rated.support >= enough and rated.closeness >= least
        if question.language == "en":
            return rated.support >= MIN_SUPPORT_ENGLISH and rated.closeness >= MIN_CLOSENESS_ENGLISH
        return rated.closeness >= MIN_CLOSENESS_FOREIGN

    def _kind_holds(self, asked: "_Asked", unit: Unit) -> bool:
        """Say whether the unit holds the kind of thing asked for; office data answer no other question."""
        question = asked.question
        if question.intent == "members" and not asked.terms and not self._lexicon.is_of("members", unit.context):
            return False
        if unit.kind == "contact" and question.intent not in ("contact", GENERAL, "lookup"):
            return False
        if "numbers" in question.intents:
            return any(
                m.group().lstrip("0") not in asked.numbers and not _is_year(m.group())
                for m in _COUNT.finditer(unit.text)
            )
        return True

    def _names_hold(self, asked: "_Asked", unit: Unit, *texts: str) -> bool:
        """Each number, place and Land of the question must stand in the texts or lie in the unit's places."""
        lowered = " ".join(texts).lower().replace("-", " ")
        if asked.numbers and not asked.numbers.issubset(
            number for text in texts for number in numbers_in(text) | number_words_in(text)
        ):
            return False
        if any(place not in lowered for place in asked.places):
            return False
        if not asked.states:
            return True
        held = {unit.document.state, *(state for text in texts for state in states_in(text))}
        held.update(p.states[0] for p in self._gazetteer.places_in(unit.text) if len(p.states) == 1)
        return all(code in held for code in asked.states)


class _Asked:
    """What the rules look for, read once from the question."""

    def __init__(self, question: Question, terms: Sequence[Term], lexicon: Lexicon) -> None:
        self.question = question
        self.terms = terms
        self.own_words = any(term.word in question.focus.lower() for term in terms)
        self.kinds = kinds_asked(question.focus)
        # Those of the question before it are what a follow-up goes on from, not what it asks for.
        self.numbers = numbers_asked(question.focus)
        self.places = [place.name.lower().replace("-", " ").removesuffix("s") for place in question.places]
        self.states = states_in(question.standalone)
        # Where the kind itself is the subject ("Wer hat … bezahlt?"), a word of it must be met.
        of_kind = question.intent in _SUBJECTS
        named = lexicon.explained(question.standalone, [question.intent]).lower() if of_kind else ""
        self.subject = [term for term in terms if of_kind and term.word in named]


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")
