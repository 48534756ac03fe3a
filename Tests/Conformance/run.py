#!/usr/bin/env python3
"""Executes the examples of protocol.md against a server; README.md beside this file describes the notation."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from document import Document, Example, Expect, Section, Send, read  # noqa: E402
from notation import Literal, Node, Object  # noqa: E402
from openrpc import NoDescription, compare, discover  # noqa: E402
from session import Outcome, play  # noqa: E402

_framings = ("lines", "headers")


@dataclass
class Row:
    """A line of the table: one section."""

    section: Section
    # Framing → problems; a framing that no example was played in is absent.
    results: dict[str, list[Outcome]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def cell(self, framing: str) -> str:
        outcomes = self.results.get(framing)
        if not outcomes:
            return "–"
        failed = sum(1 for outcome in outcomes if outcome.problems)
        return f"FAIL {failed}" if failed else "pass"


def main() -> int:
    options = _options()
    try:
        document = read(options.protocol)
    except (OSError, UnicodeDecodeError) as error:
        print(f"cannot read {options.protocol}: {error}", file=sys.stderr)
        return 2
    if options.list:
        for section in document.sections:
            for example in section.examples:
                framings = " and ".join(example.framings)
                print(f"{section.title}: line {example.line}, {len(example.steps)} steps, {framings}")
        return 0
    if not options.command:
        print("name the server's command after --, e.g. run.py -- .build/release/article-service", file=sys.stderr)
        return 2
    rows = _execute(document, options)
    agreement = _agreement(document, options) if options.openrpc else []
    return _report(rows, agreement, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Executes the examples of a protocol document against a server.")
    default = Path(__file__).resolve().parents[2] / "protocol.md"
    parser.add_argument("--protocol", type=Path, default=default, metavar="FILE", help="the document (protocol.md)")
    parser.add_argument(
        "--framing", choices=[*_framings, "both"], default="both", help="the framings to play in (both)"
    )
    parser.add_argument("--openrpc", action="store_true", help="check that document and rpc.discover agree")
    parser.add_argument("--timeout", type=float, default=10.0, metavar="SECONDS", help="for one message (10)")
    parser.add_argument(
        "--only", action="append", default=[], metavar="TEXT", help="only sections with TEXT in the heading"
    )
    parser.add_argument("--list", action="store_true", help="print sections and examples, start nothing")
    parser.add_argument("command", nargs="*", metavar="-- COMMAND", help="the server and its arguments")
    return parser.parse_args()


# MARK: Executing


def _execute(document: Document, options: argparse.Namespace) -> list[Row]:
    folder = options.protocol.resolve().parent
    chosen = _framings if options.framing == "both" else (options.framing,)
    methods = {id(section): inside for section, inside in document.method_sections()}
    patience = Patience(options.timeout)
    rows = []
    for section in document.sections:
        if options.only and not any(text in section.title for text in options.only):
            continue
        row = Row(section)
        for example in section.examples:
            for framing in example.framings:
                if framing in chosen:
                    outcome = play(example, framing, options.command, folder, patience.timeout)
                    patience.note(outcome)
                    row.results.setdefault(framing, []).append(outcome)
        if id(section) in methods:
            used = {
                name for inside in methods[id(section)] for example in inside.examples for name in _methods(example)
            }
            row.missing = [name for name in section.methods if name not in used]
        if row.results or row.missing or section.methods:
            rows.append(row)
    return rows


class Patience:
    """The deadline for one message. A server that hangs again and again is given less and less time."""

    def __init__(self, timeout: float) -> None:
        self.timeout = timeout
        self.hung = 0

    def note(self, outcome: Outcome) -> None:
        self.hung += outcome.timed_out
        if self.hung == 3:
            self.timeout = min(self.timeout, 1.0)


def _methods(example: Example) -> Iterator[str]:
    """The methods of an example's messages, batches included, in either direction."""
    for step in example.steps:
        node: Node | None = None
        if isinstance(step, Send):
            node = step.message
        elif isinstance(step, Expect):
            node = step.pattern
        for message in [node] if isinstance(node, Object) else [e.pattern for e in getattr(node, "elements", [])]:
            for key, _, child in getattr(message, "members", []):
                if key == "method" and isinstance(child, Literal):
                    yield str(child.value)


def _agreement(document: Document, options: argparse.Namespace) -> list[tuple[str, list[str]]]:
    try:
        return compare(document, discover(options.command, options.timeout))
    except NoDescription as error:
        return [("rpc.discover", [str(error)])]


# MARK: Reporting


def _report(rows: list[Row], agreement: list[tuple[str, list[str]]], options: argparse.Namespace) -> int:
    _table(rows)
    passed = failed = 0
    for row in rows:
        section = row.section
        for framing, outcomes in row.results.items():
            examples = [e for e in section.examples if framing in e.framings]
            for example, outcome in zip(examples, outcomes):
                passed, failed = (passed, failed + 1) if outcome.problems else (passed + 1, failed)
                _details(f"{section.title}, example at line {example.line}, {framing}", outcome.problems)
        if row.missing:
            failed += 1
            names = ", ".join(f"`{name}`" for name in row.missing)
            _details(f"{section.title}, line {section.line}", [f"no example of this section executes {names}"])
    if options.openrpc:
        print(f"\nrpc.discover and the document: {len(agreement)} methods compared")
    for name, problems in agreement:
        passed, failed = (passed, failed + 1) if problems else (passed + 1, failed)
        _details(f"`{name}` in rpc.discover and in the document", problems)
    if passed + failed == 0:
        print("\nno example was executed")
        return 1
    print(f"\n{passed} passed, {failed} failed")
    return 1 if failed else 0


def _table(rows: list[Row]) -> None:
    width = max([len(row.section.title) for row in rows] + [len("section")])
    print(f"{'section':<{width}}  examples  {'lines':<8}  headers")
    print(f"{'─' * width}  ────────  ────────  ───────")
    for row in rows:
        note = "  no example of " + ", ".join(row.missing) if row.missing else ""
        cells = f"{len(row.section.examples):>8}  {row.cell('lines'):<8}  {row.cell('headers')}"
        print(f"{row.section.title:<{width}}  {cells}{note}")


def _details(title: str, problems: list[str]) -> None:
    if problems:
        print(f"\n✗ {title}")
        for problem in problems:
            print(f"    {problem}")


if __name__ == "__main__":
    sys.exit(main())
