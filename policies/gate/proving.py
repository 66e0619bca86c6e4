"""A rule's own examples, judged as the gate judges: whether each has the verdict that the rule says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from policies.configuration import Configuration
from policies.context import Context
from policies.engine import judge, unknown_as_failures
from policies.examples import stacks_of
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.model import NOBODY_JUDGES, Rule, Status, Terraform

CONTEXT: Final = Context(system="example", suffix="zq7", profile="ephemeral")
"""What the stacks of examples belong to."""


def metadata_of(*stacks: str) -> Metadata:
    """What a synthesis would note of these stacks."""
    return Metadata(
        stacks=dict.fromkeys(stacks, StackMetadata(CONTEXT.system, CONTEXT.suffix, CONTEXT.profile))
    )


def configuration_of(example: Terraform) -> Configuration:
    """The configuration of an example's stacks."""
    stacks = stacks_of(example)
    return build(stacks, metadata_of(*stacks), NO_OVERRIDES)


def is_example(address: str) -> bool:
    """Whether it is what the verdict of an example is about."""
    return address.partition("[")[0].rsplit(".", 1)[-1] == "example" or address.startswith(
        ("terraform", "provider")
    )


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a rule says of one of its examples.

    label: which of the examples it is, such as `failing-2`.
    message: why it has that verdict; why it has none where `found` is None: the rule breaks.
    """

    rule: Rule
    label: str
    stack: Terraform
    expected: Status
    found: Status | None
    message: str

    @property
    def is_sound(self) -> bool:
        """Whether it has the verdict that the rule says of it."""
        return self.found is self.expected

    def __str__(self) -> str:
        found = f"found {self.found}" if self.found else "the rule breaks"
        return f"{self.label}: expected {self.expected}, {found}" + (
            f": {self.message}" if self.message else ""
        )


def behaviours(rule: Rule) -> Iterator[Behaviour]:
    """What a rule says of each of its examples. Never raises: a check or an example that does is unsound."""
    for label, expected, stack in rule.examples:
        try:
            found, message = verdict_on(rule, configuration_of(stack), strict=expected is Status.FAIL)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a rule file raises is reported
            yield Behaviour(rule, label, stack, expected, None, f"{type(error).__name__}: {error}")
        else:
            told = "" if found is Status.PASS else message  # else the title, which is what should hold
            yield Behaviour(rule, label, stack, expected, found, told)


class BrokenCheckError(RuntimeError):
    """A check raised; the text says where, and what."""


def verdict_on(rule: Rule, configuration: Configuration, *, strict: bool = False) -> tuple[Status, str]:
    """The verdict on what is named `example`: a failure of any, else an unknown, else
    what is declared, else a pass of all.

    Raises BrokenCheckError where the check raises.
    """
    judged = judge(configuration, [rule])
    if judged.errors:
        raise BrokenCheckError("; ".join(judged.errors))
    # A type that nobody judges is unknown, and fails where the gate is strict: only there it can.
    findings = (
        tuple(unknown_as_failures(judged.findings))
        if strict and rule.id == NOBODY_JUDGES
        else judged.findings
    )
    found = [finding for finding in findings if is_example(finding.address)]
    statuses = {finding.status for finding in found}
    for status in (Status.FAIL, Status.UNKNOWN, Status.DECLARED, Status.PASS):
        if status in statuses:
            return status, "; ".join(each.message for each in found if each.status is status)
    return Status.NOT_APPLICABLE, ""
