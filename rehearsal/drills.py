"""Things deployed wrongly on purpose: the rehearsal must fail on each, and say why.

A drill changes one resource of what is deployed, runs the integration tests that are about it, and takes the
change back. What the tests say, and what the emulator refused meanwhile, must name the cause.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rehearsal.deployment import Edit

REGION: Final = "us-east-1"


@dataclass(frozen=True, slots=True)
class Drill:
    """One wrong thing.

    stack: without the system's name. edit: makes the resource at `address` wrong.
    tests: those that are run, as pytest's `-k` takes them. cause: what must be said, a regular expression.
    """

    what: str
    stack: str
    address: str
    edit: Edit
    tests: str
    cause: str


def refused(calls: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """A sentence for each call that the emulator recorded (`emulator.recorder`) as refused."""
    return tuple(
        sorted(
            {
                f"{call['role'] or call['caller']} was refused {call['action']} on {call['resource']} "
                f"in {call['region']}"
                for call in calls
                if not call["allowed"]
            }
        )
    )


def _without_statements(kind: str, name: str, argument: str, unwanted: Callable[[Any], bool]) -> Edit:
    """Leaves statements out of a policy."""

    def edit(content: dict[str, Any]) -> None:
        resource = content["resource"][kind][name]
        policy = json.loads(resource[argument])
        policy["Statement"] = [each for each in policy["Statement"] if not unwanted(each)]
        resource[argument] = json.dumps(policy)

    return edit


def _replaced(kind: str, name: str, path: tuple[str | int, ...], old: str, new: str) -> Edit:
    """Replaces text in an argument."""

    def edit(content: dict[str, Any]) -> None:
        holder: Any = content["resource"][kind][name]
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = holder[path[-1]].replace(old, new)

    return edit


def _names_service(service: str) -> Callable[[Any], bool]:
    def names(statement: Any) -> bool:
        principal = statement.get("Principal")
        return isinstance(principal, dict) and service in str(principal.get("Service", ""))

    return names


DRILLS: Final = (
    Drill(
        "an action is missing in a function's policy",
        f"app-{REGION}",
        "aws_iam_role_policy.function_screen_role_policy",
        _replaced(
            "aws_iam_role_policy",
            "function_screen_role_policy",
            ("policy",),
            '"dynamodb:UpdateItem"',
            '"dynamodb:DeleteItem"',
        ),
        f"test_a_payment_is_settled_and_has_a_receipt and {REGION}",
        r"payments-screen-\S+ was refused dynamodb:UpdateItem",
    ),
    Drill(
        "an event pattern matches nothing",
        f"app-{REGION}",
        "aws_cloudwatch_event_rule.exceptions_out",
        _replaced(
            "aws_cloudwatch_event_rule", "exceptions_out", ("event_pattern",), '"payments"', '"receipts"'
        ),
        f"test_an_exception_is_heard_in_one_other_region and {REGION}",
        rf"never the exception of {REGION} in another region: its rule exceptions-out",
    ),
    Drill(
        "a queue's policy does not let the topic in",
        f"foundation-{REGION}",
        "aws_sqs_queue_policy.alerts_inbox_policy",
        _without_statements("aws_sqs_queue_policy", "alerts_inbox_policy", "policy", _names_service("sns.")),
        f"test_an_alert_lies_in_each_inbox and {REGION}",
        r"sns\.amazonaws\.com was refused sqs:SendMessage on \S+:payments-alerts-inbox-",
    ),
    Drill(
        "a key's policy does not let SNS use it",
        f"foundation-{REGION}",
        "aws_kms_key.key_ops",
        _without_statements("aws_kms_key", "key_ops", "policy", _names_service("sns.")),
        f"test_an_alert_reaches_a_subscriber_in_each_other_region and {REGION}",
        r"sns\.amazonaws\.com was refused kms:\w+ on \S+:key/",
    ),
    Drill(
        "the stream's filter lets another region's changes through, and not its own",
        f"app-{REGION}",
        "aws_lambda_event_source_mapping.changes",
        _replaced(
            "aws_lambda_event_source_mapping",
            "changes",
            ("filter_criteria", "filter", 0, "pattern"),
            f'["{REGION}"]',
            '["eu-west-1"]',
        ),
        "test_a_change_is_told_once_and_by_the_region_that_wrote_it",
        rf"on the bus of {REGION}, once",
    ),
)


def cause_unsaid(drill: Drill, said: Iterable[str]) -> str:
    """A sentence where nothing that was said names the drill's cause; else an empty one."""
    heard = tuple(said)
    if any(re.search(drill.cause, sentence) for sentence in heard):
        return ""
    return f"drill: {drill.what}, and nobody said so, but: {'; '.join(heard) or 'nothing'}"
