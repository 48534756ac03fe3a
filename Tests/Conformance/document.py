"""Reads a protocol document: its sections, their tables, and the examples to execute."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import Union

from notation import Node, NotationError, parse

# MARK: What a document consists of


@dataclass
class Send:
    """A message, a framed text (`-->|`) or bare bytes (`-->!`)."""

    line: int
    message: Node | None = None
    text: str | None = None
    data: bytes | None = None


@dataclass
class EndOfInput:
    line: int


@dataclass
class Expect:
    line: int
    pattern: Node
    any_number: bool = False


@dataclass
class ExpectExit:
    line: int
    code: int


Step = Union[Send, EndOfInput, Expect, ExpectExit]


@dataclass
class Example:
    line: int
    steps: list[Step] = field(default_factory=list)
    framings: tuple[str, ...] = ("lines", "headers")
    unordered: bool = False
    ignored: set[str] = field(default_factory=set)
    arguments: list[str] = field(default_factory=list)
    # A mistake in the example itself.
    fault: str | None = None


@dataclass
class Table:
    header: list[str]
    rows: list[list[str]]


@dataclass
class Section:
    title: str
    level: int
    line: int
    methods: list[str] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass
class Document:
    """Every heading with what stands directly under it, and for each method the sections that describe it."""

    path: Path
    sections: list[Section]

    def method_sections(self) -> list[tuple[Section, list[Section]]]:
        """Each section whose heading names methods, with itself and its sub-sections."""
        found = []
        for index, section in enumerate(self.sections):
            if not section.methods:
                continue
            inside = [section]
            for other in self.sections[index + 1 :]:
                if other.level <= section.level:
                    break
                inside.append(other)
            found.append((section, inside))
        return found


# MARK: Reading

_heading = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_fence = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*([^`]*)$")
_method_heading = re.compile(r"^`[^`]+`(?:\s*(?:,|and|/|·)\s*`[^`]+`)*$")
_method = re.compile(r"^[$A-Za-z_][\w$.-]*(?:/[\w$.-]+)*$")
_arrow = re.compile(r"^(-->\||-->!|-->|<--\*|<--)[ \t]?(.*)$")


def read(path: Path) -> Document:
    """The document at `path`. Raises OSError or UnicodeDecodeError."""
    lines = re.split(r"\r\n|\n|\r", path.read_bytes().decode("utf-8"))
    sections = [Section("(before the first heading)", 7, 1)]
    index = 0
    while index < len(lines):
        line = lines[index]
        fence = _fence.match(line)
        heading = _heading.match(line)
        if fence:
            end = _end_of_fence(lines, index, fence.group(1))
            info = fence.group(2).strip()
            if info.split(" ", 1)[0] == "jsonrpc":
                sections[-1].examples.append(_example(info, lines[index + 1 : end], index + 1))
            index = end + 1
        elif heading:
            sections.append(_section(heading.group(2), len(heading.group(1)), index + 1))
            index += 1
        elif _is_table(lines, index):
            index = _table(lines, index, sections[-1])
        else:
            index += 1
    return Document(path, sections)


def _end_of_fence(lines: list[str], start: int, mark: str) -> int:
    closing = re.compile(rf"^ {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
    for index in range(start + 1, len(lines)):
        if closing.match(lines[index]):
            return index
    return len(lines)


def _section(title: str, level: int, line: int) -> Section:
    methods = []
    if _method_heading.match(title):
        methods = [name for name in re.findall(r"`([^`]+)`", title) if _method.match(name)]
    return Section(title, level, line, methods)


def _cells(line: str) -> list[str]:
    """The cells of a table row; a vertical bar written `\\|` belongs to its cell."""
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _is_table(lines: list[str], index: int) -> bool:
    if not lines[index].lstrip().startswith("|") or index + 1 >= len(lines):
        return False
    return re.match(r"^\s*\|(?:\s*:?-+:?\s*\|)+\s*$", lines[index + 1]) is not None


def _table(lines: list[str], index: int, section: Section) -> int:
    table = Table(_cells(lines[index]), [])
    index += 2
    while index < len(lines) and lines[index].lstrip().startswith("|"):
        table.rows.append(_cells(lines[index]))
        index += 1
    section.tables.append(table)
    return index


# MARK: Examples


def _example(info: str, lines: list[str], fence_line: int) -> Example:
    example = Example(fence_line)
    try:
        _read_info(info, example)
        for number, arrow, text in _messages(lines, fence_line):
            try:
                example.steps.append(_step(number, arrow, text))
            except NotationError as error:
                raise NotationError(f"line {number}: {error}") from error
        if not example.steps:
            raise NotationError(f"line {fence_line}: the example is empty")
    except NotationError as error:
        example.fault = str(error)
    return example


def _read_info(info: str, example: Example) -> None:
    try:
        words = shlex.split(info)[1:]
    except ValueError as error:
        raise NotationError(f"line {example.line}: {error} in {info!r}") from error
    framings = tuple(word for word in words if word in ("lines", "headers"))
    example.framings = framings or example.framings
    for word in words:
        if word in ("lines", "headers"):
            continue
        if word == "unordered":
            example.unordered = True
        elif word.startswith("ignore="):
            example.ignored.add(word[len("ignore=") :])
        elif word.startswith("args="):
            example.arguments += shlex.split(word[len("args=") :])
        else:
            raise NotationError(f"line {example.line}: unknown word {word!r} after jsonrpc")


def _messages(lines: list[str], fence_line: int) -> list[tuple[int, str, str]]:
    """Line number, arrow and text of each message, continuation lines joined."""
    found: list[tuple[int, str, str]] = []
    open_message = False
    for number, line in enumerate(lines, fence_line + 1):
        arrow = _arrow.match(line)
        if arrow:
            found.append((number, arrow.group(1), arrow.group(2)))
            open_message = arrow.group(1) != "-->|"
        elif line.lstrip().startswith("//") and (line.startswith("//") or not open_message):
            open_message = False
        elif line.strip():
            if not open_message:
                raise NotationError(f"line {number}: expected an arrow or a comment, found {line.strip()!r}")
            at, kind, text = found[-1]
            found[-1] = (at, kind, f"{text}\n{line}")
    return found


def _step(line: int, arrow: str, text: str) -> Step:
    if arrow == "-->|":
        return Send(line, text=text)
    if arrow == "-->!":
        return Send(line, data=_bytes(text))
    bare = text.strip()
    if arrow == "-->":
        return EndOfInput(line) if bare == "(end of input)" else Send(line, message=parse(bare))
    exit_code = re.match(r"^\(exit (\d{1,3})\)$", bare)
    if arrow == "<--" and exit_code:
        return ExpectExit(line, int(exit_code.group(1)))
    return Expect(line, parse(bare), arrow == "<--*")


def _bytes(text: str) -> bytes:
    try:
        value = json.loads(text.strip())
    except ValueError as error:
        raise NotationError(f"-->! takes a JSON string: {error}") from error
    if not isinstance(value, str):
        raise NotationError("-->! takes a JSON string")
    try:
        return value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise NotationError(f"-->! takes Unicode text and \\udc80 to \\udcff only: {error}") from error
