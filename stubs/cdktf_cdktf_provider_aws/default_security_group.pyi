# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class DefaultSecurityGroup(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        egress: cdktf.IResolvable | Sequence[DefaultSecurityGroupEgress] | None = ...,
        id: str | None = ...,
        ingress: cdktf.IResolvable | Sequence[DefaultSecurityGroupIngress] | None = ...,
        region: str | None = ...,
        revoke_rules_on_delete: bool | cdktf.IResolvable | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        vpc_id: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_egress(self, value: cdktf.IResolvable | Sequence[DefaultSecurityGroupEgress]) -> None: ...
    def put_ingress(self, value: cdktf.IResolvable | Sequence[DefaultSecurityGroupIngress]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def egress(self) -> DefaultSecurityGroupEgressList: ...
    @property
    def ingress(self) -> DefaultSecurityGroupIngressList: ...
    @property
    def name(self) -> str: ...
    @property
    def name_prefix(self) -> str: ...
    @property
    def owner_id(self) -> str: ...
    @property
    def egress_input(self) -> cdktf.IResolvable | list[DefaultSecurityGroupEgress] | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def ingress_input(self) -> cdktf.IResolvable | list[DefaultSecurityGroupIngress] | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def revoke_rules_on_delete_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def vpc_id_input(self) -> str | None: ...
    id: str
    region: str
    revoke_rules_on_delete: bool | cdktf.IResolvable
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    vpc_id: str

class DefaultSecurityGroupEgress:
    def __init__(
        self,
        *,
        cidr_blocks: Sequence[str] | None = ...,
        description: str | None = ...,
        from_port: float | None = ...,
        ipv6_cidr_blocks: Sequence[str] | None = ...,
        prefix_list_ids: Sequence[str] | None = ...,
        protocol: str | None = ...,
        security_groups: Sequence[str] | None = ...,
        self_attribute: bool | cdktf.IResolvable | None = ...,
        to_port: float | None = ...,
    ) -> None: ...
    @property
    def cidr_blocks(self) -> list[str] | None: ...
    @property
    def description(self) -> str | None: ...
    @property
    def from_port(self) -> float | None: ...
    @property
    def ipv6_cidr_blocks(self) -> list[str] | None: ...
    @property
    def prefix_list_ids(self) -> list[str] | None: ...
    @property
    def protocol(self) -> str | None: ...
    @property
    def security_groups(self) -> list[str] | None: ...
    @property
    def self_attribute(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def to_port(self) -> float | None: ...

class DefaultSecurityGroupEgressList(cdktf.ComplexList):
    def get(self, index: float) -> DefaultSecurityGroupEgressOutputReference: ...
    internal_value: cdktf.IResolvable | list[DefaultSecurityGroupEgress] | None

class DefaultSecurityGroupEgressOutputReference(cdktf.ComplexObject):
    @property
    def cidr_blocks_input(self) -> list[str] | None: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def from_port_input(self) -> float | None: ...
    @property
    def ipv6_cidr_blocks_input(self) -> list[str] | None: ...
    @property
    def prefix_list_ids_input(self) -> list[str] | None: ...
    @property
    def protocol_input(self) -> str | None: ...
    @property
    def security_groups_input(self) -> list[str] | None: ...
    @property
    def self_attribute_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def to_port_input(self) -> float | None: ...
    cidr_blocks: list[str]
    description: str
    from_port: float
    ipv6_cidr_blocks: list[str]
    prefix_list_ids: list[str]
    protocol: str
    security_groups: list[str]
    self_attribute: bool | cdktf.IResolvable
    to_port: float
    internal_value: cdktf.IResolvable | DefaultSecurityGroupEgress | None

class DefaultSecurityGroupIngress:
    def __init__(
        self,
        *,
        cidr_blocks: Sequence[str] | None = ...,
        description: str | None = ...,
        from_port: float | None = ...,
        ipv6_cidr_blocks: Sequence[str] | None = ...,
        prefix_list_ids: Sequence[str] | None = ...,
        protocol: str | None = ...,
        security_groups: Sequence[str] | None = ...,
        self_attribute: bool | cdktf.IResolvable | None = ...,
        to_port: float | None = ...,
    ) -> None: ...
    @property
    def cidr_blocks(self) -> list[str] | None: ...
    @property
    def description(self) -> str | None: ...
    @property
    def from_port(self) -> float | None: ...
    @property
    def ipv6_cidr_blocks(self) -> list[str] | None: ...
    @property
    def prefix_list_ids(self) -> list[str] | None: ...
    @property
    def protocol(self) -> str | None: ...
    @property
    def security_groups(self) -> list[str] | None: ...
    @property
    def self_attribute(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def to_port(self) -> float | None: ...

class DefaultSecurityGroupIngressList(cdktf.ComplexList):
    def get(self, index: float) -> DefaultSecurityGroupIngressOutputReference: ...
    internal_value: cdktf.IResolvable | list[DefaultSecurityGroupIngress] | None

class DefaultSecurityGroupIngressOutputReference(cdktf.ComplexObject):
    @property
    def cidr_blocks_input(self) -> list[str] | None: ...
    @property
    def description_input(self) -> str | None: ...
    @property
    def from_port_input(self) -> float | None: ...
    @property
    def ipv6_cidr_blocks_input(self) -> list[str] | None: ...
    @property
    def prefix_list_ids_input(self) -> list[str] | None: ...
    @property
    def protocol_input(self) -> str | None: ...
    @property
    def security_groups_input(self) -> list[str] | None: ...
    @property
    def self_attribute_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def to_port_input(self) -> float | None: ...
    cidr_blocks: list[str]
    description: str
    from_port: float
    ipv6_cidr_blocks: list[str]
    prefix_list_ids: list[str]
    protocol: str
    security_groups: list[str]
    self_attribute: bool | cdktf.IResolvable
    to_port: float
    internal_value: cdktf.IResolvable | DefaultSecurityGroupIngress | None
