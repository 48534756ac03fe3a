"""Client of article-service: news articles, Vietnamese first, read by a process over stdin and stdout.

from article_service import Client

with Client() as client:
    article = client.parse(text)
    for entity in client.entities(text):
        print(entity.name, entity.type, [mention.span for mention in entity.mentions])
"""

from .analyses import ENTITIES, PARSE, SUMMARIZE, Analysis
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
    Article,
    Block,
    Candidate,
    Caption,
    Counts,
    Entity,
    EntityRecord,
    Field,
    Mention,
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
    "PARSE",
    "SUMMARIZE",
    "Alias",
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
    "Entity",
    "EntityRecord",
    "Field",
    "Mention",
    "Page",
    "Pending",
    "ProtocolError",
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
