from gfa_assistant.answering.plain import plain_answer, plain_contact, plain_source
from gfa_assistant.records import Answer, Citation, Contact, Note

HESSEN = Contact(
    state="HE",
    office="KGC Hessen",
    carrier="HAGE e. V.",
    street="Musterweg 1",
    postcode="60313",
    city="Frankfurt",
    phone="069 1234",
    email="kgc@example.org",
    url="https://example.org/he",
    source_url="https://example.org/source",
    as_of="2025",
)
PRINTED = Citation(
    1, "leitfaden", "Leitfaden", "Amt", "https://example.org/l", ("Teil 1", "Kosten"), 3, "frei", 0, 4, "p", "2024"
)
BARE = Citation(2, "notiz", "Notiz", None, None, (), None, "frei", 0, 4, "p", None)


def test_answer_stands_with_note_contact_and_sources() -> None:
    answer = Answer(
        "answered", "?", "?", "de", "contact", "HE", r"**KGC \[Hessen\]** \*neu\* [1]" + "\n\n- 13\\. Februar [2]",
        citations=(PRINTED, BARE),
        contacts=(HESSEN,),
        notes=(Note("Die BZgA heißt BIÖG.", "https://example.org/n", None),),
        suggestions=("Welche Ziele?",),
    )  # fmt: skip
    assert plain_answer(answer) == (
        "KGC [Hessen] *neu* [1]\n\n- 13. Februar [2]\n\n"
        "Hinweis: Die BZgA heißt BIÖG. (https://example.org/n)\n\n"
        "Kontakt: KGC Hessen\n  HAGE e. V.\n  Musterweg 1, 60313 Frankfurt\n  Tel. 069 1234\n"
        "  kgc@example.org\n  https://example.org/he\n  Stand: 2025\n\n"
        "Quellen:\n"
        "[1] Leitfaden, Amt, Abschnitt „Teil 1 › Kosten“, Seite 3, Stand 2024, https://example.org/l\n"
        "[2] Notiz"
    )


def test_question_back_lists_the_choices() -> None:
    answer = Answer("clarify", "?", "?", "de", "contact", None, "Welches Land?", suggestions=("Hessen", "Brandenburg"))
    assert plain_answer(answer) == "Welches Land?\n\nZur Wahl: Hessen, Brandenburg"


def test_unknown_fields_leave_no_gap() -> None:
    assert plain_source(BARE) == "Notiz"
    assert plain_contact(Contact("HE", "KGC Hessen", city="Frankfurt")) == (
        "KGC Hessen\n  Frankfurt\n  Stand: unbekannt"
    )
