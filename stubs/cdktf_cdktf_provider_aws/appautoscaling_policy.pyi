# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class AppautoscalingPolicy(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        name: str,
        resource_id: str,
        scalable_dimension: str,
        service_namespace: str,
        id: str | None = ...,
        policy_type: str | None = ...,
        predictive_scaling_policy_configuration: AppautoscalingPolicyPredictiveScalingPolicyConfiguration | None = ...,
        region: str | None = ...,
        step_scaling_policy_configuration: AppautoscalingPolicyStepScalingPolicyConfiguration | None = ...,
        target_tracking_scaling_policy_configuration: AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_predictive_scaling_policy_configuration(
        self,
        *,
        metric_specification: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecification],
        max_capacity_breach_behavior: str | None = ...,
        max_capacity_buffer: float | None = ...,
        mode: str | None = ...,
        scheduling_buffer_time: float | None = ...,
    ) -> None: ...
    def put_step_scaling_policy_configuration(
        self,
        *,
        adjustment_type: str | None = ...,
        cooldown: float | None = ...,
        metric_aggregation_type: str | None = ...,
        min_adjustment_magnitude: float | None = ...,
        step_adjustment: cdktf.IResolvable | Sequence[AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustment] | None = ...,
    ) -> None: ...
    def put_target_tracking_scaling_policy_configuration(
        self,
        *,
        target_value: float,
        customized_metric_specification: AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification | None = ...,
        disable_scale_in: bool | cdktf.IResolvable | None = ...,
        predefined_metric_specification: AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification | None = ...,
        scale_in_cooldown: float | None = ...,
        scale_out_cooldown: float | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def alarm_arns(self) -> list[str]: ...
    @property
    def arn(self) -> str: ...
    @property
    def predictive_scaling_policy_configuration(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationOutputReference: ...
    @property
    def step_scaling_policy_configuration(self) -> AppautoscalingPolicyStepScalingPolicyConfigurationOutputReference: ...
    @property
    def target_tracking_scaling_policy_configuration(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationOutputReference: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def policy_type_input(self) -> str | None: ...
    @property
    def predictive_scaling_policy_configuration_input(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfiguration | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def resource_id_input(self) -> str | None: ...
    @property
    def scalable_dimension_input(self) -> str | None: ...
    @property
    def service_namespace_input(self) -> str | None: ...
    @property
    def step_scaling_policy_configuration_input(self) -> AppautoscalingPolicyStepScalingPolicyConfiguration | None: ...
    @property
    def target_tracking_scaling_policy_configuration_input(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration | None: ...
    id: str
    name: str
    policy_type: str
    region: str
    resource_id: str
    scalable_dimension: str
    service_namespace: str

class AppautoscalingPolicyPredictiveScalingPolicyConfiguration:
    def __init__(
        self,
        *,
        metric_specification: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecification],
        max_capacity_breach_behavior: str | None = ...,
        max_capacity_buffer: float | None = ...,
        mode: str | None = ...,
        scheduling_buffer_time: float | None = ...,
    ) -> None: ...
    @property
    def metric_specification(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecification]: ...
    @property
    def max_capacity_breach_behavior(self) -> str | None: ...
    @property
    def max_capacity_buffer(self) -> float | None: ...
    @property
    def mode(self) -> str | None: ...
    @property
    def scheduling_buffer_time(self) -> float | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecification:
    def __init__(
        self,
        *,
        target_value: str,
        customized_capacity_metric_specification: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecification | None = ...,
        customized_load_metric_specification: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecification | None = ...,
        customized_scaling_metric_specification: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecification | None = ...,
        predefined_load_metric_specification: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedLoadMetricSpecification | None = ...,
        predefined_metric_pair_specification: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedMetricPairSpecification | None = ...,
        predefined_scaling_metric_specification: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedScalingMetricSpecification | None = ...,
    ) -> None: ...
    @property
    def target_value(self) -> str: ...
    @property
    def customized_capacity_metric_specification(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecification | None: ...
    @property
    def customized_load_metric_specification(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecification | None: ...
    @property
    def customized_scaling_metric_specification(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecification | None: ...
    @property
    def predefined_load_metric_specification(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedLoadMetricSpecification | None: ...
    @property
    def predefined_metric_pair_specification(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedMetricPairSpecification | None: ...
    @property
    def predefined_scaling_metric_specification(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedScalingMetricSpecification | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecification:
    def __init__(
        self,
        *,
        metric_data_query: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQuery],
    ) -> None: ...
    @property
    def metric_data_query(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQuery]: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQuery:
    def __init__(
        self,
        *,
        id: str,
        expression: str | None = ...,
        label: str | None = ...,
        metric_stat: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStat | None = ...,
        return_data: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def id(self) -> str: ...
    @property
    def expression(self) -> str | None: ...
    @property
    def label(self) -> str | None: ...
    @property
    def metric_stat(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStat | None: ...
    @property
    def return_data(self) -> bool | cdktf.IResolvable | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryList(cdktf.ComplexList):
    def get(self, index: float) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryOutputReference: ...
    internal_value: cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQuery] | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStat:
    def __init__(
        self,
        *,
        metric: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetric,
        stat: str,
        unit: str | None = ...,
    ) -> None: ...
    @property
    def metric(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetric: ...
    @property
    def stat(self) -> str: ...
    @property
    def unit(self) -> str | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetric:
    def __init__(
        self,
        *,
        dimension: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None = ...,
        metric_name: str | None = ...,
        namespace: str | None = ...,
    ) -> None: ...
    @property
    def dimension(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None: ...
    @property
    def metric_name(self) -> str | None: ...
    @property
    def namespace(self) -> str | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricDimension:
    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricDimensionList(cdktf.ComplexList):
    def get(self, index: float) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricDimensionOutputReference: ...
    internal_value: cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricDimensionOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricDimension | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricOutputReference(cdktf.ComplexObject):
    def put_dimension(self, value: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricDimension]) -> None: ...
    @property
    def dimension(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricDimensionList: ...
    @property
    def dimension_input(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None: ...
    @property
    def metric_name_input(self) -> str | None: ...
    @property
    def namespace_input(self) -> str | None: ...
    metric_name: str
    namespace: str
    internal_value: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetric | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatOutputReference(cdktf.ComplexObject):
    def put_metric(
        self,
        *,
        dimension: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None = ...,
        metric_name: str | None = ...,
        namespace: str | None = ...,
    ) -> None: ...
    @property
    def metric(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetricOutputReference: ...
    @property
    def metric_input(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetric | None: ...
    @property
    def stat_input(self) -> str | None: ...
    @property
    def unit_input(self) -> str | None: ...
    stat: str
    unit: str
    internal_value: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStat | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryOutputReference(cdktf.ComplexObject):
    def put_metric_stat(
        self,
        *,
        metric: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatMetric,
        stat: str,
        unit: str | None = ...,
    ) -> None: ...
    @property
    def metric_stat(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStatOutputReference: ...
    @property
    def expression_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def label_input(self) -> str | None: ...
    @property
    def metric_stat_input(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryMetricStat | None: ...
    @property
    def return_data_input(self) -> bool | cdktf.IResolvable | None: ...
    expression: str
    id: str
    label: str
    return_data: bool | cdktf.IResolvable
    internal_value: cdktf.IResolvable | AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQuery | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationOutputReference(cdktf.ComplexObject):
    def put_metric_data_query(self, value: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQuery]) -> None: ...
    @property
    def metric_data_query(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQueryList: ...
    @property
    def metric_data_query_input(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQuery] | None: ...
    internal_value: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecification | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecification:
    def __init__(
        self,
        *,
        metric_data_query: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQuery],
    ) -> None: ...
    @property
    def metric_data_query(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQuery]: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQuery:
    def __init__(
        self,
        *,
        id: str,
        expression: str | None = ...,
        label: str | None = ...,
        metric_stat: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStat | None = ...,
        return_data: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def id(self) -> str: ...
    @property
    def expression(self) -> str | None: ...
    @property
    def label(self) -> str | None: ...
    @property
    def metric_stat(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStat | None: ...
    @property
    def return_data(self) -> bool | cdktf.IResolvable | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryList(cdktf.ComplexList):
    def get(self, index: float) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryOutputReference: ...
    internal_value: cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQuery] | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStat:
    def __init__(
        self,
        *,
        metric: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetric,
        stat: str,
        unit: str | None = ...,
    ) -> None: ...
    @property
    def metric(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetric: ...
    @property
    def stat(self) -> str: ...
    @property
    def unit(self) -> str | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetric:
    def __init__(
        self,
        *,
        dimension: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None = ...,
        metric_name: str | None = ...,
        namespace: str | None = ...,
    ) -> None: ...
    @property
    def dimension(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None: ...
    @property
    def metric_name(self) -> str | None: ...
    @property
    def namespace(self) -> str | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricDimension:
    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricDimensionList(cdktf.ComplexList):
    def get(self, index: float) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricDimensionOutputReference: ...
    internal_value: cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricDimensionOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricDimension | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricOutputReference(cdktf.ComplexObject):
    def put_dimension(self, value: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricDimension]) -> None: ...
    @property
    def dimension(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricDimensionList: ...
    @property
    def dimension_input(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None: ...
    @property
    def metric_name_input(self) -> str | None: ...
    @property
    def namespace_input(self) -> str | None: ...
    metric_name: str
    namespace: str
    internal_value: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetric | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatOutputReference(cdktf.ComplexObject):
    def put_metric(
        self,
        *,
        dimension: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None = ...,
        metric_name: str | None = ...,
        namespace: str | None = ...,
    ) -> None: ...
    @property
    def metric(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetricOutputReference: ...
    @property
    def metric_input(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetric | None: ...
    @property
    def stat_input(self) -> str | None: ...
    @property
    def unit_input(self) -> str | None: ...
    stat: str
    unit: str
    internal_value: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStat | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryOutputReference(cdktf.ComplexObject):
    def put_metric_stat(
        self,
        *,
        metric: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatMetric,
        stat: str,
        unit: str | None = ...,
    ) -> None: ...
    @property
    def metric_stat(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStatOutputReference: ...
    @property
    def expression_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def label_input(self) -> str | None: ...
    @property
    def metric_stat_input(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryMetricStat | None: ...
    @property
    def return_data_input(self) -> bool | cdktf.IResolvable | None: ...
    expression: str
    id: str
    label: str
    return_data: bool | cdktf.IResolvable
    internal_value: cdktf.IResolvable | AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQuery | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationOutputReference(cdktf.ComplexObject):
    def put_metric_data_query(self, value: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQuery]) -> None: ...
    @property
    def metric_data_query(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQueryList: ...
    @property
    def metric_data_query_input(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQuery] | None: ...
    internal_value: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecification | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecification:
    def __init__(
        self,
        *,
        metric_data_query: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQuery],
    ) -> None: ...
    @property
    def metric_data_query(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQuery]: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQuery:
    def __init__(
        self,
        *,
        id: str,
        expression: str | None = ...,
        label: str | None = ...,
        metric_stat: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStat | None = ...,
        return_data: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def id(self) -> str: ...
    @property
    def expression(self) -> str | None: ...
    @property
    def label(self) -> str | None: ...
    @property
    def metric_stat(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStat | None: ...
    @property
    def return_data(self) -> bool | cdktf.IResolvable | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryList(cdktf.ComplexList):
    def get(self, index: float) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryOutputReference: ...
    internal_value: cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQuery] | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStat:
    def __init__(
        self,
        *,
        metric: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetric,
        stat: str,
        unit: str | None = ...,
    ) -> None: ...
    @property
    def metric(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetric: ...
    @property
    def stat(self) -> str: ...
    @property
    def unit(self) -> str | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetric:
    def __init__(
        self,
        *,
        dimension: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None = ...,
        metric_name: str | None = ...,
        namespace: str | None = ...,
    ) -> None: ...
    @property
    def dimension(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None: ...
    @property
    def metric_name(self) -> str | None: ...
    @property
    def namespace(self) -> str | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricDimension:
    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricDimensionList(cdktf.ComplexList):
    def get(self, index: float) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricDimensionOutputReference: ...
    internal_value: cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricDimensionOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricDimension | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricOutputReference(cdktf.ComplexObject):
    def put_dimension(self, value: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricDimension]) -> None: ...
    @property
    def dimension(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricDimensionList: ...
    @property
    def dimension_input(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None: ...
    @property
    def metric_name_input(self) -> str | None: ...
    @property
    def namespace_input(self) -> str | None: ...
    metric_name: str
    namespace: str
    internal_value: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetric | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatOutputReference(cdktf.ComplexObject):
    def put_metric(
        self,
        *,
        dimension: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricDimension] | None = ...,
        metric_name: str | None = ...,
        namespace: str | None = ...,
    ) -> None: ...
    @property
    def metric(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetricOutputReference: ...
    @property
    def metric_input(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetric | None: ...
    @property
    def stat_input(self) -> str | None: ...
    @property
    def unit_input(self) -> str | None: ...
    stat: str
    unit: str
    internal_value: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStat | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryOutputReference(cdktf.ComplexObject):
    def put_metric_stat(
        self,
        *,
        metric: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatMetric,
        stat: str,
        unit: str | None = ...,
    ) -> None: ...
    @property
    def metric_stat(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStatOutputReference: ...
    @property
    def expression_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def label_input(self) -> str | None: ...
    @property
    def metric_stat_input(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryMetricStat | None: ...
    @property
    def return_data_input(self) -> bool | cdktf.IResolvable | None: ...
    expression: str
    id: str
    label: str
    return_data: bool | cdktf.IResolvable
    internal_value: cdktf.IResolvable | AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQuery | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationOutputReference(cdktf.ComplexObject):
    def put_metric_data_query(self, value: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQuery]) -> None: ...
    @property
    def metric_data_query(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQueryList: ...
    @property
    def metric_data_query_input(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQuery] | None: ...
    internal_value: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecification | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationList(cdktf.ComplexList):
    def get(self, index: float) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationOutputReference: ...
    internal_value: cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecification] | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationOutputReference(cdktf.ComplexObject):
    def put_customized_capacity_metric_specification(
        self,
        *,
        metric_data_query: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationMetricDataQuery],
    ) -> None: ...
    def put_customized_load_metric_specification(
        self,
        *,
        metric_data_query: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationMetricDataQuery],
    ) -> None: ...
    def put_customized_scaling_metric_specification(
        self,
        *,
        metric_data_query: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationMetricDataQuery],
    ) -> None: ...
    def put_predefined_load_metric_specification(
        self,
        *,
        predefined_metric_type: str,
        resource_label: str | None = ...,
    ) -> None: ...
    def put_predefined_metric_pair_specification(
        self,
        *,
        predefined_metric_type: str,
        resource_label: str | None = ...,
    ) -> None: ...
    def put_predefined_scaling_metric_specification(
        self,
        *,
        predefined_metric_type: str,
        resource_label: str | None = ...,
    ) -> None: ...
    @property
    def customized_capacity_metric_specification(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecificationOutputReference: ...
    @property
    def customized_load_metric_specification(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecificationOutputReference: ...
    @property
    def customized_scaling_metric_specification(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecificationOutputReference: ...
    @property
    def predefined_load_metric_specification(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedLoadMetricSpecificationOutputReference: ...
    @property
    def predefined_metric_pair_specification(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedMetricPairSpecificationOutputReference: ...
    @property
    def predefined_scaling_metric_specification(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedScalingMetricSpecificationOutputReference: ...
    @property
    def customized_capacity_metric_specification_input(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedCapacityMetricSpecification | None: ...
    @property
    def customized_load_metric_specification_input(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedLoadMetricSpecification | None: ...
    @property
    def customized_scaling_metric_specification_input(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationCustomizedScalingMetricSpecification | None: ...
    @property
    def predefined_load_metric_specification_input(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedLoadMetricSpecification | None: ...
    @property
    def predefined_metric_pair_specification_input(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedMetricPairSpecification | None: ...
    @property
    def predefined_scaling_metric_specification_input(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedScalingMetricSpecification | None: ...
    @property
    def target_value_input(self) -> str | None: ...
    target_value: str
    internal_value: cdktf.IResolvable | AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecification | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedLoadMetricSpecification:
    def __init__(
        self,
        *,
        predefined_metric_type: str,
        resource_label: str | None = ...,
    ) -> None: ...
    @property
    def predefined_metric_type(self) -> str: ...
    @property
    def resource_label(self) -> str | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedLoadMetricSpecificationOutputReference(cdktf.ComplexObject):
    @property
    def predefined_metric_type_input(self) -> str | None: ...
    @property
    def resource_label_input(self) -> str | None: ...
    predefined_metric_type: str
    resource_label: str
    internal_value: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedLoadMetricSpecification | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedMetricPairSpecification:
    def __init__(
        self,
        *,
        predefined_metric_type: str,
        resource_label: str | None = ...,
    ) -> None: ...
    @property
    def predefined_metric_type(self) -> str: ...
    @property
    def resource_label(self) -> str | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedMetricPairSpecificationOutputReference(cdktf.ComplexObject):
    @property
    def predefined_metric_type_input(self) -> str | None: ...
    @property
    def resource_label_input(self) -> str | None: ...
    predefined_metric_type: str
    resource_label: str
    internal_value: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedMetricPairSpecification | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedScalingMetricSpecification:
    def __init__(
        self,
        *,
        predefined_metric_type: str,
        resource_label: str | None = ...,
    ) -> None: ...
    @property
    def predefined_metric_type(self) -> str: ...
    @property
    def resource_label(self) -> str | None: ...

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedScalingMetricSpecificationOutputReference(cdktf.ComplexObject):
    @property
    def predefined_metric_type_input(self) -> str | None: ...
    @property
    def resource_label_input(self) -> str | None: ...
    predefined_metric_type: str
    resource_label: str
    internal_value: AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationPredefinedScalingMetricSpecification | None

class AppautoscalingPolicyPredictiveScalingPolicyConfigurationOutputReference(cdktf.ComplexObject):
    def put_metric_specification(self, value: cdktf.IResolvable | Sequence[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecification]) -> None: ...
    @property
    def metric_specification(self) -> AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecificationList: ...
    @property
    def max_capacity_breach_behavior_input(self) -> str | None: ...
    @property
    def max_capacity_buffer_input(self) -> float | None: ...
    @property
    def metric_specification_input(self) -> cdktf.IResolvable | list[AppautoscalingPolicyPredictiveScalingPolicyConfigurationMetricSpecification] | None: ...
    @property
    def mode_input(self) -> str | None: ...
    @property
    def scheduling_buffer_time_input(self) -> float | None: ...
    max_capacity_breach_behavior: str
    max_capacity_buffer: float
    mode: str
    scheduling_buffer_time: float
    internal_value: AppautoscalingPolicyPredictiveScalingPolicyConfiguration | None

class AppautoscalingPolicyStepScalingPolicyConfiguration:
    def __init__(
        self,
        *,
        adjustment_type: str | None = ...,
        cooldown: float | None = ...,
        metric_aggregation_type: str | None = ...,
        min_adjustment_magnitude: float | None = ...,
        step_adjustment: cdktf.IResolvable | Sequence[AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustment] | None = ...,
    ) -> None: ...
    @property
    def adjustment_type(self) -> str | None: ...
    @property
    def cooldown(self) -> float | None: ...
    @property
    def metric_aggregation_type(self) -> str | None: ...
    @property
    def min_adjustment_magnitude(self) -> float | None: ...
    @property
    def step_adjustment(self) -> cdktf.IResolvable | list[AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustment] | None: ...

class AppautoscalingPolicyStepScalingPolicyConfigurationOutputReference(cdktf.ComplexObject):
    def put_step_adjustment(self, value: cdktf.IResolvable | Sequence[AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustment]) -> None: ...
    @property
    def step_adjustment(self) -> AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustmentList: ...
    @property
    def adjustment_type_input(self) -> str | None: ...
    @property
    def cooldown_input(self) -> float | None: ...
    @property
    def metric_aggregation_type_input(self) -> str | None: ...
    @property
    def min_adjustment_magnitude_input(self) -> float | None: ...
    @property
    def step_adjustment_input(self) -> cdktf.IResolvable | list[AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustment] | None: ...
    adjustment_type: str
    cooldown: float
    metric_aggregation_type: str
    min_adjustment_magnitude: float
    internal_value: AppautoscalingPolicyStepScalingPolicyConfiguration | None

class AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustment:
    def __init__(
        self,
        *,
        scaling_adjustment: float,
        metric_interval_lower_bound: str | None = ...,
        metric_interval_upper_bound: str | None = ...,
    ) -> None: ...
    @property
    def scaling_adjustment(self) -> float: ...
    @property
    def metric_interval_lower_bound(self) -> str | None: ...
    @property
    def metric_interval_upper_bound(self) -> str | None: ...

class AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustmentList(cdktf.ComplexList):
    def get(self, index: float) -> AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustmentOutputReference: ...
    internal_value: cdktf.IResolvable | list[AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustment] | None

class AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustmentOutputReference(cdktf.ComplexObject):
    @property
    def metric_interval_lower_bound_input(self) -> str | None: ...
    @property
    def metric_interval_upper_bound_input(self) -> str | None: ...
    @property
    def scaling_adjustment_input(self) -> float | None: ...
    metric_interval_lower_bound: str
    metric_interval_upper_bound: str
    scaling_adjustment: float
    internal_value: cdktf.IResolvable | AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustment | None

class AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration:
    def __init__(
        self,
        *,
        target_value: float,
        customized_metric_specification: AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification | None = ...,
        disable_scale_in: bool | cdktf.IResolvable | None = ...,
        predefined_metric_specification: AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification | None = ...,
        scale_in_cooldown: float | None = ...,
        scale_out_cooldown: float | None = ...,
    ) -> None: ...
    @property
    def target_value(self) -> float: ...
    @property
    def customized_metric_specification(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification | None: ...
    @property
    def disable_scale_in(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def predefined_metric_specification(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification | None: ...
    @property
    def scale_in_cooldown(self) -> float | None: ...
    @property
    def scale_out_cooldown(self) -> float | None: ...

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification:
    def __init__(
        self,
        *,
        dimensions: cdktf.IResolvable | Sequence[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensions] | None = ...,
        metric_name: str | None = ...,
        metrics: cdktf.IResolvable | Sequence[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics] | None = ...,
        namespace: str | None = ...,
        statistic: str | None = ...,
        unit: str | None = ...,
    ) -> None: ...
    @property
    def dimensions(self) -> cdktf.IResolvable | list[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensions] | None: ...
    @property
    def metric_name(self) -> str | None: ...
    @property
    def metrics(self) -> cdktf.IResolvable | list[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics] | None: ...
    @property
    def namespace(self) -> str | None: ...
    @property
    def statistic(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensions:
    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensionsList(cdktf.ComplexList):
    def get(self, index: float) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensionsOutputReference: ...
    internal_value: cdktf.IResolvable | list[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensions] | None

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensionsOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensions | None

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics:
    def __init__(
        self,
        *,
        id: str,
        expression: str | None = ...,
        label: str | None = ...,
        metric_stat: AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStat | None = ...,
        return_data: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def id(self) -> str: ...
    @property
    def expression(self) -> str | None: ...
    @property
    def label(self) -> str | None: ...
    @property
    def metric_stat(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStat | None: ...
    @property
    def return_data(self) -> bool | cdktf.IResolvable | None: ...

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsList(cdktf.ComplexList):
    def get(self, index: float) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsOutputReference: ...
    internal_value: cdktf.IResolvable | list[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics] | None

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStat:
    def __init__(
        self,
        *,
        metric: AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetric,
        stat: str,
        unit: str | None = ...,
    ) -> None: ...
    @property
    def metric(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetric: ...
    @property
    def stat(self) -> str: ...
    @property
    def unit(self) -> str | None: ...

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetric:
    def __init__(
        self,
        *,
        metric_name: str,
        namespace: str,
        dimensions: cdktf.IResolvable | Sequence[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensions] | None = ...,
    ) -> None: ...
    @property
    def metric_name(self) -> str: ...
    @property
    def namespace(self) -> str: ...
    @property
    def dimensions(self) -> cdktf.IResolvable | list[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensions] | None: ...

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensions:
    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensionsList(cdktf.ComplexList):
    def get(self, index: float) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensionsOutputReference: ...
    internal_value: cdktf.IResolvable | list[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensions] | None

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensionsOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    name: str
    value: str
    internal_value: cdktf.IResolvable | AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensions | None

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricOutputReference(cdktf.ComplexObject):
    def put_dimensions(self, value: cdktf.IResolvable | Sequence[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensions]) -> None: ...
    @property
    def dimensions(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensionsList: ...
    @property
    def dimensions_input(self) -> cdktf.IResolvable | list[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensions] | None: ...
    @property
    def metric_name_input(self) -> str | None: ...
    @property
    def namespace_input(self) -> str | None: ...
    metric_name: str
    namespace: str
    internal_value: AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetric | None

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatOutputReference(cdktf.ComplexObject):
    def put_metric(
        self,
        *,
        metric_name: str,
        namespace: str,
        dimensions: cdktf.IResolvable | Sequence[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensions] | None = ...,
    ) -> None: ...
    @property
    def metric(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricOutputReference: ...
    @property
    def metric_input(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetric | None: ...
    @property
    def stat_input(self) -> str | None: ...
    @property
    def unit_input(self) -> str | None: ...
    stat: str
    unit: str
    internal_value: AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStat | None

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsOutputReference(cdktf.ComplexObject):
    def put_metric_stat(
        self,
        *,
        metric: AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetric,
        stat: str,
        unit: str | None = ...,
    ) -> None: ...
    @property
    def metric_stat(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatOutputReference: ...
    @property
    def expression_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def label_input(self) -> str | None: ...
    @property
    def metric_stat_input(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStat | None: ...
    @property
    def return_data_input(self) -> bool | cdktf.IResolvable | None: ...
    expression: str
    id: str
    label: str
    return_data: bool | cdktf.IResolvable
    internal_value: cdktf.IResolvable | AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics | None

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationOutputReference(cdktf.ComplexObject):
    def put_dimensions(self, value: cdktf.IResolvable | Sequence[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensions]) -> None: ...
    def put_metrics(self, value: cdktf.IResolvable | Sequence[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics]) -> None: ...
    @property
    def dimensions(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensionsList: ...
    @property
    def metrics(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsList: ...
    @property
    def dimensions_input(self) -> cdktf.IResolvable | list[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensions] | None: ...
    @property
    def metric_name_input(self) -> str | None: ...
    @property
    def metrics_input(self) -> cdktf.IResolvable | list[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics] | None: ...
    @property
    def namespace_input(self) -> str | None: ...
    @property
    def statistic_input(self) -> str | None: ...
    @property
    def unit_input(self) -> str | None: ...
    metric_name: str
    namespace: str
    statistic: str
    unit: str
    internal_value: AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification | None

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationOutputReference(cdktf.ComplexObject):
    def put_customized_metric_specification(
        self,
        *,
        dimensions: cdktf.IResolvable | Sequence[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensions] | None = ...,
        metric_name: str | None = ...,
        metrics: cdktf.IResolvable | Sequence[AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics] | None = ...,
        namespace: str | None = ...,
        statistic: str | None = ...,
        unit: str | None = ...,
    ) -> None: ...
    def put_predefined_metric_specification(
        self,
        *,
        predefined_metric_type: str,
        resource_label: str | None = ...,
    ) -> None: ...
    @property
    def customized_metric_specification(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationOutputReference: ...
    @property
    def predefined_metric_specification(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationOutputReference: ...
    @property
    def customized_metric_specification_input(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification | None: ...
    @property
    def disable_scale_in_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def predefined_metric_specification_input(self) -> AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification | None: ...
    @property
    def scale_in_cooldown_input(self) -> float | None: ...
    @property
    def scale_out_cooldown_input(self) -> float | None: ...
    @property
    def target_value_input(self) -> float | None: ...
    disable_scale_in: bool | cdktf.IResolvable
    scale_in_cooldown: float
    scale_out_cooldown: float
    target_value: float
    internal_value: AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration | None

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification:
    def __init__(
        self,
        *,
        predefined_metric_type: str,
        resource_label: str | None = ...,
    ) -> None: ...
    @property
    def predefined_metric_type(self) -> str: ...
    @property
    def resource_label(self) -> str | None: ...

class AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationOutputReference(cdktf.ComplexObject):
    @property
    def predefined_metric_type_input(self) -> str | None: ...
    @property
    def resource_label_input(self) -> str | None: ...
    predefined_metric_type: str
    resource_label: str
    internal_value: AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification | None
