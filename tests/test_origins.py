import pytest

from gfa_assistant.origins import find_listed, listed_origin

LISTED = ("https://www.example.de", "https://*.kgc.example:8443", "http://localhost:5000")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("https://www.example.de", "https://www.example.de"),
        (" HTTPS://WWW.Example.DE:443 ", "https://www.example.de"),
        ("https://www.example.de:8443", "https://www.example.de:8443"),
        ("https://*.example.de", "https://*.example.de"),
        ("https://intranet", "https://intranet"),
        ("https://192.0.2.7", "https://192.0.2.7"),
        ("https://gesundheit.köln.example", "https://gesundheit.xn--kln-sna.example"),
        ("https://straße.example", "https://xn--strae-oqa.example"),
        ("http://localhost:5000", "http://localhost:5000"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
    ],
)
def test_entry_is_written_as_browsers_send_it(text: str, entry: str) -> None:
    assert listed_origin(text) == entry


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("*", "'*' is no origin; write https://www.example.de or https://*.example.de, with nothing behind the host"),
        ("www.example.de", "is no origin"),
        ("null", "is no origin"),
        ("https://www.example.de/", "with nothing behind the host"),
        ("https://www.example.de/seite", "is no origin"),
        ("https://user@www.example.de", "is no origin"),
        ("https://www.example.de; script-src *", "is no origin"),
        ("https://www.example.de\nx-evil: 1", "is no origin"),
        ("https://a.*.example.de", "is no origin"),
        ("https://[::1]:8000", "is no origin"),
        ("ftp://www.example.de", "is no origin"),
        ("https://-www.example.de", "has no valid host name"),
        ("https://www..example.de", "has no valid host name"),
        ("https://www.example.de:99999", "has no valid port"),
        ("https://www.example.de:0", "has no valid port"),
        ("http://www.example.de", "must start with https://; http is for localhost and 127.0.0.1 only"),
        ("http://*.localhost", "must start with https://"),
        ("https://*.de", "would let in too much; write a wildcard such as https://*.example.de"),
        ("https://*.192.0.2.7", "would let in too much"),
    ],
)
def test_what_is_no_origin_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - the message is looked at below
        listed_origin(text)
    assert complaint in str(raised.value)


@pytest.mark.parametrize(
    ("origin", "entry"),
    [
        ("https://www.example.de", LISTED[0]),
        ("https://a.kgc.example:8443", LISTED[1]),
        ("https://a.b.kgc.example:8443", LISTED[1]),
        ("http://localhost:5000", LISTED[2]),
        ("", None),
        ("null", None),
        ("https://example.de", None),
        ("http://www.example.de", None),
        ("https://www.example.de:8443", None),
        ("https://www.example.de.evil.example", None),
        ("https://wwwxexample.de", None),
        ("https://www.example.de\n", None),
        ("https://kgc.example:8443", None),
        ("https://.kgc.example:8443", None),
        ("https://evil-kgc.example:8443", None),
        ("https://evil.example/.kgc.example:8443", None),
        ("https://a.kgc.example", None),
    ],
)
def test_origin_is_found_in_the_list_exactly(origin: str, entry: str | None) -> None:
    assert find_listed(origin, LISTED) == entry
