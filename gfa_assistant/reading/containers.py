"""Zip containers (DOCX, ODT, EPUB): opened in memory only, and refused where they are damaged, encrypted or bombs."""

import io
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element as XmlElement
from xml.etree.ElementTree import ParseError
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from zipfile import BadZipFile, LargeZipFile, ZipFile

from defusedxml import ElementTree, sax
from defusedxml.common import DefusedXmlException

from gfa_assistant.errors import UnreadableFileError

MAX_ENTRIES = 5_000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_MARKUP_BYTES = 16 * 1024 * 1024
MAX_RATIO = 250
_RATIO_FROM_BYTES = 10 * 1024 * 1024
_DIRECTORY_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_MARKUP_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\0", b"\xfe\xff\0<", b"<\0", b"\0<")
_SPACE = b" \t\r\n"


class Container:
    """The parts of one file; every part is read into memory, none is ever written to a disk."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        self._archive = archive
        self.file_name = name
        self.parts = frozenset(archive.namelist())

    def read(self, part: str) -> bytes:
        """The bytes of one part.

        Raises:
            UnreadableFileError: the part is missing, damaged or too large to be text.
        """
        try:
            info = self._archive.getinfo(part)
            if info.file_size > MAX_MARKUP_BYTES:
                raise self.refused(
                    f"its part {part!r} unpacks to {info.file_size / 1024**2:.0f} MB, more than the limit of "
                    f"{MAX_MARKUP_BYTES // 1024**2} MB",
                    "split the document",
                )
            return self._archive.read(info)
        except KeyError:
            raise self.damaged(f"its part {part!r} is missing") from None
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise self.damaged(f"its part {part!r} cannot be unpacked: {_one_line(error)}") from None

    def xml(self, part: str) -> XmlElement:
        """One part as an XML tree; entities are refused, whether they would expand or fetch something."""
        try:
            root: XmlElement = ElementTree.fromstring(self.read(part))
        except DefusedXmlException:
            raise self._has_entities(part) from None
        except (ParseError, ValueError, LookupError) as error:
            raise self.damaged(f"its part {part!r} is no XML: {_one_line(error)}") from None
        return root

    def checked_markup(self) -> Iterator[tuple[str, bytes]]:
        """All XML parts, each found sound, for a library that knows no such limits."""
        for part in sorted(self.parts):
            if not self._begins_as_markup(part):
                continue
            data = self.read(part)
            try:
                sax.parseString(data, ContentHandler())
            except DefusedXmlException:
                raise self._has_entities(part) from None
            except (SAXException, ValueError, LookupError) as error:
                raise self.damaged(f"its part {part!r} is no XML: {_one_line(error)}") from None
            yield part, data

    def damaged(self, reason: str) -> UnreadableFileError:
        return self.refused(f"it is damaged ({reason})", "open it, save it again, or copy it anew")

    def refused(self, reason: str, remedy: str) -> UnreadableFileError:
        return UnreadableFileError(f"{self.file_name!r} cannot be read: {reason}; {remedy}")

    def _has_entities(self, part: str) -> UnreadableFileError:
        return self.refused(f"its part {part!r} declares XML entities, which no office program writes", "remove it")

    def _begins_as_markup(self, part: str) -> bool:
        try:
            with self._archive.open(part) as stream:
                return stream.read(64).lstrip(_SPACE).startswith(_MARKUP_STARTS)
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise self.damaged(f"its part {part!r} cannot be unpacked: {_one_line(error)}") from None


def open_container(data: bytes, name: str) -> Container:
    """Open a zip file whose declared sizes are bearable; zipfile unpacks no more of a part than it declares.

    Raises:
        UnreadableFileError: it is cut off, encrypted, or would unpack to far more than a document holds.
    """
    if data.count(_DIRECTORY_ENTRY) > MAX_ENTRIES:
        raise _bomb(name, f"it holds more than {MAX_ENTRIES} parts")
    try:
        archive = ZipFile(io.BytesIO(data))
    except (BadZipFile, LargeZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableFileError(
            f"{name!r} cannot be read: it is damaged or cut off (no complete zip container); copy or download it again"
        ) from None
    entries = archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableFileError(f"{name!r} cannot be read: it is encrypted; save it without a password")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED_BYTES:
        raise _bomb(name, f"it unpacks to {unpacked / 1024**2:.0f} MB, the limit is {MAX_UNPACKED_BYTES // 1024**2} MB")
    if unpacked > _RATIO_FROM_BYTES and unpacked > MAX_RATIO * len(data):
        raise _bomb(name, f"it unpacks to {unpacked // max(len(data), 1)} times its size")
    return Container(archive, name)


def _bomb(name: str, reason: str) -> UnreadableFileError:
    return UnreadableFileError(f"{name!r} cannot be read: {reason}, as a zip bomb does; remove it or make it smaller")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
