"""The gap report as a CSV file that German Excel opens by a double click."""

import csv
import io
from collections.abc import Iterable

from gfa_assistant.dates import date_text
from gfa_assistant.feedback.gaps import GapGroup, Tally
from gfa_assistant.feedback.reasons import REASONS

HEADER = (
    "Frage",
    "Anzahl",
    "nicht beantwortet",
    "nicht hilfreich",
    "Länder",
    "Themen",
    "Sprachen",
    "Gründe",
    "zuerst",
    "zuletzt",
    "weitere Formulierungen",
    "Anmerkungen",
)
NOT_SHOWN = "(zu selten gefragt, um den Wortlaut zu zeigen)"
# What a spreadsheet takes for the beginning of a formula, in its full-width form, too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def gap_csv(groups: Iterable[GapGroup]) -> bytes:
    """The report in UTF-8 with byte order mark, semicolons between the cells and a line of headings.

    A cell that a spreadsheet would calculate has an apostrophe before it.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    for group in groups:
        writer.writerow([cell if isinstance(cell, int) else _harmless(cell) for cell in _cells(group)])
    return buffer.getvalue().encode("utf-8-sig")


def _cells(group: GapGroup) -> tuple[str | int, ...]:
    return (
        NOT_SHOWN if group.name is None else group.name,
        group.questions,
        group.unanswered,
        group.rated_badly,
        _counted(group.states),
        _counted(group.intents),
        _counted(group.languages),
        _counted(tuple((REASONS[code]["de"], times) for code, times in group.reasons)),
        date_text(group.first_day.isoformat(), "de"),
        date_text(group.last_day.isoformat(), "de"),
        " | ".join(group.examples),
        " | ".join(group.comments),
    )


def _counted(tally: Tally) -> str:
    return ", ".join(f"{name} ({times})" for name, times in tally)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_FORMULA) else cell
