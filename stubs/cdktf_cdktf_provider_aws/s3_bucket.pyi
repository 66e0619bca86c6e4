# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class S3Bucket(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        id_: str,
        *,
        acceleration_status: str | None = ...,
        acl: str | None = ...,
        bucket: str | None = ...,
        bucket_prefix: str | None = ...,
        cors_rule: cdktf.IResolvable | Sequence[S3BucketCorsRule] | None = ...,
        force_destroy: bool | cdktf.IResolvable | None = ...,
        grant: cdktf.IResolvable | Sequence[S3BucketGrant] | None = ...,
        id: str | None = ...,
        lifecycle_rule: cdktf.IResolvable | Sequence[S3BucketLifecycleRule] | None = ...,
        logging: S3BucketLogging | None = ...,
        object_lock_configuration: S3BucketObjectLockConfiguration | None = ...,
        object_lock_enabled: bool | cdktf.IResolvable | None = ...,
        policy: str | None = ...,
        region: str | None = ...,
        replication_configuration: S3BucketReplicationConfiguration | None = ...,
        request_payer: str | None = ...,
        server_side_encryption_configuration: S3BucketServerSideEncryptionConfiguration | None = ...,
        tags: Mapping[str, str] | None = ...,
        tags_all: Mapping[str, str] | None = ...,
        timeouts: S3BucketTimeouts | None = ...,
        versioning: S3BucketVersioning | None = ...,
        website: S3BucketWebsite | None = ...,
        connection: cdktf.SSHProvisionerConnection | cdktf.WinrmProvisionerConnection | None = ...,
        count: float | cdktf.TerraformCount | None = ...,
        depends_on: Sequence[cdktf.ITerraformDependable] | None = ...,
        for_each: cdktf.ITerraformIterator | None = ...,
        lifecycle: cdktf.TerraformResourceLifecycle | None = ...,
        provider: cdktf.TerraformProvider | None = ...,
        provisioners: Sequence[cdktf.FileProvisioner | cdktf.LocalExecProvisioner | cdktf.RemoteExecProvisioner] | None = ...,
    ) -> None: ...
    def put_cors_rule(self, value: cdktf.IResolvable | Sequence[S3BucketCorsRule]) -> None: ...
    def put_grant(self, value: cdktf.IResolvable | Sequence[S3BucketGrant]) -> None: ...
    def put_lifecycle_rule(self, value: cdktf.IResolvable | Sequence[S3BucketLifecycleRule]) -> None: ...
    def put_logging(
        self,
        *,
        target_bucket: str,
        target_prefix: str | None = ...,
    ) -> None: ...
    def put_object_lock_configuration(
        self,
        *,
        object_lock_enabled: str | None = ...,
        rule: S3BucketObjectLockConfigurationRule | None = ...,
    ) -> None: ...
    def put_replication_configuration(
        self,
        *,
        role: str,
        rules: cdktf.IResolvable | Sequence[S3BucketReplicationConfigurationRules],
    ) -> None: ...
    def put_server_side_encryption_configuration(
        self,
        *,
        rule: S3BucketServerSideEncryptionConfigurationRule,
    ) -> None: ...
    def put_timeouts(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        read: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    def put_versioning(
        self,
        *,
        enabled: bool | cdktf.IResolvable | None = ...,
        mfa_delete: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    def put_website(
        self,
        *,
        error_document: str | None = ...,
        index_document: str | None = ...,
        redirect_all_requests_to: str | None = ...,
        routing_rules: str | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    @property
    def bucket_domain_name(self) -> str: ...
    @property
    def bucket_region(self) -> str: ...
    @property
    def bucket_regional_domain_name(self) -> str: ...
    @property
    def cors_rule(self) -> S3BucketCorsRuleList: ...
    @property
    def grant(self) -> S3BucketGrantList: ...
    @property
    def hosted_zone_id(self) -> str: ...
    @property
    def lifecycle_rule(self) -> S3BucketLifecycleRuleList: ...
    @property
    def logging(self) -> S3BucketLoggingOutputReference: ...
    @property
    def object_lock_configuration(self) -> S3BucketObjectLockConfigurationOutputReference: ...
    @property
    def replication_configuration(self) -> S3BucketReplicationConfigurationOutputReference: ...
    @property
    def server_side_encryption_configuration(self) -> S3BucketServerSideEncryptionConfigurationOutputReference: ...
    @property
    def timeouts(self) -> S3BucketTimeoutsOutputReference: ...
    @property
    def versioning(self) -> S3BucketVersioningOutputReference: ...
    @property
    def website(self) -> S3BucketWebsiteOutputReference: ...
    @property
    def website_domain(self) -> str: ...
    @property
    def website_endpoint(self) -> str: ...
    @property
    def acceleration_status_input(self) -> str | None: ...
    @property
    def acl_input(self) -> str | None: ...
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def bucket_prefix_input(self) -> str | None: ...
    @property
    def cors_rule_input(self) -> cdktf.IResolvable | list[S3BucketCorsRule] | None: ...
    @property
    def force_destroy_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def grant_input(self) -> cdktf.IResolvable | list[S3BucketGrant] | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def lifecycle_rule_input(self) -> cdktf.IResolvable | list[S3BucketLifecycleRule] | None: ...
    @property
    def logging_input(self) -> S3BucketLogging | None: ...
    @property
    def object_lock_configuration_input(self) -> S3BucketObjectLockConfiguration | None: ...
    @property
    def object_lock_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def policy_input(self) -> str | None: ...
    @property
    def region_input(self) -> str | None: ...
    @property
    def replication_configuration_input(self) -> S3BucketReplicationConfiguration | None: ...
    @property
    def request_payer_input(self) -> str | None: ...
    @property
    def server_side_encryption_configuration_input(self) -> S3BucketServerSideEncryptionConfiguration | None: ...
    @property
    def tags_all_input(self) -> Mapping[str, str] | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def timeouts_input(self) -> cdktf.IResolvable | S3BucketTimeouts | None: ...
    @property
    def versioning_input(self) -> S3BucketVersioning | None: ...
    @property
    def website_input(self) -> S3BucketWebsite | None: ...
    acceleration_status: str
    acl: str
    bucket: str
    bucket_prefix: str
    force_destroy: bool | cdktf.IResolvable
    id: str
    object_lock_enabled: bool | cdktf.IResolvable
    policy: str
    region: str
    request_payer: str
    tags: Mapping[str, str]
    tags_all: Mapping[str, str]

class S3BucketCorsRule:
    def __init__(
        self,
        *,
        allowed_methods: Sequence[str],
        allowed_origins: Sequence[str],
        allowed_headers: Sequence[str] | None = ...,
        expose_headers: Sequence[str] | None = ...,
        max_age_seconds: float | None = ...,
    ) -> None: ...
    @property
    def allowed_methods(self) -> list[str]: ...
    @property
    def allowed_origins(self) -> list[str]: ...
    @property
    def allowed_headers(self) -> list[str] | None: ...
    @property
    def expose_headers(self) -> list[str] | None: ...
    @property
    def max_age_seconds(self) -> float | None: ...

class S3BucketCorsRuleList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketCorsRuleOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketCorsRule] | None

class S3BucketCorsRuleOutputReference(cdktf.ComplexObject):
    @property
    def allowed_headers_input(self) -> list[str] | None: ...
    @property
    def allowed_methods_input(self) -> list[str] | None: ...
    @property
    def allowed_origins_input(self) -> list[str] | None: ...
    @property
    def expose_headers_input(self) -> list[str] | None: ...
    @property
    def max_age_seconds_input(self) -> float | None: ...
    allowed_headers: list[str]
    allowed_methods: list[str]
    allowed_origins: list[str]
    expose_headers: list[str]
    max_age_seconds: float
    internal_value: cdktf.IResolvable | S3BucketCorsRule | None

class S3BucketGrant:
    def __init__(
        self,
        *,
        permissions: Sequence[str],
        type: str,
        id: str | None = ...,
        uri: str | None = ...,
    ) -> None: ...
    @property
    def permissions(self) -> list[str]: ...
    @property
    def type(self) -> str: ...
    @property
    def id(self) -> str | None: ...
    @property
    def uri(self) -> str | None: ...

class S3BucketGrantList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketGrantOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketGrant] | None

class S3BucketGrantOutputReference(cdktf.ComplexObject):
    @property
    def id_input(self) -> str | None: ...
    @property
    def permissions_input(self) -> list[str] | None: ...
    @property
    def type_input(self) -> str | None: ...
    @property
    def uri_input(self) -> str | None: ...
    id: str
    permissions: list[str]
    type: str
    uri: str
    internal_value: cdktf.IResolvable | S3BucketGrant | None

class S3BucketLifecycleRule:
    def __init__(
        self,
        *,
        enabled: bool | cdktf.IResolvable,
        abort_incomplete_multipart_upload_days: float | None = ...,
        expiration: S3BucketLifecycleRuleExpiration | None = ...,
        id: str | None = ...,
        noncurrent_version_expiration: S3BucketLifecycleRuleNoncurrentVersionExpiration | None = ...,
        noncurrent_version_transition: cdktf.IResolvable | Sequence[S3BucketLifecycleRuleNoncurrentVersionTransition] | None = ...,
        prefix: str | None = ...,
        tags: Mapping[str, str] | None = ...,
        transition: cdktf.IResolvable | Sequence[S3BucketLifecycleRuleTransition] | None = ...,
    ) -> None: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable: ...
    @property
    def abort_incomplete_multipart_upload_days(self) -> float | None: ...
    @property
    def expiration(self) -> S3BucketLifecycleRuleExpiration | None: ...
    @property
    def id(self) -> str | None: ...
    @property
    def noncurrent_version_expiration(self) -> S3BucketLifecycleRuleNoncurrentVersionExpiration | None: ...
    @property
    def noncurrent_version_transition(self) -> cdktf.IResolvable | list[S3BucketLifecycleRuleNoncurrentVersionTransition] | None: ...
    @property
    def prefix(self) -> str | None: ...
    @property
    def tags(self) -> Mapping[str, str] | None: ...
    @property
    def transition(self) -> cdktf.IResolvable | list[S3BucketLifecycleRuleTransition] | None: ...

class S3BucketLifecycleRuleExpiration:
    def __init__(
        self,
        *,
        date: str | None = ...,
        days: float | None = ...,
        expired_object_delete_marker: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def date(self) -> str | None: ...
    @property
    def days(self) -> float | None: ...
    @property
    def expired_object_delete_marker(self) -> bool | cdktf.IResolvable | None: ...

class S3BucketLifecycleRuleExpirationOutputReference(cdktf.ComplexObject):
    @property
    def date_input(self) -> str | None: ...
    @property
    def days_input(self) -> float | None: ...
    @property
    def expired_object_delete_marker_input(self) -> bool | cdktf.IResolvable | None: ...
    date: str
    days: float
    expired_object_delete_marker: bool | cdktf.IResolvable
    internal_value: S3BucketLifecycleRuleExpiration | None

class S3BucketLifecycleRuleList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketLifecycleRuleOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketLifecycleRule] | None

class S3BucketLifecycleRuleNoncurrentVersionExpiration:
    def __init__(
        self,
        *,
        days: float | None = ...,
    ) -> None: ...
    @property
    def days(self) -> float | None: ...

class S3BucketLifecycleRuleNoncurrentVersionExpirationOutputReference(cdktf.ComplexObject):
    @property
    def days_input(self) -> float | None: ...
    days: float
    internal_value: S3BucketLifecycleRuleNoncurrentVersionExpiration | None

class S3BucketLifecycleRuleNoncurrentVersionTransition:
    def __init__(
        self,
        *,
        storage_class: str,
        days: float | None = ...,
    ) -> None: ...
    @property
    def storage_class(self) -> str: ...
    @property
    def days(self) -> float | None: ...

class S3BucketLifecycleRuleNoncurrentVersionTransitionList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketLifecycleRuleNoncurrentVersionTransitionOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketLifecycleRuleNoncurrentVersionTransition] | None

class S3BucketLifecycleRuleNoncurrentVersionTransitionOutputReference(cdktf.ComplexObject):
    @property
    def days_input(self) -> float | None: ...
    @property
    def storage_class_input(self) -> str | None: ...
    days: float
    storage_class: str
    internal_value: cdktf.IResolvable | S3BucketLifecycleRuleNoncurrentVersionTransition | None

class S3BucketLifecycleRuleOutputReference(cdktf.ComplexObject):
    def put_expiration(
        self,
        *,
        date: str | None = ...,
        days: float | None = ...,
        expired_object_delete_marker: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    def put_noncurrent_version_expiration(
        self,
        *,
        days: float | None = ...,
    ) -> None: ...
    def put_noncurrent_version_transition(self, value: cdktf.IResolvable | Sequence[S3BucketLifecycleRuleNoncurrentVersionTransition]) -> None: ...
    def put_transition(self, value: cdktf.IResolvable | Sequence[S3BucketLifecycleRuleTransition]) -> None: ...
    @property
    def expiration(self) -> S3BucketLifecycleRuleExpirationOutputReference: ...
    @property
    def noncurrent_version_expiration(self) -> S3BucketLifecycleRuleNoncurrentVersionExpirationOutputReference: ...
    @property
    def noncurrent_version_transition(self) -> S3BucketLifecycleRuleNoncurrentVersionTransitionList: ...
    @property
    def transition(self) -> S3BucketLifecycleRuleTransitionList: ...
    @property
    def abort_incomplete_multipart_upload_days_input(self) -> float | None: ...
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def expiration_input(self) -> S3BucketLifecycleRuleExpiration | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def noncurrent_version_expiration_input(self) -> S3BucketLifecycleRuleNoncurrentVersionExpiration | None: ...
    @property
    def noncurrent_version_transition_input(self) -> cdktf.IResolvable | list[S3BucketLifecycleRuleNoncurrentVersionTransition] | None: ...
    @property
    def prefix_input(self) -> str | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    @property
    def transition_input(self) -> cdktf.IResolvable | list[S3BucketLifecycleRuleTransition] | None: ...
    abort_incomplete_multipart_upload_days: float
    enabled: bool | cdktf.IResolvable
    id: str
    prefix: str
    tags: Mapping[str, str]
    internal_value: cdktf.IResolvable | S3BucketLifecycleRule | None

class S3BucketLifecycleRuleTransition:
    def __init__(
        self,
        *,
        storage_class: str,
        date: str | None = ...,
        days: float | None = ...,
    ) -> None: ...
    @property
    def storage_class(self) -> str: ...
    @property
    def date(self) -> str | None: ...
    @property
    def days(self) -> float | None: ...

class S3BucketLifecycleRuleTransitionList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketLifecycleRuleTransitionOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketLifecycleRuleTransition] | None

class S3BucketLifecycleRuleTransitionOutputReference(cdktf.ComplexObject):
    @property
    def date_input(self) -> str | None: ...
    @property
    def days_input(self) -> float | None: ...
    @property
    def storage_class_input(self) -> str | None: ...
    date: str
    days: float
    storage_class: str
    internal_value: cdktf.IResolvable | S3BucketLifecycleRuleTransition | None

class S3BucketLogging:
    def __init__(
        self,
        *,
        target_bucket: str,
        target_prefix: str | None = ...,
    ) -> None: ...
    @property
    def target_bucket(self) -> str: ...
    @property
    def target_prefix(self) -> str | None: ...

class S3BucketLoggingOutputReference(cdktf.ComplexObject):
    @property
    def target_bucket_input(self) -> str | None: ...
    @property
    def target_prefix_input(self) -> str | None: ...
    target_bucket: str
    target_prefix: str
    internal_value: S3BucketLogging | None

class S3BucketObjectLockConfiguration:
    def __init__(
        self,
        *,
        object_lock_enabled: str | None = ...,
        rule: S3BucketObjectLockConfigurationRule | None = ...,
    ) -> None: ...
    @property
    def object_lock_enabled(self) -> str | None: ...
    @property
    def rule(self) -> S3BucketObjectLockConfigurationRule | None: ...

class S3BucketObjectLockConfigurationOutputReference(cdktf.ComplexObject):
    def put_rule(
        self,
        *,
        default_retention: S3BucketObjectLockConfigurationRuleDefaultRetention,
    ) -> None: ...
    @property
    def rule(self) -> S3BucketObjectLockConfigurationRuleOutputReference: ...
    @property
    def object_lock_enabled_input(self) -> str | None: ...
    @property
    def rule_input(self) -> S3BucketObjectLockConfigurationRule | None: ...
    object_lock_enabled: str
    internal_value: S3BucketObjectLockConfiguration | None

class S3BucketObjectLockConfigurationRule:
    def __init__(
        self,
        *,
        default_retention: S3BucketObjectLockConfigurationRuleDefaultRetention,
    ) -> None: ...
    @property
    def default_retention(self) -> S3BucketObjectLockConfigurationRuleDefaultRetention: ...

class S3BucketObjectLockConfigurationRuleDefaultRetention:
    def __init__(
        self,
        *,
        mode: str,
        days: float | None = ...,
        years: float | None = ...,
    ) -> None: ...
    @property
    def mode(self) -> str: ...
    @property
    def days(self) -> float | None: ...
    @property
    def years(self) -> float | None: ...

class S3BucketObjectLockConfigurationRuleDefaultRetentionOutputReference(cdktf.ComplexObject):
    @property
    def days_input(self) -> float | None: ...
    @property
    def mode_input(self) -> str | None: ...
    @property
    def years_input(self) -> float | None: ...
    days: float
    mode: str
    years: float
    internal_value: S3BucketObjectLockConfigurationRuleDefaultRetention | None

class S3BucketObjectLockConfigurationRuleOutputReference(cdktf.ComplexObject):
    def put_default_retention(
        self,
        *,
        mode: str,
        days: float | None = ...,
        years: float | None = ...,
    ) -> None: ...
    @property
    def default_retention(self) -> S3BucketObjectLockConfigurationRuleDefaultRetentionOutputReference: ...
    @property
    def default_retention_input(self) -> S3BucketObjectLockConfigurationRuleDefaultRetention | None: ...
    internal_value: S3BucketObjectLockConfigurationRule | None

class S3BucketReplicationConfiguration:
    def __init__(
        self,
        *,
        role: str,
        rules: cdktf.IResolvable | Sequence[S3BucketReplicationConfigurationRules],
    ) -> None: ...
    @property
    def role(self) -> str: ...
    @property
    def rules(self) -> cdktf.IResolvable | list[S3BucketReplicationConfigurationRules]: ...

class S3BucketReplicationConfigurationOutputReference(cdktf.ComplexObject):
    def put_rules(self, value: cdktf.IResolvable | Sequence[S3BucketReplicationConfigurationRules]) -> None: ...
    @property
    def rules(self) -> S3BucketReplicationConfigurationRulesList: ...
    @property
    def role_input(self) -> str | None: ...
    @property
    def rules_input(self) -> cdktf.IResolvable | list[S3BucketReplicationConfigurationRules] | None: ...
    role: str
    internal_value: S3BucketReplicationConfiguration | None

class S3BucketReplicationConfigurationRules:
    def __init__(
        self,
        *,
        destination: S3BucketReplicationConfigurationRulesDestination,
        status: str,
        delete_marker_replication_status: str | None = ...,
        filter: S3BucketReplicationConfigurationRulesFilter | None = ...,
        id: str | None = ...,
        prefix: str | None = ...,
        priority: float | None = ...,
        source_selection_criteria: S3BucketReplicationConfigurationRulesSourceSelectionCriteria | None = ...,
    ) -> None: ...
    @property
    def destination(self) -> S3BucketReplicationConfigurationRulesDestination: ...
    @property
    def status(self) -> str: ...
    @property
    def delete_marker_replication_status(self) -> str | None: ...
    @property
    def filter(self) -> S3BucketReplicationConfigurationRulesFilter | None: ...
    @property
    def id(self) -> str | None: ...
    @property
    def prefix(self) -> str | None: ...
    @property
    def priority(self) -> float | None: ...
    @property
    def source_selection_criteria(self) -> S3BucketReplicationConfigurationRulesSourceSelectionCriteria | None: ...

class S3BucketReplicationConfigurationRulesDestination:
    def __init__(
        self,
        *,
        bucket: str,
        access_control_translation: S3BucketReplicationConfigurationRulesDestinationAccessControlTranslation | None = ...,
        account_id: str | None = ...,
        metrics: S3BucketReplicationConfigurationRulesDestinationMetrics | None = ...,
        replica_kms_key_id: str | None = ...,
        replication_time: S3BucketReplicationConfigurationRulesDestinationReplicationTime | None = ...,
        storage_class: str | None = ...,
    ) -> None: ...
    @property
    def bucket(self) -> str: ...
    @property
    def access_control_translation(self) -> S3BucketReplicationConfigurationRulesDestinationAccessControlTranslation | None: ...
    @property
    def account_id(self) -> str | None: ...
    @property
    def metrics(self) -> S3BucketReplicationConfigurationRulesDestinationMetrics | None: ...
    @property
    def replica_kms_key_id(self) -> str | None: ...
    @property
    def replication_time(self) -> S3BucketReplicationConfigurationRulesDestinationReplicationTime | None: ...
    @property
    def storage_class(self) -> str | None: ...

class S3BucketReplicationConfigurationRulesDestinationAccessControlTranslation:
    def __init__(
        self,
        *,
        owner: str,
    ) -> None: ...
    @property
    def owner(self) -> str: ...

class S3BucketReplicationConfigurationRulesDestinationAccessControlTranslationOutputReference(cdktf.ComplexObject):
    @property
    def owner_input(self) -> str | None: ...
    owner: str
    internal_value: S3BucketReplicationConfigurationRulesDestinationAccessControlTranslation | None

class S3BucketReplicationConfigurationRulesDestinationMetrics:
    def __init__(
        self,
        *,
        minutes: float | None = ...,
        status: str | None = ...,
    ) -> None: ...
    @property
    def minutes(self) -> float | None: ...
    @property
    def status(self) -> str | None: ...

class S3BucketReplicationConfigurationRulesDestinationMetricsOutputReference(cdktf.ComplexObject):
    @property
    def minutes_input(self) -> float | None: ...
    @property
    def status_input(self) -> str | None: ...
    minutes: float
    status: str
    internal_value: S3BucketReplicationConfigurationRulesDestinationMetrics | None

class S3BucketReplicationConfigurationRulesDestinationOutputReference(cdktf.ComplexObject):
    def put_access_control_translation(
        self,
        *,
        owner: str,
    ) -> None: ...
    def put_metrics(
        self,
        *,
        minutes: float | None = ...,
        status: str | None = ...,
    ) -> None: ...
    def put_replication_time(
        self,
        *,
        minutes: float | None = ...,
        status: str | None = ...,
    ) -> None: ...
    @property
    def access_control_translation(self) -> S3BucketReplicationConfigurationRulesDestinationAccessControlTranslationOutputReference: ...
    @property
    def metrics(self) -> S3BucketReplicationConfigurationRulesDestinationMetricsOutputReference: ...
    @property
    def replication_time(self) -> S3BucketReplicationConfigurationRulesDestinationReplicationTimeOutputReference: ...
    @property
    def access_control_translation_input(self) -> S3BucketReplicationConfigurationRulesDestinationAccessControlTranslation | None: ...
    @property
    def account_id_input(self) -> str | None: ...
    @property
    def bucket_input(self) -> str | None: ...
    @property
    def metrics_input(self) -> S3BucketReplicationConfigurationRulesDestinationMetrics | None: ...
    @property
    def replica_kms_key_id_input(self) -> str | None: ...
    @property
    def replication_time_input(self) -> S3BucketReplicationConfigurationRulesDestinationReplicationTime | None: ...
    @property
    def storage_class_input(self) -> str | None: ...
    account_id: str
    bucket: str
    replica_kms_key_id: str
    storage_class: str
    internal_value: S3BucketReplicationConfigurationRulesDestination | None

class S3BucketReplicationConfigurationRulesDestinationReplicationTime:
    def __init__(
        self,
        *,
        minutes: float | None = ...,
        status: str | None = ...,
    ) -> None: ...
    @property
    def minutes(self) -> float | None: ...
    @property
    def status(self) -> str | None: ...

class S3BucketReplicationConfigurationRulesDestinationReplicationTimeOutputReference(cdktf.ComplexObject):
    @property
    def minutes_input(self) -> float | None: ...
    @property
    def status_input(self) -> str | None: ...
    minutes: float
    status: str
    internal_value: S3BucketReplicationConfigurationRulesDestinationReplicationTime | None

class S3BucketReplicationConfigurationRulesFilter:
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

class S3BucketReplicationConfigurationRulesFilterOutputReference(cdktf.ComplexObject):
    @property
    def prefix_input(self) -> str | None: ...
    @property
    def tags_input(self) -> Mapping[str, str] | None: ...
    prefix: str
    tags: Mapping[str, str]
    internal_value: S3BucketReplicationConfigurationRulesFilter | None

class S3BucketReplicationConfigurationRulesList(cdktf.ComplexList):
    def get(self, index: float) -> S3BucketReplicationConfigurationRulesOutputReference: ...
    internal_value: cdktf.IResolvable | list[S3BucketReplicationConfigurationRules] | None

class S3BucketReplicationConfigurationRulesOutputReference(cdktf.ComplexObject):
    def put_destination(
        self,
        *,
        bucket: str,
        access_control_translation: S3BucketReplicationConfigurationRulesDestinationAccessControlTranslation | None = ...,
        account_id: str | None = ...,
        metrics: S3BucketReplicationConfigurationRulesDestinationMetrics | None = ...,
        replica_kms_key_id: str | None = ...,
        replication_time: S3BucketReplicationConfigurationRulesDestinationReplicationTime | None = ...,
        storage_class: str | None = ...,
    ) -> None: ...
    def put_filter(
        self,
        *,
        prefix: str | None = ...,
        tags: Mapping[str, str] | None = ...,
    ) -> None: ...
    def put_source_selection_criteria(
        self,
        *,
        sse_kms_encrypted_objects: S3BucketReplicationConfigurationRulesSourceSelectionCriteriaSseKmsEncryptedObjects | None = ...,
    ) -> None: ...
    @property
    def destination(self) -> S3BucketReplicationConfigurationRulesDestinationOutputReference: ...
    @property
    def filter(self) -> S3BucketReplicationConfigurationRulesFilterOutputReference: ...
    @property
    def source_selection_criteria(self) -> S3BucketReplicationConfigurationRulesSourceSelectionCriteriaOutputReference: ...
    @property
    def delete_marker_replication_status_input(self) -> str | None: ...
    @property
    def destination_input(self) -> S3BucketReplicationConfigurationRulesDestination | None: ...
    @property
    def filter_input(self) -> S3BucketReplicationConfigurationRulesFilter | None: ...
    @property
    def id_input(self) -> str | None: ...
    @property
    def prefix_input(self) -> str | None: ...
    @property
    def priority_input(self) -> float | None: ...
    @property
    def source_selection_criteria_input(self) -> S3BucketReplicationConfigurationRulesSourceSelectionCriteria | None: ...
    @property
    def status_input(self) -> str | None: ...
    delete_marker_replication_status: str
    id: str
    prefix: str
    priority: float
    status: str
    internal_value: cdktf.IResolvable | S3BucketReplicationConfigurationRules | None

class S3BucketReplicationConfigurationRulesSourceSelectionCriteria:
    def __init__(
        self,
        *,
        sse_kms_encrypted_objects: S3BucketReplicationConfigurationRulesSourceSelectionCriteriaSseKmsEncryptedObjects | None = ...,
    ) -> None: ...
    @property
    def sse_kms_encrypted_objects(self) -> S3BucketReplicationConfigurationRulesSourceSelectionCriteriaSseKmsEncryptedObjects | None: ...

class S3BucketReplicationConfigurationRulesSourceSelectionCriteriaOutputReference(cdktf.ComplexObject):
    def put_sse_kms_encrypted_objects(
        self,
        *,
        enabled: bool | cdktf.IResolvable,
    ) -> None: ...
    @property
    def sse_kms_encrypted_objects(self) -> S3BucketReplicationConfigurationRulesSourceSelectionCriteriaSseKmsEncryptedObjectsOutputReference: ...
    @property
    def sse_kms_encrypted_objects_input(self) -> S3BucketReplicationConfigurationRulesSourceSelectionCriteriaSseKmsEncryptedObjects | None: ...
    internal_value: S3BucketReplicationConfigurationRulesSourceSelectionCriteria | None

class S3BucketReplicationConfigurationRulesSourceSelectionCriteriaSseKmsEncryptedObjects:
    def __init__(
        self,
        *,
        enabled: bool | cdktf.IResolvable,
    ) -> None: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable: ...

class S3BucketReplicationConfigurationRulesSourceSelectionCriteriaSseKmsEncryptedObjectsOutputReference(cdktf.ComplexObject):
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    enabled: bool | cdktf.IResolvable
    internal_value: S3BucketReplicationConfigurationRulesSourceSelectionCriteriaSseKmsEncryptedObjects | None

class S3BucketServerSideEncryptionConfiguration:
    def __init__(
        self,
        *,
        rule: S3BucketServerSideEncryptionConfigurationRule,
    ) -> None: ...
    @property
    def rule(self) -> S3BucketServerSideEncryptionConfigurationRule: ...

class S3BucketServerSideEncryptionConfigurationOutputReference(cdktf.ComplexObject):
    def put_rule(
        self,
        *,
        apply_server_side_encryption_by_default: S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefault,
        bucket_key_enabled: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def rule(self) -> S3BucketServerSideEncryptionConfigurationRuleOutputReference: ...
    @property
    def rule_input(self) -> S3BucketServerSideEncryptionConfigurationRule | None: ...
    internal_value: S3BucketServerSideEncryptionConfiguration | None

class S3BucketServerSideEncryptionConfigurationRule:
    def __init__(
        self,
        *,
        apply_server_side_encryption_by_default: S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefault,
        bucket_key_enabled: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def apply_server_side_encryption_by_default(self) -> S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefault: ...
    @property
    def bucket_key_enabled(self) -> bool | cdktf.IResolvable | None: ...

class S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefault:
    def __init__(
        self,
        *,
        sse_algorithm: str,
        kms_master_key_id: str | None = ...,
    ) -> None: ...
    @property
    def sse_algorithm(self) -> str: ...
    @property
    def kms_master_key_id(self) -> str | None: ...

class S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultOutputReference(cdktf.ComplexObject):
    @property
    def kms_master_key_id_input(self) -> str | None: ...
    @property
    def sse_algorithm_input(self) -> str | None: ...
    kms_master_key_id: str
    sse_algorithm: str
    internal_value: S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefault | None

class S3BucketServerSideEncryptionConfigurationRuleOutputReference(cdktf.ComplexObject):
    def put_apply_server_side_encryption_by_default(
        self,
        *,
        sse_algorithm: str,
        kms_master_key_id: str | None = ...,
    ) -> None: ...
    @property
    def apply_server_side_encryption_by_default(self) -> S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultOutputReference: ...
    @property
    def apply_server_side_encryption_by_default_input(self) -> S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefault | None: ...
    @property
    def bucket_key_enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    bucket_key_enabled: bool | cdktf.IResolvable
    internal_value: S3BucketServerSideEncryptionConfigurationRule | None

class S3BucketTimeouts:
    def __init__(
        self,
        *,
        create: str | None = ...,
        delete: str | None = ...,
        read: str | None = ...,
        update: str | None = ...,
    ) -> None: ...
    @property
    def create(self) -> str | None: ...
    @property
    def delete(self) -> str | None: ...
    @property
    def read(self) -> str | None: ...
    @property
    def update(self) -> str | None: ...

class S3BucketTimeoutsOutputReference(cdktf.ComplexObject):
    @property
    def create_input(self) -> str | None: ...
    @property
    def delete_input(self) -> str | None: ...
    @property
    def read_input(self) -> str | None: ...
    @property
    def update_input(self) -> str | None: ...
    create: str
    delete: str
    read: str
    update: str
    internal_value: cdktf.IResolvable | S3BucketTimeouts | None

class S3BucketVersioning:
    def __init__(
        self,
        *,
        enabled: bool | cdktf.IResolvable | None = ...,
        mfa_delete: bool | cdktf.IResolvable | None = ...,
    ) -> None: ...
    @property
    def enabled(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def mfa_delete(self) -> bool | cdktf.IResolvable | None: ...

class S3BucketVersioningOutputReference(cdktf.ComplexObject):
    @property
    def enabled_input(self) -> bool | cdktf.IResolvable | None: ...
    @property
    def mfa_delete_input(self) -> bool | cdktf.IResolvable | None: ...
    enabled: bool | cdktf.IResolvable
    mfa_delete: bool | cdktf.IResolvable
    internal_value: S3BucketVersioning | None

class S3BucketWebsite:
    def __init__(
        self,
        *,
        error_document: str | None = ...,
        index_document: str | None = ...,
        redirect_all_requests_to: str | None = ...,
        routing_rules: str | None = ...,
    ) -> None: ...
    @property
    def error_document(self) -> str | None: ...
    @property
    def index_document(self) -> str | None: ...
    @property
    def redirect_all_requests_to(self) -> str | None: ...
    @property
    def routing_rules(self) -> str | None: ...

class S3BucketWebsiteOutputReference(cdktf.ComplexObject):
    @property
    def error_document_input(self) -> str | None: ...
    @property
    def index_document_input(self) -> str | None: ...
    @property
    def redirect_all_requests_to_input(self) -> str | None: ...
    @property
    def routing_rules_input(self) -> str | None: ...
    error_document: str
    index_document: str
    redirect_all_requests_to: str
    routing_rules: str
    internal_value: S3BucketWebsite | None
