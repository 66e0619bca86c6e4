# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Route53HealthCheck(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        type: str,
        child_healthchecks: Sequence[str] | None = ...,
        child_health_threshold: float | None = ...,
        cloudwatch_alarm_name: str | None = ...,
        cloudwatch_alarm_region: str | None = ...,
        disabled: bool | cdktf.IResolvable | None = ...,
        enable_sni: bool | cdktf.IResolvable | None = ...,
        failure_threshold: float | None = ...,
        fqdn: str | None = ...,
        id: str | None = ...,
        insufficient_data_health_status: str | None = ...,
        invert_healthcheck: bool | cdktf.IResolvable | None = ...,
        ip_address: str | None = ...,
        measure_latency: bool | cdktf.IResolvable | None = ...,
        port: float | None = ...,
        reference_name: str | None = ...,
        regions: Sequence[str] | None = ...,
        request_interval: float | None = ...,
        resource_path: str | None = ...,
        routing_control_arn: str | None = ...,
        search_string: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        triggers: Mapping[str, str] | None = ...,
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
    def child_healthchecks_input(self) -> list[str] | None: ...
    @property
    def child_health_threshold_input(self) -> float | None: ...
    @property
    def cloudwatch_alarm_name_input(self) -> str | None: ...
    @property
    def cloudwatch_alarm_region_input(self) -> str | None: ...
    @property
    def disabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def enable_sni_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def failure_threshold_input(self) -> float | None: ...
    @property
    def fqdn_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def insufficient_data_health_status_input(self) -> str | None: ...
    @property
    def invert_healthcheck_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def ip_address_input(self) -> str | None: ...
    @property
    def measure_latency_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def port_input(self) -> float | None: ...
    @property
    def reference_name_input(self) -> str | None: ...
    @property
    def regions_input(self) -> list[str] | None: ...
    @property
    def request_interval_input(self) -> float | None: ...
    @property
    def resource_path_input(self) -> str | None: ...
    @property
    def routing_control_arn_input(self) -> str | None: ...
    @property
    def search_string_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def triggers_input(self) -> Mapping[str, str] | None: ...
    @property
    def type_input(self) -> str | None: ...
    child_healthchecks: list[str]
    child_health_threshold: float
    cloudwatch_alarm_name: str
    cloudwatch_alarm_region: str
    disabled: bool | cdktf.IResolvable
    enable_sni: bool | cdktf.IResolvable
    failure_threshold: float
    fqdn: str
    id: str
    insufficient_data_health_status: str
    invert_healthcheck: bool | cdktf.IResolvable
    ip_address: str
    measure_latency: bool | cdktf.IResolvable
    port: float
    reference_name: str
    regions: list[str]
    request_interval: float
    resource_path: str
    routing_control_arn: str
    search_string: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    triggers: Mapping[str, str]
    type: str
