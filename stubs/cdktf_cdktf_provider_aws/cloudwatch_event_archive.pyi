# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class CloudwatchEventArchive(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        event_source_arn: str,
        name: str,
        description: str | None = ...,
        event_pattern: str | None = ...,
        id: str | None = ...,
        kms_key_identifier: str | None = ...,
        region: str | None = ...,
        retention_days: float | None = ...,
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
    def description_input(self) -> str | None: ...
    @property
    def event_pattern_input(self) -> str | None: ...
    @property
    def event_source_arn_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def kms_key_identifier_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def retention_days_input(self) -> float | None: ...
    description: str
    event_pattern: str
    event_source_arn: str
    id: str
    kms_key_identifier: str
    name: str
    region: str
    retention_days: float
