import pytest

from tests.answering.hand_made import ask, document, matcher

CORPUS = document(
    "# Urkunde\n\nDie Partnerurkunde unterzeichnet der Landrat.\n\n"
    "# Präventionskette\n\nEine Präventionskette verbindet die Hilfen.\n\n"
    "# Kosten\n\nDie Teilnahme ist kostenfrei.\n"
)
MATCHER = matcher(CORPUS)


def words(question: str, *previous: str) -> list[str]:
    return [term.word for term in MATCHER.terms(ask(question, *previous))]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wer unterzeichnet die Partnerurkunde?", ["unterzeichnet", "partnerurkunde"]),
        ("Wer unterzeichnet im Partnerprozess?", ["unterzeichnet"]),
        ("Wer unterzeichnet die Urkunde?", ["unterzeichnet", "urkunde"]),
        ("Was ist eine Präventionskette?", ["präventionskette"]),
        ("Präventionskette präventionskette Präventionsketten", ["präventionskette"]),
        ("Welche Hilfen gab es 2014 in Kassel?", ["hilfen"]),
        ("Welche Hilfen gibt es in Hessen?", ["hilfen"]),
        ("Was ist das?", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_content_words_are_what_is_left_of_a_question(question: str, expected: list[str]) -> None:
    assert words(question) == expected


def test_each_word_stands_once_with_its_stem() -> None:
    terms = MATCHER.terms(ask("Welche Hilfe und welche Hilfen?"))
    assert [(term.word, term.stem) for term in terms] == [("hilfe", "hilf")]
    assert terms[0].weight > 0


def test_rare_word_weighs_more_than_a_common_one() -> None:
    weights = {term.word: term.weight for term in MATCHER.terms(ask("Wetterfrosch und Zeit und Landrat"))}
    assert weights["wetterfrosch"] > weights["zeit"] > 0
    assert weights["wetterfrosch"] > weights["landrat"] > 0


def test_word_taken_over_from_the_question_before_weighs_less() -> None:
    (own,) = MATCHER.terms(ask("Wer unterzeichnet?"))
    (taken,) = [t for t in MATCHER.terms(ask("Und wann?", "Wer unterzeichnet?")) if t.word == own.word]
    assert 0 < taken.weight < own.weight


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Wer unterzeichnet?", "Der Landrat unterzeichnet."),
        ("Wer unterzeichnete?", "Unterzeichnet wird im Mai."),
        ("Was ist eine Urkunde?", "Die Partnerurkunde wird überreicht."),
        ("Wer ist zuständig für die Präventionskette?", "Zuständig: das Amt für Präventionsketten"),
    ],
    ids=["same", "same stem", "part of a compound", "other case"],
)
def test_text_with_all_words_covers_them_wholly(question: str, text: str) -> None:
    terms = MATCHER.terms(ask(question))
    assert MATCHER.coverage(terms, text) == 1.0
    assert MATCHER.covered(terms, text) == terms


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Was ist eine Vereinbarung?", "Die Urkunde wird überreicht."),
        ("Was ist eine Präventionskete?", "Eine Präventionskette verbindet Hilfen."),
        ("Was ist eine Präventoinskette?", "Eine Präventionskette verbindet Hilfen."),
        ("Was ist ein Landratsbeschluss?", "Der Beschluss wird gefasst."),
    ],
    ids=["synonym", "letter missing", "letters swapped", "part of the question's compound"],
)
def test_synonym_or_typo_covers_a_little_less(question: str, text: str) -> None:
    terms = MATCHER.terms(ask(question))
    assert 0.5 < MATCHER.coverage(terms, text) < 1.0
    assert MATCHER.covered(terms, text) == terms


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Wie wird das Wetter?", "Die Teilnahme ist kostenfrei."),
        ("Was ist eine Kita?", "Die Kirche steht im Dorf."),
        ("Wo ist der Rat?", "Das Rad ist kaputt."),
        ("Wer unterzeichnet?", ""),
    ],
    ids=["off topic", "short words alike", "one letter off a short word", "nothing"],
)
def test_text_without_the_words_covers_nothing(question: str, text: str) -> None:
    terms = MATCHER.terms(ask(question))
    assert MATCHER.coverage(terms, text) == 0.0
    assert MATCHER.covered(terms, text) == ()


def test_question_without_content_words_is_covered_by_anything() -> None:
    assert MATCHER.coverage((), "Irgendetwas.") == 1.0


def test_half_of_the_words_is_between_nothing_and_all() -> None:
    terms = MATCHER.terms(ask("Wer unterzeichnet das Wetter?"))
    assert [term.word for term in terms] == ["unterzeichnet", "wetter"]
    assert 0 < MATCHER.coverage(terms, "Der Landrat unterzeichnet.") < 1
    assert [t.word for t in MATCHER.covered(terms, "Der Landrat unterzeichnet.")] == ["unterzeichnet"]


def test_words_by_which_the_kind_was_recognised_need_no_counterpart() -> None:
    question = ask("Was kostet die Partnerurkunde?")
    terms = MATCHER.terms(question)
    assert [term.word for term in MATCHER.unexplained(question, terms, ["cost"])] == ["partnerurkunde"]
    assert [term.word for term in MATCHER.unexplained(question, terms, [])] == ["kostet", "partnerurkunde"]


def test_foreign_question_is_explained_by_its_kind_alone() -> None:
    question = ask("Як наша громада може приєднатися до партнерського процесу?")
    terms = MATCHER.terms(question)
    assert MATCHER.unexplained(question, terms, ["joining"]) == ()
    assert MATCHER.unexplained(question, terms, ["contact"]) == terms
