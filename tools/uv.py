"""Run uv with the package sources that pip is set up with: uv reads none of pip's settings.

uv looks at all packages at once, where pip looks at one after the other: seconds for minutes.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Mapping

from uv import find_uv_bin

# What pip calls it, and in which variable uv or its TLS library looks for it (uv's documentation, "Environment
# variables"); pip separates the entries of a list by white space.
LISTS = {
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
}
VALUES = {
    "index-url": "UV_DEFAULT_INDEX",
    "no-index": "UV_NO_INDEX",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}


def uv_environment(pip_settings: str, environment: Mapping[str, str]) -> dict[str, str]:
    """`environment` with what `pip config list` printed; what is set for uv itself stays as it is.

    Raises ValueError for a line that `pip config list` does not print.
    """
    chosen: dict[str, str] = {}
    lines = [line for line in pip_settings.splitlines() if line.strip()]
    for section in ("global", "install", ":env:"):
        for line in lines:
            name, equals, value = line.partition("=")
            if not equals:
                raise ValueError(f"pip's settings cannot be read at {line!r}; look at the output of `pip config list`.")
            if name.startswith(f"{section}."):
                chosen[name.removeprefix(f"{section}.")] = str(ast.literal_eval(value))
    # pip takes the best version of all its sources; uv would stop at the first source that has the package.
    own = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
    for setting, value in chosen.items():
        if setting in LISTS:
            variable, separator = LISTS[setting]
            own[variable] = separator.join(value.split())
        elif setting in VALUES:
            own[VALUES[setting]] = value
    return {**own, **environment}


def main() -> int:
    listed = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True)
    environment = uv_environment(listed.stdout, os.environ)
    return subprocess.run([find_uv_bin(), *sys.argv[1:]], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
