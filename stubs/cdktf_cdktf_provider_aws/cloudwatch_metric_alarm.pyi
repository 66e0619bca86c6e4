# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class CloudwatchMetricAlarm(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        alarm_name: str,
        comparison_operator: str,
        evaluation_periods: float,
        actions_enabled: bool | cdktf.IResolvable | None = ...,
        alarm_actions: Sequence[str] | None = ...,
        alarm_description: str | None = ...,
        datapoints_to_alarm: float | None = ...,
        dimensions: Mapping[str, str] | None = ...,
        evaluate_low_sample_count_percentiles: str | None = ...,
        extended_statistic: str | None = ...,
        id: str | None = ...,
        insufficient_data_actions: Sequence[str] | None = ...,
        metric_name: str | None = ...,
        metric_query: cdktf.IResolvable | Sequence[CloudwatchMetricAlarmMetricQuery] | None = ...,
        namespace: str | None = ...,
        ok_actions: Sequence[str] | None = ...,
        period: float | None = ...,
        region: str | None = ...,
        statistic: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        threshold: float | None = ...,
        threshold_metric_id: str | None = ...,
        treat_missing_data: str | None = ...,
        unit: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_metric_query(self, value: cdktf.IResolvable | Sequence[CloudwatchMetricAlarmMetricQuery]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def metric_query(self) -> CloudwatchMetricAlarmMetricQueryList: ...
    @property
    def actions_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def alarm_actions_input(self) -> list[str] | None: ...
    @property
    def alarm_description_input(self) -> str | None: ...
    @property
    def alarm_name_input(self) -> str | None: ...
    @property
    def comparison_operator_input(self) -> str | None: ...
    @property
    def datapoints_to_alarm_input(self) -> float | None: ...
    @property
    def dimensions_input(self) -> Mapping[str, str] | None: ...
    @property
    def evaluate_low_sample_count_percentiles_input(self) -> str | None: ...
    @property
    def evaluation_periods_input(self) -> float | None: ...
    @property
    def extended_statistic_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def insufficient_data_actions_input(self) -> list[str] | None: ...
    @property
    def metric_name_input(self) -> str | None: ...
    @property
    def metric_query_input(self) -> cdktf.IResolvable | list[CloudwatchMetricAlarmMetricQuery] | None: ...
    @property
    def namespace_input(self) -> str | None: ...
    @property
    def ok_actions_input(self) -> list[str] | None: ...
    @property
    def period_input(self) -> float | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def statistic_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def threshold_input(self) -> float | None: ...
    @property
    def threshold_metric_id_input(self) -> str | None: ...
    @property
    def treat_missing_data_input(self) -> str | None: ...
    @property
    def unit_input(self) -> str | None: ...
    actions_enabled: bool | cdktf.IResolvable
    alarm_actions: list[str]
    alarm_description: str
    alarm_name: str
    comparison_operator: str
    datapoints_to_alarm: float
    dimensions: Mapping[str, str]
    evaluate_low_sample_count_percentiles: str
    evaluation_periods: float
    extended_statistic: str
    id: str
    insufficient_data_actions: list[str]
    metric_name: str
    namespace: str
    ok_actions: list[str]
    period: float
    region: str
    statistic: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    threshold: float
    threshold_metric_id: str
    treat_missing_data: str
    unit: str

class CloudwatchMetricAlarmMetricQuery:
    def __init__(
        self,
        *,
        id: str,
        account_id: str | None = ...,
        expression: str | None = ...,
        label: str | None = ...,
        metric: CloudwatchMetricAlarmMetricQueryMetric | None = ...,
        period: float | None = ...,
        return_data: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def id(self) -> str: ...
    @property
    def account_id(self) -> str | None: ...
    @property
    def expression(self) -> str | None: ...
    @property
    def label(self) -> str | None: ...
    @property
    def metric(self) -> CloudwatchMetricAlarmMetricQueryMetric | None: ...
    @property
    def period(self) -> float | None: ...
    @property
    def return_data(self) -> bool | cdktf.IResolvable | None: ...

class CloudwatchMetricAlarmMetricQueryList(cdktf.ComplexList):
    def get(self, index: float) -> CloudwatchMetricAlarmMetricQueryOutputReference: ...
    internal_value: cdktf.IResolvable | list[CloudwatchMetricAlarmMetricQuery] | None

class CloudwatchMetricAlarmMetricQueryMetric:
    def __init__(
        self,
        *,
        metric_name: str,
        period: float,
        stat: str,
        dimensions: Mapping[str, str] | None = ...,
        namespace: str | None = ...,
        unit: str | None = ...,
    ) -> None: ...
    @property
    def metric_name(self) -> str: ...
    @property
    def period(self) -> float: ...
    @property
    def stat(self) -> str: ...
    @property
    def dimensions(self) -> Mapping[str, str] | None: ...
    @property
    def namespace(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...

class CloudwatchMetricAlarmMetricQueryMetricOutputReference(cdktf.ComplexObject):
    @property
    def dimensions_input(self) -> Mapping[str, str] | None: ...
    @property
    def metric_name_input(self) -> str | None: ...
    @property
    def namespace_input(self) -> str | None: ...
    @property
    def period_input(self) -> float | None: ...
    @property
    def stat_input(self) -> str | None: ...
    @property
    def unit_input(self) -> str | None: ...
    dimensions: Mapping[str, str]
    metric_name: str
    namespace: str
    period: float
    stat: str
    unit: str
    internal_value: CloudwatchMetricAlarmMetricQueryMetric | None

class CloudwatchMetricAlarmMetricQueryOutputReference(cdktf.ComplexObject):
    def put_metric(
        self,
        *,
        metric_name: str,
        period: float,
        stat: str,
        dimensions: Mapping[str, str] | None = ...,
        namespace: str | None = ...,
        unit: str | None = ...,
    ) -> None: ...
    @property
    def metric(self) -> CloudwatchMetricAlarmMetricQueryMetricOutputReference: ...
    @property
    def account_id_input(self) -> str | None: ...
    @property
    def expression_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def label_input(self) -> str | None: ...
    @property
    def metric_input(self) -> CloudwatchMetricAlarmMetricQueryMetric | None: ...
    @property
    def period_input(self) -> float | None: ...
    @property
    def return_data_input(self) -> bool | cdktf.IResolvable | None: ...
    account_id: str
    expression: str
    id: str
    label: str
    period: float
    return_data: bool | cdktf.IResolvable
    internal_value: cdktf.IResolvable | CloudwatchMetricAlarmMetricQuery | None
