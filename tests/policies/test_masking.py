"""No credential gets out: marked ones are pushed through every format, the report and checkov."""

from __future__ import annotations

import json
import random
import string
import sys
import time
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.__main__ import main
from policies.gate.engines.scanner import Scanner
from policies.gate.evaluation import Evaluation
from policies.gate.formats.output import FORMATS
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.folder import Reading
from policies.gate.reading.metadata import Mutation
from policies.gate.verdict import conclude, evaluate_rules
from policies.masking import masker
from policies.model import Finding
from policies.report.build import build_report
from policies.report.html_format import render as html
from policies.report.json_format import render as report_json
from tests.policies.stacks import write_stack
from tests.policies.verdicts import FAILED, METADATA, RULES, TODAY, verdict
from tests.shared import every_case

# Written in parts, so that scanners of this repository do not take them for real.
MARKED = "ZQ7MARKED"
SECRETS = {
    "an access key id": "AKIA" + MARKED + "ZQ7ZQ7Z",
    "a secret access key": "a1/" + MARKED + "+" + "kT4" * 9,
    "a private key": f"-----BEGIN RSA PRIVATE KEY-----\nMIIE{MARKED}\n{MARKED}==\n-----END RSA "
    "PRIVATE KEY-----",
    "the end of a private key": f"MIIE{MARKED}\n{MARKED}==\n-----END " + "PRIVATE KEY-----",
    "the beginning of a private key": "-----BEGIN " + f"PRIVATE KEY-----\\nMIIE{MARKED}",
    "a password in a URL": f"postgres://ledger:{MARKED}@db.internal/ledger",
    "a password with a slash in a URL": f"postgres://ledger:x/{MARKED}@db.internal/ledger",
    "a GitHub token": "ghp_" + MARKED * 4,
    "a Slack token": "xoxb-" + MARKED * 2,
    "a live key": "sk_live_" + MARKED * 2,
    "a signed token": "eyJ" + f"hbGciOiJI.{MARKED}.{MARKED}",
    "a bearer token": f"Authorization: Bearer {MARKED}",
    "an assigned password": f"password={MARKED}",
    "a quoted token": f'"token": "{MARKED}"',
    "a quoted token in a string": rf"{{\"api_key\": \"{MARKED}\"}}",
}


@every_case("secret", SECRETS.values())
def test_every_shape_is_masked_and_the_mask_is_said(secret: str) -> None:
    said = masker()(f"before {secret} after")
    assert MARKED not in said
    assert "masked)" in said


def test_what_stands_around_a_secret_is_kept() -> None:
    said = masker()(f"connects to {SECRETS['a password in a URL']} as ledger")
    assert said == "connects to postgres(a password in a URL, masked)db.internal/ledger as ledger"


@pytest.mark.parametrize("name", FORMATS)
@every_case("secret", SECRETS.values())
def test_no_format_prints_a_secret_wherever_a_scanner_or_a_stack_put_it(name: str, secret: str) -> None:
    texts = ("address", "stack", "region", "message", "remediation", "source", "path")
    findings = [replace(FAILED, **{text: secret}) for text in texts]  # type: ignore[arg-type]
    scanned = replace(FAILED, rule="CKV_AWS_1", engine="checkov", message=f"check {secret}")
    judged = verdict(*findings, scanned, problems=(f"it broke: {secret}",), notes=(f"note {secret}",))
    assert MARKED not in FORMATS[name](judged)


STACK: dict[str, Any] = {
    "resource": {
        "aws_db_instance": {"db": {"password": f"hunter {MARKED}"}},
        "aws_lambda_function": {"f": {"environment": [{"variables": {"API_TOKEN": f"{MARKED}-plain"}}]}},
    }
}


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_a_secret_by_its_name_in_a_stack_is_masked_in_any_text(name: str) -> None:
    quoting = replace(FAILED, message=f"found 'hunter {MARKED}' and {MARKED}-plain")
    judged = verdict(quoting, problems=(f"KeyError: '{MARKED}-plain'",), stack=STACK)
    assert MARKED not in FORMATS[name](judged)


def test_the_report_is_masked_too_in_findings_and_changes() -> None:
    secret = SECRETS["an access key id"]
    change = Mutation("tags", "pay-one", "pay-one/data", "tags", "{}", json.dumps({"k": f"{secret}"}))
    reading = Reading({"pay-one": STACK}, replace(METADATA, mutations=(change,)), Overrides(), (), ())
    report = build_report(
        Evaluation(reading, verdict(replace(FAILED, message=secret), problems=(secret,), stack=STACK))
    )
    assert MARKED not in html(report)
    assert MARKED not in report_json(report).decode()
    assert "an AWS access key id, masked" in html(report)


def test_the_log_of_a_scanner_that_crashed_is_masked(tmp_path: Path) -> None:
    script = tmp_path / "checkov.py"
    script.write_text(f"import sys; sys.exit({SECRETS['a password in a URL']!r})")
    configuration = build({"pay-one": STACK}, METADATA, Overrides())
    scan = Scanner(configuration, ["pay-one"], (sys.executable, str(script))).result()
    assert MARKED in scan.problems[0], "the scanner's own words"
    assert MARKED not in FORMATS["text"](verdict(problems=scan.problems))


@pytest.mark.synth
def test_a_whole_run_with_the_real_checkov_prints_no_secret(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    named = {**STACK["resource"], "aws_sqs_queue": {SECRETS["an access key id"]: {"name": "q"}}}
    named["aws_instance"] = {"web": {"user_data": "\n".join(SECRETS.values())}}
    write_stack(tmp_path, "one", {"resource": named})
    out = tmp_path / "out"
    outputs = [option for name in FORMATS for option in ("--write", f"{name}={out / name}")]
    status = main(["gate", str(tmp_path), "--waivers", "none", "--report", str(out), *outputs])
    assert (status, "terraform-secret-literals" in (out / "text").read_text()) == (1, True)
    assert '"CKV_AWS_' in (out / "json").read_text()
    written = {path.name: path.read_text() for path in out.iterdir()} | {
        "stdout": "".join(capfd.readouterr())
    }
    assert [name for name, text in written.items() if MARKED in text] == []
    assert len(written) == len(FORMATS) + 3


@pytest.mark.parametrize("part", ["://a:b", "A", "eyJaaaaaaaaa.", "-----BEGIN ", "-----END ", "password="])
def test_no_text_makes_masking_slow(part: str) -> None:
    started = time.process_time()
    masker()(part * (100_000 // len(part)))
    assert time.process_time() - started < 3  # seconds; what grows with the square takes ten and more


def test_our_own_words_are_never_masked() -> None:
    mask = masker()
    texts = [text for rule in RULES.values() for text in (rule.title, rule.rationale, rule.remediation)]
    assert [text for text in texts if mask(text) != text] == []


@pytest.mark.parametrize(
    "text",
    [
        "3f786850e387550fdab836ed7e6dc881de23001b",
        "master_password_wo=True",
        "password=${var.password}",
        "https://docs.example.com/a:b/c",
        "arn:aws:kms:xx-test-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "aws_secretsmanager_secret.db",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert masker()(text) == text


NAMED: dict[str, Any] = {
    "resource": {
        "aws_db_instance": {
            "postgres": {
                "identifier": "ledger-zq7",
                "engine": "postgres",
                "region": "xx-test-1",
                "password": "%s",
                "tags": {"App": "pay"},
            }
        },
        "aws_iam_role_policy": {"settlement2024": {"name": "reads-archive-of-2024", "policy": "{}"}},
    }
}
COMMON = [
    *("postgres", "pay-one", "one", "engine", "identifier", "aws_db_instance", "xx-test-1", "ledger"),
    *("reads-archive-of-2024", "settlement2024", "ledger-zq7", "enable_key_rotation", "kms", "a", "password"),
]
"""Passwords that are words, or what something is called: a stack, an address, an attribute, a policy."""


def with_password(word: str) -> dict[str, Any]:
    stack: dict[str, Any] = json.loads(json.dumps(NAMED) % word)
    return stack


@pytest.mark.parametrize("name", FORMATS)
@every_case("word", COMMON)
def test_a_common_password_masks_no_name(word: str, name: str) -> None:
    said = replace(FAILED, message=f"engine is '{word}'")
    findings = (
        said,
        replace(said, stack="pay-two", message=f"it refers to aws_db_instance.postgres, {word}"),
    )
    judged = verdict(*findings, problems=(f"the stack '{word}' is missing",), stack=with_password(word))
    assert "masked" not in FORMATS[name](judged)


@every_case("word", COMMON)
@every_case("quoted", ["'{}'", '"{}"', "`{}`", '\\"{}\\"'])
def test_a_common_password_is_masked_where_it_is_quoted_in_its_own_place(word: str, quoted: str) -> None:
    text = quoted.format(word)
    there = replace(FAILED, address="aws_db_instance.postgres", message=f"it is {text}!")
    parted = replace(there, rule="parted", parts=(("password", f"it is {text}!"),))
    spoken_of = replace(FAILED, message=f"aws_db_instance.postgres: {text} is no key")
    problem = f"it broke at pay-one: aws_db_instance.postgres: {text}"
    judged = verdict(there, parted, spoken_of, problems=(problem,), stack=with_password(word))
    said = [found.message for found in judged.findings] + [
        part for found in judged.findings for _, part in found.parts
    ]
    assert not [
        each for each in (*said, *judged.problems) if text in each or "(a secret, masked)" not in each
    ]


def test_a_common_password_masks_nothing_of_a_whole_verdict() -> None:
    """The stack's name is the password, and each finding of every rule is the same but for the masks."""
    plain, common = ({"pay": with_password(word)} for word in ("8d-Unlike-7781", "pay"))
    texts = [
        [
            (found.rule, found.stack, found.address, found.path)
            for found in conclude(evaluate_rules(build(stacks, METADATA, Overrides())), today=TODAY).findings
            if found.rule != "terraform-secret-literals"
        ]
        for stacks in (plain, common)
    ]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    "name",
    [
        "service-role/AmazonEC2ContainerServiceforEC2Role",
        "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
        "arn:aws:s3:::archive/a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0",
        "arn:aws:states:xx-test-1:111122223333:execution:pay/a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0",
        "https://docs.example.com/guides/a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0",
        "AmazonElasticFileSystemClientReadWriteA1",
        "policy_arn attaches the AWS-managed policy aws-service-role/AWSGlobalAcceleratorSLRPolicy2",
        "/aws/lambda/PaymentsSettlementReconciliation2024Worker",
    ],
)
def test_no_path_and_no_arn_looks_like_a_secret_key(name: str) -> None:
    assert masker()(f"found '{name}' there") == f"found '{name}' there"


def test_random_secret_keys_are_masked() -> None:
    letters = string.ascii_letters + string.digits + "/+"
    chance = random.Random(7)  # noqa: S311 - the same keys in every run
    keys = ["".join(chance.choices(letters, k=40)) for _ in range(2000)]
    keys = [key for key in keys if key[0] != "/" and any(map(str.isdigit, key))]
    mask = masker()
    kept = [key for key in keys if key in mask(f"the key is {key}, and aws_secret='{key}'")]
    assert len(kept) <= 2


def test_a_change_of_a_password_is_told_without_it() -> None:
    change = Mutation("tags", "pay-one", "pay-one/db", "master.password", '"pay"', '"one"')
    reading = Reading({"pay-one": STACK}, replace(METADATA, mutations=(change,)), Overrides(), (), ())
    report = report_json(build_report(Evaluation(reading, verdict(stack=STACK))))
    assert [json.loads(report)["changes"][0][side] for side in ("before", "after")] == [
        "(a secret, masked)"
    ] * 2


@given(st.text(), st.sampled_from(sorted(SECRETS.values())), st.text())
def test_masking_twice_is_masking_once(before: str, secret: str, after: str) -> None:
    mask = masker()
    assert mask(mask(before + secret + after)) == mask(before + secret + after)


@given(st.sets(st.text(min_size=6), max_size=4), st.text())
def test_no_known_secret_survives_even_where_one_holds_another(secrets: set[str], text: str) -> None:
    both = [*secrets, *(f"{secret}-longer" for secret in secrets)]
    said = masker(both)(text.join(both))
    assert not [secret for secret in secrets if secret in said.replace("(a secret, masked)", "\0")]


def test_every_text_of_a_finding_passes_the_mask() -> None:
    texts = {field.name for field in fields(Finding) if field.type == "str"}
    secret = SECRETS["a GitHub token"]
    (masked,) = verdict(replace(FAILED, **dict.fromkeys(texts, secret))).findings
    assert [name for name in texts if MARKED in getattr(masked, name)] == []


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_a_control_character_through(name: str) -> None:
    every = "".join(map(chr, (*range(32), *range(127, 160), 0x2028, 0x202E, 0xFEFF, 0xFFFE, 0xD800)))
    texts = ("address", "stack", "message", "remediation", "source", "path", "waiver", "region")
    text = FORMATS[name](
        verdict(replace(FAILED, **dict.fromkeys(texts, every)), problems=(every,), notes=(every,))  # type: ignore[arg-type]
    )
    assert {character for character in text if not character.isprintable()} <= {"\n"}
    text.encode()
