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
    "Another region answers for you",
    "Sign it again for the address in Location.",
)
MALFORMED: Final = Kind("malformed", 400, "The body cannot be read", "The body must be one JSON object.")
BAD_KEY: Final = Kind(
    "bad-idempotency-key",
    400,
    "Idempotency-Key is missing or wrong",
    "Each payment and each refund has a key.",
)
BAD_QUERY: Final = Kind(
    "bad-query",
    400,
    "A parameter of the query is wrong",
    "`errors` names it. Begin again without a cursor.",
)
UNKNOWN_CALLER: Final = Kind(
    "unknown-caller", 403, "No merchant is known for the caller", "The caller speaks for no merchant."
)
UNSIGNED: Final = Kind(
    "unsigned",
    403,
    "The signature opens nothing",
    "Sign a request that is allowed to you, of a path that is known.",
)
FILTERED: Final = Kind("filtered", 403, "The request looks like an attack", "The firewall let it not pass.")
NOT_FOUND: Final = Kind("not-found", 404, "There is no such thing", "Nothing of yours is here.")
METHOD_NOT_ALLOWED: Final = Kind(
    "method-not-allowed", 405, "The method is not allowed", "Allow names what is allowed."
)
KEY_IN_FLIGHT: Final = Kind(
    "key-in-flight",
    409,
    "A request with the key is under way",
    "Ask again with the same key: the answer will be that request's.",
    retry_after=5,
)
TOO_LARGE: Final = Kind("too-large", 413, "The body is too large", "A body has 16 KiB at most.")
WRONG_CONTENT_TYPE: Final = Kind(
    "wrong-content-type", 415, "The body is of another type", "Content-Type must be application/json."
)
INVALID_FIELD: Final = Kind(
    "invalid-field",
    422,
    "A field is missing or wrong",
    "Nothing was done for this request. `errors` names each field and what it must be; keep the key.",
)
KEY_REUSED: Final = Kind(
    "key-reused",
    422,
    "The key was used with another request",
    "Nothing was done for this request. Location tells what the key stands for: read that before anything "
    "else, since asking again under another key would charge again.",
)
NOT_CAPTURABLE: Final = Kind(
    "not-capturable",
    422,
    "The payment waits for no capture",
    "Nothing was done for this request: it is captured by itself, is cancelled, or its time is over. "
    "Its state tells.",
)
NOT_CANCELLABLE: Final = Kind(
    "not-cancellable",
    422,
    "The payment cannot be cancelled",
    "Nothing was done for this request: its money is taken, which a refund gives back, or none is reserved.",
)
IN_DOUBT: Final = Kind(
    "in-doubt",
    409,
    "What became of the payment is not known yet",
    "Nothing was done for this request. Make it again, with the same key if it has one.",
    retry_after=60,
)
NOT_REFUNDABLE: Final = Kind(
    "not-refundable",
    422,
    "The payment cannot be refunded",
    "Nothing was done for this request: all of it is given back or asked for, or no money was taken.",
)
NOT_YET_REFUNDABLE: Final = Kind(
    "not-yet-refundable",
    409,
    "The payment cannot be refunded yet",
    "Ask again with the same key, once it is captured and in no doubt.",
    retry_after=30,
)
TOO_MANY_REFUNDS: Final = Kind(
    "too-many-refunds",
    422,
    "The payment has too many refunds",
    "Nothing was done for this request. One refund of all that is left can still be asked for: leave the "
    "amount out.",
)
THROTTLED: Final = Kind(
    "throttled",
    429,
    "There are too many requests",
    "Ask again with the same key, more slowly.",
    retry_after=1,
)
INTERNAL: Final = Kind(
    "internal",
    500,
    "Something is wrong on our side",
    "It is logged, and will be looked at. What was done is not known: ask again with the same key alone.",
)
QUIET_PERIOD: Final = Kind(
    "quiet-period", 503, "A region is taking over", "Ask again with the same key.", retry_after=30
)
PROCESSOR_UNAVAILABLE: Final = Kind(
    "processor-unavailable",
    503,
    "The processor cannot be reached",
    "No money moved. Ask again with the same key.",
    retry_after=10,
)
UNAVAILABLE: Final = Kind(
    "unavailable", 503, "The region cannot answer now", "Ask again with the same key.", retry_after=5
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
