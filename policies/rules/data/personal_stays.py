"""Personal data has no copy elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from policies.configuration import Configuration, recalled
from policies.examples import TWO_REGIONS, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.keys import key_of
from policies.resource import Resource
from policies.rules.data._classes import STORES, copies, if_personal


def check(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A store of personal data is not replicated, streamed or copied; no replicated store shares its key.

    The last, because a principal that may use the key of a replicated store, as DynamoDB's replication
    role must, could read this one too ("Using AWS KMS with DynamoDB global tables").
    """
    yield from if_personal(store, [*copies(store, configuration), *_shared_key(store, configuration)])


def _shared_key(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    key = key_of(store, configuration)
    for other in _encrypted_with(configuration).get(key, ()) if key is not None else ():
        if other is store:
            continue
        replicated = other.type == "aws_dynamodb_table_replica" or any(copies(other, configuration))
        if replicated:
            yield fail(f"its key encrypts {other.address} too, which is replicated")


@recalled
def _encrypted_with(configuration: Configuration) -> Mapping[Resource | str | None, list[Resource]]:
    """The stores that each key encrypts."""
    found: dict[Resource | str | None, list[Resource]] = defaultdict(list)
    for store in configuration.of(*STORES):
        found[key_of(store, configuration)].append(store)
    return found


_Other = tuple[str, dict[str, object]]


def _personal(kind: str, *others: _Other, **values: object) -> Terraform:
    """A personal store named `example`, and other resources, each named `other`."""
    found: dict[str, dict[str, object]] = {"aws_kms_key": {"key": {}, "another": {}}}
    for name, resource in others:
        found.setdefault(name, {})["other"] = resource
    found.setdefault(kind, {})["example"] = {"tags": {"DataClass": "personal"}, **values}
    return {"resource": found}


def _other(kind: str, **values: object) -> _Other:
    return kind, values


def _encrypted(key: str) -> list[object]:
    return [{"enabled": True, "kms_key_arn": f"${{aws_kms_key.{key}.arn}}"}]


RULE = Rule(
    id="data-personal-stays",
    title="Personal data is never replicated, streamed or copied to another region",
    severity=Severity.CRITICAL,
    types=tuple(sorted(STORES)),
    scope="configuration",
    check=check,
    rationale=(
        "Residency law ties people's data to a region. One replica, stream or copied backup moves all of "
        "it, at once, and what another region has read cannot be taken back."
    ),
    remediation=(
        "Keep personal data in a RegionalStack: no replica, no S3BucketReplicationConfigurationA, no "
        "stream, and a KMS key of its own. Replicate the tokenised table or bucket instead."
    ),
    controls=(
        *("pci-dss-4.0.1:3.2.1", "pci-dss-4.0.1:7.2.6"),
        *("nist-800-53-r5:SA-9(5)", "nist-800-53-r5:AC-4", "nist-800-53-r5:CM-12"),
    ),
    requirements=("R80",),
    waivable=False,
    examples=Examples(
        passing=(
            _personal("aws_dynamodb_table", name="people-zq7", stream_enabled=False),
            _personal(
                "aws_s3_bucket",
                _other("aws_s3_bucket_replication_configuration", bucket="tokens-zq7"),
                bucket="people-zq7",
            ),
            _personal(
                "aws_db_instance",
                _other("aws_db_instance", replicate_source_db="people"),
                identifier="people",
            ),
            _personal(
                "aws_dynamodb_table",
                _other("aws_dynamodb_table", replica=[{}], server_side_encryption=_encrypted("another")),
                server_side_encryption=_encrypted("key"),
            ),
        ),
        failing=(
            _personal("aws_dynamodb_table", replica=[{"region_name": "xx-test-2"}]),
            _personal("aws_dynamodb_table", stream_enabled="true"),
            _personal(
                "aws_dynamodb_table",
                _other("aws_dynamodb_table_replica", global_table_arn="${aws_dynamodb_table.example.arn}"),
            ),
            _personal(
                "aws_dynamodb_table",
                _other(
                    "aws_dynamodb_table_replica",
                    global_table_arn="arn:aws:dynamodb:xx-test-1:${local.account}:table/people-zq7",
                ),
                name="people-zq7",
            ),
            _personal(
                "aws_dynamodb_table",
                _other("aws_dynamodb_kinesis_streaming_destination", table_name="people-zq7"),
                name="people-zq7",
            ),
            _personal(
                "aws_s3_bucket",
                _other("aws_s3_bucket_replication_configuration", bucket="${aws_s3_bucket.example.id}"),
            ),
            _personal(
                "aws_s3_bucket",
                _other("aws_s3_bucket_replication_configuration", bucket="people-zq7"),
                bucket="people-zq7",
            ),
            _personal("aws_rds_cluster", global_cluster_identifier="people"),
            {
                **_personal(
                    "aws_db_instance",
                    _other(
                        "aws_db_instance",
                        replicate_source_db="${aws_db_instance.example.arn}",
                        provider="aws.other",
                    ),
                ),
                **TWO_REGIONS,
            },
            _personal(
                "aws_dynamodb_table",
                _other(
                    "aws_backup_selection",
                    plan_id="${aws_backup_plan.other.id}",
                    resources=["${aws_dynamodb_table.example.arn}"],
                ),
                _other(
                    "aws_backup_plan", rule=[{"copy_action": [{"destination_vault_arn": "${var.vault}"}]}]
                ),
            ),
            _personal(
                "aws_dynamodb_table",
                _other("aws_dynamodb_table", replica=[{}], server_side_encryption=_encrypted("key")),
                server_side_encryption=_encrypted("key"),
            ),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            resources(aws_dynamodb_table={"stream_enabled": True, "tags": {"DataClass": "tokenised"}}),
        ),
        unknown=(Status.UNKNOWN, _personal("aws_dynamodb_table", stream_enabled="${var.stream}")),
    ),
)
