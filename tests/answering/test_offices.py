from pathlib import Path

import pytest

from gfa_assistant.answering.draft import Draft
from gfa_assistant.answering.frame import ENGLISH, GERMAN, Frame
from gfa_assistant.answering.offices import answer_office, ask_for_state, office_unit, state_of_carrier, state_of_phone
from gfa_assistant.indexing.encoder import Encoder
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.opened import OpenIndex, open_index
from gfa_assistant.records import Contact
from gfa_assistant.retrieval.states import STATE_NAMES
from gfa_assistant.settings import Settings
from tests.answering.hand_made import ask
from tests.indexing.fake_encoder import FakeEncoder

CONTACTS = """
- state_code: BY
  office: Koordinierungsstelle Bayern (KGC Bayern)
  carrier: ZPG
  street: Pfarrstr. 3
  postcode: "80538"
  city: München
  phone: 09131 6808-4506
  email: kgc@example.org
  source_url: https://example.org/by
  as_of: "2023-12"
- {state_code: HE, office: KGC Hessen, city: Frankfurt, source_url: "https://example.org/he", as_of: "2025"}
- {state_code: BB, office: KGC Brandenburg, source_url: "https://example.org/bb", as_of: "2025"}
- {state_code: DE, office: Geschäftsstelle, city: Berlin, source_url: "https://example.org/de", as_of: "2024"}
"""
BAVARIA = "**Koordinierungsstelle Bayern (KGC Bayern)** [1]"
HESSE = "Für Hessen ist zuständig:\n\n**KGC Hessen** [1]"


def load_fake(_model: str, _cache_dir: Path) -> Encoder:
    return FakeEncoder()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> OpenIndex:
    """An index of four offices, one of them without any data but its name."""
    folder = tmp_path_factory.mktemp("offices")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "contacts.yaml").write_text(CONTACTS, encoding="utf-8")
    settings = Settings(corpus_dir=folder / "corpus", index_dir=folder / "index", embedding_model="fake")
    ingest(settings, FakeEncoder)
    return open_index(settings, load_fake)


def answered(index: OpenIndex, text: str, *previous: str, state: str | None = None, frame: Frame = GERMAN) -> Draft:
    draft = answer_office(ask(text, *previous, state=state), index, frame)
    assert draft.status == "answered"
    for citation in draft.citations:
        assert index.documents["contacts"].text[citation.start : citation.end] == citation.quote
    return draft


def test_office_of_the_land_is_named_with_its_card(index: OpenIndex) -> None:
    draft = answered(index, "Wer ist in Bayern zuständig?")
    assert draft.text == f"Für Bayern ist zuständig:\n\n{BAVARIA}"
    assert draft.offices == ("BY",)
    (citation,) = draft.citations
    assert citation.quote == (
        "Koordinierungsstelle Bayern (KGC Bayern)\nTräger: ZPG\nPfarrstr. 3, 80538 München\n"
        "Tel. 09131 6808-4506\nE-Mail: kgc@example.org"
    )
    assert (citation.url, citation.as_of) == ("https://example.org/by", "2023-12")


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("Telefonnummer der KGC Bayern?", "Telefon: 09131 6808-4506 [1]"),
        ("E-Mail KGC Bayern", "E-Mail: kgc@example.org [1]"),
        ("Anschrift der KGC Bayern", "Anschrift: Pfarrstr. 3, 80538 München [1]"),
        ("Wer ist der Träger der KGC Bayern? Kontakt", "Träger: ZPG [1]"),
    ],
)
def test_what_is_asked_for_stands_in_the_answer(index: OpenIndex, question: str, line: str) -> None:
    assert answered(index, question).text == f"Für Bayern ist zuständig:\n\n{BAVARIA}\n\n{line}"


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Telefon KGC Hessen", "Eine Telefonnummer ist in den Quellen nicht angegeben."),
        ("Mail KGC Hessen", "Eine E-Mail-Adresse ist in den Quellen nicht angegeben."),
        (
            "Adresse KGC Hessen",
            "Eine Straßenanschrift ist in den Quellen nicht angegeben.\n\nOrt: Frankfurt [1]",
        ),
    ],
)
def test_what_is_not_known_is_said(index: OpenIndex, question: str, lines: str) -> None:
    assert answered(index, question).text == f"{HESSE}\n\n{lines}"


def test_preset_land_and_earlier_question_count(index: OpenIndex) -> None:
    assert answered(index, "Wer ist unsere Ansprechstelle?", state="HE").text == HESSE
    assert answered(index, "Hessen", "Wer ist unsere Ansprechstelle?").text == HESSE


def test_place_settles_the_land_and_is_named(index: OpenIndex) -> None:
    assert answered(index, "Wer ist für Augsburg zuständig?").text == (
        f"Augsburg liegt in Bayern. Zuständig ist:\n\n{BAVARIA}"
    )
    assert answered(index, "wer ist in kassel zuständig").text.startswith("Kassel liegt in Hessen. Zuständig ist:")


def test_two_lands_get_both_offices(index: OpenIndex) -> None:
    draft = answered(index, "Wer ist in Hessen und Brandenburg zuständig?")
    assert draft.text == (
        "Für Brandenburg ist zuständig:\n\n**KGC Brandenburg** [1]\n\nFür Hessen ist zuständig:\n\n**KGC Hessen** [2]"
    )
    assert draft.offices == ("BB", "HE")


def test_federal_office_is_named_when_asked_for(index: OpenIndex) -> None:
    draft = answered(index, "Wer ist bundesweit zuständig?")
    assert draft.text == "Für den Bund ist zuständig:\n\n**Geschäftsstelle** [1]"
    assert draft.offices == ("DE",)


def test_frame_is_english_and_the_office_german(index: OpenIndex) -> None:
    assert answered(index, "What is the phone number of the office in Hesse?", frame=ENGLISH).text == (
        "Responsible for Hessen:\n\n**KGC Hessen** [1]\n\nThe sources give no phone number."
    )


def test_question_without_a_land_is_asked_back(index: OpenIndex) -> None:
    assert answer_office(ask("Wer ist unsere Ansprechstelle?"), index, GERMAN) == Draft(
        "clarify",
        "In welchem Bundesland liegt Ihre Kommune? Zuständig ist jeweils die Koordinierungsstelle Gesundheitliche "
        "Chancengleichheit (KGC) Ihres Landes.",
        suggestions=tuple(STATE_NAMES.values()),
    )


def test_ambiguous_place_is_asked_back_with_its_lands(index: OpenIndex) -> None:
    draft = answer_office(ask("Wer ist für frankfurt zuständig?"), index, GERMAN)
    assert draft == ask_for_state(ask("Wer ist für frankfurt zuständig?"), GERMAN)
    assert draft.text == "„Frankfurt“ gibt es in mehreren Bundesländern. Welches Land meinen Sie?"
    assert (draft.status, draft.suggestions) == ("clarify", ("Hessen", "Brandenburg"))
    assert ask_for_state(ask("Kontakt für Frankfurt"), ENGLISH).text == (
        "“Frankfurt” exists in several Bundesländer. Which one do you mean?"
    )


def test_land_without_an_office_is_not_guessed(index: OpenIndex) -> None:
    draft = answer_office(ask("Wer ist in Sachsen zuständig?"), index, GERMAN)
    assert (draft.status, draft.text, draft.citations) == (
        "not_found",
        "Dazu steht in den vorliegenden Quellen nichts.",
        (),
    )
    assert office_unit("SN", index) is None


def test_office_unit_is_the_contact_card(index: OpenIndex) -> None:
    found = office_unit("HE", index)
    assert found is not None
    assert (found.kind, found.text, found.passage.text) == ("contact", "KGC Hessen\nFrankfurt", "KGC Hessen\nFrankfurt")


def test_short_name_of_a_carrier_names_its_land() -> None:
    contacts = {
        "TH": Contact(state="TH", office="KGC Thüringen", carrier="Landesvereinigung (AGETHUR)"),
        "HE": Contact(state="HE", office="KGC Hessen", carrier="HAGE e. V."),
        "HB": Contact(state="HB", office="KGC Bremen", carrier="LVG"),
        "NI": Contact(state="NI", office="KGC Niedersachsen", carrier="LVG"),
        "DE": Contact(state="DE", office="Geschäftsstelle", carrier="BIÖG"),
    }
    assert state_of_carrier("AGETHUR telefon?", contacts) == "TH"
    assert state_of_carrier("tel der hage", contacts) == "HE"
    assert state_of_carrier("Telefon der LVG", contacts) is None
    assert state_of_carrier("Telefon vom BIÖG", contacts) is None
    assert state_of_carrier("Telefon der KGC", contacts) is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Wem gehört der Anschluss 06131-2069-0?", "RP"),
        ("im display steht 061312069 0", "RP"),
        ("030 / 44 31 90 60 wer ist das", "DE"),
        ("+49 30 44319060", "DE"),
        ("0049 (0)6131 20690", "RP"),
        ("443190", "DE"),
        ("44319061", None),
        ("2069", None),
        ("Broschüre von 2023, Seite 12", None),
        ("0999 123456", None),
    ],
)
def test_a_phone_number_leads_to_its_office(text: str, state: str | None) -> None:
    contacts = {
        "RP": Contact(state="RP", office="KGC", phone="06131-2069-0"),
        "DE": Contact(state="DE", office="Geschäftsstelle", phone="030 – 44 31 90 60"),
        "HE": Contact(state="HE", office="KGC Hessen"),
    }
    assert state_of_phone(text, contacts) == state
