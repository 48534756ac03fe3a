"""A small JSON-RPC server in both framings, to test the conformance runner and the Python client without the real one.

Its methods: `echo` returns its params, `find` the span of a word in a text, `sleep` answers only when it is cancelled,
`tell` sends notifications before it answers, `initialize`, `shutdown`, `exit` and `rpc.discover` do what one expects.
`--fault NAME` makes it misbehave in one way.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import time
from typing import Any

FAULTS = (
    "wrong value",
    "missing member",
    "extra member",
    "extra message",
    "no reply",
    "hang at the end",
    "crash at the end",
    "noise",
    "bad length",
    "bad utf-8",
    "id as string",
    "doubled member",
    "stops reading",
    "exit code",
    "shifted span",
    "swapped order",
    "undocumented method",
    "undocumented parameter",
    "forgotten method",
    "silent start",
    "stderr and crash",
)

DESCRIPTION: dict[str, Any] = {
    "openrpc": "1.3.2",
    "info": {"title": "fake", "version": "1"},
    "methods": [
        {
            "name": "echo",
            "params": [{"name": "value", "required": True, "schema": {}}],
            "result": {"name": "value", "schema": {}},
        },
        {
            "name": "find",
            "params": [
                {"$ref": "#/components/contentDescriptors/text"},
                {"name": "word", "required": False, "schema": {}},
            ],
            "result": {"name": "found", "schema": {"$ref": "#/components/schemas/Found"}},
        },
    ],
    "components": {
        "contentDescriptors": {"text": {"name": "text", "required": True, "schema": {"type": "string"}}},
        "schemas": {"Found": {"type": "object", "properties": {"span": {}, "word": {}}}},
    },
}


class FakeServer:
    def __init__(self, fault: str | None) -> None:
        self.fault = fault
        self.input = io.BufferedReader(io.FileIO(0))
        self.headers = False
        self.encoding = "utf-16"
        self.shut_down = False
        self.sleeping: list[Any] = []

    # Messages in and out

    def run(self) -> int:
        if self.fault == "silent start":
            time.sleep(60)
        if self.fault == "stops reading":
            time.sleep(60)
        self.headers = not self.input.peek(1).startswith((b"{", b"["))
        while (body := self.read()) is not None:
            try:
                message = json.loads(body)
            except ValueError:
                self.error(None, -32700, "not JSON")
                continue
            code = self.receive(message)
            if code is not None:
                return code
        if self.fault == "hang at the end":
            time.sleep(60)
        if self.fault == "crash at the end":
            os.abort()
        return 0 if self.shut_down else 1

    def read(self) -> bytes | None:
        if not self.headers:
            return self.input.readline() or None
        length = 0
        while line := self.input.readline():
            if line.strip() == b"":
                return self.input.read(length)
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return None

    def write(self, message: Any) -> None:
        body = json.dumps(message, ensure_ascii=False).encode()
        if self.fault == "doubled member":
            body = body.replace(b'"jsonrpc": "2.0"', b'"jsonrpc": "2.0", "jsonrpc": "2.0"')
        if self.fault == "bad utf-8":
            body = body.replace(b"result", b"result\xff")
        if self.headers:
            length = len(body) - (1 if self.fault == "bad length" else 0)
            sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n%b" % (length, body))
        else:
            sys.stdout.buffer.write(body[:-1] + b"\n}\n" if self.fault == "bad length" else body + b"\n")
        sys.stdout.buffer.flush()

    def answer(self, request: Any, result: Any) -> None:
        if self.fault == "no reply":
            return
        if self.fault == "noise":
            print("a stray line", flush=True)
        if self.fault == "wrong value" and isinstance(result, dict) and "word" in result:
            result = {**result, "word": "something else"}
        if self.fault == "missing member" and isinstance(result, dict):
            result = {key: result[key] for key in list(result)[1:]}
        if self.fault == "extra member" and isinstance(result, dict):
            result = {**result, "more": 1}
        identifier = str(request) if self.fault == "id as string" else request
        self.write({"jsonrpc": "2.0", "id": identifier, "result": result})
        if self.fault == "extra message":
            self.write({"jsonrpc": "2.0", "method": "tell", "params": {}})

    def error(self, request: Any, code: int, message: str, data: Any = None) -> None:
        error = {"code": code, "message": message}
        self.write({"jsonrpc": "2.0", "id": request, "error": {**error, "data": data} if data is not None else error})

    # Methods

    def receive(self, message: Any) -> int | None:
        """The exit code when the process is to end."""
        if isinstance(message, list):
            self.write([{"jsonrpc": "2.0", "id": m["id"], "result": m.get("params")} for m in message])
            return None
        method, request, params = message.get("method"), message.get("id"), message.get("params", {})
        if method == "exit":
            return 3 if self.fault == "exit code" else 0 if self.shut_down else 1
        if method == "$/cancelRequest":
            if params["id"] in self.sleeping:
                self.sleeping.remove(params["id"])
                self.error(params["id"], -32800, "cancelled")
        elif "id" not in message or method is None:
            pass
        elif method == "echo":
            self.answer(request, params)
        elif method == "sleep":
            self.sleeping.append(request)
        elif method == "find":
            self.find(request, params)
        elif method == "tell":
            for count in range(params.get("count", 1)):
                self.write({"jsonrpc": "2.0", "method": "told", "params": {"count": count}})
            self.answer(request, None)
        elif method == "die":
            print("the last words of the server", file=sys.stderr, flush=True)
            os.abort()
        elif method == "garbage":
            sys.stdout.buffer.write(b"Content-Length: nonsense\r\n\r\n")
            sys.stdout.buffer.flush()
        elif method == "initialize":
            wanted = params.get("capabilities", {}).get("general", {}).get("positionEncodings", ["utf-16"])
            self.encoding = wanted[0]
            server = {"name": "fake", "version": "1"}
            self.answer(request, {"capabilities": {"positionEncoding": self.encoding}, "serverInfo": server})
        elif method == "shutdown":
            self.shut_down = True
            self.answer(request, None)
        elif method == "rpc.discover":
            self.answer(request, self.description())
        else:
            self.error(request, -32601, "no such method", {"method": method})
        return None

    def find(self, request: Any, params: Any) -> None:
        text, word = params.get("text"), params.get("word", "")
        if not isinstance(text, str):
            self.error(request, -32602, "text is missing", {"path": "params.text", "expected": "string"})
            return
        width = {"utf-8": None, "utf-16": 2, "utf-32": 4}[self.encoding]

        def units(part: str) -> int:
            return len(part.encode(self.encoding + "-le")) // width if width else len(part.encode())

        start = units(text[: text.find(word)]) + (1 if self.fault == "shifted span" else 0)
        self.answer(request, {"span": [start, start + units(word)], "word": word})

    def description(self) -> Any:
        description = json.loads(json.dumps(DESCRIPTION))
        if self.fault == "swapped order":
            description["methods"][1]["params"].reverse()
        if self.fault == "undocumented method":
            description["methods"].append({"name": "secret", "params": []})
        if self.fault == "undocumented parameter":
            description["methods"][0]["params"].append({"name": "loudly", "schema": {}})
        if self.fault == "forgotten method":
            del description["methods"][0]
        return description


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--fault", choices=FAULTS)
    server = FakeServer(parser.parse_args().fault)
    if server.fault == "stderr and crash":
        print("out of luck", file=sys.stderr, flush=True)
        os.abort()
    sys.exit(server.run())
