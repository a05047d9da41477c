"""What the benchmarks that fit a file of the package share: their arguments, and the settings these name."""

import argparse
from pathlib import Path

from gfa_assistant.settings import Settings, load_settings


def read_arguments(description: str | None) -> tuple[Settings, bool]:
    """The settings with the index to fit on, and whether the fitted file shall replace the packaged one.

    `description` is the module's docstring.
    """
    parser = argparse.ArgumentParser(description=description.splitlines()[0] if description else None)
    parser.add_argument("--index", type=Path, help="index folder (default: that of the settings)")
    parser.add_argument("--write", action="store_true", help="replace the file that comes with the package")
    arguments = parser.parse_args()
    return load_settings(index_dir=arguments.index), arguments.write
