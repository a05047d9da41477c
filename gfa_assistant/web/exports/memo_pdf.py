"""A Vermerk as PDF: tagged (PDF/UA-1), fit for archives (PDF/A-2a), with its fonts inside."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, cast

from gfa_assistant.web.exports.characters import runs_right_to_left
from gfa_assistant.web.exports.memo_blocks import Block, Listing, Memo, Paragraph, plain

_HERE = Path(__file__).parent
_FONTS = _HERE / "fonts"
_NO_GLYPH = "\ufffd"


def memo_pdf(memo: Memo, *, no_glyph: str) -> bytes:
    """The file's bytes, the same for the same memo.

    A character that the fonts lack becomes U+FFFD, because PDF/A allows no missing glyphs; the notice then ends in the
    sentence `no_glyph`.
    """
    # Nobody may ever ask for a PDF; until then a server need not load the typesetter.
    import typst  # noqa: PLC0415

    if set(_json(memo)) - covered_characters():
        memo = replace(memo, notice=f"{memo.notice} {no_glyph}")
    text = "".join(character if character in covered_characters() else _NO_GLYPH for character in _json(memo))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
    compiler = typst.Compiler((_HERE / "memo.typ").read_bytes(), font_paths=fonts, sys_inputs={"memo": text})
    made = datetime.combine(memo.day, time(12), UTC)
    return cast(bytes, compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=made))


@cache
def covered_characters() -> frozenset[str]:
    """Every character that the fonts beside this module have."""
    ranges = (line.split("-") for line in (_FONTS / "covered.txt").read_text(encoding="ascii").split())
    return frozenset(chr(code) for ends in ranges for code in range(int(ends[0], 16), int(ends[-1], 16) + 1))


def _json(memo: Memo) -> str:
    """The memo as the template reads it; ASCII stays for the syntax, so every other character is text."""
    data = asdict(memo) | {
        "day": memo.day.isoformat(),
        "sections": [{"heading": s.heading, "blocks": [_block(b) for b in s.blocks]} for s in memo.sections],
    }
    return json.dumps(data, ensure_ascii=False)


def _block(block: Block) -> dict[str, Any]:
    data = {"kind": type(block).__name__, **asdict(block)}
    if isinstance(block, Listing):
        data["items"] = [[_block(part) for part in item] for item in block.items]
    if isinstance(block, Paragraph):
        data["right_to_left"] = runs_right_to_left(plain(block.runs))
    return data
