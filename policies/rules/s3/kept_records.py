"""Records of payments are kept for as long as somebody may dispute them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, unknown
from policies.related.buckets import REPLICATION, receives_access_logs, settings
from policies.resource import Resource
from policies.rules.data._classes import CLASSES, data_class
from policies.values import is_known

_LIFECYCLE: Final = "aws_s3_bucket_lifecycle_configuration"
_RECORDS: Final = ("tokenised", "personal")
_LOCK: Final = "aws_s3_bucket_object_lock_configuration"
_KEY: Final = re.compile(r"retention|retain|keep_?for", re.IGNORECASE)
_AGE: Final = re.compile(r"^(\d+)[ -]?(y|m|d)(?![a-z]*in)", re.IGNORECASE)
_UNITS: Final = {"y": 365, "m": 30, "d": 1}
"""Days of what a tag counts by: years, months, days."""
_PASSING: Final = re.compile(
    r"(?<![a-z])(?:te?mp|temporary|staging|scratch|uploads?|incoming|inbox|work|cache|exports?|results?|logs?)(?![a-z])"
)
"""Prefixes of what lies beside the records until it is one, or was made from them."""
_NAMED: Final = re.compile(
    r"(?<![a-z])(?:chargebacks?|disputes?|invoices?|ledgers?|payments?|payouts?|receipts?|reconciliations?"
    r"|refunds?|remittances?|settlements?|statements?|transactions?)(?![a-z])"
)
_BOOKS: Final = re.compile(
    r"^its name tells of (?:invoice|ledger|reconciliation|remittance|settlement|statement)s?$"
)
_YEAR: Final = 365
"""Days for which what books are made of is kept at the least: until they are closed and audited."""
_DISPUTED_FOR: Final = 120
"""Days within which most payments by card may be disputed (Visa, "Dispute Management Guidelines for Visa
Merchants", time limits)."""


_QUARTER: Final = 90
"""Days that are at hand of whatever is recorded (PCI DSS 10.5.1)."""
_COPIED: Final = "they are replicated to another bucket"


def _least(why: str) -> int:
    """The days that records are kept for, by why a bucket is taken to keep some."""
    if _BOOKS.search(why):
        return _YEAR
    return _QUARTER if why == _COPIED else _DISPUTED_FOR


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No lifecycle rule that is on, whatever part it is for, deletes current objects earlier, or before a tag
    of the bucket says.

    A bucket without a class of ours keeps records where its tags or its name say so, or where what it has is
    replicated or locked; of copies alone nobody can tell what they are of, so that a quarter is enough.
    """
    label, lifecycles = data_class(bucket), settings(bucket, configuration, _LIFECYCLE)
    if not is_known(label):
        yield unknown(f"the tag DataClass is {label}, which only the plan can tell")
    elif not lifecycles or (why := _is_for_records(bucket, label, configuration)) is None:
        yield NOT_APPLICABLE
    else:
        tagged = _tagged(bucket)
        for lifecycle in lifecycles:
            least = tagged[1] if tagged else _least(why)
            for judgement in expect.each_block(lifecycle, "rule", "id", partial(_kept, least=least)):
                message = f"{lifecycle.address}: {judgement.message}; the bucket keeps records: {why}"
                yield replace(judgement, message=message, subject=f"{lifecycle.address}: {judgement.subject}")


def _is_for_records(bucket: Resource, label: object, configuration: Configuration) -> str | None:
    """What says that a bucket keeps records of payments; None where nothing does."""
    if (tagged := _tagged(bucket)) is not None:
        return tagged[0]
    if label in CLASSES or receives_access_logs(bucket, configuration):
        return f"its DataClass is {label}" if label in _RECORDS else None
    named = _NAMED.search(f"{bucket.name} {bucket.get('bucket') or ''}")
    if named is not None:
        return f"its name tells of {named[0]}"
    if settings(bucket, configuration, REPLICATION):
        return _COPIED
    return "they are locked" if configuration.related(bucket, _LOCK, "bucket") else None


def _tagged(bucket: Resource) -> tuple[str, int] | None:
    """The tag that says for how long a bucket keeps what is in it, as a clause, and the days."""
    tags = bucket.get("tags")
    for key, value in tags.items() if isinstance(tags, Mapping) else ():
        age = _AGE.match(str(value)) if _KEY.search(str(key)) else None
        if age is not None:
            return f"its tag {key} is {value}", int(age[1]) * _UNITS[age[2].lower()]
    return None


def _kept(rule: Resource, least: int) -> Iterator[Judgement]:
    prefix = str(rule.get("filter.prefix") or rule.get("prefix") or "")
    if least > _YEAR and _PASSING.search(prefix.lower()):
        return
    if rule.get("status") != "Disabled" and rule.get("expiration.days") is not None:
        yield from expect.between(rule, "expiration.days", least)


def _bucket(*rules: object, label: str = "tokenised", **values: Any) -> Terraform:  # noqa: ANN401
    lifecycle = {"bucket": "${aws_s3_bucket.example.id}", "rule": list(rules)}
    return resources(
        aws_s3_bucket={"tags": {"DataClass": label}, **values},
        aws_s3_bucket_lifecycle_configuration=lifecycle if rules else {},
    )


def _after(days: object, **more: object) -> dict[str, object]:
    return {"id": "ageing", "status": "Enabled", "expiration": [{"days": days}], **more}


RULE = Rule(
    id="s3-kept-records",
    title="Records of payments are kept for as long as they may be disputed",
    severity=Severity.HIGH,
    types=("aws_s3_bucket",),
    scope="configuration",
    check=check,
    rationale=(
        "A payer may dispute a payment for about four months, and whoever has no receipt then loses the "
        "dispute. What a lifecycle deletes goes from every copy, and nobody is told."
    ),
    remediation=(
        "Set expiration of the S3BucketLifecycleConfiguration to 120 days or more, as the retention of the "
        "records says."
    ),
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:SI-12", "nist-800-53-r5:CP-9"),
    requirements=("R44",),
    examples=Examples(
        passing=(
            _bucket(_after(120)),
            _bucket(
                {"id": "old", "status": "Enabled", "noncurrent_version_expiration": {"noncurrent_days": 7}}
            ),
            _bucket(_after("2555"), _after(7, status="Disabled")),
            _bucket(_after(365), label="personal"),
            _bucket(_after(3650), tags={"Retention": "7y"}),
            _bucket(
                _after(2555), _after(7, filter={"prefix": "staging/"}), tags={"DataRetention": "7 years"}
            ),
            _bucket(_after(90), tags={"retention": "90d"}),
            _bucket(_after(180), tags={}, bucket="receipts-zq7"),
        ),
        failing=(
            _bucket(_after(7)),
            _bucket(_after(2555), _after("119", filter={"prefix": "receipts/"})),
            _bucket(_after(30), label="personal"),
            _bucket(lifecycle_rule=[{"enabled": True, "expiration": [{"days": 7}]}]),
            _bucket(_after(30), tags={"Retention": "7y"}),
            _bucket(_after(365), tags={"Retention": "7y"}),
            _bucket(_after(90, filter={"prefix": "kyc/"}), tags={"DataRetention": "84 months"}),
            _bucket(_after(30), tags={"RetentionPeriod": "90-days"}),
            _bucket(_after(180), tags={}, bucket="pay-settlement-zq7"),
            _bucket(_after(90), tags={}, bucket="customer-statements-zq7"),
        ),
        absent=(Status.NOT_APPLICABLE, _bucket(_after(7), label="logs")),
        unknown=(Status.UNKNOWN, _bucket(_after("${var.days}"))),
    ),
)
