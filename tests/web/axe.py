"""What axe-core finds on a page: its injected script and the options that all browser tests share."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_AXE = Axe()


def violations(page: Page) -> list[str]:
    """Faults of WCAG 2.x, levels A and AA, one line each."""
    return _run(page, {"runOnly": list(WCAG)})


def faults(page: Page) -> list[str]:
    """Faults by all of axe's rules, best practices too: for pages of which Gradio makes no part."""
    return _run(page, {})


def _run(page: Page, options: dict[str, object]) -> list[str]:
    # Listing what is in order takes a third of the time, and nobody looks at it.
    found = _AXE.run(page, options={**options, "resultTypes": ["violations"]}).response["violations"]
    return [f"{fault['id']}: {[node['html'] for node in fault['nodes']]}" for fault in found]
