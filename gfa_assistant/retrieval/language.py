"""Recognises the language of a question."""

import re
from functools import cache

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

LANGUAGES = ("de", "en", "tr", "uk", "ru", "ar", "pl", "fr")
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яіїєґё]", re.IGNORECASE)
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ENGLISH = re.compile(r"\b(what|who|how|when|where|which|why|is|are|does|do|can|the|of|for|our|we)\b", re.IGNORECASE)
_GERMAN = re.compile(
    r"\b(der|die|das|den|dem|ein|eine|und|oder|welche\w*|hat|haben|gibt|wann|warum|ist|sind|wird|wie|was|wer|wo|wir|ich|es|für|mit|bei|von|zu)\b",
    re.IGNORECASE,
)
# Searched in lower case: ignoring case, "ı" would also be "i".
_OTHERS = {
    "tr": re.compile(
        r"\b(?:ne|mi|mı|mu|mü|nasıl|ve|için|bir|bu|ile|kim|kimler|nerede|kaç|hangi|var|zaman|zamandan|olan|biz)\b|"
        r"\w*[ışğ]\w*"
    ),
    "pl": re.compile(
        r"\b(?:co|jak|jest|na|do|czy|kto|gdzie|kiedy|ile|się|jaki|jaka|jakie|dla|przez|został|w|z)\b|\w*[łąęśćńżź]\w*"
    ),
    "fr": re.compile(
        r"\b(?:le|la|les|du|un|une|est|sont|et|quel|quelle|quels|quelles|qui|que|pour|dans|avec|il|elle|nous|notre|"
        r"comment|où|combien|année|ont|aux|sur)\b|\w*[èêçàœ]\w*"
    ),
}
_UMLAUT = re.compile(r"[äöüß]")
# Short German shorthand ("KGC Hessen") looks like anything; another language has to be plain to be believed.
_SURE = 0.8


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the most likely of `LANGUAGES`; German when the text does not tell."""
    if _ARABIC.search(text):
        return "ar"
    if _CYRILLIC.search(text):
        return "uk" if _UKRAINIAN.search(text) else "ru"
    english, german = (len({m.lower() for m in words.findall(text)}) for words in (_ENGLISH, _GERMAN))
    if english >= 2 and english > german:
        return "en"
    lowered = text.replace("İ", "i").lower()
    others = {code: len(set(words.findall(lowered))) for code, words in _OTHERS.items()}
    likeliest = max(others, key=others.__getitem__)
    if others[likeliest] >= 2 and others[likeliest] > german and others[likeliest] > english:
        return likeliest
    if german >= 2 or len(text.split()) < 3:
        return "de"
    # "email kgc thüringen": keywords of an office, one of them international.
    if _UMLAUT.search(lowered) and not english and not any(others.values()):
        return "de"
    best = _detector().compute_language_confidence_values(text)[0]
    return best.language.iso_code_639_1.name.lower() if best.value >= _SURE else "de"


@cache
def _detector() -> LanguageDetector:
    codes = [getattr(IsoCode639_1, code.upper()) for code in LANGUAGES]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()
