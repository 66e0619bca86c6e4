"""A warehouse's snapshots are copied to where a key waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import TWO_REGIONS, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_TO: Final = "destination_region"
_GRANT: Final = "snapshot_copy_grant_name"
_GRANTS: Final = "aws_redshift_snapshot_copy_grant"


def check(copy: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The copies go to another region, in which the grant of the key is that encrypts them there (Redshift
    Management Guide, "Copying snapshots encrypted by AWS KMS to another AWS Region"), and which some provider
    of the stack names.
    """
    to, region = copy.get(_TO), copy.region
    if not isinstance(to, str) or not is_known(to):
        yield unknown(f"{_TO} is {to}, which only the plan can tell")
        return
    if to == region:
        yield fail(f"{_TO} is {to}, in which the cluster is already", _TO)
        return
    grants = _grants(copy, configuration)
    if grants and all(grant.region and grant.region != to for grant in grants):
        said = f"{_TO} is {to}, and {grants[0].address} with its key is in {grants[0].region}"
        yield fail(f"{said}: no snapshot is copied there", _GRANT)
    used = {provider.region for provider in configuration.of("provider.aws", stack=copy.stack)}
    if used and to not in used and all(map(is_known, used)):
        yield fail(
            f"{_TO} is {to}, where the stack has nothing: the data leaves the regions that it is kept in", _TO
        )


def _grants(copy: Resource, configuration: Configuration) -> list[Resource]:
    """The grant that a copy names, or those that are called so."""
    value = copy.get(_GRANT)
    found = configuration.target(copy, value)
    return [
        grant
        for grant in ([found] if found is not None else configuration.having(_GRANTS, _GRANT, value))
        if grant.type == _GRANTS
    ]


def _copy(to: object, grant: str = "far") -> Terraform:
    said = {"cluster_identifier": "reports-zq7", _TO: to, _GRANT: f"${{{_GRANTS}.{grant}.{_GRANT}}}"}
    return {
        **TWO_REGIONS,
        "resource": {
            "aws_redshift_snapshot_copy": {"example": said},
            _GRANTS: {
                "far": {_GRANT: "far-zq7", "provider": "aws.other"},
                "near": {_GRANT: "near-zq7"},
            },
        },
    }


RULE = Rule(
    id="redshift-snapshot-copy",
    title="Snapshots are copied to a region that is used, under a key that is there",
    severity=Severity.HIGH,
    types=("aws_redshift_snapshot_copy",),
    scope="configuration",
    check=check,
    rationale=(
        "A copy to a region without the grant of a key is never made, and a copy to a region that nothing "
        "else uses takes personal data out of those in which it may be kept."
    ),
    remediation="Set destination_region to the region of the RedshiftSnapshotCopyGrant and its key.",
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:CP-6", "nist-800-53-r5:CP-9", "nist-800-53-r5:SC-12"),
    requirements=("C8",),
    examples=Examples(
        passing=(_copy("xx-test-2"),),
        failing=(_copy("xx-test-2", "near"), _copy("xx-test-1"), _copy("xx-test-9")),
        absent=(Status.UNKNOWN, resources(aws_redshift_snapshot_copy={"cluster_identifier": "reports-zq7"})),
        unknown=(Status.UNKNOWN, _copy("${var.region}")),
    ),
)
