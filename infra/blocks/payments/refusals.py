"""What API Gateway answers itself: the same problems, in the same form, as the functions do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from handlers.domain import problems
from handlers.domain.api import ApiResponse

# API Gateway checks the key's presence and the body's form; it cannot name the field that is wrong without
# repeating what was sent.
_BODY: Final = "The body is not JSON, or does not match the schema in the API document."


def _refusal(kind: problems.Kind, detail: str = "") -> ApiResponse:
    return problems.Problem(kind, detail=detail).response()


REFUSALS: Final[Mapping[str, ApiResponse]] = MappingProxyType(
    {
        "ACCESS_DENIED": _refusal(problems.UNSIGNED),
        "API_CONFIGURATION_ERROR": _refusal(problems.INTERNAL),
        "BAD_REQUEST_BODY": _refusal(problems.INVALID_FIELD, _BODY),
        "BAD_REQUEST_PARAMETERS": _refusal(problems.BAD_KEY),
        "DEFAULT_4XX": _refusal(problems.UNSIGNED),
        "DEFAULT_5XX": _refusal(problems.INTERNAL),
        "EXPIRED_TOKEN": _refusal(problems.UNSIGNED),
        "INTEGRATION_FAILURE": _refusal(problems.UNAVAILABLE),
        "INTEGRATION_TIMEOUT": _refusal(problems.UNAVAILABLE),
        "INVALID_SIGNATURE": _refusal(problems.UNSIGNED),
        "MISSING_AUTHENTICATION_TOKEN": _refusal(problems.UNSIGNED),
        "QUOTA_EXCEEDED": _refusal(problems.THROTTLED),
        "REQUEST_TOO_LARGE": _refusal(problems.TOO_LARGE),
        "RESOURCE_NOT_FOUND": _refusal(problems.NOT_FOUND),
        "THROTTLED": _refusal(problems.THROTTLED),
        "UNSUPPORTED_MEDIA_TYPE": _refusal(problems.WRONG_CONTENT_TYPE),
        "WAF_FILTERED": _refusal(problems.FILTERED),
    }
)
"""By the type of response ("Gateway response types" in the API Gateway guide). What has no type of its own
is a matter of authorization, or a defect."""
