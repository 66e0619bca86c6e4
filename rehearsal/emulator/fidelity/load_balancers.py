"""A load balancer answers for its region, to its own name and to those that the records of Route 53 give it:
of a failover pair to the one that is well, of weighted ones to one by chance. And it speaks TLS to targets of
HTTPS, whose certificate it does not verify. ministack looks for it in the default region alone, under its own
name, and speaks plain HTTP.

Sources: the developer guide of Route 53, "Choosing between alias and non-alias records", "How Amazon Route 53
chooses records when health checking is configured" and "Values specific for weighted records"; the user guide
of Application Load Balancers, "Target groups for your Application Load Balancers".
"""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from http.client import HTTPException, HTTPSConnection
from typing import Any, Final, NamedTuple

from ministack import app
from ministack.core.arn import parse_arn
from ministack.core.responses import request_scope
from ministack.services import alb, route53

from rehearsal.emulator import health

_SECONDS: Final = 60  # of an answer of a target
_HOP_BY_HOP: Final = frozenset({"content-length", "connection", "transfer-encoding"})
_handle = app._handle_alb_request
_to_http_target = alb._proxy_http_target


class Scope(NamedTuple):
    """Where a load balancer is."""

    account: str
    region: str


def apply() -> None:
    """Replace how a load balancer is found, and how it speaks to targets of HTTPS."""
    # As other corrections have made it: ministack answers some paths itself, `/health` among them.
    app._handle_pre_body_request = partial(_answer_unless_balanced, app._handle_pre_body_request)
    app._handle_alb_request = _handle_where_it_is
    alb._proxy_http_target = _to_target


def scope_of(host: str) -> Scope | None:
    """Where the load balancer is that answers to a host; None where none does."""
    found = _found(host)
    return found[0] if found else None


def _found(host: str) -> tuple[Scope, Any] | None:
    name = _led_to(host.partition(":")[0].lower())
    for key, balancer in list(alb._lbs._data.items()):
        if balancer["DNSName"].lower() == name:
            spec = parse_arn(key[2])
            return Scope(spec.account_id, spec.region), balancer
    return None


def _led_to(name: str) -> str:
    """The name that an alias leads to, else the name itself."""
    sets = [each for records in list(route53._records._data.values()) for each in records]
    own = [each for each in sets if each["Name"].rstrip(".").lower() == name and each.get("AliasTarget")]
    own.sort(key=lambda each: each.get("Failover") == "SECONDARY")
    well = [each for each in own if health.is_well(each.get("HealthCheckId", ""))]
    # Where none is well, Route 53 answers as if all were: of a pair with the primary.
    led = _by_weight(well or own)
    return _led_to(led["AliasTarget"]["DNSName"].rstrip(".").lower()) if led else name


def _by_weight(records: Sequence[Any]) -> Any:
    """One of the records by their weights, where any has one above 0; else the first."""
    weights = [each.get("Weight") or 0 for each in records]
    if any(weights):
        return random.choices(records, weights)[0]  # noqa: S311 - shares out, hides nothing
    return next(iter(records), None)


async def _answer_unless_balanced(
    answer: Callable[..., Any], method: str, path: str, headers: Mapping[str, str], *others: Any
) -> Any:
    return None if scope_of(headers.get("host", "")) else await answer(method, path, headers, *others)


async def _handle_where_it_is(  # noqa: PLR0913, PLR0917 - as ministack calls it
    host: str,
    path: str,
    method: str,
    headers: Any,
    body: bytes,
    query: Any,
    raw_query: str | None = None,
    raw_path: str | None = None,
) -> Any:
    found = _found(host)
    if found is None:
        return await _handle(host, path, method, headers, body, query, raw_query, raw_path)
    (account, region), balancer = found
    port = int(host.partition(":")[2] or 80)
    with request_scope(account, region):
        return await alb.dispatch_request(
            balancer, method, path, headers, body, query, port, raw_query_string=raw_query, raw_path=raw_path
        )


async def _to_target(  # noqa: PLR0913, PLR0917 - see above
    target: Any, group: Any, method: str, path: str, headers: Any, body: bytes, *query: Any
) -> Any:
    if group.get("Protocol") != "HTTPS":
        return await _to_http_target(target, group, method, path, headers, body, *query)
    asked = f"{path}?{query[1]}" if len(query) > 1 and query[1] else path
    sent = {name: value for name, value in headers.items() if name.lower() not in _HOP_BY_HOP}
    try:
        return await asyncio.to_thread(_asked, target, method, asked, sent, body)
    except (OSError, HTTPException) as error:
        return 502, {"Content-Type": "text/plain"}, str(error).encode()


def _asked(target: Any, method: str, path: str, headers: Any, body: bytes) -> Any:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    connection = HTTPSConnection(target["Id"], int(target["Port"]), timeout=_SECONDS, context=trusting)
    try:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        told = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP_BY_HOP}
        return answer.status, told, answer.read()
    finally:
        connection.close()
