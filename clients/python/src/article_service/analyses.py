"""The analyses of one text, as values: what to ask the service, and what its answer becomes.

client.map(texts, ENTITIES)
client.submit(PARSE, text).result()
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Generic, TypeVar

from . import results
from .decoding import decode
from .errors import ProtocolError

Result = TypeVar("Result")


@dataclass(frozen=True)
class Analysis(Generic[Result]):
    """A method of the service that reads one text."""

    method: str
    # From the answer and the text that was sent.
    decode: Callable[[Any, str], Result]


def whole(kind: type[Result]) -> Callable[[Any, str], Result]:
    """The answer as it is."""
    return lambda answer, source: decode(kind, answer, source)


def member(name: str, kind: type[Result]) -> Callable[[Any, str], Result]:
    """One member of the answer."""

    def decode_member(answer: Any, source: str) -> Result:
        if not isinstance(answer, dict) or name not in answer:
            raise ProtocolError(f"an answer without {name}")
        return decode(kind, answer[name], source)

    return decode_member


PARSE = Analysis("article/parse", whole(results.Article))
ENTITIES = Analysis("article/entities", member("entities", tuple[results.Entity, ...]))
FACTS = Analysis("article/facts", whole(results.Facts))
SUMMARIZE = Analysis("article/summarize", whole(results.Summary))
TIMELINE = Analysis("article/timeline", whole(results.Timeline))
WORDS = Analysis("article/words", member("sentences", tuple[results.SegmentedSentence, ...]))
