"""Builds the assistant from the settings and serves its page and HTTP API: `python app.py`."""

import sys

from gfa_assistant.errors import GfaError
from gfa_assistant.settings import load_settings
from gfa_assistant.web.server import serve


def main() -> int:
    try:
        serve(load_settings())
    except GfaError as error:
        print(f"app.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
