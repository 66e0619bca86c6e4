# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class LambdaCodeSigningConfig(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        allowed_publishers: LambdaCodeSigningConfigAllowedPublishers,
        description: str | None = ...,
        id: str | None = ...,
        policies: LambdaCodeSigningConfigPolicies | None = ...,
        region: str | None = ...,
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
    def put_allowed_publishers(
        self,
        *,
        signing_profile_version_arns: Sequence[str],
    ) -> None: ...
    def put_policies(
        self,
        *,
        untrusted_artifact_on_deployment: str,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def allowed_publishers(self) -> LambdaCodeSigningConfigAllowedPublishersOutputReference: ...
    @property
    def arn(self) -> str: ...
    @property
    def config_id(self) -> str: ...
    @property
    def last_modified(self) -> str: ...
    @property
    def policies(self) -> LambdaCodeSigningConfigPoliciesOutputReference: ...
    @property
    def allowed_publishers_input(self) -> LambdaCodeSigningConfigAllowedPublishers | None: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def policies_input(self) -> LambdaCodeSigningConfigPolicies | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    description: str
    id: str
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class LambdaCodeSigningConfigAllowedPublishers:
    def __init__(
        self,
        *,
        signing_profile_version_arns: Sequence[str],
    ) -> None: ...
    @property
    def signing_profile_version_arns(self) -> list[str]: ...

class LambdaCodeSigningConfigAllowedPublishersOutputReference(cdktf.ComplexObject):
    @property
    def signing_profile_version_arns_input(self) -> list[str] | None: ...
    signing_profile_version_arns: list[str]
    internal_value: LambdaCodeSigningConfigAllowedPublishers | None

class LambdaCodeSigningConfigPolicies:
    def __init__(
        self,
        *,
        untrusted_artifact_on_deployment: str,
    ) -> None: ...
    @property
    def untrusted_artifact_on_deployment(self) -> str: ...

class LambdaCodeSigningConfigPoliciesOutputReference(cdktf.ComplexObject):
    @property
    def untrusted_artifact_on_deployment_input(self) -> str | None: ...
    untrusted_artifact_on_deployment: str
    internal_value: LambdaCodeSigningConfigPolicies | None
