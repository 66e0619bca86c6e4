# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class SsmParameter(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        name: str,
        type: str,
        allowed_pattern: str | None = ...,
        arn: str | None = ...,
        data_type: str | None = ...,
        description: str | None = ...,
        id: str | None = ...,
        insecure_value: str | None = ...,
        key_id: str | None = ...,
        overwrite: bool | cdktf.IResolvable | None = ...,
        region: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        tier: str | None = ...,
        value: str | None = ...,
        value_wo: str | None = ...,
        value_wo_version: float | None = ...,
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
    def has_value_wo(self) -> cdktf.IResolvable: ...
    @property
    def version(self) -> float: ...
    @property
    def allowed_pattern_input(self) -> str | None: ...
    @property
    def arn_input(self) -> str | None: ...
    @property
    def data_type_input(self) -> str | None: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def insecure_value_input(self) -> str | None: ...
    @property
    def key_id_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def overwrite_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def tier_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    @property
    def value_wo_input(self) -> str | None: ...
    @property
    def value_wo_version_input(self) -> float | None: ...
    allowed_pattern: str
    arn: str
    data_type: str
    description: str
    id: str
    insecure_value: str
    key_id: str
    name: str
    overwrite: bool | cdktf.IResolvable
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    tier: str
    type: str
    value: str
    value_wo: str
    value_wo_version: float
