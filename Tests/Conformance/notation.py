"""The notation of protocol.md's examples: JSON with a few additions (README.md describes it).

`parse` turns a piece of notation into a node. A node can be compared with a value that a server sent
(`differences`) or turned into a value to send (`value_of`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Callable, Union

# MARK: JSON values


@dataclass(frozen=True)
class Number:
    """A JSON number that remembers its spelling, so that ids can be compared digit by digit."""

    text: str

    @property
    def is_integer(self) -> bool:
        value = self.decimal
        return (
            value is not None
            and value.is_finite()
            and abs(value.adjusted()) < 400
            and value == value.to_integral_value()
        )

    @property
    def decimal(self) -> Decimal | None:
        try:
            return Decimal(self.text)
        except InvalidOperation:
            return None


def decode(text: str) -> Any:
    """The JSON value of `text`, numbers as `Number`. Raises ValueError for anything that is not strictly JSON."""

    def reject(constant: str) -> Any:
        raise ValueError(f"{constant} is not JSON")

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            raise ValueError("a member occurs twice in one object")
        return result

    return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=reject, object_pairs_hook=members)


def encode(value: Any) -> str:
    """Compact JSON, numbers as they were spelt."""
    if isinstance(value, Number):
        return value.text
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(k, ensure_ascii=False)}:{encode(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(encode(element) for element in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def same(left: Any, right: Any) -> bool:
    """Equality of JSON values: numbers by value, true and 1 apart."""
    if isinstance(left, Number) and isinstance(right, Number):
        return left.text == right.text or (left.decimal is not None and left.decimal == right.decimal)
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return type(left) is type(right) and bool(left == right)


def shortened(text: str, limit: int = 160) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


# MARK: Nodes


class NotationError(ValueError):
    """A mistake in the document, not in the server."""


@dataclass
class Literal:
    value: Any  # str, bool, None or Number


@dataclass
class Object:
    members: list[tuple[str, bool, Node]]  # key, may be missing, pattern
    open: bool


@dataclass
class Element:
    pattern: Node
    repeat: str  # "" once, "*" any number, "+" at least one


@dataclass
class List:
    elements: list[Element]


@dataclass
class Form:
    """Something in angle brackets."""

    kind: str
    arguments: list[Any] = field(default_factory=list)
    name: str | None = None
    source: str = ""


Node = Union[Literal, Object, List, Form]
ANY = Form("any", source="...")


# MARK: Reading the notation

_space = re.compile(r"\s*")
_string = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_number = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_word = re.compile(r"[a-z]+")
_name = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_kinds = {"any", "null", "boolean", "string", "integer", "number", "object", "list"}


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def fail(self, what: str) -> NotationError:
        return NotationError(f"{what} at {shortened(self.text[self.at :], 40)!r}")

    def skip(self) -> None:
        match = _space.match(self.text, self.at)
        assert match
        self.at = match.end()

    def take(self, token: str) -> bool:
        self.skip()
        if self.text.startswith(token, self.at):
            self.at += len(token)
            return True
        return False

    def need(self, token: str) -> None:
        if not self.take(token):
            raise self.fail(f"expected {token!r}")

    def match(self, expression: re.Pattern[str]) -> str | None:
        self.skip()
        match = expression.match(self.text, self.at)
        if not match:
            return None
        self.at = match.end()
        return match.group()

    def word(self, *choices: str) -> str:
        start = self.at
        found = self.match(_word)
        if found is None or (choices and found not in choices):
            self.at = start
            raise self.fail(f"expected {' or '.join(choices)}" if choices else "expected a word")
        return found

    def quoted(self) -> str:
        found = self.match(_string)
        if found is None:
            raise self.fail("expected a string")
        try:
            return str(json.loads(found))
        except ValueError as error:
            raise NotationError(f"bad string {shortened(found, 40)}: {error}") from error

    def number(self) -> Number:
        found = self.match(_number)
        if found is None:
            raise self.fail("expected a number")
        return Number(found)

    def scalar(self) -> Any:
        """A string, a number, true, false or null."""
        self.skip()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.take(word):
                return value
        if self.text[self.at : self.at + 1] == '"':
            return self.quoted()
        return self.number()

    def node(self) -> Node:
        self.skip()
        start = self.text[self.at : self.at + 1]
        if start == "{":
            return self.object()
        if start == "[":
            return self.list()
        if start == "<":
            return self.form()
        if start == "":
            raise self.fail("expected a value")
        return Literal(self.scalar())

    def object(self) -> Object:
        self.need("{")
        members: list[tuple[str, bool, Node]] = []
        open_ended = False
        while not self.take("}"):
            if members or open_ended:
                self.need(",")
            if self.take("..."):
                open_ended = True
                continue
            key = self.quoted()
            optional = self.take("?")
            self.need(":")
            if any(key == other for other, _, _ in members):
                raise self.fail(f"the member {key!r} occurs twice")
            members.append((key, optional, self.node()))
        return Object(members, open_ended)

    def list(self) -> List:
        self.need("[")
        elements: list[Element] = []
        while not self.take("]"):
            if elements:
                self.need(",")
            if self.take("..."):
                elements.append(Element(ANY, "*"))
                continue
            pattern = self.node()
            repeat = "*" if self.take("*") else "+" if self.take("+") else ""
            elements.append(Element(pattern, repeat))
        return List(elements)

    def form(self) -> Form:
        start = self.at
        self.need("<")
        form = self.form_body()
        if self.take("as"):
            name = self.match(_name)
            if name is None:
                raise self.fail("expected a name after 'as'")
            form.name = name
        self.need(">")
        form.source = self.text[start : self.at]
        return form

    def form_body(self) -> Form:
        if self.take("$"):
            name = self.match(_name)
            if name is None:
                raise self.fail("expected a name after '$'")
            return Form("captured", [name])
        self.skip()
        if self.text.startswith(("null", "true", "false"), self.at) or self.text[self.at] in '"-0123456789':
            return self.choice()
        kind = self.word()
        if kind == "span" or kind == "contents":
            self.word("of")
            return Form(kind, [self.quoted()])
        if kind not in _kinds:
            raise self.fail(f"unknown pattern <{kind}>")
        self.skip()
        following = self.text[self.at : self.at + 1]
        if kind in ("integer", "number") and following and following in "-0123456789":
            low = self.number()
            self.word("to")
            return Form(kind, [low, self.number()])
        if kind == "string" and following not in (">", "") and not self.text.startswith("as", self.at):
            relation = self.word("starting", "ending", "containing", "matching")
            argument = self.quoted()
            if relation == "matching":
                try:
                    re.compile(argument)
                except re.error as error:
                    raise NotationError(f"bad regular expression {argument!r}: {error}") from error
            return Form(kind, [relation, argument])
        return Form(kind)

    def choice(self) -> Form:
        first = self.scalar()
        if isinstance(first, str) and self.take("times"):
            return Form("times", [first, self.number()])
        choices = [first]
        while self.take("or"):
            choices.append(self.scalar())
        return Form("choice", choices)


def parse(text: str) -> Node:
    """The node that `text` stands for. Raises NotationError."""
    reader = _Reader(text)
    node = reader.node()
    reader.skip()
    if reader.at != len(text):
        raise reader.fail("unexpected text after the value")
    return node


def source(node: Node) -> str:
    """The notation of a node, on one line."""
    if isinstance(node, Literal):
        return encode(node.value)
    if isinstance(node, Form):
        return node.source
    if isinstance(node, Object):
        parts = [
            f"{json.dumps(k, ensure_ascii=False)}{'?' if optional else ''}: {source(v)}"
            for k, optional, v in node.members
        ]
        return "{" + ", ".join(parts + ["..."] * node.open) + "}"
    parts = []
    for element in node.elements:
        parts.append(
            "..."
            if element.pattern is ANY
            else source(element.pattern) + (f" {element.repeat}" if element.repeat else "")
        )
    return "[" + ", ".join(parts) + "]"


# MARK: Sending


@dataclass
class Context:
    """What a session has established so far."""

    folder: Path = Path(".")
    names: dict[str, Any] = field(default_factory=dict)
    # The texts that spans may point into, likeliest first.
    texts: list[str] = field(default_factory=list)
    encoding: str = "utf-16"


def value_of(node: Node, context: Context) -> Any:
    """The JSON value to send. Raises NotationError for a pattern that stands for more than one value."""
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Object):
        if node.open or any(optional for _, optional, _ in node.members):
            raise NotationError("a message that is sent cannot leave members open")
        return {key: value_of(child, context) for key, _, child in node.members}
    if isinstance(node, List):
        if any(element.repeat for element in node.elements):
            raise NotationError("a message that is sent cannot leave elements open")
        return [value_of(element.pattern, context) for element in node.elements]
    if node.kind == "captured":
        name = node.arguments[0]
        if name not in context.names:
            raise NotationError(f"nothing has been captured as {name!r}")
        return context.names[name]
    if node.kind == "contents":
        path = context.folder / node.arguments[0]
        try:
            return path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NotationError(f"cannot read {node.arguments[0]}: {error}") from error
    if node.kind == "times":
        return node.arguments[0] * int(node.arguments[1].text)
    raise NotationError(f"{node.source} cannot be sent")


# MARK: Comparing


def differences(node: Node, value: Any, context: Context, path: str = "") -> list[str]:
    """Where `value` differs from the pattern, one line each; empty when it matches. Names are bound on a match."""
    bound = dict(context.names)
    found = list(_compare(node, value, context, bound, path))
    if not found:
        context.names.update(bound)
    return found


def _expected(path: str, wanted: str, value: Any) -> str:
    return f"{path or 'message'}: expected {shortened(wanted)}, got {shortened(encode(value))}"


def _compare(node: Node, value: Any, context: Context, names: dict[str, Any], path: str) -> Iterator[str]:
    if isinstance(node, Literal):
        if path == "id" and isinstance(node.value, Number) and isinstance(value, Number):
            if node.value.text != value.text:
                yield _expected(path, encode(node.value), value)
        elif not same(node.value, value):
            yield _expected(path, encode(node.value), value)
    elif isinstance(node, Object):
        yield from _compare_object(node, value, context, names, path)
    elif isinstance(node, List):
        yield from _compare_list(node, value, context, names, path)
    else:
        yield from _compare_form(node, value, context, names, path)


def _compare_object(node: Object, value: Any, context: Context, names: dict[str, Any], path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield _expected(path, source(node), value)
        return
    for key, optional, child in node.members:
        where = f"{path}.{key}" if path else key
        if key in value:
            yield from _compare(child, value[key], context, names, where)
        elif not optional:
            yield f"{where}: missing, expected {shortened(source(child))}"
    if not node.open:
        known = {key for key, _, _ in node.members}
        for key in value:
            if key not in known:
                where = f"{path}.{key}" if path else key
                yield f"{where}: not expected, got {shortened(encode(value[key]))}"


def _compare_list(node: List, value: Any, context: Context, names: dict[str, Any], path: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield _expected(path, source(node), value)
        return
    if not any(element.repeat for element in node.elements):
        if len(node.elements) != len(value):
            counts = f"expected {len(node.elements)} elements, got {len(value)}"
            yield f"{path or 'message'}: {counts}: {shortened(encode(value))}"
        for index, (element, item) in enumerate(zip(node.elements, value)):
            yield from _compare(element.pattern, item, context, names, f"{path}[{index}]")
        return
    alignment = _align(
        node, value, lambda element, item: not any(_compare(element.pattern, item, context, dict(names), ""))
    )
    if isinstance(alignment, int):
        yield from _explain(node, alignment, value, context, names, path)
        return
    for element, index in alignment:
        yield from _compare(element.pattern, value[index], context, names, f"{path}[{index}]")


def _align(node: List, value: list[Any], fits: Callable[[Element, Any], bool]) -> list[tuple[Element, int]] | int:
    """Which pattern takes which element, or the number of the first pattern without a place."""
    rows, columns = len(node.elements), len(value)
    cache: dict[tuple[int, int], bool] = {}

    def fit(row: int, column: int) -> bool:
        if (row, column) not in cache:
            element = node.elements[row]
            cache[row, column] = element.pattern is ANY or fits(element, value[column])
        return cache[row, column]

    # reach[row] holds the columns at which pattern `row` may begin; before[row, column] says how it got there.
    reach: list[set[int]] = [set() for _ in range(rows + 1)]
    reach[0].add(0)
    came: dict[tuple[int, int], tuple[int, bool]] = {}
    for row, element in enumerate(node.elements):
        for start in sorted(reach[row]):
            column = start
            if element.repeat == "*" and (row + 1, column) not in came:
                came[row + 1, column] = (column, False)
                reach[row + 1].add(column)
            while column < columns and fit(row, column):
                column += 1
                if (row + 1, column) not in came:
                    came[row + 1, column] = (start, True)
                    reach[row + 1].add(column)
                elif column in reach[row + 1] and element.repeat:
                    break
                if not element.repeat:
                    break
    if columns not in reach[rows]:
        stuck = next((row for row in range(rows) if not reach[row + 1]), rows)
        return stuck
    alignment: list[tuple[Element, int]] = []
    column = columns
    for row in range(rows, 0, -1):
        start, _ = came[row, column]
        element = node.elements[row - 1]
        if element.pattern is not ANY:
            alignment.extend((element, index) for index in range(start, column))
        column = start
    return alignment[::-1]


def _explain(
    node: List, stuck: int, value: list[Any], context: Context, names: dict[str, Any], path: str
) -> Iterator[str]:
    """Why a list with open places does not match: the pattern that found no element, and the closest element."""
    where = path or "message"
    if stuck == len(node.elements):
        last = node.elements[-1]
        for index, item in enumerate(value):
            found = list(_compare(last.pattern, item, context, dict(names), f"{path}[{index}]"))
            if last.repeat and found:
                yield from found
                return
        yield f"{where}: more elements than {shortened(source(node))} allows: {shortened(encode(value))}"
        return
    element = node.elements[stuck]
    closest: list[str] | None = None
    for index, item in enumerate(value):
        found = list(_compare(element.pattern, item, context, dict(names), f"{path}[{index}]"))
        if found and (closest is None or len(found) < len(closest)):
            closest = found
    yield f"{where}: no element in place for {shortened(source(element.pattern))} among {len(value)}"
    if closest:
        yield f"  the closest one: {closest[0]}"


def _compare_form(node: Form, value: Any, context: Context, names: dict[str, Any], path: str) -> Iterator[str]:
    if not _form_matches(node, value, context, names):
        detail = _span_detail(node, value, context) if node.kind == "span" else ""
        wanted = node.source
        if node.kind == "captured" and node.arguments[0] in names:
            wanted += f" = {encode(names[node.arguments[0]])}"
        yield _expected(path, wanted, value) + detail
    elif node.name is not None:
        names[node.name] = value


def _form_matches(node: Form, value: Any, context: Context, names: dict[str, Any]) -> bool:
    kind, arguments = node.kind, node.arguments
    if kind == "any":
        return True
    if kind == "null":
        return value is None
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "object":
        return isinstance(value, dict)
    if kind == "list":
        return isinstance(value, list)
    if kind == "captured":
        return arguments[0] in names and same(names[arguments[0]], value)
    if kind == "choice":
        return any(same(choice, value) for choice in arguments)
    if kind in ("integer", "number"):
        if not isinstance(value, Number) or (kind == "integer" and not value.is_integer):
            return False
        if not arguments:
            return True
        low, number, high = arguments[0].decimal, value.decimal, arguments[1].decimal
        return number is not None and bool(low <= number <= high)
    if kind == "string":
        return isinstance(value, str) and (not arguments or _string_matches(arguments[0], arguments[1], value))
    if kind == "span":
        return arguments[0] in _covered(value, context)
    if kind == "times":
        return bool(value == arguments[0] * int(arguments[1].text))
    if kind == "contents":
        return bool(value == value_of(node, context))
    raise NotationError(f"{node.source} is not a pattern")


def _string_matches(relation: str, argument: str, value: str) -> bool:
    if relation == "starting":
        return value.startswith(argument)
    if relation == "ending":
        return value.endswith(argument)
    if relation == "containing":
        return argument in value
    return re.search(argument, value) is not None


# MARK: Spans


def _span_detail(node: Form, value: Any, context: Context) -> str:
    covered = _covered(value, context)
    if not covered:
        return " (no position in a text that was sent)"
    return f" (covers {shortened(repr(covered[0]), 60)})"


def _covered(value: Any, context: Context) -> list[str]:
    """What a position covers in each text that was sent; texts it does not fit are left out."""
    found = []
    for text in context.texts:
        words = covered_text(value, text, context.encoding)
        if words is not None:
            found.append(words)
    return found


def covered_text(value: Any, text: str, encoding: str) -> str | None:
    """The stretch of `text` at a `[start, end]` pair, a `{start, end}` or an LSP Range; else None."""
    if isinstance(value, list) and len(value) == 2:
        start, end = value
    elif isinstance(value, dict) and "start" in value and "end" in value:
        start, end = value["start"], value["end"]
    else:
        return None
    units, width = _units(text, encoding)
    first, last = (_offset(position, text, encoding, len(units) // width) for position in (start, end))
    if first is None or last is None or not first <= last <= len(units) // width:
        return None
    try:
        return _text(units[first * width : last * width], encoding)
    except UnicodeDecodeError:
        return None


_codecs = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def _units(text: str, encoding: str) -> tuple[bytes, int]:
    codec, width = _codecs.get(encoding, _codecs["utf-16"])
    return text.encode(codec, "surrogatepass"), width


def _text(units: bytes, encoding: str) -> str:
    return units.decode(_codecs.get(encoding, _codecs["utf-16"])[0])


def _offset(position: Any, text: str, encoding: str, length: int) -> int | None:
    if isinstance(position, Number) and position.is_integer:
        offset = int(Decimal(position.text))
        return offset if 0 <= offset <= length else None
    if not isinstance(position, dict):
        return None
    line, character = position.get("line"), position.get("character")
    if not (isinstance(line, Number) and line.is_integer and isinstance(character, Number) and character.is_integer):
        return None
    starts = [0] + [match.end() for match in re.finditer(r"\r\n|\n|\r", text)]
    row = int(Decimal(line.text))
    if not 0 <= row < len(starts):
        return None
    units, width = _units(text[: starts[row]], encoding)
    return len(units) // width + int(Decimal(character.text))
