"""Values as they travel: parameters by `style` and `explode` (2.0: `collectionFormat`), bodies by media type.

Source: OpenAPI 3.1 section 4.8.12.2 (Style Values) with RFC 6570; OpenAPI 2.0, Parameter Object; RFC 7578 (multipart).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from ..api.media import essence, is_json
from ..api.model import Parameter
from .exchange import Fields

_SEPARATORS = {
    "spaceDelimited": " ", "pipeDelimited": "|", "ssv": " ", "pipes": "|", "tsv": "\t", "csv": ",",
}  # fmt: skip
BOUNDARY = "apilint-part-of-a-form"


def query_fields(parameter: Parameter, value: Any) -> Fields:
    """A query parameter as names and values (not percent-encoded)."""
    name = parameter.name
    if parameter.content:
        return ((name, _json(value)),)
    style, explode = _style(parameter, "form")
    if style == "deepObject" and type(value) is dict:
        return tuple(_deep(name, value))
    if type(value) is dict and explode:
        return tuple((key, _text(member)) for key, member in value.items())
    if type(value) is list and explode:
        return tuple((name, _text(member)) for member in value)
    return ((name, _joined(value, _SEPARATORS.get(style, ","), explode)),)


def path_text(parameter: Parameter | None, value: Any) -> str:
    """A path parameter as the text that stands in the path (not percent-encoded)."""
    if parameter is None or type(value) not in (dict, list):
        text = _text(value)
    elif parameter.content:
        return _json(value)
    else:
        text = ""
    style, explode = _style(parameter, "simple") if parameter is not None else ("simple", False)
    if style == "label":
        return f".{text or _joined(value, '.' if explode else ',', explode)}"
    if style == "matrix" and parameter is not None:
        return _matrix(parameter.name, value, explode)
    return text or _joined(value, _SEPARATORS.get(style, ","), explode)


def header_text(parameter: Parameter, value: Any) -> str:
    """A header or cookie parameter as its text."""
    if parameter.content:
        return _json(value)
    style, explode = _style(parameter, "simple")
    text = _joined(value, _SEPARATORS.get(style, ","), explode)
    return "".join(char if " " <= char <= "~" else "?" for char in text).strip()


def body_bytes(media_name: str, value: Any, files: frozenset[str] = frozenset()) -> tuple[bytes, str] | None:
    """A body in a media type with its Content-Type; None where the value cannot be written in it.

    `files` are the names of those parts of a multipart body that are files.
    """
    kind = essence(media_name)
    if is_json(kind) or kind in ("*/*", "application/*", ""):
        return _json(value).encode(
            errors="surrogatepass"
        ), "application/json" if "*" in kind or not kind else media_name
    if kind == "application/x-www-form-urlencoded" and type(value) is dict:
        return urlencode(list(_form(value))).encode(), kind
    if kind.startswith("multipart/") and type(value) is dict:
        return _multipart(value, files), f"{kind}; boundary={BOUNDARY}"
    if kind in (
        "application/x-ndjson",
        "application/jsonl",
        "application/json-seq",
        "application/x-jsonlines",
    ):
        lines = value if type(value) is list else [value]
        return "".join(f"{_json(line)}\n" for line in lines).encode(errors="surrogatepass"), media_name
    if type(value) is str:
        return value.encode(errors="surrogatepass"), media_name.replace("*", "plain")
    if kind.startswith("text/") and type(value) in (int, float, bool):
        return _text(value).encode(), media_name.replace("*", "plain")
    return None


def _style(parameter: Parameter, default: str) -> tuple[str, bool]:
    """The style and whether it explodes."""
    if parameter.api.version[0] == 2:
        style = parameter.text("collectionFormat") or "csv"
        return style, style == "multi"
    style = parameter.style or default
    explode = parameter.value.get("explode")
    return style, explode if type(explode) is bool else style in ("form", "deepObject")


def _joined(value: Any, separator: str, explode: bool) -> str:
    if type(value) is list:
        return separator.join(map(_text, value))
    if type(value) is dict:
        if explode:
            return separator.join(f"{key}={_text(member)}" for key, member in value.items())
        return separator.join(f"{key}{separator}{_text(member)}" for key, member in value.items())
    return _text(value)


def _matrix(name: str, value: Any, explode: bool) -> str:
    if explode and type(value) is list:
        return "".join(f";{name}={_text(member)}" for member in value)
    if explode and type(value) is dict:
        return "".join(f";{key}={_text(member)}" for key, member in value.items())
    return f";{name}={_joined(value, ',', False)}"


def _deep(name: str, value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, member in value.items():
        if type(member) is dict:
            yield from _deep(f"{name}[{key}]", member)
        elif type(member) is list:
            yield from ((f"{name}[{key}]", _text(each)) for each in member)
        else:
            yield f"{name}[{key}]", _text(member)


def _form(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, member in value.items():
        for each in member if type(member) is list else [member]:
            yield name, _text(each)


def _multipart(value: Mapping[str, Any], files: frozenset[str]) -> bytes:
    parts = []
    for name, member in value.items():
        for each in member if type(member) is list else [member]:
            safe = name.replace('"', "%22").replace("\r", "").replace("\n", "")
            head = f'Content-Disposition: form-data; name="{safe}"'
            if name in files:
                head += '; filename="file.txt"\r\nContent-Type: application/octet-stream'
            elif type(each) is dict:
                head += "\r\nContent-Type: application/json"
            parts.append(f"--{BOUNDARY}\r\n{head}\r\n\r\n{_text(each)}\r\n")
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode(errors="surrogatepass")


def _text(value: Any) -> str:
    if type(value) is str:
        return value
    return _json(value) if value is not None else ""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
