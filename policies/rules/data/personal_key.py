"""Personal data has a key of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.keys import key_of
from policies.resource import Resource
from policies.rules.data._classes import PERSONAL, STORES, data_class, if_personal
from policies.values import is_known


def check(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The key of a personal store encrypts no store of another class, and nothing else that has one.

    What has no class and is no store may use it, such as a vault of the store's own backups.
    """
    yield from if_personal(store, list(_said(store, configuration)))


def _said(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    key = key_of(store, configuration)
    if key is None:
        yield fail("no customer-managed key encrypts it")
        return
    if isinstance(key, str) and not is_known(key):
        yield unknown(f"its key is {key}, of which only the plan can tell what else it encrypts")
    for user in _encrypted(configuration).get(key, ()):
        label = data_class(user)
        if not is_known(label):
            yield unknown(f"its key encrypts {user.address} too, whose class only the plan can tell")
        elif label not in (PERSONAL, None):
            yield fail(f"its key encrypts {user.address} too, whose class is {label}")
        elif label is None and user.type in STORES:
            yield fail(f"its key encrypts {user.address} too, which has no class")


@recalled
def _encrypted(configuration: Configuration) -> Mapping[Resource | str, list[Resource]]:
    """What each key encrypts that something names: the resource, or the bucket that it is about."""
    found: dict[Resource | str, list[Resource]] = {}
    for element in configuration.elements:
        for path, value in element.strings() if element.is_managed else ():
            if "kms" in path.rsplit(".", 1)[-1]:
                key = configuration.target(element, value) or value
                user = configuration.target(element, element.get("bucket")) or element
                found.setdefault(key, []).append(user)
    return found


def _table(key: str, data_class: str | None = "personal") -> Terraform:
    tags = {"tags": {"DataClass": data_class}} if data_class else {}
    return {"server_side_encryption": [{"enabled": True, "kms_key_arn": key}], **tags}


def _stack(other: Terraform, key: str = "${aws_kms_key.people.arn}") -> Terraform:
    keys: Terraform = {"aws_kms_key": {"people": {}, "tokens": {}}}
    return {"resource": {**keys, "aws_dynamodb_table": {"example": _table(key)}, **other}}


def _bucket(key: str, data_class: str) -> Terraform:
    encryption = {
        "apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms", "kms_master_key_id": key}]
    }
    return {
        "aws_s3_bucket": {"receipts": {"tags": {"DataClass": data_class}}},
        "aws_s3_bucket_server_side_encryption_configuration": {
            "receipts": {"bucket": "${aws_s3_bucket.receipts.id}", "rule": [encryption]}
        },
    }


def _two_tables(other: Terraform) -> Terraform:
    tables = {"example": _table("${aws_kms_key.people.arn}"), "other": other}
    return _stack({"aws_dynamodb_table": tables})


RULE = Rule(
    id="data-personal-key",
    title="The key of personal data encrypts nothing else",
    severity=Severity.CRITICAL,
    types=tuple(sorted(STORES)),
    scope="configuration",
    check=check,
    rationale=(
        "Who may decrypt is decided by the key. A key that is shared with tokens or logs gives everybody "
        "who reads those, replication roles included, what it takes to read people's data."
    ),
    remediation="Make a KmsKey for personal data alone in each region, and give the other stores another.",
    controls=(
        *("pci-dss-4.0.1:3.6.1", "pci-dss-4.0.1:7.2.5"),
        *("nist-800-53-r5:SC-12", "nist-800-53-r5:SC-28(1)", "nist-800-53-r5:AC-4"),
    ),
    requirements=("R80", "R37"),
    waivable=False,
    examples=Examples(
        passing=(
            _stack({}),
            _two_tables(_table("${aws_kms_key.people.arn}", "personal")),
            _two_tables(_table("${aws_kms_key.tokens.arn}", "tokenised")),
            _stack(_bucket("${aws_kms_key.tokens.arn}", "logs")),
            _stack({"aws_backup_vault": {"people": {"kms_key_arn": "${aws_kms_key.people.arn}"}}}),
        ),
        failing=(
            _two_tables(_table("${aws_kms_key.people.arn}", "tokenised")),
            _two_tables(_table("${aws_kms_key.people.arn}", None)),
            _stack(_bucket("${aws_kms_key.people.key_id}", "logs")),
            _stack(
                {
                    **_bucket("${aws_kms_alias.people.target_key_arn}", "tokenised"),
                    "aws_kms_alias": {
                        "people": {"name": "alias/people-zq7", "target_key_id": "${aws_kms_key.people.id}"}
                    },
                }
            ),
            _stack(
                {
                    "aws_sqs_queue": {
                        "orders": {
                            "kms_master_key_id": "${aws_kms_key.people.id}",
                            "tags": {"DataClass": "operational"},
                        }
                    }
                }
            ),
            resources(aws_s3_bucket={"tags": {"DataClass": "personal"}}),
        ),
        absent=(Status.FAIL, resources(aws_dynamodb_table={"tags": {"DataClass": "personal"}})),
        unknown=(Status.UNKNOWN, _stack({}, key="${var.key}")),
    ),
)
