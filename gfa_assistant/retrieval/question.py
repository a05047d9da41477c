"""Understands a question: language, Land, intent, entities, and what a follow-up leaves unsaid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gfa_assistant.records import Turn
from gfa_assistant.retrieval.language import detect_language
from gfa_assistant.retrieval.lexicon import GENERAL, Lexicon
from gfa_assistant.retrieval.places import Gazetteer, Place
from gfa_assistant.retrieval.spelling import Speller
from gfa_assistant.retrieval.states import STATE_NAMES, state_mentions, states_in

# Between a follow-up and the question it goes on from; a person reads it as "concerning".
_JOINT = " – "
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FOLLOW_UP_START = re.compile(
    r"^\s*(?:(?:und|oder|auch|aber|dann|and|what about|how about|was ist mit|wie ist es|wie sieht es)\b[\s,:]*)+",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(deren|dessen|davon|dazu|daran|dafür|dabei|dort|denen|diese[rsnm]?|jene[rsnm]?|er|sie|ihre[rnm]?|ihm|its?|their|they|them|there|that)\b|"
    r"\bes das\b|\bdas (?:schon|auch|denn|dann|da|alles)\b",
    re.IGNORECASE,
)
# "Nein, ich meinte Hessen", "Sorry, nicht Bayern, sondern Hessen": only the place that is meant shall be read.
_CORRECTION = re.compile(
    r"^\W*(?:(?:nein|nee?|doch|sorry|pardon|entschuldigung|verzeihung|ups|oh|äh|ach|moment|stopp?|quatsch|falsch|vertippt|"
    r"no|oops)\b[\s,.!:;–-]*)*(?:(?:ich|wir|i|we)\s+(?:meinten?|meine|mein|meant?)\b[\s,:]*)?"
    r"(?:(?:nicht|not)\s+[^,.;]{2,40}[,;]\s*(?:sondern|but)\s+)?",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:such\w*|brauch\w*|benötig\w*|möcht\w*|kgc|need|look(?:ing)? for)\b|koordinierungsstelle|kontakt|ansprech|"
    r"nummer|adresse|telefon",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(wer|wie|was|wo|wann|warum|welche\w*|wieso|wen|wem|who|what|when|where|how|which)\b", re.IGNORECASE
)
_SELF_CONTAINED = 5
_SHORT_REPLY = 8
_TELLS = re.compile(r"\b(also|wir|ich|liegt|gehör\w*|nämlich|meine)\b", re.IGNORECASE)
_ENDS_IN_PRONOUN = re.compile(r"\b(die|der|das|den|dem|es)\W*$", re.IGNORECASE)
# A formal "Sie" or "Ihre" addresses us; in the middle of a sentence only its capital tells it from "sie".
_ADDRESS = re.compile(r"\b(Sie|Ihre[rnm]?|Ihnen)\b")
_ADJECTIVE = re.compile(r"isch(?:e[nmrs]?)?$", re.IGNORECASE)
_NATIONWIDE = re.compile(
    r"\b(?:bundesweit\w*|deutschlandweit\w*|(?:in |ganz )+deutschland|nationwide|(?:in |all of )+germany)\b",
    re.IGNORECASE,
)
# What may stand around a bare answer to "Which Land?" ("Ich meine Hessen, bitte").
_AROUND_PLACE = frozenset(
    "in im aus für von bei der die das dem den land bundesland wir sind ich bin meine es geht um bitte for the "
    "please".split()
)
_KINDS_OF_PLACE = frozenset("kreis landkreis stadt gemeinde lk".split())
# How a question was read: as the rules have it, with the question before it though they see no follow-up, or with the
# sentences that do not ask.
Reading = Literal["usual", "joined", "whole"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what was understood of it.

    `text` is what was typed; `standalone` is complete without the history; `focus` is the part of it that says what is
    asked (a follow-up's own words, not those of the question it goes on from). `intents` is most specific first.
    `states` holds several codes when a place is ambiguous; `state_named` says that the question itself, not a
    preset, named the Land. `shown` are the answers that the visitor has seen before, in one string.
    """

    text: str
    standalone: str
    focus: str
    language: str
    intents: tuple[str, ...]
    states: tuple[str, ...]
    state_named: bool
    places: tuple[Place, ...]
    years: tuple[str, ...]
    follow_up: bool
    reading: Reading = "usual"
    shown: str = ""

    @property
    def intent(self) -> str:
        return self.intents[0] if self.intents else GENERAL

    @property
    def state(self) -> str | None:
        """The one Land the question is about, None when none or several come into question."""
        return self.states[0] if len(self.states) == 1 else None


def readings(
    text: str,
    history: Sequence[Turn],
    *,
    state: str | None,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    speller: Speller | None = None,
) -> tuple[Question, ...]:
    """Return what `text`, asked after `history`, may mean, as the rules have it first.

    Whether a question goes on from the one before it, and whether a sentence that does not ask belongs to it, is often
    told by the sources alone: there the other reading follows. `state` is a preset of the caller.
    """
    previous = [turn.content for turn in history if turn.role == "user"]
    language = detect_language(text)
    spelt = speller.correct(text) if speller and language == "de" else text
    whole = lexicon.with_german_names(gazetteer.with_usual_names(spelt))
    asked, before = _asked(whole), [_asked(question) for question in previous]
    if previous and not _place_names(asked, gazetteer) and _place_names(whole, gazetteer):
        # "Nein, ich meinte Hessen. Wie viele sind es dort?"
        asked = whole
    completed, follow_up = complete(asked, before, gazetteer)
    shown = "\n".join(turn.content for turn in history if turn.role == "assistant")

    def read(completed: str, reading: Reading, *, follow_up: bool) -> Question:
        standalone = lexicon.with_german_names(gazetteer.with_usual_names(completed))
        focus = standalone.split(_JOINT)[0]
        places = gazetteer.places_in(standalone)
        named = _states_of(standalone, places) or _states_of(whole, gazetteer.places_in(whole))
        if not named and not _NATIONWIDE.search(standalone):
            named = next((found for q in reversed(previous) if (found := _states_of(q, gazetteer.places_in(q)))), ())
        return Question(
            text=text,
            standalone=standalone,
            focus=focus,
            language=language,
            intents=tuple(dict.fromkeys((*lexicon.intents(focus), *lexicon.intents(standalone))))
            or lexicon.intents(whole),
            states=named or ((state,) if state else ()),
            state_named=bool(named),
            places=places,
            years=tuple(dict.fromkeys(_YEAR.findall(standalone))),
            follow_up=follow_up,
            reading=reading,
            shown=shown,
        )

    usual = read(completed, "usual", follow_up=follow_up)
    if not previous:
        return (usual,) if asked == whole else (usual, read(whole, "whole", follow_up=False))
    if follow_up and before[-1] == previous[-1]:
        return (usual,)
    if follow_up:
        return usual, read(complete(asked, previous, gazetteer)[0], "whole", follow_up=True)
    base, _ = complete(before[-1], before[:-1], gazetteer)
    return usual, read(_with_subject(asked, base, gazetteer), "joined", follow_up=True)


def complete(text: str, previous: Sequence[str], gazetteer: Gazetteer) -> tuple[str, bool]:
    """Complete a follow-up from the user's earlier questions, latest last; return it and whether it was one.

    A bare Land or place ("Hessen", "und in Bayern?") repeats the last full question for that place. A question that
    opens with "und …" or points back ("deren", "dort") keeps its own words and takes the subject from the last one.
    """
    if not previous:
        return text, False
    # The chain's own completions matter: "Hessen" after "und in Bayern?" is about the question before both.
    base, _ = complete(previous[-1], previous[:-1], gazetteer)
    rest = _FOLLOW_UP_START.sub("", _CORRECTION.sub("", text)).strip()
    opened = rest != text.strip()
    places = gazetteer.places_in(rest)
    # "by" is a word, but as the whole answer to "Which Land?" it is Bavaria.
    rest = STATE_NAMES.get(rest.strip(" ?.!").upper(), rest)
    if _only_place(rest, places):
        return _with_place(base, _bare_place(rest), gazetteer), True
    if places and not _ASKS.match(rest) and "?" not in rest and len(rest.split()) <= _SHORT_REPLY:
        # "Wir gehören zum Landkreis Uelzen": a place and no question, so the earlier question is meant.
        return _with_place(base, places[0].name, gazetteer), True
    mentioned = [words for _, words in state_mentions(rest)]
    tells = _TELLS.search(rest) and not _WANTS.search(rest)
    if mentioned and opened is False and not _ASKS.match(rest) and "?" not in rest and tells:
        return _with_place(base, mentioned[0], gazetteer), True
    content = re.findall(r"\w{3,}", rest)
    points_back = bool(_POINTS_BACK.search(_ADDRESS.sub("", rest)) or _ENDS_IN_PRONOUN.search(rest))
    if opened or (points_back and len(content) <= 8) or len(content) <= 2:
        return _with_subject(rest, base, gazetteer), True
    return text, False


def _asked(text: str) -> str:
    """Return the sentences that ask, where some do: what else was typed is setting or instruction, not question.

    A short question needs its setting to be understood ("Wir wollen … abdrucken. Was müssen wir beachten?").
    """
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„“])|(?<=\?)\s+", text)
    asking = " ".join(s for s in sentences if s.rstrip().endswith("?") or _ASKS.match(s))
    return asking if len(asking.split()) >= _SELF_CONTAINED else text


def _states_of(text: str, places: Sequence[Place]) -> tuple[str, ...]:
    """Return the Länder that the text names, itself or by a place; an ambiguous place counts only alone."""
    certain = [p.states[0] for p in places if len(p.states) == 1]
    named = tuple(dict.fromkeys((*states_in(text), *certain)))
    return named or next((place.states for place in places), ())


def _only_place(text: str, places: Sequence[Place]) -> bool:
    names = [p.name for p in places] + [words for _, words in state_mentions(text)]
    left = text
    for name in sorted(names, key=len, reverse=True):
        left = left.replace(name, " ")
    return bool(names) and all(w in _AROUND_PLACE | _KINDS_OF_PLACE for w in re.findall(r"\w+", left.lower()))


def _bare_place(text: str) -> str:
    """Return the place without what stands around it ("wir sind in Hessen, bitte" is "Hessen")."""
    words = text.strip(" ?.!").split()
    while words and words[0].lower().strip(",") in _AROUND_PLACE:
        words.pop(0)
    while words and words[-1].lower() in _AROUND_PLACE:
        words.pop()
    return " ".join(words).rstrip(",")


def _with_subject(rest: str, base: str, gazetteer: Gazetteer) -> str:
    """Join a follow-up and the question it goes on from; its own year and place take that of the earlier ones."""
    places = _place_names(rest, gazetteer)
    years, earlier = _YEAR.findall(rest), _YEAR.findall(base)
    if len(years) == 1 and len(earlier) == 1:
        base = _YEAR.sub(years[0], base)
        return _with_place(base, places[0], gazetteer) if places else base
    if years:
        base = " ".join(_YEAR.sub("", base).split())
    if places:
        for old in _place_names(base, gazetteer):
            base = re.sub(rf"\s*(?:\b(?:in|im|aus|für|bei)\s+)?\b{re.escape(old)}(?!\w)", "", base)
    return f"{rest[:1].upper()}{rest[1:]}{_JOINT}{base}"


def _place_names(text: str, gazetteer: Gazetteer) -> list[str]:
    """The places and Länder that `text` names, as it writes them, longest first."""
    names = [p.name for p in gazetteer.places_in(text)] + [words for _, words in state_mentions(text)]
    return sorted(dict.fromkeys(names), key=len, reverse=True)


def _with_place(base: str, place: str, gazetteer: Gazetteer) -> str:
    """Put `place` where `base` names another Land or place, else append it."""
    for old in _place_names(base, gazetteer):
        # In place of an adjective ("bayerische Kommunen") a name would be no German.
        if not _ADJECTIVE.search(old):
            return re.sub(rf"\b{re.escape(old)}(?!\w)", place, base)
        base = re.sub(rf"\b{re.escape(old)}\s*", "", base)
    everywhere = re.search(r"\b(?:(in\s+)?(?:Deutschland|Germany)|bundesweit|nationwide)\b", base, re.IGNORECASE)
    if everywhere:
        return f"{base[: everywhere.start()]}in {place}{base[everywhere.end() :]}"
    return f"{base.rstrip(' ?.!')} in {place}?"
