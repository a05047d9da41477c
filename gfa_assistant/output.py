"""What the commands print for other programs."""

import json
import sys
from typing import Any


def print_json(value: Any) -> None:
    """Print JSON, escaped where the terminal's encoding is none of Unicode."""
    utf8 = (sys.stdout.encoding or "utf-8").lower().startswith("utf")
    print(json.dumps(value, ensure_ascii=not utf8, indent=2))
