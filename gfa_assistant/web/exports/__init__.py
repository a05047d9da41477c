"""What a visitor takes away from an answer or a source: text, Vermerk, citations, contact cards."""
