"""A folder in the model cache appears whole, once, or not at all."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from gfa_assistant.errors import ModelError


def write_model_folder(folder: Path, fill: Callable[[Path], None]) -> Path:
    """Return `folder`; when it is missing, have `fill` write a temporary sibling that then takes its name.

    Processes that want the same folder at once wait for the first, and what a killed process left is removed.

    Raises:
        ModelError: the cache cannot be written.
    """
    # Before the lock: a prepared cache may belong to another user and be read-only.
    if folder.is_dir():
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_name(f"{folder.name}.lock")):
            if not folder.is_dir():
                _write(folder, fill)
    except OSError as error:
        raise ModelError(
            f"the model cache {str(folder.parent)!r} cannot be written ({error.strerror or error}); "
            "make room and check its rights, or name another folder in GFA_CACHE_DIR"
        ) from error
    return folder


def _write(folder: Path, fill: Callable[[Path], None]) -> None:
    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    try:
        fill(partial)
        for path in [*partial.rglob("*"), partial]:
            if path.is_file():
                # Some writers keep a file to its owner; the folder's mode, and so the umask, holds for all of it.
                path.chmod(partial.stat().st_mode & 0o666)
            flush(path)
        partial.replace(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    flush(folder.parent)


def flush(path: Path) -> None:
    """Have a file, or the entries of a folder, written to the disk itself."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
