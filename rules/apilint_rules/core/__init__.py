"""What rules are made of, and what runs them. A rule imports from here and from nowhere else in the project."""

from .api.model import (
    Api,
    Direction,
    Example,
    Flow,
    Header,
    Info,
    Link,
    MediaType,
    Operation,
    Parameter,
    PathItem,
    Reference,
    RequestBody,
    Requirement,
    Response,
    Role,
    SecurityScheme,
    Server,
    Tag,
    Webhook,
)
from .api.schema import Schema
from .api.view import View
from .change.change import Added, Change, Pair, Removed
from .change.gap import Gap
from .document import Document, Place
from .finding import Problem, Related, Witness
from .pointer import Pointer, Span
from .resources import Kind, Resource, Resources
from .rule import Option, Rule
from .severity import Severity
from .suppression import Suppression
from .wire.exchange import Answer, Credentials, Exchange, Request, Seen
from .wire.probe import NotAbout, Probe, Steps, Unjudged
from .wire.situation import Situation, Thing

__all__ = [
    "Added",
    "Answer",
    "Api",
    "Change",
    "Credentials",
    "Direction",
    "Document",
    "Example",
    "Exchange",
    "Flow",
    "Gap",
    "Header",
    "Info",
    "Kind",
    "Link",
    "MediaType",
    "NotAbout",
    "Operation",
    "Option",
    "Pair",
    "Parameter",
    "PathItem",
    "Place",
    "Pointer",
    "Probe",
    "Problem",
    "Reference",
    "Related",
    "Removed",
    "Request",
    "RequestBody",
    "Requirement",
    "Resource",
    "Resources",
    "Response",
    "Role",
    "Rule",
    "Schema",
    "SecurityScheme",
    "Seen",
    "Server",
    "Severity",
    "Situation",
    "Span",
    "Steps",
    "Suppression",
    "Tag",
    "Thing",
    "Unjudged",
    "View",
    "Webhook",
    "Witness",
]
