"""A tag of an image means one image for ever."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


def check(repository: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Tags cannot be moved, but for named exceptions. By default they can (Terraform registry)."""
    right = ("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION")
    yield from expect.stands(repository, "image_tag_mutability", right, "MUTABLE")


RULE = Rule(
    id="ecr-immutable-tags",
    title="Tags of container images cannot be moved",
    severity=Severity.MEDIUM,
    types=("aws_ecr_repository", "aws_ecr_repository_creation_template"),
    check=check,
    rationale=(
        "Whoever may push moves a tag that is deployed to other code: what was reviewed is not what runs, "
        "and nothing in the stack shows it."
    ),
    remediation="Set image_tag_mutability='IMMUTABLE'.",
    controls=("pci-dss-4.0.1:6.5.1", "pci-dss-4.0.1:6.2.4", "nist-800-53-r5:SI-7", "nist-800-53-r5:CM-14"),
    requirements=("R149",),
    examples=Examples(
        passing=(
            resources(aws_ecr_repository={"image_tag_mutability": "IMMUTABLE"}),
            resources(aws_ecr_repository={"image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION"}),
        ),
        failing=(resources(aws_ecr_repository={"image_tag_mutability": "MUTABLE"}),),
        absent=(Status.FAIL, resources(aws_ecr_repository={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_ecr_repository={"image_tag_mutability": "${var.tags}"})),
    ),
)
