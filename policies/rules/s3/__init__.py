"""Rules about S3 buckets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from policies.estate import Estate, Resource
from policies.model import Judgement, fail, unknown
from policies.policy_document import HiddenPolicy, PolicyDocument, Statement, documents

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


def denies_everything(
    bucket: Resource, estate: Estate, what: str, denies: Callable[[Statement], bool]
) -> Iterator[Judgement]:
    """Each policy of the bucket has `denies` for s3:*, on the bucket and on its objects.

    Each, because a bucket has one policy: the one that is applied last replaces the others. What is denied
    may stand in one statement or in two. what: which requests these are, for messages.
    """
    holders = (bucket, *estate.companions(bucket, "aws_s3_bucket_policy", "bucket"))
    found = [(holder, document) for holder in holders for document in documents(holder, estate)]
    if not found:
        yield fail(f"no policy denies requests {what}")
    for holder, document in found:
        where = "policy" if holder is bucket else holder.address
        if isinstance(document, HiddenPolicy):
            yield unknown(f"{where} cannot be read: {document.reason}")
            continue
        covered = _covered(bucket, estate, holder, document, denies)
        for part in ("the bucket", "its objects"):
            if part not in covered:
                yield fail(f"{where} does not deny s3:* {what} to everybody on {part}", f"{where}: {part}")


def _covered(
    bucket: Resource,
    estate: Estate,
    holder: Resource,
    document: PolicyDocument,
    denies: Callable[[Statement], bool],
) -> set[str]:
    """What of the bucket the document's complete statements cover."""
    parts: set[str] = set()
    for statement in document.statements:
        if not (denies(statement) and statement.names_action("s3:*")):
            continue
        for resource in statement.resources:
            name = resource.removesuffix("*").removesuffix("/")
            if resource != "*" and bucket_of(holder, estate, name) is not bucket:
                continue
            if not resource.endswith("/*"):
                parts.add("the bucket")
            if resource.endswith("*"):
                parts.add("its objects")
    return parts
