"""The client: one server process, one method here for each method of the service."""

from __future__ import annotations

import collections
import datetime
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TypeVar, Union

from . import results
from .analyses import ENTITIES, FACTS, PARSE, SUMMARIZE, TIMELINE, WORDS, Analysis, member, whole
from .connection import Connection, Pending
from .errors import ClientClosed, ProtocolError, RPCError, ServerNotFound
from .locating import locate

Result = TypeVar("Result")
Day = Union[str, datetime.date]
_ENCODING = "utf-32"


class Client:
    """A running `article-service`.

        with Client() as client:
            article = client.parse(text)
            print(article.title)

    The server is started when the `with` block is entered, or by `open`, and ends with it. All methods may be called
    from several threads at once; the server works on their requests in parallel.

    Args:
        command: the program to start, a path or a list with arguments. Default: the variable ARTICLE_SERVICE, else
            `article-service` on PATH, else the build of the repository that holds this package.
        timeout: how many seconds a call without its own `timeout` waits for its answer; None: as long as it takes.
        on_notification: called with method and params of each notification of the server, on the reading thread.
    """

    def __init__(
        self,
        command: str | os.PathLike[str] | Sequence[str] | None = None,
        *,
        timeout: float | None = 60.0,
        on_notification: Callable[[str, Any], None] | None = None,
    ) -> None:
        self._command = command
        self._timeout = timeout
        self._on_notification = on_notification
        self._connection: Connection | None = None
        self._opening = threading.Lock()
        self.server_info: dict[str, Any] = {}
        self.capabilities: dict[str, Any] = {}

    # MARK: Life

    def open(self) -> Client:
        """Starts the server and agrees with it that offsets count code points.

        Raises:
            ServerNotFound: there is nothing to start.
            ServerDied: it ended at once.
        """
        with self._opening:
            if self._connection is not None:
                return self
            connection = _start(_arguments(self._command), self._on_notification)
            try:
                self._initialize(connection)
            except BaseException:
                connection.close(1.0)
                raise
            self._connection = connection
            return self

    def _initialize(self, connection: Connection) -> None:
        params = {
            "processId": os.getpid(),
            "clientInfo": {"name": "article_service (Python)"},
            "rootUri": None,
            "capabilities": {"general": {"positionEncodings": [_ENCODING]}},
        }
        answer = connection.request("initialize", params, lambda answer: answer).result(self._timeout)
        answer = answer if isinstance(answer, dict) else {}
        self.capabilities = answer.get("capabilities") or {}
        self.server_info = answer.get("serverInfo") or {}
        if self.capabilities.get("positionEncoding") != _ENCODING:
            raise ProtocolError(f"the server does not count in {_ENCODING}")
        connection.notify("initialized", {})

    def close(self) -> int | None:
        """Ends the server. Returns its exit code; None when there was no server."""
        with self._opening:
            connection, self._connection = self._connection, None
        return connection.close() if connection is not None else None

    def __enter__(self) -> Client:
        return self.open()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # MARK: The service's methods

    def parse(
        self,
        text: str,
        *,
        published_at: Day | None = None,
        language: str | None = None,
        timeout: float | None = None,
    ) -> results.Article:
        """The page as blocks with roles, and the article's fields (`article/parse`)."""
        return self._wait(self.submit(PARSE, text, published_at=published_at, language=language), timeout)

    def entities(
        self,
        text: str,
        *,
        include_furniture: bool | None = None,
        published_at: Day | None = None,
        language: str | None = None,
        timeout: float | None = None,
    ) -> tuple[results.Entity, ...]:
        """Who and what the article names, and what each is in the knowledge base (`article/entities`)."""
        pending = self.submit(
            ENTITIES, text, include_furniture=include_furniture, published_at=published_at, language=language
        )
        return self._wait(pending, timeout)

    def facts(
        self,
        text: str,
        *,
        published_at: Day | None = None,
        language: str | None = None,
        timeout: float | None = None,
    ) -> results.Facts:
        """Dates with their values, amounts with their units, and who said what (`article/facts`)."""
        return self._wait(self.submit(FACTS, text, published_at=published_at, language=language), timeout)

    def summarize(
        self,
        texts: str | Page | Sequence[str | Page],
        *,
        sentences: int | None = None,
        words: int | None = None,
        ratio: float | None = None,
        query: str | None = None,
        style: str | None = None,
        published_at: Day | None = None,
        language: str | None = None,
        timeout: float | None = None,
    ) -> results.Summary:
        """Sums one or several articles up with sentences of theirs (`article/summarize`).

        At most one of `sentences`, `words` and `ratio` says how long. `style` is "runningText" or "keyPoints".
        """
        params = {
            **_articles(texts, published_at, language),
            "sentences": sentences,
            "words": words,
            "ratio": ratio,
            "query": query,
            "style": style,
        }
        return self._wait(self._request(SUMMARIZE.method, params, SUMMARIZE.decode), timeout)

    def compare(
        self, texts: Sequence[str | Page], *, limit: int | None = None, timeout: float | None = None
    ) -> results.Comparison:
        """What several articles share, what only one says, and where they disagree (`article/compare`)."""
        params = {**_articles(list(texts), None, None), "limit": limit}
        return self._wait(self._request("article/compare", params, whole(results.Comparison)), timeout)

    def timeline(
        self,
        texts: str | Page | Sequence[str | Page],
        *,
        published_at: Day | None = None,
        language: str | None = None,
        timeout: float | None = None,
    ) -> results.Timeline:
        """What happened when, as one or several articles tell it (`article/timeline`)."""
        params = _articles(texts, published_at, language)
        return self._wait(self._request(TIMELINE.method, params, TIMELINE.decode), timeout)

    def words(
        self, text: str, *, language: str | None = None, timeout: float | None = None
    ) -> tuple[results.SegmentedSentence, ...]:
        """The sentences of the article, cut into words (`article/words`)."""
        return self._wait(self.submit(WORDS, text, language=language), timeout)

    def lookup(
        self,
        query: str,
        *,
        types: Sequence[str] = (),
        country: str | None = None,
        date: Day | None = None,
        context: str | None = None,
        limit: int = 10,
        prefix: bool = True,
        fuzzy: bool = True,
        timeout: float | None = None,
    ) -> tuple[results.Candidate, ...]:
        """The entities that a name may mean, best first (`entity/lookup`)."""
        params = {
            "query": query,
            "types": list(types),
            "country": country,
            "date": date,
            "context": context,
            "limit": limit,
            "prefix": prefix,
            "fuzzy": fuzzy,
        }
        decoder = member("candidates", tuple[results.Candidate, ...])
        return self._wait(self._request("entity/lookup", params, decoder), timeout)

    def get(self, id: str, *, timeout: float | None = None) -> results.EntityRecord:
        """One record of the knowledge base (`entity/get`). An unknown id raises RPCError."""
        return self._wait(self._request("entity/get", {"id": id}, whole(results.EntityRecord)), timeout)

    def discover(self, *, timeout: float | None = None) -> dict[str, Any]:
        """The service's description of itself, an OpenRPC document (`rpc.discover`)."""
        answer = self.call("rpc.discover", timeout=timeout)
        if not isinstance(answer, dict):
            raise ProtocolError("rpc.discover did not answer with an object")
        return answer

    # MARK: Any method, and many at once

    def call(self, method: str, params: Any = None, *, timeout: float | None = None) -> Any:
        """The answer to any method, as JSON."""
        return self._wait(self._open_connection().request(method, params, lambda answer: answer), timeout)

    def notify(self, method: str, params: Any = None) -> None:
        """Sends any notification."""
        self._open_connection().notify(method, params)

    def submit(self, analysis: Analysis[Result], text: str, **options: Any) -> Pending[Result]:
        """Starts an analysis and returns at once: `submit(PARSE, text).result()`. `cancel()` gives it up.

        `options` are the method's parameters, in Python's spelling (`published_at`).
        """
        params = {"text": text, **{_camel(name): value for name, value in options.items()}}
        return self._request(analysis.method, params, analysis.decode, text)

    def map(
        self,
        texts: Iterable[str],
        analysis: Analysis[Result],
        *,
        in_flight: int = 32,
        on_error: Callable[[str, RPCError], None] | None = None,
        timeout: float | None = None,
        **options: Any,
    ) -> Iterator[Result]:
        """The analyses of many texts, in their order, while at most `in_flight` of them are with the server.

        `texts` is read as the answers are taken, so an archive of any size needs little memory. An analysis that the
        server refuses raises its RPCError at its place; with `on_error`, that function gets the text and the error
        instead, and the text is passed over.
        """
        if in_flight < 1:
            raise ValueError("in_flight must be at least 1")
        waiting: collections.deque[tuple[str, Pending[Result]]] = collections.deque()
        try:
            for text in texts:
                waiting.append((text, self.submit(analysis, text, **options)))
                if len(waiting) >= in_flight:
                    yield from self._next(waiting, on_error, timeout)
            while waiting:
                yield from self._next(waiting, on_error, timeout)
        finally:
            for _, pending in waiting:
                pending.cancel()

    def _next(
        self,
        waiting: collections.deque[tuple[str, Pending[Result]]],
        on_error: Callable[[str, RPCError], None] | None,
        timeout: float | None,
    ) -> Iterator[Result]:
        text, pending = waiting.popleft()
        try:
            answer = self._wait(pending, timeout)
        except RPCError as error:
            if on_error is None:
                raise
            on_error(text, error)
            return
        yield answer

    # MARK: Inside

    def _open_connection(self) -> Connection:
        if self._connection is None:
            raise ClientClosed("the client is not open: use `with Client() as client`, or call open()")
        return self._connection

    def _request(
        self, method: str, params: dict[str, Any], decoder: Callable[[Any, str], Result], source: str = ""
    ) -> Pending[Result]:
        known = {key: _plain(value) for key, value in params.items() if value is not None}
        return self._open_connection().request(method, known, lambda answer: decoder(answer, source))

    def _wait(self, pending: Pending[Result], timeout: float | None) -> Result:
        return pending.result(self._timeout if timeout is None else timeout)


@dataclass(frozen=True)
class Page:
    """A text, with what is known of it besides."""

    text: str
    published_at: Day | None = None
    language: str | None = None


def _articles(
    texts: str | Page | Sequence[str | Page], published_at: Day | None, language: str | None
) -> dict[str, Any]:
    """The parameters that name one article or several."""
    if isinstance(texts, str):
        texts = Page(texts, published_at, language)
    if isinstance(texts, Page):
        return _page(texts)
    pages = [text if isinstance(text, Page) else Page(text, published_at, language) for text in texts]
    return {"articles": [_page(page) for page in pages]}


def _page(page: Page) -> dict[str, Any]:
    known = {"text": page.text, "publishedAt": page.published_at, "language": page.language}
    return {key: _plain(value) for key, value in known.items() if value is not None}


def _arguments(command: str | os.PathLike[str] | Sequence[str] | None) -> list[str]:
    if command is None:
        return [locate()]
    if isinstance(command, (str, os.PathLike)):
        return [os.fspath(command)]
    return [os.fspath(part) for part in command]


def _start(command: list[str], on_notification: Callable[[str, Any], None] | None) -> Connection:
    try:
        return Connection(command, on_notification)
    except OSError as error:
        raise ServerNotFound(f"cannot start {command[0]}: {error.strerror or error}") from error


def _plain(value: Any) -> Any:
    """A date as ISO 8601; everything else as it is."""
    return value.isoformat() if isinstance(value, datetime.date) else value


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
