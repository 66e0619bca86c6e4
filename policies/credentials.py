"""What a credential looks like: its shape, or the name under which a value stands.

The rules judge by it, and the gate hides by it what it must not print.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any, Final

from policies.configuration import Configuration
from policies.resource import Resource
from policies.strict_json import StrictJsonError, loads
from policies.values import is_known

SHAPES: Final[Mapping[str, re.Pattern[str]]] = {
    "an AWS access key id": re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    "a private key": re.compile(
        r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----"
        r"(?:[\s\S]*?-----END (?:[A-Z0-9]+ )*PRIVATE KEY-----|[\s\S]*)"
    ),
    "a GitHub token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,})"),
    "a GitLab token": re.compile(r"\bglpat-[\w-]{20}"),
    "a Slack token": re.compile(r"\bxox[abeoprs]-[\w-]{10,}"),
    "a payment provider's live key": re.compile(r"\b[rs]k_live_\w{16,}"),
    "a password in a URL": re.compile(r"://[^\s/:@$\"]+:[^\s/:@${}\"]+@"),
}
"""Texts that are credentials wherever they stand, by what people call them."""

LIKE_A_SHAPE: Final = re.compile("|".join(each.pattern.removeprefix(r"\b") for each in SHAPES.values()))
"""Found in all that has a shape, and in little else: without the word boundary in front, which the shapes
themselves demand, the search goes by the first letter and is five times as fast."""

_SECRET_NAME: Final = re.compile(
    r"(?:password|passwd|passphrase|passcode|secret|credential|apikey)s?(?:_wo)?$"
    r"|(?:^|_)(?:pwd|pass|creds?|token|api_key|(?:signing|hmac|jwt|session|webhook)_key|access_key|access_key_id|secret_(?:string|binary|key|value)|private_key"
    r"|pre_?shared_key|bgp_auth_key|psk|customer_key|connection_string)(?:_wo)?$"
)
"""Names whose value is a credential; `..._arn`, `..._name` or `..._parameter` only point to one."""

_NOT_SECRET_NAME: Final = re.compile(
    r"(?:^|_)(?:client_token|creation_token|idempotency_token|client_request_token|generate_secret"
    r"|allow_credentials)$"
)
"""Tokens that make a request idempotent; the switches by which Cognito makes a client secret and a browser
sends what it has."""

_NOT_SECRET: Final = re.compile(
    r"^(?:|true|false|0|1|seconds|minutes|hours|days|arn:.*|/[\w./-]+|\$\$?\..*|\{%.*|(?:method|integration|context|stageVariables)\..*)$",
    re.DOTALL,
)
"""Literals that are no credential: switches, units of time, ARNs and parameter paths that point to one,
expressions of Step Functions and API Gateway."""

_JSON: Final = ("container_definitions", "container_properties")
_SCRIPTS: Final = ("user_data", "user_data_base64")
_LITERAL: Final = (
    r"(?P<quote>[\"']?)(?P<value>[^\s\"'$`;|&<>()-][^\s\"'$`;|&<>()]*)(?P=quote)(?=[\s\"';|&>)]|$)"
)
_ASSIGNED: Final = (
    re.compile(rf"(?:^|[\s\"'(])(?:--)?(?P<name>[A-Za-z_][\w-]*)={_LITERAL}", re.MULTILINE),
    re.compile(rf"(?:^|\s)--(?P<name>[\w-]+) +{_LITERAL}", re.MULTILINE),
)
"""A variable or an option of a program that is given a literal, also within a line that writes it to a file:
what another command or variable gives is none."""
_ENCODED: Final = re.compile(r'^\$\{base64(?:encode|gzip)\("(?P<text>.*)"\)\}$', re.DOTALL)
"""A script within which only the plan can tell a part."""


@cache
def is_secret_name(name: str) -> bool:
    """Whether what stands under this name is a credential."""
    plain = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())
    return bool(_SECRET_NAME.search(plain)) and not _NOT_SECRET_NAME.search(plain)


def is_literal(value: str) -> bool:
    """Whether a value that stands under a secret's name is the secret itself, not what points to it."""
    return is_known(value) and not _NOT_SECRET.match(value)


def named_strings(element: Resource, configuration: Configuration) -> tuple[tuple[str, str, str], ...]:
    """Every string of an element as (path, the name that says what it is, value).

    In a pair such as {"name": "DB_PASSWORD", "value": "..."} it is the pair's name that says it.
    """
    own = element.type if element.is_managed else element.name
    return configuration.recall((named_strings, element), lambda: tuple(_named(element.values, "", own, [])))


def _named(
    value: Any,  # noqa: ANN401 - any JSON type
    path: str,
    name: str,
    found: list[tuple[str, str, str]],
) -> list[tuple[str, str, str]]:
    """Add every string of a value, which stands under `name`, to what was found."""
    if isinstance(value, str):
        found.append((path, name, value))
        if name in _JSON:
            # What is no JSON is an expression: its parts are looked at as one string.
            with suppress(StrictJsonError):
                _named(loads(value), path, "", found)
        elif name in _SCRIPTS:
            script = _script(value)
            found.append((path, name, script))
            given = (each for pattern in _ASSIGNED for each in pattern.finditer(script))
            found.extend((path, each["name"], each["value"]) for each in given)
    elif isinstance(value, list):
        for item in value:
            _named(item, path, name, found)
    elif isinstance(value, (dict, Mapping)):  # nearly always the first, which is told faster
        label = value.get("name") or value.get("key")
        said_by_pair = name if is_secret_name(name) or not isinstance(label, str) else label
        for key, item in value.items():
            own = said_by_pair if key in ("value", "default") else str(key)
            _named(item, f"{path}.{key}" if path else str(key), own, found)
    return found


def _script(value: str) -> str:
    """What an instance runs: the text, or what it is the base64 of, as launch templates take it."""
    encoded = _ENCODED.match(value)
    if encoded is not None:
        return encoded["text"].replace("\\n", "\n").replace('\\"', '"')
    try:
        return b64decode(value, validate=True).decode()
    except ValueError:
        return value
