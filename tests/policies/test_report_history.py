"""What changed since the report before, and the history of releases, of which none is left out unseen."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.__main__ import main
from policies.report.build import ALONE, Lineage, build_report
from policies.report.history import HistoryError, gaps, keep, read_history, recent, record_of
from policies.report.json_format import render
from policies.report.model import Difference, EndedWaiver, Made, Record, Report
from policies.report.sealing import Sealed, Terms, opened
from tests.policies.test_report import MIXED, WAIVER, judged, keys, rule

RULE = rule().id


def report(
    time: str = "2026-11-01T08:00:00Z",
    previous: Sealed | None = None,
    history: tuple[Record, ...] = (),
    **said: Any,
) -> tuple[Report, Sealed]:
    """A report of a time on what was judged, and as it is read from its file."""
    made = build_report(judged(**said), "c0ffee", Made(time=time), Lineage(previous, history))
    return made, opened(
        render(made, terms=Terms(previous=str(previous.integrity["seal"]) if previous else ""))
    )


def places(differences: tuple[Difference, ...]) -> dict[str, tuple[str, ...]]:
    return {each.rule: each.resources for each in differences}


def test_a_report_that_follows_none_says_nothing_of_changes() -> None:
    assert report(**MIXED)[0].since is None
    assert ALONE.previous is None


def test_what_is_new_fixed_open_waived_and_unknown_is_told_apart() -> None:
    before = {"one": keys(a=True, b=False, c=False, d=True, e=True, gone=False)}
    after = {"one": keys(a=False, b=False, c=True, d="${var.x}", e=True)}
    _, first = report(stacks=before)
    since = report("2026-11-02T08:00:00Z", first, stacks=after)[0].since
    assert since is not None
    assert (since.time, since.commit, since.seal) == (
        "2026-11-01T08:00:00Z",
        "c0ffee",
        first.integrity["seal"],
    )
    assert places(since.new) == {RULE: ("one/aws_kms_key.a",)}
    assert places(since.open) == {RULE: ("one/aws_kms_key.b",)}
    assert places(since.fixed) == {RULE: ("one/aws_kms_key.c", "one/aws_kms_key.gone")}
    assert places(since.newly_unknown) == {RULE: ("one/aws_kms_key.d",)}
    assert since.newly_waived == since.ended == since.rules_added == since.rules_removed == ()


def test_what_is_waived_is_not_fixed_and_a_waiver_that_is_gone_is_told_with_whether_it_expired() -> None:
    failing = {"one": keys(waived=False)}
    _, without = report(stacks=failing)
    made, waived = report("2026-11-02T08:00:00Z", without, stacks=failing, waivers=(WAIVER,))
    assert made.since is not None
    assert places(made.since.newly_waived) == {RULE: ("one/aws_kms_key.waived",)}
    assert made.since.fixed == ()
    ended = report("2026-11-03T08:00:00Z", waived, stacks=failing)[0].since
    assert ended is not None
    assert ended.ended == (EndedWaiver(RULE, WAIVER.reason, str(WAIVER.expires or ""), expired=False),)
    assert places(ended.new) == {RULE: ("one/aws_kms_key.waived",)}


def test_a_rule_that_is_gone_is_told_with_the_coverage_that_goes_with_it() -> None:
    stacks = {"one": keys(a=True)}
    _, both = report(stacks=stacks, errors=())
    other = replace(rule(), id="kms-other", controls=("nist-800-53-r5:SC-12",))
    made = build_report(judged(stacks, other), "c0ffee", Made(), Lineage(both))
    assert made.since is not None
    assert (made.since.rules_added, made.since.rules_removed) == (("kms-other",), (RULE,))
    assert set(made.since.coverage_lost) == set(rule().controls) - {"nist-800-53-r5:SC-12"}
    assert "nist-800-53-r5:SC-12" in {*made.since.coverage_gained, *rule().controls}


VALUES = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([True, False, "${var.x}"]), min_size=1)


@given(VALUES, VALUES)
def test_every_failure_is_new_or_open_and_every_earlier_one_is_open_fixed_or_unsettled(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    first, sealed = report(stacks={"one": keys(**before)})
    second, _ = report("2026-11-02T08:00:00Z", sealed, stacks={"one": keys(**after)})
    since = second.since
    assert since is not None

    def failed(said: Report) -> set[tuple[str, str]]:
        return {
            (each.id, one.resource) for each in said.rules for one in each.results if one.status == "failed"
        }

    def pairs(*differences: tuple[Difference, ...]) -> set[tuple[str, str]]:
        return {(each.rule, one) for group in differences for each in group for one in each.resources}

    assert failed(second) == pairs(since.new, since.open)
    assert not pairs(since.new) & pairs(since.open)
    unsettled = pairs(since.newly_unknown, since.newly_waived)
    assert failed(first) == pairs(since.open, since.fixed) | (failed(first) & unsettled)


def released(times: list[str]) -> list[Record]:
    """The records of releases, each of which follows the one before."""
    records, before = [], None
    for time in times:
        _, before = report(time, before, stacks={"one": keys(a=False, b=True)})
        records.append(record_of(before))
    return records


def test_a_record_holds_the_numbers_of_its_report(tmp_path: Path) -> None:
    made, sealed = report(**MIXED)
    record = record_of(sealed)
    assert record.counts == made.summary.counts
    assert sum(record.failed_by_severity.values()) == record.counts.failed
    assert (record.resources, record.waivers) == (made.summary.resources, len(made.waivers))
    for kept, framework in zip(record.frameworks, made.frameworks, strict=True):
        assert kept.configuration == kept.checked + kept.in_part + kept.uncovered
        assert kept.configuration + kept.process == framework.coverage.controls
    file = keep(record, tmp_path / "history")
    assert read_history(tmp_path / "history") == (record,)
    assert keep(record, tmp_path / "history") == file, "kept once"
    assert file.read_bytes() == (tmp_path / "history" / file.name).read_bytes()
    assert read_history(tmp_path / "none") == ()


def test_a_report_shows_the_twelve_months_before_its_time(tmp_path: Path) -> None:
    times = ["2025-10-01T00:00:00Z", "2025-12-01T00:00:00Z", "2026-06-01T00:00:00Z", "2026-11-01T00:00:00Z"]
    for record in released(times):
        keep(record, tmp_path)
    shown = report("2026-11-01T00:00:00Z", history=read_history(tmp_path), stacks={"one": keys(a=True)})[0]
    assert [record.time for record in shown.history] == times[1:3]
    assert [record.time for record in recent(read_history(tmp_path), "")] == times


def test_a_release_that_is_taken_out_of_the_history_is_missed(tmp_path: Path) -> None:
    for record in released([f"2026-0{month}-01T00:00:00Z" for month in range(1, 6)]):
        keep(record, tmp_path)
    assert list(gaps(read_history(tmp_path))) == []
    sorted(tmp_path.glob("*.json"))[2].unlink()
    (missing,) = gaps(read_history(tmp_path))
    assert "2026-04-01T00:00:00Z does not follow that of 2026-02-01T00:00:00Z" in missing


def test_what_is_no_history_is_refused_with_its_file(tmp_path: Path) -> None:
    (record,) = released(["2026-05-01T00:00:00Z"])
    file = keep(record, tmp_path)
    whole = json.loads(file.read_bytes())
    for text in (
        *("", "[]", "{}", '{"a": 1, "a": 2}', json.dumps(whole | {"format": "x"})),
        *(json.dumps({key: value for key, value in whole.items() if key != "counts"}),),
        json.dumps(whole | {"more": 1}),
        json.dumps(whole | {"time": "yesterday"}),
    ):
        file.write_text(text)
        with pytest.raises(HistoryError, match=file.name):
            read_history(tmp_path)
    file.write_text(json.dumps(whole | {"time": "2026-05-02T00:00:00Z"}))
    with pytest.raises(HistoryError, match="not called after the time"):
        read_history(tmp_path)


def test_no_record_is_put_before_a_later_one_and_none_without_a_time(tmp_path: Path) -> None:
    early, late = released(["2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z"])
    keep(late, tmp_path)
    with pytest.raises(HistoryError, match="the history has one of 2026-06-01T00:00:00Z already"):
        keep(early, tmp_path)
    with pytest.raises(HistoryError, match="is of no time"):
        record_of(report("", stacks={"one": keys(a=True)})[1])


def test_the_command_records_a_report_and_refuses_a_changed_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, _ = report(**MIXED)
    file, folder = tmp_path / "compliance.json", tmp_path / "history"
    file.write_bytes(render(made))
    command = ["record", str(file), "--history", str(folder)]
    assert main(command) == 0
    assert "recorded: " in capsys.readouterr().out
    file.write_bytes(render(made).replace(b"c0ffee", b"c0ffef"))
    assert main(command) == 2
    assert "was changed: its commit was changed" in capsys.readouterr().err
    assert main(["record", str(tmp_path / "none"), "--history", str(folder)]) == 2
    assert len(list(folder.iterdir())) == 1
