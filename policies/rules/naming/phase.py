"""No name and no state depends on the phase of a migration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from policies.configuration import Configuration, recalled
from policies.examples import resources
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
from policies.related.tags import is_taggable, tags_of
from policies.resource import Resource
from policies.rules.naming._names import literal, names
from policies.values import is_known

TAG: Final = "MigrationPhase"
_BACKEND: Final = "terraform.backend"
_OF_AWS: Final = ("/aws/", "aws-waf-logs-")
"""What names of log groups of AWS's services begin with, also in a phase called aws."""
_BETWEEN: Final = re.compile(r"[^A-Za-z0-9_]+")


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where resources of its stack say the phase of a migration in a tag, no part of the resource's name, and
    none of the state's key, is that phase; nor is the tag Environment. Parts that names
    have in every phase, as the system promises, are left out of account.
    """
    phases = _phases(configuration).get(resource.stack, frozenset())
    if not phases:
        yield NOT_APPLICABLE
        return
    if not all(map(is_known, phases)):
        yield unknown(f"only the plan can tell the tag {TAG}")
        return
    promises = resource.context.promises
    fixed = (*_OF_AWS, *(promises.fixed_names if promises else ()))
    told = (
        [("key", str(resource.get("key")))] if resource.type == _BACKEND else names(resource, configuration)
    )
    for attribute, name in told:
        for phase in sorted(phases & _words(literal(name), fixed)):
            yield fail(f"{attribute} '{name}' has the phase {phase}: the next one replaces it", attribute)
    tags = tags_of(resource, configuration) if resource.type != _BACKEND and is_taggable(resource) else None
    environment = str((tags or {}).get("Environment", ""))
    if environment in phases:
        yield fail(f"the tag Environment is the phase {environment}", "Environment")


def _words(name: str, fixed: Iterable[str]) -> set[str]:
    """The words of a name, but for those of parts that are the same in every phase."""
    for part in fixed:
        name = name.replace(part, "")
    return set(_BETWEEN.split(name))


@recalled
def _phases(configuration: Configuration) -> dict[str, frozenset[str]]:
    """By stack, what its resources say in the tag."""
    found: dict[str, set[str]] = {}
    for element in configuration.elements:
        tags = tags_of(element, configuration) if element.is_managed and is_taggable(element) else None
        if tags and tags.get(TAG):
            found.setdefault(element.stack, set()).add(str(tags[TAG]))
    return {stack: frozenset(phases) for stack, phases in found.items()}


def _queue(name: str = "inbox-zq7", phase: str | None = "canary", **tags: str) -> Terraform:
    said = {"Environment": "zq7", **({TAG: phase} if phase else {}), **tags}
    return resources(aws_sqs_queue={"name": name, "tags": said})


def _logs(name: str) -> Terraform:
    return resources(aws_cloudwatch_log_group={"name": name, "tags": {"Environment": "zq7", TAG: "aws"}})


def _kept(key: str) -> Terraform:
    return {**_queue(), "terraform": {"backend": {"s3": {"key": key}}}}


RULE = Rule(
    id="naming-phase",
    title="No name and no state depends on the phase of a migration",
    severity=Severity.CRITICAL,
    types=("*", _BACKEND),
    scope="configuration",
    check=check,
    rationale=(
        "A name with the phase in it is replaced when the phase changes, with its data and its traffic; a "
        "state with the phase in its key begins empty, and everything is made a second time."
    ),
    remediation="Leave the phase out of names, of the state's key and of Environment: MigrationPhase has it.",
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:CM-3", "nist-800-53-r5:CP-10"),
    requirements=("R22", "R96", "R134", "R137", "C31", "C39"),
    examples=Examples(
        passing=(
            _queue(),
            _queue("canary-zq7", "legacy"),
            _queue("canaries-zq7"),
            _kept("move/zq7/data.tfstate"),
            _logs("/aws/lambda/pay-zq7"),
        ),
        failing=(
            _logs("/aws/lambda/pay-aws-zq7"),
            _queue("inbox-canary-zq7"),
            _queue(Environment="canary"),
            _kept("move/canary/zq7/data.tfstate"),
            _kept("move/zq7/data-canary.tfstate"),
        ),
        absent=(Status.NOT_APPLICABLE, _queue("inbox-canary-zq7", None)),
        unknown=(Status.UNKNOWN, _queue(phase="${var.phase}")),
    ),
)
