"""A second system takes one folder and one line, and nothing it says is of the first one."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import main
from infra import systems
from policies import __main__ as policies
from policies.context import Promises
from policies.model import Status
from policies.registry import load
from tests.systems import sample

SYSTEM = "sample"
OF_THE_FIRST = re.compile(r"payment|processor|capture|ledger|receipt|capacity", re.IGNORECASE)
NAMED = re.compile(
    "|".join((*systems.SYSTEMS, "pci_web_app", "disaster_recovery", "region_migration", "onprem_migration"))
)
FOLDER = Path(sample.__file__).parent


@pytest.fixture(scope="module")
def listed() -> Any:
    """The list of systems with one line more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(systems, "SYSTEMS", {**systems.SYSTEMS, SYSTEM: sample.__name__})
        yield


@pytest.fixture(scope="module")
def written(listed: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its synthesis."""
    assert listed is None
    folder = tmp_path_factory.mktemp(SYSTEM) / "cdktf.out"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CDKTF_OUTDIR", str(folder))
        assert main.main(["-c", "environmentSuffix=zq7", "-c", f"system={SYSTEM}"]) == 0
    return folder


def test_a_system_is_a_small_folder() -> None:
    lines = {path.name: len(path.read_text().splitlines()) for path in FOLDER.iterdir() if path.is_file()}
    assert lines.pop(f"{SYSTEM}.toml") <= 30
    assert sum(lines.values()) <= 60


def without_waivers(text: str) -> str:
    """The text without the note that counts the waivers of systems which were not judged, by their names."""
    return re.sub(r"note: \d+ waivers are of systems that were not judged.*", "", text)


@pytest.mark.synth
@pytest.mark.usefixtures("listed")
def test_it_synthesizes_and_says_nothing_of_the_first_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CDKTF_OUTDIR", str(tmp_path / "cdktf.out"))
    assert main.main(["-c", "environmentSuffix=zq7", "-c", f"system={SYSTEM}"]) == 0
    said = capsys.readouterr()
    assert "PASS: 1 stack" in said.out
    assert OF_THE_FIRST.findall(without_waivers(said.out + said.err)) == []


@pytest.mark.synth
def test_nothing_that_is_written_speaks_of_the_first_system(written: Path) -> None:
    texts = [path.read_text() for path in written.rglob("*.json")]
    assert len(texts) == 3, "manifest, metadata, one stack"
    assert [found for text in texts for found in OF_THE_FIRST.findall(text)] == []


@pytest.mark.synth
def test_its_tags_are_those_of_every_system_and_what_it_promises(written: Path) -> None:
    (stack,) = written.glob("stacks/*/cdk.tf.json")
    (key,) = json.loads(stack.read_text())["resource"]["aws_kms_key"].values()
    assert key["tags"] == {
        "App": "sample",
        "CostCenter": "platform",
        "Environment": "zq7",
        "EnvironmentSuffix": "zq7",
        "ManagedBy": "cdktf",
        "Name": "sample-alerts-zq7",
        "Project": "sample",
        "Purpose": "sample",
        "Region": "us-west-2",
    }


@pytest.mark.synth
@pytest.mark.parametrize("engine", ["rules", pytest.param("all", marks=pytest.mark.long)])
def test_it_is_judged_and_reported(
    written: Path, tmp_path: Path, engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["gate", str(written), "--strict", "--engine", engine, "--report", str(tmp_path)]
    assert policies.main(asked) == 0
    assert OF_THE_FIRST.findall(without_waivers(capsys.readouterr().out)) == []
    report = json.loads((tmp_path / "compliance.json").read_text())
    assert [stack["system"] for stack in report["stacks"]] == [SYSTEM]


GROUP = {"example": {"name": "example-zq7", "retention_in_days": 365}}


@pytest.mark.synth
@pytest.mark.parametrize(
    ("rule", "kind", "more"),
    [
        ("tags-required", "aws_kms_key", {"key_alerts": {}}),
        ("logs-retention", "aws_cloudwatch_log_group", GROUP),
        ("vpc-isolated", "aws_internet_gateway", {"way_out": {}}),
    ],
)
def test_the_gate_holds_it_to_what_it_promises(
    written: Path, tmp_path: Path, rule: str, kind: str, more: dict[str, Any]
) -> None:
    folder = tmp_path / "cdktf.out"
    shutil.copytree(written, folder)
    (file,) = folder.glob("stacks/*/cdk.tf.json")
    stack = json.loads(file.read_text())
    stack["resource"][kind] = more
    file.write_text(json.dumps(stack))
    assert rule in {finding["rule"] for finding in failures(folder, tmp_path)}


@pytest.mark.synth
@pytest.mark.parametrize(
    "part",
    [field.name for field in fields(Promises)],
)
def test_promises_that_are_not_whole_are_no_verdict(
    written: Path, tmp_path: Path, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cdktf.out"
    shutil.copytree(written, folder)
    metadata = json.loads((folder / "estate.json").read_text())
    (stack,) = metadata["stacks"].values()
    del stack["promises"][part]
    (folder / "estate.json").write_text(json.dumps(metadata))
    assert policies.main(["gate", str(folder), "--engine", "rules"]) != 0
    assert "it is not the metadata of a synthesis" in capsys.readouterr().out


def failures(folder: Path, to: Path) -> list[dict[str, Any]]:
    """What the gate finds wrong."""
    policies.main(["gate", str(folder), "--engine", "rules", "--write", f"json={to / 'gate.json'}"])
    findings = json.loads((to / "gate.json").read_text())["findings"]
    return [finding for finding in findings if finding["status"] == Status.FAIL]


def test_no_rule_names_a_system() -> None:
    assert load().rules
    policies_of_all = Path(main.__file__).parent / "policies"
    for path in sorted({*policies_of_all.rglob("*.py"), *policies_of_all.rglob("*.j2")}):
        assert NAMED.findall(path.read_text(encoding="utf-8")) == [], path
