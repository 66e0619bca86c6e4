# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Route53Record(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        name: str,
        type: str,
        zone_id: str,
        alias: Route53RecordAlias | None = ...,
        allow_overwrite: bool | cdktf.IResolvable | None = ...,
        cidr_routing_policy: Route53RecordCidrRoutingPolicy | None = ...,
        failover_routing_policy: Route53RecordFailoverRoutingPolicy | None = ...,
        geolocation_routing_policy: Route53RecordGeolocationRoutingPolicy | None = ...,
        geoproximity_routing_policy: Route53RecordGeoproximityRoutingPolicy | None = ...,
        health_check_id: str | None = ...,
        id: str | None = ...,
        latency_routing_policy: Route53RecordLatencyRoutingPolicy | None = ...,
        multivalue_answer_routing_policy: bool | cdktf.IResolvable | None = ...,
        records: Sequence[str] | None = ...,
        set_identifier: str | None = ...,
        timeouts: Route53RecordTimeouts | None = ...,
        ttl: float | None = ...,
        weighted_routing_policy: Route53RecordWeightedRoutingPolicy | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_alias(
        self,
        *,
        evaluate_target_health: bool | cdktf.IResolvable,
        name: str,
        zone_id: str,
    ) -> None: ...
    def put_cidr_routing_policy(
        self,
        *,
        collection_id: str,
        location_name: str,
    ) -> None: ...
    def put_failover_routing_policy(
        self,
        *,
        type: str,
    ) -> None: ...
    def put_geolocation_routing_policy(
        self,
        *,
        continent: str | None = ...,
        country: str | None = ...,
        subdivision: str | None = ...,
    ) -> None: ...
    def put_geoproximity_routing_policy(
        self,
        *,
        aws_region: str | None = ...,
        bias: float | None = ...,
        coordinates: cdktf.IResolvable | Sequence[Route53RecordGeoproximityRoutingPolicyCoordinates] | None = ...,
        local_zone_group: str | None = ...,
    ) -> None: ...
    def put_latency_routing_policy(
        self,
        *,
        region: str,
    ) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    def put_weighted_routing_policy(
        self,
        *,
        weight: float,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def alias(self) -> Route53RecordAliasOutputReference: ...
    @property
    def cidr_routing_policy(self) -> Route53RecordCidrRoutingPolicyOutputReference: ...
    @property
    def failover_routing_policy(self) -> Route53RecordFailoverRoutingPolicyOutputReference: ...
    @property
    def fqdn(self) -> str: ...
    @property
    def geolocation_routing_policy(self) -> Route53RecordGeolocationRoutingPolicyOutputReference: ...
    @property
    def geoproximity_routing_policy(self) -> Route53RecordGeoproximityRoutingPolicyOutputReference: ...
    @property
    def latency_routing_policy(self) -> Route53RecordLatencyRoutingPolicyOutputReference: ...
    @property
    def timeouts(self) -> Route53RecordTimeoutsOutputReference: ...
    @property
    def weighted_routing_policy(self) -> Route53RecordWeightedRoutingPolicyOutputReference: ...
    @property
    def alias_input(self) -> Route53RecordAlias | None: ...
    @property
    def allow_overwrite_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def cidr_routing_policy_input(self) -> Route53RecordCidrRoutingPolicy | None: ...
    @property
    def failover_routing_policy_input(self) -> Route53RecordFailoverRoutingPolicy | None: ...
    @property
    def geolocation_routing_policy_input(self) -> Route53RecordGeolocationRoutingPolicy | None: ...
    @property
    def geoproximity_routing_policy_input(self) -> Route53RecordGeoproximityRoutingPolicy | None: ...
    @property
    def health_check_id_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def latency_routing_policy_input(self) -> Route53RecordLatencyRoutingPolicy | None: ...
    @property
    def multivalue_answer_routing_policy_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def records_input(self) -> list[str] | None: ...
    @property
    def set_identifier_input(self) -> str | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | Route53RecordTimeouts | None: ...
    @property
    def ttl_input(self) -> float | None: ...
    @property
    def type_input(self) -> str | None: ...
    @property
    def weighted_routing_policy_input(self) -> Route53RecordWeightedRoutingPolicy | None: ...
    @property
    def zone_id_input(self) -> str | None: ...
    allow_overwrite: bool | cdktf.IResolvable
    health_check_id: str
    id: str
    multivalue_answer_routing_policy: bool | cdktf.IResolvable
    name: str
    records: list[str]
    set_identifier: str
    ttl: float
    type: str
    zone_id: str

class Route53RecordAlias:
    def __init__(
        self,
        *,
        evaluate_target_health: bool | cdktf.IResolvable,
        name: str,
        zone_id: str,
    ) -> None: ...
    @property
    def evaluate_target_health(self) -> bool | cdktf.IResolvable: ...
    @property
    def name(self) -> str: ...
    @property
    def zone_id(self) -> str: ...

class Route53RecordAliasOutputReference(cdktf.ComplexObject):
    @property
    def evaluate_target_health_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def zone_id_input(self) -> str | None: ...
    evaluate_target_health: bool | cdktf.IResolvable
    name: str
    zone_id: str
    internal_value: Route53RecordAlias | None

class Route53RecordCidrRoutingPolicy:
    def __init__(
        self,
        *,
        collection_id: str,
        location_name: str,
    ) -> None: ...
    @property
    def collection_id(self) -> str: ...
    @property
    def location_name(self) -> str: ...

class Route53RecordCidrRoutingPolicyOutputReference(cdktf.ComplexObject):
    @property
    def collection_id_input(self) -> str | None: ...
    @property
    def location_name_input(self) -> str | None: ...
    collection_id: str
    location_name: str
    internal_value: Route53RecordCidrRoutingPolicy | None

class Route53RecordFailoverRoutingPolicy:
    def __init__(
        self,
        *,
        type: str,
    ) -> None: ...
    @property
    def type(self) -> str: ...

class Route53RecordFailoverRoutingPolicyOutputReference(cdktf.ComplexObject):
    @property
    def type_input(self) -> str | None: ...
    type: str
    internal_value: Route53RecordFailoverRoutingPolicy | None

class Route53RecordGeolocationRoutingPolicy:
    def __init__(
        self,
        *,
        continent: str | None = ...,
        country: str | None = ...,
        subdivision: str | None = ...,
    ) -> None: ...
    @property
    def continent(self) -> str | None: ...
    @property
    def country(self) -> str | None: ...
    @property
    def subdivision(self) -> str | None: ...

class Route53RecordGeolocationRoutingPolicyOutputReference(cdktf.ComplexObject):
    @property
    def continent_input(self) -> str | None: ...
    @property
    def country_input(self) -> str | None: ...
    @property
    def subdivision_input(self) -> str | None: ...
    continent: str
    country: str
    subdivision: str
    internal_value: Route53RecordGeolocationRoutingPolicy | None

class Route53RecordGeoproximityRoutingPolicy:
    def __init__(
        self,
        *,
        aws_region: str | None = ...,
        bias: float | None = ...,
        coordinates: cdktf.IResolvable | Sequence[Route53RecordGeoproximityRoutingPolicyCoordinates] | None = ...,
        local_zone_group: str | None = ...,
    ) -> None: ...
    @property
    def aws_region(self) -> str | None: ...
    @property
    def bias(self) -> float | None: ...
    @property
    def coordinates(self) -> cdktf.IResolvable | list[Route53RecordGeoproximityRoutingPolicyCoordinates] | None: ...
    @property
    def local_zone_group(self) -> str | None: ...

class Route53RecordGeoproximityRoutingPolicyCoordinates:
    def __init__(
        self,
        *,
        latitude: str,
        longitude: str,
    ) -> None: ...
    @property
    def latitude(self) -> str: ...
    @property
    def longitude(self) -> str: ...

class Route53RecordGeoproximityRoutingPolicyCoordinatesList(cdktf.ComplexList):
    def get(self, index: float) -> Route53RecordGeoproximityRoutingPolicyCoordinatesOutputReference: ...
    internal_value: cdktf.IResolvable | list[Route53RecordGeoproximityRoutingPolicyCoordinates] | None

class Route53RecordGeoproximityRoutingPolicyCoordinatesOutputReference(cdktf.ComplexObject):
    @property
    def latitude_input(self) -> str | None: ...
    @property
    def longitude_input(self) -> str | None: ...
    latitude: str
    longitude: str
    internal_value: cdktf.IResolvable | Route53RecordGeoproximityRoutingPolicyCoordinates | None

class Route53RecordGeoproximityRoutingPolicyOutputReference(cdktf.ComplexObject):
    def put_coordinates(self, value: cdktf.IResolvable | Sequence[Route53RecordGeoproximityRoutingPolicyCoordinates]) -> None: ...
    @property
    def coordinates(self) -> Route53RecordGeoproximityRoutingPolicyCoordinatesList: ...
    @property
    def aws_region_input(self) -> str | None: ...
    @property
    def bias_input(self) -> float | None: ...
    @property
    def coordinates_input(self) -> cdktf.IResolvable | list[Route53RecordGeoproximityRoutingPolicyCoordinates] | None: ...
    @property
    def local_zone_group_input(self) -> str | None: ...
    aws_region: str
    bias: float
    local_zone_group: str
    internal_value: Route53RecordGeoproximityRoutingPolicy | None

class Route53RecordLatencyRoutingPolicy:
    def __init__(
        self,
        *,
        region: str,
    ) -> None: ...
    @property
    def region(self) -> str: ...

class Route53RecordLatencyRoutingPolicyOutputReference(cdktf.ComplexObject):
    @property
    def region_input(self) -> str | None: ...
    region: str
    internal_value: Route53RecordLatencyRoutingPolicy | None

class Route53RecordTimeouts:
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

class Route53RecordTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | Route53RecordTimeouts | None

class Route53RecordWeightedRoutingPolicy:
    def __init__(
        self,
        *,
        weight: float,
    ) -> None: ...
    @property
    def weight(self) -> float: ...

class Route53RecordWeightedRoutingPolicyOutputReference(cdktf.ComplexObject):
    @property
    def weight_input(self) -> float | None: ...
    weight: float
    internal_value: Route53RecordWeightedRoutingPolicy | None
