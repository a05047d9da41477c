"""The command that takes the README's pictures and times the desk: its parts, on the fake assistant's site."""

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, BrowserContext

from benchmarks.desk_pictures import DOCUMENT, SHOTS, Shot, small_png, take_pictures
from benchmarks.desk_screenshots import loads_table
from benchmarks.desk_visits import MeasuredVisit, PageLoad, Residue
from tests.web.conftest import Site
from tests.web.test_page import JOINING


@pytest.fixture
def chromium(browser: BrowserContext) -> Browser:
    assert browser.browser is not None
    return browser.browser


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that was never here."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.mark.browser
def test_second_visit_asks_for_less_and_leaves_nothing(visitor: BrowserContext, site: Site) -> None:
    loads = []
    for _ in range(2):
        visit = MeasuredVisit(visitor, site.url)
        loads.append(visit.load("/"))
        assert visit.close() == Residue((), (), ())
    first, again = loads
    assert 0 < first.first_paint_ms <= first.largest_paint_ms
    assert first.field_ms is not None
    assert first.field_ms > 0
    # The bytes of the page itself are asked for each time.
    assert 0 < again.requests < first.requests
    assert 0 < again.transferred < first.transferred / 2


@pytest.mark.browser
def test_document_page_has_no_field_and_few_requests(visitor: BrowserContext, site: Site) -> None:
    visit = MeasuredVisit(visitor, site.url)
    load = visit.load(DOCUMENT)
    assert load.field_ms is None
    assert load.first_paint_ms > 0
    assert site.url + DOCUMENT in visit.traffic.sent.values()
    assert load.requests < 10


@pytest.mark.browser
def test_time_to_an_answer_is_that_from_enter_to_the_screen(visitor: BrowserContext, site: Site) -> None:
    visit = MeasuredVisit(visitor, site.url)
    visit.load("/")
    quick = visit.ask(JOINING)
    site.assistant.slow_may_end.clear()
    threading.Timer(1.5, site.assistant.slow_may_end.set).start()
    slow = visit.ask("Langsam: Was ist das Ziel?")
    assert visit.page.locator(".gfa-text").count() == 2
    assert quick > 0
    assert slow > 1000


@pytest.mark.browser
def test_what_should_not_be_is_told(visitor: BrowserContext, site: Site) -> None:
    visit = MeasuredVisit(visitor, site.url)
    visit.load(DOCUMENT)
    visit.page.evaluate(
        "() => { document.cookie = 'visit=1'; localStorage.setItem('name', 'x'); console.error('broken');"
        " document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.example/' })); }"
    )
    visit.page.wait_for_timeout(200)
    left = visit.close()
    assert left.foreign == ("https://elsewhere.example/",)
    assert left.stored == ("cookie: visit", "local storage: name")
    assert "broken" in left.complaints


@pytest.mark.browser
def test_pictures_are_the_screen_in_each_look(chromium: Browser, site: Site, tmp_path: Path) -> None:
    looks = (("desktop", "light"), ("desktop", "dark"), ("phone", "light"))
    shot = Shot("page", lambda page: None, path=DOCUMENT, looks=looks)
    written = take_pictures(chromium, shot, site.url, tmp_path)
    assert [path.name for path in written] == ["page-desktop.png", "page-desktop-dark.png", "page-phone.png"]
    before = [path.read_bytes() for path in written]
    pictures = [Image.open(io.BytesIO(data)) for data in before]
    assert [picture.size for picture in pictures] == [(1280, 900), (1280, 900), (720, 1480)]
    light, dark = (picture.convert("L").resize((1, 1)).getpixel((0, 0)) for picture in pictures[:2])
    assert light > 200
    assert dark < 60
    (again,) = take_pictures(chromium, replace(shot, looks=looks[:1]), site.url, tmp_path)
    assert again.read_bytes() == before[0]


def test_palette_keeps_the_colours_close() -> None:
    picture = Image.linear_gradient("L").convert("RGB")
    out = io.BytesIO()
    picture.save(out, "PNG")
    small = Image.open(io.BytesIO(small_png(out.getvalue())))
    assert small.mode == "P"
    assert max(high for _, high in ImageChops.difference(small.convert("RGB"), picture).getextrema()) <= 2


def test_every_picture_has_a_name_of_its_own() -> None:
    names = [(shot.name, *look) for shot in SHOTS for look in shot.looks]
    assert len(set(names)) == len(names)


def test_table_shows_first_and_repeated_loads_side_by_side() -> None:
    first, again = PageLoad(80.4, 120, 200, 58, 503_808), PageLoad(30, 40, None, 1, 2048)
    assert loads_table({("/", 0): first, ("/quelle/a", 1): again}).splitlines() == [
        "| | `/`, first visit | `/quelle/a`, again |",
        "|---|---|---|",
        "| first contentful paint, ms | 80 | 30 |",
        "| largest contentful paint, ms | 120 | 40 |",
        "| field usable, ms | 200 | – |",
        "| requests | 58 | 1 |",
        "| transferred, KiB | 492 | 2 |",
    ]
