"""contacts.yaml: every office is a record and a citable card; mistakes are named."""

from pathlib import Path

import pytest
import yaml

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading import CONTACT_STATES, list_corpus, read_contacts, read_document
from gfa_assistant.records import Contact, Source

CORPUS = Path(__file__).parents[2] / "corpus"
OFFICE = "- {state_code: TH, office: KGC Thüringen, source_url: https://a.example, as_of: 2020}\n"


def test_every_office_of_the_corpus_is_a_record_with_the_values_of_the_file():
    raw = yaml.safe_load((CORPUS / "contacts.yaml").read_text(encoding="utf-8"))
    contacts = read_contacts(CORPUS)
    assert set(contacts) == set(CONTACT_STATES)
    for entry in raw:
        contact = contacts[entry["state_code"]]
        keys = ("office", "carrier", "street", "postcode", "city", "phone", "email", "url", "as_of")
        assert {key: getattr(contact, key) for key in keys} == {key: entry[key] for key in keys}


def test_the_bavarian_office():
    assert read_contacts(CORPUS)["BY"] == Contact(
        state="BY",
        office="Koordinierungsstelle Gesundheitliche Chancengleichheit Bayern (KGC Bayern), Aufgabenbereich 2",
        carrier="Zentrum für Prävention und Gesundheitsförderung (ZPG) im Bayerischen Landesamt für Gesundheit und "
        "Lebensmittelsicherheit (LGL)",
        street="Pfarrstr. 3",
        postcode="80538",
        city="München",
        phone="09131 6808-4506",
        url="www.zpg-bayern.de",
        source_url="https://www.zpg-bayern.de/partnerprozess-gesundheit-fuer-alle.html",
        as_of="2023-12",
    )


def test_every_office_is_a_card_under_its_land():
    document = next(read_document(file) for file in list_corpus(CORPUS) if file.document_id == "contacts")
    assert document.title == "Koordinierungsstellen (KGC) und ihre Kontaktdaten"
    assert document.media_type == "application/yaml"
    cards = [block for block in document.blocks if block.kind == "contact"]
    assert [card.section for card in cards] == [
        (CONTACT_STATES[contact.state],) for contact in read_contacts(CORPUS).values()
    ]
    texts = {card.section[0]: document.block_text(card) for card in cards}
    assert texts["Bayern"] == (
        "Koordinierungsstelle Gesundheitliche Chancengleichheit Bayern (KGC Bayern), Aufgabenbereich 2\n"
        "Träger: Zentrum für Prävention und Gesundheitsförderung (ZPG) im Bayerischen Landesamt für Gesundheit und "
        "Lebensmittelsicherheit (LGL)\n"
        "Pfarrstr. 3, 80538 München\n"
        "Tel. 09131 6808-4506\n"
        "Internet: www.zpg-bayern.de"
    )
    assert texts["Schleswig-Holstein"] == (
        "Koordinierungsstelle Gesundheitliche Chancengleichheit Schleswig-Holstein (KGC)\n"
        "Träger: Landesvereinigung für Gesundheitsförderung in Schleswig-Holstein e. V. (LVGFSH)\n"
        "Flämische Straße 6–10, 24103 Kiel\n"
        "Tel. 0431 94294\n"
        "E-Mail: gesundheit@lvgfsh.de\n"
        "Internet: https://lvgfsh.de/chancengleichheit/"
    )
    assert cards[1].source == Source(
        title="Koordinierungsstellen (KGC) und ihre Kontaktdaten: Bayern",
        url="https://www.zpg-bayern.de/partnerprozess-gesundheit-fuer-alle.html",
        as_of="2023-12",
    )
    assert "null" not in document.text
    assert "None" not in document.text


def test_no_contacts_file_is_no_contacts(folder):
    assert read_contacts(folder) == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: b", "contacts.yaml must be a list of offices; correct it"),
        ("", "contacts.yaml must be a list of offices; correct it"),
        ("- x", "contacts.yaml: entry 1 must have keys such as 'state_code'; correct it"),
        ("- {office: X}", "contacts.yaml: entry 1: 'state_code' is missing; add it"),
        ("- {state_code: TH, office: X, as_of: 1}", "contacts.yaml: entry 1 (TH): 'source_url' is missing; add it"),
        (OFFICE + OFFICE, "contacts.yaml: entry 2: state code 'TH' stands twice; keep one"),
        (
            OFFICE.replace("TH", "XX"),
            "contacts.yaml: entry 1 (XX): unknown state code 'XX'; "
            "use one of BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH DE",
        ),
        (
            OFFICE.replace("as_of", "telefon: 1, as_of"),
            "contacts.yaml: entry 1 (TH): unknown key 'telefon'; known keys: as_of, carrier, city, confidence, email, "
            "missing, note, office, person, phone, postcode, source_url, state, state_code, street, url",
        ),
        (
            OFFICE.replace("https://a.example", "'corpus:x.md'"),
            "contacts.yaml: entry 1 (TH): 'corpus:x.md' names no entry of catalog.yaml; "
            "add the entry or correct the name",
        ),
    ],
)
def test_a_mistake_is_named(folder, put, content, message):
    put("contacts.yaml", content)
    with pytest.raises(CorpusError) as caught:
        read_contacts(folder)
    assert str(caught.value) == message
