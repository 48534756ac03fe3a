"""Compares a protocol document with the description that `rpc.discover` returns."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

from document import Document, Section, Send, Table
from notation import Literal, Node, Object
from session import Mismatch, Server


class NoDescription(Exception):
    pass


def discover(command: list[str], timeout: float) -> dict[str, Any]:
    """The server's OpenRPC description. Raises NoDescription."""
    try:
        server = Server(command, "lines")
    except OSError as error:
        raise NoDescription(f"cannot start {command[0]}: {error.strerror or error}") from error
    try:
        server.send(b'{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}')
        found = server.receive(time.monotonic() + timeout)
    except Mismatch as mismatch:
        raise NoDescription(f"rpc.discover: {mismatch}") from mismatch
    finally:
        server.kill()
    result = found[0].get("result") if found and isinstance(found[0], dict) else None
    if not isinstance(result, dict) or not isinstance(result.get("methods"), list):
        raise NoDescription("rpc.discover did not answer with an object that has a list of methods")
    return result


def compare(document: Document, description: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """For each method of either side its name and what disagrees."""
    described = {}
    for method in description["methods"]:
        method = resolve(method, description)
        if isinstance(method, dict) and isinstance(method.get("name"), str):
            described[method["name"]] = method
    sections: dict[str, list[Section]] = {}
    for section, inside in document.method_sections():
        for name in section.methods:
            sections.setdefault(name, []).extend(inside)
    requested = {name for name, inside in sections.items() if name in set(_requests(inside))}
    checks = []
    for name in sorted(described.keys() | requested):
        if name not in sections:
            checks.append((name, ["in rpc.discover, but no section of the document is headed by it"]))
        elif name not in described:
            problems = [] if name == "rpc.discover" else ["a section of the document, but not in rpc.discover"]
            checks.append((name, problems))
        else:
            checks.append((name, list(_method(sections[name], described[name], description))))
    return checks


def _requests(sections: list[Section]) -> Iterator[str]:
    """The methods that the examples call with an id."""
    for section in sections:
        for example in section.examples:
            for step in example.steps:
                if isinstance(step, Send) and step.message is not None:
                    members = _members(step.message)
                    method = members.get("method")
                    if "id" in members and isinstance(method, Literal):
                        yield str(method.value)


def _members(node: Node) -> dict[str, Node]:
    return {key: child for key, _, child in node.members} if isinstance(node, Object) else {}


def resolve(value: Any, description: dict[str, Any]) -> Any:
    """Follows `$ref` inside the description; a chain that is broken or too long stays as it is."""
    for _ in range(16):
        reference = value.get("$ref") if isinstance(value, dict) else None
        if not isinstance(reference, str) or not reference.startswith("#/"):
            break
        target: Any = description
        for part in reference[2:].split("/"):
            target = target.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(target, dict) else None
        if target is None:
            break
        value = target
    return value


def _method(sections: list[Section], method: dict[str, Any], description: dict[str, Any]) -> Iterator[str]:
    parameters = [resolve(p, description) for p in method.get("params", [])]
    names = [p.get("name") for p in parameters if isinstance(p, dict)]
    tables = [table for section in sections for table in section.tables]
    table = next((t for t in tables if t.header[0].lower() == "parameter"), None)
    if table is None:
        if names and "externalDocs" not in method:
            yield f"no table of parameters; rpc.discover has {', '.join(map(str, names))}"
    else:
        documented = _names(table)
        yield from _both_ways("parameter", documented, names)
        if set(documented) == set(names) and documented != names:
            orders = f"{', '.join(documented)} here, {', '.join(map(str, names))} in rpc.discover"
            yield f"the parameters' order differs: {orders}"
        yield from _required(table, parameters)
    yield from _results(tables, method, description)


def _both_ways(what: str, documented: list[str], described: list[Any]) -> Iterator[str]:
    for name in documented:
        if name not in described:
            yield f"the {what} `{name}` is in the document, but not in rpc.discover"
    for name in described:
        if name not in documented:
            yield f"the {what} `{name}` is in rpc.discover, but not in the document"


def _names(table: Table) -> list[str]:
    """The plain names in code in the first column; paths into a value are left out."""
    names = []
    for row in table.rows:
        for name in re.findall(r"`([^`]+)`", row[0]):
            if not re.search(r"[.\[]", name):
                names.append(name)
    return names


def _required(table: Table, parameters: list[Any]) -> Iterator[str]:
    column = next((i for i, title in enumerate(table.header) if title.lower() == "default"), None)
    if column is None:
        return
    required = {p["name"]: bool(p.get("required")) for p in parameters if isinstance(p, dict) and "name" in p}
    for row in table.rows:
        for name in re.findall(r"`([^`]+)`", row[0]):
            documented = column < len(row) and row[column].strip("*_ ").lower().startswith("required")
            if name in required and documented != required[name]:
                negation = "" if documented else "not "
                yield f"the parameter `{name}` is {negation}required here, but not so in rpc.discover"


def _results(tables: list[Table], method: dict[str, Any], description: dict[str, Any]) -> Iterator[str]:
    table = next((t for t in tables if t.header[0].lower() == "result"), None)
    properties = result_properties(method, description)
    if table is not None and properties is not None:
        yield from _both_ways("result's member", _names(table), properties)


def result_properties(method: dict[str, Any], description: dict[str, Any]) -> list[str] | None:
    result = resolve(method.get("result"), description)
    schema = resolve(result.get("schema"), description) if isinstance(result, dict) else None
    properties = schema.get("properties") if isinstance(schema, dict) else None
    return list(properties) if isinstance(properties, dict) else None
