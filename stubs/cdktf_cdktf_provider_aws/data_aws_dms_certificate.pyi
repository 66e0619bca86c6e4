# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class DataAwsDmsCertificate(cdktf.TerraformDataSource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        certificate_id: str,
        id: str | None = ...,
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
    def certificate_arn(self) -> str: ...
    @property
    def certificate_creation_date(self) -> str: ...
    @property
    def certificate_owner(self) -> str: ...
    @property
    def certificate_pem(self) -> str: ...
    @property
    def certificate_wallet(self) -> str: ...
    @property
    def key_length(self) -> float: ...
    @property
    def signing_algorithm(self) -> str: ...
    @property
    def valid_from_date(self) -> str: ...
    @property
    def valid_to_date(self) -> str: ...
    @property
    def certificate_id_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    certificate_id: str
    id: str
    region: str
    tags: Mapping[str, str]
