"""The view for web editors in Chromium: choose, see it live, copy; nothing for axe to find."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from gfa_assistant.web.embedding_texts import embedding_texts
from gfa_assistant.web.embedding_view import weak_colours
from gfa_assistant.web.texts import GERMAN
from gfa_assistant.web.widget.embed_page import Embedding
from gfa_assistant.web.widget.texts import widget_texts
from tests.web.axe import violations
from tests.web.conftest import PHONE, WIDE, Site, visit
from tests.web.fake_assistant import STEPS
from tests.web.test_page import overflow

WORDS = embedding_texts("de")
RESULT = "#gfa-embedding-result"


def part(page: Page, name: str) -> str:
    return page.locator(f"{RESULT} [data-part={name}]").inner_text()


@pytest.mark.browser
def test_choice_is_seen_live_and_copied(browser: BrowserContext, site: Site) -> None:
    with visit(browser, site) as visitor:
        page = visitor.page
        # Whoever does not come here costs nothing.
        expect(page.locator(".gfa-embed-preview")).to_have_count(0)
        # Takes the place of the browser's own, to see to whom the frame speaks.
        page.evaluate(
            """() => { window.targets = new Set(); const post = window.postMessage;
              window.postMessage = function (data, target, ...rest) {
                if (data?.type !== 'gfa:resize') return post.call(window, data, target, ...rest);
                targets.add(target);
                const source = document.querySelector('.gfa-embed-preview').contentWindow;
                dispatchEvent(new MessageEvent('message', { data, source, origin: location.origin })); }; }"""
        )
        page.get_by_role("link", name="Einbetten").click()
        preview = page.frame_locator(".gfa-embed-preview")
        expect(preview.get_by_role("button", name=widget_texts("de").launcher)).to_be_visible()
        assert part(page, "policy") == f"script-src {site.url}; connect-src {site.url}"
        expect(page.locator("[data-part=style]")).to_have_count(0)

        page.get_by_label(WORDS.state).select_option("BY")
        expect(page.get_by_label(WORDS.position)).to_be_enabled()
        page.get_by_label(WORDS.mode).select_option("inline")
        expect(page.get_by_label(WORDS.position)).to_be_disabled()
        field = preview.get_by_role("textbox", name=GERMAN.question_label)
        field.fill("Wie werden wir Partnerkommune?")
        field.press("Enter")
        expect(preview.locator(".text ol > li")).to_have_count(len(STEPS))
        assert site.assistant.asked[-1][2] == "BY"
        page.wait_for_function("Number(document.querySelector('.gfa-embed-preview').height) > 800")
        # What the frame says is addressed to this origin and no other.
        assert page.evaluate("[...targets]") == [site.url]
        assert f'<script src="{site.url}/widget.js" data-state="BY" data-language="de"' in part(page, "script_tag")
        page.get_by_role("button", name=WORDS.copy.format(name=WORDS.script_tag)).click()
        expect(page.locator(f"{RESULT} .gfa-copied")).to_have_text(WORDS.copied.format(name=WORDS.script_tag))
        assert page.evaluate("navigator.clipboard.readText()") == part(page, "script_tag")

        page.get_by_label(WORDS.own_colours).check()
        page.get_by_label(WORDS.accent).fill("#ffcc00")
        expect(page.locator(f"{RESULT} .gfa-note")).to_contain_text("einen Kontrast von 1,5 zu 1")
        assert "--gfa-accent: #ffcc00" in part(page, "style")
        page.get_by_label(WORDS.accent).fill("#8a0f3c")
        expect(page.locator(f"{RESULT} .gfa-note")).to_have_count(0)
        primary = preview.locator(".primary")
        expect(primary).to_have_css("background-color", "rgb(138, 15, 60)")
        kept = part(page, "script_tag")
        page.get_by_label(WORDS.privacy_url).fill("javascript:alert(1)")
        page.get_by_role("button", name=WORDS.show).click()
        expect(page.get_by_role("alert").filter(has_text=WORDS.bad_address)).to_be_visible()
        assert part(page, "script_tag") == kept
        # The preview says on purpose what it does not take.
        visitor.complaints[:] = [words for words in visitor.complaints if "keeps its own colours" not in words]


@pytest.mark.browser
@pytest.mark.parametrize(("path", "viewport"), [("/", PHONE), ("/en/", WIDE)], ids=["phone", "English"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: BrowserContext, site: Site, path: str, viewport: dict[str, int]
) -> None:
    with visit(browser, site, viewport, path=path, scheme="dark") as visitor:  # type: ignore[arg-type]
        page = visitor.page
        page.locator("[data-view=einbetten]").click()
        page.locator(".gfa-embed-check input").check()
        expect(page.locator("[data-part=style]")).to_be_visible()
        expect(page.frame_locator(".gfa-embed-preview").locator("gfa-assistant button").first).to_be_visible()
        assert violations(page) == []
        assert overflow(page) == 0
        assert page.locator("[data-part=privacy]").get_attribute("lang") == "de"


def test_a_weak_colour_is_never_shown_as_enough() -> None:
    chosen = Embedding(accent="777777", background="ffffff", text="000000")
    assert weak_colours(chosen, WORDS, "de") == [WORDS.weak.format(name=WORDS.accent, ratio="4,4")]
    assert weak_colours(Embedding(), WORDS, "de") == []
