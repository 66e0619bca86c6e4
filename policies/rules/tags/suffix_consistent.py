"""The tags name the environment that the stack belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.context import UNKNOWN
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
    unspecified,
)
from policies.related.tags import tags_of
from policies.resource import Resource
from policies.values import is_known


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Environment and EnvironmentSuffix are the stack's suffix; Environment is no migration phase.

    A tag that is not there is `tags-required`'s to report.
    """
    tags = tags_of(resource, configuration) or {}
    found = {key: tags[key] for key in ("Environment", "EnvironmentSuffix") if key in tags}
    suffix = resource.context.suffix
    if not found:
        yield NOT_APPLICABLE
    for key, tag in found.items():
        if suffix == UNKNOWN:
            yield unspecified("suffix")
        elif not is_known(tag):
            yield unknown(f"the tag {key} is {tag}, which only the plan can tell")
        elif tag != suffix:
            yield fail(f"the tag {key} is '{tag}', not the stack's suffix '{suffix}'", key)


def _table(**tags: str) -> Terraform:
    return resources(aws_dynamodb_table={"tags": tags})


RULE = Rule(
    id="tags-suffix-consistent",
    title="The Environment tags are the suffix of the stack",
    severity=Severity.MEDIUM,
    types=("*",),
    scope="configuration",
    check=check,
    rationale=(
        "Cost reports, clean-up jobs and access rules tell environments apart by these tags. "
        "A wrong one bills, deletes or opens another environment's resource."
    ),
    remediation="Set Environment and EnvironmentSuffix to the suffix of the settings; the tags aspect does.",
    controls=("pci-dss-4.0.1:12.5.1", "pci-dss-4.0.1:6.5.3", "nist-800-53-r5:CM-8", "nist-800-53-r5:CM-2(6)"),
    requirements=("R17", "R19", "R22"),
    examples=Examples(
        passing=(
            _table(Environment="zq7", EnvironmentSuffix="zq7"),
            _table(EnvironmentSuffix="zq7"),
        ),
        failing=(
            _table(Environment="legacy", EnvironmentSuffix="zq7"),
            _table(Environment="zq7", EnvironmentSuffix="zq70"),
            _table(Environment="ZQ7"),
            _table(Environment=""),
        ),
        absent=(Status.NOT_APPLICABLE, _table(App="payments")),
        unknown=(Status.UNKNOWN, _table(Environment="${terraform.workspace}")),
    ),
)
