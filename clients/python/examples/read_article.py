#!/usr/bin/env python3
"""Reads one article with the service and shows what it found: outline, names, summary.

read_article.py FILE
"""

from __future__ import annotations

import collections
import os
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path

from article_service import Article, ArticleServiceError, Client, Entity, Summary

WIDTH = min(100, os.get_terminal_size().columns if sys.stdout.isatty() else 100)
KINDS = {"person": "people", "place": "places", "organisation": "organisations", "event": "events", "work": "works"}
NAMES_A_KIND = 8


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        text = Path(sys.argv[1]).read_bytes().decode("utf-8")
        with Client() as client:
            show_article(client.parse(text))
            show_names(client.entities(text))
            show_summary(client.summarize(text, sentences=3), text)
    except (OSError, UnicodeDecodeError, ArticleServiceError) as error:
        print(f"read_article.py: {error}", file=sys.stderr)
        return 1
    return 0


def show_article(article: Article) -> None:
    print()
    print(bold(fill(article.title or "(no headline)")))
    facts = [field.text for field in (*article.authors, *filter(None, [article.dateline]), *article.timestamps[:1])]
    facts += [f"{article.counts.words} words", f"{article.counts.sentences} sentences", article.language or ""]
    print(dim(fill(" · ".join(filter(None, facts)))))
    head("Outline")
    if article.standfirst:
        print(fill(article.standfirst.text, "    "))
        print()
    for section in article.sections:
        blocks = article.blocks[section.blocks.start : section.blocks.end]
        paragraphs = sum(block.label == "paragraph" for block in blocks)
        if section.heading:
            print(f"  {bold(section.heading.text)}  {dim(count(paragraphs, 'paragraph'))}")
        elif paragraphs:
            print(f"  {dim('opening, ' + count(paragraphs, 'paragraph'))}")
    for caption in article.captions:
        credit = f"  ({caption.credit.text})" if caption.credit else ""
        print(dim(fill(f"picture: {caption.text}{credit}", "  ", "           ")))
    around = collections.Counter(block.label for block in article.blocks if not block.is_body)
    left_out = ", ".join(f"{number} {label}" for label, number in around.most_common())
    print(dim(fill(f"around the article: {left_out}", "  ", "    ")))


def show_names(entities: Iterable[Entity]) -> None:
    head("Names", "* in the knowledge base")
    kinds: dict[str, list[Entity]] = {}
    for entity in sorted(entities, key=lambda entity: -entity.salience):
        kinds.setdefault(entity.type, []).append(entity)
    for kind, title in KINDS.items():
        found = kinds.get(kind, [])
        if found:
            names = [describe(entity) for entity in found[:NAMES_A_KIND]]
            if len(found) > NAMES_A_KIND:
                names.append(f"and {len(found) - NAMES_A_KIND} more")
            print(fill(" · ".join(names), f"  {title:<15}", " " * 17))


def describe(entity: Entity) -> str:
    """Name, role and number of mentions; a star for a name in the knowledge base."""
    role = next((f", {role.title}" for role in entity.roles), "")
    return f"{entity.name}{'*' if entity.id else ''}{role} ×{len(entity.mentions)}"


def show_summary(summary: Summary, text: str) -> None:
    head("Summary")
    for number, sentence in enumerate(summary.sentences, 1):
        print(fill(sentence.text, f"  {number}  ", "     "))
        quoted = sentence.span.of(text)
        print(dim(f"     characters {sentence.span.start}–{sentence.span.end} of the page: “{quoted[:40].strip()}…”"))
    print()


# MARK: Layout


def fill(text: str, first: str = "", rest: str | None = None) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=first if rest is None else rest)


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def head(title: str, note: str = "") -> None:
    print(f"\n{bold(title.upper())}  {dim(note)}".rstrip())


def bold(text: str) -> str:
    return f"\033[1m{text}\033[0m" if sys.stdout.isatty() else text


def dim(text: str) -> str:
    return f"\033[2m{text}\033[0m" if sys.stdout.isatty() else text


if __name__ == "__main__":
    sys.exit(main())
