# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class DmsEndpoint(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        endpoint_id: str,
        endpoint_type: str,
        engine_name: str,
        certificate_arn: str | None = ...,
        database_name: str | None = ...,
        elasticsearch_settings: DmsEndpointElasticsearchSettings | None = ...,
        extra_connection_attributes: str | None = ...,
        id: str | None = ...,
        kafka_settings: DmsEndpointKafkaSettings | None = ...,
        kinesis_settings: DmsEndpointKinesisSettings | None = ...,
        kms_key_arn: str | None = ...,
        mongodb_settings: DmsEndpointMongodbSettings | None = ...,
        mysql_settings: DmsEndpointMysqlSettings | None = ...,
        oracle_settings: DmsEndpointOracleSettings | None = ...,
        password: str | None = ...,
        pause_replication_tasks: bool | cdktf.IResolvable | None = ...,
        port: float | None = ...,
        postgres_settings: DmsEndpointPostgresSettings | None = ...,
        redis_settings: DmsEndpointRedisSettings | None = ...,
        redshift_settings: DmsEndpointRedshiftSettings | None = ...,
        region: str | None = ...,
        secrets_manager_access_role_arn: str | None = ...,
        secrets_manager_arn: str | None = ...,
        server_name: str | None = ...,
        service_access_role: str | None = ...,
        ssl_mode: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: DmsEndpointTimeouts | None = ...,
        username: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_elasticsearch_settings(
        self,
        *,
        endpoint_uri: str,
        service_access_role_arn: str,
        error_retry_duration: float | None = ...,
        full_load_error_percentage: float | None = ...,
        use_new_mapping_type: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    def put_kafka_settings(
        self,
        *,
        broker: str,
        include_control_details: bool | cdktf.IResolvable | None = ...,
        include_null_and_empty: bool | cdktf.IResolvable | None = ...,
        include_partition_value: bool | cdktf.IResolvable | None = ...,
        include_table_alter_operations: bool | cdktf.IResolvable | None = ...,
        include_transaction_details: bool | cdktf.IResolvable | None = ...,
        message_format: str | None = ...,
        message_max_bytes: float | None = ...,
        no_hex_prefix: bool | cdktf.IResolvable | None = ...,
        partition_include_schema_table: bool | cdktf.IResolvable | None = ...,
        sasl_mechanism: str | None = ...,
        sasl_password: str | None = ...,
        sasl_username: str | None = ...,
        security_protocol: str | None = ...,
        ssl_ca_certificate_arn: str | None = ...,
        ssl_client_certificate_arn: str | None = ...,
        ssl_client_key_arn: str | None = ...,
        ssl_client_key_password: str | None = ...,
        topic: str | None = ...,
    ) -> None: ...
    def put_kinesis_settings(
        self,
        *,
        include_control_details: bool | cdktf.IResolvable | None = ...,
        include_null_and_empty: bool | cdktf.IResolvable | None = ...,
        include_partition_value: bool | cdktf.IResolvable | None = ...,
        include_table_alter_operations: bool | cdktf.IResolvable | None = ...,
        include_transaction_details: bool | cdktf.IResolvable | None = ...,
        message_format: str | None = ...,
        partition_include_schema_table: bool | cdktf.IResolvable | None = ...,
        service_access_role_arn: str | None = ...,
        stream_arn: str | None = ...,
        use_large_integer_value: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    def put_mongodb_settings(
        self,
        *,
        auth_mechanism: str | None = ...,
        auth_source: str | None = ...,
        auth_type: str | None = ...,
        docs_to_investigate: str | None = ...,
        extract_doc_id: str | None = ...,
        nesting_level: str | None = ...,
    ) -> None: ...
    def put_mysql_settings(
        self,
        *,
        after_connect_script: str | None = ...,
        authentication_method: str | None = ...,
        clean_source_metadata_on_mismatch: bool | cdktf.IResolvable | None = ...,
        events_poll_interval: float | None = ...,
        execute_timeout: float | None = ...,
        max_file_size: float | None = ...,
        parallel_load_threads: float | None = ...,
        server_timezone: str | None = ...,
        service_access_role_arn: str | None = ...,
        target_db_type: str | None = ...,
    ) -> None: ...
    def put_oracle_settings(
        self,
        *,
        authentication_method: str | None = ...,
    ) -> None: ...
    def put_postgres_settings(
        self,
        *,
        after_connect_script: str | None = ...,
        authentication_method: str | None = ...,
        babelfish_database_name: str | None = ...,
        capture_ddls: bool | cdktf.IResolvable | None = ...,
        database_mode: str | None = ...,
        ddl_artifacts_schema: str | None = ...,
        execute_timeout: float | None = ...,
        fail_tasks_on_lob_truncation: bool | cdktf.IResolvable | None = ...,
        heartbeat_enable: bool | cdktf.IResolvable | None = ...,
        heartbeat_frequency: float | None = ...,
        heartbeat_schema: str | None = ...,
        map_boolean_as_boolean: bool | cdktf.IResolvable | None = ...,
        map_jsonb_as_clob: bool | cdktf.IResolvable | None = ...,
        map_long_varchar_as: str | None = ...,
        max_file_size: float | None = ...,
        plugin_name: str | None = ...,
        service_access_role_arn: str | None = ...,
        slot_name: str | None = ...,
    ) -> None: ...
    def put_redis_settings(
        self,
        *,
        auth_type: str,
        port: float,
        server_name: str,
        auth_password: str | None = ...,
        auth_user_name: str | None = ...,
        ssl_ca_certificate_arn: str | None = ...,
        ssl_security_protocol: str | None = ...,
    ) -> None: ...
    def put_redshift_settings(
        self,
        *,
        bucket_folder: str | None = ...,
        bucket_name: str | None = ...,
        encryption_mode: str | None = ...,
        server_side_encryption_kms_key_id: str | None = ...,
        service_access_role_arn: str | None = ...,
    ) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def elasticsearch_settings(self) -> DmsEndpointElasticsearchSettingsOutputReference: ...
    @property
    def endpoint_arn(self) -> str: ...
    @property
    def kafka_settings(self) -> DmsEndpointKafkaSettingsOutputReference: ...
    @property
    def kinesis_settings(self) -> DmsEndpointKinesisSettingsOutputReference: ...
    @property
    def mongodb_settings(self) -> DmsEndpointMongodbSettingsOutputReference: ...
    @property
    def mysql_settings(self) -> DmsEndpointMysqlSettingsOutputReference: ...
    @property
    def oracle_settings(self) -> DmsEndpointOracleSettingsOutputReference: ...
    @property
    def postgres_settings(self) -> DmsEndpointPostgresSettingsOutputReference: ...
    @property
    def redis_settings(self) -> DmsEndpointRedisSettingsOutputReference: ...
    @property
    def redshift_settings(self) -> DmsEndpointRedshiftSettingsOutputReference: ...
    @property
    def timeouts(self) -> DmsEndpointTimeoutsOutputReference: ...
    @property
    def certificate_arn_input(self) -> str | None: ...
    @property
    def database_name_input(self) -> str | None: ...
    @property
    def elasticsearch_settings_input(self) -> DmsEndpointElasticsearchSettings | None: ...
    @property
    def endpoint_id_input(self) -> str | None: ...
    @property
    def endpoint_type_input(self) -> str | None: ...
    @property
    def engine_name_input(self) -> str | None: ...
    @property
    def extra_connection_attributes_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def kafka_settings_input(self) -> DmsEndpointKafkaSettings | None: ...
    @property
    def kinesis_settings_input(self) -> DmsEndpointKinesisSettings | None: ...
    @property
    def kms_key_arn_input(self) -> str | None: ...
    @property
    def mongodb_settings_input(self) -> DmsEndpointMongodbSettings | None: ...
    @property
    def mysql_settings_input(self) -> DmsEndpointMysqlSettings | None: ...
    @property
    def oracle_settings_input(self) -> DmsEndpointOracleSettings | None: ...
    @property
    def password_input(self) -> str | None: ...
    @property
    def pause_replication_tasks_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def port_input(self) -> float | None: ...
    @property
    def postgres_settings_input(self) -> DmsEndpointPostgresSettings | None: ...
    @property
    def redis_settings_input(self) -> DmsEndpointRedisSettings | None: ...
    @property
    def redshift_settings_input(self) -> DmsEndpointRedshiftSettings | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def secrets_manager_access_role_arn_input(self) -> str | None: ...
    @property
    def secrets_manager_arn_input(self) -> str | None: ...
    @property
    def server_name_input(self) -> str | None: ...
    @property
    def service_access_role_input(self) -> str | None: ...
    @property
    def ssl_mode_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | DmsEndpointTimeouts | None: ...
    @property
    def username_input(self) -> str | None: ...
    certificate_arn: str
    database_name: str
    endpoint_id: str
    endpoint_type: str
    engine_name: str
    extra_connection_attributes: str
    id: str
    kms_key_arn: str
    password: str
    pause_replication_tasks: bool | cdktf.IResolvable
    port: float
    region: str
    secrets_manager_access_role_arn: str
    secrets_manager_arn: str
    server_name: str
    service_access_role: str
    ssl_mode: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    username: str

class DmsEndpointElasticsearchSettings:
    def __init__(
        self,
        *,
        endpoint_uri: str,
        service_access_role_arn: str,
        error_retry_duration: float | None = ...,
        full_load_error_percentage: float | None = ...,
        use_new_mapping_type: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def endpoint_uri(self) -> str: ...
    @property
    def service_access_role_arn(self) -> str: ...
    @property
    def error_retry_duration(self) -> float | None: ...
    @property
    def full_load_error_percentage(self) -> float | None: ...
    @property
    def use_new_mapping_type(self) -> bool | cdktf.IResolvable | None: ...

class DmsEndpointElasticsearchSettingsOutputReference(cdktf.ComplexObject):
    @property
    def endpoint_uri_input(self) -> str | None: ...
    @property
    def error_retry_duration_input(self) -> float | None: ...
    @property
    def full_load_error_percentage_input(self) -> float | None: ...
    @property
    def service_access_role_arn_input(self) -> str | None: ...
    @property
    def use_new_mapping_type_input(self) -> bool | cdktf.IResolvable | None: ...
    endpoint_uri: str
    error_retry_duration: float
    full_load_error_percentage: float
    service_access_role_arn: str
    use_new_mapping_type: bool | cdktf.IResolvable
    internal_value: DmsEndpointElasticsearchSettings | None

class DmsEndpointKafkaSettings:
    def __init__(
        self,
        *,
        broker: str,
        include_control_details: bool | cdktf.IResolvable | None = ...,
        include_null_and_empty: bool | cdktf.IResolvable | None = ...,
        include_partition_value: bool | cdktf.IResolvable | None = ...,
        include_table_alter_operations: bool | cdktf.IResolvable | None = ...,
        include_transaction_details: bool | cdktf.IResolvable | None = ...,
        message_format: str | None = ...,
        message_max_bytes: float | None = ...,
        no_hex_prefix: bool | cdktf.IResolvable | None = ...,
        partition_include_schema_table: bool | cdktf.IResolvable | None = ...,
        sasl_mechanism: str | None = ...,
        sasl_password: str | None = ...,
        sasl_username: str | None = ...,
        security_protocol: str | None = ...,
        ssl_ca_certificate_arn: str | None = ...,
        ssl_client_certificate_arn: str | None = ...,
        ssl_client_key_arn: str | None = ...,
        ssl_client_key_password: str | None = ...,
        topic: str | None = ...,
    ) -> None: ...
    @property
    def broker(self) -> str: ...
    @property
    def include_control_details(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_null_and_empty(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_partition_value(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_table_alter_operations(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_transaction_details(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def message_format(self) -> str | None: ...
    @property
    def message_max_bytes(self) -> float | None: ...
    @property
    def no_hex_prefix(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def partition_include_schema_table(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def sasl_mechanism(self) -> str | None: ...
    @property
    def sasl_password(self) -> str | None: ...
    @property
    def sasl_username(self) -> str | None: ...
    @property
    def security_protocol(self) -> str | None: ...
    @property
    def ssl_ca_certificate_arn(self) -> str | None: ...
    @property
    def ssl_client_certificate_arn(self) -> str | None: ...
    @property
    def ssl_client_key_arn(self) -> str | None: ...
    @property
    def ssl_client_key_password(self) -> str | None: ...
    @property
    def topic(self) -> str | None: ...

class DmsEndpointKafkaSettingsOutputReference(cdktf.ComplexObject):
    @property
    def broker_input(self) -> str | None: ...
    @property
    def include_control_details_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_null_and_empty_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_partition_value_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_table_alter_operations_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_transaction_details_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def message_format_input(self) -> str | None: ...
    @property
    def message_max_bytes_input(self) -> float | None: ...
    @property
    def no_hex_prefix_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def partition_include_schema_table_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def sasl_mechanism_input(self) -> str | None: ...
    @property
    def sasl_password_input(self) -> str | None: ...
    @property
    def sasl_username_input(self) -> str | None: ...
    @property
    def security_protocol_input(self) -> str | None: ...
    @property
    def ssl_ca_certificate_arn_input(self) -> str | None: ...
    @property
    def ssl_client_certificate_arn_input(self) -> str | None: ...
    @property
    def ssl_client_key_arn_input(self) -> str | None: ...
    @property
    def ssl_client_key_password_input(self) -> str | None: ...
    @property
    def topic_input(self) -> str | None: ...
    broker: str
    include_control_details: bool | cdktf.IResolvable
    include_null_and_empty: bool | cdktf.IResolvable
    include_partition_value: bool | cdktf.IResolvable
    include_table_alter_operations: bool | cdktf.IResolvable
    include_transaction_details: bool | cdktf.IResolvable
    message_format: str
    message_max_bytes: float
    no_hex_prefix: bool | cdktf.IResolvable
    partition_include_schema_table: bool | cdktf.IResolvable
    sasl_mechanism: str
    sasl_password: str
    sasl_username: str
    security_protocol: str
    ssl_ca_certificate_arn: str
    ssl_client_certificate_arn: str
    ssl_client_key_arn: str
    ssl_client_key_password: str
    topic: str
    internal_value: DmsEndpointKafkaSettings | None

class DmsEndpointKinesisSettings:
    def __init__(
        self,
        *,
        include_control_details: bool | cdktf.IResolvable | None = ...,
        include_null_and_empty: bool | cdktf.IResolvable | None = ...,
        include_partition_value: bool | cdktf.IResolvable | None = ...,
        include_table_alter_operations: bool | cdktf.IResolvable | None = ...,
        include_transaction_details: bool | cdktf.IResolvable | None = ...,
        message_format: str | None = ...,
        partition_include_schema_table: bool | cdktf.IResolvable | None = ...,
        service_access_role_arn: str | None = ...,
        stream_arn: str | None = ...,
        use_large_integer_value: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def include_control_details(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_null_and_empty(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_partition_value(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_table_alter_operations(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_transaction_details(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def message_format(self) -> str | None: ...
    @property
    def partition_include_schema_table(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def service_access_role_arn(self) -> str | None: ...
    @property
    def stream_arn(self) -> str | None: ...
    @property
    def use_large_integer_value(self) -> bool | cdktf.IResolvable | None: ...

class DmsEndpointKinesisSettingsOutputReference(cdktf.ComplexObject):
    @property
    def include_control_details_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_null_and_empty_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_partition_value_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_table_alter_operations_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def include_transaction_details_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def message_format_input(self) -> str | None: ...
    @property
    def partition_include_schema_table_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def service_access_role_arn_input(self) -> str | None: ...
    @property
    def stream_arn_input(self) -> str | None: ...
    @property
    def use_large_integer_value_input(self) -> bool | cdktf.IResolvable | None: ...
    include_control_details: bool | cdktf.IResolvable
    include_null_and_empty: bool | cdktf.IResolvable
    include_partition_value: bool | cdktf.IResolvable
    include_table_alter_operations: bool | cdktf.IResolvable
    include_transaction_details: bool | cdktf.IResolvable
    message_format: str
    partition_include_schema_table: bool | cdktf.IResolvable
    service_access_role_arn: str
    stream_arn: str
    use_large_integer_value: bool | cdktf.IResolvable
    internal_value: DmsEndpointKinesisSettings | None

class DmsEndpointMongodbSettings:
    def __init__(
        self,
        *,
        auth_mechanism: str | None = ...,
        auth_source: str | None = ...,
        auth_type: str | None = ...,
        docs_to_investigate: str | None = ...,
        extract_doc_id: str | None = ...,
        nesting_level: str | None = ...,
    ) -> None: ...
    @property
    def auth_mechanism(self) -> str | None: ...
    @property
    def auth_source(self) -> str | None: ...
    @property
    def auth_type(self) -> str | None: ...
    @property
    def docs_to_investigate(self) -> str | None: ...
    @property
    def extract_doc_id(self) -> str | None: ...
    @property
    def nesting_level(self) -> str | None: ...

class DmsEndpointMongodbSettingsOutputReference(cdktf.ComplexObject):
    @property
    def auth_mechanism_input(self) -> str | None: ...
    @property
    def auth_source_input(self) -> str | None: ...
    @property
    def auth_type_input(self) -> str | None: ...
    @property
    def docs_to_investigate_input(self) -> str | None: ...
    @property
    def extract_doc_id_input(self) -> str | None: ...
    @property
    def nesting_level_input(self) -> str | None: ...
    auth_mechanism: str
    auth_source: str
    auth_type: str
    docs_to_investigate: str
    extract_doc_id: str
    nesting_level: str
    internal_value: DmsEndpointMongodbSettings | None

class DmsEndpointMysqlSettings:
    def __init__(
        self,
        *,
        after_connect_script: str | None = ...,
        authentication_method: str | None = ...,
        clean_source_metadata_on_mismatch: bool | cdktf.IResolvable | None = ...,
        events_poll_interval: float | None = ...,
        execute_timeout: float | None = ...,
        max_file_size: float | None = ...,
        parallel_load_threads: float | None = ...,
        server_timezone: str | None = ...,
        service_access_role_arn: str | None = ...,
        target_db_type: str | None = ...,
    ) -> None: ...
    @property
    def after_connect_script(self) -> str | None: ...
    @property
    def authentication_method(self) -> str | None: ...
    @property
    def clean_source_metadata_on_mismatch(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def events_poll_interval(self) -> float | None: ...
    @property
    def execute_timeout(self) -> float | None: ...
    @property
    def max_file_size(self) -> float | None: ...
    @property
    def parallel_load_threads(self) -> float | None: ...
    @property
    def server_timezone(self) -> str | None: ...
    @property
    def service_access_role_arn(self) -> str | None: ...
    @property
    def target_db_type(self) -> str | None: ...

class DmsEndpointMysqlSettingsOutputReference(cdktf.ComplexObject):
    @property
    def after_connect_script_input(self) -> str | None: ...
    @property
    def authentication_method_input(self) -> str | None: ...
    @property
    def clean_source_metadata_on_mismatch_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def events_poll_interval_input(self) -> float | None: ...
    @property
    def execute_timeout_input(self) -> float | None: ...
    @property
    def max_file_size_input(self) -> float | None: ...
    @property
    def parallel_load_threads_input(self) -> float | None: ...
    @property
    def server_timezone_input(self) -> str | None: ...
    @property
    def service_access_role_arn_input(self) -> str | None: ...
    @property
    def target_db_type_input(self) -> str | None: ...
    after_connect_script: str
    authentication_method: str
    clean_source_metadata_on_mismatch: bool | cdktf.IResolvable
    events_poll_interval: float
    execute_timeout: float
    max_file_size: float
    parallel_load_threads: float
    server_timezone: str
    service_access_role_arn: str
    target_db_type: str
    internal_value: DmsEndpointMysqlSettings | None

class DmsEndpointOracleSettings:
    def __init__(
        self,
        *,
        authentication_method: str | None = ...,
    ) -> None: ...
    @property
    def authentication_method(self) -> str | None: ...

class DmsEndpointOracleSettingsOutputReference(cdktf.ComplexObject):
    @property
    def authentication_method_input(self) -> str | None: ...
    authentication_method: str
    internal_value: DmsEndpointOracleSettings | None

class DmsEndpointPostgresSettings:
    def __init__(
        self,
        *,
        after_connect_script: str | None = ...,
        authentication_method: str | None = ...,
        babelfish_database_name: str | None = ...,
        capture_ddls: bool | cdktf.IResolvable | None = ...,
        database_mode: str | None = ...,
        ddl_artifacts_schema: str | None = ...,
        execute_timeout: float | None = ...,
        fail_tasks_on_lob_truncation: bool | cdktf.IResolvable | None = ...,
        heartbeat_enable: bool | cdktf.IResolvable | None = ...,
        heartbeat_frequency: float | None = ...,
        heartbeat_schema: str | None = ...,
        map_boolean_as_boolean: bool | cdktf.IResolvable | None = ...,
        map_jsonb_as_clob: bool | cdktf.IResolvable | None = ...,
        map_long_varchar_as: str | None = ...,
        max_file_size: float | None = ...,
        plugin_name: str | None = ...,
        service_access_role_arn: str | None = ...,
        slot_name: str | None = ...,
    ) -> None: ...
    @property
    def after_connect_script(self) -> str | None: ...
    @property
    def authentication_method(self) -> str | None: ...
    @property
    def babelfish_database_name(self) -> str | None: ...
    @property
    def capture_ddls(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def database_mode(self) -> str | None: ...
    @property
    def ddl_artifacts_schema(self) -> str | None: ...
    @property
    def execute_timeout(self) -> float | None: ...
    @property
    def fail_tasks_on_lob_truncation(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def heartbeat_enable(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def heartbeat_frequency(self) -> float | None: ...
    @property
    def heartbeat_schema(self) -> str | None: ...
    @property
    def map_boolean_as_boolean(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def map_jsonb_as_clob(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def map_long_varchar_as(self) -> str | None: ...
    @property
    def max_file_size(self) -> float | None: ...
    @property
    def plugin_name(self) -> str | None: ...
    @property
    def service_access_role_arn(self) -> str | None: ...
    @property
    def slot_name(self) -> str | None: ...

class DmsEndpointPostgresSettingsOutputReference(cdktf.ComplexObject):
    @property
    def after_connect_script_input(self) -> str | None: ...
    @property
    def authentication_method_input(self) -> str | None: ...
    @property
    def babelfish_database_name_input(self) -> str | None: ...
    @property
    def capture_ddls_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def database_mode_input(self) -> str | None: ...
    @property
    def ddl_artifacts_schema_input(self) -> str | None: ...
    @property
    def execute_timeout_input(self) -> float | None: ...
    @property
    def fail_tasks_on_lob_truncation_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def heartbeat_enable_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def heartbeat_frequency_input(self) -> float | None: ...
    @property
    def heartbeat_schema_input(self) -> str | None: ...
    @property
    def map_boolean_as_boolean_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def map_jsonb_as_clob_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def map_long_varchar_as_input(self) -> str | None: ...
    @property
    def max_file_size_input(self) -> float | None: ...
    @property
    def plugin_name_input(self) -> str | None: ...
    @property
    def service_access_role_arn_input(self) -> str | None: ...
    @property
    def slot_name_input(self) -> str | None: ...
    after_connect_script: str
    authentication_method: str
    babelfish_database_name: str
    capture_ddls: bool | cdktf.IResolvable
    database_mode: str
    ddl_artifacts_schema: str
    execute_timeout: float
    fail_tasks_on_lob_truncation: bool | cdktf.IResolvable
    heartbeat_enable: bool | cdktf.IResolvable
    heartbeat_frequency: float
    heartbeat_schema: str
    map_boolean_as_boolean: bool | cdktf.IResolvable
    map_jsonb_as_clob: bool | cdktf.IResolvable
    map_long_varchar_as: str
    max_file_size: float
    plugin_name: str
    service_access_role_arn: str
    slot_name: str
    internal_value: DmsEndpointPostgresSettings | None

class DmsEndpointRedisSettings:
    def __init__(
        self,
        *,
        auth_type: str,
        port: float,
        server_name: str,
        auth_password: str | None = ...,
        auth_user_name: str | None = ...,
        ssl_ca_certificate_arn: str | None = ...,
        ssl_security_protocol: str | None = ...,
    ) -> None: ...
    @property
    def auth_type(self) -> str: ...
    @property
    def port(self) -> float: ...
    @property
    def server_name(self) -> str: ...
    @property
    def auth_password(self) -> str | None: ...
    @property
    def auth_user_name(self) -> str | None: ...
    @property
    def ssl_ca_certificate_arn(self) -> str | None: ...
    @property
    def ssl_security_protocol(self) -> str | None: ...

class DmsEndpointRedisSettingsOutputReference(cdktf.ComplexObject):
    @property
    def auth_password_input(self) -> str | None: ...
    @property
    def auth_type_input(self) -> str | None: ...
    @property
    def auth_user_name_input(self) -> str | None: ...
    @property
    def port_input(self) -> float | None: ...
    @property
    def server_name_input(self) -> str | None: ...
    @property
    def ssl_ca_certificate_arn_input(self) -> str | None: ...
    @property
    def ssl_security_protocol_input(self) -> str | None: ...
    auth_password: str
    auth_type: str
    auth_user_name: str
    port: float
    server_name: str
    ssl_ca_certificate_arn: str
    ssl_security_protocol: str
    internal_value: DmsEndpointRedisSettings | None

class DmsEndpointRedshiftSettings:
    def __init__(
        self,
        *,
        bucket_folder: str | None = ...,
        bucket_name: str | None = ...,
        encryption_mode: str | None = ...,
        server_side_encryption_kms_key_id: str | None = ...,
        service_access_role_arn: str | None = ...,
    ) -> None: ...
    @property
    def bucket_folder(self) -> str | None: ...
    @property
    def bucket_name(self) -> str | None: ...
    @property
    def encryption_mode(self) -> str | None: ...
    @property
    def server_side_encryption_kms_key_id(self) -> str | None: ...
    @property
    def service_access_role_arn(self) -> str | None: ...

class DmsEndpointRedshiftSettingsOutputReference(cdktf.ComplexObject):
    @property
    def bucket_folder_input(self) -> str | None: ...
    @property
    def bucket_name_input(self) -> str | None: ...
    @property
    def encryption_mode_input(self) -> str | None: ...
    @property
    def server_side_encryption_kms_key_id_input(self) -> str | None: ...
    @property
    def service_access_role_arn_input(self) -> str | None: ...
    bucket_folder: str
    bucket_name: str
    encryption_mode: str
    server_side_encryption_kms_key_id: str
    service_access_role_arn: str
    internal_value: DmsEndpointRedshiftSettings | None

class DmsEndpointTimeouts:
    def __init__(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
    ) -> None: ...
    @property
    def create(self) -> str | None: ...
    @property
    def delete(self) -> str | None: ...

class DmsEndpointTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    create: str
    delete: str
    internal_value: cdktf.IResolvable | DmsEndpointTimeouts | None
