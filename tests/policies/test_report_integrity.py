"""What was changed in a report, or in what it was made of, is found and named; who signed it is told."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from policies.__main__ import main
from policies.report.build import build_report, write_report
from policies.report.digest import changed_files, digest_of
from policies.report.inputs import KINDS, changed_inputs, differences, inputs_of
from policies.report.json_format import render
from policies.report.model import UNSAID, Made
from policies.report.previous import PreviousError, read_previous, terms_of
from policies.report.sealing import SealError, Terms, faults, opened, sealed, signed_fault
from policies.report.signing import KeyFileError, read_private_key
from policies.report.time import Time, TimeError, time_of
from tests.policies.test_report import EVERYTHING, MIXED, judged
from tests.policies.test_report_digest import synthesized

PROJECT = Path(__file__).resolve().parents[2]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@cache
def written(key: Ed25519PrivateKey | None = KEY) -> bytes:
    """A report as its file holds it."""
    return render(build_report(judged(**MIXED), "c0ffee"), {"compliance.html": b"page"}, Terms(key=key))


def found(data: bytes) -> list[str]:
    """What is said of a report that may have been changed."""
    try:
        report = opened(data)
    except SealError as error:
        return [str(error)]
    return [*faults(report), *filter(None, [signed_fault(report, None)])]


def changed(**values: Any) -> list[str]:
    """What is said of a report in which some of its content says otherwise."""
    return found(rfc8785.dumps({**json.loads(written()), **values}))


def test_what_was_not_changed_is_said_to_be_so() -> None:
    assert found(written()) == []
    assert found(written(None)) == []


def test_the_file_is_canonical_json_and_its_digests_can_be_made_without_this_project() -> None:
    said = json.loads(written())
    assert written() == rfc8785.dumps(said)
    integrity = said.pop("integrity")
    assert hashlib.sha256(rfc8785.dumps(said)).hexdigest() == integrity["content"]
    signature, seal = integrity.pop("signature"), integrity.pop("seal")
    assert hashlib.sha256(rfc8785.dumps(integrity)).hexdigest() == seal
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(signature["public_key"]))
    public.verify(base64.b64decode(signature["value"]), f"{said['format']} {seal}".encode())


def test_an_empty_section_that_is_renamed_is_named() -> None:
    content = json.loads(written())
    content["flowr"] = content.pop("flows")
    assert content["flowr"] == []
    assert found(rfc8785.dumps(content)) == ["its flowr was added", "its flows is gone"]


@given(st.integers(0, len(written()) - 1), st.integers(1, 255))
def test_one_changed_byte_is_found_and_named(place: int, by: int) -> None:
    data = bytearray(written())
    data[place] ^= by
    said = found(bytes(data))
    assert said
    assert all(said)
    try:
        content = json.loads(data)
    except ValueError:
        return
    before = json.loads(written())
    sections = {key for key in {*before, *content} if before.get(key) != content.get(key)} - {"integrity"}
    if sections and before["integrity"] == content.get("integrity") and "format" not in sections:
        assert not any(fault.startswith("the order") for fault in said), said


@given(st.integers(0, len(written())), st.binary(min_size=1, max_size=3))
def test_what_is_put_in_or_cut_off_is_found(place: int, more: bytes) -> None:
    assert found(written()[:place] + more + written()[place:])
    assert place == len(written()) or found(written()[:place])


def test_what_was_changed_is_said_in_words() -> None:
    said = json.loads(written())
    rules, summary, waivers = said["rules"], said["summary"], said["waivers"]
    other = {**rules[0], "severity": "low"}
    assert changed(summary={**summary, "verdict": "pass"}) == ["summary.verdict was changed"]
    assert changed(rules=[other, *rules[1:]]) == [f"the entry of the rule {rules[0]['id']} was changed"]
    assert changed(rules=rules[1:]) == [f"the entry of the rule {rules[0]['id']} is gone"]
    assert changed(rules=[*rules, {**other, "id": "x"}]) == ["the entry of the rule x was added"]
    assert changed(waivers=[{**waivers[0], "owner": "me"}]) == [
        f"the waiver of {waivers[0]['rule']} was changed"
    ]
    assert changed(commit="beef") == ["its commit was changed"]
    assert changed(made={**said["made"], "day": "2020-01-01"}) == ["made.day was changed"]
    assert changed(more=1) == ["its more was added"]
    assert "order of its entries" in changed(rules=rules[::-1])[0]
    resource = said["resources"][0]["id"]
    assert changed(resources=said["resources"][1:]) == [f"the resource {resource} is gone"]


def test_the_same_content_in_another_spelling_is_found() -> None:
    (fault,) = found(json.dumps(json.loads(written()), indent=1).encode())
    assert "with the same content" in fault


def test_what_proves_a_report_is_proven_itself() -> None:
    integrity = json.loads(written())["integrity"]
    for key, value in (("previous", "0" * 64), ("forms", []), ("entries", {}), ("canonical", "mine")):
        assert "its integrity was changed" in changed(integrity={**integrity, key: value})[0], key
    for part in ("public_key", "value", "algorithm"):
        signature = {**integrity["signature"], part: "AAAA"}
        assert "signature" in changed(integrity={**integrity, "signature": signature})[0], part
    assert "signature" in changed(integrity={**integrity, "signature": "none"})[0]
    assert "has not the keys" in changed(integrity={})[0]


def test_a_report_that_was_sealed_anew_is_told_by_its_signature() -> None:
    content = dict(opened(written()).content)
    content["commit"] = "beef"
    mine = Ed25519PrivateKey.generate()
    for key, reason in ((None, "nobody signed it"), (mine, "another key than the trusted one")):
        report = opened(sealed(content, {}, Terms(key=key)))
        assert list(faults(report)) == []
        assert reason in signed_fault(report, KEY.public_key())
    assert signed_fault(opened(written()), KEY.public_key()) == ""


def test_texts_that_utf_8_has_no_form_for_are_sealed_as_escapes() -> None:
    report = build_report(judged({"one": {"resource": {"aws_kms_key": {"a\ud800": {}}}}}))
    assert found(render(report)) == []


def test_a_report_follows_another(tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    first.write_bytes(written())
    seal = json.loads(written())["integrity"]["seal"]
    assert terms_of(read_previous(first), None) == Terms(previous=seal)
    second.write_bytes(render(build_report(judged(**MIXED)), terms=terms_of(read_previous(first), None)))
    assert main(["verify", str(second), "--previous", str(first)]) == 0
    first.write_bytes(written(None).replace(b"c0ffee", b"c0ffef"))
    with pytest.raises(PreviousError, match=r"was changed: its commit was changed"):
        read_previous(first)
    first.write_bytes(render(build_report(judged(**MIXED), "beef")))
    assert main(["verify", str(second), "--previous", str(first)]) == 1
    assert main(["verify", str(second), "--previous", str(tmp_path / "none")]) == 2


def test_a_key_that_is_none_is_said(tmp_path: Path) -> None:
    key = tmp_path / "release.pem"
    with pytest.raises(KeyFileError, match="cannot be read"):
        read_private_key(key)
    for text in (b"no key", KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)):
        key.write_bytes(text)
        with pytest.raises(KeyFileError, match="is no private key in PEM"):
            read_private_key(key)


def test_the_page_beside_a_report_belongs_to_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, report = write_report(tmp_path, judged(**MIXED))
    content = json.loads(report.read_bytes())["integrity"]["content"]
    assert content in page.read_text(encoding="utf-8")
    assert main(["verify", str(report)]) == 0
    assert "compliance.html: as it was written" in capsys.readouterr().out
    page.write_bytes(page.read_bytes().replace(b"Fail", b"Pass"))
    assert main(["verify", str(report)]) == 1
    assert "changed: compliance.html beside it was changed" in capsys.readouterr().err
    page.unlink()
    assert main(["verify", str(report)]) == 0
    assert "compliance.html: not beside it" in capsys.readouterr().out


def test_a_report_is_verified_by_the_package_alone(tmp_path: Path) -> None:
    """Neither checkout nor output nor repository is there: a report, copied, and `policies`."""
    shutil.copytree(PROJECT / "policies", tmp_path / "lib" / "policies")
    report = tmp_path / "copied.json"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path / "lib"), *sys.path[1:]])}

    def verified(data: bytes) -> subprocess.CompletedProcess[str]:
        report.write_bytes(data)
        return subprocess.run(
            [sys.executable, "-P", "-m", "policies", "verify", "copied.json"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    said = verified(written())
    assert (said.returncode, "unchanged: copied.json" in said.stdout) == (0, True), said
    said = verified(written().replace(b"c0ffee", b"c0ffef"))
    assert (said.returncode, said.stderr) == (1, "changed: its commit was changed\n")
    said = verified(b"{}")
    assert (said.returncode, "is no report that can be verified" in said.stderr) == (2, True), said


def test_what_is_shaped_otherwise_is_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = {**opened(written()).content, "made": [], "summary": 1}
    (tmp_path / "r.json").write_bytes(sealed(content, {}, Terms()))
    assert main(["verify", str(tmp_path / "r.json")]) == 1
    assert "it has not the shape of a report" in capsys.readouterr().err


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthesized(tmp_path_factory.mktemp("output"))


@given(st.data())
def test_one_changed_byte_of_an_output_is_found_and_named(output: Path, data: st.DataObject) -> None:
    files = [{"path": file.path, "sha256": file.sha256} for file in digest_of(output, EVERYTHING).files]
    assert list(changed_files(output, files)) == []
    name = data.draw(st.sampled_from(sorted(file["path"] for file in files)))
    with _spoiled(output / name, data):
        assert list(changed_files(output, files)) == [f"{name} was changed"]


SOURCES: Mapping[str, str] = {
    "policies/rules/kms/one.py": "rules",
    "policies/rules/kms/_shared.py": "rules",
    "policies/engine.py": "rules",
    "policies/types/aws.txt": "rules",
    "policies/frameworks/__init__.py": "rules",
    "policies/frameworks/pci.toml": "frameworks",
    "policies/waivers.toml": "waivers",
    "policies/people.toml": "people",
    "policies/settings.toml": "settings",
    "docs/requirements.toml": "requirements",
    "Pipfile.lock": "packages",
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with a file of each kind."""
    root = tmp_path_factory.mktemp("checkout")
    for name in (*SOURCES, "policies/report/build.py", "policies/rules/__pycache__/one.pyc"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"of {name}\n", encoding="utf-8")
    return root


@given(st.data())
def test_one_changed_byte_of_what_judges_is_found_and_named(checkout: Path, data: st.DataObject) -> None:
    policies = checkout / "policies"
    said = [
        {
            "kind": each.kind,
            "sha256": each.sha256,
            "files": [{"path": f.path, "sha256": f.sha256} for f in each.files],
        }
        for each in inputs_of(
            checkout, waivers=policies / "waivers.toml", settings=policies / "settings.toml"
        )
    ]
    assert {f["path"]: each["kind"] for each in said for f in each["files"]} == SOURCES  # type: ignore[union-attr]
    assert list(changed_inputs(said, checkout)) == []
    name = data.draw(st.sampled_from(sorted(SOURCES)))
    with _spoiled(checkout / name, data):
        assert list(changed_inputs(said, checkout)) == [f"{name}, {KINDS[SOURCES[name]]}, was changed since"]


class _spoiled:  # noqa: N801 - it is used as a function
    """One byte of a file is another one for a while."""

    def __init__(self, path: Path, data: st.DataObject) -> None:
        self.path, self.before = path, path.read_bytes()
        place = data.draw(st.integers(0, len(self.before) - 1))
        self.after = bytearray(self.before)
        self.after[place] ^= data.draw(st.integers(1, 255))

    def __enter__(self) -> None:
        self.path.write_bytes(self.after)

    def __exit__(self, *_: object) -> None:
        self.path.write_bytes(self.before)


def test_a_rule_that_was_added_or_taken_out_is_named(checkout: Path) -> None:
    fewer = inputs_of(checkout, waivers=None, settings=None)
    more = inputs_of(checkout, waivers=checkout / "policies" / "waivers.toml", settings=None)
    both = ("policies/waivers.toml, of the waivers", "policies/people.toml, of the register of people")
    assert list(differences(fewer, more)) == [f"{each}, was added since" for each in both]
    assert list(differences(more, fewer)) == [f"{each}, is gone since" for each in both]


def test_rules_from_outside_are_inputs(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("RULE = 1")
    found = inputs_of(checkout, waivers=None, settings=None, folders=[tmp_path])
    (outside,) = [each for each in found if each.kind == "rules from outside"]
    assert [file.path for file in outside.files] == ["mine.py"]


def test_every_rule_and_framework_of_this_checkout_is_an_input() -> None:
    names = {file.path for each in inputs_of(waivers=None, settings=None) for file in each.files}
    for folder, kind in (("rules", "py"), ("related", "py"), ("gate", "py"), ("frameworks", "toml")):
        for path in (PROJECT / "policies" / folder).rglob(f"*.{kind}"):
            assert path.relative_to(PROJECT).as_posix() in names


def test_the_time_is_said_and_no_clock_is_read() -> None:
    epoch = {"SOURCE_DATE_EPOCH": "1796113800"}
    assert time_of("2026-01-02T03:04:05Z", epoch, "") == Time("2026-01-02T03:04:05Z", "--time")
    assert time_of("", epoch, "") == Time("2026-12-01T08:30:00Z", "SOURCE_DATE_EPOCH")
    assert time_of("", {}, "") == time_of("", {}, "c0ffee0") == Time("", "")
    assert time_of("", {}, "--output=x") == Time("", "")
    for wrong in ("soon", "1e400", "9" * 30):
        with pytest.raises(TimeError, match="must be seconds since 1970"):
            time_of("", {"SOURCE_DATE_EPOCH": wrong}, "")


def test_the_time_of_a_commit_is_that_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    date = "2026-03-04T05:06:07+00:00"
    environment = {**os.environ, "GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date}
    person = ("-c", "user.name=x", "-c", "user.email=x@example.com")
    for command in (("init", "-q"), (*person, "commit", "-q", "--allow-empty", "-m", "one")):
        subprocess.run(["git", *command], cwd=tmp_path, env=environment, check=True)  # noqa: S607
    monkeypatch.chdir(tmp_path)
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert (
        time_of("", {}, head) == time_of("", {}, f"{head}-changed") == Time("2026-03-04T05:06:07Z", "commit")
    )


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--sign-key", "none.pem"], "the key none.pem cannot be read"),
        (["--previous", "none.json"], "the previous report none.json cannot be read"),
    ],
)
def test_a_report_that_cannot_be_made_as_asked_is_not_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    synthesized(tmp_path / "out")
    assert main(["gate", "out", "--engine", "rules", "--report", "reports", *options]) == 2
    assert reason in capsys.readouterr().err
    assert main(["gate", "out", "--engine", "rules", *options]) == 2
    assert "are of a report: give --report too" in capsys.readouterr().err
    assert not (tmp_path / "reports").exists()


def test_the_page_tells_time_and_day_apart(tmp_path: Path) -> None:
    made = Made("2026-01-02T03:04:05Z", "--time", day_chosen=True, strict=True)
    page, _ = write_report(tmp_path, judged(**MIXED), "c0ffee", made)
    text = page.read_text(encoding="utf-8")
    assert "2026-01-02T03:04:05Z (said by --time)" in text
    assert "a day that an option chose; what could not be told failed" in text
    assert UNSAID.time == ""
