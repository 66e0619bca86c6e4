"""No account id is written out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_ACCOUNT: Final = re.compile(r"(?<![0-9A-Za-z.])\d{12}(?![0-9A-Za-z.])|(?<![0-9A-Za-z])\d{12}(?=\.dkr\.)")
_TWELVE: Final = re.compile(r"\d{12}")
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

SERVICE_ACCOUNTS: Final = frozenset(
    """
    009996457667 027434742980 033677994240 037604701340 048591011584 054676820928 076674570225
    098369216593 114774131450 127311923021 156460612806 190560391635 383597477331 507241528517
    582318560864 589379963580 600734575887 635631232127 638102146993 652711504416 718504428378
    754344448648 783225319266 797873946194 897822967062 985666609251
    017000801446 580247275435
    """.split()  # noqa: SIM905 - a table of numbers
)
"""Accounts of AWS itself: Elastic Load Balancing's, one a region ("Enable access logs for your Application
Load Balancer"), and the publishers of the Lambda layers Powertools and Lambda Insights."""


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No string holds twelve digits that stand alone, except the accounts of AWS services.

    Providers and backends may: `allowed_account_ids` is a guard, and a guard has to be literal.
    """
    for path, text in element.strings():
        for account in _accounts(text) if len(text) >= 12 else ():
            yield fail(f"{path} contains the account id {account}", account)


@lru_cache(maxsize=65536)  # most is said many times
def _accounts(text: str) -> tuple[str, ...]:
    if not _TWELVE.search(text):
        return ()
    return tuple(sorted(set(_ACCOUNT.findall(_UUID.sub("", text))) - SERVICE_ACCOUNTS))


_FOREIGN: Final = "9999" + "88887777"


def _principal(arn: str) -> Terraform:
    policy = f'{{"Statement": [{{"Effect": "Allow", "Principal": {{"AWS": "{arn}"}}}}]}}'
    return resources(aws_sqs_queue_policy={"policy": policy})


RULE = Rule(
    id="naming-hard-coded-account",
    title="Account ids are read, not written",
    severity=Severity.MEDIUM,
    types=("*", "data.aws_iam_policy_document", "output", "local"),
    check=check,
    rationale=(
        "A literal account id grants to, or points at, that account from every environment. In a copy of "
        "the stack it is another company's data path or a dead reference that nobody notices."
    ),
    remediation="Use DataAwsCallerIdentity(...).account_id, which each stack offers as stack.account.",
    controls=("pci-dss-4.0.1:6.5.3", "pci-dss-4.0.1:7.2.5", "nist-800-53-r5:CM-2(6)", "nist-800-53-r5:AC-6"),
    requirements=("R11",),
    told_by=(
        "iam-cross-account",
        "iam-trust-policy",
    ),
    examples=Examples(
        passing=(
            _principal("arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"),
            _principal("arn:aws:iam::127311923021:root"),
            resources(aws_sqs_queue={"kms_master_key_id": "12345678-1234-1234-1234-123456789012"}),
            resources(aws_cloudwatch_metric_alarm={"threshold": "0.123456789012"}),
            resources(aws_s3_object={"etag": "a123456789012b"}),
        ),
        failing=(
            _principal(f"arn:aws:iam::{_FOREIGN}:root"),
            _principal(_FOREIGN),
            resources(aws_s3_bucket={"bucket": f"receipts-{_FOREIGN}-zq7"}),
            resources(aws_lambda_function={"image_uri": f"{_FOREIGN}.dkr.ecr.xx-test-1.amazonaws.com/cdc:1"}),
            resources(aws_lambda_function={"environment": [{"variables": {"ACCOUNT": _FOREIGN}}]}),
            {**resources(), "locals": {"example": _FOREIGN}},
        ),
        absent=(Status.PASS, resources(aws_sqs_queue={})),
        unknown=(Status.FAIL, _principal(f"arn:${{var.partition}}:iam::{_FOREIGN}:role/${{var.role}}")),
    ),
)
