"""The program's one-line errors as German sentences: what is wrong, and what the operator does next."""

import re
from functools import cache
from importlib.resources import files

import yaml


def german_problem(error: Exception | str) -> str:
    """The German sentence for one of this program's messages; one that none is written for is quoted as it is."""
    message = str(error)
    for pattern, sentence in _sentences():
        if found := pattern.search(message):
            return sentence.format(*(group or "" for group in found.groups()))
    return f"Das ging nicht. Meldung des Programms: {message}"


@cache
def _sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    entries = yaml.safe_load(files(__package__).joinpath("problems.yaml").read_text(encoding="utf-8"))
    return tuple((re.compile(entry["when"]), entry["say"]) for entry in entries)
