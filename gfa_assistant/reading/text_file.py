"""A text file of the corpus is replaced in one step: readers find the old text or the new one, never half of one."""

import os
import tempfile
from pathlib import Path

from gfa_assistant.errors import CorpusError


def replace_text(path: Path, text: str) -> None:
    """Write a file anew, with the rights that it had.

    Raises:
        CorpusError: it cannot be written; it stays as it was.
    """
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, prefix=".", delete=False, encoding="utf-8", newline=""
        ) as handle:
            temporary = handle.name
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise CorpusError(f"{path.name} cannot be written ({error.strerror}); check disk space and rights") from None
