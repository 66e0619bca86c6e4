"""Images that are no longer used go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.strict_json import StrictJsonError, loads
from policies.values import is_known

_POLICY: Final = "aws_ecr_lifecycle_policy"
_NAMES: Final = expect.Related(_POLICY, "repository", ("aws_ecr_repository",))


def check(repository: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A lifecycle policy names the repository, and expires something."""
    yield from expect.each_related(repository, configuration, _NAMES, _expires)


def _expires(policy: Resource) -> Iterator[Judgement]:
    text = policy.get("policy")
    if not is_known(text):
        yield unknown(f"policy is {text}, which only the plan can tell")
        return
    try:
        said = loads(str(text))
    except StrictJsonError:
        said = None
    if not isinstance(said, dict) or not said.get("rules"):
        yield fail("policy has no rules")


_RULES: Final = json.dumps({"rules": [{"rulePriority": 1, "action": {"type": "expire"}}]})


def _stack(policy: str, repository: str = "${aws_ecr_repository.example.name}") -> Terraform:
    return {
        "resource": {
            "aws_ecr_repository": {"example": {"name": "payments-zq7"}},
            _POLICY: {"old": {"repository": repository, "policy": policy}},
        }
    }


RULE = Rule(
    id="ecr-lifecycle",
    title="Repositories of container images expire what is old",
    severity=Severity.LOW,
    types=("aws_ecr_repository", _POLICY),
    scope="configuration",
    check=check,
    rationale=(
        "Images that are kept for ever are paid for, and an old one with known faults can be deployed "
        "again by mistake at any time."
    ),
    remediation="Add an EcrLifecyclePolicy whose rules expire untagged images and all but the last ones.",
    controls=("pci-dss-4.0.1:6.3.3", "nist-800-53-r5:SI-12", "nist-800-53-r5:CM-2"),
    requirements=("R24",),
    examples=Examples(
        passing=(_stack(_RULES), _stack(_RULES, "payments-zq7")),
        failing=(_stack("{}"), _stack(_RULES, "other-zq7")),
        absent=(Status.FAIL, resources(aws_ecr_repository={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, _stack("${var.policy}")),
    ),
)
