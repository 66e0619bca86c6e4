# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class FlowLog(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        deliver_cross_account_role: str | None = ...,
        destination_options: FlowLogDestinationOptions | None = ...,
        eni_id: str | None = ...,
        iam_role_arn: str | None = ...,
        id: str | None = ...,
        log_destination: str | None = ...,
        log_destination_type: str | None = ...,
        log_format: str | None = ...,
        max_aggregation_interval: float | None = ...,
        region: str | None = ...,
        regional_nat_gateway_id: str | None = ...,
        subnet_id: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        traffic_type: str | None = ...,
        transit_gateway_attachment_id: str | None = ...,
        transit_gateway_id: str | None = ...,
        vpc_id: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_destination_options(
        self,
        *,
        file_format: str | None = ...,
        hive_compatible_partitions: bool | cdktf.IResolvable | None = ...,
        per_hour_partition: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def destination_options(self) -> FlowLogDestinationOptionsOutputReference: ...
    @property
    def deliver_cross_account_role_input(self) -> str | None: ...
    @property
    def destination_options_input(self) -> FlowLogDestinationOptions | None: ...
    @property
    def eni_id_input(self) -> str | None: ...
    @property
    def iam_role_arn_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def log_destination_input(self) -> str | None: ...
    @property
    def log_destination_type_input(self) -> str | None: ...
    @property
    def log_format_input(self) -> str | None: ...
    @property
    def max_aggregation_interval_input(self) -> float | None: ...
    @property
    def regional_nat_gateway_id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def subnet_id_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def traffic_type_input(self) -> str | None: ...
    @property
    def transit_gateway_attachment_id_input(self) -> str | None: ...
    @property
    def transit_gateway_id_input(self) -> str | None: ...
    @property
    def vpc_id_input(self) -> str | None: ...
    deliver_cross_account_role: str
    eni_id: str
    iam_role_arn: str
    id: str
    log_destination: str
    log_destination_type: str
    log_format: str
    max_aggregation_interval: float
    region: str
    regional_nat_gateway_id: str
    subnet_id: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    traffic_type: str
    transit_gateway_attachment_id: str
    transit_gateway_id: str
    vpc_id: str

class FlowLogDestinationOptions:
    def __init__(
        self,
        *,
        file_format: str | None = ...,
        hive_compatible_partitions: bool | cdktf.IResolvable | None = ...,
        per_hour_partition: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def file_format(self) -> str | None: ...
    @property
    def hive_compatible_partitions(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def per_hour_partition(self) -> bool | cdktf.IResolvable | None: ...

class FlowLogDestinationOptionsOutputReference(cdktf.ComplexObject):
    @property
    def file_format_input(self) -> str | None: ...
    @property
    def hive_compatible_partitions_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def per_hour_partition_input(self) -> bool | cdktf.IResolvable | None: ...
    file_format: str
    hive_compatible_partitions: bool | cdktf.IResolvable
    per_hour_partition: bool | cdktf.IResolvable
    internal_value: FlowLogDestinationOptions | None
