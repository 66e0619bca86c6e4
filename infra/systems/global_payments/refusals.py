"""What API Gateway answers itself: the same problems, told in the same way, as the functions do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from handlers.domain.problems import (
    BAD_KEY,
    FILTERED,
    INTERNAL,
    INVALID_FIELD,
    NOT_FOUND,
    THROTTLED,
    TOO_LARGE,
    UNAVAILABLE,
    UNSIGNED,
    WRONG_CONTENT_TYPE,
    Kind,
    Problem,
)
from infra.blocks.edge.rest_api import Refusal

# API Gateway checks the key's presence and the body's form; it cannot tell which field is wrong without
# repeating what was sent.
_BODY: Final = "The body is no JSON, or not as the API's document describes it."


def _refusal(kind: Kind, detail: str = "") -> Refusal:
    answer = Problem(kind, detail=detail).response()
    return Refusal(answer.status, answer.body, answer.headers)


REFUSALS: Final[Mapping[str, Refusal]] = MappingProxyType(
    {
        "ACCESS_DENIED": _refusal(UNSIGNED),
        "API_CONFIGURATION_ERROR": _refusal(INTERNAL),
        "BAD_REQUEST_BODY": _refusal(INVALID_FIELD, _BODY),
        "BAD_REQUEST_PARAMETERS": _refusal(BAD_KEY),
        "DEFAULT_4XX": _refusal(UNSIGNED),
        "DEFAULT_5XX": _refusal(INTERNAL),
        "EXPIRED_TOKEN": _refusal(UNSIGNED),
        "INTEGRATION_FAILURE": _refusal(UNAVAILABLE),
        "INTEGRATION_TIMEOUT": _refusal(UNAVAILABLE),
        "INVALID_SIGNATURE": _refusal(UNSIGNED),
        "MISSING_AUTHENTICATION_TOKEN": _refusal(UNSIGNED),
        "QUOTA_EXCEEDED": _refusal(THROTTLED),
        "REQUEST_TOO_LARGE": _refusal(TOO_LARGE),
        "RESOURCE_NOT_FOUND": _refusal(NOT_FOUND),
        "THROTTLED": _refusal(THROTTLED),
        "UNSUPPORTED_MEDIA_TYPE": _refusal(WRONG_CONTENT_TYPE),
        "WAF_FILTERED": _refusal(FILTERED),
    }
)
"""By the type of response ("Gateway response types" in the API Gateway guide). What has no type of its own
is a matter of authorization, or a defect."""
