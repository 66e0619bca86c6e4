# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class LambdaAlias(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        function_name: str,
        function_version: str,
        name: str,
        description: str | None = ...,
        id: str | None = ...,
        region: str | None = ...,
        routing_config: LambdaAliasRoutingConfig | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_routing_config(
        self,
        *,
        additional_version_weights: Mapping[str, float] | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def invoke_arn(self) -> str: ...
    @property
    def routing_config(self) -> LambdaAliasRoutingConfigOutputReference: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def function_name_input(self) -> str | None: ...
    @property
    def function_version_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def routing_config_input(self) -> LambdaAliasRoutingConfig | None: ...
    description: str
    function_name: str
    function_version: str
    id: str
    name: str
    region: str

class LambdaAliasRoutingConfig:
    def __init__(
        self,
        *,
        additional_version_weights: Mapping[str, float] | None = ...,
    ) -> None: ...
    @property
    def additional_version_weights(self) -> Mapping[str, float] | None: ...

class LambdaAliasRoutingConfigOutputReference(cdktf.ComplexObject):
    @property
    def additional_version_weights_input(self) -> Mapping[str, float] | None: ...
    additional_version_weights: Mapping[str, float]
    internal_value: LambdaAliasRoutingConfig | None
