"""README.md keeps its word: the commands it shows work, the files it names are there."""

from __future__ import annotations

import re

import pytest
import readme

TEXT = readme.README.read_text(encoding="utf-8")
COMMANDS = list(readme.commands(TEXT))


def test_first_screen_says_how_to_try_and_to_test() -> None:
    first_screen = "\n".join(TEXT.splitlines()[:25])
    assert "make demo" in first_screen
    assert "make test" in first_screen


@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_command_works_and_its_output_is_shown(command: str, shown: str) -> None:
    assert readme.output(command).strip()
    assert shown.strip(), "run `make readme`"


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", TEXT))))
def test_link_leads_somewhere(target: str) -> None:
    assert (readme.ROOT / target).exists()
