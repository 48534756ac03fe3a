"""From JSON to the Python client's dataclasses."""

from __future__ import annotations

import dataclasses
from typing import Any

import article_service
import pytest
from article_service import Article, Block, Candidate, ProtocolError, Role, Span
from article_service.decoding import decode

TEXT = "Bão Yagi\n\nBão vào Hải Phòng."


def page(**members: Any) -> dict[str, Any]:
    blocks = [
        {"span": [0, 10], "content": [0, 8], "label": "headline", "isBody": False, "level": 1, "confidence": 0.9},
        {"span": [10, 28], "content": [10, 28], "label": "paragraph", "isBody": True, "evidence": ["length"]},
    ]
    field = {"text": "Bão Yagi", "span": [0, 8], "block": 0, "confidence": 1}
    return {"positionEncoding": "utf-32", "blocks": blocks, "headline": field, **members}


def test_article_knows_its_text_title_and_body() -> None:
    article = decode(Article, page(language="vi"), TEXT)
    assert article.source == TEXT
    assert article.title == "Bão Yagi"
    assert article.body == "Bão vào Hải Phòng."
    assert article.language == "vi"
    assert article.headline is not None
    assert article.headline.confidence == 1.0


def test_block_gets_the_text_it_covers() -> None:
    article = decode(Article, page(), TEXT)
    assert [block.text for block in article.blocks] == ["Bão Yagi", "Bão vào Hải Phòng."]
    assert article.labelled("paragraph")[0].evidence == ("length",)
    assert article.labelled("caption") == ()
    assert article.blocks[0].span.of(TEXT) == "Bão Yagi\n\n"


def test_unknown_members_are_passed_over() -> None:
    article = decode(Article, page(mood="calm", counts={"words": 7, "syllables": 9}), TEXT)
    assert article.counts.words == 7


def test_missing_members_take_their_defaults() -> None:
    article = decode(Article, {"blocks": []}, "")
    assert article.headline is None
    assert article.title == article.body == ""
    assert article.sections == ()


def test_camel_case_becomes_snake_case() -> None:
    role = decode(Role, {"title": "Tổng thống", "span": [0, 10], "affiliationSpan": [11, 14], "affiliation": "Nga"})
    assert role.affiliation_span == Span(11, 14)
    assert decode(Candidate, {"id": "Q1", "name": "Mỹ", "type": "LOC", "englishName": "US"}).english_name == "US"


def test_null_stands_for_a_missing_value() -> None:
    assert decode(Article, page(language=None, headline=None), TEXT).title == ""


@pytest.mark.parametrize(
    "answer",
    [
        {"blocks": {}},
        {"blocks": [1]},
        {"blocks": [{"label": "paragraph", "content": [0, 1]}]},
        {"blocks": [{"label": "paragraph", "span": [0], "content": [0, 1]}]},
        {"blocks": [{"label": "paragraph", "span": [0, True], "content": [0, 1]}]},
        {"blocks": [{"label": 5, "span": [0, 1], "content": [0, 1]}]},
        {"blocks": [], "confidence": "high"},
        {"blocks": [], "counts": {"words": 1.5}},
        {"blocks": [], "counts": {"words": True}},
        {},
        [],
        None,
    ],
)
def test_answer_of_another_shape_is_a_protocol_error(answer: Any) -> None:
    with pytest.raises(ProtocolError):
        decode(Article, answer, TEXT)


def test_results_cannot_be_changed() -> None:
    block = decode(Article, page(), TEXT).blocks[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        block.label = "byline"  # type: ignore[misc]
    assert isinstance(block, Block)


def test_annotations_can_be_read_by_python_3_9() -> None:
    for kind in vars(article_service.results).values():
        if dataclasses.is_dataclass(kind):
            assert not [field.name for field in dataclasses.fields(kind) if "|" in str(field.type)]
