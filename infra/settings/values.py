"""The kinds of value that settings hold. The message of each validator says what is allowed."""

import re
from ipaddress import IPv4Network
from string import Formatter
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, PlainValidator

from infra.settings.known_regions import known_regions
from infra.settings.nearest import meant

# CloudWatch Logs accepts these numbers of days only (API PutRetentionPolicy).
LOG_RETENTION_DAYS: Final = (
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
)  # fmt: skip

InterfaceEndpoint = Literal[
    "ecr.api", "ecr.dkr", "events", "kms", "logs", "secretsmanager", "sns", "sqs", "ssm", "states"
]


def _matches(pattern: str, allowed: str) -> AfterValidator:
    def check(value: str) -> str:
        if re.fullmatch(pattern, value) is None:
            raise ValueError(allowed)
        return value

    return AfterValidator(check)


def _region(value: str) -> str:
    if value not in known_regions():
        raise ValueError(f"the name of an AWS region{meant(value, known_regions())}")
    return value


def _private_network(value: object) -> IPv4Network:
    allowed = "a private IPv4 network of 65,536 addresses, such as 10.20.0.0/16"
    try:
        network = IPv4Network(str(value))
    except ValueError:
        raise ValueError(allowed) from None
    if network.prefixlen != 16 or not network.is_private:
        raise ValueError(allowed)
    return network


def _public_network(value: object) -> IPv4Network:
    allowed = "an IPv4 network of 256 addresses at most, such as 192.0.2.0/24"
    try:
        network = IPv4Network(str(value))
    except ValueError:
        raise ValueError(allowed) from None
    if network.prefixlen < 24:
        raise ValueError(allowed)
    return network


def _log_retention(value: int) -> int:
    if value not in LOG_RETENTION_DAYS:
        raise ValueError(f"one of {', '.join(map(str, LOG_RETENTION_DAYS))}")
    return value


def _distinct_zones(value: tuple[str, ...]) -> tuple[str, ...]:
    if not 2 <= len(set(value)) == len(value) <= 6:
        raise ValueError("2 to 6 different availability zones")
    return value


def _bucket_template(value: str) -> str:
    fields = {field for _, field, _, _ in Formatter().parse(value) if field is not None}
    if not fields <= {"app", "code", "region"}:
        raise ValueError("a bucket name, and where wanted in it {app}, {code} and {region}")
    return value


def _endpoint_service(value: str) -> str:
    if re.fullmatch(r"com\.amazonaws\.vpce\.[a-z0-9{}-]+\.vpce-svc-[0-9a-f]{17}", value) is None or {
        field for _, field, _, _ in Formatter().parse(value) if field is not None
    } - {"region"}:
        raise ValueError(
            "the name of an endpoint service, such as com.amazonaws.vpce.{region}.vpce-svc-0123456789abcdef0"
        )
    return value


Suffix = Annotated[
    str,
    _matches(
        r"(?=.{1,20}$)[a-z0-9]+(-[a-z0-9]+)*",
        "1 to 20 characters: lower-case letters, digits and single hyphens between them",
    ),
]
AppName = Annotated[
    str, _matches(r"[a-z][a-z0-9]{1,15}", "2 to 16 lower-case letters and digits, a letter first")
]
RegionName = Annotated[str, AfterValidator(_region)]
RegionCode = Annotated[str, _matches(r"[a-z]{3,6}\d", "3 to 6 lower-case letters and a digit, such as euw1")]
AvailabilityZone = Annotated[
    str,
    _matches(r"[a-z]{3,6}\d-az[1-6]", "the id of an availability zone, such as euw1-az1; AWS has az1 to az6"),
]
Jurisdiction = Annotated[
    str,
    _matches(r"[a-z]{2,16}|\{region\}", "2 to 16 lower-case letters, or {region} for the region by itself"),
]
Zones = Annotated[tuple[AvailabilityZone, ...], AfterValidator(_distinct_zones)]
TagValue = Annotated[
    str, _matches(r"[\w .:/=+@-]{1,256}", "1 to 256 letters, digits, spaces and any of _ . : / = + - @")
]
KeyAlias = Annotated[
    str, _matches(r"alias/(?!aws/)[\w/-]{1,250}", "the alias of a customer-managed key, such as alias/state")
]
DomainName = Annotated[
    str, _matches(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}", "a lower-case domain name")
]
SecretName = Annotated[
    str,
    _matches(
        r"[\w/+=.@-]{1,512}(?<!-\w{6})", "a secret's name, without the six characters that its ARN adds"
    ),
]
ZoneId = Annotated[
    str, _matches(r"Z[A-Z0-9]{1,31}", "a Route 53 hosted-zone id: Z, then capitals and digits")
]
Email = Annotated[str, _matches(r"[^@\s]+@[^@\s]+\.[^@\s]+", "an e-mail address")]
AccountId = Annotated[str, _matches(r"\d{12}", "an AWS account id of twelve digits")]
Network = Annotated[IPv4Network, PlainValidator(_private_network)]
PublicNetwork = Annotated[IPv4Network, PlainValidator(_public_network)]
LogRetention = Annotated[int, AfterValidator(_log_retention)]
EndpointService = Annotated[str, AfterValidator(_endpoint_service)]
BucketTemplate = Annotated[str, AfterValidator(_bucket_template)]
Concurrency = Annotated[int, Field(ge=1, le=100_000)]
Percent = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
Quota = Annotated[int, Field(ge=1)]
