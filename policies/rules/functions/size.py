"""Functions have the memory and the time that the payment path is built for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.estate import Estate, Resource
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, resources

MEMORY: Final = 3072
LONGEST: Final = 900
WAITING: Final = {"api": 29, "event": LONGEST, "schedule": LONGEST}
"""The longest timeouts, in seconds, by the tag Trigger, of functions that need not have the longest: API
Gateway waits 29 s by default (Amazon API Gateway, "Quotas for configuring and running a REST API")."""


def check(function: Resource, _estate: Estate) -> Iterator[Judgement]:
    """3,072 MB and 900 s. What answers an API ends before the API gives up (C6); what an event or a schedule
    calls may end early.
    """
    yield from expect.between(function, "memory_size", MEMORY, MEMORY)
    longest = WAITING.get(str(function.get("tags.Trigger")))
    yield from expect.between(function, "timeout", LONGEST if longest is None else 1, longest or LONGEST)


def _function(timeout: object, memory: object = MEMORY, **tags: str) -> Terraform:
    return resources(aws_lambda_function={"memory_size": memory, "timeout": timeout, "tags": tags})


RULE = Rule(
    id="functions-size",
    title="Functions have 3 GB of memory and 15 minutes, or what their caller waits for",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    check=check,
    rationale=(
        "A step that is cut short leaves a payment in doubt. A function that outlives the API's patience "
        "works on for a client that has been told it failed."
    ),
    remediation="Set memory_size=3072 and timeout=900; behind an API, at most 29, with the tag Trigger=api.",
    controls=("pci-dss-4.0.1:2.2.6", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:SC-6"),
    rows=("R64",),
    examples=Examples(
        passing=(
            _function(900),
            _function("900", "3072", Trigger="workflow"),
            _function(29, Trigger="api"),
            _function(5, Trigger="api"),
            _function(60, Trigger="event"),
            _function(180, Trigger="schedule"),
        ),
        failing=(
            _function(900, 128),
            _function(900, 10240),
            _function(60),
            _function(901),
            _function(29, Trigger="stream"),
            _function(30, Trigger="api"),
            _function(0, Trigger="api"),
        ),
        absent=(Status.FAIL, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.timeout}")),
    ),
)
