"""The Python client against the fake server: its life, its errors, its threads."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import article_service
import pytest
from article_service import Analysis, Cancelled, Client, ClientClosed, RPCError, ServerDied, ServerNotFound, TimedOut
from conftest import ROOT

FAKE = [sys.executable, str(ROOT / "Tests" / "Python" / "fake_server.py")]
ECHO: Analysis[str] = Analysis("echo", lambda answer, text: str(answer["text"]))
FIND: Analysis[Any] = Analysis("find", lambda answer, text: answer)


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(FAKE, timeout=20) as client:
        yield client


def test_spans_slice_the_string_that_was_sent(client: Client) -> None:
    text = "𝄞 Bão Yagi đổ bộ Hải Phòng"
    start, end = client.submit(FIND, text, word="Hải Phòng").result(20)["span"]
    assert text[start:end] == "Hải Phòng"
    assert client.capabilities["positionEncoding"] == "utf-32"
    assert client.server_info["name"] == "fake"


def test_closing_ends_the_process_with_code_0() -> None:
    client = Client(FAKE).open()
    assert client.close() == 0
    assert client.close() is None
    with pytest.raises(ClientClosed):
        client.call("echo")


def test_client_that_was_never_opened_says_so() -> None:
    with pytest.raises(ClientClosed, match="with Client"):
        Client(FAKE).call("echo")


def test_client_can_be_opened_again() -> None:
    client = Client(FAKE)
    for _ in range(2):
        with client:
            assert client.call("echo", [1]) == [1]


def test_error_of_the_server_is_raised_with_code_and_data(client: Client) -> None:
    with pytest.raises(RPCError) as caught:
        client.call("find", {"text": 1})
    assert caught.value.code == -32602
    assert caught.value.data == {"path": "params.text", "expected": "string"}
    assert "text is missing" in str(caught.value)
    assert client.call("echo", [2]) == [2]


def test_death_of_the_server_is_raised_with_its_last_words(client: Client) -> None:
    waiting = client.submit(Analysis("sleep", lambda answer, text: answer), "x")
    with pytest.raises(ServerDied) as caught:
        client.call("die")
    assert caught.value.exit_code == -6
    assert "the last words of the server" in str(caught.value)
    with pytest.raises(ServerDied):
        waiting.result(20)
    with pytest.raises(ServerDied):
        client.call("echo")


def test_garbage_on_standard_output_ends_the_session(client: Client) -> None:
    with pytest.raises(ServerDied):
        client.call("garbage")


def test_server_that_dies_at_once_is_reported() -> None:
    with pytest.raises(ServerDied, match="out of luck"):
        Client([*FAKE, "--fault", "stderr and crash"]).open()


def test_server_that_says_nothing_runs_into_the_timeout() -> None:
    with pytest.raises(TimedOut):
        Client([*FAKE, "--fault", "silent start"], timeout=0.3).open()


def test_call_that_takes_too_long_is_cancelled(client: Client) -> None:
    with pytest.raises(TimedOut, match="sleep did not answer within 0.2 s"):
        client.call("sleep", timeout=0.2)
    with pytest.raises(TimeoutError):
        client.call("sleep", timeout=0.01)
    assert client.call("echo", [3]) == [3]


def test_pending_answer_that_was_given_up_stays_given_up(client: Client) -> None:
    pending = client.submit(Analysis("sleep", lambda answer, text: answer), "x")
    for _ in range(2):
        with pytest.raises(TimedOut):
            pending.result(0.05)
    assert pending.done()


def test_cancelled_request_raises_cancelled(client: Client) -> None:
    pending = client.submit(Analysis("sleep", lambda answer, text: answer), "x")
    pending.cancel()
    with pytest.raises(Cancelled) as caught:
        pending.result(20)
    assert caught.value.code == -32800


def test_cancelling_after_the_answer_does_nothing(client: Client) -> None:
    pending = client.submit(ECHO, "x")
    assert pending.result(20) == "x"
    pending.cancel()
    assert pending.result(20) == "x"


def test_map_keeps_the_order_and_bounds_what_is_in_flight(client: Client) -> None:
    taken = 0

    def texts() -> Iterator[str]:
        nonlocal taken
        for number in range(200):
            taken += 1
            yield f"text {number}"

    seen = []
    for answer in client.map(texts(), ECHO, in_flight=8):
        seen.append(answer)
        assert taken - len(seen) <= 8
    assert seen == [f"text {number}" for number in range(200)]


def test_map_raises_at_the_place_of_the_error(client: Client) -> None:
    answers = client.map(["a", "b"], Analysis("no such method", lambda answer, text: answer))
    with pytest.raises(RPCError):
        next(answers)


def test_map_hands_errors_over_and_goes_on(client: Client) -> None:
    failed: list[tuple[str, int]] = []
    analysis: Analysis[Any] = Analysis("no such method", lambda answer, text: answer)
    assert list(client.map(["a", "b"], analysis, on_error=lambda text, error: failed.append((text, error.code)))) == []
    assert failed == [("a", -32601), ("b", -32601)]


def test_map_wants_room_for_one(client: Client) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        next(client.map(["a"], ECHO, in_flight=0))


def test_many_threads_share_one_client(client: Client) -> None:
    wrong: list[Any] = []

    def work(number: int) -> None:
        for count in range(30):
            if client.call("echo", [number, count]) != [number, count]:
                wrong.append((number, count))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_large_text_goes_through_and_a_hung_server_blocks_nobody(client: Client) -> None:
    text = "Đà Nẵng " * 200_000
    assert client.submit(ECHO, text).result(60) == text
    with pytest.raises(TimedOut):
        Client([*FAKE, "--fault", "stops reading"], timeout=0.2).open()


def test_notifications_reach_the_callback() -> None:
    told: list[tuple[str, Any]] = []
    with Client(FAKE, on_notification=lambda method, params: told.append((method, params))) as client:
        client.call("tell", {"count": 2})
    assert told == [("told", {"count": 0}), ("told", {"count": 1})]


def test_callback_that_fails_does_not_end_the_session(caplog: pytest.LogCaptureFixture) -> None:
    def fail(method: str, params: Any) -> None:
        raise KeyError(method)

    with Client(FAKE, on_notification=fail) as client:
        client.call("tell", {"count": 1})
        assert client.call("echo", [1]) == [1]
    assert "on_notification failed for told" in caplog.text


def test_half_a_surrogate_pair_is_refused_before_it_is_sent(client: Client) -> None:
    with pytest.raises(ValueError, match=r"U\+D83D"):
        client.submit(ECHO, "half \ud83d")
    assert client.call("echo", [1]) == [1]


def test_text_with_a_nul_and_line_separators_goes_through(client: Client) -> None:
    text = "a\0b\u2028c\r\nd\ufeff"
    assert client.submit(ECHO, text).result(20) == text


# MARK: Finding the server


def executable(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """`locate` from a folder that is no repository."""
    before = Path.cwd()
    os.chdir(tmp_path)
    yield lambda environment, package=tmp_path / "package" / "locating.py": article_service.locate(environment, package)
    os.chdir(before)


def test_variable_names_the_server(elsewhere: Callable[..., str], tmp_path: Path) -> None:
    program = executable(tmp_path / "my-server")
    assert elsewhere({"ARTICLE_SERVICE": str(program), "PATH": ""}) == str(program)


def test_variable_that_names_nothing_is_an_error(elsewhere: Callable[..., str]) -> None:
    with pytest.raises(ServerNotFound, match="ARTICLE_SERVICE is set to /nowhere"):
        elsewhere({"ARTICLE_SERVICE": "/nowhere", "PATH": ""})


def test_server_is_found_on_the_path(elsewhere: Callable[..., str], tmp_path: Path) -> None:
    program = executable(tmp_path / "bin" / "article-service")
    assert elsewhere({"PATH": str(tmp_path / "bin")}) == str(program)


def test_server_is_found_in_the_repository_release_before_debug(elsewhere: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "repository" / "clients").mkdir(parents=True)
    for name in ("Package.swift", "protocol.md"):
        (tmp_path / "repository" / name).touch()
    package = tmp_path / "repository" / "clients" / "locating.py"
    package.touch()
    debug = executable(tmp_path / "repository" / ".build" / "debug" / "article-service")
    assert elsewhere({"PATH": ""}, package) == str(debug)
    release = executable(tmp_path / "repository" / ".build" / "release" / "article-service")
    assert elsewhere({"PATH": ""}, package) == str(release)


def test_missing_server_says_what_to_build(elsewhere: Callable[..., str]) -> None:
    with pytest.raises(ServerNotFound, match="swift build -c release"):
        elsewhere({"PATH": ""})


def test_program_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(ServerNotFound, match="no-such-program"):
        Client("./no-such-program").open()


def test_closing_does_not_wait_for_a_server_that_hangs() -> None:
    client = Client([*FAKE, "--fault", "hang at the end"]).open()
    started = time.monotonic()
    client.close()
    assert time.monotonic() - started < 30
