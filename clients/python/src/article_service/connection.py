"""One server process, and the JSON-RPC messages that go to and fro."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any, Generic, TypeVar

from .errors import Cancelled, ClientClosed, ProtocolError, RPCError, ServerDied, TimedOut

Result = TypeVar("Result")

REQUEST_CANCELLED = -32800
METHOD_NOT_FOUND = -32601
# A header line longer than this is no header.
_HEADER_LIMIT = 8192
_STDERR_TAIL = 4096


class Pending(Generic[Result]):
    """An answer that is on its way. Every method may be called from any thread."""

    def __init__(self, connection: Connection, request: int, method: str, decode: Callable[[Any], Result]) -> None:
        self.method = method
        self._connection = connection
        self._request = request
        self._decode = decode
        self._arrived = threading.Event()
        self._answer: Any = None
        self._error: Exception | None = None

    def done(self) -> bool:
        """Whether `result` returns or raises at once."""
        return self._arrived.is_set()

    def result(self, timeout: float | None = None) -> Result:
        """Waits for the answer, at most `timeout` seconds (None: as long as it takes).

        Raises:
            RPCError: the server answered with an error.
            TimedOut: no answer in time; the request is cancelled.
            ServerDied: the process ended first.
        """
        if not self._arrived.wait(timeout):
            self._give_up(TimedOut(f"{self.method} did not answer within {timeout} s"))
        if self._error is not None:
            raise self._error
        return self._decode(self._answer)

    def cancel(self) -> None:
        """Asks the server to give up. `result` raises Cancelled, or returns what was already on its way."""
        with contextlib.suppress(ServerDied, ClientClosed):
            self._connection.notify("$/cancelRequest", {"id": self._request})

    def _give_up(self, error: Exception) -> None:
        """Stops waiting; an answer that comes in this very moment wins."""
        if self._connection.forget(self._request):
            self.cancel()
            self._fail(error)
        else:
            self._arrived.wait()

    # For Connection

    def _fulfil(self, answer: Any) -> None:
        self._answer = answer
        self._arrived.set()

    def _fail(self, error: Exception) -> None:
        self._error = error
        self._arrived.set()


class Connection:
    """A running server. All methods are thread-safe; one thread reads, one writes, so that no caller waits for a pipe.

    Invariant: every request in `_pending` gets exactly one `_fulfil` or `_fail`, at the latest when the output ends.
    """

    def __init__(self, command: Sequence[str], on_notification: Callable[[str, Any], None] | None = None) -> None:
        self._on_notification = on_notification
        self._process = subprocess.Popen(
            list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._stdin, self._stdout, self._stderr = self._process.stdin, self._process.stdout, self._process.stderr
        # Frames to write; None closes the server's standard input.
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        # Guards `_pending`, `_last_request` and `_end`.
        self._table = threading.Lock()
        self._pending: dict[int, Pending[Any]] = {}
        self._last_request = 0
        # Why no further request can be sent.
        self._end: Exception | None = None
        self._stderr_tail = b""
        self._reader = threading.Thread(target=self._read, name="article-service reader", daemon=True)
        self._drainer = threading.Thread(target=self._drain, name="article-service stderr", daemon=True)
        self._writer = threading.Thread(target=self._write, name="article-service writer", daemon=True)
        for thread in (self._reader, self._drainer, self._writer):
            thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    # MARK: Sending

    def request(self, method: str, params: Any, decode: Callable[[Any], Result]) -> Pending[Result]:
        """Sends a request and returns at once.

        Raises:
            ServerDied, ClientClosed: nothing can be sent any more.
        """
        message: dict[str, Any] = {"jsonrpc": "2.0", "id": 0, "method": method}
        if params is not None:
            message["params"] = params
        with self._table:
            if self._end is not None:
                raise self._end
            self._last_request += 1
            message["id"] = self._last_request
            pending = Pending(self, self._last_request, method, decode)
            self._pending[self._last_request] = pending
        try:
            self._outgoing.put(_frame(message))
        except BaseException:
            self.forget(message["id"])
            raise
        return pending

    def notify(self, method: str, params: Any = None) -> None:
        """Sends a notification.

        Raises:
            ServerDied, ClientClosed: nothing can be sent any more.
        """
        message: dict[str, Any] = {"jsonrpc": "2.0", "method": method}
        if params is not None:
            message["params"] = params
        with self._table:
            if self._end is not None:
                raise self._end
        self._outgoing.put(_frame(message))

    def forget(self, request: int) -> bool:
        """Drops the answer to this request when it comes; false when it is here already."""
        with self._table:
            return self._pending.pop(request, None) is not None

    def _write(self) -> None:
        # A broken pipe is no news: the reader learns why the process ended.
        with contextlib.suppress(OSError, ValueError):
            while (frame := self._outgoing.get()) is not None:
                self._stdin.write(frame)
                self._stdin.flush()
        with contextlib.suppress(OSError, ValueError):
            self._stdin.close()

    # MARK: Receiving

    def _read(self) -> None:
        detail = ""
        try:
            while (body := _read_frame(self._stdout)) is not None:
                self._receive(json.loads(body))
        except (ValueError, OSError, ProtocolError) as error:
            detail = str(error)
        self._finish(detail)

    def _receive(self, message: Any) -> None:
        if not isinstance(message, dict):
            raise ProtocolError(f"a message that is no object: {message!r}"[:200])
        method = message.get("method")
        if isinstance(method, str):
            self._receive_call(method, message)
            return
        request = message.get("id")
        with self._table:
            pending = self._pending.pop(request, None) if isinstance(request, int) else None
        if pending is None:
            return  # The answer to something that was given up.
        error = message.get("error")
        if isinstance(error, dict):
            pending._fail(_error(error))
        elif "result" in message:
            pending._fulfil(message["result"])
        else:
            pending._fail(ProtocolError(f"an answer to {pending.method} with neither result nor error"))

    def _receive_call(self, method: str, message: Mapping[str, Any]) -> None:
        if "id" in message:
            refusal = {"code": METHOD_NOT_FOUND, "message": f"this client does not offer {method}"}
            self._outgoing.put(_frame({"jsonrpc": "2.0", "id": message["id"], "error": refusal}))
        elif self._on_notification is not None:
            try:
                self._on_notification(method, message.get("params"))
            except Exception:
                logging.getLogger(__package__).exception("on_notification failed for %s", method)

    def _drain(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while chunk := os.read(self._stderr.fileno(), 65536):
                self._stderr_tail = (self._stderr_tail + chunk)[-_STDERR_TAIL:]

    def _tail(self) -> str:
        self._drainer.join(1)
        return self._stderr_tail.decode("utf-8", "replace").strip()

    def _finish(self, detail: str) -> None:
        """Fails what is still pending: nothing will be answered any more."""
        if detail:
            self._process.kill()
        try:
            exit_code: int | None = self._process.wait(5)
        except subprocess.TimeoutExpired:
            exit_code = None
        error = ServerDied(exit_code, self._tail(), detail)
        with self._table:
            self._end = self._end or error
            waiting = list(self._pending.values())
            self._pending.clear()
        for pending in waiting:
            pending._fail(error)

    # MARK: The end

    def close(self, timeout: float = 5.0) -> int | None:
        """Shuts the server down politely, then firmly. Returns its exit code. Calling it again does nothing."""
        deadline = time.monotonic() + timeout
        with contextlib.suppress(ServerDied, ClientClosed, RPCError, TimedOut):
            self.request("shutdown", None, lambda answer: answer).result(timeout)
            self.notify("exit")
        with self._table:
            self._end = ClientClosed("the client is closed")
        self._outgoing.put(None)
        try:
            self._process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for thread in (self._reader, self._drainer, self._writer):
            thread.join(1)
        for stream in (self._stdout, self._stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.close()
        return self._process.returncode


def _frame(message: Mapping[str, Any]) -> bytes:
    """The message with its header. Raises ValueError for text that is not Unicode, and for NaN."""
    try:
        body = json.dumps(message, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
    except UnicodeEncodeError as error:
        code = ord(error.object[error.start])
        raise ValueError(f"the text holds half a surrogate pair (U+{code:04X}); decode it properly first") from None
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def _error(error: Mapping[str, Any]) -> RPCError:
    code = error.get("code")
    number = code if isinstance(code, int) else 0
    kind = Cancelled if number == REQUEST_CANCELLED else RPCError
    return kind(number, str(error.get("message", "")), error.get("data"))


def _read_frame(stream: IO[bytes]) -> bytes | None:
    """The next message's bytes; None at the end. Raises ValueError for what is no frame."""
    length: int | None = None
    while True:
        line = stream.readline(_HEADER_LIMIT)
        if not line and length is None:
            return None
        if not line.endswith(b"\n"):
            raise ValueError(f"standard output is not the protocol's: {line[:80]!r}")
        if not line.strip():
            break
        name, colon, value = line.partition(b":")
        if not colon:
            raise ValueError(f"standard output is not the protocol's: {line[:80]!r}")
        if name.strip().lower() == b"content-length":
            length = int(value)
    if length is None or length < 0:
        raise ValueError("a message without its length")
    body = stream.read(length)
    if len(body) != length:
        raise ValueError("the output ended inside a message")
    return body
