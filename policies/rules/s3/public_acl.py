"""No ACL and no website makes a bucket's content public."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.values import is_known

_PUBLIC: Final = frozenset({"public-read", "public-read-write", "authenticated-read"})
_EVERYBODY: Final = ("/AllUsers", "/AuthenticatedUsers")
_GRANTS: Final = ("access_control_policy.grant.grantee", "grant")
_WEBSITE: Final = "aws_s3_bucket_website_configuration"


def check(holder: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No canned ACL is public, no grant is to a group of everybody, and no bucket is a website.

    'Authenticated' means any AWS customer: S3 User Guide, "Access control list (ACL) overview". A website
    endpoint serves over HTTP, and only what is public ("Website endpoints").
    """
    acl = holder.get("acl")
    grantees = [block for path in _GRANTS for block in holder.blocks(path)]
    website = holder.type == _WEBSITE or holder.blocks("website")
    if acl is None and not grantees and not website:
        yield NOT_APPLICABLE
    if str(acl) in _PUBLIC:
        yield fail(f"acl is '{acl}'")
    elif not is_known(acl):
        yield unknown(f"acl is {acl}, which only the plan can tell")
    for grantee in grantees:
        uri = str(grantee.get("uri", ""))
        if uri.endswith(_EVERYBODY):
            yield fail(f"a grant goes to {uri.rpartition('/')[2]}")
        elif not is_known(uri):
            yield unknown(f"a grant goes to {uri}, which only the plan can tell")
    if website:
        yield fail("it serves the bucket as a website")


def _grant(uri: str) -> dict[str, object]:
    return {
        "access_control_policy": {
            "grant": [
                {"permission": "FULL_CONTROL", "grantee": {"type": "CanonicalUser"}},
                {"permission": "READ", "grantee": [{"type": "Group", "uri": uri}]},
            ]
        }
    }


_GROUPS: Final = "http://acs.amazonaws.com/groups"

RULE = Rule(
    id="s3-public-acl",
    title="No ACL or website makes a bucket public",
    severity=Severity.CRITICAL,
    types=("aws_s3_bucket", "aws_s3_bucket_acl", "aws_s3_object", "aws_s3_object_copy", _WEBSITE),
    check=check,
    rationale="One public ACL shows every receipt in the bucket to whoever finds its name.",
    remediation="Remove the ACL and the website; what is public is served by CloudFront with an OAC.",
    controls=("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:7.3.3", "nist-800-53-r5:AC-3", "nist-800-53-r5:SC-7"),
    requirements=("R43",),
    waivable=False,
    examples=Examples(
        passing=(
            resources(aws_s3_bucket_acl={"acl": "private"}),
            resources(aws_s3_bucket_acl={"acl": "log-delivery-write"}),
            resources(aws_s3_bucket_acl=_grant(f"{_GROUPS}/s3/LogDelivery")),
        ),
        failing=(
            resources(aws_s3_bucket_acl={"acl": "public-read"}),
            resources(aws_s3_bucket_acl={"acl": "authenticated-read"}),
            resources(aws_s3_bucket={"acl": "public-read-write"}),
            resources(
                aws_s3_bucket={"grant": [{"permissions": ["READ"], "uri": f"{_GROUPS}/global/AllUsers"}]}
            ),
            resources(aws_s3_bucket_acl=_grant(f"{_GROUPS}/global/AllUsers")),
            resources(aws_s3_bucket_acl=_grant(f"{_GROUPS}/global/AuthenticatedUsers")),
            resources(aws_s3_object={"acl": "public-read"}),
            resources(aws_s3_bucket_website_configuration={"index_document": {"suffix": "index.html"}}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_s3_bucket={"bucket": "receipts-zq7"})),
        unknown=(Status.UNKNOWN, resources(aws_s3_bucket_acl={"acl": "${var.acl}"})),
    ),
)
