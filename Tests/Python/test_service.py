"""The built service through the Python client: spans, bad input, large input, the command line."""

from __future__ import annotations

import datetime
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import article_service
import pytest
from article_service import ENTITIES, PARSE, Article, Client, RPCError
from conftest import ROOT

ARTICLES = sorted((ROOT / "Tests" / "Fixtures" / "articles").glob("*.txt"))
VISIT = (ROOT / "Tests" / "Fixtures" / "articles" / "biden-hanoi-2023.txt").read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with Client(timeout=120) as client:
        yield client


def text_of(page: Path) -> str:
    return page.read_bytes().decode("utf-8")


def assert_tiles(article: Article) -> None:
    at = 0
    for block in article.blocks:
        assert block.span.start == at
        assert block.span.start <= block.content.start <= block.content.end <= block.span.end
        at = block.span.end
    assert at == len(article.source)


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.stem)
def test_blocks_tile_every_page_and_fields_are_quoted_from_it(client: Client, page: Path) -> None:
    text = text_of(page)
    article = client.parse(text)
    assert_tiles(article)
    fields = [article.headline, article.kicker, article.standfirst, article.byline, article.dateline]
    fields += [*article.authors, *article.timestamps, *article.categories, *article.tags]
    for field in fields:
        assert field is None or field.span.of(text) == field.text
    for sentence in article.sentences:
        assert sentence.text.strip()


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.stem)
def test_mentions_and_roles_slice_back(client: Client, page: Path) -> None:
    text = text_of(page)
    for entity in client.entities(text):
        assert entity.mentions
        for mention in entity.mentions:
            assert mention.span.of(text) == mention.text
        for role in entity.roles:
            assert role.span.of(text) == role.title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_spans_mean_the_same_in_every_encoding(encoding: str) -> None:
    text = "𝄞 Bão Yagi 🌀 đổ bộ\n\nBão Yagi vào Hải Phòng chiều 7/9/2024. 🌧️ Hà Nội có mưa to và gió mạnh.\n"
    units = text.encode(encoding if encoding == "utf-8" else f"{encoding}-le")
    width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    general = {"general": {"positionEncodings": [encoding]}}
    requests = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": None, "capabilities": general}},
        {"jsonrpc": "2.0", "id": 2, "method": "article/entities", "params": {"text": text}},
    ]
    answers = {answer["id"]: answer for answer in answers_to(*requests)}
    assert answers[1]["result"]["capabilities"]["positionEncoding"] == encoding
    mentions = [m for entity in answers[2]["result"]["entities"] for m in entity["mentions"]]
    assert {"Hải Phòng", "Hà Nội"} <= {mention["text"] for mention in mentions}
    for mention in mentions:
        start, end = mention["span"]
        cut = units[start * width : end * width]
        assert cut.decode(encoding if encoding == "utf-8" else f"{encoding}-le") == mention["text"]


def answers_to(*messages: Any, raw: bytes = b"") -> list[Any]:
    """What the service answers on JSON lines until its input ends."""
    given = b"".join(json.dumps(message, ensure_ascii=False).encode() + b"\n" for message in messages) + raw
    done = subprocess.run([article_service.locate()], input=given, stdout=subprocess.PIPE, timeout=60)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_visit_is_read_as_a_reader_would(client: Client) -> None:
    article = client.parse(VISIT)
    assert article.title == "Việt Nam và Hoa Kỳ nâng quan hệ lên Đối tác chiến lược toàn diện"
    assert article.language == "vi"
    assert article.standfirst is not None
    assert article.standfirst.text.startswith("Nhận lời mời của Tổng Bí thư")
    assert [field.text for field in article.authors] == ["Ban Quốc tế"]
    assert "Rời Hà Nội chiều 11/9" in article.body
    assert "Xem nhiều" not in article.body
    assert "Ấn Độ tổ chức" not in article.body
    assert [link.title.text for link in article.related][:1] == [
        "Nhìn lại 10 năm quan hệ Đối tác toàn diện Việt Nam - Hoa Kỳ"
    ]


def test_visit_names_are_found_joined_and_linked(client: Client) -> None:
    entities = {entity.name: entity for entity in client.entities(VISIT)}
    for name in ("Joe Biden", "Nguyễn Phú Trọng", "Barack Obama", "Hà Nội", "Việt Nam"):
        assert name in entities, sorted(entities)
        assert entities[name].id is not None
    biden = entities["Joe Biden"]
    assert {mention.text for mention in biden.mentions} >= {"Joe Biden", "Biden"}
    assert any(role.title.lower() == "tổng thống" for role in biden.roles)


def test_summary_says_who_visited_whom_and_when_and_leads_back(client: Client) -> None:
    summary = client.summarize(VISIT, sentences=3)
    assert len(summary.sentences) == 3
    for part in ("Joe Biden", "Việt Nam", "9/2023"):
        assert part in summary.text
    for sentence in summary.sentences:
        assert sentence.span.of(VISIT).split("[")[0].strip()[:20] == sentence.text[:20]


def test_facts_are_quoted_and_resolved(client: Client) -> None:
    facts = client.facts(VISIT, published_at=datetime.date(2023, 9, 11))
    for found in (*facts.dates, *facts.amounts):
        assert found.span.of(VISIT) == found.text
    values = {date.value for date in facts.dates}
    assert {"2013", "1995-07", "2001-09-11"} <= values
    assert facts.published_at == "2023-09-11"
    assert any(amount.unit == "USD" and amount.value >= 124e9 for amount in facts.amounts)


def test_quotation_has_its_speaker(client: Client) -> None:
    text = "Neil Armstrong nói: “Đó là một bước đi nhỏ của một con người, một bước nhảy vọt của nhân loại.”"
    (quotation,) = client.facts(text).quotations
    assert quotation.content.text.startswith("Đó là một bước đi nhỏ")
    assert quotation.content.span.of(text) == quotation.content.text
    assert quotation.speaker is not None
    assert quotation.speaker.text == "Neil Armstrong"


def test_several_articles_are_summed_up_together(client: Client) -> None:
    texts = [text_of(page) for page in ARTICLES if page.stem in ("sco-astana-2024", "biden-hanoi-2023")]
    summary = client.summarize(texts, words=120)
    assert summary.sentences
    assert {sentence.article for sentence in summary.sentences} <= {0, 1}
    for sentence in summary.sentences:
        assert sentence.span.of(texts[sentence.article])


def test_timeline_is_in_order_and_quoted(client: Client) -> None:
    timeline = client.timeline(VISIT, published_at="2023-09-11")
    days = [event.first_day for event in timeline.events if event.first_day]
    assert days == sorted(days)
    assert "1995-07" in {event.value for event in timeline.events}
    for event in timeline.events:
        for sentence in event.sentences:
            assert sentence.span.of(VISIT) == sentence.text
            assert sentence.date is not None
            assert sentence.date.span.of(VISIT) == sentence.date.text


def test_comparison_names_what_is_shared_and_what_differs(client: Client) -> None:
    texts = [
        "Động đất ở Thổ Nhĩ Kỳ\n\nTrận động đất ở Thổ Nhĩ Kỳ ngày 6/2/2023 mạnh 7,8 độ. "
        "Tâm chấn ở tỉnh Kahramanmaras. Việt Nam cử 76 quân nhân tới Thổ Nhĩ Kỳ.",
        "Thổ Nhĩ Kỳ rung chuyển\n\nTrận động đất ở Thổ Nhĩ Kỳ ngày 6/2/2023 mạnh 7,5 độ. "
        "Tổ chức Y tế Thế giới ước tính 23 triệu người bị ảnh hưởng.",
    ]
    comparison = client.compare(texts)
    assert len(comparison.articles) == len(comparison.distinctions) == 2
    shared = {name.name: name.mentions for name in comparison.names}
    assert all(shared["Thổ Nhĩ Kỳ"])
    for number, distinctions in enumerate(comparison.distinctions):
        for sentence in distinctions:
            assert sentence.article == number
            assert sentence.span.of(texts[number]) == sentence.text


def test_words_may_hold_spaces_and_no_character_is_altered(client: Client) -> None:
    text = "Học sinh Việt Nam học sinh học."
    (sentence,) = client.words(text)
    assert "Việt Nam" in sentence.tokens
    assert "".join(sentence.tokens).replace(" ", "") == text.replace(" ", "")
    assert all(word.of(text) == token for word, token in zip(sentence.words, sentence.tokens))


def test_lookup_finds_by_alias_acronym_bare_letters_prefix_and_typo(client: Client) -> None:
    america = client.lookup("Mỹ")[0].id
    assert client.lookup("Hoa Kỳ")[0].id == america
    for query in ("CSTO", "tap can binh", "Kassym-Jomart Tok", "Vladimir Putn"):
        candidates = client.lookup(query, limit=3)
        assert candidates, query
        assert len(candidates) <= 3
        assert candidates[0].reason
    record = client.get(america)
    assert record.id == america
    assert "Hoa Kỳ" in {alias.name for alias in record.aliases} | {record.name}


def test_unknown_id_is_an_error_that_names_it(client: Client) -> None:
    with pytest.raises(RPCError, match="no-such-id"):
        client.get("no-such-id")


def test_description_lists_every_method_the_client_uses(client: Client) -> None:
    names = {method["name"] for method in client.discover()["methods"]}
    analyses = [value.method for value in vars(article_service).values() if isinstance(value, article_service.Analysis)]
    assert {*analyses, "entity/lookup", "entity/get", "initialize", "shutdown"} <= names


# MARK: Input of every kind


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n\n", "\0", "a\0b\n\nc", "\ufeffTiêu đề", "x" * 5000, "😀" * 3000, "\r\n\r", "\u2028\u2029", "́" * 500, "(((" * 2000],
    ids=["empty", "space", "lines", "nul", "nul inside", "bom", "one word", "emoji", "cr", "separators", "marks", "brackets"],
)  # fmt: skip
def test_odd_text_gets_a_sensible_article(client: Client, text: str) -> None:
    assert_tiles(client.parse(text))
    for entity in client.entities(text):
        for mention in entity.mentions:
            assert mention.span.of(text) == mention.text
    assert len(client.summarize(text).text) <= len(text) + 100


def test_ten_megabytes_are_read_and_the_next_request_works(client: Client) -> None:
    text = "\n\n".join(VISIT for _ in range(10_000_000 // len(VISIT.encode()) + 1))
    article = client.parse(text)
    assert_tiles(article)
    assert client.parse("Bão Yagi").source == "Bão Yagi"


@pytest.mark.parametrize(
    "params",
    [None, {}, [], {"text": None}, {"text": 5}, {"text": ["a"]}, {"text": "a", "publishedAt": "tomorrow"}, "a", 5],
)
def test_missing_and_mistyped_params_get_an_error_and_the_next_request_works(client: Client, params: Any) -> None:
    with pytest.raises(RPCError) as caught:
        client.call("article/parse", params)
    assert caught.value.code in (-32602, -32600)
    assert client.parse("Bão Yagi").source == "Bão Yagi"


def test_invalid_utf_8_gets_an_error_and_the_next_request_works() -> None:
    good = {"jsonrpc": "2.0", "id": 2, "method": "article/parse", "params": {"text": "Bão"}}
    bad = b'{"jsonrpc":"2.0","id":1,"method":"article/parse","params":{"text":"\xff\xfe"}}\n'
    answers = answers_to(raw=bad + json.dumps(good).encode() + b"\n")
    assert answers[0]["error"]["code"] == -32700
    assert answers[1]["id"] == 2
    assert answers[1]["result"]["blocks"]


def test_one_line_on_standard_input_gets_one_line() -> None:
    line = '{"jsonrpc":"2.0","id":1,"method":"article/parse","params":{"text":"Bão số 3 đổ bộ"}}\n'
    done = subprocess.run([article_service.locate()], input=line.encode(), capture_output=True, timeout=30)
    assert done.stdout.count(b"\n") == 1
    assert json.loads(done.stdout)["id"] == 1
    assert done.stderr == b""


def test_same_input_gives_the_same_bytes() -> None:
    request = {"jsonrpc": "2.0", "id": 1, "method": "article/entities", "params": {"text": VISIT}}
    assert answers_to(request) == answers_to(request)


def test_archive_is_mapped_in_order(client: Client) -> None:
    texts = [f"Bài {number}\n\n{VISIT}" for number in range(60)]
    articles = list(client.map(texts, PARSE, in_flight=16))
    assert [article.source for article in articles] == texts
    assert len(list(client.map(texts[:8], ENTITIES))) == 8


# MARK: The process


def start() -> subprocess.Popen[bytes]:
    return subprocess.Popen([article_service.locate()], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_end_of_input_ends_the_process() -> None:
    process = start()
    process.communicate(timeout=30)
    assert process.returncode is not None
    assert process.returncode >= 0


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_sigterm_ends_the_process_whatever_it_did_last() -> None:
    # A worker may still be telling the loop of its end when the signal comes.
    for _ in range(60):
        process = start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"article/parse","params":{"text":"a"}}\n')
        process.stdin.flush()
        assert b'"id":1' in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) is not None
        process.stdin.close()
        process.stdout.close()


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="counts the waking of threads")
def test_a_process_without_requests_sleeps() -> None:
    def wakings(pid: int) -> int:
        total = 0
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/status") as status:
                total += sum(int(line.split()[1]) for line in status if line.startswith("voluntary_ctxt_switches"))
        return total

    for _ in range(20):
        process = start()
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(5):
            request = {"jsonrpc": "2.0", "id": number, "method": "article/parse", "params": {"text": "a"}}
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            assert b'"result"' in process.stdout.readline()
        # Large memory is given back after a fifth of a second; nothing else is left to do.
        time.sleep(0.3)
        before = wakings(process.pid)
        time.sleep(0.1)
        assert wakings(process.pid) - before < 20
        process.stdin.close()
        process.wait(30)
        process.stdout.close()


def test_death_of_the_client_process_ends_the_service() -> None:
    sleeper = subprocess.Popen(["sleep", "60"])
    process = start()
    assert process.stdin is not None
    assert process.stdout is not None
    params = {"processId": sleeper.pid, "rootUri": None, "capabilities": {}}
    process.stdin.write(
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}).encode() + b"\n"
    )
    process.stdin.flush()
    assert b"result" in process.stdout.readline()
    sleeper.kill()
    sleeper.wait()
    assert process.wait(30) is not None
    process.stdin.close()
    process.stdout.close()


def test_closed_standard_output_ends_the_process() -> None:
    process = start()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.close()
    request = b'{"jsonrpc":"2.0","id":1,"method":"article/parse","params":{"text":"a"}}\n'
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        try:
            process.stdin.write(request)
            process.stdin.flush()
        except BrokenPipeError:
            break
        time.sleep(0.01)
    assert process.wait(30) is not None
