"""Private-use glyphs that stand for a ligature ("Of\\ue000ce", "Quali\\ue001zierung"), read from their words.

A PDF font numbers such glyphs as it likes, but each number means one ligature throughout a document. So every
candidate is put into all words that hold the glyph, and the one that makes the most known word pieces wins. Without
a winner the glyph stays: guessing would put wrong letters into a quote.
"""

import re

LOST = "\ufffd"
_LOST_IN_WORD = re.compile(f"[A-Za-zÄÖÜäöüß]+{LOST}[A-Za-zÄÖÜäöüß]+")
_GLYPH = re.compile("[\ue000-\uf8ff]")
_WORD = re.compile("[A-Za-zÄÖÜäöüß\ue000-\uf8ff]*[\ue000-\uf8ff][A-Za-zÄÖÜäöüß\ue000-\uf8ff]*")
_PIECES: dict[str, tuple[str, ...]] = {
    "ffi": ("office", "official", "offizi", "effizien", "koeffizient", "griffig", "stoffig"),
    "ffl": ("trefflich", "begrifflich", "stofflich", "auffl"),
    "ff": (
        *("öffentlich", "öffn", "offen", "schaff", "treff", "hoff", "stoff", "begriff", "differenz", "effekt", "griff"),
        *("schiff", "ziffer", "kaffee", "koffer", "staffel", "auffäll", "auffass", "auffrisch"),
    ),
    "fi": (
        *("finan", "film", "find", "finger", "firm", "fisch", "profi", "qualifi", "zertifi", "spezifi", "identifi"),
        *(
            "klassifi",
            "modifi",
            "defini",
            "defizit",
            "grafik",
            "grafisch",
            "konfig",
            "konfirm",
            "signifi",
            "fiktiv",
            "häufig",
            "office",
            "offizi",
        ),
    ),
    "fl": (
        *("pflege", "pflicht", "pflanz", "fluss", "flücht", "fläche", "flexib", "konflikt", "reflex", "flug", "flyer"),
        *("flieg", "fließ", "flasche", "flur", "überfl", "fleiß", "beruflich", "trefflich", "begrifflich"),
    ),
    "ft": (
        *("schaft", "kräft", "luft", "heft", "stift", "schrift", "künft", "auftrag", "beschäftig", "geschäft"),
        *("zukunft", "auskunft", "unterkunft", "häft", "hilft"),
    ),
    "tt": ("mitt", "wett", "bitt", "blatt", "hütt", "rett", "kette", "statt", "mutter", "dritt", "schritt", "plattf"),
    "tz": ("netz", "schutz", "nutz", "setz", "platz", "jetzt", "letzt", "satz", "stütz", "sitzung"),
}


def infer_private_ligatures(text: str) -> str:
    """Replace each private-use glyph that stands inside words by the ligature those words show it to be."""
    text = _LOST_IN_WORD.sub(_found_again, text)
    glyphs = set(_GLYPH.findall(text))
    if not glyphs:
        return text
    words = [word.lower() for word in _WORD.findall(text) if len(word) > 2]
    for glyph in sorted(glyphs):
        ligature = _best_ligature(glyph, [word for word in words if glyph in word])
        if ligature:
            text = text.replace(glyph, ligature)
    return text


def _found_again(match: re.Match[str]) -> str:
    """A word in which one character was lost: unlike a glyph of its own, it may be another one in each word."""
    ligature = _best_ligature(LOST, [match[0].lower()])
    return match[0].replace(LOST, ligature) if ligature else match[0]


def _best_ligature(glyph: str, words: list[str]) -> str | None:
    scores = {ligature: sum(_fits(word, glyph, ligature) for word in words) for ligature in _PIECES}
    best = max(scores, key=lambda ligature: scores[ligature])
    winners = [ligature for ligature, score in scores.items() if score == scores[best]]
    return best if scores[best] > 0 and len(winners) == 1 else None


def _fits(word: str, glyph: str, ligature: str) -> bool:
    """Whether a known piece covers the place where the glyph stood."""
    at = word.index(glyph)
    filled = word.replace(glyph, ligature)
    return any(
        start <= at and at + len(ligature) <= start + len(piece)
        for piece in _PIECES[ligature]
        for start in [match.start() for match in re.finditer(re.escape(piece), filled)]
    )
