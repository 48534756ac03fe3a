"""What can go wrong, each with a name."""

from __future__ import annotations

from typing import Any


class ArticleServiceError(Exception):
    """The base of every error of this package."""


class ServerNotFound(ArticleServiceError):
    """There is no `article-service` to start; the message says where it was looked for and how to build it."""


class ServerDied(ArticleServiceError):
    """The server's process ended while it was needed."""

    def __init__(self, exit_code: int | None, stderr_tail: str, detail: str = "") -> None:
        self.exit_code = exit_code
        self.stderr_tail = stderr_tail
        message = "article-service ended"
        if exit_code is not None:
            message += f" of signal {-exit_code}" if exit_code < 0 else f" with exit code {exit_code}"
        if detail:
            message += f": {detail}"
        if stderr_tail:
            message += f"; its standard error ends with: {stderr_tail}"
        super().__init__(message)


class ProtocolError(ArticleServiceError):
    """The server said something that the contract does not allow."""


class RPCError(ArticleServiceError):
    """The server answered a request with an error."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        self.code = code
        self.message = message
        self.data = data
        super().__init__(f"{message} ({code})" if data is None else f"{message} ({code}): {data}")


class Cancelled(RPCError):
    """The request was cancelled before its answer was ready (-32800)."""


class TimedOut(ArticleServiceError, TimeoutError):
    """No answer came in time; the request has been cancelled."""


class ClientClosed(ArticleServiceError):
    """The client has been closed, or was never opened."""
