"""No role can destroy what keeps evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from policies.access.holders import holder_of
from policies.access.properties import Counterexample, Found, destroyed_by
from policies.configuration import Configuration
from policies.counting import counted
from policies.examples import ROOT, policy_text, role
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.access._found import judgements


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It may delete or stop no log, trail, version, backup or key. One is told of each type that it may."""
    first: dict[tuple[type[Found], str], Found] = {}
    number: Counter[tuple[type[Found], str]] = Counter()
    for store, said, alike in destroyed_by(holder_of(holder, configuration), configuration):
        place = type(said), store.resource.type
        first.setdefault(place, said)
        number[place] += alike
    for place, said in first.items():
        more, name = number[place] - 1, f"more {place[1]}"
        besides = f", and destroy {counted(more, name, name)}" if more else ""
        yield from judgements([said], besides=besides if isinstance(said, Counterexample) else "")


def _allow(action: object, resource: object = "*", **more: object) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def _stack(*statements: dict[str, Any], **key: object) -> Terraform:
    return {
        "resource": {
            **role("example", *statements),
            "aws_s3_bucket": {"archive": {"bucket": "payments-audit-zq7"}},
            "aws_cloudwatch_log_group": {"audit": {"name": "/payments/zq7"}},
            "aws_kms_key": {"data": key},
        }
    }


_KEY = "${aws_kms_key.data.arn}"
_ALL = _allow("kms:*")

RULE = Rule(
    id="access-evidence",
    title="No role can destroy what keeps evidence: logs, trails, versions, backups, keys",
    severity=Severity.HIGH,
    types=("aws_iam_group", "aws_iam_role", "aws_iam_user"),
    scope="configuration",
    check=check,
    rationale=(
        "Whoever takes over a role first removes what would tell of it. What a workload needs never includes "
        "deleting its own logs, versions or keys."
    ),
    remediation=(
        "Take the action away from the role, or deny it in the policy of the store; what must be deleted "
        "expires by its lifecycle."
    ),
    controls=("pci-dss-4.0.1:10.3.2", "nist-800-53-r5:AU-9", "nist-800-53-r5:AU-9(4)"),
    requirements=("R40", "R41"),
    examples=Examples(
        passing=(
            _stack(_allow(["s3:PutObject", "logs:PutLogEvents", "s3:DeleteObject"])),
            _stack(_allow("s3:DeleteObjectVersion", "arn:aws:s3:::payments-uploads-zq7/*")),
            _stack(_allow("*"), _allow(["s3:*", "logs:*", "kms:*"]) | {"Effect": "Deny"}),
            _stack(_ALL, policy=policy_text({**_allow(["kms:Encrypt", "kms:Decrypt"]), "Principal": ROOT})),
        ),
        failing=(
            _stack(_allow("s3:DeleteObjectVersion", "${aws_s3_bucket.archive.arn}/*")),
            _stack(_allow("s3:*", "${aws_s3_bucket.archive.arn}")),
            _stack(_allow("logs:Delete*", "arn:aws:logs:*:*:log-group:/payments/*")),
            _stack(_allow("kms:ScheduleKeyDeletion", _KEY)),
            _stack({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}),
            _stack(
                _allow("s3:GetObject"),
                policy=policy_text(
                    {**_allow("kms:DisableKey"), "Principal": {"AWS": "${aws_iam_role.example.arn}"}}
                ),
            ),
        ),
        absent=(Status.PASS, {"resource": {"aws_iam_role": {"example": {"name": "clerk-zq7"}}}}),
        unknown=(Status.UNKNOWN, _stack(_allow("s3:DeleteObjectVersion", "${var.uploads}"))),
    ),
)
