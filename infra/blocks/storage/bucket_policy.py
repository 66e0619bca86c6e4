"""Statements of bucket policies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from infra.blocks.policy_document import Statement, deny, service, when

if TYPE_CHECKING:
    from infra.place import Place

MINIMUM_TLS: Final = "1.2"


def tls_only(bucket_arn: str) -> tuple[Statement, ...]:
    """Nobody reaches the bucket without TLS, or with TLS older than 1.2.

    Two statements, because the conditions of one are joined by "and".
    """
    everything = (bucket_arn, f"{bucket_arn}/*")
    return (
        deny("TlsOnly", ("s3:*",), everything, when("Bool", "aws:SecureTransport", "false")),
        deny("ModernTlsOnly", ("s3:*",), everything, when("NumericLessThan", "s3:TlsVersion", MINIMUM_TLS)),
    )


def access_logs_from(place: Place, bucket_arn: str, *sources: str) -> Statement:
    """S3 delivers the access logs of the buckets `sources`, of this account only."""
    return Statement(
        "AccessLogs",
        ("s3:PutObject",),
        (f"{bucket_arn}/*",),
        service("logging.s3.amazonaws.com"),
        (
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnLike", "aws:SourceArn", *sources),
        ),
    )


def never_replicated(bucket_arn: str) -> Statement:
    """Nobody turns on replication, whatever else allows it."""
    return deny("NeverReplicated", ("s3:PutReplicationConfiguration",), (bucket_arn,))
