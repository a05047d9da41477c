"""The systems that are measured, one module each: what a user would write to index a folder and then search it."""

from collections.abc import Callable
from pathlib import Path

# Reads the texts of a corpus folder into an index folder and returns the number of passages.
Ingest = Callable[[Path, Path], int]
# Returns the ids of the documents found for a question, best first; one may come more than once.
Search = Callable[[str], list[str]]
