import pytest

from gfa_assistant.answering.draft import Draft
from gfa_assistant.answering.evidence import Unit
from gfa_assistant.answering.frame import ENGLISH, GERMAN, Frame
from gfa_assistant.answering.lists import (
    ListChoice,
    choose_list,
    choose_steps,
    list_draft,
    lists_year_not,
    whole_list,
)
from gfa_assistant.answering.phrasing import asks_how_to_join
from gfa_assistant.retrieval.lexicon import load_lexicon
from gfa_assistant.retrieval.question import Question
from tests.answering.hand_made import ask, document, matcher, unit, units

BROCHURE = document(
    """# Der Partnerprozess in Bayern

## Ziele des Partnerprozesses

- Ein gesundes Leben fördern
- Die Zusammenarbeit stärken

## Kommunen, die dem Partnerprozess beigetreten sind

- 2012: Augsburg
- 2014: Nürnberg, Fürth
- 2016: Bamberg

## Beispiele für Schwerpunktthemen der Kommunen

- Augsburg: Frühe Hilfen
- Bamberg: Bewegung im Alter

## Wie werde ich Partnerkommune in Bayern?

- Kontaktaufnahme zur KGC Bayern
- Unterzeichnung einer Partnerurkunde
- www.example.org/partnerprozess
""",
    document_id="broschuere",
    state="BY",
)
UNITS = units(BROCHURE)
MATCHER = matcher(BROCHURE)
MEMBERS = "Kommunen, die dem Partnerprozess beigetreten sind:"


def choose(question: Question, among: list[Unit] = UNITS) -> ListChoice | None:
    steps = choose_steps(question, among, load_lexicon()) if asks_how_to_join(question) else None
    return steps or choose_list(question, among, MATCHER.terms(question), MATCHER, load_lexicon())


def drafted(question: Question, frame: Frame = GERMAN) -> Draft:
    choice = choose(question)
    assert choice is not None
    return list_draft(question, choice, frame)


def quotes(draft: Draft) -> list[str]:
    return [citation.quote for citation in draft.citations]


def test_list_of_the_kind_asked_for_answers_whole() -> None:
    draft = drafted(ask("Welche Ziele hat der Partnerprozess?"))
    assert draft.text == (
        "Ziele des Partnerprozesses:\n\n- Ein gesundes Leben fördern [1]\n- Die Zusammenarbeit stärken [1]"
    )
    assert quotes(draft) == ["Ein gesundes Leben fördern\nDie Zusammenarbeit stärken"]
    assert (draft.status, draft.offices) == ("answered", ())


def test_year_picks_its_item() -> None:
    draft = drafted(ask("Welche Kommunen sind 2014 beigetreten?"))
    assert draft.text == f"{MEMBERS}\n\n- 2014: Nürnberg, Fürth [1]"
    assert quotes(draft) == ["2014: Nürnberg, Fürth"]


def test_place_picks_its_item() -> None:
    assert drafted(ask("Wann ist Augsburg beigetreten?")).text == f"{MEMBERS}\n\n- 2012: Augsburg [1]"
    assert drafted(ask("Welche Themen hat Bamberg?")).text == (
        "Beispiele für Schwerpunktthemen der Kommunen:\n\n- Bamberg: Bewegung im Alter [1]"
    )


STEPS = "1. Kontaktaufnahme zur KGC Bayern [1]\n2. Unterzeichnung einer Partnerurkunde [1]"


def test_steps_are_numbered_without_links_and_come_with_the_office() -> None:
    draft = drafted(ask("Wie werden wir Partnerkommune in Bayern?"))
    assert draft.text == f"So wird Ihre Kommune in Bayern Partnerkommune:\n\n{STEPS}"
    assert draft.offices == ("BY",)
    assert quotes(draft)[0].startswith("Kontaktaufnahme zur KGC Bayern\nUnterzeichnung einer Partnerurkunde")


def test_steps_have_an_english_frame_and_stay_german() -> None:
    draft = drafted(ask("How do we become a partner municipality in Bavaria?"), ENGLISH)
    assert draft.text == f"How your municipality in Bayern becomes a partner (source text in German):\n\n{STEPS}"


def test_steps_of_one_land_are_an_example_where_none_is_named() -> None:
    draft = drafted(ask("Wie werden wir Partnerkommune?"))
    assert draft.text == f"In Bayern zum Beispiel nennt die Broschüre diese Schritte:\n\n{STEPS}"
    assert draft.offices == ()


@pytest.mark.parametrize(
    "question",
    [
        "Wie werden wir Partnerkommune in Hessen?",
        "Welche Kommunen in Hessen sind beigetreten?",
        "Wie werden wir Partnerkommune in Bochum?",
    ],
)
def test_list_of_one_land_answers_for_no_other(question: str) -> None:
    assert choose(ask(question)) is None


@pytest.mark.parametrize(
    "question",
    [
        "Was ist eine Präventionskette?",
        "Welche Kommunen sind 2013 beigetreten?",
        "Wann ist Kassel beigetreten?",
        "Wie viele Kommunen sind beigetreten?",
        "Wer unterzeichnet die Partnerurkunde?",
    ],
)
def test_question_that_no_list_answers_gets_none(question: str) -> None:
    assert choose(ask(question)) is None
    assert choose(ask(question), []) is None


def test_item_comes_with_its_sub_items() -> None:
    read = document("# Angebote\n\n- Austausch\n  - regional\n  - bundesweit\n- Begleitung\n")
    (whole,) = [u for u in units(read) if u.kind == "list"]
    draft = list_draft(ask("Angebote?"), ListChoice(whole, whole.items[:3], whole=False, intents=("offers",)), GERMAN)
    assert draft.text == "Angebote:\n\n- Austausch [1]\n   - regional [1]\n   - bundesweit [1]"
    assert quotes(draft) == ["Austausch\nregional\nbundesweit"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Welche Kommunen sind 2013 beigetreten?", True),
        ("Welche Kommunen sind 2014 beigetreten?", False),
        ("Welche Kommunen sind beigetreten?", False),
        ("Wie viele Kommunen sind 2013 beigetreten?", False),
        ("Partnerkommunen Stand Ende 2013", False),
        ("Welche Kommunen in Hessen sind 2013 beigetreten?", False),
        ("Welche Ziele gab es 2013?", False),
    ],
)
def test_dated_list_says_that_nobody_joined_in_a_year(question: str, expected: bool) -> None:
    assert lists_year_not(ask(question), UNITS, load_lexicon()) is expected


def test_a_whole_list_leaves_out_its_links() -> None:
    steps = unit(UNITS, "list", "Kontaktaufnahme")
    whole = whole_list(steps, load_lexicon())
    assert whole is not None
    shown = [steps.document.text[item.start : item.end] for item in whole.items]
    assert shown == ["Kontaktaufnahme zur KGC Bayern", "Unterzeichnung einer Partnerurkunde"]
    assert (whole.whole, "joining" in whole.intents) == (True, True)
    links = unit(units(document("# Mehr\n\n- www.example.org/a\n- https://example.org/b\n")), "list", "example")
    assert whole_list(links, load_lexicon()) is None


def test_steps_are_no_list_for_another_question() -> None:
    question = ask("Wie werden wir Partnerkommune in Bayern?")
    steps = choose_steps(question, UNITS, load_lexicon())
    assert steps is not None
    assert steps.unit == unit(UNITS, "list", "Kontaktaufnahme")
    assert choose_list(question, [steps.unit], MATCHER.terms(question), MATCHER, load_lexicon()) is None


def test_of_several_lists_of_steps_the_longest_is_chosen() -> None:
    heading = "# Wie werde ich Partnerkommune?\n\n"
    short, long = (document(heading + items, document_id=items) for items in ("- Anruf\n", "- Anruf\n- Urkunde\n"))
    question = ask("Wie werden wir Partnerkommune?")
    for order in ((short, long), (long, short)):
        chosen = choose_steps(question, units(*order), load_lexicon())
        assert chosen is not None
        assert chosen.unit.document == long
