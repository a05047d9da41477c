"""The list of covered characters against the fonts themselves."""

from pathlib import Path

from fontTools.ttLib import TTFont

import gfa_assistant.web.exports
from gfa_assistant.web.exports.memo_pdf import covered_characters

FONTS = Path(gfa_assistant.web.exports.__file__).parent / "fonts"


def characters(name: str) -> set[str]:
    with TTFont(FONTS / name) as font:
        return {chr(code) for code in font.getBestCmap()}


def test_the_list_names_exactly_what_the_fonts_have() -> None:
    latin, arabic, signs = (characters(f"{name}.ttf") for name in ("NotoSans-Regular", "Almarai-Regular", "DejaVuSans"))
    assert latin | arabic | signs == covered_characters()


def test_bold_has_what_regular_has() -> None:
    assert characters("NotoSans-Bold.ttf") == characters("NotoSans-Regular.ttf")
    assert characters("Almarai-Bold.ttf") == characters("Almarai-Regular.ttf")


def test_every_font_may_be_passed_on() -> None:
    assert {path.name for path in FONTS.iterdir()} == {
        "Almarai-Bold.ttf",
        "Almarai-Regular.ttf",
        "DejaVu.txt",
        "DejaVuSans.ttf",
        "NotoSans-Bold.ttf",
        "NotoSans-Regular.ttf",
        "OFL.txt",
        "README.md",
        "covered.txt",
    }
    for name in ("Almarai-Regular", "NotoSans-Regular"):
        with TTFont(FONTS / f"{name}.ttf") as font:
            assert "SIL Open Font License" in font["name"].getDebugName(13)
