"""A description in OpenAPI 2.0 written once more in 3.0, for what both can say: tests compare the two.

Sources: OpenAPI 2.0 and 3.0.3; what changed between them is told in the blog of the OpenAPI Initiative, "A visual guide
to what's new in Swagger 3.0".
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
SCHEMA = ("type", "format", "items", "default", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
          "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "enum", "multipleOf")  # fmt: skip
STYLES = {"csv": ("form", False), "ssv": ("spaceDelimited", False), "pipes": ("pipeDelimited", False), "multi": ("form", True)}  # fmt: skip
FLOWS = {"accessCode": "authorizationCode", "application": "clientCredentials"}


def upgraded(old: dict[str, Any]) -> dict[str, Any]:
    """The same API in OpenAPI 3.0.3."""
    new: dict[str, Any] = {"openapi": "3.0.3", "info": old["info"]}
    if "host" in old:
        schemes = old.get("schemes") or [""]
        new["servers"] = [{"url": f"{scheme}:" * bool(scheme) + f"//{old['host']}{old.get('basePath', '')}"} for scheme in schemes]  # fmt: skip
    elif old.get("basePath", "/") != "/":
        new["servers"] = [{"url": old["basePath"]}]
    new["paths"] = {path: _path_item(item, old) for path, item in old["paths"].items()}
    components = {
        "schemas": {name: _schema(schema) for name, schema in old.get("definitions", {}).items()},
        "securitySchemes": {
            name: _scheme(scheme) for name, scheme in old.get("securityDefinitions", {}).items()
        },
    }
    new["components"] = {name: parts for name, parts in components.items() if parts}
    for key in ("security", "tags", "externalDocs"):
        new |= {key: old[key]} if key in old else {}
    return new


def _path_item(item: Any, root: dict[str, Any]) -> Any:
    if not isinstance(item, dict):
        return item
    made = {key: value for key, value in item.items() if key.startswith("x-") or key == "$ref"}
    shared = [_resolved(each, root) for each in item.get("parameters", ())]
    own = [_parameter(each) for each in shared if each.get("in") not in ("body", "formData")]
    made |= {"parameters": own} if own else {}
    for method in METHODS:
        if method in item:
            made[method] = _operation(item[method], shared, root)
    return made


def _operation(
    operation: dict[str, Any], shared: list[dict[str, Any]], root: dict[str, Any]
) -> dict[str, Any]:
    made = {key: value for key, value in operation.items() if key not in ("parameters", "responses", "consumes", "produces", "schemes")}  # fmt: skip
    own = [_resolved(each, root) for each in operation.get("parameters", ())]
    made["parameters"] = [_parameter(each) for each in own if each.get("in") not in ("body", "formData")]
    taken = {(each.get("in"), each.get("name")) for each in own}
    everything = own + [each for each in shared if (each.get("in"), each.get("name")) not in taken]
    types = operation.get("consumes", root.get("consumes")) or ["application/json"]
    body = next((each for each in everything if each.get("in") == "body"), None)
    fields = [each for each in everything if each.get("in") == "formData"]
    if body is not None:
        schema = {"schema": _schema(body["schema"])} if "schema" in body else {}
        made["requestBody"] = {"required": body.get("required", False), "content": {name: deepcopy(schema) for name in types}}  # fmt: skip
    elif fields:
        made["requestBody"] = _form(fields, [name for name in types if name in FORMS] or [FORMS[0]])
    produces = operation.get("produces", root.get("produces")) or ["application/json"]
    made["responses"] = {status: _response(_resolved(each, root), produces) for status, each in operation["responses"].items()}  # fmt: skip
    return made


def _form(fields: list[dict[str, Any]], types: list[str]) -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": {field["name"]: _value(field) for field in fields},
        "required": [field["name"] for field in fields if field.get("required")],
    }
    if not schema["required"]:
        del schema["required"]
    encoding = {}
    for field in fields:
        if field.get("type") == "array":
            style, explode = STYLES[field.get("collectionFormat", "csv")]
            encoding[field["name"]] = {"style": style, "explode": explode}
    content = {
        name: {
            "schema": deepcopy(schema),
            **({"encoding": encoding} if encoding and name == FORMS[0] else {}),
        }
        for name in types
    }
    return {"required": any(field.get("required") for field in fields), "content": content}


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    made = {key: value for key, value in parameter.items() if key not in (*SCHEMA, "collectionFormat")}
    made["schema"] = _value(parameter)
    if parameter.get("type") == "array":
        style, explode = STYLES[parameter.get("collectionFormat", "csv")]
        if parameter["in"] == "query":
            made |= {"style": style, "explode": explode}
    return made


def _value(parameter: dict[str, Any]) -> dict[str, Any]:
    if parameter.get("type") == "file":
        return {"type": "string", "format": "binary"}
    value = {key: parameter[key] for key in SCHEMA if key in parameter}
    return value | ({"items": _value(value["items"])} if "items" in value else {})


def _response(response: dict[str, Any], produces: list[str]) -> dict[str, Any]:
    made = {key: value for key, value in response.items() if key not in ("schema", "headers", "examples")}
    if "headers" in response:
        made["headers"] = {name: {"schema": _value(header), **({"description": header["description"]} if "description" in header else {})} for name, header in response["headers"].items()}  # fmt: skip
    if "schema" in response or "examples" in response:
        schema = {"schema": _schema(response["schema"])} if "schema" in response else {}
        made["content"] = {name: deepcopy(schema) for name in produces}
    return made


def _scheme(scheme: dict[str, Any]) -> dict[str, Any]:
    if scheme.get("type") == "basic":
        return {"type": "http", "scheme": "basic"}
    if scheme.get("type") != "oauth2":
        return scheme
    flow = {key: scheme[key] for key in ("authorizationUrl", "tokenUrl", "scopes") if key in scheme}
    return {"type": "oauth2", "flows": {FLOWS.get(scheme["flow"], scheme["flow"]): flow}}


def _schema(schema: Any) -> Any:
    """With references to where 3.0 keeps schemas, and the words of 3.0 for discriminators, `null` and files."""
    if isinstance(schema, list):
        return [_schema(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {
        key: _schema(value) for key, value in schema.items() if key not in ("x-nullable", "discriminator")
    }
    if isinstance(schema.get("$ref"), str):
        made["$ref"] = schema["$ref"].replace("#/definitions/", "#/components/schemas/")
    if schema.get("x-nullable") is True:
        made["nullable"] = True
    if isinstance(schema.get("discriminator"), str):
        made["discriminator"] = {"propertyName": schema["discriminator"]}
    if schema.get("type") == "file":
        made |= {"type": "string", "format": "binary"}
    return made


def _resolved(value: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in value:
        return value
    found: Any = root
    for token in value["$ref"].removeprefix("#/").split("/"):
        found = found[token.replace("~1", "/").replace("~0", "~")]
    return _resolved(found, root)
