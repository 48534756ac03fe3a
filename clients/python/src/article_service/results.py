"""What the service answers, as frozen dataclasses.

Every `span` counts in code points: `text[span.start:span.end]` of the string that was sent is what it points at.
Fields that the service leaves out are None, empty or their type's zero; protocol.md says what each means.

The decoder reads these annotations when it runs, and Python 3.9 has no `X | None` then: hence `Optional`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, Optional

from .errors import ProtocolError


class Span(NamedTuple):
    """A stretch `[start, end)` of a text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The stretch of `text` that the span covers."""
        return text[self.start : self.end]

    @classmethod
    def from_json(cls, value: Any) -> Span:
        if type(value) is list and len(value) == 2:
            start, end = value
            if type(start) is int and type(end) is int:
                return cls(start, end)
        raise ProtocolError(f"expected a span, got {value!r}"[:200])


@dataclass(frozen=True)
class Quoted:
    """Words of a text, and where they stand."""

    text: str
    span: Span


# MARK: article/parse


@dataclass(frozen=True)
class Field:
    """A value that the page states, and where."""

    text: str
    span: Span
    # The index of its block.
    block: int = 0
    confidence: float = 1.0


@dataclass(frozen=True)
class Caption:
    """What the page says of a picture."""

    text: str
    span: Span
    block: int = 0
    confidence: float = 1.0
    credit: Optional[Field] = None


@dataclass(frozen=True)
class RelatedLink:
    """A pointer to another article."""

    title: Field
    snippet: Optional[Field] = None


@dataclass(frozen=True)
class Section:
    """A part of the body under one heading."""

    level: int
    # [first, end) of its blocks, as indices.
    blocks: Span
    # None before the first heading.
    heading: Optional[Field] = None


@dataclass(frozen=True)
class Block:
    """A stretch of the page with one role. The blocks of an article tile its text."""

    span: Span
    # The stretch without white space at either end; `text` is what it covers.
    content: Span
    text: str
    label: str
    is_body: bool = False
    # The depth of a heading, 1 for the title; 0 for every other block.
    level: int = 0
    confidence: float = 1.0
    # What weighed most for the label, strongest first.
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """A sentence of the body."""

    text: str
    span: Span
    block: int = 0


@dataclass(frozen=True)
class Repair:
    """An offer to mend the text: put `replacement` in place of `span`."""

    kind: str
    span: Span
    replacement: str
    message: str = ""
    block: int = 0


@dataclass(frozen=True)
class Counts:
    """Sizes of the body."""

    blocks: int = 0
    paragraphs: int = 0
    sentences: int = 0
    words: int = 0
    characters: int = 0


@dataclass(frozen=True)
class Article:
    """A page, read: every line with its role, and the article's fields."""

    # The text that was sent; empty when the service read it from a document or a file.
    source: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    # How sure it is that the page holds an article at all, 0 to 1.
    confidence: float = 1.0
    language: Optional[str] = None
    headline: Optional[Field] = None
    kicker: Optional[Field] = None
    standfirst: Optional[Field] = None
    byline: Optional[Field] = None
    authors: tuple[Field, ...] = ()
    dateline: Optional[Field] = None
    timestamps: tuple[Field, ...] = ()
    categories: tuple[Field, ...] = ()
    tags: tuple[Field, ...] = ()
    sections: tuple[Section, ...] = field(default=(), repr=False)
    captions: tuple[Caption, ...] = field(default=(), repr=False)
    related: tuple[RelatedLink, ...] = field(default=(), repr=False)
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)
    repairs: tuple[Repair, ...] = field(default=(), repr=False)
    counts: Counts = field(default=Counts())
    position_encoding: str = "utf-32"

    @property
    def title(self) -> str:
        """The headline's text; empty when the page has none."""
        return self.headline.text if self.headline else ""

    @property
    def body(self) -> str:
        """The text of the body's blocks, an empty line between them."""
        return "\n\n".join(block.text for block in self.blocks if block.is_body)

    def labelled(self, label: str) -> tuple[Block, ...]:
        """The blocks with this role, in the page's order."""
        return tuple(block for block in self.blocks if block.label == label)


# MARK: article/entities, entity/lookup, entity/get


@dataclass(frozen=True)
class Mention:
    """One place where the text names an entity."""

    text: str
    span: Span
    # "full", "short", "acronym" or "alias".
    form: str = "full"


@dataclass(frozen=True)
class Role:
    """A title or affiliation that the text gives to an entity."""

    title: str
    span: Span
    affiliation: Optional[str] = None
    affiliation_span: Optional[Span] = None
    # ISO 8601.
    date: Optional[str] = None


@dataclass(frozen=True)
class Candidate:
    """An entity of the knowledge base that a name may stand for, and why."""

    id: str
    name: str
    type: str
    # The name that matched, and how.
    alias: str = ""
    match: str = ""
    # Comparable within one answer, 0 to 1.
    score: float = 0.0
    reason: str = ""
    english_name: str = ""
    subtype: str = ""
    # ISO 3166-1 alpha-2.
    country: str = ""
    description: str = ""


@dataclass(frozen=True)
class Entity:
    """Someone or something the text names, with every place where it does."""

    type: str
    name: str
    # In the knowledge base; None when it is not in it.
    id: Optional[str] = None
    salience: float = 0.0
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Alias:
    """A name of an entity in the knowledge base."""

    name: str
    kind: str = ""
    # Also an ordinary word or given name.
    homograph: bool = False
    # How likely the name means this entity, 0 to 100.
    prior: int = 0


@dataclass(frozen=True)
class EntityRecord:
    """One record of the knowledge base."""

    id: str
    name: str
    type: str
    english_name: str = ""
    subtype: str = ""
    country: str = ""
    description: str = ""
    wikidata: str = ""
    # ISO 8601.
    valid_from: Optional[str] = None
    valid_until: Optional[str] = None
    aliases: tuple[Alias, ...] = ()
    source: str = ""
    licence: str = ""


# MARK: article/facts


@dataclass(frozen=True)
class DateMention:
    """An expression of time, and what it refers to."""

    text: str
    span: Span
    # ISO 8601 or EDTF; "?" when unknown.
    value: str = "?"
    # The form of the value: "day", "month", "range", …
    kind: str = ""
    # What supplied the parts that the expression leaves out.
    resolved_by: str = ""
    # The calendar has no such day.
    impossible: bool = False
    confidence: float = 1.0


@dataclass(frozen=True)
class Amount:
    """A number with its unit."""

    text: str
    span: Span
    # In `unit`; the lower end of a range.
    value: float
    # ISO 4217, a symbol, or the counted noun.
    unit: str = ""
    kind: str = ""
    # The upper end of a range.
    upper_value: Optional[float] = None
    base_value: Optional[float] = None
    base_upper_value: Optional[float] = None
    base_unit: str = ""
    # How the text hedges it.
    qualifier: str = ""
    qualifier_span: Optional[Span] = None
    confidence: float = 1.0


@dataclass(frozen=True)
class Quotation:
    """Words that the article gives as somebody's."""

    # With its marks; `content` is the words themselves.
    span: Span
    content: Quoted
    kind: str = ""
    # Who says it, with title.
    speaker: Optional[Quoted] = None
    # An earlier naming of a speaker who is only a pronoun here.
    antecedent: Optional[Quoted] = None
    # The word that attributes it.
    cue: Optional[Quoted] = None
    attribution: str = ""
    # Whether both quotation marks are there.
    balanced: bool = True
    confidence: float = 1.0


@dataclass(frozen=True)
class Facts:
    """What an article states: dates, amounts, and who said what, each in the order of the text."""

    dates: tuple[DateMention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    # The day from which relative dates are counted, ISO 8601, and what told it.
    published_at: Optional[str] = None
    published_at_from: Optional[str] = None
    position_encoding: str = "utf-32"


# MARK: article/summarize


@dataclass(frozen=True)
class Support:
    """A sentence of another article that says much the same."""

    text: str
    span: Span
    # The index of its article.
    article: int = 0
    # How much of the summary's sentence it repeats, 0 to 1.
    overlap: float = 0.0


@dataclass(frozen=True)
class SummarySentence:
    """A sentence of a summary, with the place it comes from."""

    # As written; where the sentence opens with a pronoun, whom it means may follow in square brackets.
    text: str
    # Where it stands in the text of its article.
    span: Span
    # The index of its article among those that were sent.
    article: int = 0
    block: int = 0
    # Whom the opening pronoun means.
    antecedent: Optional[Quoted] = None
    # 1 for the sentence that ranks highest.
    score: float = 0.0
    # What spoke for it, strongest first.
    reasons: tuple[str, ...] = ()
    support: tuple[Support, ...] = ()


@dataclass(frozen=True)
class Summary:
    """The sentences that say most of one or several articles."""

    text: str
    sentences: tuple[SummarySentence, ...] = ()
    # Its length, syllables in Vietnamese.
    words: int = 0
    # Whether the articles have words of the query.
    answers_query: bool = True
    # The articles it rests on, as indices.
    sources: tuple[int, ...] = ()
    position_encoding: str = "utf-32"


# MARK: article/timeline, article/compare


@dataclass(frozen=True)
class SourceSentence:
    """A sentence of one of several articles."""

    text: str
    span: Span
    # The index of its article among those that were sent.
    article: int = 0
    block: int = 0


@dataclass(frozen=True)
class Telling(SourceSentence):
    """A sentence that tells of an event, with its expression of time."""

    date: Optional[Quoted] = None


@dataclass(frozen=True)
class Event:
    """What happened at one time, in the words of the articles."""

    # ISO 8601 or EDTF.
    value: str
    kind: str = ""
    # ISO 8601; None when the value has no such day.
    first_day: Optional[str] = None
    last_day: Optional[str] = None
    sentences: tuple[Telling, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """What happened when: by date, of two that begin on one day the shorter first."""

    events: tuple[Event, ...] = ()
    position_encoding: str = "utf-32"


@dataclass(frozen=True)
class ComparedArticle:
    """One of the articles that are compared."""

    headline: Optional[Quoted] = None


@dataclass(frozen=True)
class ComparedName:
    """Someone or something that the articles name."""

    name: str
    type: str = ""
    id: Optional[str] = None
    # How often each article does.
    mentions: tuple[int, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """What several articles say, each in its words."""

    sentences: tuple[SourceSentence, ...] = ()


@dataclass(frozen=True)
class Distinction(SourceSentence):
    """A sentence that no other article has the like of."""

    # Its rank in its article, 0 to 1.
    score: float = 0.0


@dataclass(frozen=True)
class Version:
    """What one article says where the articles differ."""

    text: str
    span: Span
    # What it comes to, in the same form in all versions.
    value: str = ""
    sentence: Optional[SourceSentence] = None


@dataclass(frozen=True)
class Disagreement:
    """A figure, a date or a name that differs where the articles speak of the same."""

    kind: str
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True)
class View:
    """What each article says of a name that they share."""

    # An index into `Comparison.names`.
    name: int
    sentences: tuple[SourceSentence, ...] = ()


@dataclass(frozen=True)
class Voiced:
    """Words that an article gives as somebody's."""

    text: str
    span: Span
    article: int = 0
    kind: str = ""


@dataclass(frozen=True)
class Voice:
    """Someone whose words the articles give."""

    name: str
    id: Optional[str] = None
    quotations: tuple[Voiced, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Several articles held against each other."""

    # In the order in which they were sent.
    articles: tuple[ComparedArticle, ...] = ()
    # Those that most articles name first.
    names: tuple[ComparedName, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    # For each article, what no other says.
    distinctions: tuple[tuple[Distinction, ...], ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    views: tuple[View, ...] = ()
    voices: tuple[Voice, ...] = ()
    timeline: tuple[Event, ...] = ()
    position_encoding: str = "utf-32"


# MARK: article/words


@dataclass(frozen=True)
class SegmentedSentence:
    """A sentence cut into words; a Vietnamese word may hold spaces."""

    text: str
    span: Span
    block: int = 0
    # Words and punctuation marks, in order.
    words: tuple[Span, ...] = ()

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words as strings."""
        start = self.span.start
        return tuple(self.text[word.start - start : word.end - start] for word in self.words)
