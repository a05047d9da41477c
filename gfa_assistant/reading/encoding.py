"""Bytes of a text file become text, or a reason why they are none."""

import codecs
import re

from charset_normalizer import from_bytes

from gfa_assistant.errors import UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65_536
_TOLERATED_SHARE = 0.01
_TOLERATED_CONTROLS = 4
_NEVER_TEXT = 0.1
# What German offices save text in, besides UTF-8; a guess outside these would be a guess.
_LEGACY_ENCODINGS = ["cp1252", "latin_1", "iso8859_15", "cp850", "mac_roman"]
_FALLBACK = "cp1252"


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """Decode a file's bytes: byte order mark, UTF-8, the declared encoding, else the most plausible legacy one.

    Raises:
        UnreadableFileError: the bytes are those of another kind of file.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name)
    _refuse_binary(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and (text := _try(data, declared)) is not None:
        return text
    best = from_bytes(data, cp_isolation=_LEGACY_ENCODINGS).best()
    return str(best) if best is not None else data.decode(_FALLBACK, errors="replace")


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFileError(
            f"{name!r} cannot be read: it begins as {encoding.removesuffix('-sig').upper()} text but is damaged; "
            "save it again as UTF-8"
        ) from None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def _refuse_binary(data: bytes, name: str) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFileError(
                f"{name!r} cannot be read: its content is {kind}, not text; correct the file's ending or remove it"
            )
    sample = data[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    tolerated = min(max(len(sample) * _TOLERATED_SHARE, _TOLERATED_CONTROLS), len(sample) * _NEVER_TEXT)
    if controls > tolerated:
        raise UnreadableFileError(f"{name!r} cannot be read: its content is binary, not text; remove it")
