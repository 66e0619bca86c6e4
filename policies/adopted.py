"""checkov's own checks, as this project takes them over: how bad a failure is, which controls it concerns,
and which requirements it serves or contradicts.

Every stock check counts, listed here or not. checkov tells severities only to its platform's customers,
and no controls of our frameworks. Where a check asks for what a rule of ours asks for, both are taken
from that rule, as are the requirements, and where both fail at one place there is one finding, which names
both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from policies.frameworks import control
from policies.model import Severity
from policies.registry import load
from policies.requirements import requirement


@dataclass(frozen=True, slots=True)
class Adopted:
    """What we make of a stock check.

    same_as: the rule of ours that asks for the same; empty where there is none.
    rows: the requirements that it serves, and those that it contradicts: what a waiver by design of it may
        name, and nothing else.
    """

    severity: Severity = Severity.MEDIUM
    controls: tuple[str, ...] = ()
    same_as: str = ""
    rows: tuple[str, ...] = ()


SAME: Final = {
    "alarms-actions": ("CKV_AWS_319",),
    "api-access-log": ("CKV_AWS_76",),
    "api-authorization": ("CKV_AWS_59", "CKV_AWS_309", "CKV2_AWS_70"),
    "api-firewall": ("CKV2_AWS_29", "CKV2_AWS_33"),
    "api-function-url": ("CKV_AWS_258",),
    "api-graphql-log": ("CKV_AWS_193", "CKV_AWS_194"),
    "api-redeployment": ("CKV_AWS_217",),
    "api-tls": ("CKV_AWS_206",),
    "api-validator": ("CKV2_AWS_53",),
    "cloudfront-firewall": ("CKV_AWS_68",),
    "cloudfront-logs": ("CKV_AWS_86",),
    "cloudfront-viewer-tls": ("CKV_AWS_34", "CKV_AWS_174"),
    "dms-customer-key": ("CKV_AWS_212", "CKV_AWS_296"),
    "dms-private": ("CKV_AWS_89",),
    "dms-tls": ("CKV2_AWS_49",),
    "dynamodb-customer-key": ("CKV_AWS_119", "CKV_AWS_271"),
    "dynamodb-on-demand": ("CKV2_AWS_16",),
    "dynamodb-point-in-time-recovery": ("CKV_AWS_28",),
    "ec2-metadata": ("CKV_AWS_79", "CKV_AWS_341"),
    "ec2-no-key-pair": ("CKV_AWS_100",),
    "ec2-volume-key": ("CKV_AWS_8",),
    "ecr-immutable-tags": ("CKV_AWS_51",),
    "ecr-scan-on-push": ("CKV_AWS_163",),
    "ecs-container-rights": ("CKV_AWS_334", "CKV_AWS_335", "CKV_AWS_336"),
    "ecs-execution-role": ("CKV_AWS_249",),
    "ecs-private-tasks": ("CKV_AWS_333",),
    "efs-access-point": ("CKV_AWS_329", "CKV_AWS_330"),
    "eks-endpoint": ("CKV_AWS_38", "CKV_AWS_39"),
    "elasticache-authentication": ("CKV_AWS_31",),
    "firehose-customer-key": ("CKV_AWS_240", "CKV_AWS_241"),
    "functions-code-signing": ("CKV_AWS_272",),
    "functions-environment-key": ("CKV_AWS_173",),
    "functions-failures-kept": ("CKV_AWS_116",),
    "functions-invoker": ("CKV_AWS_364",),
    "functions-network": ("CKV_AWS_117",),
    "functions-reserved-concurrency": ("CKV_AWS_115",),
    "functions-runtime": ("CKV_AWS_363",),
    "functions-tracing": ("CKV_AWS_50",),
    "iam-cross-account": ("CKV_AWS_385",),
    "iam-managed-policies": ("CKV_AWS_274", "CKV2_AWS_56"),
    "iam-public-access": (
        *("CKV_AWS_33", "CKV_AWS_70", "CKV_AWS_168"),
        *("CKV_AWS_169", "CKV_AWS_301", "CKV_AWS_387"),
    ),
    "iam-trust-policy": ("CKV_AWS_60", "CKV_AWS_61"),
    "iam-wildcard-actions": ("CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_72", "CKV2_AWS_40"),
    "iam-wildcard-resources": ("CKV_AWS_355",),
    "kms-key-policy": ("CKV2_AWS_64",),
    "kms-key-rotation": ("CKV_AWS_7",),
    "lb-firewall": ("CKV2_AWS_28",),
    "lb-https-only": ("CKV_AWS_2", "CKV2_AWS_20"),
    "lb-logs": ("CKV_AWS_91",),
    "lb-target-tls": ("CKV_AWS_378",),
    "lb-tls": ("CKV_AWS_103", "CKV2_AWS_74"),
    "logs-customer-key": ("CKV_AWS_158",),
    "logs-retention": ("CKV_AWS_66", "CKV_AWS_338"),
    "msk-logs": ("CKV_AWS_80",),
    "rds-audit": ("CKV_AWS_324", "CKV_AWS_325"),
    "rds-audit-events": ("CKV2_AWS_27",),
    "rds-backups": ("CKV_AWS_133",),
    "rds-customer-key": ("CKV_AWS_96", "CKV_AWS_140", "CKV_AWS_327", "CKV_AWS_354"),
    "rds-iam-authentication": ("CKV_AWS_162",),
    "rds-monitoring": ("CKV_AWS_118", "CKV_AWS_353"),
    "rds-public-access": ("CKV_AWS_17",),
    "rds-supported-engine": ("CKV_AWS_250",),
    "redshift-logged": ("CKV_AWS_71",),
    "s3-access-logging": ("CKV_AWS_18",),
    "s3-encryption": ("CKV_AWS_19", "CKV_AWS_145"),
    "s3-events": ("CKV2_AWS_62",),
    "s3-lifecycle": ("CKV_AWS_300", "CKV2_AWS_61"),
    "s3-ownership": ("CKV2_AWS_65",),
    "s3-public-access-block": ("CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV2_AWS_6"),
    "s3-public-acl": ("CKV_AWS_20", "CKV_AWS_57"),
    "s3-replication-mesh": ("CKV_AWS_144",),
    "s3-versioning": ("CKV_AWS_21",),
    "secrets-rotation": ("CKV_AWS_304",),
    "sns-customer-key": ("CKV_AWS_26",),
    "sqs-customer-key": ("CKV_AWS_27", "CKV2_AWS_73"),
    "stores-audit-parameter": ("CKV_AWS_104",),
    "stores-backups": ("CKV_AWS_134", "CKV_AWS_343", "CKV_AWS_360", "CKV_AWS_361"),
    "stores-customer-key": (
        *("CKV_AWS_3", "CKV_AWS_5", "CKV_AWS_29", "CKV_AWS_42", "CKV_AWS_43", "CKV_AWS_44"),
        *("CKV_AWS_47", "CKV_AWS_58", "CKV_AWS_64", "CKV_AWS_74", "CKV_AWS_136", "CKV_AWS_142"),
        *("CKV_AWS_166", "CKV_AWS_177", "CKV_AWS_182", "CKV_AWS_183", "CKV_AWS_184", "CKV_AWS_185"),
        *("CKV_AWS_189", "CKV_AWS_191", "CKV_AWS_201", "CKV_AWS_247", "CKV_AWS_278", "CKV_AWS_281"),
        *("CKV_AWS_282", "CKV_AWS_292", "CKV_AWS_347"),
    ),
    "stores-logs": ("CKV_AWS_37", "CKV_AWS_85", "CKV_AWS_101", "CKV_AWS_317"),
    "stores-own-network": ("CKV_AWS_137", "CKV_AWS_154", "CKV_AWS_248", "CKV_AWS_323"),
    "stores-private": ("CKV_AWS_87", "CKV_AWS_102", "CKV_AWS_291"),
    "stores-supported-version": ("CKV_AWS_339",),
    "stores-tls": (
        *("CKV_AWS_6", "CKV_AWS_30", "CKV_AWS_81", "CKV_AWS_83"),
        *("CKV_AWS_202", "CKV_AWS_228", "CKV_AWS_239"),
    ),
    "stores-tls-parameter": ("CKV_AWS_90", "CKV_AWS_105"),
    "stores-upgrades": ("CKV_AWS_141", "CKV_AWS_322"),
    "terraform-secret-literals": ("CKV_AWS_41", "CKV_AWS_45", "CKV_AWS_46"),
    "terraform-switched-off": ("CKV_AWS_321", "CKV_AWS_359"),
    "transit-gateway": ("CKV_AWS_331",),
    "vpc-default-security-group": ("CKV2_AWS_12",),
    "vpc-flow-log": ("CKV2_AWS_11",),
    "vpc-no-peering": ("CKV2_AWS_44",),
    "vpc-open-admin-ports": ("CKV_AWS_24", "CKV_AWS_25"),
    "vpc-open-egress": ("CKV_AWS_382",),
    "vpc-open-ingress": ("CKV_AWS_260", "CKV_AWS_277"),
    "vpc-public-ip": ("CKV_AWS_130", "CKV_AWS_88", "CKV_AWS_389"),
    "vpc-rule-description": ("CKV_AWS_23",),
    "waf-logging": ("CKV2_AWS_31",),
    "waf-managed-groups": ("CKV_AWS_192", "CKV2_AWS_76", "CKV2_AWS_77"),
}
"""The stock checks that ask for what a rule of ours asks for."""

_LEAST_PRIVILEGE: Final = ("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:7.2.2", "nist-800-53-r5:AC-6")
_OWN: Final = {
    # What an IAM policy lets its holder do: become more than it is, take secrets, carry data off.
    **dict.fromkeys(("CKV_AWS_286", "CKV_AWS_287"), Adopted(Severity.CRITICAL, _LEAST_PRIVILEGE)),
    **dict.fromkeys(("CKV_AWS_288", "CKV_AWS_289", "CKV_AWS_290"), Adopted(Severity.HIGH, _LEAST_PRIVILEGE)),
    # Who may assume a role through GitHub.
    "CKV_AWS_393": Adopted(Severity.HIGH, ("pci-dss-4.0.1:7.3.1", "nist-800-53-r5:AC-3")),
    # Parameters under a key of ours; only what is secret needs one, and it is no parameter.
    "CKV2_AWS_34": Adopted(
        Severity.MEDIUM, ("pci-dss-4.0.1:3.5.1", "nist-800-53-r5:SC-28", "nist-800-53-r5:IA-5(7)")
    ),
    "CKV_AWS_337": Adopted(Severity.MEDIUM, ("pci-dss-4.0.1:3.5.1", "nist-800-53-r5:SC-28")),
    # A database's log of statements, and a version whose log reader reads any file.
    "CKV2_AWS_27": Adopted(Severity.MEDIUM, ("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12")),
    "CKV_AWS_250": Adopted(Severity.HIGH, ("pci-dss-4.0.1:6.3.3", "nist-800-53-r5:SI-2")),
    # What moves a database, kept free of known faults.
    "CKV_AWS_222": Adopted(Severity.MEDIUM, ("pci-dss-4.0.1:6.3.3", "nist-800-53-r5:SI-2")),
    # A bucket policy that locks everybody out.
    "CKV_AWS_93": Adopted(Severity.MEDIUM, ("nist-800-53-r5:AC-3",)),
    # Object lock, where it is configured by a resource of its own.
    "CKV_AWS_143": Adopted(Severity.LOW, ("nist-800-53-r5:SI-12",)),
    "CKV_AWS_227": Adopted(Severity.MEDIUM, ("pci-dss-4.0.1:3.6.1", "nist-800-53-r5:SC-12")),
    # A data source whose answer changes with what AWS offers.
    "CKV_AWS_394": Adopted(Severity.LOW, ("nist-800-53-r5:CM-2",)),
    # A security group that nothing uses; a bucket that tells nobody what happens in it.
    "CKV2_AWS_5": Adopted(Severity.LOW, ("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:CM-7")),
    # A function that answers scripts of any website.
    "CKV2_AWS_75": Adopted(Severity.MEDIUM, ("pci-dss-4.0.1:6.4.3", "nist-800-53-r5:AC-4")),
    # A state machine's traces, and what went in and out of each step in its log.
    "CKV_AWS_284": Adopted(
        Severity.LOW, ("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:SI-4")
    ),
    "CKV_AWS_285": Adopted(
        Severity.MEDIUM, ("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:AU-3")
    ),
    # An API's logs, traces and the certificate that it shows to what it calls.
    **dict.fromkeys(
        ("CKV2_AWS_4", "CKV_AWS_73"),
        Adopted(Severity.MEDIUM, ("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12")),
    ),
    "CKV_AWS_276": Adopted(Severity.HIGH, ("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:AC-4")),
    "CKV2_AWS_51": Adopted(Severity.MEDIUM, ("nist-800-53-r5:IA-9",)),
    # An API's cache, which payments do without.
    **dict.fromkeys(("CKV_AWS_120", "CKV_AWS_225"), Adopted(Severity.LOW, ("nist-800-53-r5:SC-5(2)",))),
    "CKV_AWS_308": Adopted(Severity.MEDIUM, ("nist-800-53-r5:SC-28",)),
    # What is replaced before it is destroyed; certificates that the public logs know, and of one name.
    **dict.fromkeys(("CKV_AWS_233", "CKV_AWS_237"), Adopted(Severity.LOW, ("nist-800-53-r5:CP-10",))),
    **dict.fromkeys(
        ("CKV_AWS_234", "CKV2_AWS_71"),
        Adopted(Severity.MEDIUM, ("pci-dss-4.0.1:4.2.1.1", "nist-800-53-r5:SC-17")),
    ),
    # A firewall whose rules say what to do; a function that anybody may call.
    **dict.fromkeys(
        ("CKV_AWS_175", "CKV_AWS_342"),
        Adopted(Severity.MEDIUM, ("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SC-7")),
    ),
    "CKV_AWS_301": Adopted(Severity.CRITICAL, ("pci-dss-4.0.1:7.2.1", "nist-800-53-r5:AC-3")),
    # A load balancer: odd headers and requests, the health of targets, protection from deletion.
    **dict.fromkeys(
        ("CKV_AWS_131", "CKV_AWS_328"),
        Adopted(Severity.MEDIUM, ("pci-dss-4.0.1:6.2.4", "nist-800-53-r5:SI-10")),
    ),
    "CKV_AWS_261": Adopted(Severity.MEDIUM, ("nist-800-53-r5:CP-10",)),
    # What of a database and a balancer survives a mistake: no deletion, copies elsewhere, going back in time.
    **dict.fromkeys(
        ("CKV_AWS_139", "CKV_AWS_150", "CKV_AWS_326", "CKV2_AWS_8"),
        Adopted(Severity.MEDIUM, ("nist-800-53-r5:CP-9", "nist-800-53-r5:CP-10")),
    ),
    "CKV_AWS_313": Adopted(Severity.LOW, ("nist-800-53-r5:CM-8",)),
    # Releases that mend weaknesses.
    **dict.fromkeys(
        ("CKV_AWS_226", "CKV_AWS_332"),
        Adopted(Severity.MEDIUM, ("pci-dss-4.0.1:6.3.3", "nist-800-53-r5:SI-2")),
    ),
    # A cluster of containers: who ran what by hand, under whose key, and what it measures; files that travel.
    **dict.fromkeys(
        ("CKV_AWS_65", "CKV_AWS_223"),
        Adopted(Severity.MEDIUM, ("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12")),
    ),
    "CKV_AWS_224": Adopted(Severity.MEDIUM, ("pci-dss-4.0.1:10.3.2", "nist-800-53-r5:SC-28(1)")),
    "CKV_AWS_97": Adopted(Severity.HIGH, ("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8(1)")),
    # Addresses and names that lead to nothing, which another may take over.
    "CKV2_AWS_19": Adopted(Severity.LOW, ("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:CM-8")),
    "CKV2_AWS_23": Adopted(Severity.MEDIUM, ("nist-800-53-r5:CM-8", "nist-800-53-r5:SC-20")),
    # A default route that does not go through a NAT gateway.
    "CKV2_AWS_35": Adopted(Severity.LOW, ("pci-dss-4.0.1:1.4.1", "nist-800-53-r5:SC-7")),
}

_SERVED: Final = {
    "R19": ("CKV_AWS_313",),
    "R35": ("CKV2_AWS_34", "CKV_AWS_224", "CKV_AWS_308", "CKV_AWS_337"),
    "R37": ("CKV_AWS_227",),
    "R39": ("CKV_AWS_97",),
    "R40": ("CKV_AWS_286", "CKV_AWS_287"),
    "R41": ("CKV_AWS_288", "CKV_AWS_289", "CKV_AWS_290"),
    "R42": ("CKV_AWS_393",),
    "R46": ("CKV2_AWS_4", "CKV_AWS_223", "CKV_AWS_285"),
    "R83": ("CKV2_AWS_35",),
    "R94": ("CKV_AWS_276",),
    "R141": ("CKV_AWS_261",),
    "C16": ("CKV_AWS_143",),
}
"""The requirements that checks without a rule of ours serve; the others serve those of their rule."""

_CONTRADICTED: Final = {
    # Whoever comes by HTTP is led to HTTPS, for which port 80 is open.
    **dict.fromkeys(("R39", "R105", "R140"), ("CKV_AWS_260",)),
    # An answer is of one caller and of the moment: each request is authorized, and passed on.
    **dict.fromkeys(("R72", "R87"), ("CKV_AWS_120", "CKV_AWS_225")),
    # Health is asked by who cannot sign: Route 53, and who watches a system whose balancer is internal.
    **dict.fromkeys(("R78", "R88"), ("CKV_AWS_59",)),
    # Environments can be destroyed.
    "C3": ("CKV_AWS_139", "CKV_AWS_150"),
    # The database's own backups are kept for as long as is asked; a serverless one has no backtracking.
    "C8": ("CKV2_AWS_8",),
    "C24": ("CKV_AWS_326",),
    # One system keeps its logs for 30 days.
    "C10": ("CKV_AWS_338",),
    # Parameters are no secrets, which are elsewhere.
    "C25": ("CKV2_AWS_34",),
}
"""The requirements that ask for what a check refuses: where they hold, it fails by design."""


def adopted(check_id: str) -> Adopted:
    """What we make of a stock check; medium and without controls where nothing is said of it."""
    return adoptions().get(check_id, Adopted())


@cache
def adoptions() -> Mapping[str, Adopted]:
    """What we make of each stock check that something is said of.

    Raises FrameworkError as `policies.frameworks` does, UnknownControlError for a control that it lacks;
    RequirementsError and UnknownRequirementError likewise.
    """
    for key in (key for each in _OWN.values() for key in each.controls):
        control(key)
    rules = {rule.id: rule for rule in load().rules}
    shared = {
        check: Adopted(rules[rule].severity, rules[rule].controls, rule, rules[rule].requirements)
        for rule, checks in SAME.items()
        if rule in rules  # one that did not load is a problem of the verdict already
        for check in checks
    }
    found = {**_OWN, **shared}
    for row, checks in (*_SERVED.items(), *_CONTRADICTED.items()):
        requirement(row)
        for check in checks:
            known = found.get(check, Adopted())
            found[check] = replace(known, rows=(*known.rows, row))
    return found
