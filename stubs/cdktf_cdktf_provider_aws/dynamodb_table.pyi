# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class DynamodbTable(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        name: str,
        attribute: cdktf.IResolvable | Sequence[DynamodbTableAttribute] | None = ...,
        billing_mode: str | None = ...,
        deletion_protection_enabled: bool | cdktf.IResolvable | None = ...,
        global_secondary_index: cdktf.IResolvable | Sequence[DynamodbTableGlobalSecondaryIndex] | None = ...,
        global_table_witness: DynamodbTableGlobalTableWitness | None = ...,
        hash_key: str | None = ...,
        id: str | None = ...,
        import_table: DynamodbTableImportTable | None = ...,
        local_secondary_index: cdktf.IResolvable | Sequence[DynamodbTableLocalSecondaryIndex] | None = ...,
        on_demand_throughput: DynamodbTableOnDemandThroughput | None = ...,
        point_in_time_recovery: DynamodbTablePointInTimeRecovery | None = ...,
        range_key: str | None = ...,
        read_capacity: float | None = ...,
        region: str | None = ...,
        replica: cdktf.IResolvable | Sequence[DynamodbTableReplica] | None = ...,
        restore_date_time: str | None = ...,
        restore_source_name: str | None = ...,
        restore_source_table_arn: str | None = ...,
        restore_to_latest_time: bool | cdktf.IResolvable | None = ...,
        server_side_encryption: DynamodbTableServerSideEncryption | None = ...,
        stream_enabled: bool | cdktf.IResolvable | None = ...,
        stream_view_type: str | None = ...,
        table_class: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: DynamodbTableTimeouts | None = ...,
        ttl: DynamodbTableTtl | None = ...,
        warm_throughput: DynamodbTableWarmThroughput | None = ...,
        write_capacity: float | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_attribute(self, value: cdktf.IResolvable | Sequence[DynamodbTableAttribute]) -> None: ...
    def put_global_secondary_index(self, value: cdktf.IResolvable | Sequence[DynamodbTableGlobalSecondaryIndex]) -> None: ...
    def put_global_table_witness(
        self,
        *,
        region_name: str | None = ...,
    ) -> None: ...
    def put_import_table(
        self,
        *,
        input_format: str,
        s3_bucket_source: DynamodbTableImportTableS3BucketSource,
        input_compression_type: str | None = ...,
        input_format_options: DynamodbTableImportTableInputFormatOptions | None = ...,
    ) -> None: ...
    def put_local_secondary_index(self, value: cdktf.IResolvable | Sequence[DynamodbTableLocalSecondaryIndex]) -> None: ...
    def put_on_demand_throughput(
        self,
        *,
        max_read_request_units: float | None = ...,
        max_write_request_units: float | None = ...,
    ) -> None: ...
    def put_point_in_time_recovery(
        self,
        *,
        enabled: bool | cdktf.IResolvable,
        recovery_period_in_days: float | None = ...,
    ) -> None: ...
    def put_replica(self, value: cdktf.IResolvable | Sequence[DynamodbTableReplica]) -> None: ...
    def put_server_side_encryption(
        self,
        *,
        enabled: bool | cdktf.IResolvable,
        kms_key_arn: str | None = ...,
    ) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    def put_ttl(
        self,
        *,
        attribute_name: str | None = ...,
        enabled: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    def put_warm_throughput(
        self,
        *,
        read_units_per_second: float | None = ...,
        write_units_per_second: float | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def attribute(self) -> DynamodbTableAttributeList: ...
    @property
    def global_secondary_index(self) -> DynamodbTableGlobalSecondaryIndexList: ...
    @property
    def global_table_witness(self) -> DynamodbTableGlobalTableWitnessOutputReference: ...
    @property
    def import_table(self) -> DynamodbTableImportTableOutputReference: ...
    @property
    def local_secondary_index(self) -> DynamodbTableLocalSecondaryIndexList: ...
    @property
    def on_demand_throughput(self) -> DynamodbTableOnDemandThroughputOutputReference: ...
    @property
    def point_in_time_recovery(self) -> DynamodbTablePointInTimeRecoveryOutputReference: ...
    @property
    def replica(self) -> DynamodbTableReplicaList: ...
    @property
    def server_side_encryption(self) -> DynamodbTableServerSideEncryptionOutputReference: ...
    @property
    def stream_arn(self) -> str: ...
    @property
    def stream_label(self) -> str: ...
    @property
    def timeouts(self) -> DynamodbTableTimeoutsOutputReference: ...
    @property
    def ttl(self) -> DynamodbTableTtlOutputReference: ...
    @property
    def warm_throughput(self) -> DynamodbTableWarmThroughputOutputReference: ...
    @property
    def attribute_input(self) -> cdktf.IResolvable | list[DynamodbTableAttribute] | None: ...
    @property
    def billing_mode_input(self) -> str | None: ...
    @property
    def deletion_protection_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def global_secondary_index_input(self) -> cdktf.IResolvable | list[DynamodbTableGlobalSecondaryIndex] | None: ...
    @property
    def global_table_witness_input(self) -> DynamodbTableGlobalTableWitness | None: ...
    @property
    def hash_key_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def import_table_input(self) -> DynamodbTableImportTable | None: ...
    @property
    def local_secondary_index_input(self) -> cdktf.IResolvable | list[DynamodbTableLocalSecondaryIndex] | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def on_demand_throughput_input(self) -> DynamodbTableOnDemandThroughput | None: ...
    @property
    def point_in_time_recovery_input(self) -> DynamodbTablePointInTimeRecovery | None: ...
    @property
    def range_key_input(self) -> str | None: ...
    @property
    def read_capacity_input(self) -> float | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def replica_input(self) -> cdktf.IResolvable | list[DynamodbTableReplica] | None: ...
    @property
    def restore_date_time_input(self) -> str | None: ...
    @property
    def restore_source_name_input(self) -> str | None: ...
    @property
    def restore_source_table_arn_input(self) -> str | None: ...
    @property
    def restore_to_latest_time_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def server_side_encryption_input(self) -> DynamodbTableServerSideEncryption | None: ...
    @property
    def stream_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def stream_view_type_input(self) -> str | None: ...
    @property
    def table_class_input(self) -> str | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | DynamodbTableTimeouts | None: ...
    @property
    def ttl_input(self) -> DynamodbTableTtl | None: ...
    @property
    def warm_throughput_input(self) -> DynamodbTableWarmThroughput | None: ...
    @property
    def write_capacity_input(self) -> float | None: ...
    billing_mode: str
    deletion_protection_enabled: bool | cdktf.IResolvable
    hash_key: str
    id: str
    name: str
    range_key: str
    read_capacity: float
    region: str
    restore_date_time: str
    restore_source_name: str
    restore_source_table_arn: str
    restore_to_latest_time: bool | cdktf.IResolvable
    stream_enabled: bool | cdktf.IResolvable
    stream_view_type: str
    table_class: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]
    write_capacity: float

class DynamodbTableAttribute:
    def __init__(
        self,
        *,
        name: str,
        type: str,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str: ...

class DynamodbTableAttributeList(cdktf.ComplexList):
    def get(self, index: float) -> DynamodbTableAttributeOutputReference: ...
    internal_value: cdktf.IResolvable | list[DynamodbTableAttribute] | None

class DynamodbTableAttributeOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def type_input(self) -> str | None: ...
    name: str
    type: str
    internal_value: cdktf.IResolvable | DynamodbTableAttribute | None

class DynamodbTableGlobalSecondaryIndex:
    def __init__(
        self,
        *,
        hash_key: str,
        name: str,
        projection_type: str,
        non_key_attributes: Sequence[str] | None = ...,
        on_demand_throughput: DynamodbTableGlobalSecondaryIndexOnDemandThroughput | None = ...,
        range_key: str | None = ...,
        read_capacity: float | None = ...,
        warm_throughput: DynamodbTableGlobalSecondaryIndexWarmThroughput | None = ...,
        write_capacity: float | None = ...,
    ) -> None: ...
    @property
    def hash_key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def projection_type(self) -> str: ...
    @property
    def non_key_attributes(self) -> list[str] | None: ...
    @property
    def on_demand_throughput(self) -> DynamodbTableGlobalSecondaryIndexOnDemandThroughput | None: ...
    @property
    def range_key(self) -> str | None: ...
    @property
    def read_capacity(self) -> float | None: ...
    @property
    def warm_throughput(self) -> DynamodbTableGlobalSecondaryIndexWarmThroughput | None: ...
    @property
    def write_capacity(self) -> float | None: ...

class DynamodbTableGlobalSecondaryIndexList(cdktf.ComplexList):
    def get(self, index: float) -> DynamodbTableGlobalSecondaryIndexOutputReference: ...
    internal_value: cdktf.IResolvable | list[DynamodbTableGlobalSecondaryIndex] | None

class DynamodbTableGlobalSecondaryIndexOnDemandThroughput:
    def __init__(
        self,
        *,
        max_read_request_units: float | None = ...,
        max_write_request_units: float | None = ...,
    ) -> None: ...
    @property
    def max_read_request_units(self) -> float | None: ...
    @property
    def max_write_request_units(self) -> float | None: ...

class DynamodbTableGlobalSecondaryIndexOnDemandThroughputOutputReference(cdktf.ComplexObject):
    @property
    def max_read_request_units_input(self) -> float | None: ...
    @property
    def max_write_request_units_input(self) -> float | None: ...
    max_read_request_units: float
    max_write_request_units: float
    internal_value: DynamodbTableGlobalSecondaryIndexOnDemandThroughput | None

class DynamodbTableGlobalSecondaryIndexOutputReference(cdktf.ComplexObject):
    def put_on_demand_throughput(
        self,
        *,
        max_read_request_units: float | None = ...,
        max_write_request_units: float | None = ...,
    ) -> None: ...
    def put_warm_throughput(
        self,
        *,
        read_units_per_second: float | None = ...,
        write_units_per_second: float | None = ...,
    ) -> None: ...
    @property
    def on_demand_throughput(self) -> DynamodbTableGlobalSecondaryIndexOnDemandThroughputOutputReference: ...
    @property
    def warm_throughput(self) -> DynamodbTableGlobalSecondaryIndexWarmThroughputOutputReference: ...
    @property
    def hash_key_input(self) -> str | None: ...
    @property
    def name_input(self) -> str | None: ...
    @property
    def non_key_attributes_input(self) -> list[str] | None: ...
    @property
    def on_demand_throughput_input(self) -> DynamodbTableGlobalSecondaryIndexOnDemandThroughput | None: ...
    @property
    def projection_type_input(self) -> str | None: ...
    @property
    def range_key_input(self) -> str | None: ...
    @property
    def read_capacity_input(self) -> float | None: ...
    @property
    def warm_throughput_input(self) -> DynamodbTableGlobalSecondaryIndexWarmThroughput | None: ...
    @property
    def write_capacity_input(self) -> float | None: ...
    hash_key: str
    name: str
    non_key_attributes: list[str]
    projection_type: str
    range_key: str
    read_capacity: float
    write_capacity: float
    internal_value: cdktf.IResolvable | DynamodbTableGlobalSecondaryIndex | None

class DynamodbTableGlobalSecondaryIndexWarmThroughput:
    def __init__(
        self,
        *,
        read_units_per_second: float | None = ...,
        write_units_per_second: float | None = ...,
    ) -> None: ...
    @property
    def read_units_per_second(self) -> float | None: ...
    @property
    def write_units_per_second(self) -> float | None: ...

class DynamodbTableGlobalSecondaryIndexWarmThroughputOutputReference(cdktf.ComplexObject):
    @property
    def read_units_per_second_input(self) -> float | None: ...
    @property
    def write_units_per_second_input(self) -> float | None: ...
    read_units_per_second: float
    write_units_per_second: float
    internal_value: DynamodbTableGlobalSecondaryIndexWarmThroughput | None

class DynamodbTableGlobalTableWitness:
    def __init__(
        self,
        *,
        region_name: str | None = ...,
    ) -> None: ...
    @property
    def region_name(self) -> str | None: ...

class DynamodbTableGlobalTableWitnessOutputReference(cdktf.ComplexObject):
    @property
    def region_name_input(self) -> str | None: ...
    region_name: str
    internal_value: DynamodbTableGlobalTableWitness | None

class DynamodbTableImportTable:
    def __init__(
        self,
        *,
        input_format: str,
        s3_bucket_source: DynamodbTableImportTableS3BucketSource,
        input_compression_type: str | None = ...,
        input_format_options: DynamodbTableImportTableInputFormatOptions | None = ...,
    ) -> None: ...
    @property
    def input_format(self) -> str: ...
    @property
    def s3_bucket_source(self) -> DynamodbTableImportTableS3BucketSource: ...
    @property
    def input_compression_type(self) -> str | None: ...
    @property
    def input_format_options(self) -> DynamodbTableImportTableInputFormatOptions | None: ...

class DynamodbTableImportTableInputFormatOptions:
    def __init__(
        self,
        *,
        csv: DynamodbTableImportTableInputFormatOptionsCsv | None = ...,
    ) -> None: ...
    @property
    def csv(self) -> DynamodbTableImportTableInputFormatOptionsCsv | None: ...

class DynamodbTableImportTableInputFormatOptionsCsv:
    def __init__(
        self,
        *,
        delimiter: str | None = ...,
        header_list: Sequence[str] | None = ...,
    ) -> None: ...
    @property
    def delimiter(self) -> str | None: ...
    @property
    def header_list(self) -> list[str] | None: ...

class DynamodbTableImportTableInputFormatOptionsCsvOutputReference(cdktf.ComplexObject):
    @property
    def delimiter_input(self) -> str | None: ...
    @property
    def header_list_input(self) -> list[str] | None: ...
    delimiter: str
    header_list: list[str]
    internal_value: DynamodbTableImportTableInputFormatOptionsCsv | None

class DynamodbTableImportTableInputFormatOptionsOutputReference(cdktf.ComplexObject):
    def put_csv(
        self,
        *,
        delimiter: str | None = ...,
        header_list: Sequence[str] | None = ...,
    ) -> None: ...
    @property
    def csv(self) -> DynamodbTableImportTableInputFormatOptionsCsvOutputReference: ...
    @property
    def csv_input(self) -> DynamodbTableImportTableInputFormatOptionsCsv | None: ...
    internal_value: DynamodbTableImportTableInputFormatOptions | None

class DynamodbTableImportTableOutputReference(cdktf.ComplexObject):
    def put_input_format_options(
        self,
        *,
        csv: DynamodbTableImportTableInputFormatOptionsCsv | None = ...,
    ) -> None: ...
    def put_s3_bucket_source(
        self,
        *,
        bucket: str,
        bucket_owner: str | None = ...,
        key_prefix: str | None = ...,
    ) -> None: ...
    @property
    def input_format_options(self) -> DynamodbTableImportTableInputFormatOptionsOutputReference: ...
    @property
    def s3_bucket_source(self) -> DynamodbTableImportTableS3BucketSourceOutputReference: ...
    @property
    def input_compression_type_input(self) -> str | None: ...
    @property
    def input_format_input(self) -> str | None: ...
    @property
    def input_format_options_input(self) -> DynamodbTableImportTableInputFormatOptions | None: ...
    @property
    def s3_bucket_source_input(self) -> DynamodbTableImportTableS3BucketSource | None: ...
    input_compression_type: str
    input_format: str
    internal_value: DynamodbTableImportTable | None

class DynamodbTableImportTableS3BucketSource:
    def __init__(
        self,
        *,
        bucket: str,
        bucket_owner: str | None = ...,
        key_prefix: str | None = ...,
    ) -> None: ...
    @property
    def bucket(self) -> str: ...
    @property
    def bucket_owner(self) -> str | None: ...
    @property
    def key_prefix(self) -> str | None: ...

class DynamodbTableImportTableS3BucketSourceOutputReference(cdktf.ComplexObject):
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def bucket_owner_input(self) -> str | None: ...
    @property
    def key_prefix_input(self) -> str | None: ...
    bucket: str
    bucket_owner: str
    key_prefix: str
    internal_value: DynamodbTableImportTableS3BucketSource | None

class DynamodbTableLocalSecondaryIndex:
    def __init__(
        self,
        *,
        name: str,
        projection_type: str,
        range_key: str,
        non_key_attributes: Sequence[str] | None = ...,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def projection_type(self) -> str: ...
    @property
    def range_key(self) -> str: ...
    @property
    def non_key_attributes(self) -> list[str] | None: ...

class DynamodbTableLocalSecondaryIndexList(cdktf.ComplexList):
    def get(self, index: float) -> DynamodbTableLocalSecondaryIndexOutputReference: ...
    internal_value: cdktf.IResolvable | list[DynamodbTableLocalSecondaryIndex] | None

class DynamodbTableLocalSecondaryIndexOutputReference(cdktf.ComplexObject):
    @property
    def name_input(self) -> str | None: ...
    @property
    def non_key_attributes_input(self) -> list[str] | None: ...
    @property
    def projection_type_input(self) -> str | None: ...
    @property
    def range_key_input(self) -> str | None: ...
    name: str
    non_key_attributes: list[str]
    projection_type: str
    range_key: str
    internal_value: cdktf.IResolvable | DynamodbTableLocalSecondaryIndex | None

class DynamodbTableOnDemandThroughput:
    def __init__(
        self,
        *,
        max_read_request_units: float | None = ...,
        max_write_request_units: float | None = ...,
    ) -> None: ...
    @property
    def max_read_request_units(self) -> float | None: ...
    @property
    def max_write_request_units(self) -> float | None: ...

class DynamodbTableOnDemandThroughputOutputReference(cdktf.ComplexObject):
    @property
    def max_read_request_units_input(self) -> float | None: ...
    @property
    def max_write_request_units_input(self) -> float | None: ...
    max_read_request_units: float
    max_write_request_units: float
    internal_value: DynamodbTableOnDemandThroughput | None

class DynamodbTablePointInTimeRecovery:
    def __init__(
        self,
        *,
        enabled: bool | cdktf.IResolvable,
        recovery_period_in_days: float | None = ...,
    ) -> None: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable: ...
    @property
    def recovery_period_in_days(self) -> float | None: ...

class DynamodbTablePointInTimeRecoveryOutputReference(cdktf.ComplexObject):
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def recovery_period_in_days_input(self) -> float | None: ...
    enabled: bool | cdktf.IResolvable
    recovery_period_in_days: float
    internal_value: DynamodbTablePointInTimeRecovery | None

class DynamodbTableReplica:
    def __init__(
        self,
        *,
        region_name: str,
        consistency_mode: str | None = ...,
        deletion_protection_enabled: bool | cdktf.IResolvable | None = ...,
        kms_key_arn: str | None = ...,
        point_in_time_recovery: bool | cdktf.IResolvable | None = ...,
        propagate_tags: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def region_name(self) -> str: ...
    @property
    def consistency_mode(self) -> str | None: ...
    @property
    def deletion_protection_enabled(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def kms_key_arn(self) -> str | None: ...
    @property
    def point_in_time_recovery(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def propagate_tags(self) -> bool | cdktf.IResolvable | None: ...

class DynamodbTableReplicaList(cdktf.ComplexList):
    def get(self, index: float) -> DynamodbTableReplicaOutputReference: ...
    internal_value: cdktf.IResolvable | list[DynamodbTableReplica] | None

class DynamodbTableReplicaOutputReference(cdktf.ComplexObject):
    @property
    def arn(self) -> str: ...
    @property
    def stream_arn(self) -> str: ...
    @property
    def stream_label(self) -> str: ...
    @property
    def consistency_mode_input(self) -> str | None: ...
    @property
    def deletion_protection_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def kms_key_arn_input(self) -> str | None: ...
    @property
    def point_in_time_recovery_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def propagate_tags_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def region_name_input(self) -> str | None: ...
    consistency_mode: str
    deletion_protection_enabled: bool | cdktf.IResolvable
    kms_key_arn: str
    point_in_time_recovery: bool | cdktf.IResolvable
    propagate_tags: bool | cdktf.IResolvable
    region_name: str
    internal_value: cdktf.IResolvable | DynamodbTableReplica | None

class DynamodbTableServerSideEncryption:
    def __init__(
        self,
        *,
        enabled: bool | cdktf.IResolvable,
        kms_key_arn: str | None = ...,
    ) -> None: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable: ...
    @property
    def kms_key_arn(self) -> str | None: ...

class DynamodbTableServerSideEncryptionOutputReference(cdktf.ComplexObject):
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def kms_key_arn_input(self) -> str | None: ...
    enabled: bool | cdktf.IResolvable
    kms_key_arn: str
    internal_value: DynamodbTableServerSideEncryption | None

class DynamodbTableTimeouts:
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

class DynamodbTableTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    update: str
    internal_value: cdktf.IResolvable | DynamodbTableTimeouts | None

class DynamodbTableTtl:
    def __init__(
        self,
        *,
        attribute_name: str | None = ...,
        enabled: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def attribute_name(self) -> str | None: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable | None: ...

class DynamodbTableTtlOutputReference(cdktf.ComplexObject):
    @property
    def attribute_name_input(self) -> str | None: ...
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    attribute_name: str
    enabled: bool | cdktf.IResolvable
    internal_value: DynamodbTableTtl | None

class DynamodbTableWarmThroughput:
    def __init__(
        self,
        *,
        read_units_per_second: float | None = ...,
        write_units_per_second: float | None = ...,
    ) -> None: ...
    @property
    def read_units_per_second(self) -> float | None: ...
    @property
    def write_units_per_second(self) -> float | None: ...

class DynamodbTableWarmThroughputOutputReference(cdktf.ComplexObject):
    @property
    def read_units_per_second_input(self) -> float | None: ...
    @property
    def write_units_per_second_input(self) -> float | None: ...
    read_units_per_second: float
    write_units_per_second: float
    internal_value: DynamodbTableWarmThroughput | None
