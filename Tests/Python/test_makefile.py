"""A missing tool gets one clear line that says what to install."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT


def make(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs make with the programs of one folder on PATH and no others."""
    return subprocess.run(
        ["make", "--no-print-directory", "-C", str(ROOT), *arguments],
        env={"PATH": str(path)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with what every system has, and neither Swift nor Python."""
    for name in ("make", "sh", "awk", "uname", "env"):
        found = shutil.which(name)
        assert found is not None, name
        (tmp_path / name).symlink_to(found)
    return tmp_path


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_missing_swift_is_named(bare: Path) -> None:
    done = make(bare, "build")
    assert done.returncode != 0
    assert done.stderr.splitlines()[0].startswith("swift was not found: install Swift 6.2 or later")
    assert done.stdout == ""


def test_missing_python_is_named_before_anything_is_built(bare: Path) -> None:
    program(bare, "swift", "echo building; exit 1")
    done = make(bare, "demo")
    assert done.stderr.splitlines()[0].startswith("python3 was not found: install Python 3.9 or later")
    assert done.stdout == ""


def test_old_python_is_named(bare: Path) -> None:
    program(bare, "python3", "exit 1")
    assert make(bare, "need-python").stderr.splitlines()[0].startswith("python3 is older than 3.9")


def test_python_without_venv_is_named(bare: Path) -> None:
    program(bare, "python3", 'case "$2" in *venv*) exit 1;; esac')
    assert make(bare, "need-venv").stderr.splitlines()[0].endswith("(Debian: apt-get install python3-venv)")


@pytest.mark.parametrize("target", ["accuracy", "train", "dumps"])
def test_missing_development_data_is_named(bare: Path, target: str) -> None:
    program(bare, "swift", "exit 1")
    program(bare, "python3", "exit 0")
    assert make(bare, target).stderr.splitlines()[0] == (
        f"say where the development data is: make {target} DATA=../shared"
    )
    assert "/nowhere holds no development data" in make(bare, target, "DATA=/nowhere").stderr


def test_help_names_the_two_targets_of_the_first_day(bare: Path) -> None:
    help_text = make(bare, "help").stdout
    assert "make demo" in help_text
    assert "make test" in help_text
