"""No AWS-managed policy is attached that opens a whole service, or all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import ACCOUNT, resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource
from policies.rules.iam._attached import ATTRIBUTES, managed

_WIDE: Final = re.compile(
    r"AdministratorAccess.*|.*AdministratorAccess|.*Full_?Access(?:_v\d+)?|.*PowerUser(?:Access)?|.*ReadWrite"
    r"|job-function/(?:Data|Network|System).+|service-role/AmazonEC2RoleforSSM"
)
"""AWS Managed Policy Reference. AmazonEC2RoleforSSM, which AWS gave up, opens every bucket."""

_READING: Final = frozenset(
    {
        *("ReadOnlyAccess", "AmazonS3ReadOnlyAccess", "AmazonDynamoDBReadOnlyAccess"),
        *("AmazonSSMReadOnlyAccess", "AmazonKinesisReadOnlyAccess"),
    }
)
"""Those that read what is stored, everywhere; others that end so read how a service is set up."""


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No policy is attached that opens every resource of a service to be changed, or its data to be read.

    Those that AWS writes for a role that a service takes on (AmazonEKSClusterPolicy) say what that takes;
    `iam-own-policies` judges them.
    """
    if not holder.get(ATTRIBUTES[holder.type]):
        yield NOT_APPLICABLE
    for name in managed(holder, configuration):
        if isinstance(name, Judgement):
            yield name
        elif name in _READING:
            yield fail(f"it attaches {name}: whoever has it reads all data, whosever it is", name)
        elif _WIDE.fullmatch(name):
            said = f"it attaches {name}: whoever has it may read, change and delete everything there"
            yield fail(said, name)


def _attached(arn: object) -> Terraform:
    return resources(aws_iam_role_policy_attachment={"role": "settlement", "policy_arn": arn})


_AWS: Final = "arn:aws:iam::aws:policy"

RULE = Rule(
    id="iam-managed-policies",
    title="No AWS-managed policy opens a service as a whole",
    severity=Severity.HIGH,
    types=tuple(ATTRIBUTES),
    scope="configuration",
    check=check,
    rationale=(
        "A policy for everything of a service opens also what another team, or a later one, puts there: "
        "every bucket with its receipts, to be read and deleted."
    ),
    remediation="List the needed actions and resources in an IamRolePolicy with policy=json.dumps({...}).",
    controls=("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-6"),
    requirements=("R40", "R32", "R76", "C41"),
    examples=Examples(
        passing=(
            {
                "resource": {
                    "aws_iam_policy": {"settlement": {}},
                    "aws_iam_role_policy_attachment": {
                        "example": {"policy_arn": "${aws_iam_policy.settlement.arn}"}
                    },
                }
            },
            _attached(f"arn:aws:iam::{ACCOUNT}:policy/AdministratorAccess"),
            _attached(f"{_AWS}/service-role/AWSLambdaBasicExecutionRole"),
            _attached(f"{_AWS}/AmazonEC2ContainerRegistryReadOnly"),
        ),
        failing=(
            _attached(f"{_AWS}/AdministratorAccess"),
            _attached(f"{_AWS}/AdministratorAccess-Amplify"),
            _attached(f"{_AWS}/AmazonEC2FullAccess"),
            _attached(f"{_AWS}/AWSLambda_FullAccess"),
            _attached(f"{_AWS}/AmazonDynamoDBFullAccess_v2"),
            _attached(f"{_AWS}/SecretsManagerReadWrite"),
            _attached(f"{_AWS}/job-function/SystemAdministrator"),
            _attached("arn:${data.aws_partition.here.partition}:iam::aws:policy/ReadOnlyAccess"),
            resources(aws_iam_role={"managed_policy_arns": ["${local.own}", f"{_AWS}/AmazonS3FullAccess"]}),
            resources(aws_iam_policy_attachment={"roles": ["pay"], "policy_arn": f"{_AWS}/PowerUserAccess"}),
            resources(aws_iam_role_policy_attachments_exclusive={"policy_arns": [f"{_AWS}/ReadOnlyAccess"]}),
            {
                **_attached("${data.aws_iam_policy.reader.arn}"),
                "data": {"aws_iam_policy": {"reader": {"arn": f"{_AWS}/ReadOnlyAccess"}}},
            },
        ),
        absent=(
            Status.NOT_APPLICABLE,
            resources(aws_iam_role={"permissions_boundary": f"{_AWS}/PowerUserAccess"}),
        ),
        unknown=(Status.UNKNOWN, _attached("${data.aws_iam_policy.reader.arn}")),
    ),
)
