# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class DataAwsAvailabilityZones(cdktf.TerraformDataSource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        all_availability_zones: bool | cdktf.IResolvable | None = ...,
        exclude_names: Sequence[str] | None = ...,
        exclude_zone_ids: Sequence[str] | None = ...,
        filter: cdktf.IResolvable | Sequence[DataAwsAvailabilityZonesFilter] | None = ...,
        id: str | None = ...,
        region: str | None = ...,
        state: str | None = ...,
        timeouts: DataAwsAvailabilityZonesTimeouts | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_filter(self, value: cdktf.IResolvable | Sequence[DataAwsAvailabilityZonesFilter]) -> None: ...
    def put_timeouts(
        self,
        *,
        read: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def filter(self) -> DataAwsAvailabilityZonesFilterList: ...
    @property
    def group_names(self) -> list[str]: ...
    @property
    def names(self) -> list[str]: ...
    @property
    def timeouts(self) -> DataAwsAvailabilityZonesTimeoutsOutputReference: ...
    @property
    def zone_ids(self) -> list[str]: ...
    @property
    def all_availability_zones_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def exclude_names_input(self) -> list[str] | None: ...
    @property
    def exclude_zone_ids_input(self) -> list[str] | None: ...
    @property
    def filter_input(self) -> cdktf.IResolvable | list[DataAwsAvailabilityZonesFilter] | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def state_input(self) -> str | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | DataAwsAvailabilityZonesTimeouts | None: ...
    all_availability_zones: bool | cdktf.IResolvable
    exclude_names: list[str]
    exclude_zone_ids: list[str]
    id: str
    region: str
    state: str

class DataAwsAvailabilityZonesFilter:
    def __init__(
        self,
        *,
        name: str,
        values: Sequence[str],
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def values(self) -> list[str]: ...

class DataAwsAvailabilityZonesFilterList(cdktf.ComplexList):
    def get(self, index: float) -> DataAwsAvailabilityZonesFilterOutputReference: ...
    internal_value: cdktf.IResolvable | list[DataAwsAvailabilityZonesFilter] | None

class DataAwsAvailabilityZonesFilterOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def values_input(self) -> list[str] | None: ...
    name: str
    values: list[str]
    internal_value: cdktf.IResolvable | DataAwsAvailabilityZonesFilter | None

class DataAwsAvailabilityZonesTimeouts:
    def __init__(
        self,
        *,
        read: str | None = ...,
    ) -> None: ...
    @property
    def read(self) -> str | None: ...

class DataAwsAvailabilityZonesTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def read_input(self) -> str | None: ...
    read: str
    internal_value: cdktf.IResolvable | DataAwsAvailabilityZonesTimeouts | None
