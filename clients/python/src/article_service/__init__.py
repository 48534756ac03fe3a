"""Client of article-service: news articles, Vietnamese first, read by a process over stdin and stdout.

from article_service import Client

with Client() as client:
    article = client.parse(text)
    for entity in client.entities(text):
        print(entity.name, entity.type, [mention.span for mention in entity.mentions])
"""

from .analyses import ENTITIES, FACTS, PARSE, SUMMARIZE, Analysis
from .client import Client, Page
from .connection import Pending
from .errors import (
    ArticleServiceError,
    Cancelled,
    ClientClosed,
    ProtocolError,
    RPCError,
    ServerDied,
    ServerNotFound,
    TimedOut,
)
from .locating import locate
from .results import (
    Alias,
    Amount,
    Article,
    Block,
    Candidate,
    Caption,
    Counts,
    DateMention,
    Entity,
    EntityRecord,
    Facts,
    Field,
    Mention,
    Quotation,
    Quoted,
    RelatedLink,
    Repair,
    Role,
    Section,
    Sentence,
    Span,
    Summary,
    SummarySentence,
    Support,
)

__version__ = "0.1.0"

__all__ = [
    "ENTITIES",
    "FACTS",
    "PARSE",
    "SUMMARIZE",
    "Alias",
    "Amount",
    "Analysis",
    "Article",
    "ArticleServiceError",
    "Block",
    "Cancelled",
    "Candidate",
    "Caption",
    "Client",
    "ClientClosed",
    "Counts",
    "DateMention",
    "Entity",
    "EntityRecord",
    "Facts",
    "Field",
    "Mention",
    "Page",
    "Pending",
    "ProtocolError",
    "Quotation",
    "Quoted",
    "RPCError",
    "RelatedLink",
    "Repair",
    "Role",
    "Section",
    "Sentence",
    "ServerDied",
    "ServerNotFound",
    "Span",
    "Summary",
    "SummarySentence",
    "Support",
    "TimedOut",
    "locate",
]
