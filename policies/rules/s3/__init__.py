"""Rules about S3 buckets."""

from __future__ import annotations

from typing import Final

from policies.estate import Estate, Resource

LOGGING: Final = "aws_s3_bucket_logging"


def bucket_of(user: Resource, estate: Estate, value: object) -> Resource | None:
    """The bucket that `value`, standing in `user`, names: by reference, ARN or name; None if none is known.

    It may be a `data.aws_s3_bucket`; where the value refers to something else, that is returned.
    """
    tail = str(value).rpartition(":s3:::")[2]
    for bucket in estate.of("aws_s3_bucket"):
        if estate.names(user, value, bucket) or estate.names(user, tail, bucket):
            return bucket
    return estate.target(user, value)


def receives_access_logs(bucket: Resource, estate: Estate) -> bool:
    """Whether S3 delivers the access logs of another bucket into this one."""
    return any(
        bucket_of(logging, estate, logging.get("bucket")) is not bucket
        for logging in estate.companions(bucket, LOGGING, "target_bucket")
    )
