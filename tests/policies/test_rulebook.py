"""Rules from outside judge beside ours, under ids of their own, once their examples behave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policies.__main__ import main
from policies.commands.catalogue import render
from policies.gate.formats.output import FORMATS
from policies.gate.rulebook import RuleSettings, rulebook
from policies.model import Terraform
from policies.registry import RULES, load
from policies.report.sealing import UNSIGNED, opened, sealed
from tests.policies.stacks import write_stack

OURS = [rule.id for rule in load().rules]
STACK: Terraform = {
    "provider": {"aws": [{"region": "xx-test-1"}]},
    "resource": {"aws_kms_key": {"pay": {"enable_key_rotation": False}}},
}
ROTATION = "from dataclasses import replace\nfrom policies.rules.kms.key_rotation import RULE as SOUND\n"
SOUND = ROTATION + "RULE = replace(SOUND, id='acme-rotation', requirements=())\n"


def folder_of(place: Path, files: dict[str, str], name: str = "our-rules") -> Path:
    folder = place / name
    for file, text in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def gate(folder: Path, *options: str) -> int:
    return main(["gate", str(folder), "--engine", "rules", "--waivers", "none", *options])


@pytest.fixture
def stacks(tmp_path: Path) -> Path:
    write_stack(tmp_path / "out", "pay", STACK)
    return tmp_path / "out"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A folder with a rule that may judge."""
    return folder_of(tmp_path, {"acme/rotation.py": SOUND})


def test_a_rule_from_outside_judges_beside_all_of_ours(sound: Path) -> None:
    registry = rulebook(RuleSettings(folders=(sound,)))
    assert registry.errors == ()
    assert sorted(rule.id for rule in registry.rules) == sorted([*OURS, "acme-rotation"])
    assert {rule.id for rule in registry.rules if rule.origin} == {"acme-rotation"}
    assert registry["acme-rotation"].origin == "our-rules"


def test_helpers_of_a_folder_are_imported_from_beside_and_nothing_is_left_there(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        {
            "acme/_named.py": "NAME = 'acme-rotation'",
            "acme/rotation.py": ROTATION + "from ._named import NAME\nRULE = replace(SOUND, id=NAME)\n",
        },
    )
    assert rulebook(RuleSettings(folders=(folder,))).errors == ()
    assert [path.name for path in folder.rglob("*") if path.suffix != ".py"] == ["acme"]


def test_a_folder_is_read_as_it_is_now(sound: Path) -> None:
    assert rulebook(RuleSettings(folders=(sound,))).errors == ()
    (sound / "acme" / "rotation.py").write_text("RULE = None\n")
    assert [error.reason for error in rulebook(RuleSettings(folders=(sound,))).errors] == [
        "it defines no RULE"
    ]


def changed(change: str, id: str = "acme-rotation") -> str:  # noqa: A002 - as the rule has it
    """A rule that is the sound one but for this."""
    return f"{ROTATION}RULE = replace(SOUND, id='{id}', {change})"


LOADING = [
    ("acme/rotation.py", "RULE = (", "acme/rotation.py: it does not load: SyntaxError"),
    ("acme/rotation.py", "import no_such_module", "it does not load: ModuleNotFoundError"),
    ("acme/rotation.py", "import sys\nsys.exit(0)", "acme/rotation.py: it does not load: SystemExit: 0"),
    ("acme/rotation.py", "X = 1", "acme/rotation.py: it defines no RULE"),
    ("acme/other.py", SOUND, "its RULE has the id 'acme-rotation'; by its file it is 'acme-other'"),
    (
        "acme/rotation.py",
        changed("types=('aws_kms_kee',)"),
        "judges 'aws_kms_kee', and there is no such type",
    ),
    ("acme.py", changed("", "acme"), "its id has no prefix: put its file into a folder"),
    ("kms/other.py", changed("", "kms-other"), "its id begins with 'kms-', as ours do"),
    ("kms/key_rotation.py", f"{ROTATION}RULE = SOUND", "its id is that of a rule of ours, which nothing"),
]
BEHAVING = [
    ("examples=replace(SOUND.examples, passing=())", "acme-rotation: it has no example that passes, or none"),
    ("examples=replace(SOUND.examples, failing=())", "acme-rotation: it has no example that passes, or none"),
    (
        "check=lambda *_: ()",
        "its example failing-1: expected fail, found pass (5 of 7 examples misbehave: 'python",
    ),
    ("check=lambda *_: ['fine']", "aws_kms_key.example: TypeError: it yields 'fine', which is no judgement"),
    ("check=lambda *_: exit(0)", "aws_kms_key.example: SystemExit: 0"),
    (
        "examples=replace(SOUND.examples, passing=(4,))",
        "passing-1: expected pass, the rule breaks: Attribute",
    ),
]


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [*LOADING, *(("acme/rotation.py", changed(change), reason) for change, reason in BEHAVING)],
)
def test_what_may_not_judge_is_status_2_with_its_own_sentence(  # noqa: PLR0917 - what is parametrised
    file: str, text: str, reason: str, tmp_path: Path, stacks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(tmp_path, {file: text})
    status = gate(stacks, "--rules-from", str(folder), "--format", "json")
    said = json.loads(capsys.readouterr().out)
    assert (status, said["verdict"], len(said["problems"])) == (2, "error", 1)
    assert said["problems"][0].startswith("a rule did not load: our-rules")
    assert reason in said["problems"][0], said["problems"][0]
    assert "kms-key-rotation" in {found["rule"] for found in said["findings"]}, "ours judge all the same"


def test_a_folder_that_is_not_there_or_is_ours_is_status_2(
    tmp_path: Path, stacks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gate(stacks, "--rules-from", str(tmp_path / "none")) == 2
    assert "none: there is no such folder of rules" in capsys.readouterr().out
    assert gate(stacks, "--rules-from", str(RULES / "kms")) == 2
    assert "these rules are ours, which are loaded in any case" in capsys.readouterr().out
    (tmp_path / "empty").mkdir()
    assert gate(stacks, "--rules-from", str(tmp_path / "empty")) == 2
    assert "empty: there is no rule" in capsys.readouterr().out


def test_two_folders_may_stand_beside_each_other_and_not_with_one_id(tmp_path: Path, sound: Path) -> None:
    again = folder_of(tmp_path, {"acme/rotation.py": SOUND}, "again")
    other = folder_of(tmp_path, {"acme/turning.py": SOUND.replace("acme-rotation", "acme-turning")}, "other")
    assert rulebook(RuleSettings(folders=(sound, other))).errors == ()
    (error,) = rulebook(RuleSettings(folders=(sound, again))).errors
    assert str(error) == "again: acme-rotation: its id is that of a rule of our-rules"


def test_no_rule_says_its_own_origin(tmp_path: Path) -> None:
    text = ROTATION + "RULE = replace(SOUND, id='acme-rotation', origin='')\n"
    registry = rulebook(RuleSettings(folders=(folder_of(tmp_path, {"acme/rotation.py": text}),)))
    assert registry["acme-rotation"].origin == "our-rules"
    assert {rule.origin for rule in load().rules} == {""}


@pytest.mark.parametrize("name", FORMATS)
def test_what_it_finds_is_told_in_every_format(
    name: str, stacks: Path, sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gate(stacks, "--rules-from", str(sound), "--format", name) == 1
    printed = capsys.readouterr().out
    assert "acme-rotation" in printed
    if name in ("text", "json", "sarif", "markdown"):
        assert "1 rule of our-rules judged beside ours: acme-rotation" in printed
    if name == "json":
        origins = {found["rule"]: found["origin"] for found in json.loads(printed)["findings"]}
        assert (origins["acme-rotation"], origins["kms-key-rotation"]) == ("our-rules", None)
    if name == "sarif":
        driver = json.loads(printed)["runs"][0]["tool"]["driver"]
        origins = {rule["id"]: rule["properties"].get("origin") for rule in driver["rules"]}
        assert (origins["acme-rotation"], origins["kms-key-rotation"]) == ("our-rules", None)


def test_the_report_and_the_catalogue_say_whose_it_is(tmp_path: Path, stacks: Path, sound: Path) -> None:
    gate(stacks, "--rules-from", str(sound), "--report", str(tmp_path / "reports"))
    report = json.loads((tmp_path / "reports" / "compliance.json").read_text())
    assert [rule["id"] for rule in report["rules"] if rule["origin"] == "our-rules"] == ["acme-rotation"]
    assert "a folder of rules from outside" in (tmp_path / "reports" / "compliance.html").read_text()
    registry = rulebook(RuleSettings(folders=(sound,)))
    assert "- From: `our-rules`, a folder of rules from outside" in render(registry.rules)


def test_it_may_be_named_alone_and_left_out(
    stacks: Path, sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gate(stacks, "--rules-from", str(sound), "--rules", "acme-rotation", "--format", "json")
    assert {found["rule"] for found in json.loads(capsys.readouterr().out)["findings"]} == {"acme-rotation"}
    assert gate(stacks, "--rules", "acme-rotation") == 2
    assert "there is no rule or check 'acme-rotation'" in capsys.readouterr().err


def test_settings_name_folders_beside_them_and_options_of_their_rules(
    tmp_path: Path, stacks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = (
        "from policies.model import WithOptions\nfrom policies.options import Number\n"
        "LEAST = Number('least_days', 1, 1, 9, 'days', stricter='higher', because='we say so')\n"
        "def check(key, configuration, chosen):\n"
        "    assert LEAST.of(chosen) < 5\n"
        "    yield from SOUND.check(key, configuration)\n"
    )
    text = f"{ROTATION}{options}RULE = replace(SOUND, id='acme-rotation', check=WithOptions(check, LEAST))\n"
    folder_of(tmp_path, {"acme/rotation.py": text})
    settings = tmp_path / "settings.toml"
    settings.write_text('folders = ["our-rules"]\n[rules.acme-rotation]\nleast_days = 5\n')
    assert gate(stacks, "--settings", str(settings)) == 2
    printed = capsys.readouterr().out
    assert "acme-rotation is judged with least_days = 5, stricter than its default, 1" in printed
    assert "rule acme-rotation broke at pay: aws_kms_key.pay: AssertionError" in printed


def test_nothing_is_loaded_that_no_option_and_no_settings_name(
    stacks: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_of(stacks, {"acme/rotation.py": SOUND})
    (stacks / "settings.toml").write_text('folders = ["our-rules"]\n')
    monkeypatch.chdir(stacks)
    gate(stacks)
    assert "acme-rotation" not in capsys.readouterr().out


def test_a_judgement_without_a_rule_from_the_settings_clears_nothing(
    tmp_path: Path, stacks: Path, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from policies.commands import cleared

    gate(stacks, "--report", str(tmp_path / "reports"))
    report = tmp_path / "reports" / "compliance.json"
    said = dict(opened(report.read_bytes()).content)
    said["summary"] |= {"verdict": "pass", "engines": ["rules", "checkov"]}
    report.write_bytes(sealed(said, {}, UNSIGNED))
    assert "policies/waivers.toml, of the waivers, was added" in cleared.refusal(stacks, report)
    monkeypatch.setattr(cleared, "read_rule_settings", lambda: RuleSettings(folders=(sound,)))
    assert "was without the rule acme-rotation" in cleared.refusal(stacks, report)
    (sound / "acme" / "rotation.py").write_text("RULE = (")
    assert "a rule did not load: our-rules/acme/rotation.py" in cleared.refusal(stacks, report)


def test_a_diff_tells_which_rules_judge_no_longer(
    stacks: Path, sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(f'folders = ["{sound.name}"]\n')
    both = ("diff", str(stacks), str(stacks), "--waivers", "none")
    assert main([*both, "--settings", "none", "--base-settings", str(settings)]) == 0
    assert "  judges no longer: acme-rotation\n" in capsys.readouterr().out
    assert main([*both, "--settings", str(settings), "--base-settings", "none"]) == 0
    assert "  judges now: acme-rotation\n" in capsys.readouterr().out
