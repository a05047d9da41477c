from gfa_assistant.answering.draft import Draft
from gfa_assistant.answering.sentences import rate, sentence_draft
from gfa_assistant.records import Document
from gfa_assistant.retrieval.lexicon import load_lexicon
from tests.answering.hand_made import ask, document, matcher, units


def drafted(question: str, *documents: Document) -> Draft:
    understood, words = ask(question), matcher(*documents)
    terms = words.terms(understood)
    ranked = rate(understood, units(*documents), terms, words, load_lexicon())
    return sentence_draft(understood, ranked, terms, words)


def quotes(draft: Draft) -> list[str]:
    return [citation.quote for citation in draft.citations]


def test_best_sentence_answers_with_its_words() -> None:
    draft = drafted(
        "Wer unterzeichnet die Urkunde?",
        document("# Urkunde\n\nDie Urkunde unterzeichnet\nder Landrat. Gefeiert wird später.\n"),
    )
    assert draft.text == "Die Urkunde unterzeichnet der Landrat. [1]"
    assert draft.status == "answered"


def test_second_sentence_adds_the_words_that_the_first_lacks() -> None:
    draft = drafted(
        "Wer unterzeichnet die Urkunde und wer bezahlt die Feier?",
        document("# Urkunde\n\nDie Urkunde unterzeichnet der Landrat.\n", "a"),
        document("# Feier\n\nDie Feier bezahlt der Landkreis.\n", "b"),
    )
    assert sorted(quotes(draft)) == ["Die Feier bezahlt der Landkreis.", "Die Urkunde unterzeichnet der Landrat."]
    assert draft.text == "\n\n".join(f"{quote} [{n}]" for n, quote in enumerate(quotes(draft), start=1))


def test_sentence_that_points_back_comes_with_the_one_before() -> None:
    draft = drafted(
        "Was sollen die Strategien verbessern?",
        document("# Ziel\n\nZuerst der Rat. Kommunen bauen Ketten auf. Diese sollen Strategien verbessern.\n"),
    )
    assert quotes(draft) == ["Kommunen bauen Ketten auf. Diese sollen Strategien verbessern."]


def test_item_is_shown_under_its_lead_in() -> None:
    draft = drafted(
        "Wer trägt die Reisekosten?",
        document("# Kosten\n\nSo wird bezahlt:\n\n- Reisekosten trägt die Kommune\n- Essen: der Landkreis\n"),
    )
    assert draft.text == "So wird bezahlt:\n\n- Reisekosten trägt die Kommune [1]"


def test_same_words_are_not_shown_twice() -> None:
    text = "# Urkunde\n\nDie Urkunde unterzeichnet der Landrat.\n"
    draft = drafted("Wer unterzeichnet die Urkunde?", document(text, "a"), document(text, "b"))
    assert draft.text == "Die Urkunde unterzeichnet der Landrat. [1]"
