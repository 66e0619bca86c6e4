# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Eip(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        address: str | None = ...,
        associate_with_private_ip: str | None = ...,
        customer_owned_ipv4_pool: str | None = ...,
        domain: str | None = ...,
        id: str | None = ...,
        instance: str | None = ...,
        ipam_pool_id: str | None = ...,
        network_border_group: str | None = ...,
        network_interface: str | None = ...,
        public_ipv4_pool: str | None = ...,
        region: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: EipTimeouts | None = ...,
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
        delete: str | None = ...,
        read: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def allocation_id(self) -> str: ...
    @property
    def arn(self) -> str: ...
    @property
    def association_id(self) -> str: ...
    @property
    def carrier_ip(self) -> str: ...
    @property
    def customer_owned_ip(self) -> str: ...
    @property
    def private_dns(self) -> str: ...
    @property
    def private_ip(self) -> str: ...
    @property
    def ptr_record(self) -> str: ...
    @property
    def public_dns(self) -> str: ...
    @property
    def public_ip(self) -> str: ...
    @property
    def timeouts(self) -> EipTimeoutsOutputReference: ...
    @property
    def address_input(self) -> str | None: ...
    @property
    def associate_with_private_ip_input(self) -> str | None: ...
    @property
    def customer_owned_ipv4_pool_input(self) -> str | None: ...
    @property
    def domain_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def instance_input(self) -> str | None: ...
    @property
    def ipam_pool_id_input(self) -> str | None: ...
    @property
    def network_border_group_input(self) -> str | None: ...
    @property
    def network_interface_input(self) -> str | None: ...
    @property
    def public_ipv4_pool_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | EipTimeouts | None: ...
    address: str
    associate_with_private_ip: str
    customer_owned_ipv4_pool: str
    domain: str
    id: str
    instance: str
    ipam_pool_id: str
    network_border_group: str
    network_interface: str
    public_ipv4_pool: str
    region: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class EipTimeouts:
    def __init__(
        self,
        *,
        delete: str | None = ...,
        read: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    @property
    def delete(self) -> str | None: ...
    @property
    def read(self) -> str | None: ...
    @property
    def update(self) -> str | None: ...

class EipTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def delete_input(self) -> str | None: ...
    @property
    def read_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    delete: str
    read: str
    update: str
    internal_value: cdktf.IResolvable | EipTimeouts | None
