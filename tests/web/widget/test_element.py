"""The ways into a page: script tag, element by hand, iframe; and what hostile words become in it."""

import re
from dataclasses import replace

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from gfa_assistant.records import Contact, Note
from gfa_assistant.web.markup import render_answer
from gfa_assistant.web.texts import GERMAN
from gfa_assistant.web.widget.texts import widget_texts
from tests.web.visitor import Visitor
from tests.web.widget.conftest import Town, arriving
from tests.web.widget.test_visit import JOINING, ask, field, launcher

pytestmark = pytest.mark.browser

TAG = '<script src="{server}/widget.js"%s></script>'
BY_HAND = '<gfa-assistant state="BY" mode="inline" language="de"><p>Ohne Programm: 09131 6808-4506</p></gfa-assistant>'
HOSTILE = "<img src=x onerror=alert(1)> <script>alert(2)</script> javascript:alert(3)"


@pytest.mark.parametrize(
    ("body", "elements"),
    [
        pytest.param(TAG % "", ["body > gfa-assistant:last-child"], id="bare tag"),
        pytest.param(
            TAG % ' data-state="by" data-position="left" defer', ["body > gfa-assistant[state=by]"], id="defer"
        ),
        pytest.param(TAG % ' data-mode="inline"' + "<p>Danach</p>", ["script + gfa-assistant + p"], id="inline"),
        pytest.param(BY_HAND + TAG % " async", ["main > gfa-assistant[mode=inline]"], id="by hand"),
        pytest.param(
            BY_HAND + TAG % ' data-state="HE"', ["main > gfa-assistant", "body > gfa-assistant[state=HE]"], id="both"
        ),
        pytest.param(TAG % "" + TAG % "", ["body > gfa-assistant:last-child"], id="the same tag twice"),
    ],
)
def test_ways_into_a_page(browser: BrowserContext, town: Town, body: str, elements: list[str]) -> None:
    town.body = body
    with arriving(browser, town) as guest:
        for selector in elements:
            expect(guest.page.locator(selector)).to_have_count(1)
        expect(guest.page.locator("gfa-assistant")).to_have_count(len(elements))
        expect(guest.page.locator(".root")).to_have_count(len(elements))
        assert guest.complaints == []


def test_attributes_may_change_and_the_conversation_stays(guest: Visitor) -> None:
    page = guest.page
    launcher(page).click()
    ask(page, JOINING)
    field(page).fill("Noch nicht fertig")
    change = "(e, [name, value]) => e.setAttribute(name, value)"
    element = page.locator("gfa-assistant")
    for name, value in (
        ("language", "en"),
        ("heading", "<b>Fragen</b>"),
        ("privacy-url", "/datenschutz"),
        ("imprint-url", "javascript:alert(1)"),
    ):
        element.evaluate(change, [name, value])
    expect(page.get_by_role("heading", name="<b>Fragen</b>", exact=True)).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("Noch nicht fertig")
    expect(page.locator(".text ol > li")).to_have_count(4)
    privacy = page.get_by_role("link", name=widget_texts("en").privacy)
    expect(privacy).to_have_attribute("href", f"{page.url}datenschutz")
    expect(page.get_by_role("link", name=widget_texts("en").imprint)).to_have_count(0)
    element.evaluate(change, ["state", "HE"])
    expect(page.get_by_role("combobox").last).to_have_value("HE")
    # Taken out and put in again it is as it was.
    element.evaluate("e => { const place = e.parentNode; e.remove(); place.append(e); }")
    expect(page.locator(".text ol > li")).to_have_count(4)


MARKDOWN = {
    "paragraphs": "Eins.\nZwei.\n\nDrei [1].",
    "numbered": "So geht es:\n\n1. Erstens [1]\n2. Zweitens [2]\n\nDanach [9].",
    "begins with three": "3. Drittens\n4. Viertens",
    "tight": "Es sind:\n- eins [1]\n- zwei",
    "nested": "- außen [1]\n   - innen\n   - innen auch\n- wieder außen",
    "numbered with bullets": "1. außen\n   - innen [1]\n2. danach",
    "continued": "- erste Zeile\n  zweite Zeile\n- danach",
    "own paragraph in an item": "- erste Zeile\n\n  zweiter Absatz\n- danach",
    "no list": "Am 13. Februar\n2. war nichts",
    "escaped": r"\- kein Punkt, 13\. Februar, Bürger\*innen, \[1\], \\ und 2 \< 3",
    "bold": "**Wichtig:** das **hier [1]** und ** das nicht**",
    "stars": "Bürger*innen und Leser*innen, _so_ nicht",
    "addresses": "Siehe www.zpg-bayern.de/a_b, (https://x.example/?a=1&b=2). Nicht javascript:alert(1)",
    "html": HOSTILE,
}


def test_markdown_reads_like_the_desks(browser: BrowserContext, guest: Visitor, town: Town) -> None:
    """Two programs render the same answers: what one takes for a list or a link the other must."""
    page = guest.page
    launcher(page).click()
    given = town.assistant.ask("2012?")
    shape = """e => { const shape = (node) => node.nodeType === 3 ? node.data : node.className === 'unseen' ? '' :
      node.matches('.marker') ? node.textContent : node.matches('li > p') ? [...node.childNodes].map(shape).join('') :
      `<${node.localName}${node.start > 1 ? ' ' + node.start : ''}` +
      `${node.localName === 'a' ? ' ' + node.href : ''}>${[...node.childNodes].map(shape).join('')}</>`;
      return [...e.childNodes].map(shape).join('').replace(/\\s*\\n\\s*/g, '').replace(/<p><\\/>/g, ''); }"""
    read = {}
    for name, markdown in MARKDOWN.items():
        town.assistant.prepared = replace(given, answer=markdown, suggestions=())
        ask(page, name)
        read[name] = page.locator("article .text").last.evaluate(shape)
    desk = browser.new_page()
    for name, markdown in MARKDOWN.items():
        html = render_answer(markdown, lambda number: "[1]" if number == 1 else None, new_tab="")
        desk.set_content(html.replace('<span class="gfa-hidden"> </span>', ""))
        assert (name, read[name]) == (name, desk.locator("body").evaluate(shape))
    desk.close()


def test_hostile_words_stay_words(guest: Visitor, town: Town) -> None:
    page = guest.page
    given = town.assistant.ask(JOINING)
    cited = replace(given.citations[0], title=HOSTILE, publisher=HOSTILE, quote=HOSTILE, url="javascript:alert(4)")
    office = Contact("BY", HOSTILE, phone=HOSTILE, email="a@b.de?x", url="javascript:alert(5)", source_url="data:x,y")
    town.assistant.prepared = replace(
        given,
        answer=f"{HOSTILE} [1]",
        citations=(replace(cited, document_id="../../x?y#z"),),
        contacts=(office,),
        notes=(Note(HOSTILE, "vbscript:x", None),),
        suggestions=(HOSTILE,),
    )
    launcher(page).click()
    ask(page, HOSTILE)
    page.locator(".sources .disclosure").click()
    assert page.locator("blockquote").inner_text() == HOSTILE
    expect(page.get_by_role("button", name=HOSTILE, exact=True)).to_be_visible()
    root = page.locator("gfa-assistant")
    assert root.evaluate("e => e.shadowRoot.querySelectorAll('img, script, [onerror], [style]').length") == 0
    addresses = root.evaluate("e => [...e.shadowRoot.querySelectorAll('article a')].map(a => a.href)")
    assert [address.partition("?")[0] for address in addresses] == [f"{town.server}/quelle/..%2F..%2Fx%3Fy%23z"]


FRAME = (
    '<iframe id="gfa" src="{server}/embed?state=BY&amp;accent=8a0f3c&amp;privacy-url=https://www.musterstadt.example/d"'
    ' title="Fragen" width="600" height="100" referrerpolicy="strict-origin"></iframe>'
)


def test_iframe_works_and_tells_its_height_to_the_page_around_only(browser: BrowserContext, town: Town) -> None:
    town.body = FRAME
    with arriving(browser, town) as guest:
        page = guest.page
        page.evaluate(
            """() => { window.heard = []; addEventListener('message', ({ origin, source, data }) =>
              heard.push([origin, source === document.querySelector('iframe').contentWindow, data])); }"""
        )
        frame = page.frame_locator("#gfa")
        frame.get_by_role("textbox").fill(JOINING)
        frame.get_by_role("textbox").press("Enter")
        expect(frame.locator(".text ol > li")).to_have_count(4)
        assert frame.locator(".primary").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(138, 15, 60)"
        expect(frame.get_by_role("link", name="Datenschutz")).to_have_attribute(
            "href", "https://www.musterstadt.example/d"
        )
        page.wait_for_function("heard.length > 0 && heard.at(-1)[2].height > 400")
        origin, is_the_frame, data = page.evaluate("heard.at(-1)")
        assert (origin, is_the_frame, data["type"], set(data)) == (town.server, True, "gfa:resize", {"type", "height"})
        assert guest.foreign_requests == []
        assert guest.complaints == []


@pytest.mark.parametrize("has_script", [True, False], ids=["unreachable script", "no script"])
def test_without_the_script_the_office_is_still_named(browser: BrowserContext, town: Town, has_script: bool) -> None:
    assert browser.browser is not None
    context = browser.browser.new_context(java_script_enabled=has_script)
    page = context.new_page()
    if has_script:
        page.route("**/widget.js", lambda route: route.abort())
    page.goto(f"{town.server}/embed?state=BY")
    expect(page.get_by_role("link", name="09131 6808-4506")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        pytest.param("", 200, id="nothing"),
        pytest.param("state=XX", 422, id="no Land"),
        pytest.param("accent=red;}", 422, id="no colour"),
        pytest.param("privacy-url=javascript:alert(1)", 422, id="no address"),
        pytest.param('heading="><script>alert(1)</script>', 200, id="markup"),
        pytest.param("utm_source=x", 200, id="unknown"),
    ],
)
def test_embed_page_takes_what_it_knows(town: Town, query: str, status: int) -> None:
    response = httpx.get(f"{town.server}/embed?{query}", trust_env=False)
    assert response.status_code == status
    assert "<script>alert" not in response.text
    policy = response.headers["content-security-policy"]
    assert f"frame-ancestors 'self' {town.url}" in policy
    assert "unsafe" not in policy
    if status == 200:
        assert re.search(f"<title>.*{'script' if 'script' in query else 'Partnerprozess'}.*</title>", response.text)
        assert GERMAN.language in response.text
