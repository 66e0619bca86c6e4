"""Stacks: provider, state backend, account identity, places for blocks, outputs between stacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf import (
    DataTerraformRemoteStateS3,
    S3Backend,
    TerraformDataSource,
    TerraformOutput,
    TerraformResource,
    TerraformStack,
)
from cdktf_cdktf_provider_aws.data_aws_caller_identity import DataAwsCallerIdentity
from cdktf_cdktf_provider_aws.data_aws_partition import DataAwsPartition
from cdktf_cdktf_provider_aws.provider import AwsProvider

from engines import PROVIDER_RELEASE
from infra.bindings import tune
from infra.names import Names, RegionLike
from infra.place import Defaults, Place
from infra.settings import Region

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf import TerraformElement
    from constructs import Construct

    from infra.settings import PlatformSettings

tune()


@dataclass(frozen=True, slots=True)
class StateLocation:
    """The object that holds a stack's Terraform state."""

    bucket: str
    key: str
    region: str


class PlatformStack(TerraformStack):
    """A stack of one system in one environment, with its state in an S3 bucket of its home region.

    `account` and `partition` are tokens that Terraform resolves. Required tags are not set
    here: an aspect puts `required_tags` and the region on every resource.
    """

    def __init__(self, scope: Construct, settings: PlatformSettings, name: str, home: Region) -> None:
        self.settings = settings
        self.stack_id = f"{settings.system}-{name}"
        super().__init__(scope, self.stack_id)
        self.home = home
        self.names = Names(settings.app, settings.suffix)
        self.state = StateLocation(
            bucket=settings.state_bucket(home),
            key=f"{settings.system}/{settings.suffix}/{self.stack_id}.tfstate",
            region=settings.state.region or home.name,
        )
        self.backend = S3Backend(
            self,
            bucket=self.state.bucket,
            key=self.state.key,
            region=self.state.region,
            encrypt=True,
            kms_key_id=settings.state.key_alias,
            allowed_account_ids=_or_none(settings.allowed_account_ids),
        )
        # The class has no such argument yet; Terraform locks with an object beside the state.
        self.backend.add_override("use_lockfile", True)
        providers = self._make_providers()
        first = providers[home]
        self.account: str = DataAwsCallerIdentity(self, "current", provider=first).account_id
        self.partition: str = DataAwsPartition(self, "partition", provider=first).partition
        self._places = {region.name: self._place(region, provider) for region, provider in providers.items()}

    @property
    def required_tags(self) -> Mapping[str, str]:
        """The tags that every resource of the stack carries, without its region."""
        tags = self.settings.tags
        return {
            "App": tags.app,
            "CostCenter": tags.cost_center,
            "Environment": self.settings.suffix,
            "EnvironmentSuffix": self.settings.suffix,
            "ManagedBy": "cdktf",
            "Project": tags.project,
            **self.settings.promises.tags,
        }

    def place(self, region: RegionLike | None = None) -> Place:
        """The place of `region` in this stack (default: its home). Raises KeyError for a foreign one."""
        return self._places[(region or self.home).name]

    def region_of(self, element: TerraformElement) -> str:
        """The name of the region that a resource or data source lands in."""
        raise NotImplementedError

    def output(self, name: str, value: str, description: str = "") -> None:
        """Publish `value` under the fixed name `name`, for operators and for other stacks."""
        self.place().output(name, value, description)

    def outputs_of(self, *producers: PlatformStack) -> StackOutputs:
        """The outputs of other stacks, read from their states; the stacks are then deployed first."""
        return StackOutputs([(producer, self._state_of(producer)) for producer in producers])

    def _state_of(self, producer: PlatformStack) -> DataTerraformRemoteStateS3:
        self.add_dependency(producer)
        name = producer.stack_id.removeprefix(f"{self.settings.system}-").replace("-", "_")
        return DataTerraformRemoteStateS3(
            self, name, bucket=producer.state.bucket, key=producer.state.key, region=producer.state.region
        )

    def _make_providers(self) -> Mapping[RegionLike, AwsProvider | None]:
        """The provider of each region; None for the one without an alias."""
        raise NotImplementedError

    def _place(self, region: RegionLike, provider: AwsProvider | None) -> Place:
        settings = self.settings
        defaults = Defaults(
            log_days=(region if isinstance(region, Region) else self.home).log_retention_days,
            deletion_protection=settings.profile.deletion_protection,
            key_deletion_days=settings.profile.key_deletion_days,
            noncurrent_days=settings.retention.noncurrent_days,
            incomplete_upload_days=settings.retention.incomplete_upload_days,
            archive_days=settings.retention.event_archive_days,
            runbooks=settings.operations.runbooks,
        )
        return Place(self, region, provider, self.names, self.account, self.partition, defaults)


class RegionalStack(PlatformStack):
    """A stack whose resources all land in its home region: one provider, no alias."""

    def region_of(self, element: TerraformElement) -> str:  # noqa: ARG002 - the stack has one region
        """The stack's own region, whatever the element."""
        return self.home.name

    def _make_providers(self) -> Mapping[RegionLike, AwsProvider | None]:
        _provider(self, "aws", self.settings, self.home, alias=None)
        return {self.home: None}


class GlobalStack(PlatformStack):
    """A stack that spans all regions: one named provider a region and no unnamed one, so that a
    resource without a provider cannot land anywhere. Its home is the primary region.

    further: regions that are none of the system's, where AWS keeps what it keeps nowhere else.
    """

    def __init__(self, scope: Construct, settings: PlatformSettings, name: str, *further: RegionLike) -> None:
        self._regions: tuple[RegionLike, ...] = (*settings.regions, *further)
        super().__init__(scope, settings, name, settings.primary)

    def region_of(self, element: TerraformElement) -> str:
        """The region of the element's provider.

        Raises ValueError where the element names none, or one that is not this stack's.
        """
        if isinstance(element, TerraformResource | TerraformDataSource):
            provider = element.provider
            for name, place in self._places.items():
                if place.provider is provider:
                    return name
        raise ValueError(f"{element} of {self.stack_id} names no provider of the stack")

    def _make_providers(self) -> Mapping[RegionLike, AwsProvider | None]:
        return {
            region: _provider(self, f"aws_{region.code}", self.settings, region, alias=region.code)
            for region in self._regions
        }


class StackOutputs:
    """Outputs of other stacks, as tokens. Raises KeyError for one that none of them publishes."""

    def __init__(self, states: Sequence[tuple[PlatformStack, DataTerraformRemoteStateS3]]) -> None:
        self._states = states

    def __getitem__(self, name: str) -> str:
        for producer, state in self._states:
            if isinstance(producer.node.try_find_child(name), TerraformOutput):
                return state.get_string(name)
        stacks = " or ".join(producer.stack_id for producer, _ in self._states)
        raise KeyError(f"{stacks} has no output {name}")


def _provider(
    stack: PlatformStack, name: str, settings: PlatformSettings, region: RegionLike, *, alias: str | None
) -> AwsProvider:
    provider = AwsProvider(
        stack,
        name,
        region=region.name,
        alias=alias,
        allowed_account_ids=_or_none(settings.allowed_account_ids),
    )
    bindings = provider.terraform_generator_metadata
    if bindings is None or bindings.provider_version != PROVIDER_RELEASE:
        stack.add_override("terraform.required_providers.aws.version", PROVIDER_RELEASE)
    return provider


def _or_none(values: tuple[str, ...]) -> list[str] | None:
    return list(values) or None
