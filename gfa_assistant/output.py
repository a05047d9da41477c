"""How the commands speak to other programs: JSON, one line for an error, and the exit status."""

import json
import sys
from typing import Any

EXIT_ERROR = 1
EXIT_USAGE = 2
EXIT_NOT_ALL = 3
EXIT_INTERRUPTED = 130


def print_json(value: Any) -> None:
    """Print JSON, escaped where the terminal's encoding is none of Unicode."""
    utf8 = (sys.stdout.encoding or "utf-8").lower().startswith("utf")
    print(json.dumps(value, ensure_ascii=not utf8, indent=2))


def print_error(message: object) -> None:
    """Print one line on standard error, under the program's name."""
    print(f"gfa-assistant: {message}", file=sys.stderr, flush=True)
