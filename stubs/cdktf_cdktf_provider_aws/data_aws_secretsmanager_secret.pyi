# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class DataAwsSecretsmanagerSecret(cdktf.TerraformDataSource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        arn: str | None = ...,
        id: str | None = ...,
        name: str | None = ...,
        region: str | None = ...,
        tags: Mapping[str, str] | None = ...,
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
    def created_date(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def kms_key_id(self) -> str: ...
    @property
    def last_changed_date(self) -> str: ...
    @property
    def policy(self) -> str: ...
    @property
    def arn_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    arn: str
    id: str
    name: str
    region: str
    tags: Mapping[str, str]
