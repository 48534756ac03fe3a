"""The notation of protocol.md's examples."""

from __future__ import annotations

from typing import Any

import pytest
from notation import Context, NotationError, covered_text, decode, differences, encode, parse, source, value_of


def matches(pattern: str, value: str, **context: Any) -> bool:
    return not differences(parse(pattern), decode(value), Context(**context))


@pytest.mark.parametrize(
    ("pattern", "value"),
    [
        ('{"a": 1, "b": [true, null, "x"]}', '{"b":[true,null,"x"],"a":1}'),
        ("1.0", "1"),
        ("1e2", "100"),
        ('{"a": 1, ...}', '{"a":1,"b":2}'),
        ("{...}", "{}"),
        ('{"a"?: 1}', "{}"),
        ('{"a"?: 1}', '{"a":1}'),
        ("[1, 2, ...]", "[1,2]"),
        ("[1, 2, ...]", "[1,2,3,4]"),
        ("[..., 3]", "[1,2,3]"),
        ("[..., 2, ..., 4, ...]", "[1,2,3,4,5]"),
        ("[<integer> *]", "[]"),
        ("[<integer> *, <string> +]", '[1,2,"a","b"]'),
        ("[<integer> *, 2, ...]", "[1,2,2,3]"),
        ('[{"a": <integer>, ...} *]', '[{"a":1},{"a":2,"b":0}]'),
        ("<any>", "[]"),
        ("<null>", "null"),
        ("<boolean>", "false"),
        ("<integer>", "-12"),
        ("<integer>", "12345678901234567890123"),
        ("<number>", "0.5"),
        ("<number 0 to 1>", "1"),
        ("<integer -3 to -1>", "-2"),
        ("<object>", "{}"),
        ("<list>", "[0]"),
        ("<string>", '""'),
        ('<string starting "Hà">', '"Hà Nội"'),
        ('<string ending "Nội">', '"Hà Nội"'),
        ('<string containing "à N">', '"Hà Nội"'),
        (r'<string matching "^\\d{4}-\\d\\d$">', '"2024-09"'),
        ('<"a" or 2 or null>', "null"),
        ('<"a" or 2 or null>', "2"),
        ("<true or 1>", "1"),
        ('["x", <"a">]', '["x","a"]'),
    ],
)
def test_pattern_matches(pattern: str, value: str) -> None:
    assert matches(pattern, value)


@pytest.mark.parametrize(
    ("pattern", "value", "place"),
    [
        ('{"a": 1}', '{"a":1,"b":2}', "b: not expected"),
        ('{"a": 1, ...}', '{"b":2}', "a: missing"),
        ('{"a": {"b": [1, 2]}}', '{"a":{"b":[1,3]}}', "a.b[1]: expected 2, got 3"),
        ("1", "true", "expected 1, got true"),
        ("true", "1", "expected true, got 1"),
        ('"1"', "1", 'expected "1", got 1'),
        ("<integer>", "1.5", "expected <integer>, got 1.5"),
        ("<integer>", "true", "expected <integer>"),
        ("<number>", '"1"', "expected <number>"),
        ("<number 0 to 1>", "1.01", "expected <number 0 to 1>"),
        ("<boolean>", "0", "expected <boolean>"),
        ("<object>", "[]", "expected <object>"),
        ("[1, 2]", "[1]", "expected 2 elements, got 1"),
        ("[1, 2, ...]", "[1,3]", "no element in place for 2"),
        ("[..., 3]", "[3,4]", "more elements than"),
        ("[..., 2, ..., 1, ...]", "[1,2]", "no element in place for 1"),
        ("[<integer> +]", "[]", "no element in place"),
        ("[<integer> *]", '[1,"a"]', "[1]: expected <integer>"),
        ('[..., {"k": "a", "v": 1}, ...]', '[{"k":"b","v":2},{"k":"a","v":2}]', "[1].v: expected 1, got 2"),
        ('<string starting "b">', '"ab"', "expected <string starting"),
        (r'<string matching "^\\d$">', '"12"', "expected <string matching"),
        ('<"a" or "b">', '"c"', 'expected <"a" or "b">'),
    ],
)
def test_difference_names_its_place(pattern: str, value: str, place: str) -> None:
    found = differences(parse(pattern), decode(value), Context())
    assert found and place in "\n".join(found)


def test_message_id_is_compared_digit_by_digit() -> None:
    node = parse('{"id": 1.50}')
    assert not differences(node, decode('{"id":1.50}'), Context())
    assert differences(node, decode('{"id":1.5}'), Context())
    assert not differences(parse('{"a": {"id": 1.50}}'), decode('{"a":{"id":1.5}}'), Context())


def test_captured_value_is_reused() -> None:
    context = Context()
    assert not differences(parse('{"id": <any as request>}'), decode('{"id":"x7"}'), context)
    assert encode(value_of(parse('{"id": <$request>}'), context)) == '{"id":"x7"}'
    assert not differences(parse("[<$request>]"), decode('["x7"]'), context)
    assert differences(parse("[<$request>]"), decode('["x8"]'), context)


def test_nothing_is_captured_from_a_message_that_does_not_match() -> None:
    context = Context()
    assert differences(parse('[<any as first>, "b"]'), decode('["a","c"]'), context)
    assert context.names == {}


def test_numbers_are_sent_as_they_are_spelt() -> None:
    assert encode(value_of(parse('{"id": 1.50, "n": 10000000000000000000000}'), Context())) == (
        '{"id":1.50,"n":10000000000000000000000}'
    )


def test_repeated_text_and_file_can_be_sent(tmp_path: Any) -> None:
    (tmp_path / "a.txt").write_text("Huế\n", encoding="utf-8")
    assert value_of(parse('["x", <"ă" times 3>, <contents of "a.txt">]'), Context(folder=tmp_path)) == [
        "x",
        "ăăă",
        "Huế\n",
    ]


@pytest.mark.parametrize(
    "mistake",
    [
        "{",
        "[1,]",
        '{"a":}',
        '{"a":1 "b":2}',
        "<nothing>",
        "<string near 1>",
        "<$>",
        '{"a":1,"a":2}',
        "01",
        "1 2",
        '"a',
        "<any",
        "<1 to 2>",
        '<string matching "(">',
        "{... ...}",
        "'a'",
        "<integer 1>",
        "",
    ],
)
def test_mistake_in_the_notation_is_reported(mistake: str) -> None:
    with pytest.raises(NotationError):
        parse(mistake)


@pytest.mark.parametrize(
    "pattern", ["{...}", '{"a"?: 1}', "[1, ...]", "[1 *]", "<any>", "<$unknown>", '<contents of "no such file">']
)
def test_pattern_cannot_be_sent(pattern: str) -> None:
    with pytest.raises(NotationError):
        value_of(parse(pattern), Context())


@pytest.mark.parametrize("notation", ['{"a": 1, "b"?: [..., <string> *, 2 +], ...}', '<"a" or 1>', "[{}]"])
def test_source_can_be_parsed_again(notation: str) -> None:
    assert source(parse(source(parse(notation)))) == source(parse(notation)) == notation


@pytest.mark.parametrize("text", ['{"a":1,"a":2}', "NaN", "[1,]", "01", "{'a':1}", '{"a":1} x', ""])
def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        decode(text)


TEXT = "𝄞 Bão Yagi\r\nđổ bộ Hải Phòng"


@pytest.mark.parametrize(
    ("encoding", "span"), [("utf-8", "[5,9]"), ("utf-16", "[3,6]"), ("utf-32", "[2,5]")]
)  # the clef takes 4 bytes, 2 UTF-16 units, 1 code point
def test_span_is_cut_in_the_negotiated_encoding(encoding: str, span: str) -> None:
    assert matches('<span of "Bão">', span, texts=["another text", TEXT], encoding=encoding)
    assert not matches('<span of "Bão">', "[0,3]", texts=[TEXT], encoding=encoding)


def test_span_takes_three_shapes() -> None:
    assert covered_text(decode("[3,6]"), TEXT, "utf-16") == "Bão"
    assert covered_text(decode('{"start":3,"end":6}'), TEXT, "utf-16") == "Bão"
    position = '{"start":{"line":1,"character":6},"end":{"line":1,"character":15}}'
    assert covered_text(decode(position), TEXT, "utf-16") == "Hải Phòng"


@pytest.mark.parametrize(
    "span",
    ["[6,3]", "[0,999]", "[-1,2]", '"x"', "[1]", '[0,"2"]', "[0.5,2]", '{"start":{"line":9,"character":0},"end":5}'],
)
def test_span_that_fits_no_text_covers_nothing(span: str) -> None:
    assert covered_text(decode(span), TEXT, "utf-16") is None


def test_span_that_cuts_a_character_covers_nothing() -> None:
    assert covered_text(decode("[0,1]"), TEXT, "utf-8") is None
    assert covered_text(decode("[0,1]"), TEXT, "utf-16") is None
