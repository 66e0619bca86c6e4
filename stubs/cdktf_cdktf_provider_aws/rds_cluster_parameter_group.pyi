# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class RdsClusterParameterGroup(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        family: str,
        description: str | None = ...,
        id: str | None = ...,
        name: str | None = ...,
        name_prefix: str | None = ...,
        parameter: cdktf.IResolvable | Sequence[RdsClusterParameterGroupParameter] | None = ...,
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
    def put_parameter(self, value: cdktf.IResolvable | Sequence[RdsClusterParameterGroupParameter]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def parameter(self) -> RdsClusterParameterGroupParameterList: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def family_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def name_prefix_input(self) -> str | None: ...
    @property
    def parameter_input(self) -> cdktf.IResolvable | list[RdsClusterParameterGroupParameter] | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    description: str
    family: str
    id: str
    name: str
    name_prefix: str
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class RdsClusterParameterGroupParameter:
    def __init__(
        self,
        *,
        name: str,
        value: str,
        apply_method: str | None = ...,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def apply_method(self) -> str | None: ...

class RdsClusterParameterGroupParameterList(cdktf.ComplexList):
    def get(self, index: float) -> RdsClusterParameterGroupParameterOutputReference: ...
    internal_value: cdktf.IResolvable | list[RdsClusterParameterGroupParameter] | None

class RdsClusterParameterGroupParameterOutputReference(cdktf.ComplexObject):
    @property
    def apply_method_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    apply_method: str
    name: str
    value: str
    internal_value: cdktf.IResolvable | RdsClusterParameterGroupParameter | None
