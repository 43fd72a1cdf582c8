"""Where conventions come from, and the pages that say so."""

from __future__ import annotations

import re
from functools import cache

_RFC = re.compile(r"RFC (\d+)(?: section ([\d.]+))?")
_PATTERNS = (
    (re.compile(r"Zalando (\d+)"), "https://opensource.zalando.com/restful-api-guidelines/#{0}"),
    (re.compile(r"AIP-(\d+)"), "https://google.aip.dev/{0}"),
    (
        re.compile(r"Azure ([\w-]+)"),
        "https://github.com/microsoft/api-guidelines/blob/vNext/azure/Guidelines.md#{0}",
    ),
    (re.compile(r"NL /core/([\w/-]+)"), "https://gitdocumentatie.logius.nl/publicatie/api/adr/#/core/{0}"),
    (re.compile(r"OpenAPI 2\.0 ([\w ]+ Object)"), "https://spec.openapis.org/oas/v2.0.html#{0}"),
    (re.compile(r"OpenAPI ([\w ]+ Object)"), "https://spec.openapis.org/oas/v3.1.1.html#{0}"),
    (
        re.compile(r"JSON Schema Validation ([\d.]+)"),
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-{0}",
    ),
    (
        re.compile(r"JSON Schema Core ([\d.]+)"),
        "https://json-schema.org/draft/2020-12/json-schema-core#section-{0}",
    ),
)
_FIXED = {
    "OWASP API1:2023": "https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/",
    "OWASP API2:2023": "https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/",
    "OWASP API3:2023": "https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/",
    "OWASP API4:2023": "https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",
    "OWASP API5:2023": "https://owasp.org/API-Security/editions/2023/en/0xa5-broken-function-level-authorization/",
    "OWASP API8:2023": "https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/",
    "OWASP API9:2023": "https://owasp.org/API-Security/editions/2023/en/0xa9-improper-inventory-management/",
    "OpenAPI": "https://spec.openapis.org/oas/",
    "OpenAPI format registry": "https://spec.openapis.org/registry/format/",
    "YAML 1.2": "https://yaml.org/spec/1.2.2/",
}


@cache
def url_of(source: str) -> str | None:
    """The page of a source such as `RFC 9110 section 15.5.2` or `Zalando 133`; None for those without one."""
    rfc = _RFC.match(source)
    if rfc:
        return f"https://www.rfc-editor.org/rfc/rfc{rfc[1]}.html" + (f"#section-{rfc[2]}" if rfc[2] else "")
    for pattern, url in _PATTERNS:
        found = pattern.match(source)
        if found:
            return url.format(found[1].lower().replace(" ", "-"))
    return _FIXED.get(source)
