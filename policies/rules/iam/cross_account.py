"""No policy lets in an account that is only a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.arn import read_arn
from policies.configuration import Configuration
from policies.examples import ACCOUNT, queue_policy, resources
from policies.grants import DESTINATION, UNSPECIFIED
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.policy_document import Statement
from policies.related.balancers import delivers, only_delivers
from policies.related.described import is_described
from policies.resource import Resource
from policies.rules.iam._identities import is_variable

_ACCOUNT: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")
_SOURCES: Final = (
    *("aws:SourceAccount", "aws:SourceOwner", "aws:SourceArn", "aws:PrincipalAccount"),
    *("aws:PrincipalArn", "kms:CallerAccount"),
)
_UNIQUE_ID: Final = re.compile(r"(?:AIDA|AROA|AGPA|AIPA)[A-Z0-9]{12,}")
"""What a principal becomes that is deleted, and what nobody reads (IAM identifiers, "Unique identifiers")."""
_NAMED: Final = {"CanonicalUser": "canonical user", "Email": "customer with the address"}
"""Other names of accounts, in ACLs."""


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No Allow names an account by its digits, as principal or as the source that a condition lets in.

    An account of ours comes from data.aws_caller_identity, one of a service from its data source
    (data.aws_elb_service_account) or from the list of AWS, that of somebody else from a variable whose
    description says whose it is. A canonical user id is an account too.
    """
    yield from expect.statements(
        holder, configuration, lambda statement: _own(statement, holder, configuration)
    )


def _own(statement: Statement, holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    if not statement.allows or only_delivers(statement):
        return
    principals = [
        principal.value
        for principal in statement.principals
        if principal.kind not in ("Service", UNSPECIFIED, DESTINATION)
    ]
    sources = [value for _, values in statement.condition(*_SOURCES) for value in values]
    yield from _led(statement, holder, configuration)
    for value in (*principals, *sources):
        found = _ACCOUNT.search(value)
        if found and not is_described(holder, found[0], configuration):
            yield fail(f"{statement.label} lets in the account of '{value}', a literal", value)
        elif _UNIQUE_ID.fullmatch(value):
            yield fail(
                f"{statement.label} lets in {value}, the unique id of a principal of an unknown account",
                value,
            )
        elif is_variable(value):
            yield unknown(f"{statement.label} lets in {value}, whose account only the plan can tell")
    for principal in statement.principals:
        if principal.kind in _NAMED and "${" not in principal.value and not principal.is_anyone:
            yield fail(
                f"{statement.label} lets in the {_NAMED[principal.kind]} {principal.value[:12]}, a literal",
                principal.value,
            )


def _led(statement: Statement, holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    for principal in statement.principals if statement.allows else ():
        if principal.kind == DESTINATION:
            arn = read_arn(principal.value)
            account = principal.value if arn is None else arn.account
            if _ACCOUNT.fullmatch(account) and not is_described(holder, account, configuration):
                yield fail(f"it leads to the account of '{principal.value}', a literal", principal.value)
            elif is_variable(account):
                yield unknown(f"it leads to {principal.value}, whose account only the plan can tell")


def _allow(principal: object, **more: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Principal": principal, **more}


_OTHER: Final = "999988887777"
_BALANCERS: Final = f"arn:aws:iam::{next(iter(delivers()))}:root"


def _given(**more: str) -> Terraform:
    return {
        **resources(aws_ram_principal_association={"principal": "${var.partner}"}),
        "variable": {"partner": {"default": _OTHER, **more}},
    }


_SNS: Final = {"Service": "sns.amazonaws.com"}

RULE = Rule(
    id="iam-cross-account",
    title="No policy allows an account by its literal id",
    severity=Severity.HIGH,
    types=("*",),
    scope="configuration",
    check=check,
    rationale=(
        "Twelve digits in a policy are somebody's account, and nobody can tell whose. Its administrators "
        "decide who of them comes in."
    ),
    remediation="Take the account from DataAwsCallerIdentity(...).account_id, or name a role by its arn.",
    controls=("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:7.3.1", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-20"),
    requirements=("R42", "R11"),
    told_by=("iam-trust-policy",),
    examples=Examples(
        passing=(
            queue_policy(_allow({"AWS": f"arn:aws:iam::{ACCOUNT}:root"})),
            queue_policy(_allow({"AWS": "${data.aws_elb_service_account.logs.arn}"})),
            queue_policy(_allow(_SNS, Condition={"StringEquals": {"aws:SourceAccount": ACCOUNT}})),
            queue_policy(_allow({"AWS": _OTHER}, Effect="Deny")),
            queue_policy(_allow({"AWS": _BALANCERS}, Action="s3:PutObject")),
            _given(description="The account that keeps our backups apart"),
        ),
        failing=(
            queue_policy(_allow({"AWS": _OTHER})),
            queue_policy(_allow({"AWS": _BALANCERS}, Action="s3:GetObject")),
            queue_policy(_allow({"AWS": [_BALANCERS, _OTHER]}, Action="s3:PutObject")),
            _given(),
            queue_policy(_allow({"AWS": f"arn:aws:iam::{_OTHER}:root"})),
            queue_policy(
                _allow({"AWS": ["${aws_iam_role.settlement.arn}", f"arn:aws:iam::{_OTHER}:role/partner"]})
            ),
            queue_policy(
                _allow("*", Condition={"StringEquals": {"aws:PrincipalAccount": [ACCOUNT, _OTHER]}})
            ),
            queue_policy(_allow(_SNS, Condition={"ArnLike": {"aws:SourceArn": f"arn:aws:sns:*:{_OTHER}:*"}})),
            queue_policy(
                _allow({"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"})
            ),
            resources(aws_lambda_permission={"principal": f"arn:aws:iam::{_OTHER}:root"}),
            resources(aws_ram_principal_association={"principal": _OTHER}),
            queue_policy(_allow({"AWS": "AIDAJQABLZS4A3QDU576Q"})),
            resources(aws_s3_bucket_inventory={"destination": {"bucket": {"account_id": _OTHER}}}),
            resources(
                aws_iam_role={
                    "assume_role_policy": '{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", '
                    f'"Principal": {{"AWS": "{_OTHER}"}}}}}}'
                }
            ),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_sqs_queue={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, queue_policy(_allow({"AWS": "arn:aws:iam::${var.partner}:root"}))),
    ),
)
