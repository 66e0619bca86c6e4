# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class S3BucketReplicationConfigurationA(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        bucket: str,
        role: str,
        rule: cdktf.IResolvable | Sequence[S3BucketReplicationConfigurationRule],
        id: str | None = ...,
        region: str | None = ...,
        token: str | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_rule(self, value: cdktf.IResolvable | Sequence[S3BucketReplicationConfigurationRule]) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def rule(self) -> S3BucketReplicationConfigurationRuleList: ...
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def role_input(self) -> str | None: ...
    @property
    def rule_input(self) -> cdktf.IResolvable | list[S3BucketReplicationConfigurationRule] | None: ...
    @property
    def token_input(self) -> str | None: ...
    bucket: str
    id: str
    region: str
    role: str
    token: str

class S3BucketReplicationConfigurationRule:
    def __init__(
        self,
        *,
        destination: S3BucketReplicationConfigurationRuleDestination,
        status: str,
        delete_marker_replication: S3BucketReplicationConfigurationRuleDeleteMarkerReplication | None = ...,
        existing_object_replication: S3BucketReplicationConfigurationRuleExistingObjectReplication | None = ...,
        filter: S3BucketReplicationConfigurationRuleFilter | None = ...,
        id: str | None = ...,
        prefix: str | None = ...,
        priority: float | None = ...,
        source_selection_criteria: S3BucketReplicationConfigurationRuleSourceSelectionCriteria | None = ...,
    ) -> None: ...
    @property
    def destination(self) -> S3BucketReplicationConfigurationRuleDestination: ...
    @property
    def status(self) -> str: ...
    @property
    def delete_marker_replication(self) -> S3BucketReplicationConfigurationRuleDeleteMarkerReplication | None: ...
    @property
    def existing_object_replication(self) -> S3BucketReplicationConfigurationRuleExistingObjectReplication | None: ...
    @property
    def filter(self) -> S3BucketReplicationConfigurationRuleFilter | None: ...
    @property
    def id(self) -> str | None: ...
    @property
    def prefix(self) -> str | None: ...
    @property
    def priority(self) -> float | None: ...
    @property
    def source_selection_criteria(self) -> S3BucketReplicationConfigurationRuleSourceSelectionCriteria | None: ...

class S3BucketReplicationConfigurationRuleDeleteMarkerReplication:
    def __init__(
        self,
        *,
        status: str,
    ) -> None: ...
    @property
    def status(self) -> str: ...

class S3BucketReplicationConfigurationRuleDeleteMarkerReplicationOutputReference(cdktf.ComplexObject):
    @property
    def status_input(self) -> str | None: ...
    status: str
    internal_value: S3BucketReplicationConfigurationRuleDeleteMarkerReplication | None

class S3BucketReplicationConfigurationRuleDestination:
    def __init__(
        self,
        *,
        bucket: str,
        access_control_translation: S3BucketReplicationConfigurationRuleDestinationAccessControlTranslation | None = ...,
        account: str | None = ...,
        encryption_configuration: S3BucketReplicationConfigurationRuleDestinationEncryptionConfiguration | None = ...,
        metrics: S3BucketReplicationConfigurationRuleDestinationMetrics | None = ...,
        replication_time: S3BucketReplicationConfigurationRuleDestinationReplicationTime | None = ...,
        storage_class: str | None = ...,
    ) -> None: ...
    @property
    def bucket(self) -> str: ...
    @property
    def access_control_translation(self) -> S3BucketReplicationConfigurationRuleDestinationAccessControlTranslation | None: ...
    @property
    def account(self) -> str | None: ...
    @property
    def encryption_configuration(self) -> S3BucketReplicationConfigurationRuleDestinationEncryptionConfiguration | None: ...
    @property
    def metrics(self) -> S3BucketReplicationConfigurationRuleDestinationMetrics | None: ...
    @property
    def replication_time(self) -> S3BucketReplicationConfigurationRuleDestinationReplicationTime | None: ...
    @property
    def storage_class(self) -> str | None: ...

class S3BucketReplicationConfigurationRuleDestinationAccessControlTranslation:
    def __init__(
        self,
        *,
        owner: str,
    ) -> None: ...
    @property
    def owner(self) -> str: ...

class S3BucketReplicationConfigurationRuleDestinationAccessControlTranslationOutputReference(cdktf.ComplexObject):
    @property
    def owner_input(self) -> str | None: ...
    owner: str
    internal_value: S3BucketReplicationConfigurationRuleDestinationAccessControlTranslation | None

class S3BucketReplicationConfigurationRuleDestinationEncryptionConfiguration:
    def __init__(
        self,
        *,
        replica_kms_key_id: str,
    ) -> None: ...
    @property
    def replica_kms_key_id(self) -> str: ...

class S3BucketReplicationConfigurationRuleDestinationEncryptionConfigurationOutputReference(cdktf.ComplexObject):
    @property
    def replica_kms_key_id_input(self) -> str | None: ...
    replica_kms_key_id: str
    internal_value: S3BucketReplicationConfigurationRuleDestinationEncryptionConfiguration | None

class S3BucketReplicationConfigurationRuleDestinationMetrics:
    def __init__(
        self,
        *,
        status: str,
        event_threshold: S3BucketReplicationConfigurationRuleDestinationMetricsEventThreshold | None = ...,
    ) -> None: ...
    @property
    def status(self) -> str: ...
    @property
    def event_threshold(self) -> S3BucketReplicationConfigurationRuleDestinationMetricsEventThreshold | None: ...

class S3BucketReplicationConfigurationRuleDestinationMetricsEventThreshold:
    def __init__(
        self,
        *,
        minutes: float,
    ) -> None: ...
    @property
    def minutes(self) -> float: ...

class S3BucketReplicationConfigurationRuleDestinationMetricsEventThresholdOutputReference(cdktf.ComplexObject):
    @property
    def minutes_input(self) -> float | None: ...
    minutes: float
    internal_value: S3BucketReplicationConfigurationRuleDestinationMetricsEventThreshold | None

class S3BucketReplicationConfigurationRuleDestinationMetricsOutputReference(cdktf.ComplexObject):
    def put_event_threshold(
        self,
        *,
        minutes: float,
    ) -> None: ...
    @property
    def event_threshold(self) -> S3BucketReplicationConfigurationRuleDestinationMetricsEventThresholdOutputReference: ...
    @property
    def event_threshold_input(self) -> S3BucketReplicationConfigurationRuleDestinationMetricsEventThreshold | None: ...
    @property
    def status_input(self) -> str | None: ...
    status: str
    internal_value: S3BucketReplicationConfigurationRuleDestinationMetrics | None

class S3BucketReplicationConfigurationRuleDestinationOutputReference(cdktf.ComplexObject):
    def put_access_control_translation(
        self,
        *,
        owner: str,
    ) -> None: ...
    def put_encryption_configuration(
        self,
        *,
        replica_kms_key_id: str,
    ) -> None: ...
    def put_metrics(
        self,
        *,
        status: str,
        event_threshold: S3BucketReplicationConfigurationRuleDestinationMetricsEventThreshold | None = ...,
    ) -> None: ...
    def put_replication_time(
        self,
        *,
        status: str,
        time: S3BucketReplicationConfigurationRuleDestinationReplicationTimeTime,
    ) -> None: ...
    @property
    def access_control_translation(self) -> S3BucketReplicationConfigurationRuleDestinationAccessControlTranslationOutputReference: ...
    @property
    def encryption_configuration(self) -> S3BucketReplicationConfigurationRuleDestinationEncryptionConfigurationOutputReference: ...
    @property
    def metrics(self) -> S3BucketReplicationConfigurationRuleDestinationMetricsOutputReference: ...
    @property
    def replication_time(self) -> S3BucketReplicationConfigurationRuleDestinationReplicationTimeOutputReference: ...
    @property
    def access_control_translation_input(self) -> S3BucketReplicationConfigurationRuleDestinationAccessControlTranslation | None: ...
    @property
    def account_input(self) -> str | None: ...
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def encryption_configuration_input(self) -> S3BucketReplicationConfigurationRuleDestinationEncryptionConfiguration | None: ...
    @property
    def metrics_input(self) -> S3BucketReplicationConfigurationRuleDestinationMetrics | None: ...
    @property
    def replication_time_input(self) -> S3BucketReplicationConfigurationRuleDestinationReplicationTime | None: ...
    @property
    def storage_class_input(self) -> str | None: ...
    account: str
    bucket: str
    storage_class: str
    internal_value: S3BucketReplicationConfigurationRuleDestination | None

class S3BucketReplicationConfigurationRuleDestinationReplicationTime:
    def __init__(
        self,
        *,
        status: str,
        time: S3BucketReplicationConfigurationRuleDestinationReplicationTimeTime,
    ) -> None: ...
    @property
    def status(self) -> str: ...
    @property
    def time(self) -> S3BucketReplicationConfigurationRuleDestinationReplicationTimeTime: ...

class S3BucketReplicationConfigurationRuleDestinationReplicationTimeOutputReference(cdktf.ComplexObject):
    def put_time(
        self,
        *,
        minutes: float,
    ) -> None: ...
    @property
    def time(self) -> S3BucketReplicationConfigurationRuleDestinationReplicationTimeTimeOutputReference: ...
    @property
    def status_input(self) -> str | None: ...
    @property
    def time_input(self) -> S3BucketReplicationConfigurationRuleDestinationReplicationTimeTime | None: ...
    status: str
    internal_value: S3BucketReplicationConfigurationRuleDestinationReplicationTime | None

class S3BucketReplicationConfigurationRuleDestinationReplicationTimeTime:
    def __init__(
        self,
        *,
        minutes: float,
    ) -> None: ...
    @property
    def minutes(self) -> float: ...

class S3BucketReplicationConfigurationRuleDestinationReplicationTimeTimeOutputReference(cdktf.ComplexObject):
    @property
    def minutes_input(self) -> float | None: ...
    minutes: float
    internal_value: S3BucketReplicationConfigurationRuleDestinationReplicationTimeTime | None

class S3BucketReplicationConfigurationRuleExistingObjectReplication:
    def __init__(
        self,
        *,
        status: str,
    ) -> None: ...
    @property
    def status(self) -> str: ...

class S3BucketReplicationConfigurationRuleExistingObjectReplicationOutputReference(cdktf.ComplexObject):
    @property
    def status_input(self) -> str | None: ...
    status: str
    internal_value: S3BucketReplicationConfigurationRuleExistingObjectReplication | None

class S3BucketReplicationConfigurationRuleFilter:
    def __init__(
        self,
        *,
        and_: S3BucketReplicationConfigurationRuleFilterAnd | None = ...,
        prefix: str | None = ...,
        tag: S3BucketReplicationConfigurationRuleFilterTag | None = ...,
    ) -> None: ...
    @property
    def and_(self) -> S3BucketReplicationConfigurationRuleFilterAnd | None: ...
    @property
    def prefix(self) -> str | None: ...
    @property
    def tag(self) -> S3BucketReplicationConfigurationRuleFilterTag | None: ...

class S3BucketReplicationConfigurationRuleFilterAnd:
    def __init__(
        self,
        *,
        prefix: str | None = ...,
        tags: Mapping[str, str] | None = ...,
    ) -> None: ...
    @property
    def prefix(self) -> str | None: ...
    @property
    def tags(self) -> Mapping[str, str] | None: ...

class S3BucketReplicationConfigurationRuleFilterAndOutputReference(cdktf.ComplexObject):
    @property
    def prefix_input(self) -> str | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    prefix: str
    tags: Mapping[str, str]
    internal_value: S3BucketReplicationConfigurationRuleFilterAnd | None

class S3BucketReplicationConfigurationRuleFilterOutputReference(cdktf.ComplexObject):
    def put_and(
        self,
        *,
        prefix: str | None = ...,
        tags: Mapping[str, str] | None = ...,
    ) -> None: ...
    def put_tag(
        self,
        *,
        key: str,
        value: str,
    ) -> None: ...
    @property
    def and_(self) -> S3BucketReplicationConfigurationRuleFilterAndOutputReference: ...
    @property
    def tag(self) -> S3BucketReplicationConfigurationRuleFilterTagOutputReference: ...
    @property
    def and_input(self) -> S3BucketReplicationConfigurationRuleFilterAnd | None: ...
    @property
    def prefix_input(self) -> str | None: ...
    @property
    def tag_input(self) -> S3BucketReplicationConfigurationRuleFilterTag | None: ...
    prefix: str
    internal_value: S3BucketReplicationConfigurationRuleFilter | None

class S3BucketReplicationConfigurationRuleFilterTag:
    def __init__(
        self,
        *,
        key: str,
        value: str,
    ) -> None: ...
    @property
    def key(self) -> str: ...
    @property
    def value(self) -> str: ...

class S3BucketReplicationConfigurationRuleFilterTagOutputReference(cdktf.ComplexObject):
    @property
    def key_input(self) -> str | None: ...
    @property
    def value_input(self) -> str | None: ...
    key: str
    value: str
    internal_value: S3BucketReplicationConfigurationRuleFilterTag | None

class S3BucketReplicationConfigurationRuleList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketReplicationConfigurationRuleOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketReplicationConfigurationRule] | None

class S3BucketReplicationConfigurationRuleOutputReference(cdktf.ComplexObject):
    def put_delete_marker_replication(
        self,
        *,
        status: str,
    ) -> None: ...
    def put_destination(
        self,
        *,
        bucket: str,
        access_control_translation: S3BucketReplicationConfigurationRuleDestinationAccessControlTranslation | None = ...,
        account: str | None = ...,
        encryption_configuration: S3BucketReplicationConfigurationRuleDestinationEncryptionConfiguration | None = ...,
        metrics: S3BucketReplicationConfigurationRuleDestinationMetrics | None = ...,
        replication_time: S3BucketReplicationConfigurationRuleDestinationReplicationTime | None = ...,
        storage_class: str | None = ...,
    ) -> None: ...
    def put_existing_object_replication(
        self,
        *,
        status: str,
    ) -> None: ...
    def put_filter(
        self,
        *,
        and_: S3BucketReplicationConfigurationRuleFilterAnd | None = ...,
        prefix: str | None = ...,
        tag: S3BucketReplicationConfigurationRuleFilterTag | None = ...,
    ) -> None: ...
    def put_source_selection_criteria(
        self,
        *,
        replica_modifications: S3BucketReplicationConfigurationRuleSourceSelectionCriteriaReplicaModifications | None = ...,
        sse_kms_encrypted_objects: S3BucketReplicationConfigurationRuleSourceSelectionCriteriaSseKmsEncryptedObjects | None = ...,
    ) -> None: ...
    @property
    def delete_marker_replication(self) -> S3BucketReplicationConfigurationRuleDeleteMarkerReplicationOutputReference: ...
    @property
    def destination(self) -> S3BucketReplicationConfigurationRuleDestinationOutputReference: ...
    @property
    def existing_object_replication(self) -> S3BucketReplicationConfigurationRuleExistingObjectReplicationOutputReference: ...
    @property
    def filter(self) -> S3BucketReplicationConfigurationRuleFilterOutputReference: ...
    @property
    def source_selection_criteria(self) -> S3BucketReplicationConfigurationRuleSourceSelectionCriteriaOutputReference: ...
    @property
    def delete_marker_replication_input(self) -> S3BucketReplicationConfigurationRuleDeleteMarkerReplication | None: ...
    @property
    def destination_input(self) -> S3BucketReplicationConfigurationRuleDestination | None: ...
    @property
    def existing_object_replication_input(self) -> S3BucketReplicationConfigurationRuleExistingObjectReplication | None: ...
    @property
    def filter_input(self) -> S3BucketReplicationConfigurationRuleFilter | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def prefix_input(self) -> str | None: ...
    @property
    def priority_input(self) -> float | None: ...
    @property
    def source_selection_criteria_input(self) -> S3BucketReplicationConfigurationRuleSourceSelectionCriteria | None: ...
    @property
    def status_input(self) -> str | None: ...
    id: str
    prefix: str
    priority: float
    status: str
    internal_value: cdktf.IResolvable | S3BucketReplicationConfigurationRule | None

class S3BucketReplicationConfigurationRuleSourceSelectionCriteria:
    def __init__(
        self,
        *,
        replica_modifications: S3BucketReplicationConfigurationRuleSourceSelectionCriteriaReplicaModifications | None = ...,
        sse_kms_encrypted_objects: S3BucketReplicationConfigurationRuleSourceSelectionCriteriaSseKmsEncryptedObjects | None = ...,
    ) -> None: ...
    @property
    def replica_modifications(self) -> S3BucketReplicationConfigurationRuleSourceSelectionCriteriaReplicaModifications | None: ...
    @property
    def sse_kms_encrypted_objects(self) -> S3BucketReplicationConfigurationRuleSourceSelectionCriteriaSseKmsEncryptedObjects | None: ...

class S3BucketReplicationConfigurationRuleSourceSelectionCriteriaOutputReference(cdktf.ComplexObject):
    def put_replica_modifications(
        self,
        *,
        status: str,
    ) -> None: ...
    def put_sse_kms_encrypted_objects(
        self,
        *,
        status: str,
    ) -> None: ...
    @property
    def replica_modifications(self) -> S3BucketReplicationConfigurationRuleSourceSelectionCriteriaReplicaModificationsOutputReference: ...
    @property
    def sse_kms_encrypted_objects(self) -> S3BucketReplicationConfigurationRuleSourceSelectionCriteriaSseKmsEncryptedObjectsOutputReference: ...
    @property
    def replica_modifications_input(self) -> S3BucketReplicationConfigurationRuleSourceSelectionCriteriaReplicaModifications | None: ...
    @property
    def sse_kms_encrypted_objects_input(self) -> S3BucketReplicationConfigurationRuleSourceSelectionCriteriaSseKmsEncryptedObjects | None: ...
    internal_value: S3BucketReplicationConfigurationRuleSourceSelectionCriteria | None

class S3BucketReplicationConfigurationRuleSourceSelectionCriteriaReplicaModifications:
    def __init__(
        self,
        *,
        status: str,
    ) -> None: ...
    @property
    def status(self) -> str: ...

class S3BucketReplicationConfigurationRuleSourceSelectionCriteriaReplicaModificationsOutputReference(cdktf.ComplexObject):
    @property
    def status_input(self) -> str | None: ...
    status: str
    internal_value: S3BucketReplicationConfigurationRuleSourceSelectionCriteriaReplicaModifications | None

class S3BucketReplicationConfigurationRuleSourceSelectionCriteriaSseKmsEncryptedObjects:
    def __init__(
        self,
        *,
        status: str,
    ) -> None: ...
    @property
    def status(self) -> str: ...

class S3BucketReplicationConfigurationRuleSourceSelectionCriteriaSseKmsEncryptedObjectsOutputReference(cdktf.ComplexObject):
    @property
    def status_input(self) -> str | None: ...
    status: str
    internal_value: S3BucketReplicationConfigurationRuleSourceSelectionCriteriaSseKmsEncryptedObjects | None
