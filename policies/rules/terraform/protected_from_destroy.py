"""Everything goes when its environment goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import PROFILES
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

MUST_FORCE: Final = {
    "aws_athena_workgroup": "force_destroy",
    "aws_backup_vault": "force_destroy",
    "aws_ecr_repository": "force_delete",
    "aws_ecrpublic_repository": "force_destroy",
    "aws_route53_zone": "force_destroy",
}
"""What AWS refuses to delete while it holds something, and the argument that empties it first.

Buckets have a rule of their own.
"""


def check(resource: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No prevent_destroy, no skip_destroy, and what holds something is emptied. The profile `production`
    keeps its data instead: there nothing is emptied so that it can be destroyed.
    """
    yield from expect.whichever(resource, "profile", PROFILES, _judged)


def _judged(resource: Resource) -> Iterator[Judgement]:
    if resource.context.profile == "production":
        if resource.type in MUST_FORCE:
            yield from expect.apart(MUST_FORCE[resource.type], _kept(resource))
        else:
            yield NOT_APPLICABLE
        return
    for attribute in ("lifecycle.prevent_destroy", "skip_destroy"):
        yield from expect.apart(attribute, expect.not_true(resource, attribute))
    if resource.type in MUST_FORCE:
        forced = MUST_FORCE[resource.type]
        yield from expect.apart(forced, expect.true(resource, forced))


def _kept(resource: Resource) -> Iterator[Judgement]:
    for judgement in expect.not_true(resource, MUST_FORCE[resource.type]):
        yield replace(judgement, message=f"{judgement.message}: a destroy takes all that it holds along")


def _zone(**values: object) -> Terraform:
    return resources(aws_route53_zone={"force_destroy": True, **values})


RULE = Rule(
    id="terraform-protected-from-destroy",
    title="Nothing keeps an environment from being destroyed",
    severity=Severity.MEDIUM,
    types=("*",),
    check=check,
    rationale=(
        "Environments come and go with each change. What refuses to be destroyed stays behind with its "
        "data, its cost and its open ports, and nobody watches it any more."
    ),
    remediation=(
        "Leave out lifecycle.prevent_destroy and skip_destroy; set force_destroy=True (force_delete=True for "
        "EcrRepository). Keep data in the profile 'production' only."
    ),
    controls=(
        *("pci-dss-4.0.1:3.2.1", "pci-dss-4.0.1:2.2.4"),
        *("nist-800-53-r5:SI-12(3)", "nist-800-53-r5:CM-2(6)"),
    ),
    requirements=("R24", "R25"),
    examples=Examples(
        passing=(
            _zone(),
            _zone(lifecycle={"prevent_destroy": False, "create_before_destroy": True}),
            resources(aws_ecr_repository={"force_delete": "true"}),
            resources(aws_cloudwatch_log_group={"skip_destroy": False}),
        ),
        failing=(
            resources(aws_dynamodb_table={"lifecycle": {"prevent_destroy": True}}),
            resources(aws_dynamodb_table={"lifecycle": [{"prevent_destroy": "true"}]}),
            resources(aws_cloudwatch_log_group={"skip_destroy": True}),
            resources(aws_ecr_repository={"force_delete": False}),
            resources(aws_backup_vault={"force_delete": True}),
            _zone(force_destroy="false"),
        ),
        absent=(Status.FAIL, resources(aws_backup_vault={"name": "vault-zq7"})),
        unknown=(Status.UNKNOWN, _zone(force_destroy="${var.force}")),
    ),
)
