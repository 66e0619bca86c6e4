"""The score by what it is told, beside what it was before; and the command that tells it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policies.examples import resources
from policies.gate.proving import configuration_of
from tests.mutation import __main__ as command
from tests.mutation.measure import Outcome
from tests.mutation.mutants import GONE, Edit, Kind, Mutant
from tests.mutation.score import Score, Share, fell, keep, last, lines, score, survivors
from tests.policies.stacks import write_manifest, write_stack

(KEY,) = configuration_of(resources(aws_kms_key={})).of("aws_kms_key")


def outcome(found: str, kind: Kind = Kind.REMOVED, *, same: bool = False, alone: bool = False) -> Outcome:
    edit = Edit(KEY, kind, "removed", before=KEY.address)
    return Outcome(Mutant(kind, everywhere=not alone, edits=(edit,)), found, same=same)


OUTCOMES = [
    outcome("kms-key-rotation"),
    outcome("", alone=True),
    outcome("", Kind.WIDENED),
    outcome("", Kind.WIDENED, same=True),
    outcome("", Kind.FREE),
]


def test_it_is_told_by_mode_system_kind_and_type() -> None:
    assert score(OUTCOMES) == {
        "all": {"all": Share(1, 3)},
        "mode": {"in every region alike": Share(1, 2), "in one region alone": Share(0, 1)},
        "system": {"example": Share(1, 3)},
        "kind": {
            "removed in every region alike": Share(1, 1),
            "removed in one region alone": Share(0, 1),
            "widened in every region alike": Share(0, 1),
        },
        "type": {"aws_kms_key": Share(1, 3)},
    }


def test_it_is_kept_and_told_beside_what_it_is_next_time(tmp_path: Path) -> None:
    file = tmp_path / "score.json"
    assert last("full", file) == {}
    keep(score(OUTCOMES), "full", file)
    keep(score(OUTCOMES[:1]), "short", file)
    before = last("full", file)
    assert "type" not in before
    assert before["all"] == {"all": Share(1, 3)}
    assert last("short", file)["all"] == {"all": Share(1, 1)}
    now = score(OUTCOMES[:1])
    assert next(lines(now, before)) == "100.0 %  1 of 1  all (before 33.3 %, of 3)"
    assert next(lines(now, {})) == "100.0 %  1 of 1  all"
    assert (fell(now, before), fell(before, now), fell(now, {})) == (False, True, False)


def test_of_none_all_are_found() -> None:
    assert Share(0, 0).percent == 100


def test_survivors_are_told_with_what_stands_there_before_and_after() -> None:
    before, after = (
        json.dumps({"Statement": [{"Sid": "A", "Action": "a"}, {"Sid": "B", "Action": action}]})
        for action in ("b", "*")
    )
    edits = (
        Edit(KEY, Kind.WIDENED, "statement B: action to *", ("policy",), before, after),
        Edit(KEY, Kind.DROPPED, "is_enabled left out", ("is_enabled",), before=True, after=GONE),
    )
    missed = [Outcome(Mutant(each.kind, everywhere=True, edits=(each,))) for each in edits]
    told = survivors([*OUTCOMES[:1], *missed])
    assert told[0] == {
        "system": "example",
        "kind": "widened",
        "everywhere": True,
        "at": ["example: aws_kms_key.example"],
        "what": "statement B: action to *",
        "argument": "policy",
        "before": [{"Sid": "B", "Action": "b"}],
        "after": [{"Sid": "B", "Action": "*"}],
        "afar": "",
    }
    assert (told[1]["before"], told[1]["after"]) == (True, None)


@pytest.mark.synth
def test_the_command_tells_the_score_and_lists_what_survives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before: Score = {"all": {"all": Share(1, 1)}}
    kept: list[str] = []
    monkeypatch.setattr(command, "keep", lambda _, sample: kept.append(sample))
    monkeypatch.setattr(command, "last", lambda _: before)
    write_stack(tmp_path, "pay", {"resource": {"aws_kms_key": {"data": {"enable_key_rotation": True}}}})
    write_manifest(tmp_path, "pay")
    listed = tmp_path / "reports" / "mutation.json"
    told = command.main([str(tmp_path), "--jobs", "1", "--write", "--survivors", str(listed)])
    said = capsys.readouterr()
    assert told == 1, "a key that is gone is missed by no rule: less is found than before"
    assert "(before 100.0 %, of 1)" in said.out
    assert "judged" in said.err
    assert "removed" in {each["what"] for each in json.loads(listed.read_text())}
    assert kept == ["full"]


@pytest.mark.synth
def test_a_folder_without_stacks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main([str(tmp_path)])
    assert ended.value.code == 2
