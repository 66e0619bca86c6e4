"""The tables that every system's settings have: every value typed and bounded.

Nothing here knows cdktf, so that settings can be read and tested in milliseconds.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from infra.settings.values import (
    BucketTemplate,
    Concurrency,
    DomainName,
    Email,
    KeyAlias,
    RegionName,
    TagValue,
    ZoneId,
)


class Table(BaseModel):
    """A table that takes no other key than those it has, and no value of another type."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Tags(Table):
    """The values of the cost-allocation tags that every taggable resource carries."""

    app: TagValue
    cost_center: TagValue
    project: TagValue


class State(Table):
    """Where Terraform keeps its state, in buckets that are made at account set-up, never by a stack.

    bucket: `{code}` and `{region}` stand for a region, so that each has a bucket of its own.
    region: of the bucket, where one is for all; None: each stack's home.
    """

    bucket: BucketTemplate
    region: RegionName | None = None
    key_alias: KeyAlias | None = None


class Domain(Table):
    """The domain under which the API gets its names, and the existing Route 53 zone that holds it."""

    name: DomainName
    hosted_zone_id: ZoneId


class Retention(Table):
    """Days that data is kept, the same in every region."""

    hot_days: Annotated[int, Field(ge=30)] = 90  # S3 moves nothing to Glacier earlier without extra cost
    noncurrent_days: Annotated[int, Field(ge=1)] = 30
    incomplete_upload_days: Annotated[int, Field(ge=1)] = 7
    event_archive_days: Annotated[int, Field(ge=1)] = 90


class Alerts(Table):
    """Who is told by e-mail, beside the queue that every alert lands in."""

    operator_emails: tuple[Email, ...] = ()


class Operations(Table):
    """Where operators read what to do.

    runbooks: where docs/runbooks.md is read: a path of the repository, or the URL of a copy.
    """

    runbooks: Annotated[str, Field(pattern=r"^\S+\.(md|html)$")] = "docs/runbooks.md"


class Profile(Table):
    """What one kind of deployment changes."""

    name: str
    reserved_concurrency: Concurrency
    key_deletion_days: Annotated[int, Field(ge=7, le=30)]  # the bounds of KMS
    deletion_protection: bool = False
