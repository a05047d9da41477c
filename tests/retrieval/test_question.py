import pytest

from gfa_assistant.records import Turn
from gfa_assistant.retrieval.lexicon import GENERAL, load_lexicon
from gfa_assistant.retrieval.places import Gazetteer
from gfa_assistant.retrieval.question import Question, complete, readings

JOINING = "Wie werden wir Partnerkommune in Bayern?"
MEMBERS = "Welche Kommunen in Bayern traten 2014 bei?"
CONTACT = "Wer ist unser Ansprechpartner?"


def after(gazetteer: Gazetteer, text: str, *previous: str, state: str | None = None) -> Question:
    """The question as understood after the user's earlier ones, each of which was answered."""
    history = [turn for q in previous for turn in (Turn("user", q), Turn("assistant", "Antwort aus Hamburg [1]"))]
    return readings(text, history, state=state, lexicon=load_lexicon(), gazetteer=gazetteer)[0]


def test_question_without_history_is_understood_as_a_whole(gazetteer: Gazetteer) -> None:
    question = after(gazetteer, "Welche Landkreise in Hessen traten 2012 und 2015 bei?")
    assert question.text == question.standalone == "Welche Landkreise in Hessen traten 2012 und 2015 bei?"
    assert (question.language, question.intent) == ("de", "members")
    assert (question.states, question.state, question.state_named) == (("HE",), "HE", True)
    assert question.years == ("2012", "2015")
    assert question.follow_up is False


def test_question_of_no_known_kind_is_general(gazetteer: Gazetteer) -> None:
    assert after(gazetteer, "Wetter morgen").intent == GENERAL


@pytest.mark.parametrize(
    ("text", "standalone"),
    [
        ("Hessen", "Wer ist unser Ansprechpartner in Hessen?"),
        ("hessen.", "Wer ist unser Ansprechpartner in hessen?"),
        ("HE", "Wer ist unser Ansprechpartner in Hessen?"),
        ("he", "Wer ist unser Ansprechpartner in Hessen?"),
        ("in Hessen", "Wer ist unser Ansprechpartner in Hessen?"),
        ("Wir sind in Hessen.", "Wer ist unser Ansprechpartner in Hessen?"),
        ("Ich meine Hessen, bitte", "Wer ist unser Ansprechpartner in Hessen?"),
        ("Kassel", "Wer ist unser Ansprechpartner in Kassel?"),
        ("aus Bad Homburg", "Wer ist unser Ansprechpartner in Bad Homburg?"),
        ("Landkreis Kassel", "Wer ist unser Ansprechpartner in Landkreis Kassel?"),
    ],
)
def test_bare_place_after_the_question_back_completes_it(gazetteer: Gazetteer, text: str, standalone: str) -> None:
    question = after(gazetteer, text, CONTACT)
    assert (question.standalone, question.state, question.intent) == (standalone, "HE", "contact")
    assert (question.follow_up, question.state_named) == (True, True)


@pytest.mark.parametrize(("text", "state"), [("Essen", "NW"), ("by", "BY"), ("Neustadt an der Aisch", "BY")])
def test_bare_name_that_is_also_an_everyday_word_is_a_place_here(gazetteer: Gazetteer, text: str, state: str) -> None:
    assert after(gazetteer, text, CONTACT).state == state


def test_ambiguous_place_leaves_the_land_open(gazetteer: Gazetteer) -> None:
    question = after(gazetteer, "Wer ist in Frankfurt zuständig?")
    assert (question.states, question.state, question.state_named) == (("HE", "BB"), None, True)
    assert after(gazetteer, "Brandenburg", question.text).standalone == "Wer ist in Brandenburg zuständig?"
    assert after(gazetteer, "Frankfurt (Oder)", question.text).state == "BB"


@pytest.mark.parametrize(
    ("text", "previous", "standalone", "state"),
    [
        ("und in Bayern?", "Wie werden wir Partnerkommune in Hessen?", JOINING, "BY"),
        ("Und wie ist es in Bayern?", "Wie werden wir Partnerkommune in Hessen?", JOINING, "BY"),
        ("was ist mit Thüringen", JOINING, "Wie werden wir Partnerkommune in Thüringen?", "TH"),
        ("und Bayern?", "Wer ist in NRW zuständig?", "Wer ist in Bayern zuständig?", "BY"),
        ("und Sachsen?", "Wer ist in Sachsen-Anhalt zuständig?", "Wer ist in Sachsen zuständig?", "SN"),
        ("und Sachsen-Anhalt?", "Wer ist in Sachsen zuständig?", "Wer ist in Sachsen-Anhalt zuständig?", "ST"),
        ("und in Kassel?", "Wer ist in Nürnberg zuständig?", "Wer ist in Kassel zuständig?", "HE"),
        ("und in Hessen?", "Welche bayerischen Kommunen sind dabei?", "Welche Kommunen sind dabei in Hessen?", "HE"),
        (
            "und in Bayern?",
            "Wie viele Kommunen sind bundesweit dabei?",
            "Wie viele Kommunen sind in Bayern dabei?",
            "BY",
        ),
        ("and in Bavaria?", "How do we join in Hesse?", "How do we join in Bayern?", "BY"),
    ],
)
def test_place_takes_the_place_of_the_earlier_one(
    gazetteer: Gazetteer, text: str, previous: str, standalone: str, state: str
) -> None:
    question = after(gazetteer, text, previous)
    assert (question.standalone, question.state, question.follow_up) == (standalone, state, True)


@pytest.mark.parametrize(
    ("text", "previous", "standalone", "state"),
    [
        ("nein ich meinte Hessen", "wieviele machen in bayern mit", "wieviele machen in Hessen mit", "HE"),
        ("Sorry, vertippt, ich meinte Weimar", "Wer betreut Wismar?", "Wer betreut Weimar?", "TH"),
        (
            "no sorry, I meant Lower Saxony",
            "Which office runs this in Hesse?",
            "Which office runs this in Niedersachsen?",
            "NI",
        ),
        (
            "Ich meinte nicht Bayern, sondern damals 2016 in Marburg.",
            "Wer unterschreibt in Bayern?",
            "Wer unterschreibt in Marburg?",
            "HE",
        ),
        (
            "Nein, ich meinte Hamburg. Wie viele sind es dort?",
            "Wie viele zählt Bayern?",
            "Hamburg. Wie viele sind es dort? – Wie viele zählt?",
            "HH",
        ),
    ],
)
def test_a_correction_puts_its_place_where_the_wrong_one_stood(
    gazetteer: Gazetteer, text: str, previous: str, standalone: str, state: str
) -> None:
    question = after(gazetteer, text, previous)
    assert (question.standalone, question.state, question.follow_up) == (standalone, state, True)


def test_who_names_a_land_but_wants_something_of_his_own_is_taken_at_his_word(gazetteer: Gazetteer) -> None:
    question = after(gazetteer, "jo. ich such die koordinierungsstelle für hamburg", "alles klar bei dir?")
    assert (question.standalone, question.state) == ("jo. ich such die koordinierungsstelle für hamburg", "HH")


@pytest.mark.parametrize("text", ["Und wer war 2012 dabei?", "und 2012?", "Wer war 2012 dabei?"])
def test_year_takes_the_place_of_the_earlier_one(gazetteer: Gazetteer, text: str) -> None:
    question = after(gazetteer, text, MEMBERS)
    assert question.standalone == "Welche Kommunen in Bayern traten 2012 bei?"
    assert (question.years, question.state, question.intent) == (("2012",), "BY", "members")


def test_year_and_place_at_once(gazetteer: Gazetteer) -> None:
    question = after(gazetteer, "Und 2012 in Hessen?", MEMBERS)
    assert question.standalone == "Welche Kommunen in Hessen traten 2012 bei?"
    assert (question.years, question.states) == (("2012",), ("HE",))


@pytest.mark.parametrize(
    ("text", "previous", "standalone"),
    [
        ("deren Telefonnummer?", "Wer ist in Hessen zuständig?", "Deren Telefonnummer? – Wer ist in Hessen zuständig?"),
        ("Telefon?", "Wer ist in Hessen zuständig?", "Telefon? – Wer ist in Hessen zuständig?"),
        ("Und was kostet das?", JOINING, f"Was kostet das? – {JOINING}"),
        ("Gibt es dafür Fördergeld?", JOINING, f"Gibt es dafür Fördergeld? – {JOINING}"),
        ("and how long does it take", "How do we join?", "How long does it take – How do we join?"),
    ],
)
def test_what_points_back_takes_its_subject_from_the_last_question(
    gazetteer: Gazetteer, text: str, previous: str, standalone: str
) -> None:
    assert complete(text, [previous], gazetteer) == (standalone, True)


def test_what_points_back_but_names_its_own_land_drops_the_earlier_one(gazetteer: Gazetteer) -> None:
    question = after(gazetteer, "Und was kostet das in Hessen?", JOINING)
    assert question.states == ("HE",)
    assert question.standalone == "Was kostet das in Hessen? – Wie werden wir Partnerkommune?"


@pytest.mark.parametrize(
    "text",
    [
        "Welche Ziele hat der Partnerprozess?",
        "Was steht in der Urkunde?",
        "Wie oft treffen sich die Partnerkommunen im Jahr?",
        "Können Sie mir sagen, was der Partnerprozess kostet?",
        "Was empfehlen Sie kleinen Gemeinden?",
        "Wie lautet Ihre Adresse in München?",
    ],
)
def test_full_question_stands_for_itself_and_formal_address_points_nowhere(gazetteer: Gazetteer, text: str) -> None:
    assert complete(text, [JOINING], gazetteer) == (text, False)


def test_land_is_remembered_from_the_history(gazetteer: Gazetteer) -> None:
    question = after(gazetteer, "Was steht in der Urkunde?", JOINING)
    assert (question.standalone, question.state, question.follow_up) == ("Was steht in der Urkunde?", "BY", False)
    later = after(gazetteer, "Welche Ziele hat der Partnerprozess?", JOINING, "Was steht in der Urkunde?")
    assert (later.state, later.state_named) == ("BY", True)


def test_last_land_counts_and_none_for_a_question_about_the_whole_country(gazetteer: Gazetteer) -> None:
    two = (JOINING, "Wer ist in Kassel zuständig?")
    assert after(gazetteer, "Was steht in der Urkunde?", *two).state == "HE"
    assert after(gazetteer, "Wie viele Partnerkommunen gibt es bundesweit?", *two).states == ()
    assert after(gazetteer, "Wie viele Partnerkommunen gibt es in Deutschland?", *two).states == ()


def test_preset_land_counts_only_where_the_conversation_names_none(gazetteer: Gazetteer) -> None:
    preset = after(gazetteer, "Wer ist zuständig?", state="BY")
    assert (preset.states, preset.state_named) == (("BY",), False)
    assert after(gazetteer, "Wer ist in Hessen zuständig?", state="BY").states == ("HE",)
    assert after(gazetteer, "Wer ist zuständig?", "Was ist in Hessen?", state="BY").states == ("HE",)


def test_chain_of_turns_keeps_subject_and_land(gazetteer: Gazetteer) -> None:
    turns = ["Wie werden wir Partnerkommune in Hessen?", "und in Bayern?", "Thüringen", "Und was kostet das?"]
    understood = [after(gazetteer, text, *turns[:i]) for i, text in enumerate(turns)]
    assert [(q.standalone, q.state) for q in understood] == [
        ("Wie werden wir Partnerkommune in Hessen?", "HE"),
        (JOINING, "BY"),
        ("Wie werden wir Partnerkommune in Thüringen?", "TH"),
        ("Was kostet das? – Wie werden wir Partnerkommune in Thüringen?", "TH"),
    ]


def test_question_back_in_the_middle_of_a_chain(gazetteer: Gazetteer) -> None:
    chain = ("Wer ist zuständig?", "Hessen", "und in Bayern?")
    question = after(gazetteer, "deren Telefonnummer?", *chain)
    assert question.standalone == "Deren Telefonnummer? – Wer ist zuständig in Bayern?"
    assert (question.state, question.intent) == ("BY", "contact")


def test_only_the_users_turns_are_read(gazetteer: Gazetteer) -> None:
    assert after(gazetteer, "Was steht in der Urkunde?", "Welche Ziele gibt es?").states == ()
    (lone,) = readings(
        "Hessen",
        [Turn("assistant", "Für welches Land fragen Sie?")],
        state=None,
        lexicon=load_lexicon(),
        gazetteer=gazetteer,
    )
    assert (lone.standalone, lone.follow_up, lone.state) == ("Hessen", False, "HE")


def read(gazetteer: Gazetteer, text: str, *previous: str) -> list[tuple[str, str, bool]]:
    history = [turn for q in previous for turn in (Turn("user", q), Turn("assistant", "Augsburg. [1]"))]
    found = readings(text, history, state=None, lexicon=load_lexicon(), gazetteer=gazetteer)
    assert {question.shown for question in found} == {"\n".join("Augsburg. [1]" for _ in previous)}
    return [(question.reading, question.standalone, question.follow_up) for question in found]


def test_a_lone_question_has_one_reading(gazetteer: Gazetteer) -> None:
    assert read(gazetteer, JOINING) == [("usual", JOINING, False)]


def test_what_does_not_ask_may_belong_to_the_question(gazetteer: Gazetteer) -> None:
    text = "Wir planen einen Fachtag mit der KGC. Wer hat so etwas schon einmal gemacht?"
    assert read(gazetteer, text) == [("usual", "Wer hat so etwas schon einmal gemacht?", False), ("whole", text, False)]


def test_a_question_that_the_rules_take_for_a_new_one_may_go_on_from_the_last(gazetteer: Gazetteer) -> None:
    asked = "Welche Gemeinden haben mit sowas angefangen?"
    assert read(gazetteer, asked, JOINING) == [
        ("usual", asked, False),
        ("joined", f"{asked} – {JOINING}", True),
    ]


def test_the_question_before_a_follow_up_is_read_without_and_with_what_does_not_ask(gazetteer: Gazetteer) -> None:
    assert read(gazetteer, "Leipzig", "We want to join. Who should we talk to first?") == [
        ("usual", "Who should we talk to first in Leipzig?", True),
        ("whole", "We want to join. Who should we talk to first in Leipzig?", True),
    ]


def test_das_in_the_middle_points_back(gazetteer: Gazetteer) -> None:
    question = after(gazetteer, "Wie lange gibt es das schon?", "Was ist das Netzwerk?")
    assert (question.standalone, question.follow_up) == ("Wie lange gibt es das schon? – Was ist das Netzwerk?", True)


def test_a_follow_up_by_the_rules_has_one_reading(gazetteer: Gazetteer) -> None:
    assert [reading for reading, _, _ in read(gazetteer, "und in Hessen?", JOINING)] == ["usual"]
