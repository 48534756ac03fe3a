"""Where the server's executable is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from .errors import ServerNotFound

PROGRAM = "article-service"
VARIABLE = "ARTICLE_SERVICE"


def locate(environment: Mapping[str, str] = os.environ, package: Path = Path(__file__)) -> str:
    """The path of the server: the variable ARTICLE_SERVICE, else PATH, else a build of the repository around it.

    Raises:
        ServerNotFound: nothing there, with the places that were tried.
    """
    named = environment.get(VARIABLE)
    if named:
        if not os.path.isfile(named):
            raise ServerNotFound(f"{VARIABLE} is set to {named}, but there is no such file; {_advice}")
        return named
    on_path = shutil.which(PROGRAM, path=environment.get("PATH"))
    if on_path:
        return on_path
    builds = list(_builds(package))
    for build in builds:
        if os.access(build, os.X_OK):
            return str(build)
    tried = "".join(f", {build}" for build in builds)
    raise ServerNotFound(f"{PROGRAM} was not found (tried {VARIABLE}, PATH{tried}); {_advice}")


_advice = (
    "run `swift build -c release` (or `make build`) in the project's folder, put the program on PATH, "
    f"or set {VARIABLE} to its path"
)


def _builds(package: Path) -> Iterator[Path]:
    """Where the repository that holds this package, or the folder one works in, would have its builds."""
    seen = set()
    for start in (package.resolve(), Path.cwd()):
        for folder in start.parents if start.is_file() else (start, *start.parents):
            if folder not in seen and (folder / "Package.swift").is_file() and (folder / "protocol.md").is_file():
                seen.add(folder)
                for configuration in ("release", "debug"):
                    yield folder / ".build" / configuration / PROGRAM
