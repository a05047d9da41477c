"""The gap report over a real database; meaning is told by a hand-made encoder, once by the real one."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from gfa_assistant.feedback.gap_csv import HEADER, NOT_SHOWN, gap_csv
from gfa_assistant.feedback.gaps import GapGroup, gap_report
from gfa_assistant.feedback.store import FeedbackStore
from gfa_assistant.indexing.onnx_encoder import load_exported_encoder
from gfa_assistant.settings import Settings
from tests.feedback.answers import MONDAY, Calendar, answer, settings

DAY = timedelta(days=1)
FUNDING, HOLIDAYS = "Wer fördert Hitzeschutz?", "Wann sind Ferien?"


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """Questions about funding point one way, all others another; longer ones a little further up."""
    angles = np.array([("förder" in text.lower()) * 90 + len(text) / 10 for text in texts])
    return np.stack([np.cos(np.radians(angles)), np.sin(np.radians(angles))], axis=1).astype(np.float32)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def store(tmp_path: Path, calendar: Calendar) -> Iterator[FeedbackStore]:
    with FeedbackStore.open(settings(tmp_path / "feedback.sqlite", keep_questions=True), calendar) as opened:
        yield opened


def fill(store: FeedbackStore, calendar: Calendar) -> None:
    store.note_answer(answer(HOLIDAYS, status="not_found", intent="general", state=None))
    store.note_answer(answer(FUNDING, status="not_found", intent="funding"))
    calendar.later(1)
    worse = store.note_answer(answer("Fördergeld?", status="not_found", intent="funding", state="BY"))
    store.rate(worse, False, "incomplete", "Da fehlt das Wichtigste")
    store.note_answer(answer(FUNDING.lower(), status="not_found", intent="funding", language="en"))
    calendar.later(1)
    store.rate(store.note_answer(answer("Förderung für Hitzeschutz in Hessen?", intent="cost")), False, "wrong")


FUNDING_GROUP = GapGroup(
    name=FUNDING,
    questions=4,
    unanswered=3,
    rated_badly=2,
    states=(("HE", 3), ("BY", 1)),
    intents=(("funding", 3), ("cost", 1)),
    languages=(("de", 3), ("en", 1)),
    reasons=(("incomplete", 1), ("wrong", 1)),
    first_day=MONDAY,
    last_day=MONDAY + 2 * DAY,
    examples=("Fördergeld?", "Förderung für Hitzeschutz in Hessen?"),
    comments=("Da fehlt das Wichtigste",),
)
HOLIDAYS_GROUP = GapGroup(
    name=HOLIDAYS,
    questions=1,
    unanswered=1,
    rated_badly=0,
    states=(),
    intents=(("general", 1),),
    languages=(("de", 1),),
    reasons=(),
    first_day=MONDAY,
    last_day=MONDAY,
    examples=(),
    comments=(),
)


def report(store: FeedbackStore, since: date = MONDAY, until: date = MONDAY + 9 * DAY, smallest: int = 1) -> object:
    return gap_report(store, encode, since, until, smallest=smallest, similarity=0.9)


def test_gaps_are_grouped_by_meaning_largest_group_first(store: FeedbackStore, calendar: Calendar) -> None:
    fill(store, calendar)
    assert report(store) == (FUNDING_GROUP, HOLIDAYS_GROUP)


def test_report_is_of_its_period_alone(store: FeedbackStore, calendar: Calendar) -> None:
    fill(store, calendar)
    groups = gap_report(store, encode, MONDAY, MONDAY, similarity=0.9)
    assert [(group.name, group.questions) for group in groups] == [(HOLIDAYS, 1), (FUNDING, 1)]


def test_texts_of_a_group_too_small_are_withheld_and_its_numbers_are_not(
    store: FeedbackStore, calendar: Calendar
) -> None:
    fill(store, calendar)
    shown, withheld = gap_report(store, encode, MONDAY, MONDAY + 9 * DAY, smallest=2, similarity=0.9)
    assert shown == FUNDING_GROUP
    assert (withheld.name, withheld.questions, withheld.intents) == (None, 1, (("general", 1),))
    hidden = gap_report(store, encode, MONDAY, MONDAY + 9 * DAY, smallest=5, similarity=0.9)[0]
    assert (hidden.name, hidden.examples, hidden.comments, hidden.questions) == (None, (), (), 4)


def test_nothing_asked_needs_no_encoder(store: FeedbackStore) -> None:
    def refuse(texts: Sequence[str]) -> NDArray[np.float32]:
        raise AssertionError(texts)

    assert gap_report(store, refuse, MONDAY, MONDAY) == ()


@pytest.mark.model
def test_real_encoder_tells_meanings_apart(store: FeedbackStore) -> None:
    same = [
        "Gibt es Fördergeld für Hitzeschutz in der Kita?",
        "Fördermittel für Hitzeschutz in Kitas?",
        "Wie bekommt unsere Kita Fördermittel für Hitzeschutz?",
    ]
    other = ["Wer hat die Fußball-WM 2014 gewonnen?", "Wann fährt der nächste Bus nach Fulda?"]
    for question in (*same, *other):
        store.note_answer(answer(question, status="not_found"))
    defaults = Settings()
    encoder = load_exported_encoder(defaults.embedding_model, defaults.cache_dir)
    groups = gap_report(store, encoder.embed_queries, MONDAY, MONDAY)
    assert [{group.name, *group.examples} for group in groups] == [set(same), *({text} for text in sorted(other))]


# --- CSV ----------------------------------------------------------------------------------------------------------


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_is_what_german_excel_opens() -> None:
    data = gap_csv((FUNDING_GROUP,))
    assert data.startswith(b'\xef\xbb\xbf"Frage";"Anzahl";')
    assert data.count(b"\r\n") == 2
    assert rows(data) == [
        list(HEADER),
        [
            FUNDING, "4", "3", "2", "HE (3), BY (1)", "funding (3), cost (1)", "de (3), en (1)",
            "unvollständig (1), falsch (1)", "02.03.2026", "04.03.2026",
            "Fördergeld? | Förderung für Hitzeschutz in Hessen?", "Da fehlt das Wichtigste",
        ],
    ]  # fmt: skip


def named(name: str | None, **changes: object) -> GapGroup:
    values = {field: getattr(HOLIDAYS_GROUP, field) for field in GapGroup.__slots__}
    return GapGroup(**{**values, "name": name, **changes})


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUMME(A1)", "\tx", "\r=x", "  =1", "＝1", "＠x", "%0A", "|x", "=HYPERLINK(\"x\";1)"]
)  # fmt: skip
def test_cell_that_a_spreadsheet_would_calculate_is_made_harmless(text: str) -> None:
    assert rows(gap_csv((named(text),)))[1][0] == f"'{text}"
    assert rows(gap_csv((named("x", examples=(text, "y")),)))[1][10] == f"'{text} | y"
    assert rows(gap_csv((named("x", comments=(text,)),)))[1][11] == f"'{text}"


@pytest.mark.parametrize("text", ['Was heißt "GfA"; und wozu?', "zwei\nZeilen", "1+1=2?"])
def test_other_text_stays_as_it_is_in_its_cell(text: str) -> None:
    assert rows(gap_csv((named(text),)))[1][:2] == [text, "1"]


def test_withheld_text_is_said_to_be() -> None:
    assert rows(gap_csv((named(None),)))[1][0] == NOT_SHOWN


def test_report_without_gaps_is_a_line_of_headings() -> None:
    assert rows(gap_csv(())) == [list(HEADER)]
