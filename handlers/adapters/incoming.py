"""Events as AWS sends them, read with Powertools' data classes: of API Gateway and of a table's stream."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from handlers.adapters.attributes import item_of
from handlers.domain.api import ApiRequest, ApiResponse
from handlers.domain.stream import StreamRecord

# arn:<partition>:sts::<account>:assumed-role/<role>/<session>: who assumes the role chooses the session.
_SESSION: Final = re.compile(r"(arn:[^:]+:sts::[0-9]+:assumed-role/[^/]+)/.*", re.DOTALL)


def api_request(event: Mapping[str, Any]) -> ApiRequest:
    """Return the request of an API Gateway REST proxy event.

    A body that says it is base64 and is not, or is not UTF-8, is taken as it came, which is no JSON.
    """
    from aws_lambda_powertools.utilities.data_classes import (  # noqa: PLC0415 (loaded at the first event)
        APIGatewayProxyEvent,
    )

    proxied = APIGatewayProxyEvent(dict(event))
    try:
        body = proxied.decoded_body or ""
    except ValueError:
        body = proxied.body or ""
    arn = proxied.request_context.identity.user_arn or ""
    session = _SESSION.fullmatch(arn)
    return ApiRequest(
        method=proxied.http_method,
        path_parameters=dict(proxied.path_parameters),
        headers=_joined(event, "headers", "multiValueHeaders", str.lower),
        body=body,
        caller=session[1] if session else arn,
        resource=event.get("resource") or "",
        query=_joined(event, "queryStringParameters", "multiValueQueryStringParameters", str),
    )


def _joined(
    event: Mapping[str, Any], one_each: str, all_of_them: str, named: Callable[[str], str]
) -> Mapping[str, str]:
    """Return headers or parameters by name. One that came more than once is a list with commas (RFC 9110,
    section 5.3): in `one_each` the event has its last value alone, in `all_of_them` every one.
    """
    several: Mapping[str, Sequence[str]] = event.get(all_of_them) or {
        name: [value] for name, value in (event.get(one_each) or {}).items()
    }
    found: dict[str, list[str]] = {}
    for name, values in several.items():
        found.setdefault(named(name), []).extend(values)
    return {name: ",".join(values) for name, values in found.items()}


def api_answer(response: ApiResponse) -> dict[str, Any]:
    """Return an answer as API Gateway takes it."""
    return {
        "statusCode": response.status,
        "headers": dict(response.headers),
        "body": response.body,
        "isBase64Encoded": False,
    }


def stream_records(event: Mapping[str, Any]) -> Iterator[tuple[str, StreamRecord | None]]:
    """Yield each record of a stream's event with its sequence number; None for one that cannot be read."""
    from aws_lambda_powertools.utilities.data_classes import (  # noqa: PLC0415 (see above)
        DynamoDBStreamEvent,
    )

    for record in DynamoDBStreamEvent(dict(event)).records:
        written = record.get("dynamodb") or {}
        sequence_number = written.get("SequenceNumber", "")
        before, after = written.get("OldImage"), written.get("NewImage")
        try:
            read = StreamRecord(
                sequence_number,
                item_of(before) if before is not None else None,
                item_of(after) if after is not None else None,
            )
        except (AttributeError, TypeError, ArithmeticError, ValueError):
            yield sequence_number, None
        else:
            yield sequence_number, read
