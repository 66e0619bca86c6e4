# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class DynamodbTableReplicaA(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        global_table_arn: str,
        deletion_protection_enabled: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        kms_key_arn: str | None = ...,
        point_in_time_recovery: bool | cdktf.IResolvable | None = ...,
        region: str | None = ...,
        table_class_override: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: DynamodbTableReplicaTimeouts | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def timeouts(self) -> DynamodbTableReplicaTimeoutsOutputReference: ...
    @property
    def deletion_protection_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def global_table_arn_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def kms_key_arn_input(self) -> str | None: ...
    @property
    def point_in_time_recovery_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def table_class_override_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | DynamodbTableReplicaTimeouts | None: ...
    deletion_protection_enabled: bool | cdktf.IResolvable
    global_table_arn: str
    id: str
    kms_key_arn: str
    point_in_time_recovery: bool | cdktf.IResolvable
    region: str
    table_class_override: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class DynamodbTableReplicaTimeouts:
    def __init__(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    @property
    def create(self) -> str | None: ...
    @property
    def delete(self) -> str | None: ...
    @property
    def update(self) -> str | None: ...

class DynamodbTableReplicaTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | DynamodbTableReplicaTimeouts | None
