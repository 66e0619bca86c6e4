"""Problem details (RFC 9457): all that the API refuses with. Every text is fixed; none holds a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from handlers.domain.api import ApiResponse, answer
from handlers.domain.errors import (
    NotOwnerError,
    PaymentError,
    ProcessorTimeoutError,
    ProcessorUnavailableError,
    QuietPeriodError,
    RetryableError,
)

_CONTENT_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of problem. `retry_after` in seconds: when the same request may be made again."""

    name: str
    status: int
    title: str
    detail: str
    retry_after: int | None = None

    @property
    def uri(self) -> str:
        """What callers tell it by."""
        return f"/problems/{self.name}"


OTHER_REGION: Final = Kind(
    "other-region",
    307,
    "Another region handles your requests",
    "Sign the request again for the address in Location, and send it there.",
)
MALFORMED: Final = Kind("malformed", 400, "The body is not valid JSON", "The body must be one JSON object.")
BAD_KEY: Final = Kind(
    "bad-idempotency-key",
    400,
    "Idempotency-Key is missing or invalid",
    "Every payment and every refund needs an Idempotency-Key of its own.",
)
BAD_QUERY: Final = Kind(
    "bad-query",
    400,
    "A query parameter is invalid",
    "`errors` names the parameter. If it is the cursor, start again without one.",
)
UNKNOWN_CALLER: Final = Kind(
    "unknown-caller",
    403,
    "The caller is not registered as a merchant",
    "The credentials are valid, but belong to no merchant.",
)
UNSIGNED: Final = Kind(
    "unsigned",
    403,
    "The request is not authorized",
    "The signature is missing or invalid, or does not permit this method and path.",
)
FILTERED: Final = Kind(
    "filtered", 403, "The request looks like an attack", "The firewall blocked the request."
)
NOT_FOUND: Final = Kind("not-found", 404, "Not found", "Nothing that belongs to you has this address.")
METHOD_NOT_ALLOWED: Final = Kind(
    "method-not-allowed", 405, "The method is not allowed", "The Allow header lists the methods that are."
)
KEY_IN_FLIGHT: Final = Kind(
    "key-in-flight",
    409,
    "A request with this key is still in progress",
    "Retry with the same key: you will get the answer to that request.",
    retry_after=5,
)
TOO_LARGE: Final = Kind("too-large", 413, "The body is too large", "The body must not exceed 16 KiB.")
WRONG_CONTENT_TYPE: Final = Kind(
    "wrong-content-type", 415, "The content type is not supported", "Content-Type must be application/json."
)
INVALID_FIELD: Final = Kind(
    "invalid-field",
    422,
    "A field is missing or invalid",
    "This request changed nothing. `errors` lists each field and what it must be. Correct them and retry "
    "with the same key.",
)
KEY_REUSED: Final = Kind(
    "key-reused",
    422,
    "The key was used for a different request",
    "This request changed nothing. Location is the payment that the key was used for: read it first, since "
    "retrying with another key would charge again.",
)
NOT_CAPTURABLE: Final = Kind(
    "not-capturable",
    422,
    "The payment cannot be captured",
    "This request changed nothing: the payment is captured automatically, was cancelled, or its "
    "authorization has expired. Its state says which.",
)
NOT_CANCELLABLE: Final = Kind(
    "not-cancellable",
    422,
    "The payment cannot be cancelled",
    "This request changed nothing: the payment is already captured and can be refunded instead, or no money "
    "is reserved.",
)
IN_DOUBT: Final = Kind(
    "in-doubt",
    409,
    "The outcome of the payment is not known yet",
    "This request changed nothing. Retry later, with the same key if the request has one.",
    retry_after=60,
)
NOT_REFUNDABLE: Final = Kind(
    "not-refundable",
    422,
    "The payment cannot be refunded",
    "This request changed nothing: the full amount is already refunded or being refunded, or no money was "
    "taken.",
)
NOT_YET_REFUNDABLE: Final = Kind(
    "not-yet-refundable",
    409,
    "The payment cannot be refunded yet",
    "Retry with the same key once the payment is captured and its outcome is known.",
    retry_after=30,
)
TOO_MANY_REFUNDS: Final = Kind(
    "too-many-refunds",
    422,
    "The payment has too many refunds",
    "This request changed nothing. You can still refund everything that is left at once: leave the amount "
    "out.",
)
THROTTLED: Final = Kind(
    "throttled",
    429,
    "Too many requests",
    "Slow down, and retry with the same key.",
    retry_after=1,
)
INTERNAL: Final = Kind(
    "internal",
    500,
    "Internal error",
    "The error is ours, and has been logged. The outcome of the request is not known: retry with the same "
    "key only.",
)
QUIET_PERIOD: Final = Kind(
    "quiet-period", 503, "Another region is taking over", "Retry with the same key.", retry_after=30
)
PROCESSOR_UNAVAILABLE: Final = Kind(
    "processor-unavailable",
    503,
    "The payment processor cannot be reached",
    "No money was moved. Retry with the same key.",
    retry_after=10,
)
UNAVAILABLE: Final = Kind(
    "unavailable", 503, "The service is temporarily unavailable", "Retry with the same key.", retry_after=5
)

KINDS: Final = (
    OTHER_REGION,
    MALFORMED,
    BAD_KEY,
    BAD_QUERY,
    UNKNOWN_CALLER,
    UNSIGNED,
    FILTERED,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    KEY_IN_FLIGHT,
    TOO_LARGE,
    WRONG_CONTENT_TYPE,
    INVALID_FIELD,
    KEY_REUSED,
    NOT_CAPTURABLE,
    NOT_CANCELLABLE,
    IN_DOUBT,
    NOT_REFUNDABLE,
    NOT_YET_REFUNDABLE,
    TOO_MANY_REFUNDS,
    THROTTLED,
    INTERNAL,
    QUIET_PERIOD,
    PROCESSOR_UNAVAILABLE,
    UNAVAILABLE,
)


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with a field. `field` is a JSON pointer (RFC 6901) into the body, or the name of a header
    or of a parameter.
    """

    field: str
    reason: str


class Problem(PaymentError):  # noqa: N818 (its name in RFC 9457)
    """The request is refused. `detail` and reasons are texts of ours."""

    def __init__(
        self,
        kind: Kind,
        *,
        detail: str = "",
        errors: tuple[FieldError, ...] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(kind.title)
        self.kind, self.detail, self.errors = kind, detail or kind.detail, errors
        self.headers = headers or {}

    def response(self) -> ApiResponse:
        """Return the answer."""
        kind = self.kind
        body: dict[str, Any] = {
            "type": kind.uri,
            "title": kind.title,
            "status": kind.status,
            "detail": self.detail,
        }
        if self.errors:
            body["errors"] = [{"field": error.field, "reason": error.reason} for error in self.errors]
        headers = dict(self.headers)
        if kind.retry_after is not None:
            headers["Retry-After"] = str(kind.retry_after)
        return answer(kind.status, body, headers=headers, content_type=_CONTENT_TYPE)


def key_reused(payment_id: str) -> Problem:
    """Return what is told of a key that stands for another request; Location leads to its payment."""
    return Problem(KEY_REUSED, headers={"Location": f"/payments/{payment_id}"})


def problem_of(error: PaymentError) -> Problem:
    """Return what a caller is told of an error."""
    match error:
        case Problem():
            return error
        case QuietPeriodError():
            return Problem(QUIET_PERIOD)
        case ProcessorUnavailableError() | ProcessorTimeoutError():
            return Problem(PROCESSOR_UNAVAILABLE)
        case NotOwnerError() | RetryableError():  # asked again, it is sent to the owner
            return Problem(UNAVAILABLE)
        case _:
            return Problem(INTERNAL)
