"""How a list is asked for from its beginning, and how large its pages may be."""

from __future__ import annotations

from ..api.model import Operation, Parameter
from ..listing import paging_parameters
from .exchange import Request
from .situation import Situation

USUAL_PAGE = 100
"""Items of the largest page where no maximum is stated; most services allow as many."""
LARGEST_PAGE = 1000


def beginning(operation: Operation, situation: Situation) -> Request | None:
    """A request for the first page of a list as a whole: without filters, positions or conditions."""
    known = situation.request(operation)
    if known is None:
        return None
    needed = {parameter.name for parameter in operation.parameters_in("query") if parameter.required}
    needed -= paging_parameters(operation).keys()
    kept = tuple(field for field in known.query if field[0] in needed)
    headers = tuple(field for field in known.headers if not field[0].lower().startswith(("if-", "range")))
    return known.but(query=kept, headers=headers)


def size_parameter(operation: Operation) -> Parameter | None:
    """The parameter that says how many items a page may have."""
    roles = paging_parameters(operation)
    return next((each for each in operation.parameters_in("query") if roles.get(each.name) == "size"), None)


def bound(parameter: Parameter, keyword: str) -> int | None:
    """A bound that the schema of a parameter states."""
    value = parameter.any_schema.flat.first(keyword) if parameter.any_schema is not None else None
    return value if type(value) is int else None


def largest_page(parameter: Parameter) -> int:
    """How many items a page may have: the stated maximum, else the usual one."""
    return min(bound(parameter, "maximum") or USUAL_PAGE, LARGEST_PAGE)
