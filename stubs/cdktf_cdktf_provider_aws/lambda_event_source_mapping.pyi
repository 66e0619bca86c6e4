# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class LambdaEventSourceMapping(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        function_name: str,
        amazon_managed_kafka_event_source_config: LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfig | None = ...,
        batch_size: float | None = ...,
        bisect_batch_on_function_error: bool | cdktf.IResolvable | None = ...,
        destination_config: LambdaEventSourceMappingDestinationConfig | None = ...,
        document_db_event_source_config: LambdaEventSourceMappingDocumentDbEventSourceConfig | None = ...,
        enabled: bool | cdktf.IResolvable | None = ...,
        event_source_arn: str | None = ...,
        filter_criteria: LambdaEventSourceMappingFilterCriteria | None = ...,
        function_response_types: Sequence[str] | None = ...,
        id: str | None = ...,
        kms_key_arn: str | None = ...,
        maximum_batching_window_in_seconds: float | None = ...,
        maximum_record_age_in_seconds: float | None = ...,
        maximum_retry_attempts: float | None = ...,
        metrics_config: LambdaEventSourceMappingMetricsConfig | None = ...,
        parallelization_factor: float | None = ...,
        provisioned_poller_config: LambdaEventSourceMappingProvisionedPollerConfig | None = ...,
        queues: Sequence[str] | None = ...,
        region: str | None = ...,
        scaling_config: LambdaEventSourceMappingScalingConfig | None = ...,
        self_managed_event_source: LambdaEventSourceMappingSelfManagedEventSource | None = ...,
        self_managed_kafka_event_source_config: LambdaEventSourceMappingSelfManagedKafkaEventSourceConfig | None = ...,
        source_access_configuration: cdktf.IResolvable | Sequence[LambdaEventSourceMappingSourceAccessConfiguration] | None = ...,
        starting_position: str | None = ...,
        starting_position_timestamp: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        topics: Sequence[str] | None = ...,
        tumbling_window_in_seconds: float | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_amazon_managed_kafka_event_source_config(
        self,
        *,
        consumer_group_id: str | None = ...,
        schema_registry_config: LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfig | None = ...,
    ) -> None: ...
    def put_destination_config(
        self,
        *,
        on_failure: LambdaEventSourceMappingDestinationConfigOnFailure | None = ...,
    ) -> None: ...
    def put_document_db_event_source_config(
        self,
        *,
        database_name: str,
        collection_name: str | None = ...,
        full_document: str | None = ...,
    ) -> None: ...
    def put_filter_criteria(
        self,
        *,
        filter: cdktf.IResolvable | Sequence[LambdaEventSourceMappingFilterCriteriaFilter] | None = ...,
    ) -> None: ...
    def put_metrics_config(
        self,
        *,
        metrics: Sequence[str],
    ) -> None: ...
    def put_provisioned_poller_config(
        self,
        *,
        maximum_pollers: float | None = ...,
        minimum_pollers: float | None = ...,
    ) -> None: ...
    def put_scaling_config(
        self,
        *,
        maximum_concurrency: float | None = ...,
    ) -> None: ...
    def put_self_managed_event_source(
        self,
        *,
        endpoints: Mapping[str, str],
    ) -> None: ...
    def put_self_managed_kafka_event_source_config(
        self,
        *,
        consumer_group_id: str | None = ...,
        schema_registry_config: LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfig | None = ...,
    ) -> None: ...
    def put_source_access_configuration(self, value: cdktf.IResolvable | Sequence[LambdaEventSourceMappingSourceAccessConfiguration]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def amazon_managed_kafka_event_source_config(self) -> LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigOutputReference: ...
    @property
    def arn(self) -> str: ...
    @property
    def destination_config(self) -> LambdaEventSourceMappingDestinationConfigOutputReference: ...
    @property
    def document_db_event_source_config(self) -> LambdaEventSourceMappingDocumentDbEventSourceConfigOutputReference: ...
    @property
    def filter_criteria(self) -> LambdaEventSourceMappingFilterCriteriaOutputReference: ...
    @property
    def function_arn(self) -> str: ...
    @property
    def last_modified(self) -> str: ...
    @property
    def last_processing_result(self) -> str: ...
    @property
    def metrics_config(self) -> LambdaEventSourceMappingMetricsConfigOutputReference: ...
    @property
    def provisioned_poller_config(self) -> LambdaEventSourceMappingProvisionedPollerConfigOutputReference: ...
    @property
    def scaling_config(self) -> LambdaEventSourceMappingScalingConfigOutputReference: ...
    @property
    def self_managed_event_source(self) -> LambdaEventSourceMappingSelfManagedEventSourceOutputReference: ...
    @property
    def self_managed_kafka_event_source_config(self) -> LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigOutputReference: ...
    @property
    def source_access_configuration(self) -> LambdaEventSourceMappingSourceAccessConfigurationList: ...
    @property
    def state(self) -> str: ...
    @property
    def state_transition_reason(self) -> str: ...
    @property
    def uuid(self) -> str: ...
    @property
    def amazon_managed_kafka_event_source_config_input(self) -> LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfig | None: ...
    @property
    def batch_size_input(self) -> float | None: ...
    @property
    def bisect_batch_on_function_error_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def destination_config_input(self) -> LambdaEventSourceMappingDestinationConfig | None: ...
    @property
    def document_db_event_source_config_input(self) -> LambdaEventSourceMappingDocumentDbEventSourceConfig | None: ...
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def event_source_arn_input(self) -> str | None: ...
    @property
    def filter_criteria_input(self) -> LambdaEventSourceMappingFilterCriteria | None: ...
    @property
    def function_name_input(self) -> str | None: ...
    @property
    def function_response_types_input(self) -> list[str] | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def kms_key_arn_input(self) -> str | None: ...
    @property
    def maximum_batching_window_in_seconds_input(self) -> float | None: ...
    @property
    def maximum_record_age_in_seconds_input(self) -> float | None: ...
    @property
    def maximum_retry_attempts_input(self) -> float | None: ...
    @property
    def metrics_config_input(self) -> LambdaEventSourceMappingMetricsConfig | None: ...
    @property
    def parallelization_factor_input(self) -> float | None: ...
    @property
    def provisioned_poller_config_input(self) -> LambdaEventSourceMappingProvisionedPollerConfig | None: ...
    @property
    def queues_input(self) -> list[str] | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def scaling_config_input(self) -> LambdaEventSourceMappingScalingConfig | None: ...
    @property
    def self_managed_event_source_input(self) -> LambdaEventSourceMappingSelfManagedEventSource | None: ...
    @property
    def self_managed_kafka_event_source_config_input(self) -> LambdaEventSourceMappingSelfManagedKafkaEventSourceConfig | None: ...
    @property
    def source_access_configuration_input(self) -> cdktf.IResolvable | list[LambdaEventSourceMappingSourceAccessConfiguration] | None: ...
    @property
    def starting_position_input(self) -> str | None: ...
    @property
    def starting_position_timestamp_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def topics_input(self) -> list[str] | None: ...
    @property
    def tumbling_window_in_seconds_input(self) -> float | None: ...
    batch_size: float
    bisect_batch_on_function_error: bool | cdktf.IResolvable
    enabled: bool | cdktf.IResolvable
    event_source_arn: str
    function_name: str
    function_response_types: list[str]
    id: str
    kms_key_arn: str
    maximum_batching_window_in_seconds: float
    maximum_record_age_in_seconds: float
    maximum_retry_attempts: float
    parallelization_factor: float
    queues: list[str]
    region: str
    starting_position: str
    starting_position_timestamp: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    topics: list[str]
    tumbling_window_in_seconds: float

class LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfig:
    def __init__(
        self,
        *,
        consumer_group_id: str | None = ...,
        schema_registry_config: LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfig | None = ...,
    ) -> None: ...
    @property
    def consumer_group_id(self) -> str | None: ...
    @property
    def schema_registry_config(self) -> LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfig | None: ...

class LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigOutputReference(cdktf.ComplexObject):
    def put_schema_registry_config(
        self,
        *,
        access_config: cdktf.IResolvable | Sequence[LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig] | None = ...,
        event_record_format: str | None = ...,
        schema_registry_uri: str | None = ...,
        schema_validation_config: cdktf.IResolvable | Sequence[LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig] | None = ...,
    ) -> None: ...
    @property
    def schema_registry_config(self) -> LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigOutputReference: ...
    @property
    def consumer_group_id_input(self) -> str | None: ...
    @property
    def schema_registry_config_input(self) -> LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfig | None: ...
    consumer_group_id: str
    internal_value: LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfig | None

class LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfig:
    def __init__(
        self,
        *,
        access_config: cdktf.IResolvable | Sequence[LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig] | None = ...,
        event_record_format: str | None = ...,
        schema_registry_uri: str | None = ...,
        schema_validation_config: cdktf.IResolvable | Sequence[LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig] | None = ...,
    ) -> None: ...
    @property
    def access_config(self) -> cdktf.IResolvable | list[LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig] | None: ...
    @property
    def event_record_format(self) -> str | None: ...
    @property
    def schema_registry_uri(self) -> str | None: ...
    @property
    def schema_validation_config(self) -> cdktf.IResolvable | list[LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig] | None: ...

class LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig:
    def __init__(
        self,
        *,
        type: str | None = ...,
        uri: str | None = ...,
    ) -> None: ...
    @property
    def type(self) -> str | None: ...
    @property
    def uri(self) -> str | None: ...

class LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfigList(cdktf.ComplexList):
    def get(self, index: float) -> LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfigOutputReference: ...
    internal_value: cdktf.IResolvable | list[LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig] | None

class LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfigOutputReference(cdktf.ComplexObject):
    @property
    def type_input(self) -> str | None: ...
    @property
    def uri_input(self) -> str | None: ...
    type: str
    uri: str
    internal_value: cdktf.IResolvable | LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig | None

class LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigOutputReference(cdktf.ComplexObject):
    def put_access_config(self, value: cdktf.IResolvable | Sequence[LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig]) -> None: ...
    def put_schema_validation_config(self, value: cdktf.IResolvable | Sequence[LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig]) -> None: ...
    @property
    def access_config(self) -> LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfigList: ...
    @property
    def schema_validation_config(self) -> LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfigList: ...
    @property
    def access_config_input(self) -> cdktf.IResolvable | list[LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig] | None: ...
    @property
    def event_record_format_input(self) -> str | None: ...
    @property
    def schema_registry_uri_input(self) -> str | None: ...
    @property
    def schema_validation_config_input(self) -> cdktf.IResolvable | list[LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig] | None: ...
    event_record_format: str
    schema_registry_uri: str
    internal_value: LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfig | None

class LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig:
    def __init__(
        self,
        *,
        attribute: str | None = ...,
    ) -> None: ...
    @property
    def attribute(self) -> str | None: ...

class LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfigList(cdktf.ComplexList):
    def get(self, index: float) -> LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfigOutputReference: ...
    internal_value: cdktf.IResolvable | list[LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig] | None

class LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfigOutputReference(cdktf.ComplexObject):
    @property
    def attribute_input(self) -> str | None: ...
    attribute: str
    internal_value: cdktf.IResolvable | LambdaEventSourceMappingAmazonManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig | None

class LambdaEventSourceMappingDestinationConfig:
    def __init__(
        self,
        *,
        on_failure: LambdaEventSourceMappingDestinationConfigOnFailure | None = ...,
    ) -> None: ...
    @property
    def on_failure(self) -> LambdaEventSourceMappingDestinationConfigOnFailure | None: ...

class LambdaEventSourceMappingDestinationConfigOnFailure:
    def __init__(
        self,
        *,
        destination_arn: str,
    ) -> None: ...
    @property
    def destination_arn(self) -> str: ...

class LambdaEventSourceMappingDestinationConfigOnFailureOutputReference(cdktf.ComplexObject):
    @property
    def destination_arn_input(self) -> str | None: ...
    destination_arn: str
    internal_value: LambdaEventSourceMappingDestinationConfigOnFailure | None

class LambdaEventSourceMappingDestinationConfigOutputReference(cdktf.ComplexObject):
    def put_on_failure(
        self,
        *,
        destination_arn: str,
    ) -> None: ...
    @property
    def on_failure(self) -> LambdaEventSourceMappingDestinationConfigOnFailureOutputReference: ...
    @property
    def on_failure_input(self) -> LambdaEventSourceMappingDestinationConfigOnFailure | None: ...
    internal_value: LambdaEventSourceMappingDestinationConfig | None

class LambdaEventSourceMappingDocumentDbEventSourceConfig:
    def __init__(
        self,
        *,
        database_name: str,
        collection_name: str | None = ...,
        full_document: str | None = ...,
    ) -> None: ...
    @property
    def database_name(self) -> str: ...
    @property
    def collection_name(self) -> str | None: ...
    @property
    def full_document(self) -> str | None: ...

class LambdaEventSourceMappingDocumentDbEventSourceConfigOutputReference(cdktf.ComplexObject):
    @property
    def collection_name_input(self) -> str | None: ...
    @property
    def database_name_input(self) -> str | None: ...
    @property
    def full_document_input(self) -> str | None: ...
    collection_name: str
    database_name: str
    full_document: str
    internal_value: LambdaEventSourceMappingDocumentDbEventSourceConfig | None

class LambdaEventSourceMappingFilterCriteria:
    def __init__(
        self,
        *,
        filter: cdktf.IResolvable | Sequence[LambdaEventSourceMappingFilterCriteriaFilter] | None = ...,
    ) -> None: ...
    @property
    def filter(self) -> cdktf.IResolvable | list[LambdaEventSourceMappingFilterCriteriaFilter] | None: ...

class LambdaEventSourceMappingFilterCriteriaFilter:
    def __init__(
        self,
        *,
        pattern: str | None = ...,
    ) -> None: ...
    @property
    def pattern(self) -> str | None: ...

class LambdaEventSourceMappingFilterCriteriaFilterList(cdktf.ComplexList):
    def get(self, index: float) -> LambdaEventSourceMappingFilterCriteriaFilterOutputReference: ...
    internal_value: cdktf.IResolvable | list[LambdaEventSourceMappingFilterCriteriaFilter] | None

class LambdaEventSourceMappingFilterCriteriaFilterOutputReference(cdktf.ComplexObject):
    @property
    def pattern_input(self) -> str | None: ...
    pattern: str
    internal_value: cdktf.IResolvable | LambdaEventSourceMappingFilterCriteriaFilter | None

class LambdaEventSourceMappingFilterCriteriaOutputReference(cdktf.ComplexObject):
    def put_filter(self, value: cdktf.IResolvable | Sequence[LambdaEventSourceMappingFilterCriteriaFilter]) -> None: ...
    @property
    def filter(self) -> LambdaEventSourceMappingFilterCriteriaFilterList: ...
    @property
    def filter_input(self) -> cdktf.IResolvable | list[LambdaEventSourceMappingFilterCriteriaFilter] | None: ...
    internal_value: LambdaEventSourceMappingFilterCriteria | None

class LambdaEventSourceMappingMetricsConfig:
    def __init__(
        self,
        *,
        metrics: Sequence[str],
    ) -> None: ...
    @property
    def metrics(self) -> list[str]: ...

class LambdaEventSourceMappingMetricsConfigOutputReference(cdktf.ComplexObject):
    @property
    def metrics_input(self) -> list[str] | None: ...
    metrics: list[str]
    internal_value: LambdaEventSourceMappingMetricsConfig | None

class LambdaEventSourceMappingProvisionedPollerConfig:
    def __init__(
        self,
        *,
        maximum_pollers: float | None = ...,
        minimum_pollers: float | None = ...,
    ) -> None: ...
    @property
    def maximum_pollers(self) -> float | None: ...
    @property
    def minimum_pollers(self) -> float | None: ...

class LambdaEventSourceMappingProvisionedPollerConfigOutputReference(cdktf.ComplexObject):
    @property
    def maximum_pollers_input(self) -> float | None: ...
    @property
    def minimum_pollers_input(self) -> float | None: ...
    maximum_pollers: float
    minimum_pollers: float
    internal_value: LambdaEventSourceMappingProvisionedPollerConfig | None

class LambdaEventSourceMappingScalingConfig:
    def __init__(
        self,
        *,
        maximum_concurrency: float | None = ...,
    ) -> None: ...
    @property
    def maximum_concurrency(self) -> float | None: ...

class LambdaEventSourceMappingScalingConfigOutputReference(cdktf.ComplexObject):
    @property
    def maximum_concurrency_input(self) -> float | None: ...
    maximum_concurrency: float
    internal_value: LambdaEventSourceMappingScalingConfig | None

class LambdaEventSourceMappingSelfManagedEventSource:
    def __init__(
        self,
        *,
        endpoints: Mapping[str, str],
    ) -> None: ...
    @property
    def endpoints(self) -> Mapping[str, str]: ...

class LambdaEventSourceMappingSelfManagedEventSourceOutputReference(cdktf.ComplexObject):
    @property
    def endpoints_input(self) -> Mapping[str, str] | None: ...
    endpoints: Mapping[str, str]
    internal_value: LambdaEventSourceMappingSelfManagedEventSource | None

class LambdaEventSourceMappingSelfManagedKafkaEventSourceConfig:
    def __init__(
        self,
        *,
        consumer_group_id: str | None = ...,
        schema_registry_config: LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfig | None = ...,
    ) -> None: ...
    @property
    def consumer_group_id(self) -> str | None: ...
    @property
    def schema_registry_config(self) -> LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfig | None: ...

class LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigOutputReference(cdktf.ComplexObject):
    def put_schema_registry_config(
        self,
        *,
        access_config: cdktf.IResolvable | Sequence[LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig] | None = ...,
        event_record_format: str | None = ...,
        schema_registry_uri: str | None = ...,
        schema_validation_config: cdktf.IResolvable | Sequence[LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig] | None = ...,
    ) -> None: ...
    @property
    def schema_registry_config(self) -> LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigOutputReference: ...
    @property
    def consumer_group_id_input(self) -> str | None: ...
    @property
    def schema_registry_config_input(self) -> LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfig | None: ...
    consumer_group_id: str
    internal_value: LambdaEventSourceMappingSelfManagedKafkaEventSourceConfig | None

class LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfig:
    def __init__(
        self,
        *,
        access_config: cdktf.IResolvable | Sequence[LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig] | None = ...,
        event_record_format: str | None = ...,
        schema_registry_uri: str | None = ...,
        schema_validation_config: cdktf.IResolvable | Sequence[LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig] | None = ...,
    ) -> None: ...
    @property
    def access_config(self) -> cdktf.IResolvable | list[LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig] | None: ...
    @property
    def event_record_format(self) -> str | None: ...
    @property
    def schema_registry_uri(self) -> str | None: ...
    @property
    def schema_validation_config(self) -> cdktf.IResolvable | list[LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig] | None: ...

class LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig:
    def __init__(
        self,
        *,
        type: str | None = ...,
        uri: str | None = ...,
    ) -> None: ...
    @property
    def type(self) -> str | None: ...
    @property
    def uri(self) -> str | None: ...

class LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfigList(cdktf.ComplexList):
    def get(self, index: float) -> LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfigOutputReference: ...
    internal_value: cdktf.IResolvable | list[LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig] | None

class LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfigOutputReference(cdktf.ComplexObject):
    @property
    def type_input(self) -> str | None: ...
    @property
    def uri_input(self) -> str | None: ...
    type: str
    uri: str
    internal_value: cdktf.IResolvable | LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig | None

class LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigOutputReference(cdktf.ComplexObject):
    def put_access_config(self, value: cdktf.IResolvable | Sequence[LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig]) -> None: ...
    def put_schema_validation_config(self, value: cdktf.IResolvable | Sequence[LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig]) -> None: ...
    @property
    def access_config(self) -> LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfigList: ...
    @property
    def schema_validation_config(self) -> LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfigList: ...
    @property
    def access_config_input(self) -> cdktf.IResolvable | list[LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigAccessConfig] | None: ...
    @property
    def event_record_format_input(self) -> str | None: ...
    @property
    def schema_registry_uri_input(self) -> str | None: ...
    @property
    def schema_validation_config_input(self) -> cdktf.IResolvable | list[LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig] | None: ...
    event_record_format: str
    schema_registry_uri: str
    internal_value: LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfig | None

class LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig:
    def __init__(
        self,
        *,
        attribute: str | None = ...,
    ) -> None: ...
    @property
    def attribute(self) -> str | None: ...

class LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfigList(cdktf.ComplexList):
    def get(self, index: float) -> LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfigOutputReference: ...
    internal_value: cdktf.IResolvable | list[LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig] | None

class LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfigOutputReference(cdktf.ComplexObject):
    @property
    def attribute_input(self) -> str | None: ...
    attribute: str
    internal_value: cdktf.IResolvable | LambdaEventSourceMappingSelfManagedKafkaEventSourceConfigSchemaRegistryConfigSchemaValidationConfig | None

class LambdaEventSourceMappingSourceAccessConfiguration:
    def __init__(
        self,
        *,
        type: str,
        uri: str,
    ) -> None: ...
    @property
    def type(self) -> str: ...
    @property
    def uri(self) -> str: ...

class LambdaEventSourceMappingSourceAccessConfigurationList(cdktf.ComplexList):
    def get(self, index: float) -> LambdaEventSourceMappingSourceAccessConfigurationOutputReference: ...
    internal_value: cdktf.IResolvable | list[LambdaEventSourceMappingSourceAccessConfiguration] | None

class LambdaEventSourceMappingSourceAccessConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def type_input(self) -> str | None: ...
    @property
    def uri_input(self) -> str | None: ...
    type: str
    uri: str
    internal_value: cdktf.IResolvable | LambdaEventSourceMappingSourceAccessConfiguration | None
