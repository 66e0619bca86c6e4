"""Tokens under keys that are rotated: what was the same stays the same, and nothing tells a key."""

from __future__ import annotations

import base64
import hmac
import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.adapters.secrets import LIFETIME_SECONDS
from handlers.domain.errors import ConfigurationError
from handlers.domain.tokens import KEY_BYTES, MOST_FORMER, KeyRing, ring_in, version_of
from handlers.local.token_keys import STEPS

PROJECT = Path(__file__).resolve().parents[3]
NUMBER = "4242424242424242"
ONE, TWO, THREE = (bytes([number]) * KEY_BYTES for number in (1, 2, 3))


def text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def test_a_token_is_the_versions_name_and_the_keyed_hash() -> None:
    (token,) = KeyRing(ONE).tokens(NUMBER)
    assert token.startswith(f"{version_of(token)}_")
    assert token.endswith(f"_{hmac.new(ONE, NUMBER.encode(), 'sha256').hexdigest()}")
    assert version_of(token) == version_of(KeyRing(ONE).tokens("another")[0])
    assert version_of(token) != version_of(KeyRing(TWO).tokens(NUMBER)[0])


def test_a_rotation_keeps_every_token_comparable_at_each_step() -> None:
    """At each step a function may still hold the ring of the step before."""
    rings = [KeyRing(ONE)]
    rings.append(rings[-1].announced(TWO))
    rings.append(rings[-1].promoted())
    for before, after in pairwise(rings):
        assert before.tokens(NUMBER)[0] in after.tokens(NUMBER)
    assert rings[-1].tokens(NUMBER)[0] in rings[-2].tokens(NUMBER), "known before it is used"
    assert rings[-1].tokens(NUMBER)[0] == KeyRing(TWO).tokens(NUMBER)[0]
    assert rings[-1].retired() == KeyRing(TWO)


def test_steps_that_have_nothing_to_do_say_so() -> None:
    for wrong in (KeyRing(ONE).promoted, KeyRing(ONE).retired, lambda: KeyRing(ONE, TWO).announced(THREE)):
        with pytest.raises(ConfigurationError):
            wrong()


def test_the_key_that_is_retired_is_the_one_that_made_no_token_for_the_longest() -> None:
    promoted = KeyRing(ONE, TWO, (THREE,)).promoted()
    assert promoted == KeyRing(TWO, None, (ONE, THREE))
    assert promoted.retired() == KeyRing(TWO, None, (ONE,))


def test_the_runbook_waits_until_every_function_has_read_the_secret_anew() -> None:
    runbook = " ".join((PROJECT / "docs" / "runbooks.md").read_text(encoding="utf-8").split())
    said = re.search(r"Wait (\w+) minutes: functions read the secret anew every (\w+)\.", runbook)
    assert said is not None
    waited, read_every = said.groups()
    minutes = {"five": 5, "ten": 10}
    assert minutes[read_every] * 60 == LIFETIME_SECONDS < minutes[waited] * 60


def test_no_step_makes_a_secret_that_nobody_can_read() -> None:
    full = KeyRing(ONE, TWO, tuple(bytes([each]) * KEY_BYTES for each in range(MOST_FORMER)))
    with pytest.raises(ConfigurationError, match="retire the oldest"):
        full.promoted()
    assert ring_in(json.loads(full.retired().promoted().secret()))


@given(
    st.binary(min_size=KEY_BYTES, max_size=64),
    st.none() | st.binary(min_size=KEY_BYTES, max_size=64),
    st.lists(st.binary(min_size=KEY_BYTES, max_size=64), max_size=MOST_FORMER),
)
def test_a_ring_is_read_as_it_was_written(key: bytes, following: bytes | None, former: list[bytes]) -> None:
    ring = KeyRing(key, following, tuple(former))
    assert ring_in(json.loads(ring.secret())) == ring
    assert (
        len(set(ring.tokens(NUMBER))) == len(ring.tokens(NUMBER)) == len({key, following, *former} - {None})
    )


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"key": 1},
        {"key": "%"},
        {"key": text(b"short")},
        {"key": text(ONE), "next": ""},
        {"key": text(ONE), "former": text(TWO)},
        {"key": text(ONE), "former": [text(TWO), "%"]},
        {"key": text(ONE), "former": [text(TWO)] * (MOST_FORMER + 1)},
    ],
)
def test_a_secret_of_another_form_is_told_without_its_keys(fields: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError) as told:
        ring_in(fields)
    assert text(ONE)[:6] not in str(told.value)


def test_a_ring_shows_no_key() -> None:
    assert repr(KeyRing(ONE, TWO, (THREE,))) == "KeyRing()"


def taken(step: str, given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "handlers.local.token_keys", step]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)


AWS = """#!/bin/sh
case "$2" in
  get-secret-value) cat "$KEPT" ;;
  put-secret-value) test "$6" = file:///dev/stdin && cat > "$KEPT.new" && mv "$KEPT.new" "$KEPT" ;;
esac
"""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where an `aws` on the path keeps the secret."""
    aws = tmp_path / "aws"
    aws.write_text(AWS, encoding="utf-8")
    aws.chmod(0o700)
    (tmp_path / "python").symlink_to(sys.executable)
    return tmp_path / "secret"


def run_as_the_runbook_says(step: str, kept: Path) -> subprocess.CompletedProcess[str]:
    runbook = (
        (PROJECT / "docs" / "runbooks.md").read_text(encoding="utf-8").partition("## Rotate the token key")
    )
    block = re.search(r"```sh\n(.*?)step announce\n\s*```", runbook[2], re.DOTALL)
    assert block, "the runbook's commands"
    return subprocess.run(
        ["/bin/bash", "-c", f"{block[1]}\nstep {step}"],
        cwd=PROJECT,
        env={
            **os.environ,
            "PATH": f"{kept.parent}:{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "KEPT": str(kept),
            "SECRET": "payments/card-token-key",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_commands_of_the_runbook_rotate_a_secret(kept: Path) -> None:
    kept.write_text(json.dumps({"key": text(ONE)}), encoding="utf-8")
    for step in ("announce", "promote"):
        done = run_as_the_runbook_says(step, kept)
        assert (done.returncode, done.stderr) == (0, "")
    ring = ring_in(json.loads(kept.read_text(encoding="utf-8")))
    assert (ring.former, ring.next) == ((ONE,), None)
    assert ring.key != ONE
    assert run_as_the_runbook_says("retire", kept).returncode == 0
    assert ring_in(json.loads(kept.read_text(encoding="utf-8"))) == KeyRing(ring.key)


def test_a_step_that_fails_leaves_the_secret_as_it_is(kept: Path) -> None:
    kept.write_text(json.dumps({"key": text(ONE)}), encoding="utf-8")
    assert run_as_the_runbook_says("promote", kept).returncode == 1
    assert json.loads(kept.read_text(encoding="utf-8")) == {"key": text(ONE)}


@pytest.mark.parametrize("given", ["", "[]", json.dumps({"key": "c2hvcnQ="}), json.dumps({"key": text(ONE)})])
@pytest.mark.parametrize("step", [step for step in STEPS if step != "announce"])
def test_a_command_that_cannot_be_done_says_so_and_shows_nothing(step: str, given: str) -> None:
    done = taken(step, given)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("token_keys: ")
    assert "c2hvcnQ=" not in done.stderr
    assert text(ONE) not in done.stderr
