# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class SecretsmanagerSecretRotation(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        rotation_rules: SecretsmanagerSecretRotationRotationRules,
        secret_id: str,
        id: str | None = ...,
        region: str | None = ...,
        rotate_immediately: bool | cdktf.IResolvable | None = ...,
        rotation_lambda_arn: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_rotation_rules(
        self,
        *,
        automatically_after_days: float | None = ...,
        duration: str | None = ...,
        schedule_expression: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def rotation_enabled(self) -> cdktf.IResolvable: ...
    @property
    def rotation_rules(self) -> SecretsmanagerSecretRotationRotationRulesOutputReference: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def rotate_immediately_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def rotation_lambda_arn_input(self) -> str | None: ...
    @property
    def rotation_rules_input(self) -> SecretsmanagerSecretRotationRotationRules | None: ...
    @property
    def secret_id_input(self) -> str | None: ...
    id: str
    region: str
    rotate_immediately: bool | cdktf.IResolvable
    rotation_lambda_arn: str
    secret_id: str

class SecretsmanagerSecretRotationRotationRules:
    def __init__(
        self,
        *,
        automatically_after_days: float | None = ...,
        duration: str | None = ...,
        schedule_expression: str | None = ...,
    ) -> None: ...
    @property
    def automatically_after_days(self) -> float | None: ...
    @property
    def duration(self) -> str | None: ...
    @property
    def schedule_expression(self) -> str | None: ...

class SecretsmanagerSecretRotationRotationRulesOutputReference(cdktf.ComplexObject):
    @property
    def automatically_after_days_input(self) -> float | None: ...
    @property
    def duration_input(self) -> str | None: ...
    @property
    def schedule_expression_input(self) -> str | None: ...
    automatically_after_days: float
    duration: str
    schedule_expression: str
    internal_value: SecretsmanagerSecretRotationRotationRules | None
