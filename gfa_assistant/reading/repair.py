"""German text repair: what PDFs, word processors and web pages do to German, undone.

Repair happens before a document's text is assembled, so every offset counts in the repaired text. Repairing twice
changes nothing. Quotation marks and dashes are left as the author set them.
"""

from collections.abc import Sequence

from gfa_assistant.reading.characters import repair_characters
from gfa_assistant.reading.ligatures import infer_private_ligatures
from gfa_assistant.reading.umlauts import join_broken_umlauts


def repair_text(text: str) -> str:
    """Repair one document's text; line ends and leading spaces stay, for structure is recognised from them."""
    return join_broken_umlauts(infer_private_ligatures(repair_characters(text)))


def repair_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Repair the lines of one document together: some defects show only in the whole. Gives as many lines back."""
    single = (" ".join(line.splitlines()) for line in lines)
    return tuple(repair_text("\n".join(single)).split("\n")) if lines else ()
