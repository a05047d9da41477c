"""Why an answer did not help: the fixed codes a rating may carry, with what people read for them."""

# By code, the German and the English words, in the order they are offered.
REASONS: dict[str, dict[str, str]] = {
    "wrong": {"de": "falsch", "en": "wrong"},
    "incomplete": {"de": "unvollständig", "en": "incomplete"},
    "outdated": {"de": "veraltet", "en": "out of date"},
    "unclear": {"de": "unverständlich", "en": "hard to understand"},
    "wrong_source": {"de": "Quelle passt nicht", "en": "source does not fit"},
    "other": {"de": "anderes", "en": "something else"},
}
