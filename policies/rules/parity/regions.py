"""The same stack has the same resources in every region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.configuration import Configuration, recalled
from policies.examples import stack_in_each
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.related.regions import region_of
from policies.resource import Resource

_SHOWN = 5


def check(settings: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A stack of one region has every resource that its counterparts in other regions have.

    Counterparts are stacks of one system whose names differ in their region alone. Where the settings
    declare an override for one of the regions, what is lacking is unknown, not failed.
    """
    own = region_of(settings.stack, configuration)
    if own is None:
        yield unknown("the region of its provider is an expression, so its counterparts cannot be told")
        return
    alike = _by_name(configuration).get(settings.stack.replace(own, "*"), ()) if own else ()
    counterparts = [
        other
        for other in alike
        if other is not settings and other.context == settings.context and own in settings.stack
    ]
    if not counterparts:
        yield NOT_APPLICABLE
    mine = _resources(settings.stack, configuration)
    for other in counterparts:
        lacking = sorted(_resources(other.stack, configuration) - mine)
        if lacking:
            more = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
            message = f"it lacks what {other.stack} has: {', '.join(lacking[:_SHOWN])}{more}"
            declared = settings.context.overridden(own, region_of(other.stack, configuration) or "")
            yield (
                unknown(f"{message}; the settings override {', '.join(declared)}")
                if declared
                else fail(message)
            )


@recalled
def _by_name(configuration: Configuration) -> Mapping[str, list[Resource]]:
    """The settings of stacks of one region by the name of the stack without it."""
    found: dict[str, list[Resource]] = {}
    for settings in configuration.of("terraform"):
        if region := region_of(settings.stack, configuration):
            found.setdefault(settings.stack.replace(region, "*"), []).append(settings)
    return found


def _resources(stack: str, configuration: Configuration) -> frozenset[str]:
    return _by_stack(configuration).get(stack, frozenset())


@recalled
def _by_stack(configuration: Configuration) -> Mapping[str, frozenset[str]]:
    """The addresses of what each stack makes."""
    found: dict[str, set[str]] = {}
    for element in configuration.elements:
        if element.is_managed:
            found.setdefault(element.stack, set()).add(element.address)
    return {stack: frozenset(addresses) for stack, addresses in found.items()}


def _twins(first: Terraform, second: Terraform, region: str = "xx-test-1") -> Terraform:
    """Two stacks that differ in their region alone, with these resources."""
    return stack_in_each(
        {
            name: {"terraform": {"x": 1}, "resource": content}
            for name, content in ((region, first), ("xx-test-2", second))
        }
    )


QUEUES: Terraform = {"aws_sqs_queue": {"inbox": {}, "failed": {}}}

RULE = Rule(
    id="parity-regions",
    title="A stack has the same resources in every region",
    severity=Severity.HIGH,
    types=("terraform",),
    scope="configuration",
    strict=False,
    check=check,
    rationale=(
        "Regions that take over for each other must be alike: what is missing in one is found out on the "
        "day that the other fails."
    ),
    remediation="Build it from the same blocks in every region; declare an override in the settings.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-2", "nist-800-53-r5:CP-10"),
    requirements=("R8", "R124"),
    examples=Examples(
        passing=(_twins(QUEUES, QUEUES),),
        failing=(
            _twins(QUEUES, {"aws_sqs_queue": {"inbox": {}}}),
            _twins({}, QUEUES),
            _twins({"aws_sqs_queue": {"inbox": {}, "renamed": {}}}, QUEUES),
        ),
        absent=(Status.NOT_APPLICABLE, {"terraform": {"x": 1}}),
        unknown=(Status.UNKNOWN, _twins(QUEUES, QUEUES, region="${var.region}")),
    ),
)
