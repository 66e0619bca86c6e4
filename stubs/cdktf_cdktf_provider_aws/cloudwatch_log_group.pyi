# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class CloudwatchLogGroup(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        deletion_protection_enabled: bool | cdktf.IResolvable | None = ...,
        id: str | None = ...,
        kms_key_id: str | None = ...,
        log_group_class: str | None = ...,
        name: str | None = ...,
        name_prefix: str | None = ...,
        region: str | None = ...,
        retention_in_days: float | None = ...,
        skip_destroy: bool | cdktf.IResolvable | None = ...,
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
    def arn(self) -> str: ...
    @property
    def deletion_protection_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def kms_key_id_input(self) -> str | None: ...
    @property
    def log_group_class_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def name_prefix_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def retention_in_days_input(self) -> float | None: ...
    @property
    def skip_destroy_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    deletion_protection_enabled: bool | cdktf.IResolvable
    id: str
    kms_key_id: str
    log_group_class: str
    name: str
    name_prefix: str
    region: str
    retention_in_days: float
    skip_destroy: bool | cdktf.IResolvable
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
