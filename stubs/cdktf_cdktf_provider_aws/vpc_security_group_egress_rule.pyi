# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class VpcSecurityGroupEgressRule(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id: str,
        *,
        ip_protocol: str,
        security_group_id: str,
        cidr_ipv4: str | None = ...,
        cidr_ipv6: str | None = ...,
        description: str | None = ...,
        from_port: float | None = ...,
        prefix_list_id: str | None = ...,
        referenced_security_group_id: str | None = ...,
        region: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        to_port: float | None = ...,
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
    def id(self) -> str: ...
    @property
    def security_group_rule_id(self) -> str: ...
    @property
    def tags_all(self) -> cdktf.StringMap: ...
    @property
    def cidr_ipv4_input(self) -> str | None: ...
    @property
    def cidr_ipv6_input(self) -> str | None: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def from_port_input(self) -> float | None: ...
    @property
    def ip_protocol_input(self) -> str | None: ...
    @property
    def prefix_list_id_input(self) -> str | None: ...
    @property
    def referenced_security_group_id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def security_group_id_input(self) -> str | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def to_port_input(self) -> float | None: ...
    cidr_ipv4: str
    cidr_ipv6: str
    description: str
    from_port: float
    ip_protocol: str
    prefix_list_id: str
    referenced_security_group_id: str
    region: str
    security_group_id: str
    tags: Mapping[str, str]
    to_port: float
