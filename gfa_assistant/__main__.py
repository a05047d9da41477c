"""`python -m gfa_assistant` is `gfa-assistant`."""

import sys

from gfa_assistant.cli import main

sys.exit(main())
