# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class DmsReplicationTask(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        migration_type: str,
        replication_instance_arn: str,
        replication_task_id: str,
        source_endpoint_arn: str,
        table_mappings: str,
        target_endpoint_arn: str,
        cdc_start_position: str | None = ...,
        cdc_start_time: str | None = ...,
        id: str | None = ...,
        region: str | None = ...,
        replication_task_settings: str | None = ...,
        resource_identifier: str | None = ...,
        start_replication_task: bool | cdktf.IResolvable | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def replication_task_arn(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def cdc_start_position_input(self) -> str | None: ...
    @property
    def cdc_start_time_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def migration_type_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def replication_instance_arn_input(self) -> str | None: ...
    @property
    def replication_task_id_input(self) -> str | None: ...
    @property
    def replication_task_settings_input(self) -> str | None: ...
    @property
    def resource_identifier_input(self) -> str | None: ...
    @property
    def source_endpoint_arn_input(self) -> str | None: ...
    @property
    def start_replication_task_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def table_mappings_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def target_endpoint_arn_input(self) -> str | None: ...
    cdc_start_position: str
    cdc_start_time: str
    id: str
    migration_type: str
    region: str
    replication_instance_arn: str
    replication_task_id: str
    replication_task_settings: str
    resource_identifier: str
    source_endpoint_arn: str
    start_replication_task: bool | cdktf.IResolvable
    table_mappings: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    target_endpoint_arn: str
