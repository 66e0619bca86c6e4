"""Where blocks put their resources, and what holds for all of them there: plain values, no settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cdktf import TerraformOutput

from infra.names import Names, RegionLike

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cdktf import TerraformStack
    from cdktf_cdktf_provider_aws.provider import AwsProvider


@dataclass(frozen=True, slots=True)
class Defaults:
    """What every block does, unless its spec says otherwise. Days are counted from when something is made.

    log_days: for how long log groups keep what is logged.
    noncurrent_days: for how long buckets keep versions that were replaced.
    incomplete_upload_days: for how long they keep uploads that were not finished.
    archive_days: for how long an event bus can repeat its events.
    runbooks: where operators read what to do.
    """

    log_days: int
    deletion_protection: bool
    key_deletion_days: int
    noncurrent_days: int
    incomplete_upload_days: int
    archive_days: int
    runbooks: str


@dataclass(frozen=True, slots=True)
class Output:
    """A value under a fixed name, for operators and for other stacks. Without a description, its name and its
    region describe it.
    """

    name: str
    value: str
    description: str = ""


class Outputs(Protocol):
    """The outputs of another stack, by name."""

    def __getitem__(self, name: str) -> str:
        """As a token. Raises KeyError for one that the stack does not publish."""


class Published(Protocol):
    """A handle of a block that says which outputs it has."""

    @property
    def outputs(self) -> Iterable[Output]:
        """Its outputs, named after its id."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block puts its resources: a stack, one of its regions, and that region's provider.

    `provider` is None in a stack with a single, unnamed provider. `account` and `partition` are tokens that
    Terraform resolves.
    """

    stack: TerraformStack
    region: RegionLike
    provider: AwsProvider | None
    names: Names
    account: str
    partition: str
    defaults: Defaults

    def arn(self, service: str, resource: str, *, region: RegionLike | None = None) -> str:
        """The ARN of a resource of this account, in this region unless another is given.

        For what another stack makes, or what cannot be referred to without a cycle.
        """
        where = (region or self.region).name
        return f"arn:{self.partition}:{service}:{where}:{self.account}:{resource}"

    def state_machine_arn(self, what: str) -> str:
        """The ARN of the state machine for `what`."""
        return self.arn("states", f"stateMachine:{self.names.state_machine(what)}")

    def role_arn(self, name: str) -> str:
        """The ARN of the role `name`, with its path, of this account."""
        return f"arn:{self.partition}:iam::{self.account}:role/{name}"

    def bucket_arn(self, name: str) -> str:
        """The ARN of the bucket `name`."""
        return f"arn:{self.partition}:s3:::{name}"

    def bucket_name(self, what: str, *, region: RegionLike | None = None) -> str:
        """The name of the bucket for `what`, of this region unless another is given."""
        return self.names.bucket(what, account=self.account, code=(region or self.region).code)

    @property
    def account_principal(self) -> str:
        """The ARN that stands for every principal of this account whose own policy allows the call."""
        return f"arn:{self.partition}:iam::{self.account}:root"

    def output(self, name: str, value: str, description: str = "") -> None:
        """Publish one value, as an `Output` says."""
        described = description or f"{name.replace('_', ' ')} of {self.region.name}"
        TerraformOutput(self.stack, name, value=value, description=described)

    def publish(self, *handles: Published) -> None:
        """Publish the outputs of what blocks added."""
        for handle in handles:
            for output in handle.outputs:
                self.output(output.name, output.value, output.description)
