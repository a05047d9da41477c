"""The page at `/embed`: the element alone, inline, for sites that can only take an iframe."""

from html import escape
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.records import Contact
from gfa_assistant.web.assets import asset_address
from gfa_assistant.web.widget.fallback import render_fallback
from gfa_assistant.web.widget.texts import widget_texts

_Address = Annotated[str | None, Field(pattern=r"(?i)^https?://[^\s<>\"]+$", max_length=500)]
_Colour = Annotated[str | None, Field(pattern="^[0-9a-fA-F]{6}$")]


class Embedding(BaseModel):
    """What a site's editor chose; colours are written as "00596b", None is the widget's own."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    state: str | None = None
    language: Literal["de", "en"] = "de"
    mode: Literal["launcher", "inline"] = "inline"
    position: Literal["right", "left"] = "right"
    heading: str | None = Field(None, max_length=120)
    privacy_url: _Address = Field(None, alias="privacy-url")
    imprint_url: _Address = Field(None, alias="imprint-url")
    accent: _Colour = None
    background: _Colour = None
    text: _Colour = None

    @field_validator("state")
    @classmethod
    def _check_state(cls, value: str | None) -> str | None:
        if value is not None and value not in STATE_NAMES:
            raise ValueError(f"must be one of {' '.join(STATE_NAMES)}")
        return value

    @property
    def attributes(self) -> dict[str, str]:
        """The element's attributes; what would be so anyway is left out, but for language and mode."""
        values = {
            "state": self.state,
            "language": self.language,
            "mode": self.mode,
            "position": self.position if self.position != "right" and self.mode == "launcher" else None,
            "heading": self.heading,
            "privacy-url": self.privacy_url,
            "imprint-url": self.imprint_url,
        }
        return {name: value for name, value in values.items() if value}

    @property
    def colours(self) -> dict[str, str]:
        """The chosen colours by the name of their custom property."""
        values = {"accent": self.accent, "background": self.background, "text": self.text}
        return {name: value for name, value in values.items() if value}


def render_embed(embedding: Embedding, contact: Contact | None) -> str:
    """The page; what is in the element is read where the script does not run."""
    title = escape(embedding.heading or widget_texts(embedding.language).heading)
    attributes = html_attributes(embedding.attributes)
    colours = html_attributes({f"data-{name}": value for name, value in embedding.colours.items()})
    return (
        f'<!DOCTYPE html><html lang="{embedding.language}"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{escape(asset_address("embed.css"))}">'
        # The colours are there before the element is, which then judges them all at once.
        f'<script src="{escape(asset_address("embed.js"))}" defer></script>'
        '<script src="widget.js" defer></script></head>'
        f"<body><main><gfa-assistant{attributes}{colours}>{render_fallback(contact, embedding.language)}"
        "</gfa-assistant></main></body></html>"
    )


def html_attributes(values: dict[str, str]) -> str:
    """Attributes as they are written in a tag, each after a space."""
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items())
