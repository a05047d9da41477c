"""The folder of packages that the project's environment cannot hold."""

from pathlib import Path

import pytest

from benchmarks.measured_process import ProcessFailedError
from benchmarks.peer_packages import install_peer_packages


def write(folder: Path, text: str) -> Path:
    file = folder / "peers.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_packages_are_installed_once(tmp_path: Path) -> None:
    first = install_peer_packages(write(tmp_path, "# none\n"), tmp_path / "build")
    (first / "mark").touch()
    assert install_peer_packages(write(tmp_path, "# none\n"), tmp_path / "build") == first
    assert (first / "mark").exists()


def test_what_cannot_be_installed_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ProcessFailedError) as error:
        install_peer_packages(write(tmp_path, "./no-such-package.whl\n"), tmp_path / "build")
    assert str(error.value).startswith("the packages of peers.txt cannot be installed (")
    assert "\n" not in str(error.value)
    assert list((tmp_path / "build").iterdir()) == []
