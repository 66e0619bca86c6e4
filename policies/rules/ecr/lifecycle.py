"""Images that are no longer used go."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.expressions.json_texts import loads
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.strict_json import StrictJsonError
from policies.values import as_list, is_known

_POLICY: Final = "aws_ecr_lifecycle_policy"
_IMAGES: Final = 3  # one that runs, one before it, and one that is being deployed
_DAYS: Final = 30  # a quiet month has no release
_NAMES: Final = expect.Related(_POLICY, "repository", ("aws_ecr_repository",))


def check(repository: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A lifecycle policy names the repository and expires something, but not what runs or ran before it."""
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
        return
    for rule in as_list(said["rules"]):
        selected = rule.get("selection") if isinstance(rule, dict) else None
        if isinstance(selected, dict) and selected.get("tagStatus") != "untagged":
            yield from _kept(selected)


def _kept(selected: Mapping[str, Any]) -> Iterator[Judgement]:
    """What a rule leaves of the images that have tags, or of all: those that run, and those before them."""
    kind, number = selected.get("countType"), expect.number(selected.get("countNumber"))
    of_tags = selected.get("tagPrefixList") or selected.get("tagPatternList")
    if number is None or (of_tags and of_tags != ["*"]):
        return
    if kind == "imageCountMoreThan" and number < _IMAGES:
        said = f"it keeps {number:g} image{'' if number == 1 else 's'}"
        yield fail(f"{said}: what runs, and what a rollback needs, is expired", "count")
    elif kind == "sinceImagePushed" and number < _DAYS:
        yield fail(f"it expires what was pushed {number:g} days ago, also what runs", "days")


def _policy(status: str, kind: str, number: int) -> str:
    selection = {"tagStatus": status, "countType": kind, "countNumber": number}
    return json.dumps({"rules": [{"rulePriority": 1, "selection": selection, "action": {"type": "expire"}}]})


_RULES: Final = _policy("any", "imageCountMoreThan", 30)
_UNTAGGED: Final = _policy("untagged", "sinceImagePushed", 1)


def _stack(policy: str, repository: str = "${aws_ecr_repository.example.name}") -> Terraform:
    return {
        "resource": {
            "aws_ecr_repository": {"example": {"name": "payments-zq7"}},
            _POLICY: {"old": {"repository": repository, "policy": policy}},
        }
    }


RULE = Rule(
    id="ecr-lifecycle",
    title="Repositories of container images expire what is old, and keep what runs",
    severity=Severity.LOW,
    types=("aws_ecr_repository", _POLICY),
    scope="configuration",
    check=check,
    rationale=(
        "Images that are kept for ever are paid for, and an old one with known faults can be deployed "
        "again by mistake at any time. Where one is kept, the next push takes away what a task that starts "
        "again, or a rollback, has to pull."
    ),
    remediation="Add an EcrLifecyclePolicy whose rules expire untagged images and all but the last ten.",
    controls=("pci-dss-4.0.1:6.3.3", "nist-800-53-r5:SI-12", "nist-800-53-r5:CM-2"),
    requirements=("R24",),
    examples=Examples(
        passing=(_stack(_RULES), _stack(_RULES, "payments-zq7"), _stack(_UNTAGGED)),
        failing=(
            _stack("{}"),
            _stack(_RULES, "other-zq7"),
            _stack(_policy("any", "imageCountMoreThan", 1)),
            _stack(_policy("any", "sinceImagePushed", 7)),
        ),
        absent=(Status.FAIL, resources(aws_ecr_repository={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, _stack("${var.policy}")),
    ),
)
