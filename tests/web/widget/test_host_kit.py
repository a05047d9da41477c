"""What an editor copies works where it is pasted, and says what the operator has set."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from gfa_assistant.settings import Settings
from gfa_assistant.web.widget.contrast import contrast
from gfa_assistant.web.widget.embed_page import Embedding
from gfa_assistant.web.widget.host_kit import HostKit, host_kit
from tests.web.fake_assistant import BAVARIA, STEPS
from tests.web.widget.conftest import Town, arriving
from tests.web.widget.test_visit import JOINING, ask, launcher

_OFFICE = (
    "Koordinierungsstelle Gesundheitliche Chancengleichheit Bayern (KGC Bayern), Pfarrstr. 3, 80538 München, "
    '<a href="tel:+49913168084506">09131 6808-4506</a>, <a href="https://www.zpg-bayern.de">www.zpg-bayern.de</a>.'
)
SERVER = "https://auskunft.example/gfa"
# Nothing but what the kit says, and what a strict site has anyway.
STRICT = "default-src 'none'; style-src 'self'; {}"


def frame_height(page: Page) -> int:
    return int(page.locator("iframe").get_attribute("height") or 0)


def kit_of(server: str = SERVER, settings: Settings | None = None, **chosen: Any) -> HostKit:
    return host_kit(Embedding(state="BY", **chosen), server, BAVARIA, settings or Settings())


def test_code_is_exactly_this() -> None:
    kit = kit_of(mode="launcher", position="left", accent="8a0f3c", privacy_url="https://www.stadt.example/d?a&b")
    lead = "Fragen zum Partnerprozess „Gesundheit für alle“ beantwortet auch:"
    privacy = "https://www.stadt.example/d?a&amp;b"
    assert kit.script_tag == (
        f'<script src="{SERVER}/widget.js" data-state="BY" data-language="de" data-mode="launcher" '
        f'data-position="left" data-privacy-url="{privacy}" defer></script>\n'
        f"<noscript><p>{lead} {_OFFICE}</p></noscript>"
    )
    assert kit.element == (
        f'<gfa-assistant state="BY" language="de" mode="launcher" position="left" privacy-url="{privacy}">\n'
        f'  <p>{lead} {_OFFICE}</p>\n</gfa-assistant>\n<script src="{SERVER}/widget.js" async></script>'
    )
    assert kit.frame.startswith(
        f'<iframe data-gfa src="{SERVER}/embed?state=BY&amp;language=de&amp;mode=inline&amp;'
        'privacy-url=https%3A%2F%2Fwww.stadt.example%2Fd%3Fa%26b&amp;accent=8a0f3c" title="Fragen zum Partnerprozess'
    )
    assert kit.style == "gfa-assistant {\n  --gfa-accent: #8a0f3c;\n}"
    assert kit.policy == "script-src https://auskunft.example; connect-src https://auskunft.example"
    assert kit.frame_policy == "frame-src https://auskunft.example"
    assert kit_of().style == ""


def test_texts_follow_the_operators_settings() -> None:
    kit = kit_of()
    assert "Der Wortlaut der Fragen wird nicht gespeichert." in kit.privacy
    assert "nach 90 Tagen gelöscht" in kit.privacy
    kept = kit_of(settings=Settings(keep_questions=True, keep_days=7)).privacy
    assert "Der Wortlaut der Fragen wird 7 Tage lang gespeichert" in kept
    assert "nicht gespeichert" not in kept
    assert "Schlichtungsstelle für Bayern" in kit.accessibility
    assert "nicht als Leichte Sprache geprüft" in kit.plain_language
    assert BAVARIA.office in kit.plain_language
    for text in (kit.privacy, kit.accessibility, kit.plain_language):
        assert "{" not in text


@pytest.mark.parametrize(
    ("first", "second", "ratio"), [("000000", "ffffff", 21), ("777777", "ffffff", 4.48), ("00596b", "00596b", 1)]
)
def test_contrast_is_wcags(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)


@pytest.mark.browser
@pytest.mark.parametrize("code", ["script_tag", "element"])
def test_pasted_code_works_under_the_policy_of_the_kit_alone(browser: BrowserContext, town: Town, code: str) -> None:
    kit = kit_of(town.server, mode="launcher", accent="8a0f3c", background="ffffff", text="201010")
    town.body, town.style, town.policy = getattr(kit, code), kit.style, STRICT.format(kit.policy)
    with arriving(browser, town) as guest:
        launcher(guest.page).click()
        ask(guest.page, JOINING)
        colour = guest.page.locator(".primary").evaluate("e => getComputedStyle(e).backgroundColor")
        assert colour == "rgb(138, 15, 60)"
        assert guest.complaints == []


@pytest.mark.browser
def test_pasted_iframe_grows_and_takes_no_word_from_others(browser: BrowserContext, town: Town) -> None:
    kit = kit_of(town.server)
    town.body = f'{kit.frame}<script src="/town.js"></script>'
    town.script = kit.frame_listener
    town.policy = STRICT.format(f"{kit.frame_policy}; script-src 'self'")
    with arriving(browser, town) as guest:
        page = guest.page
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("textbox")).to_be_visible()
        expect(page.locator("iframe")).not_to_have_attribute("height", "720")
        before = frame_height(page)
        frame.get_by_role("textbox").fill(JOINING)
        frame.get_by_role("textbox").press("Enter")
        expect(frame.locator(".text ol > li")).to_have_count(len(STEPS))
        page.wait_for_timeout(200)
        grown = frame_height(page)
        assert grown > before + 200
        assert page.frames[1].evaluate("document.documentElement.scrollHeight") <= grown
        # Neither another origin in the frame nor another window of the right origin is believed.
        for origin, source in (
            ("https://anderswo.example", "document.querySelector('iframe').contentWindow"),
            (town.server, "window"),
        ):
            page.evaluate(
                f"dispatchEvent(new MessageEvent('message', {{ data: {{ type: 'gfa:resize', height: 999 }}, "
                f"origin: '{origin}', source: {source} }}))"
            )
        page.wait_for_timeout(50)
        assert frame_height(page) == grown
        assert guest.complaints == []
