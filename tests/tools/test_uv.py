import pytest

from tools.uv import uv_environment

SETTINGS = """\
:env:.default-timeout='180'
:env:.find-links='/wheels /more wheels'
global.cert='/certs.pem'
global.disable-pip-version-check='1'
global.extra-index-url='file:///a/simple\\nhttps://b.example/simple'
global.find-links='/elsewhere'
global.index-url='https://c.example/simple'
install.index-url='https://d.example/simple'
install.trusted-host='d.example'
"""


def test_uv_is_told_what_pip_is_set_up_with() -> None:
    assert uv_environment(SETTINGS, {"HOME": "/home", "SSL_CERT_FILE": "/own.pem"}) == {
        "HOME": "/home",
        "SSL_CERT_FILE": "/own.pem",
        "UV_DEFAULT_INDEX": "https://d.example/simple",
        "UV_FIND_LINKS": "/wheels,/more,wheels",
        "UV_HTTP_TIMEOUT": "180",
        "UV_INDEX": "file:///a/simple https://b.example/simple",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_INSECURE_HOST": "d.example",
    }


def test_without_settings_the_environment_stays() -> None:
    assert uv_environment("", {"UV_INDEX_STRATEGY": "first-index"}) == {"UV_INDEX_STRATEGY": "first-index"}


def test_what_pip_does_not_print_is_named() -> None:
    with pytest.raises(ValueError, match=r"cannot be read at 'WARNING: x'; look at the output of `pip config list`\."):
        uv_environment("WARNING: x\n", {})
