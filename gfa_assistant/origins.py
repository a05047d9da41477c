"""Origins of web pages, as an operator lists them and as browsers send them."""

import ipaddress
import re
from collections.abc import Iterable

import idna

_ORIGIN = re.compile(r"(https?)://(\*\.)?([^\s/?#@:*\[\]\\;,'\"]+)(?::(\d{1,5}))?", re.IGNORECASE)
_DEFAULT_PORTS = {"https": 443, "http": 80}


def listed_origin(text: str) -> str:
    """An entry of the list of origins, with its name as browsers write it.

    >>> listed_origin("https://www.Köln.example:443")
    'https://www.xn--kln-sna.example'
    >>> listed_origin("https://*.example.de")
    'https://*.example.de'

    Raises:
        ValueError: it is no origin, a wildcard over too much, or http beyond this machine.
    """
    match = _ORIGIN.fullmatch(text.strip())
    if match is None:
        raise ValueError(
            f"{text!r} is no origin; write https://www.example.de or https://*.example.de, with nothing behind the host"
        )
    scheme, wildcard, name, port = match[1].lower(), match[2] or "", match[3], int(match[4] or 0)
    try:
        host = idna.encode(name, uts46=True).decode()
    except idna.IDNAError as error:
        raise ValueError(f"{text!r} has no valid host name ({error}); correct it") from None
    if scheme == "http" and (wildcard or not _is_this_machine(host)):
        raise ValueError(f"{text!r} must start with https://; http is for localhost and 127.0.0.1 only")
    if wildcard and (_is_address(host) or "." not in host):
        raise ValueError(f"{text!r} would let in too much; write a wildcard such as https://*.example.de")
    if match[4] and not 1 <= port <= 65535:
        raise ValueError(f"{text!r} has no valid port; give one from 1 to 65535")
    shown_port = f":{port}" if port and port != _DEFAULT_PORTS[scheme] else ""
    return f"{scheme}://{wildcard}{host}{shown_port}"


def find_listed(origin: str, listed: Iterable[str]) -> str | None:
    """The entry that lets in `origin`, as a browser sends it, or None; a wildcard is for subdomains of any depth."""
    return next((entry for entry in listed if re.fullmatch(origin_expression(entry), origin)), None)


def origin_expression(entry: str) -> str:
    """A regular expression for the origins that an entry lets in."""
    return re.escape(entry).replace(r"\*\.", r"(?:[a-z0-9_-]+\.)+", 1)


def _is_this_machine(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
