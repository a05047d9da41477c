"""EPUB books: the chapters of the spine, one after the other, through the HTML reader."""

import posixpath
import re
from urllib.parse import unquote
from xml.etree.ElementTree import Element as XmlElement

from gfa_assistant.reading.containers import Container, open_container
from gfa_assistant.reading.elements import Content, Element
from gfa_assistant.reading.encoding import decode
from gfa_assistant.reading.html_reader import declared_encoding, read_fragment
from gfa_assistant.reading.properties import read_properties

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_RIGHTS = ("META-INF/rights.xml", "META-INF/license.lcpl", "META-INF/sinf.xml")
# Fonts may be garbled against copying; the text is not.
_FONT_ALGORITHMS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_CHAPTER_TYPES = ("application/xhtml+xml", "text/html")
_OPF = "{http://www.idpf.org/2007/opf}"
# HTML knows no "<title/>": read as HTML, it would swallow the rest of the chapter.
_SELF_CLOSED = re.compile(r"<(?!(?:br|hr|img|input|meta|link|col|area|base|source|wbr)\b)([A-Za-z][\w:-]*)([^<>]*?)/>")


def read_epub(data: bytes, name: str) -> Content:
    """Read the chapters in reading order, without the table of contents.

    Raises:
        UnreadableFileError: the file is damaged, or its chapters are encrypted (DRM).
    """
    container = open_container(data, name)
    _refuse_drm(container)
    package_path = _package_path(container)
    package = container.xml(package_path)
    properties = read_properties(package.find(f"{_OPF}metadata"))
    elements: list[Element] = []
    for path in _chapters(package, posixpath.dirname(package_path), container):
        chapter = container.read(path)
        html = decode(chapter, name, declared_encoding(chapter))
        elements.extend(read_fragment(_SELF_CLOSED.sub(r"<\1\2></\1>", html)).elements)
    return Content(tuple(elements), title=properties.title, publisher=properties.publisher, as_of=properties.as_of)


def _refuse_drm(container: Container) -> None:
    encrypted = any(part in container.parts for part in _RIGHTS)
    if not encrypted and _ENCRYPTION in container.parts:
        methods = (e for e in container.xml(_ENCRYPTION).iter() if e.tag.endswith("}EncryptionMethod"))
        encrypted = any(method.get("Algorithm") not in _FONT_ALGORITHMS for method in methods)
    if encrypted:
        raise container.refused("its text is encrypted (DRM)", "ask the publisher for a copy without DRM, or remove it")


def _package_path(container: Container) -> str:
    for element in container.xml(_CONTAINER).iter():
        path = element.get("full-path")
        if path:
            return path
    raise container.damaged(f"its part {_CONTAINER!r} names no package")


def _chapters(package: XmlElement, folder: str, container: Container) -> list[str]:
    manifest = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    paths: list[str] = []
    for reference in package.iter(f"{_OPF}itemref"):
        item = manifest.get(reference.get("idref"))
        if item is None:
            raise container.damaged(f"its spine names {reference.get('idref')!r}, which its manifest does not")
        if item.get("media-type") in _CHAPTER_TYPES and "nav" not in item.get("properties", "").split():
            paths.append(posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))))
    return paths
