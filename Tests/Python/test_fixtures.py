"""The pages and their labels fit together."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from conftest import ROOT

ARTICLES = ROOT / "Tests" / "Fixtures" / "articles"
PAGES = sorted(ARTICLES.glob("*.txt"))


def labels(page: Path) -> list[tuple[int, str, str]]:
    rows = page.with_suffix(".labels.tsv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "line\trole\ttext"
    return [(int(line), role, start) for line, role, start in (row.split("\t", 2) for row in rows[1:])]


def test_there_are_pages() -> None:
    assert len(PAGES) >= 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_line_with_text_has_its_label(page: Path) -> None:
    lines = page.read_bytes().decode("utf-8").split("\n")
    texts = {number: line.strip() for number, line in enumerate(lines, 1) if line.strip()}
    rows = labels(page)
    assert [line for line, _, _ in rows] == sorted(texts)
    for line, _, start in rows:
        assert texts[line].startswith(start)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_role_is_one_the_parser_knows(page: Path) -> None:
    source = (ROOT / "Sources" / "ArticleKit" / "Parsing" / "Block.swift").read_text(encoding="utf-8")
    known = set(re.findall(r"^  case (\w+)$", source, re.MULTILINE))
    assert {role for _, role, _ in labels(page)} <= known


def test_pages_differ_in_form_as_the_readme_says() -> None:
    texts = {page.stem: page.read_bytes().decode("utf-8") for page in PAGES}
    decomposed = {name for name, text in texts.items() if not unicodedata.is_normalized("NFC", text)}
    assert decomposed == {"ha-long-cat-ba-2023"}
    assert {name for name, text in texts.items() if "\r\n" in text} == {"metro-ben-thanh-suoi-tien-2024"}
    assert {page.stem for page in PAGES if "headline" not in {role for _, role, _ in labels(page)}} == {"trang-muc-luc"}
