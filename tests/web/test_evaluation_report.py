"""The evaluation's report page in Chromium: nothing for axe to find, nothing sideways, no request but for itself."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, ViewportSize

from gfa_assistant.evaluation.report_files import write_report
from tests.evaluation.hand_made import OUTCOMES, report
from tests.web.axe import faults
from tests.web.conftest import PHONE, WIDE
from tests.web.test_page import overflow

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    reports = [report(name="eins"), report(name="zwei", held_out=True), report(OUTCOMES[4:5], name="drei")]
    page: Path = write_report(tmp_path_factory.mktemp("report"), reports)
    return page.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [pytest.param(PHONE, id="phone"), pytest.param(WIDE, id="desktop")])
def test_report_page_has_no_fault(
    browser: BrowserContext, url: str, viewport: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(viewport)
    page.goto(url)
    assert overflow(page) == 0
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 25, 29)"}[scheme]
    page.locator("summary").first.click()
    assert page.locator("svg text").first.is_visible()
    assert faults(page) == []
    assert (requests, complaints) == ([url], [])
    page.close()
