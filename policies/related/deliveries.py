"""Deliveries: whether what receives lets a service in, for whom it acts and where it writes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from policies.arn import has_wildcard, matches, read_arn
from policies.configuration import Configuration
from policies.model import Judgement, fail, unknown
from policies.policy_document import HiddenPolicy, PolicyDocument, Statement, documents
from policies.related.balancers import delivering
from policies.related.buckets import POLICY
from policies.resource import Resource
from policies.values import is_known

_EXPRESSION: Final = re.compile(r"\$\{[^{}]*\}")
_POSITIVE: Final = ("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike")
_ACCOUNT: Final = "<account>"
_EXACT: Final = ("StringEquals", "StringEqualsIgnoreCase")


class Source(NamedTuple):
    """For whom a service acts.

    element: the bucket, alarm, rule or topic.
    service: that of its ARN (`cloudwatch`).
    resource: the last part of its ARN; empty where that has an id that AWS gives.
    """

    element: Resource
    service: str
    resource: str = ""


def admits(statement: Statement, service: str, action: str) -> bool:
    """Whether it allows the action to an AWS service, by its name or to everybody."""
    anyone = statement.allows and any(principal.is_anyone for principal in statement.principals)
    return statement.admits(service, action) or (anyone and statement.names_action(action))


def is_let_in(
    source: Source,
    holder: Resource,
    statement: Statement,
    configuration: Configuration,
    key: str = "aws:SourceArn",
) -> bool | None:
    """Whether the conditions on the key, which says its ARN, let the source in; None where only the plan can
    tell.
    """
    verdicts = set()
    for operator, values in statement.condition(key):
        plain = operator.removeprefix("ForAnyValue:").removesuffix("IfExists")
        if plain in _POSITIVE:
            found = {_is(source, holder, value, configuration, exact=plain in _EXACT) for value in values}
            verdicts.add(True if True in found else None if None in found else False)
    return False if False in verdicts else None if None in verdicts else True


def shut_out(
    holder: Resource,
    document: PolicyDocument,
    action: str,
    sources: Iterable[Source],
    configuration: Configuration,
) -> Iterator[Judgement]:
    """The sources that a policy, which stands in the holder, does not allow the action to, by service."""
    by_service: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        by_service[source.service].append(source)
    for service, of_service in sorted(by_service.items()):
        letting = [each for each in document.statements if admits(each, service, action)]
        said = {
            source: {is_let_in(source, holder, statement, configuration) for statement in letting}
            for source in of_service
        }
        shut = [source.element.address for source in of_service if not said[source] & {True, None}]
        doubtful = [source.element.address for source in of_service if said[source] & {True, None} == {None}]
        if shut:
            more = f" and {len(shut) - 1} more" if len(shut) > 1 else ""
            yield fail(f"{holder.address} does not allow {action} to {service} for {shut[0]}{more}", service)
        elif doubtful:
            yield unknown(f"only the plan can tell whether {holder.address} lets {doubtful[0]} {action}")


def _is(
    source: Source, holder: Resource, value: str, configuration: Configuration, *, exact: bool
) -> bool | None:
    """Whether a value, standing in the holder, is the source's ARN, or a pattern of it."""
    target = configuration.target(holder, value)
    if target is not None:
        return True if target is source.element else False if target.is_managed else None
    arn = read_arn(value)
    if arn is None:
        return value == "*" and not exact if is_known(value) else None
    parts = [
        (arn.service, source.service),
        (arn.region, source.element.region if arn.service != "s3" else ""),
        (arn.resource, _told(source.resource, source.element, configuration)),
    ]
    verdicts = {
        _matches(_told(part, holder, configuration), text, exact=exact) for part, text in parts if text
    }
    return False if False in verdicts else None if None in verdicts else True


def _told(text: str, user: Resource, configuration: Configuration) -> str:
    """The text with what is the same in every stack told as such: the region, and the account."""

    def told(expression: re.Match[str]) -> str:
        target = configuration.target(user, expression[0])
        kind = "" if target is None else target.type
        if target is not None and kind == "data.aws_region":
            return target.region
        return _ACCOUNT if kind == "data.aws_caller_identity" else f"${{{user.stack}: {expression[0]}}}"

    return _EXPRESSION.sub(told, text)


def _matches(pattern: str, text: str, *, exact: bool) -> bool | None:
    """Whether a part of an ARN takes in the text; None where expressions in them may be what differs."""
    if pattern == text or (not exact and matches(pattern, text)):
        return True
    if is_known(pattern) and is_known(text):
        return False
    # Where both have the same expressions, what differs is written out, unless a wildcard takes it in.
    alike = sorted(_EXPRESSION.findall(pattern)) == sorted(_EXPRESSION.findall(text))
    return False if alike and not has_wildcard(pattern) else None


def takes_logs(
    bucket: Resource, configuration: Configuration, service: str, below: str, source: Source
) -> Iterator[Judgement]:
    """Each policy of a bucket lets a service put objects below a key, for the source.

    Each, because a bucket has one policy: the one that is applied last replaces the others.
    service: the first part of its name (`logdelivery`).
    """
    holders = (bucket, *configuration.related(bucket, POLICY, "bucket"))
    found = [(holder, document) for holder in holders for document in documents(holder, configuration)]
    if not found:
        yield fail(f"{bucket.address} has no policy, so no log is delivered")
    for holder, document in found:
        if isinstance(document, HiddenPolicy):
            yield unknown(f"{holder.address} cannot be read: {document.reason}")
            continue
        letting = [
            statement
            for statement in document.statements
            if (
                admits(statement, service, "s3:PutObject")
                or (service == "logdelivery" and _delivers_by_account(statement, source))
            )
            and _holds(statement.resources, below)
        ]
        verdicts = {is_let_in(source, holder, statement, configuration) for statement in letting}
        subject = f"{holder.address}: {source.element.address}"
        if not letting:
            yield fail(f"{holder.address} does not let {service} put logs below '{below}'", subject)
        elif True not in verdicts:
            said = f"{holder.address} does not let {service} put logs of {source.element.address}"
            yield fail(said, subject) if None not in verdicts else unknown(f"{said}, unless the plan does")


def _delivers_by_account(statement: Statement, source: Source) -> bool:
    """Whether it lets the account put logs by which load balancers of the source's region deliver."""
    return (
        statement.allows
        and statement.names_action("s3:PutObject")
        and any(
            source.element.region in delivering(principal.value).values()
            for principal in statement.principals
        )
    )


def _holds(resources: Iterable[str], below: str) -> bool:
    """Whether what lies below the key lies in what a statement is about."""
    below = _EXPRESSION.sub("", below)
    for resource in resources:
        _, _, key = _EXPRESSION.sub("", resource).partition("/")
        start = key.removesuffix("*")
        if resource == "*" or (key.endswith("*") and (below.startswith(start) or start.startswith(below))):
            return True
    return False
