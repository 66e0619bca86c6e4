"""The Region tag tells the truth."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import TWO_REGIONS, resources
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
from policies.references import reference
from policies.related.tags import tags_of
from policies.resource import Resource
from policies.values import is_known


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The Region tag is the region of the resource's provider, or of its own `region` (provider 6).

    IAM, Route 53 and other global resources are in the region of their provider. A tag that is not
    there is `tags-required`'s to report.
    """
    tags = tags_of(resource, configuration) or {}
    tag = tags.get("Region")
    if tag is None:
        yield NOT_APPLICABLE
    elif not resource.region:
        yield unknown("no literal region of its provider tells where it is")
    elif not is_known(tag):
        if not _is_current_region(resource, configuration, tag):
            yield unknown(f"the tag Region is {tag}, which only the plan can tell")
    elif tag != resource.region:
        yield fail(f"the tag Region is '{tag}', but its provider puts it into {resource.region}")


def _is_current_region(resource: Resource, configuration: Configuration, tag: object) -> bool:
    """Whether it refers to an aws_region data source that reads the resource's own region."""
    found, source = reference(tag), configuration.target(resource, tag)
    return (
        found is not None
        and found.attribute in ("name", "region", "id")
        and source is not None
        and source.type == "data.aws_region"
        and source.values.get("name", source.region) == resource.region
    )


def _topic(tag: str, **values: object) -> Terraform:
    return resources(aws_sns_topic={"tags": {"Region": tag}, **values})


def _two_regions(stack: Terraform) -> Terraform:
    return {**stack, **TWO_REGIONS}


RULE = Rule(
    id="tags-region",
    title="The Region tag is the region that the resource is in",
    severity=Severity.MEDIUM,
    types=("*",),
    scope="configuration",
    check=check,
    rationale=(
        "Who looks for what a region holds, for residency or in an outage, looks by this tag. "
        "A copied tag hides a resource from exactly that question."
    ),
    remediation="Set Region from the region of the resource's own provider; the tags aspect does.",
    controls=("pci-dss-4.0.1:12.5.1", "nist-800-53-r5:CM-8", "nist-800-53-r5:CM-12"),
    requirements=("R19",),
    examples=Examples(
        passing=(
            _topic("xx-test-1"),
            _two_regions(_topic("xx-test-2", provider="aws.other")),
            _topic("xx-test-3", region="xx-test-3"),
            {**_topic("${data.aws_region.here.region}"), "data": {"aws_region": {"here": {}}}},
        ),
        failing=(
            _topic("xx-test-2"),
            _topic(""),
            _two_regions(_topic("xx-test-1", provider="aws.other")),
            _topic("xx-test-1", region="xx-test-3"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_sns_topic={"tags": {"App": "payments"}})),
        unknown=(
            Status.UNKNOWN,
            {
                **_topic("${data.aws_region.there.region}"),
                "data": {"aws_region": {"there": {"region": "xx-test-2"}}},
            },
        ),
    ),
)
