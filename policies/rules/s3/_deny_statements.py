"""What the policies of a bucket deny to everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policies import expect
from policies.configuration import Configuration
from policies.model import Judgement, fail, unknown
from policies.policy_document import HiddenPolicy, PolicyDocument, Statement, documents
from policies.related.buckets import POLICY, bucket_of
from policies.resource import Resource
from policies.values import is_known


def denies_everything(
    bucket: Resource, configuration: Configuration, what: str, denies: Callable[[Statement], bool]
) -> Iterator[Judgement]:
    """Each policy of the bucket has `denies` for s3:*, on the bucket and on its objects.

    Each, because a bucket has one policy: the one that is applied last replaces the others. What is denied
    may stand in one statement or in two. The policy of a bucket that is not there is judged alone.
    what: which requests these are, for messages.
    """
    if bucket.type == POLICY:
        judged = expect.judged_with_owner(bucket, configuration, "bucket", ("aws_s3_bucket",))
        if judged:
            yield from judged
            return
    holders = dict.fromkeys((bucket, *configuration.related(bucket, POLICY, "bucket")))
    found = [(holder, document) for holder in holders for document in documents(holder, configuration)]
    if not found:
        yield fail(f"no policy denies requests {what}")
    for holder, document in found:
        where = "policy" if holder is bucket else holder.address
        if isinstance(document, HiddenPolicy):
            yield unknown(f"{where} cannot be read: {document.reason}")
            continue
        covered = _covered(bucket, configuration, holder, document, denies)
        for part in ("the bucket", "its objects"):
            if part not in covered:
                yield fail(f"{where} does not deny s3:* {what} to everybody on {part}", f"{where}: {part}")


def _covered(
    bucket: Resource,
    configuration: Configuration,
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
            if resource != "*" and not _is_of(bucket, configuration, holder, name):
                continue
            if not resource.endswith("/*"):
                parts.add("the bucket")
            if resource.endswith("*"):
                parts.add("its objects")
    return parts


def _is_of(bucket: Resource, configuration: Configuration, holder: Resource, name: str) -> bool:
    """Whether a statement's resource is the bucket, or the one that a policy without its bucket names."""
    if bucket.type != POLICY:
        return bucket_of(holder, configuration, name) is bucket
    said = str(bucket.get("bucket"))
    return not is_known(name) or not is_known(said) or name.rpartition(":::")[2] == said
