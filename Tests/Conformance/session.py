"""Plays one example against a process of its own and says what differs."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from document import EndOfInput, Example, Expect, ExpectExit, Send
from notation import Context, NotationError, decode, differences, encode, shortened, source, value_of

_largest_message = 256 << 20


class Mismatch(Exception):
    """The server did something else than the example says."""

    def __init__(self, *lines: str, timed_out: bool = False) -> None:
        super().__init__("; ".join(lines))
        self.lines = list(lines)
        self.timed_out = timed_out

    def reworded(self, form: str) -> Mismatch:
        """The same with each line put in place of `{}` in `form`."""
        return Mismatch(*(form.replace("{}", line) for line in self.lines), timed_out=self.timed_out)


@dataclass
class Outcome:
    problems: list[str] = field(default_factory=list)
    timed_out: bool = False


class Server:
    """A server process and its pipes. Nothing here waits longer than it is told to."""

    def __init__(self, command: list[str], framing: str) -> None:
        self.framing = framing
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
        self.arrived: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.outgoing: queue.Queue[bytes | None] = queue.Queue()
        self.stderr_tail = b""
        for work in (self._read, self._write, self._drain):
            threading.Thread(target=work, daemon=True).start()

    # The three threads. Each ends with its pipe.

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream
        try:
            read = _read_line if self.framing == "lines" else _read_framed
            while (body := read(stream)) is not None:
                self.arrived.put(("message", (decode(body.decode("utf-8")), body)))
        except (ValueError, OSError) as error:
            self.arrived.put(("fault", str(error)))
        self.arrived.put(("end", None))

    def _write(self) -> None:
        stream = self.process.stdin
        assert stream
        try:
            while (data := self.outgoing.get()) is not None:
                stream.write(data)
                stream.flush()
        except OSError:
            pass
        try:
            stream.close()
        except OSError:
            pass

    def _drain(self) -> None:
        stream = self.process.stderr
        assert stream
        while chunk := os.read(stream.fileno(), 65536):
            self.stderr_tail = (self.stderr_tail + chunk)[-2000:]

    # What the player does with it.

    def send(self, body: bytes) -> None:
        if self.framing == "lines":
            self.outgoing.put(body + b"\n")
        else:
            self.outgoing.put(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def send_bare(self, data: bytes) -> None:
        self.outgoing.put(data)

    def end_input(self) -> None:
        self.outgoing.put(None)

    def receive(self, deadline: float) -> tuple[Any] | None:
        """The next message in a tuple of one; None at the end of the output. Raises Mismatch."""
        try:
            kind, value = self.arrived.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise Mismatch("nothing came in time", timed_out=True) from None
        if kind == "message":
            return (value[0],)
        self.arrived.put((kind, value))
        if kind == "fault":
            raise Mismatch(f"standard output is not the protocol's: {value}")
        return None

    def wait(self, deadline: float) -> int:
        try:
            return self.process.wait(timeout=max(0.01, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise Mismatch("the process did not end in time", timed_out=True) from None

    def kill(self) -> None:
        """Ends the process and whatever it started."""
        self.outgoing.put(None)
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        self.process.wait()


def _read_line(stream: IO[bytes]) -> bytes | None:
    line = stream.readline(_largest_message)
    if not line:
        return None
    if not line.endswith(b"\n"):
        raise ValueError(f"the last line is not ended: {shortened(repr(line), 80)}")
    return line[:-1]


def _read_framed(stream: IO[bytes]) -> bytes | None:
    length: int | None = None
    while True:
        line = stream.readline(8192)
        if not line and length is None:
            return None
        if not line.endswith(b"\r\n"):
            raise ValueError(f"bad header line {shortened(repr(line), 80)}")
        if line == b"\r\n":
            break
        name, colon, value = line.partition(b":")
        if not colon:
            raise ValueError(f"header line without a colon: {shortened(repr(line), 80)}")
        if name.lower() == b"content-length":
            if not value.strip().isdigit():
                raise ValueError(f"bad Content-Length: {shortened(repr(line), 80)}")
            length = int(value)
    if length is None or length > _largest_message:
        raise ValueError("a header block without a usable Content-Length")
    body = stream.read(length)
    if len(body) != length:
        raise ValueError(f"the output ended {length - len(body)} bytes before the end of a message")
    return body


class Player:
    """One example, one framing, one process."""

    def __init__(self, example: Example, server: Server, folder: Path, timeout: float) -> None:
        self.example = example
        self.server = server
        self.timeout = timeout
        self.context = Context(folder=folder)
        self.agreed_encoding = "utf-16"
        self.sent_texts: list[str] = []
        self.texts_by_id: dict[str, list[str]] = {}
        # `<--*` patterns that still accept messages.
        self.optional: list[Expect] = []
        self.unordered: list[Expect] = []
        self.exited = False

    def play(self) -> None:
        steps = self.example.steps
        for index, step in enumerate(steps):
            try:
                if isinstance(step, Send):
                    self._send(step)
                elif isinstance(step, EndOfInput):
                    self.server.end_input()
                elif isinstance(step, ExpectExit):
                    self._expect_exit(step)
                elif step.any_number:
                    self.optional.append(step)
                else:
                    self.unordered.append(step)
                    following = steps[index + 1] if index + 1 < len(steps) else None
                    if not (self.example.unordered and isinstance(following, Expect)):
                        self._expect()
            except Mismatch as mismatch:
                raise mismatch.reworded(f"line {step.line}: {{}}") from None
            except NotationError as error:
                raise Mismatch(f"line {step.line}: {error}") from None
        if not self.exited:
            self._finish()

    # Sending

    def _send(self, step: Send) -> None:
        if step.data is not None:
            self.server.send_bare(step.data)
        elif step.text is not None:
            self.server.send(step.text.encode("utf-8", "surrogateescape"))
        else:
            assert step.message is not None
            message = value_of(step.message, self.context)
            self._note_texts(message)
            self.server.send(encode(message).encode("utf-8"))

    def _note_texts(self, message: Any) -> None:
        texts = list(_texts(message))
        self.sent_texts = texts + self.sent_texts
        if isinstance(message, dict) and "id" in message:
            self.texts_by_id[encode(message["id"])] = texts

    # Receiving

    def _next(self, what: str) -> Any:
        """The next message that is not ignored."""
        deadline = time.monotonic() + self.timeout
        while True:
            try:
                found = self.server.receive(deadline)
            except Mismatch as mismatch:
                raise mismatch.reworded("{}, expected " + what) from None
            if found is None:
                raise Mismatch(f"the output ended, expected {what}", *self._last_words())
            if not self._is_ignored(found[0]):
                return found[0]

    def _is_ignored(self, message: Any) -> bool:
        return isinstance(message, dict) and "id" not in message and message.get("method") in self.example.ignored

    def _differences(self, expect: Expect, message: Any) -> list[str]:
        if isinstance(message, dict):
            own = self.texts_by_id.get(encode(message.get("id")), [])
            self.context.texts = own + self.sent_texts
            self._note_encoding(message.get("result"))
        return differences(expect.pattern, message, self.context)

    def _note_encoding(self, result: Any) -> None:
        """The unit of the spans in this reply: its own, else the one agreed on by `initialize`."""
        members = result if isinstance(result, dict) else {}
        capabilities = members.get("capabilities")
        if isinstance(capabilities, dict) and isinstance(capabilities.get("positionEncoding"), str):
            self.agreed_encoding = capabilities["positionEncoding"]
        own = members.get("positionEncoding")
        self.context.encoding = own if isinstance(own, str) else self.agreed_encoding

    def _expect(self) -> None:
        """Takes messages until every waiting pattern has its message."""
        while self.unordered:
            message = self._next(shortened(source(self.unordered[0].pattern)))
            taken = next((e for e in self.unordered if not self._differences(e, message)), None)
            if taken is not None:
                self.unordered.remove(taken)
            elif all(self._differences(optional, message) for optional in self.optional):
                closest = min((self._differences(e, message) for e in self.unordered), key=len)
                raise Mismatch(*closest[:12], f"the whole message: {shortened(encode(message), 600)}")
        self.optional = []

    def _expect_exit(self, step: ExpectExit) -> None:
        self._no_more("the end of the process")
        code = self._ended()
        self.exited = True
        if code != step.code:
            raise Mismatch(f"expected exit code {step.code}, got {code}", *self._last_words())

    def _finish(self) -> None:
        self.server.end_input()
        self._no_more("the end of the output after the end of the input")
        self._ended()

    def _no_more(self, what: str) -> None:
        deadline = time.monotonic() + self.timeout
        while True:
            try:
                found = self.server.receive(deadline)
            except Mismatch as mismatch:
                raise mismatch.reworded("{}, expected " + what) from None
            if found is None:
                return
            message = found[0]
            if not self._is_ignored(message) and all(self._differences(e, message) for e in self.optional):
                raise Mismatch(f"a message that was not expected: {shortened(encode(message), 600)}")

    def _ended(self) -> int:
        code = self.server.wait(time.monotonic() + self.timeout)
        if code < 0:
            raise Mismatch(f"the process died of signal {-code}", *self._last_words())
        return code

    def _last_words(self) -> list[str]:
        tail = self.server.stderr_tail.decode("utf-8", "replace").strip()
        return [f"standard error ends with: {shortened(tail[-400:], 400)}"] if tail else []


def _texts(value: Any) -> list[str]:
    """Every string member called `text`, outermost first."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        current = waiting.pop(0)
        if isinstance(current, dict):
            text = current.get("text")
            if isinstance(text, str):
                found.append(text)
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)
    return found


def play(example: Example, framing: str, command: list[str], folder: Path, timeout: float) -> Outcome:
    """The outcome of one example in one framing."""
    if example.fault is not None:
        return Outcome([example.fault])
    try:
        server = Server(command + example.arguments, framing)
    except OSError as error:
        return Outcome([f"cannot start {command[0]}: {error.strerror or error}"])
    try:
        Player(example, server, folder, timeout).play()
        return Outcome()
    except Mismatch as mismatch:
        return Outcome(mismatch.lines, mismatch.timed_out)
    finally:
        server.kill()
