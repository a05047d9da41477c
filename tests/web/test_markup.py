"""Text becomes safe HTML."""

import doctest

import pytest

from gfa_assistant.dates import date_text
from gfa_assistant.web import markup
from gfa_assistant.web.markup import mail_address, phone_address, plain_answer, render_answer, web_address


def render(markdown: str) -> str:
    return render_answer(markdown, lambda number: f"<b>{number}</b>" if number in (1, 2) else None, new_tab="(neu)")


def test_docstrings_are_true() -> None:
    assert doctest.testmod(markup).failed == 0


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("Ein Satz. [1] [2]", "<p>Ein Satz. <b>1</b> <b>2</b></p>\n", id="markers"),
        pytest.param("Ein Satz. [0] [3] [1-3]", "<p>Ein Satz. [0] [3] [1-3]</p>\n", id="unknown markers stay text"),
        pytest.param("1. a [1]\n2. b", "<ol>\n<li>a <b>1</b></li>\n<li>b</li>\n</ol>\n", id="numbered"),
        pytest.param("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n", id="bulleted"),
        pytest.param("a\nb", "<p>a<br>\nb</p>\n", id="line break"),
        pytest.param("13\\. Februar", "<p>13. Februar</p>\n", id="escaped number"),
        pytest.param("Bürger*innen und Partner*innen", "<p>Bürger*innen und Partner*innen</p>\n", id="asterisks"),
        pytest.param("**KGC** \\*", "<p><strong>KGC</strong> *</p>\n", id="bold"),
        pytest.param(
            "<script>x</script> &amp; <b>", "<p>&lt;script&gt;x&lt;/script&gt; &amp;amp; &lt;b&gt;</p>\n", id="html"
        ),
        pytest.param("[a](javascript:b) ![c](d)", "<p>[a](javascript:b) ![c](d)</p>\n", id="links and images"),
        pytest.param("    code\n# kein Titel", "<p>code<br>\n# kein Titel</p>\n", id="no code, no headings"),
        pytest.param("[1]: http:x", "<p><b>1</b>: http:x</p>\n", id="no reference definitions"),
        pytest.param(
            "www.a-b.de/c_d.html.",
            '<p><a href="https://www.a-b.de/c_d.html" target="_blank" rel="noopener noreferrer">www.a-b.de/c_d.html'
            '<span class="gfa-hidden"> (neu)</span></a>.</p>\n',
            id="web address",
        ),
        pytest.param('https://a.de/"onclick="x', None, id="quote in an address"),
    ],
)
def test_render_answer(markdown: str, html: str | None) -> None:
    if html is None:
        assert '"onclick' not in render(markdown)
    else:
        assert render(markdown) == html


def test_plain_answer_is_one_line_without_markers() -> None:
    assert plain_answer("So:\n\n1. **a** \\*b [1]\n2. c [12]") == "So: 1. a *b 2. c"


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("www.zpg-bayern.de", "https://www.zpg-bayern.de"),
        ("hage.de/kgc?a=1", "https://hage.de/kgc?a=1"),
        ("http://a.de/ä", "http://a.de/ä"),
        ("corpus:bayern.md", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//evil.example", None),
        ("nicht bekannt", None),
        ('https://a.de/"x', None),
        ("", None),
        (None, None),
    ],
)
def test_web_address(address: str | None, linked: str | None) -> None:
    assert web_address(address) == linked


@pytest.mark.parametrize(
    ("phone", "linked"),
    [
        ("09131 6808-4506", "tel:+49913168084506"),
        ("030 – 44 31 90 60", "tel:+493044319060"),
        ("+49 (0)30 123456", "tel:+4930123456"),
        ("0049 30 123456", "tel:+4930123456"),
        ("112", None),
        ("siehe Website", None),
    ],
)
def test_phone_address(phone: str, linked: str | None) -> None:
    assert phone_address(phone) == linked


def test_mail_address() -> None:
    assert mail_address("info@pugis.de") == "mailto:info@pugis.de"
    assert mail_address("info@pugis.de?bcc=x@y.de") is None
    assert mail_address("info (at) pugis.de") is None


def test_dates_are_written_the_german_way_only_in_german() -> None:
    assert date_text("2018-12 / 2023-12-31, unbekannt", "de") == "12/2018 / 31.12.2023, unbekannt"
    assert date_text("2023-12", "en") == "2023-12"
