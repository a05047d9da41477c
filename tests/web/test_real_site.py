"""The main job on the real corpus: ask, read the steps, open the exact passage, go on asking, get the office."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from gfa_assistant.settings import Settings
from gfa_assistant.web.texts import ENGLISH, GERMAN
from tests.conftest import ROOT
from tests.web.axe import violations
from tests.web.conftest import PHONE, WIDE, Site, visit
from tests.web.fake_assistant import STEPS
from tests.web.test_page import FIELD, ask, overflow
from tests.web.visitor import Visitor

pytestmark = pytest.mark.model
EXAMPLES = [question for texts in (GERMAN, ENGLISH) for _, questions in texts.topics for question in questions]
JOINING = "Wie werden wir Partnerkommune in Bayern?"


@pytest.fixture
def client(real_site: Site) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_site.url, trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture
def real_visitor(browser: BrowserContext, real_site: Site) -> Iterator[Visitor]:
    with visit(browser, real_site) as visitor:
        yield visitor


def marked(page: Page) -> str:
    """Exactly what the panel marks, as it stands in the page."""
    expect(page.locator("mark")).to_have_count(1)
    return str(page.locator("mark").evaluate("mark => mark.textContent"))


@pytest.mark.parametrize("question", EXAMPLES)
def test_quotes_are_exact_in_the_document_the_api_gives(client: httpx.Client, question: str) -> None:
    answer = client.post("/api/v1/ask", json={"question": question}).json()
    assert answer["status"] in ("answered", "clarify")
    for citation in answer["citations"]:
        document = client.get(f"/api/v1/documents/{citation['document_id']}").json()
        assert document["text"][citation["start"] : citation["end"]] == citation["quote"]
        passage = client.get(f"/api/v1/passages/{citation['passage_id']}").json()
        assert document["text"][passage["start"] : passage["end"]] == passage["text"]


def test_api_lists_corpus_and_contacts(client: httpx.Client) -> None:
    documents = client.get("/api/v1/documents").json()["documents"]
    assert {"bayern-broschuere-partnerprozess", "hessen-partnerprozess"} <= {d["document_id"] for d in documents}
    states = [contact["state"] for contact in client.get("/api/v1/contacts").json()["contacts"]]
    assert len(states) == len(set(states)) == 17
    assert client.get("/api/v1/contacts/BY").json()["phone"] == "09131 6808-4506"
    found = client.get("/api/v1/search", params={"q": "Partnerurkunde", "top_k": 3}).json()["results"]
    assert [hit["rank"] for hit in found] == [1, 2, 3]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"question": " "}, id="empty"),
        pytest.param({"question": "a" * 5000}, id="5000 characters"),
        pytest.param({"question": "a\x00b"}, id="control character"),
        pytest.param({"question": "Ziele?", "state": "XX"}, id="unknown state"),
        pytest.param({"question": "Ziele?", "language": "xx"}, id="unknown language"),
    ],
)
def test_bad_question_is_refused_in_one_line(client: httpx.Client, body: dict[str, str]) -> None:
    response = client.post("/api/v1/ask", json=body)
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "question"
    assert "\n" not in response.json()["error"]["message"]


@pytest.mark.browser
def test_joining_steps_with_note_contact_and_the_passage_marked(real_visitor: Visitor, client: httpx.Client) -> None:
    page = real_visitor.page
    ask(page, JOINING)
    assert page.locator(".gfa-text ol > li").all_inner_texts() == [f"{step} [1]" for step in STEPS]
    expect(page.locator(".gfa-note")).to_contain_text("Bundesinstitut für Öffentliche Gesundheit (BIÖG)")
    expect(page.get_by_role("link", name="09131 6808-4506")).to_have_attribute("href", "tel:+49913168084506")
    page.get_by_role("link", name=re.compile("^Quelle 1:")).click()
    (citation,) = client.post("/api/v1/ask", json={"question": JOINING}).json()["citations"]
    assert marked(page) == citation["quote"]
    expect(page.locator("mark")).to_be_in_viewport()


@pytest.mark.browser
@pytest.mark.parametrize(
    "question",
    ["Welche Ziele hat der Partnerprozess?", "Wer ist unsere Ansprechstelle?", "Was bringt uns die Teilnahme?"],
)
def test_every_source_of_every_example_opens_at_its_quote(
    real_visitor: Visitor, client: httpx.Client, question: str
) -> None:
    page = real_visitor.page
    ask(page, question)
    expect(page.locator(".gfa-text")).to_have_count(1, timeout=20_000)
    citations = client.post("/api/v1/ask", json={"question": question}).json()["citations"]
    assert page.locator(".gfa-source").count() == len(citations)
    for control, citation in zip(page.locator(".gfa-source").all(), citations, strict=True):
        control.click()
        expect(page.locator("#gfa-source .gfa-panel-title")).to_contain_text(f"Quelle {citation['number']}:")
        assert marked(page) == citation["quote"]
        expect(page.locator("mark")).to_be_in_viewport()


@pytest.mark.browser
def test_question_back_is_answered_by_a_choice_and_the_land_is_kept(real_visitor: Visitor) -> None:
    page = real_visitor.page
    ask(page, "Wer ist unsere Ansprechstelle?")
    expect(page.locator(".gfa-clarify")).to_be_visible()
    page.get_by_role("button", name="Hessen", exact=True).click()
    card = page.locator("#gfa-conversation .gfa-contact")
    expect(card).to_contain_text("KGC Hessen")
    expect(card.locator("div", has_text=GERMAN.phone)).to_contain_text(GERMAN.unknown)
    assert page.locator("#gfa-state-select").input_value() == "HE"


@pytest.mark.browser
def test_follow_up_is_completed_from_the_visit(real_visitor: Visitor) -> None:
    page = real_visitor.page
    ask(page, "Welche Kommunen in Bayern sind beigetreten?")
    ask(page, "Und wer war 2012 dabei?")
    assert page.locator(".gfa-text").nth(1).locator("li").all_inner_texts() == ["2012: Augsburg [1]"]


@pytest.mark.browser
def test_unanswerable_question_names_an_office_instead(real_visitor: Visitor) -> None:
    page = real_visitor.page
    ask(page, "Was kostet ein Kindergartenplatz?")
    expect(page.locator(".gfa-not_found")).to_have_text(GERMAN.not_found)
    expect(page.locator("#gfa-conversation .gfa-contact")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("viewport", [pytest.param(WIDE, id="desktop"), pytest.param(PHONE, id="phone")])
def test_real_answers_are_accessible_and_fit(
    browser: BrowserContext, real_site: Site, viewport: dict[str, int]
) -> None:
    with visit(browser, real_site, viewport) as visitor:  # type: ignore[arg-type]
        page = visitor.page
        for question in (JOINING, "Wer ist unsere Ansprechstelle?", "Hessen", "Was kostet ein Kindergartenplatz?"):
            ask(page, question)
        page.locator(".gfa-source").first.click()
        expect(page.locator("mark")).to_be_visible()
        assert overflow(page) == 0
        assert violations(page) == []
        assert page.locator(FIELD).input_value() == ""


def launch(settings: Settings, port: int) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GFA_")}
    environment |= {"GFA_INDEX_DIR": str(settings.index_dir), "GFA_PORT": str(port)}
    return subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_app_says_when_it_is_ready_and_ends_quietly_while_a_page_is_open(real_settings: Settings) -> None:
    port = free_port()
    with launch(real_settings, port) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"gfa_assistant is ready: http://127.0.0.1:{port}/\n"
        answer = httpx.post(f"http://127.0.0.1:{port}/api/v1/ask", json={"question": JOINING}, trust_env=False)
        assert answer.json()["status"] == "answered"
        with httpx.stream("GET", f"http://127.0.0.1:{port}/gradio_api/heartbeat/a", trust_env=False) as stream:
            assert stream.status_code == 200
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")


def test_missing_index_is_one_line_with_the_command_that_makes_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    with launch(Settings(index_dir=tmp_path_factory.mktemp("nothing")), free_port()) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert re.fullmatch(r"app\.py: .*gfa-assistant ingest.*\n", err)
