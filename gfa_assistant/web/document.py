"""Gradio's HTML document becomes ours: its language, style and script, and no word about other hosts."""

import json
import re
from collections.abc import Callable
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gfa_assistant.web.assets import asset
from gfa_assistant.web.texts import Texts

_HTML_TAG = re.compile(r"<html\b[^>]*>")
_LANGUAGE = re.compile(r'\blang="[^"]*"')
# Previews of Gradio itself on foreign hosts, and a manifest that is not served.
_FOREIGN = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>|<link rel="manifest"[^>]*>')


def rewrite_document(html: str, texts: Texts) -> str:
    """The page as the visitor gets it.

    Gradio's frame follows the browser's language and sets `<html lang>` from it; telling it our language before
    its first line runs is the one way that holds for every string it shows.
    """
    html = _FOREIGN.sub("", html)
    html = _HTML_TAG.sub(lambda tag: _LANGUAGE.sub(f'lang="{texts.language}"', tag[0]), html, count=1)
    language = json.dumps(texts.language)
    nested = "".join(asset(name) for name in ("components.css", "tile_map.css", "development.css", "embedding.css"))
    head = (
        f"<script>for (const [key, value] of [['language', {language}], ['languages', [{language}]]])"
        " Object.defineProperty(navigator, key, { get: () => value });</script>"
        # Twice the class: Gradio's reset comes later and would win against one.
        f"<style>{asset('colours.css')}{asset('page.css')}.gradio-container.gradio-container {{ {nested} }}</style>"
        f"<script>{asset('turns.js')}{asset('page.js')}{asset('tile_map.js')}{asset('embedding.js')}</script>"
        f"<title>{escape(texts.title)}</title>"
        f'<meta name="description" content="{escape(texts.tagline)}">'
    )
    html = html.replace("<head>", f"<head>{head}", 1)
    return html.replace("</body>", f"<noscript><p>{escape(texts.no_script)}</p></noscript></body>", 1)


class DocumentRewriter:
    """ASGI middleware that applies `rewrite` to the HTML answer of exactly one path."""

    def __init__(self, app: ASGIApp, path: str, rewrite: Callable[[str], str]) -> None:
        self.app = app
        self.path = path
        self.rewrite = rewrite

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != self.path or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        # Uncompressed inside: what is rewritten here must be text.
        plain = {**scope, "headers": [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]}
        await self.app(plain, receive, _Collector(send, self.rewrite))


class _Collector:
    """Holds an HTML response back until it is whole, then sends it rewritten."""

    def __init__(self, send: Send, rewrite: Callable[[str], str]) -> None:
        self.send = send
        self.rewrite = rewrite
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            html = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            if html and message["status"] == 200:
                self.start = message
                return
        elif self.start is not None:
            self.body += message.get("body", b"")
            if message.get("more_body", False):
                return
            body = self.rewrite(self.body.decode()).encode()
            MutableHeaders(scope=self.start)["content-length"] = str(len(body))
            await self.send(self.start)
            message = {"type": "http.response.body", "body": body}
        await self.send(message)
