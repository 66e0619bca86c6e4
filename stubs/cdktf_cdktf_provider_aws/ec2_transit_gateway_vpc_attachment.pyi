# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Ec2TransitGatewayVpcAttachment(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        subnet_ids: Sequence[str],
        transit_gateway_id: str,
        vpc_id: str,
        appliance_mode_support: str | None = ...,
        dns_support: str | None = ...,
        id: str | None = ...,
        ipv6_support: str | None = ...,
        region: str | None = ...,
        security_group_referencing_support: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        transit_gateway_default_route_table_association: bool | cdktf.IResolvable | None = ...,
        transit_gateway_default_route_table_propagation: bool | cdktf.IResolvable | None = ...,
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
    def vpc_owner_id(self) -> str: ...
    @property
    def appliance_mode_support_input(self) -> str | None: ...
    @property
    def dns_support_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def ipv6_support_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def security_group_referencing_support_input(self) -> str | None: ...
    @property
    def subnet_ids_input(self) -> list[str] | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def transit_gateway_default_route_table_association_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def transit_gateway_default_route_table_propagation_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def transit_gateway_id_input(self) -> str | None: ...
    @property
    def vpc_id_input(self) -> str | None: ...
    appliance_mode_support: str
    dns_support: str
    id: str
    ipv6_support: str
    region: str
    security_group_referencing_support: str
    subnet_ids: list[str]
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    transit_gateway_default_route_table_association: bool | cdktf.IResolvable
    transit_gateway_default_route_table_propagation: bool | cdktf.IResolvable
    transit_gateway_id: str
    vpc_id: str
