"""The settings of `pci_web_app`: what may be said, how a mistake is told, and what the environment says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

import pytest

import main
from infra.settings import SettingsError
from infra.systems import load, settings_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from infra.systems.pci_web_app.settings import Settings

SYSTEM: Final = "pci_web_app"
SUFFIX: Final = "zq7"
ZEROS: Final = f"sha256:{'0' * 64}"
IMAGE: Final = f"sha256:{'5e' * 32}"
VARIABLES: Final = {
    "AWS_REGION": "us-east-1",
    "TERRAFORM_STATE_BUCKET": "team-state-{code}",
    "TERRAFORM_STATE_BUCKET_REGION": "us-west-2",
}


def settings(
    path: Path | None = None, environment: Mapping[str, str] | None = None, profile: str | None = None
) -> Settings:
    found = load(SYSTEM, SUFFIX, path=path, profile=profile, environment=environment or {})
    return cast("Settings", found)


def edited(folder: Path, right: str, wrong: str) -> Path:
    """The settings of the system with one line that says something else."""
    text = settings_file(SYSTEM).read_text(encoding="utf-8")
    assert text.count(right) == 1, right
    copy = folder / f"{SYSTEM}.toml"
    copy.write_text(text.replace(right, wrong), encoding="utf-8")
    return copy


@pytest.mark.parametrize(("profile", "days"), [("ephemeral", 1), ("production", 35)])
def test_r142_backups_are_kept_as_long_as_the_profile_asks(tmp_path: Path, profile: str, days: int) -> None:
    path = edited(tmp_path, ZEROS, IMAGE)
    assert settings(path, profile=profile).profile.backup_days == days


def test_the_digest_of_zeros_is_for_short_lived_environments_alone(tmp_path: Path) -> None:
    assert settings().application.digest == ZEROS
    with pytest.raises(SettingsError) as refused:
        settings(profile="production")
    told = f"application.digest: found '{ZEROS}'; allowed: the digest of an image of yours"
    assert re.sub(r"(?<=\.toml):\d+", "", str(refused.value)) == f"{settings_file(SYSTEM)}: {told}"
    assert settings(edited(tmp_path, ZEROS, IMAGE), profile="production").application.digest == IMAGE


OUTBOUND: Final = 'outbound = ["192.0.2.0/24"]'
REPOSITORY: Final = 'repository = "pci-web-app"'
ADMINISTRATOR: Final = 'administrator = "ledgeradmin"'
ALIAS: Final = 'secrets_key_alias = "alias/payments-secrets"'
MISTAKES: Final = {
    # what is written instead of what: the dotted key with what was found, and part of what is allowed there
    ZEROS: [
        ("sha256:5e", "application.digest: found 'sha256:5e'", "sha256:[0-9a-f]{64}"),
        ("latest", "application.digest: found 'latest'", "sha256:[0-9a-f]{64}"),
    ],
    REPOSITORY: [
        ('repository = "Web App"', "application.repository: found 'Web App'", "match pattern"),
        (f"{REPOSITORY}\ncpu = 300", "application.cpu: found 300", "one of 256, 512, 1024, 2048"),
        (f"{REPOSITORY}\nmemory = 512", "application.memory: found 512", "1024 to 4096 with this CPU"),
        (f"{REPOSITORY}\nmemory = 8192", "application.memory: found 8192", "1024 to 4096 with this CPU"),
        (
            f"{REPOSITORY}\ncpu = 2048\nmemory = 1024",
            "application.memory: found 1024",
            "4096 to 16384 with this CPU",
        ),
        (f"{REPOSITORY}\nleast_tasks = 1", "application.least_tasks: found 1", "greater than or equal to 2"),
        (
            f"{REPOSITORY}\nleast_tasks = 4\nmost_tasks = 3",
            "application.most_tasks: found 3",
            "application.least_tasks (4) or more",
        ),
        (f"{REPOSITORY}\nmost_tasks = 501", "application.most_tasks: found 501", "less than or equal to 500"),
        (f"{REPOSITORY}\nclient_tps = 0", "application.client_tps: found 0", "greater than or equal to 1"),
        (
            f"{REPOSITORY}\nport = 80",
            "application.port: found 80",
            "one of the keys repository, digest, cpu, memory",
        ),
    ],
    OUTBOUND: [
        ('outbound = ["0.0.0.0/0"]', "application.outbound.0: found '0.0.0.0/0'", "256 addresses at most"),
        (
            'outbound = ["192.0.2.0/23"]',
            "application.outbound.0: found '192.0.2.0/23'",
            "256 addresses at most",
        ),
        ('outbound = ["pay.example"]', "application.outbound.0: found 'pay.example'", "an IPv4 network"),
    ],
    ADMINISTRATOR: [
        *(
            (
                f'administrator = "{name}"',
                f"database.administrator: found '{name}'",
                "a name that RDS leaves free",
            )
            for name in ("admin", "mysql", "rdsadmin", "root")
        ),
        ('administrator = "Ledger"', "database.administrator: found 'Ledger'", "match pattern"),
        (
            f"{ADMINISTRATOR}\nleast_capacity = 4.0",
            "database.most_capacity: found 2.0",
            "database.least_capacity (4) or more",
        ),
        (
            f"{ADMINISTRATOR}\nleast_capacity = 0.0",
            "database.least_capacity: found 0.0",
            "greater than or equal to 0.5",
        ),
        (
            f"{ADMINISTRATOR}\nmost_capacity = 257.0",
            "database.most_capacity: found 257.0",
            "less than or equal to 256",
        ),
        (
            f'{ADMINISTRATOR}\nversion = "5.7.mysql_aurora.2.11.0"',
            "database.version: found '5.7.mysql_aurora.2.11.0'",
            "match pattern",
        ),
        (f'{ADMINISTRATOR}\nname = "Payments"', "database.name: found 'Payments'", "match pattern"),
    ],
    'administrator_secret = "pci/database-administrator"': [
        ("", "database.administrator_secret: the key is missing", "a value"),
        (
            'administrator_secret = "pci/database-AbC123"',
            "database.administrator_secret: found 'pci/database-AbC123'",
            "without the six characters that its ARN adds",
        ),
    ],
    ALIAS: [
        (
            'secrets_key_alias = "alias/aws/secretsmanager"',
            "database.secrets_key_alias: found 'alias/aws/secretsmanager'",
            "a customer-managed key",
        ),
    ],
    "backup_days = 35": [
        ("backup_days = 36", "profiles.production.backup_days: found 36", "less than or equal to 35"),
        ("backup_days = 0", "profiles.production.backup_days: found 0", "greater than or equal to 1"),
    ],
    "flow_log_days = 365": [
        (
            "flow_log_days = 364",
            "profiles.ephemeral.flow_log_days: found 364",
            "greater than or equal to 365",
        ),
    ],
    'hosted_zone_id = "Z0SAMPLEZONE"': [
        ("", "domain.hosted_zone_id: the key is missing", "a value"),
    ],
    "nat_per_zone = false": [
        ('nat_per_zone = "no"', "network.nat_per_zone: found 'no'", "a valid boolean"),
    ],
}


@pytest.mark.parametrize(
    ("right", "wrong", "key_and_found", "allowed"),
    [(right, *mistake) for right, mistakes in MISTAKES.items() for mistake in mistakes],
)
def test_a_mistake_is_told_by_file_key_value_and_what_is_allowed(
    tmp_path: Path, right: str, wrong: str, key_and_found: str, allowed: str
) -> None:
    path = edited(tmp_path, right, wrong)
    with pytest.raises(SettingsError) as refused:
        settings(path)
    (line,) = str(refused.value).splitlines()
    assert re.match(rf"{re.escape(str(path))}(:\d+)?: {re.escape(key_and_found)}", line), line
    assert allowed in re.split("; (?:allowed|required): ", line)[1]


def test_r151_variables_win_over_the_file() -> None:
    assert settings().state.bucket == "{app}-tfstate-{code}"
    found = settings(environment=VARIABLES)
    assert (found.primary_region, found.state.bucket, found.state.region) == tuple(VARIABLES.values())
    assert found.state_bucket(found.primary) == "team-state-use1"


def test_r151_an_empty_variable_says_nothing() -> None:
    assert settings(environment=dict.fromkeys(VARIABLES, "")) == settings()


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        (
            "AWS_REGION",
            "the-moon",
            "AWS_REGION: primary_region: found 'the-moon'; allowed: the name of an AWS",
        ),
        (
            "AWS_REGION",
            "eu-west-1",
            "AWS_REGION: primary_region: found 'eu-west-1'; allowed: one of us-east-1",
        ),
        (
            "TERRAFORM_STATE_BUCKET",
            "Bad_Bucket",
            "TERRAFORM_STATE_BUCKET: state.bucket: found 'Bad_Bucket'; allowed: a template of names",
        ),
        (
            "TERRAFORM_STATE_BUCKET",
            "state-{account}",
            "TERRAFORM_STATE_BUCKET: state.bucket: found 'state-{account}'; allowed: a bucket name",
        ),
        (
            "TERRAFORM_STATE_BUCKET_REGION",
            "us east",
            "TERRAFORM_STATE_BUCKET_REGION: state.region: found 'us east'; allowed: the name of an AWS",
        ),
        (
            "ENVIRONMENT_SUFFIX",
            "Not_Allowed",
            "ENVIRONMENT_SUFFIX: suffix: found 'Not_Allowed'; allowed: 1",
        ),
    ],
)
def test_r151_a_bad_variable_is_one_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv("ENVIRONMENT_SUFFIX", SUFFIX)
    monkeypatch.setenv(variable, value)
    assert main.main(["-c", f"system={SYSTEM}"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert re.match(rf"main\.py: {re.escape(told)}", line)


@pytest.mark.synth
def test_r151_the_state_is_where_the_variables_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.infra.synthesis import Configuration

    for variable, value in {**VARIABLES, "CDKTF_OUTDIR": str(tmp_path / "cdktf.out")}.items():
        monkeypatch.setenv(variable, value)
    assert main.main(["-c", f"environmentSuffix={SUFFIX}", "-c", f"system={SYSTEM}"]) == 0
    for name, stack in Configuration.read(tmp_path / "cdktf.out").stacks.items():
        backend = stack.json["terraform"]["backend"]["s3"]
        assert (backend["bucket"], backend["region"]) == ("team-state-use1", "us-west-2"), name
