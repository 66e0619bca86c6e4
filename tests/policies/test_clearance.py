"""Only what every engine passes, today too, is deployed; each other case is refused with its own sentence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from policies.__main__ import main
from policies.commands import cleared
from policies.context import Promises
from policies.gate.reading.metadata import Metadata, StackMetadata, write_metadata
from policies.registry import load
from policies.report import inputs
from policies.report.sealing import UNSIGNED, Terms, opened, sealed
from policies.report.signing import read_private_key
from tests.policies.stacks import write_manifest, write_stack

TAGS = {
    "App": "pay",
    "CostCenter": "pay",
    "Environment": "zq7",
    "EnvironmentSuffix": "zq7",
    "ManagedBy": "cdktf",
    "Name": "pay-client-zq7",
    "Project": "pay",
    "Region": "us-east-1",
}
BACKEND = {
    "bucket": "pay-tfstate-use1",
    "encrypt": True,
    "key": "pay/zq7/pay.tfstate",
    "kms_key_id": "alias/payments-tfstate",
    "region": "us-east-1",
    "use_lockfile": True,
}
STACK: dict[str, Any] = {
    "terraform": {
        "backend": {"s3": BACKEND},
        "required_providers": {"aws": {"source": "aws", "version": "6.25.0"}},
    },
    "provider": {"aws": [{"alias": "use1", "region": "us-east-1"}]},
    "resource": {
        "aws_api_gateway_client_certificate": {
            "client": {"description": "of the gateway", "provider": "aws.use1", "tags": TAGS}
        }
    },
}
BROKEN = json.loads(json.dumps(STACK).replace("cdktf", "hand"))
"""The same stack with one tag that a rule refuses."""
WAIVER = """
[[waiver]]
rule = "tags-required"
scope = {{ system = "pay", stack = "pay", address = "aws_api_gateway_client_certificate.client" }}
subjects = ["ManagedBy"]
reason = "It is replaced."
ticket = "PAY-12"
owner = "payments-engineering"
approver = "platform-security"
approved = {approved}
compensating = "tags-suffix-consistent"
expires = {expires}
"""
APPROVED = datetime.now(UTC).date()
LAST = APPROVED + timedelta(days=60)
"""The day on which a waiver ends."""
Change = Callable[[dict[str, Any]], None]


def synthesized(folder: Path, stack: dict[str, Any] = STACK) -> Path:
    write_stack(folder, "pay", stack)
    write_manifest(folder, "pay")
    said = {"pay": StackMetadata("pay", "zq7", "ephemeral", promises=Promises())}
    write_metadata(folder, Metadata(stacks=said))
    return folder


def gate(folder: Path, reports: Path, *options: str) -> int:
    return main(["gate", str(folder), "--strict", "--report", str(reports), *options])


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A key to sign with, and its public half."""
    folder, key = tmp_path_factory.mktemp("keys"), Ed25519PrivateKey.generate()
    private, public = folder / "release.pem", folder / "release.pub"
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return private, public


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory, keys: tuple[Path, Path]) -> tuple[Path, Path]:
    """An output that every engine passes, and the folder of its signed report."""
    place = tmp_path_factory.mktemp("passed")
    assert gate(synthesized(place / "cdktf.out"), place / "reports", "--sign-key", str(keys[0])) == 0
    return place / "cdktf.out", place / "reports"


@pytest.fixture
def judged(tmp_path: Path, passed: tuple[Path, Path]) -> tuple[Path, Path]:
    """A copy of both: the output, and its report."""
    for folder in passed:
        shutil.copytree(folder, tmp_path / folder.name)
    return tmp_path / "cdktf.out", tmp_path / "reports" / "compliance.json"


def answer(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str], trusted: Path | None = None
) -> tuple[int, str]:
    capsys.readouterr()
    folder, report = judged
    key = ["--trusted-key", str(trusted)] if trusted else []
    status = main(["cleared", str(folder), "--report", str(report), *key])
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def resealed(report: Path, change: Change, terms: Terms = UNSIGNED) -> None:
    """Change a report and seal it anew, as who can write it can."""
    before = opened(report.read_bytes())
    content: dict[str, Any] = dict(before.content)
    change(content)
    report.write_bytes(sealed(content, {}, terms))


def named(report: dict[str, Any], rule: str) -> dict[str, Any]:
    entry: dict[str, Any] = next(each for each in report["rules"] if each["id"] == rule)
    return entry


def asked(report: dict[str, Any], rule: str, value: object) -> None:
    named(report, rule)["options"][0]["value"] = value


def test_what_every_engine_passed_is_judged_anew_and_cleared(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = answer(judged, capsys)
    assert (status, said.startswith("cleared: every engine passed exactly these bytes")) == (0, True), said


def test_what_terraform_keeps_beside_a_stack_changes_nothing(
    judged: tuple[Path, Path], keys: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    kept = judged[0] / "stacks" / "pay" / ".terraform" / "providers"
    kept.mkdir(parents=True)
    (kept / "binary").write_text("x")
    (judged[0] / "stacks" / "pay" / ".terraform.lock.hcl").write_text("x")
    assert answer(judged, capsys, keys[1])[0] == 0


def test_a_report_of_three_forged_keys_is_refused(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    digest = json.loads(judged[1].read_bytes())["digest"]["sha256"]
    rules = [
        {
            "id": rule.id,
            "engine": "rules",
            "options": [{"name": option.name, "value": option.default} for option in rule.options],
        }
        for rule in load().rules
    ]
    summary = {"verdict": "pass", "engines": ["rules", "checkov"]}
    judged[1].write_text(json.dumps({"summary": summary, "digest": {"sha256": digest}, "rules": rules}))
    status, said = answer(judged, capsys)
    assert (status, "is no report of a judgement (it is not of the format" in said) == (1, True), said


@pytest.mark.parametrize("reseal", [False, True])
def test_a_verdict_that_was_written_over_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, reseal: bool
) -> None:
    folder, reports = synthesized(tmp_path / "cdktf.out", BROKEN), tmp_path / "reports"
    assert gate(folder, reports) == 1
    report = reports / "compliance.json"
    if reseal:
        resealed(report, lambda said: said["summary"].update(verdict="pass"))
    else:
        report.write_text(report.read_text().replace('"verdict":"fail"', '"verdict":"pass"'))
    status, said = answer((folder, report), capsys)
    reason = "it fails: tags-required at pay" if reseal else "summary.verdict was changed"
    assert (status, reason in said) == (1, True), said


def test_what_is_said_of_checkov_is_judged_anew_where_no_trusted_key_signed(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    def forged(said: dict[str, Any]) -> None:
        entry = next(each for each in said["rules"] if each["engine"] == "checkov" and each["passed"])
        entry["passed"] = []

    resealed(judged[1], forged)
    status, said = answer(judged, capsys)
    assert (status, "is not what it is when judged anew" in said) == (1, True), said


@pytest.fixture
def waived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Path, Path]]:
    """Judge what a waiver, which expires on a day, lets pass."""

    def judge(approved: date, expires: date, *options: str) -> tuple[Path, Path]:
        folder, waivers = synthesized(tmp_path / "cdktf.out", BROKEN), tmp_path / "waivers.toml"
        waivers.write_text(WAIVER.format(approved=approved, expires=expires))
        assert gate(folder, tmp_path / "reports", "--waivers", str(waivers), *options) == 0
        monkeypatch.setattr(cleared, "WAIVERS", waivers, raising=False)
        return folder, tmp_path / "reports" / "compliance.json"

    return judge


def test_a_waiver_that_expired_since_is_refused(
    waived: Callable[..., tuple[Path, Path]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    keys: tuple[Path, Path],
) -> None:
    judged = waived(APPROVED, LAST, "--sign-key", str(keys[0]))
    assert answer(judged, capsys, keys[1])[0] == 0
    monkeypatch.setattr(cleared, "date_of_run", lambda: LAST + timedelta(days=1))
    status, said = answer(judged, capsys, keys[1])
    assert (status, f"it expired on {LAST}" in said) == (1, True), said


def test_a_day_that_an_option_chose_clears_nothing(
    waived: Callable[..., tuple[Path, Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    judged = waived(date(2026, 5, 1), date(2026, 6, 30), "--today", "2026-06-01")
    status, said = answer(judged, capsys)
    assert (status, "--today chose the day" in said and "2026-06-01" in said) == (1, True), said


def test_a_day_to_come_clears_nothing(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleared, "date_of_run", lambda: date(2020, 1, 1))
    status, said = answer(judged, capsys)
    assert (status, "which is yet to come" in said) == (1, True), said


def test_other_waivers_clear_nothing(
    waived: Callable[..., tuple[Path, Path]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged = waived(APPROVED, LAST)
    monkeypatch.undo()
    status, said = answer(judged, capsys)
    assert (status, "waivers.toml, of the waivers, " in said) == (1, True), said


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("policies/rules/kms/key_rotation.py", "of the rules"),
        ("policies/related/keys.py", "of the rules"),
        ("policies/frameworks/pci_dss_4_0_1.toml", "of the frameworks"),
        ("docs/requirements.toml", "of the requirements"),
        ("policies/people.toml", "of the register of people"),
        ("Pipfile.lock", "of the locked packages"),
    ],
)
def test_a_judgement_by_other_rules_than_those_here_is_refused(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str], name: str, kind: str
) -> None:
    def changed(said: dict[str, Any]) -> None:
        files = [file for each in said["made"]["inputs"] for file in each["files"]]
        next(file for file in files if file["path"] == name)["sha256"] = "0" * 64

    resealed(judged[1], changed)
    status, said = answer(judged, capsys)
    assert (status, f"{name}, {kind}, was changed since" in said) == (1, True), said


def test_a_rule_that_was_taken_out_since_is_refused(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = inputs.inputs_of(waivers=cleared.WAIVERS, settings=cleared.SETTINGS)
    fewer = tuple(
        inputs.Input(
            each.kind, each.sha256, tuple(file for file in each.files if "key_rotation" not in file.path)
        )
        for each in found
    )
    monkeypatch.setattr(cleared, "inputs_of", lambda **_: fewer)
    status, said = answer(judged, capsys)
    assert (status, "policies/rules/kms/key_rotation.py, of the rules, is gone" in said) == (1, True), said


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("stacks/pay/cdk.tf.json", "was changed"),
        ("stacks/pay/assets/code.zip", "was added"),
        ("manifest.json", "was changed"),
        ("estate.json", "was changed"),
    ],
)
def test_one_byte_more_is_refused_and_named(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str], name: str, how: str
) -> None:
    path = judged[0] / name
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + " ")
    status, said = answer(judged, capsys)
    assert (status, f"is not what was judged: {name} {how}" in said) == (1, True), said


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda report: report["summary"].update(verdict="fail"), "is 'fail'"),
        (lambda report: report["summary"].update(verdict="error"), "is 'error'"),
        (lambda report: report["summary"].update(engines=["rules"]), "was without checkov"),
        (lambda report: report["digest"].update(sha256=""), "is not what was judged"),
        (lambda report: report.pop("digest"), "is no report of a judgement"),
        (lambda report: report.pop("rules"), "is no report of a judgement"),
        (lambda report: report.update(made=[]), "is no report of a judgement"),
        (
            lambda report: report["rules"].remove(named(report, "kms-key-rotation")),
            "was without the rule kms-key-rotation",
        ),
        (
            lambda report: asked(report, "logs-retention", 731),
            "had least_days = 731 for logs-retention, and the",
        ),
        (lambda report: asked(report, "stores-backups", 1), "had least_days = 1 for stores-backups, and the"),
        (lambda report: asked(report, "lb-function-callers", ["/"]), 'and the settings ask for ["/health"]'),
        (
            lambda report: named(report, "kms-key-rotation").update(engine="checkov"),
            "was without the rule kms-k",
        ),
        (
            lambda report: named(report, "tags-required").update(passed=[]),
            "of tags-required (passed) is not what",
        ),
        (lambda report: named(report, "tags-required").update(waivable=False), "of tags-required (waivable)"),
    ],
)
def test_a_report_that_does_not_clear_is_refused(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str], change: Change, reason: str
) -> None:
    resealed(judged[1], change)
    status, said = answer(judged, capsys)
    assert (status, reason in said) == (1, True), said


@pytest.mark.parametrize("text", [None, "{", "[]"])
def test_a_report_that_does_not_read_is_refused(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str], text: str | None
) -> None:
    if text is None:
        judged[1].unlink()
    else:
        judged[1].write_text(text)
    status, said = answer(judged, capsys)
    assert (status, "report of a judgement" in said) == (1, True), said


def test_what_compares_every_engine_is_told_anew_by_every_engine_alone(
    judged: tuple[Path, Path], keys: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    def otherwise(said: dict[str, Any]) -> None:
        named(said, "parity-verdicts")["passed"] = [{"stack": "pay", "address": "aws_kms_key.other"}]

    resealed(judged[1], otherwise, Terms(key=read_private_key(keys[0])))
    assert answer(judged, capsys, keys[1])[0] == 0  # checkov, whose findings it compares too, is not run
    status, said = answer(judged, capsys)
    assert (status, "parity-verdicts (passed) is not what it is" in said) == (1, True), said


def test_a_trusted_key_must_have_signed(
    judged: tuple[Path, Path], keys: tuple[Path, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert answer(judged, capsys, keys[1])[0] == 0
    mine = Ed25519PrivateKey.generate()
    resealed(judged[1], lambda _: None, Terms(key=mine))
    status, said = answer(judged, capsys, keys[1])
    assert (status, "another key than the trusted one signed it" in said) == (1, True), said
    resealed(judged[1], lambda _: None)
    status, said = answer(judged, capsys, keys[1])
    assert (status, "nobody signed it" in said) == (1, True), said
    (tmp_path / "none.pub").write_text("no key")
    status, said = answer(judged, capsys, tmp_path / "none.pub")
    assert (status, "is no public key in PEM" in said) == (1, True), said


def test_the_inventory_names_stacks_states_and_resources(
    judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["inventory", str(judged[0])]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "pay: 1 resource in us-east-1, state in s3 pay-tfstate-use1/pay/zq7/pay.tfstate",
        "     1 aws_api_gateway_client_certificate",
    ]
