"""Finds names of persons in a German question: after a title or an introduction, in a greeting, or by name lists.

A name is found where something says that one stands there ("Frau …", "ich heiße …"), or where a known given name is
followed by what can be a surname. A lone given name, or a surname without either, is not.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gfa_assistant.feedback.name_lists import given_names, surnames
from gfa_assistant.retrieval.frequencies import german_frequencies

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TITLES = frozenset("herr herrn hr frau fr fräulein dr doktor prof professor professorin mr mrs ms sayın".split())
_ADDRESSES = frozenset("herr herrn frau fräulein".split())
_LONGEST_SMALL = 12
# What may stand between a title and the name.
_DEGREES = frozenset("dr prof professor professorin med phil rer nat pol jur habil h c dipl ing mag ma".split())
_OFFICE = re.compile(
    r"(?:(?:ober|alt|erste[rn]?|zweite[rn]?|dritte[rn]?)?-?bürgermeister(?:in|s)?|ob|landr(?:at|ats|ätin)|"
    r"(?:gemeinde|stadt|kreis)r(?:at|ätin)|beigeordnete[rn]?|dezernent(?:in)?|(?:amts|referats|abteilungs|fachbereichs|"
    r"projekt|sachgebiets)?leiter(?:in)?|minister(?:in)?|kolleg(?:e|en|in)|mitarbeiter(?:in|s)?|sachbearbeiter(?:in)?|"
    r"ansprechpartner(?:in)?|ansprechperson|koordinator(?:in)?|geschäftsführer(?:in)?|vorsitzende[rn]?|pfarrer(?:in)?)",
    re.IGNORECASE,
)
_PARTICLES = frozenset("von vom van de der den dem zu zum zur di da del al el bin ibn la le ten ter".split())
# After these, "Frau" is a woman and not a form of address, unless a known surname follows.
_DETERMINERS = frozenset(
    "eine einer einen ein jede jeder keine keiner die der den als pro diese dieser meine meiner ihre ihrer schwangere "
    "schwangeren alleinerziehende junge ältere mann und von".split()
)
_INTRODUCTION = re.compile(
    r"\b(?:mein(?:e)? (?:vor-? ?(?:und|u\.) ?nach|vor|nach|familien)?name (?:ist|lautet)|ich hei(?:ß|ss)e|"
    r"(?:vor|nach|familien)name\s*:|name\s*:|my name is|benim adım|adım|меня зовут|мене звати)\s*",
    re.IGNORECASE,
)
_PERHAPS_INTRODUCTION = re.compile(
    r"\b(?:ich bin(?: (?:die|der))?|hier (?:ist|spricht|schreibt)(?: (?:die|der))?|i am|i['’]m)\s+", re.IGNORECASE
)
_GREETING = re.compile(
    r"(?:\b(?:mit )?(?:\w+ ){0,2}(?:grüßen|grüssen|grüße|grüsse|gruß|gruss)|\b(?:mfg|lg|vg|kind regards|regards))"
    r"\b[\s,.!–-]*",
    re.IGNORECASE,
)
_FUNCTION_WORDS = frozenset(
    "sie das dies nicht und oder aus von vom in im an am bei beim für ist bin hat war sagt sagte meint kann will soll "
    "ich wir ihr er es mit ohne zu zur zum auf der die den dem ein eine als wie was wer wo wann warum auch noch mein "
    "unser unsere arbeite komme wohne leite habe möchte gerne hier so seit nach über um and from to i we the but aber "
    "denn da wenn ob sich uns mich euch ihnen vor gegen durch is of".split()
)
# Words that follow a form of address or a given name without being a surname.
_NO_NAME = re.compile(
    r".{2,}(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|amt|ämter|ministerium|prozess|programm|"
    r"projekt|förderung|prävention|beratung|chancengleichheit|verband|verein|stelle|kreis|gemeinde|stadt|kommune|"
    r"zentrum|stiftung|institute?|kasse|referat|büro|straße|strasse|platz|schule|kita|klinik|klinikum|haus|preis|allee|"
    r"universität|hochschule|akademie|werk|heim|saal|halle|park|weg|ring|land|region|rathaus|team|gruppe|treffen)s?",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(
    "amt kreis stadt gemeinde landkreis lk kommune markt land bund region klinik klinikum schule kita "
    "stiftung institut institute foundation "
    "school street "
    "verein verband haus platz allee weg ring park preis straße strasse str partnerprozess gesundheit frau mann frauen "
    "männer kind kinder familie familien mutter vater eltern recht bitte danke hallo team kgc gkv bzga biög gfa beruf "
    "pflege familienstand alter hilfe arbeit angebote geld rente amtsarzt präsident präsidentin meister doktor herr "
    "herrn dame damen herren kollegen universität hochschule akademie medaille treffen".split()
)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        return self.text.lower()

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()


class NameFinder:
    """Finds names; `knows_place` says whether a name in lower case is that of a town, which is then no surname."""

    def __init__(self, knows_place: Callable[[str], bool]) -> None:
        self._knows_place = knows_place
        self._given, self._surnames = given_names(), surnames()

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names stand in `text`, as (start, end) without titles; they may overlap."""
        words = [_Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
        starts = {word.start: i for i, word in enumerate(words)}
        for pattern, read in (
            (_INTRODUCTION, self._after_introduction),
            (_PERHAPS_INTRODUCTION, self._after_perhaps),
            (_GREETING, self._after_greeting),
        ):
            for match in pattern.finditer(text):
                if match.end() in starts:
                    yield from self._span(words, starts[match.end()], read(text, words, starts[match.end()]))
        for i, word in enumerate(words):
            if word.key in _TITLES:
                first = self._after_degrees(text, words, i + 1)
                yield from self._span(words, first, self._after_title(text, words, i, first))
            elif _OFFICE.fullmatch(word.text):
                first = self._after_degrees(text, words, i + 1)
                yield from self._span(words, first, self._after_office(text, words, first))
            yield from self._span(words, i, self._full_name(text, words, i))

    @staticmethod
    def _span(words: list[_Word], first: int, count: int) -> Iterator[tuple[int, int]]:
        if count:
            yield words[first].start, words[first + count - 1].end

    # Each of the following returns how many of the words from `i` on are a name.

    def _after_introduction(self, text: str, words: list[_Word], i: int) -> int:
        i_name = self._after_degrees(text, words, i + 1) if words[i].key in _TITLES else i
        if i_name >= len(words) or words[i_name].key in _FUNCTION_WORDS - _PARTICLES:
            return 0
        return i_name - i + self._chain(text, words, i_name, 3, self._may_be_name)

    def _after_perhaps(self, text: str, words: list[_Word], i: int) -> int:
        if words[i].key in self._given:
            return 1 + self._chain_after(text, words, i, 2, self._may_be_surname)
        if (
            words[i].is_capitalised
            and not self._is_no_name(words[i])
            and _next_to(text, words, i)
            and words[i + 1].is_capitalised
            and words[i + 1].key in self._surnames
        ):
            return 2
        return 0

    def _after_greeting(self, text: str, words: list[_Word], i: int) -> int:
        count = self._chain(text, words, i, 3, self._may_be_signed)
        rest = text[words[i + count - 1].end :] if count else ""
        # Whatever goes on in the same line is no signature.
        return count if count and not rest.partition("\n")[0].strip(" .!,;)") else 0

    def _after_title(self, text: str, words: list[_Word], title: int, i: int) -> int:
        if i >= len(words) or not _joined(text, words, i):
            return 0
        if _OFFICE.fullmatch(words[i].text):
            return 0
        particles = self._chain(text, words, i, 3, lambda word: word.key in _PARTICLES)
        name = i + particles
        if name >= len(words) or (particles and not _joined(text, words, name)):
            return 0
        word = words[name]
        known = word.key in self._surnames or word.key in self._given
        about_women = words[title].key == "frau" and title > 0 and words[title - 1].key in _DETERMINERS
        if not known and (about_women or not self._fits_title(word, words[title])):
            return 0
        return particles + 1 + self._chain_after(text, words, name, 2, self._may_be_surname_after(word))

    def _fits_title(self, word: _Word, title: _Word) -> bool:
        if self._is_no_name(word) or (title.key not in _ADDRESSES and self._knows_place(re.split("['’]", word.key)[0])):
            return False
        # Written small, only a word that is hardly another.
        return word.is_capitalised or (len(word.text) <= _LONGEST_SMALL and word.key not in german_frequencies())

    def _after_office(self, text: str, words: list[_Word], i: int) -> int:
        if i >= len(words) or not _joined(text, words, i):
            return 0
        word = words[i]
        if not word.is_capitalised or word.key not in self._surnames or self._knows_place(word.key):
            return 0
        return 1

    def _full_name(self, text: str, words: list[_Word], i: int) -> int:
        word = words[i]
        if word.key not in self._given and word.key.split("-")[0] not in self._given:
            return 0
        if (i and words[i - 1].key in {"sankt", "st", "bad"}) or not _next_to(text, words, i):
            return 0
        count = 1 + self._chain_after(text, words, i, 3, lambda w: w.key in self._given and w.is_capitalised)
        last = i + count
        particles = self._chain(text, words, last, 2, lambda w: w.key in _PARTICLES) if last < len(words) else 0
        last += particles
        if last >= len(words) or not _joined(text, words, last) or not self._ends_full_name(word, words[last]):
            # "Karl Otto" may end in a name that is a given one and a surname.
            return count if count > 1 and words[i + count - 1].key in self._surnames else 0
        if _next_to(text, words, last) and self._is_no_name(words[last + 1]) and words[last + 1].is_capitalised:
            # A street, a school or a foundation is named after somebody.
            return 0
        return count + particles + 1

    def _ends_full_name(self, given: _Word, word: _Word) -> bool:
        if not given.is_capitalised:
            return not word.is_capitalised and word.key in self._surnames and word.key not in _FUNCTION_WORDS
        return word.is_capitalised and self._may_be_surname(word)

    def _after_degrees(self, text: str, words: list[_Word], i: int) -> int:
        while i < len(words) and words[i].key in _DEGREES and _joined(text, words, i):
            i += 1
        if i < len(words) and _OFFICE.fullmatch(words[i].text) and _joined(text, words, i):
            return self._after_degrees(text, words, i + 1)
        return i

    def _chain(self, text: str, words: list[_Word], i: int, most: int, fits: Callable[[_Word], bool]) -> int:
        count = 0
        while (
            count < most
            and i + count < len(words)
            and fits(words[i + count])
            and (not count or _joined(text, words, i + count))
        ):
            count += 1
        return count

    def _chain_after(self, text: str, words: list[_Word], i: int, most: int, fits: Callable[[_Word], bool]) -> int:
        return self._chain(text, words, i + 1, most, fits) if _next_to(text, words, i) else 0

    def _may_be_name(self, word: _Word) -> bool:
        return word.key not in _FUNCTION_WORDS - _PARTICLES

    def _may_be_signed(self, word: _Word) -> bool:
        known = word.key in self._given or word.key in self._surnames
        return known or (word.is_capitalised and self._may_be_surname(word))

    def _may_be_surname(self, word: _Word) -> bool:
        if word.key in self._surnames:
            return word.is_capitalised or word.key not in _FUNCTION_WORDS
        return word.is_capitalised and not self._is_no_name(word) and not self._knows_place(word.key)

    def _may_be_surname_after(self, name: _Word) -> Callable[[_Word], bool]:
        """After a given name a surname; after another only one that is no common word, since a noun may follow."""
        if name.key in self._given:
            return self._may_be_surname
        common = german_frequencies()
        return lambda word: (
            word.is_capitalised
            and (word.key in self._surnames or (word.key not in common and self._may_be_surname(word)))
        )

    def _is_no_name(self, word: _Word) -> bool:
        if word.key in _NO_NAMES or word.key in _FUNCTION_WORDS or _OFFICE.fullmatch(word.text):
            return True
        return word.key not in self._surnames and bool(_NO_NAME.fullmatch(word.text))


def _joined(text: str, words: list[_Word], i: int) -> bool:
    """Whether word `i` follows the one before in the same phrase."""
    return i == 0 or re.fullmatch(r"\.?[ \t]+|\.", text[words[i - 1].end : words[i].start]) is not None


def _next_to(text: str, words: list[_Word], i: int) -> bool:
    return i + 1 < len(words) and _joined(text, words, i + 1)
