"""What a compared system needs and the project's environment cannot hold, in a folder of its own."""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measured_process import ROOT, ProcessFailedError

REQUIREMENTS = Path(__file__).with_name("peers.txt")


def install_peer_packages(requirements: Path = REQUIREMENTS, parent: Path = ROOT / "build") -> Path:
    """Install the pinned requirements once, without their dependencies; return the folder for PYTHONPATH.

    Raises:
        ProcessFailedError: pip cannot install them.
    """
    identity = f"{sys.version_info[:2]}\n{requirements.read_text(encoding='utf-8')}"
    folder = parent / f"benchmark-peers-{hashlib.sha256(identity.encode()).hexdigest()[:8]}"
    if folder.is_dir():
        return folder
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent) as partial:
        target = Path(partial) / "packages"
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target))
        done = subprocess.run(
            [*pip, "--requirement", str(requirements)], capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise ProcessFailedError(f"the packages of {requirements.name} cannot be installed ({reason})")
        target.rename(folder)
    return folder
