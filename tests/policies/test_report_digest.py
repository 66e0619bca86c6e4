"""The same input gives the same bytes, and the digest says which input that was."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace  # noqa: F401 - the script of a test takes it from here
from pathlib import Path

import pytest

from policies.gate.evaluation import Evaluation
from policies.gate.reading.folder import read
from policies.gate.verdict import conclude, evaluate_rules
from policies.registry import Registry
from policies.report.build import write_report
from policies.report.digest import RECIPE, digest_of
from tests.policies.stacks import write_manifest, write_stack
from tests.policies.test_report import EVERYTHING, MIXED, TODAY, judged, rule

pytestmark = pytest.mark.fuzz


def synthesized(folder: Path) -> Path:
    """A synthesized output on disk."""
    for stack, content in EVERYTHING.items():
        write_stack(folder, stack, content)
    write_manifest(folder, *EVERYTHING)
    (folder / "stacks" / "one" / "code.zip").write_bytes(b"\x00\xff")
    return folder


def test_digest_is_what_sha256sum_says(tmp_path: Path) -> None:
    folder = synthesized(tmp_path)
    (folder / "stacks" / "one" / "a\\b\nc").write_bytes(b"")
    said = subprocess.run(RECIPE, shell=True, cwd=folder, capture_output=True, check=True, text=True)  # noqa: S602 - a fixed recipe
    assert digest_of(folder, EVERYTHING).sha256 == said.stdout.split()[0]


@pytest.mark.parametrize("name", ["manifest.json", "estate.json", "stacks/one/code.zip", "stacks/one/new"])
def test_digest_changes_with_any_byte(tmp_path: Path, name: str) -> None:
    folder = synthesized(tmp_path)
    before = digest_of(folder, EVERYTHING)
    with (folder / name).open("ab") as file:
        file.write(b" ")
    assert digest_of(folder, EVERYTHING).sha256 not in ("", before.sha256)


def test_digest_ignores_where_the_folder_is(tmp_path: Path) -> None:
    one, other = synthesized(tmp_path / "one"), synthesized(tmp_path / "other")
    assert digest_of(one, EVERYTHING) == digest_of(other, EVERYTHING)


def test_no_digest_of_what_was_not_judged(tmp_path: Path) -> None:
    folder = synthesized(tmp_path)
    (folder / "stacks/one/cdk.tf.json").write_text("{}", "utf-8")
    found = digest_of(folder, EVERYTHING)
    assert (found.sha256, found.missing) == ("", "the stack one is no longer what was judged")


def test_no_digest_through_a_symbolic_link(tmp_path: Path) -> None:
    folder = synthesized(tmp_path)
    (folder / "stacks" / "one" / "link").symlink_to("code.zip")
    assert digest_of(folder, EVERYTHING).missing == "stacks/one/link is a symbolic link"


def test_no_digest_without_output(tmp_path: Path) -> None:
    assert digest_of(tmp_path / "nowhere", {}).missing == "there is no synthesized output"


def test_same_bytes_whatever_the_hash_seed_and_the_folder(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.policies import test_report_digest as t\n"
        "out = Path(sys.argv[1]); folder = t.synthesized(out / 'synthesized')\n"
        "t.write_report(out, t.replace(t.judged(**t.MIXED), folder=folder), 'c0ffee')\n"
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / seed)],
            env=environment,
            cwd=Path(__file__).parents[2],
            check=True,
        )
    for name in ("compliance.html", "compliance.json"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


def test_folder_of_the_machine_is_not_named(tmp_path: Path) -> None:
    folder = synthesized(tmp_path / "synthesized")
    (folder / "stacks/two/cdk.tf.json").write_text("{", "utf-8")
    reading = read(folder)
    verdict = conclude(
        evaluate_rules(reading.configuration, ("rules",), Registry((rule(),), ())),
        today=TODAY,
        problems=reading.problems,
    )
    for path in write_report(tmp_path / "report", Evaluation(reading, verdict, folder=folder)):
        text = path.read_text("utf-8")
        assert str(tmp_path) not in text, path.name
        assert "stacks/two/cdk.tf.json: it does not parse" in text, path.name


def test_folder_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OSError, match="file"):
        write_report(tmp_path / "file", judged(**MIXED))
