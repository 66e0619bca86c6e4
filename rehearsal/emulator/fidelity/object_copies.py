"""A bucket's objects are copied to the destination of each rule, in a while and across no partition;
ministack copies them to the first rule's, at once.

Source: the user guide of Amazon S3, "Replicating objects within and across Regions".
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, Final

from ministack.core.responses import get_account_id
from ministack.services import s3

from rehearsal.emulator import regions
from rehearsal.emulator.later import later

_WAIT: Final = 0.3  # seconds; AWS takes up to 15 minutes
_AGAIN: Final = 0.5  # seconds between two looks at what waits behind a partition
_rule: ContextVar[Any] = ContextVar("the rule that is followed", default=None)
_copy, _first = s3._maybe_replicate, s3._replication_rule_for


def apply() -> None:
    """Replace how objects are copied."""
    s3._maybe_replicate = _copy_to_all
    s3._replication_rule_for = _followed


def _copy_to_all(bucket: str, key: str, found: dict[str, Any], data: Any, tags: Any = None) -> None:
    if _first(bucket, key, tags)[0] is None:
        return
    found["replication_status"] = "PENDING"
    for rule in s3._bucket_replication[bucket]["Rules"]:
        if rule.get("Status") == "Enabled" and key.startswith(s3._replication_rule_prefix(rule)):
            later(_WAIT, lambda rule=rule: _follow(rule, bucket, key, found, data, tags))  # type: ignore[misc]


def _follow(rule: dict[str, Any], bucket: str, *of_object: Any) -> None:
    target = rule["Destination"]["Bucket"].rpartition(":")[2]
    if regions.apart(_region(bucket), _region(target)):
        later(_AGAIN, lambda: _follow(rule, bucket, *of_object))
        return
    _rule.set(rule)
    _copy(bucket, *of_object)


def _followed(bucket: str, key: str, tags: Any) -> Any:
    rule = _rule.get()
    return (rule, s3._bucket_replication[bucket].get("Role", "")) if rule else _first(bucket, key, tags)


def _region(bucket: str) -> str:
    found = s3._buckets.get_scoped(get_account_id(), None, bucket) or {}
    return str(found.get("region") or "us-east-1")
