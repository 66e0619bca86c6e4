# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Ec2TransitGateway(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        amazon_side_asn: float | None = ...,
        auto_accept_shared_attachments: str | None = ...,
        default_route_table_association: str | None = ...,
        default_route_table_propagation: str | None = ...,
        description: str | None = ...,
        dns_support: str | None = ...,
        encryption_support: str | None = ...,
        id: str | None = ...,
        multicast_support: str | None = ...,
        region: str | None = ...,
        security_group_referencing_support: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: Ec2TransitGatewayTimeouts | None = ...,
        transit_gateway_cidr_blocks: Sequence[str] | None = ...,
        vpn_ecmp_support: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def association_default_route_table_id(self) -> str: ...
    @property
    def owner_id(self) -> str: ...
    @property
    def propagation_default_route_table_id(self) -> str: ...
    @property
    def timeouts(self) -> Ec2TransitGatewayTimeoutsOutputReference: ...
    @property
    def amazon_side_asn_input(self) -> float | None: ...
    @property
    def auto_accept_shared_attachments_input(self) -> str | None: ...
    @property
    def default_route_table_association_input(self) -> str | None: ...
    @property
    def default_route_table_propagation_input(self) -> str | None: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def dns_support_input(self) -> str | None: ...
    @property
    def encryption_support_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def multicast_support_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def security_group_referencing_support_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | Ec2TransitGatewayTimeouts | None: ...
    @property
    def transit_gateway_cidr_blocks_input(self) -> list[str] | None: ...
    @property
    def vpn_ecmp_support_input(self) -> str | None: ...
    amazon_side_asn: float
    auto_accept_shared_attachments: str
    default_route_table_association: str
    default_route_table_propagation: str
    description: str
    dns_support: str
    encryption_support: str
    id: str
    multicast_support: str
    region: str
    security_group_referencing_support: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    transit_gateway_cidr_blocks: list[str]
    vpn_ecmp_support: str

class Ec2TransitGatewayTimeouts:
    def __init__(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    @property
    def create(self) -> str | None: ...
    @property
    def delete(self) -> str | None: ...
    @property
    def update(self) -> str | None: ...

class Ec2TransitGatewayTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | Ec2TransitGatewayTimeouts | None
