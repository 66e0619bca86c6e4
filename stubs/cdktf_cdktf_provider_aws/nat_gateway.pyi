# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class NatGateway(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        allocation_id: str | None = ...,
        availability_mode: str | None = ...,
        availability_zone_address: cdktf.IResolvable | Sequence[NatGatewayAvailabilityZoneAddress] | None = ...,
        connectivity_type: str | None = ...,
        id: str | None = ...,
        private_ip: str | None = ...,
        region: str | None = ...,
        secondary_allocation_ids: Sequence[str] | None = ...,
        secondary_private_ip_address_count: float | None = ...,
        secondary_private_ip_addresses: Sequence[str] | None = ...,
        subnet_id: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: NatGatewayTimeouts | None = ...,
        vpc_id: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_availability_zone_address(self, value: cdktf.IResolvable | Sequence[NatGatewayAvailabilityZoneAddress]) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def association_id(self) -> str: ...
    @property
    def auto_provision_zones(self) -> str: ...
    @property
    def auto_scaling_ips(self) -> str: ...
    @property
    def availability_zone_address(self) -> NatGatewayAvailabilityZoneAddressList: ...
    @property
    def network_interface_id(self) -> str: ...
    @property
    def public_ip(self) -> str: ...
    @property
    def regional_nat_gateway_address(self) -> NatGatewayRegionalNatGatewayAddressList: ...
    @property
    def regional_nat_gateway_auto_mode(self) -> str: ...
    @property
    def route_table_id(self) -> str: ...
    @property
    def timeouts(self) -> NatGatewayTimeoutsOutputReference: ...
    @property
    def allocation_id_input(self) -> str | None: ...
    @property
    def availability_mode_input(self) -> str | None: ...
    @property
    def availability_zone_address_input(self) -> cdktf.IResolvable | list[NatGatewayAvailabilityZoneAddress] | None: ...
    @property
    def connectivity_type_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def private_ip_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def secondary_allocation_ids_input(self) -> list[str] | None: ...
    @property
    def secondary_private_ip_address_count_input(self) -> float | None: ...
    @property
    def secondary_private_ip_addresses_input(self) -> list[str] | None: ...
    @property
    def subnet_id_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | NatGatewayTimeouts | None: ...
    @property
    def vpc_id_input(self) -> str | None: ...
    allocation_id: str
    availability_mode: str
    connectivity_type: str
    id: str
    private_ip: str
    region: str
    secondary_allocation_ids: list[str]
    secondary_private_ip_address_count: float
    secondary_private_ip_addresses: list[str]
    subnet_id: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    vpc_id: str

class NatGatewayAvailabilityZoneAddress:
    def __init__(
        self,
        *,
        allocation_ids: Sequence[str] | None = ...,
        availability_zone: str | None = ...,
        availability_zone_id: str | None = ...,
    ) -> None: ...
    @property
    def allocation_ids(self) -> list[str] | None: ...
    @property
    def availability_zone(self) -> str | None: ...
    @property
    def availability_zone_id(self) -> str | None: ...

class NatGatewayAvailabilityZoneAddressList(cdktf.ComplexList):
    def get(self, index: float) -> NatGatewayAvailabilityZoneAddressOutputReference: ...
    internal_value: cdktf.IResolvable | list[NatGatewayAvailabilityZoneAddress] | None

class NatGatewayAvailabilityZoneAddressOutputReference(cdktf.ComplexObject):
    @property
    def allocation_ids_input(self) -> list[str] | None: ...
    @property
    def availability_zone_id_input(self) -> str | None: ...
    @property
    def availability_zone_input(self) -> str | None: ...
    allocation_ids: list[str]
    availability_zone: str
    availability_zone_id: str
    internal_value: cdktf.IResolvable | NatGatewayAvailabilityZoneAddress | None

class NatGatewayRegionalNatGatewayAddress:
    def __init__(self) -> None: ...

class NatGatewayRegionalNatGatewayAddressList(cdktf.ComplexList):
    def get(self, index: float) -> NatGatewayRegionalNatGatewayAddressOutputReference: ...

class NatGatewayRegionalNatGatewayAddressOutputReference(cdktf.ComplexObject):
    @property
    def allocation_id(self) -> str: ...
    @property
    def association_id(self) -> str: ...
    @property
    def availability_zone(self) -> str: ...
    @property
    def availability_zone_id(self) -> str: ...
    @property
    def network_interface_id(self) -> str: ...
    @property
    def public_ip(self) -> str: ...
    @property
    def status(self) -> str: ...
    internal_value: NatGatewayRegionalNatGatewayAddress | None

class NatGatewayTimeouts:
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

class NatGatewayTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | NatGatewayTimeouts | None
