"""PDFs typeset from known German text, each with the truth of what it holds and where.

`LAYOUTS` hold text that a reader should find; `FAULTY` hold none, or none without a password. All are deterministic.
"""

from collections.abc import Callable, Mapping

from tests.reading.typeset import containers, extras, layouts, tables
from tests.reading.typeset.linebreaks import SOFT_HYPHEN
from tests.reading.typeset.records import Bookmark, Rect, TruthBlock, TruthLine, Typeset

__all__ = ["FAULTY", "LAYOUTS", "Bookmark", "Rect", "TruthBlock", "TruthLine", "Typeset"]

LAYOUTS: Mapping[str, Callable[[], Typeset]] = {
    "one_column": layouts.one_column,
    "two_columns": layouts.two_columns,
    "two_columns_drawn_by_rows": layouts.two_columns_drawn_by_rows,
    "three_columns": layouts.three_columns,
    "three_columns_drawn_backwards": layouts.three_columns_drawn_backwards,
    "flyer": layouts.flyer,
    "table": tables.table,
    "table_over_pages": tables.table_over_pages,
    "narrow": layouts.narrow,
    "narrow_soft_hyphens": lambda: layouts.narrow(SOFT_HYPHEN),
    "ligatures": layouts.ligatures,
    "private_ligatures": layouts.private_ligatures,
    "letter_by_letter": layouts.letter_by_letter,
    "word_by_word": layouts.word_by_word,
    "combining_umlauts": layouts.combining_umlauts,
    "dotted_umlauts": layouts.dotted_umlauts,
    "rotated_90": lambda: containers.rotated(90),
    "rotated_180": lambda: containers.rotated(180),
    "rotated_270": lambda: containers.rotated(270),
    "restricted": containers.restricted,
    "text_and_blank_page": containers.text_and_blank_page,
    "bookmarked": extras.bookmarked,
    "labelled": extras.labelled,
    "filled_form": extras.filled_form,
    "with_attachment": extras.with_attachment,
    "with_metadata": extras.with_metadata,
}
FAULTY: Mapping[str, Callable[[], Typeset]] = {
    "scan": containers.scan,
    "encrypted": containers.encrypted,
    "truncated": containers.truncated,
    "blank_page": containers.blank_page,
    "no_pages": containers.no_pages,
}
