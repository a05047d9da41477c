"""questions.yaml: known questions, and where the corpus answers them."""

import pytest

from gfa_assistant.errors import CorpusError
from gfa_assistant.evaluation.cases import DEV_FILE, load_questions
from gfa_assistant.reading import KnownQuestion, list_corpus, locate, read_document, read_questions
from gfa_assistant.reading.questions import Entry
from gfa_assistant.records import Document
from tests.conftest import ROOT

TEXT = "Augsburg ist seit\n2012 dabei.\n\nDie **Urkunde** unterzeichnet der Landrat."
GUIDE = Document(id="guide", title="Leitfaden", text=TEXT, blocks=(), path="leitfaden.md")


def test_entries_are_read_as_they_stand(folder, put):
    put(
        "questions.yaml",
        """
- file: leitfaden.md
  quote: seit 2012
  also: [{file: fakten.md, quote: im Jahr 2012}]
  questions: [Seit wann ist Augsburg dabei?, "  augsburg   wann  "]
- {form: list, file: leitfaden.md, quote: Erster Schritt, questions: [Welche Schritte gibt es?]}
- {form: office, questions: [Wie lautet die Nummer der KGC?]}
- {form: unanswered, subject: Kosten, questions: [Was kostet es?]}
""",
    )
    assert read_questions(folder) == (
        Entry(
            "statement",
            (("leitfaden.md", "seit 2012"), ("fakten.md", "im Jahr 2012")),
            ("Seit wann ist Augsburg dabei?", "augsburg wann"),
        ),
        Entry("list", (("leitfaden.md", "Erster Schritt"),), ("Welche Schritte gibt es?",)),
        Entry("office", (), ("Wie lautet die Nummer der KGC?",)),
        Entry("unanswered", (), ("Was kostet es?",)),
    )


@pytest.mark.parametrize("content", [None, "", "# leer"], ids=["no file", "empty", "comment"])
def test_no_questions_is_no_entry(folder, put, content):
    if content is not None:
        put("questions.yaml", content)
    assert read_questions(folder) == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: b", "questions.yaml must be a list of entries; correct it"),
        ("- x", "questions.yaml: entry 1 must have keys such as 'questions'; correct it"),
        ("- {form: list}", "questions.yaml: entry 1: 'questions' must be a list of questions; add some"),
        ("- {questions: []}", "questions.yaml: entry 1: 'questions' must be a list of questions; add some"),
        ("- {questions: [a]}", "questions.yaml: entry 1: 'file' is missing; add it"),
        ("- {file: a.md, questions: [a]}", "questions.yaml: entry 1: 'quote' is missing; add it"),
        ("- {form: unanswered, questions: ['']}", "questions.yaml: entry 1: 'questions' is missing; add it"),
        (
            "- {form: unanswered, questions: [[a]]}",
            "questions.yaml: entry 1: 'questions' must be text, not ['a']; correct it",
        ),
        (
            "- {form: rumour, questions: [a]}",
            "questions.yaml: entry 1: unknown form 'rumour'; use one of statement, list, office, unanswered",
        ),
        (
            "- {form: office, quote: b, questions: [a]}",
            "questions.yaml: entry 1: the form 'office' takes no quote; remove it",
        ),
        (
            "- {file: a.md, quote: b, also: c, questions: [a]}",
            "questions.yaml: entry 1: 'also' must be a list of places; correct it",
        ),
        (
            "- {file: a.md, quote: b, also: [c], questions: [a]}",
            "questions.yaml: entry 1: each place in 'also' must have the keys 'file' and 'quote'; correct it",
        ),
        (
            "- {file: a.md, quote: b, also: [{file: a.md, quote: c, page: 2}], questions: [a]}",
            "questions.yaml: entry 1: unknown key 'page'; known keys: file, quote",
        ),
        (
            "- {file: a.md, quote: b, answer: c, questions: [a]}",
            "questions.yaml: entry 1: unknown key 'answer'; known keys: also, file, form, questions, quote, subject",
        ),
        (
            "- {form: office, questions: [Wer?]}\n- {form: unanswered, questions: [wer?]}",
            "questions.yaml: 'wer?' stands twice; keep it under one answer",
        ),
    ],
)
def test_malformed_questions_are_named(folder, put, content, message):
    put("questions.yaml", content)
    with pytest.raises(CorpusError) as raised:
        read_questions(folder)
    assert str(raised.value) == message


def test_a_quote_is_found_whatever_its_spaces_and_asterisks():
    since = Entry("statement", (("leitfaden.md", "seit 2012 dabei"),), ("Seit wann?",))
    signed = Entry("statement", (("leitfaden.md", "Die Urkunde  **unterzeichnet**"),), ("Wer unterschreibt?",))
    found, lost = locate([since, signed], [GUIDE])
    assert [TEXT[start:end] for q in found for _, start, end in q.answers] == [
        "seit\n2012 dabei",
        "Die **Urkunde** unterzeichnet",
    ]
    assert [(q.text, q.form, q.answers[0][0]) for q in found] == [
        ("Seit wann?", "statement", "guide"),
        ("Wer unterschreibt?", "statement", "guide"),
    ]
    assert lost == ()


def test_an_entry_lives_by_the_quotes_that_are_still_there():
    partly = Entry("statement", (("leitfaden.md", "seit 2013"), ("leitfaden.md", "seit 2012")), ("Seit wann?",))
    gone = Entry("statement", (("leitfaden.md", "seit 2013"),), ("Erst 2013?", "2013?"))
    elsewhere = Entry("list", (("fehlt.md", "Erstens"),), ("Welche Schritte?",))
    office = Entry("office", (), ("Welche Nummer?",))
    found, lost = locate([partly, gone, elsewhere, office], [GUIDE])
    start = TEXT.index("seit\n2012")
    assert found == (
        KnownQuestion("Seit wann?", "statement", (("guide", start, start + 9),)),
        KnownQuestion("Welche Nummer?", "office"),
    )
    assert lost == (
        "questions.yaml: 'seit 2013' stands no longer in 'leitfaden.md'; correct the quote or remove its 2 questions",
    )


def test_the_questions_of_the_corpus_all_have_their_answers():
    corpus = ROOT / "corpus"
    documents = [read_document(file) for file in list_corpus(corpus)]
    entries = read_questions(corpus)
    found, lost = locate(entries, documents)
    assert lost == ()
    assert len(found) == sum(len(entry.questions) for entry in entries) > 4000
    assert {question.form for question in found} == {"statement", "list", "office", "unanswered"}
    places = {answer for question in found for answer in question.answers}
    text_of = {document.id: " ".join(document.text.replace("*", "").split()) for document in documents}
    quotes = {(file, quote) for entry in entries for file, quote in entry.quotes}
    by_path = {document.path: document.id for document in documents}
    # A quote that stands twice could point to the wrong place.
    assert [quote for file, quote in quotes if text_of[by_path[file]].count(quote.replace("*", "")) != 1] == []
    assert len(places) > 200


def test_no_known_question_stands_in_a_question_set():
    asked = {
        " ".join(turn.casefold().split())
        for file in DEV_FILE.parent.glob("*.yaml")
        for case in load_questions(file, allow_held_out=True).cases
        for turn in case.turns
    }
    known = {question.casefold() for entry in read_questions(ROOT / "corpus") for question in entry.questions}
    assert known & asked == set()
