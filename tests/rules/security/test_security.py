"""The odd cases of the rules on security: findings on the marked lines, silence where none is marked."""

from __future__ import annotations

import base64
import json

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from support import findings_of_example, marked_lines

RULES = load_rules()

BEARER = "components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}\n"
OAUTH = """\
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        clientCredentials: {tokenUrl: 'https://auth.example.com', scopes: {'orders:read': Read}}
        authorizationCode:
          authorizationUrl: https://auth.example.com
          tokenUrl: https://auth.example.com
          scopes: {'orders:write': Write}
"""

CASES = {
    # Writes and their credentials -----------------------------------------------------------------
    "write-has-security the root covers all": BEARER
    + "security: [{bearer: []}]\npaths: {/orders: {post: {}}}",
    "write-has-security an empty list is an answer": BEARER + "paths: {/orders: {post: {security: []}}}",
    "write-has-security an empty list at the root too": BEARER + "security: []\npaths: {/orders: {post: {}}}",
    "write-has-security an empty alternative of an operation": BEARER
    + "paths: {/orders: {post: {security: [{bearer: []}, {}]}}}",
    "write-has-security reads are left alone": BEARER + "paths: {/orders: {get: {}, head: {}}}",
    "write-has-security credentials are asked for before there are any": BEARER
    + """
paths:
  /oauth2/token: {post: {}}
  /users/sign-up: {post: {}}
  /users/log_in: {post: {}}
  /sessions: {post: {operationId: loginUser}}
  /users/password/reset: {post: {}}
  /health: {post: {}}
  /webhooks/payments: {post: {}}
""",
    "write-has-security words count whole": BEARER
    + """
paths:
  /tokens/{id}:
    delete: {}  # <-
  /blog-in-review:
    post: {}  # <-
""",
    "write-has-security no scheme at all is told once": """
openapi: 3.0.4  # <-
paths: {/orders: {post: {}, put: {}}, '/orders/{id}': {delete: {}}}
""",
    "write-has-security no scheme in 2.0": "swagger: '2.0'  # <-\npaths: {/orders: {post: {}}}",
    "write-has-security no scheme and nothing to write": "openapi: 3.0.4\npaths: {/orders: {get: {}}}",
    "write-has-security open to everybody": "openapi: 3.0.4\nsecurity: []\npaths: {/orders: {post: {}}}",
    "write-has-security 2.0 definitions": """
swagger: '2.0'
securityDefinitions: {basic: {type: basic}}
paths:
  /orders:
    get: {security: [{basic: []}]}
    delete:  # <-
      security_: oops
""",
    "write-has-security optional everywhere": BEARER
    + """
security:
  - bearer: []
  - {}  # <-
paths: {/orders: {post: {}, delete: {}}}
""",
    "write-has-security webhooks are called by the service": BEARER + "webhooks: {paid: {post: {}}}",
    # Schemes and scopes ---------------------------------------------------------------------------
    "security-scheme-defined told once for each name": BEARER
    + """
security:
  - api_key: []  # <-
paths:
  /orders:
    get: {security: [{api_key: []}, {bearer: []}]}
    put:
      security:
        - bearer: []
          session: []  # <-
""",
    "security-scheme-defined the empty requirement": BEARER + "security: [{}]",
    "security-scheme-defined behind a broken reference": """
components: {securitySchemes: {key: {$ref: 'schemes.yaml#/key'}}}
security: [{key: []}]
""",
    "security-scheme-defined the section is elsewhere": """
components: {securitySchemes: {$ref: schemes.yaml}}
security: [{key: []}]
""",
    "security-scheme-defined 2.0": """
swagger: '2.0'
securityDefinitions: {basic: {type: basic}}
security:
  - basic: []
  - Basic: []  # <-
""",
    "security-scheme-defined a URI in 3.2": """
openapi: 3.2.0
security:
  - https://example.com/schemes.yaml#/key: []
  - key: []  # <-
""",
    "security-scheme-defined a URI before 3.2": """
openapi: 3.1.1
security:
  - https://example.com/schemes.yaml#/key: []  # <-
""",
    "security-scheme-defined in a webhook": BEARER
    + """
webhooks:
  paid:
    post:
      security:
        - hmac: []  # <-
""",
    "security-scope-defined any flow counts": OAUTH + "security: [{oauth: ['orders:read', 'orders:write']}]",
    "security-scope-defined told once": OAUTH
    + """
security:
  - oauth: ['orders:delete']  # <-
paths: {/orders: {get: {security: [{oauth: ['orders:delete']}]}}}
""",
    "security-scope-defined OpenID Connect and roles have no list": """
openapi: 3.1.0
components:
  securitySchemes:
    oidc: {type: openIdConnect, openIdConnectUrl: 'https://example.com'}
    key: {type: apiKey, in: header, name: X-Key}
security: [{oidc: [profile], key: [admin]}]
""",
    "security-scope-defined 2.0": """
swagger: '2.0'
securityDefinitions:
  oauth: {type: oauth2, flow: application, tokenUrl: 'https://example.com', scopes: {read: Read}}
security:
  - oauth:
      - read
      - write  # <-
""",
    "security-scope-defined bears broken parts": """
components: {securitySchemes: {oauth: {type: oauth2, flows: {clientCredentials: {scopes: [read]}}}, other: 1}}
security: [{oauth: read, other: [x]}, 7]
""",
    # Credentials in URLs --------------------------------------------------------------------------
    "no-credentials-in-url names that only look like it": """
paths:
  /secrets/{secret_name}/{password}:
    get:
      parameters:
        - {name: secret_name, in: path}
        - {name: token_id, in: query}
        - {name: secret_type, in: query}
        - {name: next_page_token, in: query}
        - {name: sync_token, in: query}
        - {name: hide_password, in: query, schema: {type: boolean}}
        - {name: token, in: query, description: The token of the next page.}
        - {name: key, in: query}
        - {name: api_key, in: header}
""",
    "no-credentials-in-url an item named after its collection": """
paths:
  /api-keys/{api_key}:
    get: {parameters: [{name: api_key, in: path}]}
  /users/{user}/reset/{access_token}:
    get:
      parameters:
        - name: access_token  # <-
          in: path
""",
    "no-credentials-in-url told once for each name": """
paths:
  /orders:
    get:
      parameters:
        - name: apiKey  # <-
          in: query
  /invoices: {get: {parameters: [{name: apiKey, in: query}]}}
""",
    "no-credentials-in-url a token that is said to be one": """
paths:
  /orders:
    get:
      parameters:
        - name: token  # <-
          in: query
          description: Authentication token of the caller.
""",
    "no-credentials-in-url what a scheme declares is told by another rule": """
components: {securitySchemes: {key: {type: apiKey, in: query, name: api_key}}}
paths: {/orders: {get: {parameters: [{name: api_key, in: query}]}}}
""",
    "no-credentials-in-url 2.0 and shared": """
swagger: '2.0'
paths:
  /orders: {get: {parameters: [{$ref: '#/parameters/secret'}]}}
parameters:
  secret:
    name: client_secret  # <-
    in: query
    type: string
""",
    "no-api-key-in-query cookies and headers": """
components:
  securitySchemes:
    a: {type: apiKey, in: cookie, name: session}
    b: {type: apiKey, in: header, name: X-Key}
    c: {type: apiKey, name: key}
""",
    "no-api-key-in-query 2.0": """
swagger: '2.0'
securityDefinitions:
  key:
    type: apiKey
    in: query  # <-
    name: key
""",
    # Schemes and flows ----------------------------------------------------------------------------
    "auth-scheme-sound registered in any case": """
components:
  securitySchemes:
    a: {type: http, scheme: Bearer}
    b: {type: http, scheme: DPoP}
    c: {type: http, scheme: SCRAM-SHA-256}
    d: {type: apiKey, scheme: nonsense}
    e: {type: http}
""",
    "auth-scheme-sound 2.0": """
swagger: '2.0'
securityDefinitions:
  login:
    type: basic  # <-
""",
    "auth-scheme-sound the outdated and the unknown": """
components:
  securitySchemes:
    a: {type: http, scheme: digest}  # <-
    b: {type: http, scheme: Negotiate}  # <-
    c: {type: http, scheme: oauth}  # <-
    d: {type: http, scheme: HMAC}  # <-
""",
    "oauth-no-implicit-or-password 2.0": """
swagger: '2.0'
securityDefinitions:
  a:
    type: oauth2
    flow: password  # <-
    scopes: {}
  b: {type: oauth2, flow: accessCode}
""",
    "oauth-no-implicit-or-password other types have no flows": """
components: {securitySchemes: {a: {type: http, scheme: bearer, flows: {implicit: {}}}}}
""",
    "oauth-urls-https what is near or relative": """
components:
  securitySchemes:
    a:
      type: oauth2
      flows:
        clientCredentials: {tokenUrl: 'http://localhost:8080/token', refreshUrl: /token}
        password: {tokenUrl: 'http://auth.test/token', refreshUrl: 5}
    b: {type: openIdConnect, openIdConnectUrl: 'http://127.0.0.1/.well-known'}
""",
    "oauth-urls-https each address": """
components:
  securitySchemes:
    a:
      type: openIdConnect
      openIdConnectUrl: http://id.example.com  # <-
    b:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: http://id.example.com  # <-
          tokenUrl: https://id.example.com
          refreshUrl: HTTP://id.example.com  # <-
""",
    "oauth-urls-https 2.0": """
swagger: '2.0'
securityDefinitions:
  a:
    type: oauth2
    flow: implicit
    authorizationUrl: http://id.example.com  # <-
""",
    # Servers --------------------------------------------------------------------------------------
    "servers-https near, relative, sandbox": """
openapi: 3.1.0
servers:
  - {url: 'http://localhost:3000'}
  - {url: 'http://127.0.0.1'}
  - {url: 'http://[::1]:80/v1'}
  - {url: 'http://192.168.1.7/api'}
  - {url: 'http://172.20.0.2/api'}
  - {url: 'http://orders:8080'}
  - {url: 'http://orders.svc.cluster.local'}
  - {url: 'http://api.test'}
  - {url: /v1}
  - {url: '//api.example.com'}
  - {url: api.example.com}
  - {url: 'https://api.example.com/http://'}
  - {url: 'wss://api.example.com'}
  - {url: 'http://sandbox.example.com', x-sandbox: true}
  - {url: 7}
  - {}
""",
    "servers-https everywhere": """
openapi: 3.1.0
servers:
  - url: http://api.example.com  # <-
  - url: ws://events.example.com  # <-
  - url: http://172.200.0.2  # <-
  - url: http://user@api.example.com  # <-
paths:
  /orders:
    servers: [{url: 'http://orders.example.com'}]  # <-
    get:
      servers: [{url: 'http://reads.example.com'}]  # <-
""",
    "servers-https variables": """
openapi: 3.1.0
servers:
  - url: '{scheme}://api.example.com'
    variables:
      scheme:
        default: http  # <-
  - url: '{scheme}://data.example.com'
    variables: {scheme: {default: https, enum: [https, http]}}
  - url: 'http://{host}/v1'
    variables: {host: {default: localhost}}
  - url: 'http://{tenant}.example.com'  # <-
    variables: {tenant: 5}
  - url: '{root}/v1'
    variables: {root: {default: 'http://localhost:9091'}}
""",
    "servers-https 2.0": """
swagger: '2.0'
host: api.example.com
schemes:
  - https
  - http  # <-
paths:
  /orders:
    get:
      schemes: [ws]  # <-
""",
    "servers-https 2.0 without a host, or near": "swagger: '2.0'\nschemes: [http]",
    "servers-https 2.0 on this machine": "swagger: '2.0'\nhost: localhost:8080\nschemes: [http]",
    # What GET hands out ---------------------------------------------------------------------------
    "sensitive-property-in-response what is no secret": """
paths:
  /users:
    get:
      responses:
        '200':
          content:
            application/json:
              schema:
                type: array
                items:
                  properties:
                    has_password: {type: boolean}
                    password_hint: {type: string}
                    password_expires: {type: string}
                    encryptedPassword: {type: string}
                    password: {type: boolean}
                    pin: {type: object}
                    secret: {type: string}
                    private_key: {type: string, description: Only returned once upon creation.}
                    client_secret: {type: string, description: Ephemeral secret of the browser.}
                    cvv: {anyOf: [{type: string, writeOnly: true}, {type: 'null'}]}
        '404': {content: {application/json: {schema: {properties: {password: {type: string}}}}}}
    post:
      responses:
        '201': {content: {application/json: {schema: {properties: {password: {type: string}}}}}}
  /users/{id}/credentials:
    get:
      responses:
        '200': {content: {application/json: {schema: {properties: {password: {type: string}}}}}}
""",
    "sensitive-property-in-response behind references": """
paths:
  /users:
    get: {responses: {2XX: {content: {application/json: {schema: {$ref: '#/components/schemas/Users'}}}}}}
    post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Login'}}}}}
components:
  schemas:
    Users: {properties: {data: {items: {allOf: [{$ref: '#/components/schemas/User'}]}}}}
    User:
      properties:
        parent: {$ref: '#/components/schemas/User'}
        card: {oneOf: [{$ref: '#/components/schemas/Card'}]}
        clientSecret: {type: string}  # <-
        passphrase: true  # <-
    Card:
      properties:
        cvc: {type: [string, 'null']}  # <-
    Login:
      properties:
        password: {type: string}
""",
    "sensitive-property-in-response 2.0": """
swagger: '2.0'
paths: {/users: {get: {responses: {200: {schema: {$ref: '#/definitions/User'}}}}}}
definitions:
  User:
    properties:
      password: {type: string}  # <-
""",
    # The security profile -------------------------------------------------------------------------
    "sequential-ids numbers that mean something": """
paths:
  /reports/{year}: {get: {parameters: [{name: year, in: path, schema: {type: integer}}]}}
  /orders/{id}/v{version}: {get: {parameters: [{name: version, in: path, schema: {type: integer}}]}}
  /tiles/{z}/{x}: {get: {parameters: [{name: x, in: path, schema: {type: integer}}]}}
  /orders: {get: {parameters: [{name: id, in: query, schema: {type: integer}}]}}
  /customers/{id}: {get: {parameters: [{name: id, in: path, schema: {type: [integer, string]}}]}}
""",
    "sequential-ids of a parent, and shared": """
paths:
  /orders/{order_id}/lines:
    get: {parameters: [{$ref: '#/components/parameters/order'}]}
components:
  parameters:
    order:
      name: order_id
      in: path
      schema: {type: integer, format: int64}  # <-
""",
    "sequential-ids 2.0": """
swagger: '2.0'
paths:
  /orders/{id}:
    get:
      parameters:
        - name: id
          in: path
          type: integer  # <-
""",
    "request-objects-closed what is closed, open on purpose, or no object": """
openapi: 3.1.0
paths:
  /a: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Closed'}}}}}}
  /b: {post: {requestBody: {content: {application/json: {schema: {type: object}}}}}}
  /c: {post: {requestBody: {content: {application/json: {schema: {items: {properties: {a: {}}}}}}}}}
  /d: {post: {requestBody: {content: {text/xml: {schema: {properties: {a: {}}}}}}}}
  /e: {post: {requestBody: {content: {application/json: {schema: {properties: {a: {}}, oneOf: [{}]}}}}}}
  /f: {post: {responses: {'200': {content: {application/json: {schema: {properties: {a: {}}}}}}}}}
webhooks:
  paid: {post: {requestBody: {content: {application/json: {schema: {properties: {a: {}}}}}}}}
components:
  schemas:
    Closed: {allOf: [{$ref: '#/components/schemas/Part'}], unevaluatedProperties: false}
    Part: {properties: {a: {}}}
""",
    "request-objects-closed allOf cannot be closed before 3.1": """
openapi: 3.0.4
paths: {/a: {post: {requestBody: {content: {application/json: {schema: {allOf: [{properties: {a: {}}}]}}}}}}}
""",
    "request-objects-closed allOf from 3.1 on": """
openapi: 3.1.0
paths:
  /a:
    post:
      requestBody:
        content:
          application/json:
            schema:  # <-
              allOf: [{properties: {a: {}}}]
""",
    "request-objects-closed 2.0": """
swagger: '2.0'
paths: {/orders: {post: {parameters: [{in: body, name: order, schema: {$ref: '#/definitions/Order'}}]}}}
definitions:
  Order:  # <-
    properties: {id: {type: string}}
    additionalProperties: true
""",
}


@pytest.mark.parametrize("name", CASES)
def test_odd_case_has_findings_on_exactly_the_marked_lines(name: str) -> None:
    rule = RULES[name.split()[0]]
    found = [finding.span.line for finding in findings_of_example(rule, CASES[name])]
    assert found == marked_lines(CASES[name])


@pytest.mark.parametrize(
    ("rule", "text", "severity"),
    [
        (
            "auth-scheme-sound",
            "components: {securitySchemes: {a: {type: http, scheme: basic}}}",
            Severity.INFO,
        ),
        (
            "auth-scheme-sound",
            "components: {securitySchemes: {a: {type: http, scheme: digest}}}",
            Severity.WARNING,
        ),
        ("servers-https", "servers: [{url: 'http://api.example.com'}]", Severity.ERROR),
        (
            "servers-https",
            "servers: [{url: 'http://a.example.com'}, {url: 'https://A.example.com'}]",
            Severity.WARNING,
        ),
        ("write-has-security", BEARER + "paths: {/orders: {post: {}}}", Severity.WARNING),
        (
            "write-has-security",
            BEARER + "security: [{bearer: []}, {}]\npaths: {/orders: {post: {}}}",
            Severity.INFO,
        ),
    ],
)
def test_milder_cases_are_milder(rule: str, text: str, severity: Severity) -> None:
    assert [finding.severity for finding in findings_of_example(RULES[rule], text)] == [severity]


@pytest.mark.parametrize(
    ("rule", "text", "help_"),
    [
        ("security-scheme-defined", BEARER + "security: [{baerer: []}]", "write `bearer`"),
        (
            "security-scheme-defined",
            "swagger: '2.0'\nsecurity: [{key: []}]",
            "declare it under `securityDefinitions`",
        ),
        ("security-scope-defined", OAUTH + "security: [{oauth: ['order:read']}]", "write `orders:read`"),
        (
            "auth-scheme-sound",
            "components: {securitySchemes: {a: {type: http, scheme: baerer}}}",
            "write `bearer`",
        ),
        (
            "servers-https",
            "servers: [{url: 'HTTP://api.example.com/v1'}]",
            "write `https://api.example.com/v1`",
        ),
    ],
)
def test_help_says_what_to_write(rule: str, text: str, help_: str) -> None:
    assert [finding.help for finding in findings_of_example(RULES[rule], text)] == [help_]


def test_many_open_writes_are_one_cause() -> None:
    paths = "".join(f"  /things{n}: {{post: {{}}}}\n" for n in range(5))
    findings = findings_of_example(RULES["write-has-security"], BEARER + "paths:\n" + paths)
    assert [finding.message for finding in findings] == [
        "5 of 5 writing operations say nothing about credentials"
    ]


# Secrets ------------------------------------------------------------------------------------------
# Put together here, so that no scanner takes this file for a leak.

NOISE = "q7Rm2Xv9Lk4Tz8Wp1Jd6Ys3Hb5NcGfUeVaQo"
KEY = "".join(chr(97 + n * 7 % 26) + str(n % 10) + chr(65 + n * 11 % 26) for n in range(120))
LIVE = {
    "AWS access key": "AKIA" + "2OGYBAH6STMMNXNN",
    "GitHub token": "ghp_" + NOISE[:36],
    "GitLab token": "glpat-" + NOISE[:20],
    "Slack token": "xoxb-" + "17653672481-" + NOISE[:24],
    "Slack webhook": "hooks.slack.com/services/" + "T02ABC9DE/B04KLM7NO/" + NOISE[:24],
    "Stripe key": "sk_live_" + NOISE[:24],
    "Google API key": "AIza" + NOISE[:35],
    "npm token": "npm_" + NOISE[:36],
    "Anthropic key": "sk-ant-" + "api03-" + (NOISE * 3)[:90],
    "OpenAI key": "sk-" + NOISE[:20] + "T3BlbkFJ" + NOISE[10:30],
}


def secrets(value: str) -> list[str]:
    text = f"info:\n  description: {json.dumps(value)}\n"
    return [finding.message for finding in findings_of_example(RULES["no-secrets-in-document"], text)]


def jwt(**claims: object) -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return ".".join((part({"alg": "HS256", "typ": "JWT"}), part(claims), NOISE[:36] + "9zK"))


@pytest.mark.parametrize("kind", LIVE)
def test_a_live_looking_secret_is_found_and_not_shown(kind: str) -> None:
    value = LIVE[kind]
    assert secrets(f"Send {value}, please") == [
        f"this looks like a live {kind}: `{value[:4]}...`, {len(value)} characters"
    ]


@pytest.mark.parametrize(
    "value",
    [
        "AKIA" + "IOSFODNN7EXAMPLE",
        "AKIA" + "X" * 16,
        "AKIA" + "2OGYBAH6STMMNXN",
        "XAKIA" + "2OGYBAH6STMMNXNN",
        "ghp_" + "1234567890abcdef" * 3,
        "ghs_" + "16C7e42F292c6912E7710c838347Ae178B4a",
        "ghp_" + "x" * 36,
        "ghp_<token>",
        "xoxb-" + "123456789012-" + NOISE[:24],
        "hooks.slack.com/services/" + "T00000000/B00000000/" + "X" * 24,
        "sk_test_" + NOISE[:24],
        "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
        "npm_registry",
        "task-" + NOISE,
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMII" + KEY[:150],
        "-----BEGIN PUBLIC KEY-----\nMII" + KEY[:150] + "\n-----END PUBLIC KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII" + KEY[:150] + "\n-----END ENCRYPTED PRIVATE KEY-----",
        jwt(sub="1234567890", name="John Doe", iat=1516239022),
        jwt(iss="joe", exp=1300819380),
        jwt(iss="https://auth.orders.io", sub="8812", exp=1763800000),
        jwt(iss="https://auth.example.com", sub="8812", exp=4102444800),
        "eyJhbGciOiJIUzI1NiJ9xx.eyJ" + NOISE + "." + NOISE,
    ],
)
def test_a_placeholder_is_no_secret(value: str) -> None:
    assert secrets(f"Send {value} please") == []


def test_a_token_counts_until_it_expires() -> None:
    assert len(secrets(jwt(iss="https://auth.orders.io", sub="8812", exp=4102444800))) == 1


@pytest.mark.parametrize("style", ["|\n    ", '"'])
def test_a_private_key_is_found_in_any_quoting(style: str) -> None:
    lines = ["-----BEGIN RSA PRIVATE KEY-----", *(("MII" + KEY)[n : n + 64] for n in range(0, 256, 64))]
    lines.append("-----END RSA PRIVATE KEY-----")
    text = "\\n".join(lines) + '"' if style == '"' else "\n    ".join(lines)
    findings = findings_of_example(RULES["no-secrets-in-document"], f"info:\n  key: {style}{text}\n")
    assert [(finding.pointer, finding.message) for finding in findings] == [
        ("/info/key", "this looks like a live private key: `MIIa...`, 256 characters")
    ]


def test_a_finding_points_at_the_secret_and_keeps_its_line_back() -> None:
    key, token = LIVE["AWS access key"], LIVE["GitHub token"]
    text = f"info:\n  a: see {key}\n  b: [{key}]  # {token}\n"
    findings = findings_of_example(RULES["no-secrets-in-document"], text)
    assert [(finding.pointer, *finding.span) for finding in findings] == [
        ("/info/a", 2, 10, 2, 30),
        ("/info/b/0", 3, 7, 3, 27),
        ("", 3, 32, 3, 72),
    ]
    assert all(finding.excerpt.text == "" for finding in findings)


def test_a_secret_in_a_key_never_gets_into_the_pointer() -> None:
    findings = findings_of_example(RULES["no-secrets-in-document"], f"x-keys:\n  {LIVE['npm token']}: mine\n")
    assert [finding.pointer for finding in findings] == [""]
