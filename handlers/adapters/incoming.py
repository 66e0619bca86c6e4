"""Events as AWS sends them, read with Powertools' data classes: of API Gateway, of a load balancer and of a
table's stream.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_plus

from handlers.adapters.attributes import item_of
from handlers.domain.api import CALLER_HEADER, ApiRequest, ApiResponse
from handlers.domain.bearer import caller_of
from handlers.domain.routes import route_of
from handlers.domain.stream import StreamRecord

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent

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
    return ApiRequest(
        method=proxied.http_method,
        path_parameters=dict(proxied.path_parameters),
        headers=_joined(event, "headers", "multiValueHeaders", str.lower),
        body=_body(proxied),
        caller=_signer(proxied.request_context.identity.user_arn or ""),
        resource=event.get("resource") or "",
        query=_joined(event, "queryStringParameters", "multiValueQueryStringParameters", str),
    )


def balanced_request(event: Mapping[str, Any]) -> ApiRequest:
    """Return the request of an event of an application load balancer, which hands paths and parameters on
    as they were sent. The caller is whom the token names that it verified; with two tokens, nobody.

    Raises Problem for a path or a method that the document does not have.
    """
    return _handed_on(event, lambda headers: caller_of(headers.get("authorization", "")))


def forwarded_request(event: Mapping[str, Any]) -> ApiRequest:
    """Return the request of an event of a load balancer that API Gateway alone calls, and that names who
    signed the request; with two names, nobody.

    Raises Problem for a path or a method that the document does not have.
    """
    return _handed_on(event, lambda headers: _named(headers.get(CALLER_HEADER, "")))


def _handed_on(event: Mapping[str, Any], caller: Callable[[Mapping[str, str]], str]) -> ApiRequest:
    from aws_lambda_powertools.utilities.data_classes import ALBEvent  # noqa: PLC0415 (see above)

    balanced = ALBEvent(dict(event))
    route = route_of(balanced.http_method, balanced.path)
    headers = _joined(event, "headers", "multiValueHeaders", str.lower)
    query = _joined(event, "queryStringParameters", "multiValueQueryStringParameters", unquote_plus)
    return ApiRequest(
        method=balanced.http_method,
        path_parameters=route.parameters,
        headers=headers,
        body=_body(balanced),
        caller=caller(headers),
        resource=route.resource,
        query={name: unquote_plus(value) for name, value in query.items()},
    )


def _signer(arn: str) -> str:
    """Return whose the signature is: of a role, without the session."""
    session = _SESSION.fullmatch(arn)
    return session[1] if session else arn


def _named(arns: str) -> str:
    """Return the one signer that is named. A session's name may hold commas, and no colon, so that several
    ARNs cannot pass for one.
    """
    return _signer(arns) if arns.count("arn:") == 1 and arns.startswith("arn:") else ""


def _body(event: BaseProxyEvent) -> str:
    try:
        return event.decoded_body or ""
    except ValueError:
        return event.body or ""


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


def balanced_answer(response: ApiResponse) -> dict[str, Any]:
    """Return an answer as a load balancer takes it whose targets are given every value of a header."""
    answered = api_answer(response)
    headers = {name: [each] for name, each in answered.pop("headers").items()}
    return {**answered, "multiValueHeaders": headers}


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
