"""Answers questions about the municipal partner process "Gesundheit für alle" from its own texts."""

__version__ = "0.1.0"
