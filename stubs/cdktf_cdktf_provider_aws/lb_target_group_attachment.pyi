# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class LbTargetGroupAttachment(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        target_group_arn: str,
        target_id: str,
        availability_zone: str | None = ...,
        id: str | None = ...,
        port: float | None = ...,
        region: str | None = ...,
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
    def availability_zone_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def port_input(self) -> float | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def target_group_arn_input(self) -> str | None: ...
    @property
    def target_id_input(self) -> str | None: ...
    availability_zone: str
    id: str
    port: float
    region: str
    target_group_arn: str
    target_id: str
