# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class LambdaFunctionEventInvokeConfig(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        function_name: str,
        destination_config: LambdaFunctionEventInvokeConfigDestinationConfig | None = ...,
        id: str | None = ...,
        maximum_event_age_in_seconds: float | None = ...,
        maximum_retry_attempts: float | None = ...,
        qualifier: str | None = ...,
        region: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_destination_config(
        self,
        *,
        on_failure: LambdaFunctionEventInvokeConfigDestinationConfigOnFailure | None = ...,
        on_success: LambdaFunctionEventInvokeConfigDestinationConfigOnSuccess | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def destination_config(self) -> LambdaFunctionEventInvokeConfigDestinationConfigOutputReference: ...
    @property
    def destination_config_input(self) -> LambdaFunctionEventInvokeConfigDestinationConfig | None: ...
    @property
    def function_name_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def maximum_event_age_in_seconds_input(self) -> float | None: ...
    @property
    def maximum_retry_attempts_input(self) -> float | None: ...
    @property
    def qualifier_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    function_name: str
    id: str
    maximum_event_age_in_seconds: float
    maximum_retry_attempts: float
    qualifier: str
    region: str

class LambdaFunctionEventInvokeConfigDestinationConfig:
    def __init__(
        self,
        *,
        on_failure: LambdaFunctionEventInvokeConfigDestinationConfigOnFailure | None = ...,
        on_success: LambdaFunctionEventInvokeConfigDestinationConfigOnSuccess | None = ...,
    ) -> None: ...
    @property
    def on_failure(self) -> LambdaFunctionEventInvokeConfigDestinationConfigOnFailure | None: ...
    @property
    def on_success(self) -> LambdaFunctionEventInvokeConfigDestinationConfigOnSuccess | None: ...

class LambdaFunctionEventInvokeConfigDestinationConfigOnFailure:
    def __init__(
        self,
        *,
        destination: str,
    ) -> None: ...
    @property
    def destination(self) -> str: ...

class LambdaFunctionEventInvokeConfigDestinationConfigOnFailureOutputReference(cdktf.ComplexObject):
    @property
    def destination_input(self) -> str | None: ...
    destination: str
    internal_value: LambdaFunctionEventInvokeConfigDestinationConfigOnFailure | None

class LambdaFunctionEventInvokeConfigDestinationConfigOnSuccess:
    def __init__(
        self,
        *,
        destination: str,
    ) -> None: ...
    @property
    def destination(self) -> str: ...

class LambdaFunctionEventInvokeConfigDestinationConfigOnSuccessOutputReference(cdktf.ComplexObject):
    @property
    def destination_input(self) -> str | None: ...
    destination: str
    internal_value: LambdaFunctionEventInvokeConfigDestinationConfigOnSuccess | None

class LambdaFunctionEventInvokeConfigDestinationConfigOutputReference(cdktf.ComplexObject):
    def put_on_failure(
        self,
        *,
        destination: str,
    ) -> None: ...
    def put_on_success(
        self,
        *,
        destination: str,
    ) -> None: ...
    @property
    def on_failure(self) -> LambdaFunctionEventInvokeConfigDestinationConfigOnFailureOutputReference: ...
    @property
    def on_success(self) -> LambdaFunctionEventInvokeConfigDestinationConfigOnSuccessOutputReference: ...
    @property
    def on_failure_input(self) -> LambdaFunctionEventInvokeConfigDestinationConfigOnFailure | None: ...
    @property
    def on_success_input(self) -> LambdaFunctionEventInvokeConfigDestinationConfigOnSuccess | None: ...
    internal_value: LambdaFunctionEventInvokeConfigDestinationConfig | None
