"""Functions have the memory and the time that the payment path is built for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import Promises
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

MEMORY: Final = 3072
LONGEST: Final = 900
_LEAST: Final = 128
"""Megabytes (Lambda Developer Guide, "Configure Lambda function memory")."""
WAITING: Final = {"api": 29, "event": LONGEST, "schedule": LONGEST}
"""The longest timeouts, in seconds, by the tag Trigger, of functions that need not have the longest: API
Gateway waits 29 s by default (Amazon API Gateway, "Quotas for configuring and running a REST API")."""


def check(function: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """3,072 MB and 900 s. What answers an API ends before the API gives up (C6); what an event or a schedule
    calls may end early, and what a schedule calls may have less memory, where its system promises how much.
    """
    if function.get("tags.Trigger") == "schedule":
        promised = (Promises(), Promises(scheduled_mb=_LEAST))
        yield from expect.whichever(function, "promises", promised, _has_promised_memory)
    else:
        yield from expect.between(function, "memory_size", MEMORY, MEMORY)
    longest = WAITING.get(str(function.get("tags.Trigger")))
    yield from expect.between(function, "timeout", LONGEST if longest is None else 1, longest or LONGEST)


def _has_promised_memory(function: Resource) -> Iterator[Judgement]:
    promises = function.context.promises or Promises()
    yield from expect.between(function, "memory_size", promises.scheduled_mb, MEMORY)


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
    remediation=(
        "Set memory_size=3072 (for what a schedule calls, no less than the system promises) and timeout=900; "
        "behind an API, at most 29, with the tag Trigger=api."
    ),
    controls=("pci-dss-4.0.1:2.2.6", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:SC-6"),
    requirements=("R64", "C6"),
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
            _function(180, 64, Trigger="schedule"),
            _function(180, 10240, Trigger="schedule"),
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
