"""The image as it is described: what it is made of, by whom it runs, and that it runs so."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pymysql
import pytest

from containers.web.configuration import Database
from tests.containers.web.service import PROJECT, serving, variables_of

FOLDER = PROJECT / "containers" / "web"
INSTRUCTIONS = [
    (line.partition(" ")[0], line.partition(" ")[2])
    for line in (FOLDER / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    if line and not line.startswith("#")
]
HEALTH = "/app/health"


def last(word: str) -> str:
    return [rest for said, rest in INSTRUCTIONS if said == word][-1]


def copies() -> list[tuple[list[str], str]]:
    """What the last stage takes from the folder: patterns, and where to."""
    begin = max(at for at, (said, _) in enumerate(INSTRUCTIONS) if said == "FROM")
    taken = [rest.split() for said, rest in INSTRUCTIONS[begin:] if said == "COPY"]
    own = [[part for part in parts if not part.startswith("--chmod")] for parts in taken]
    return [(parts[:-1], parts[-1]) for parts in own if not parts[0].startswith("--from")]


def test_every_stage_begins_with_an_image_of_a_digest() -> None:
    names = set()
    for image, _, name in (rest.partition(" AS ") for said, rest in INSTRUCTIONS if said == "FROM"):
        assert image in names or re.search(r":[\w.-]+@sha256:[0-9a-f]{64}$", image), image
        names.add(name)


def test_it_runs_as_nobody_with_one_place_to_write() -> None:
    assert last("USER") == "10001:10001"
    assert json.loads(last("VOLUME")) == ["/tmp"]  # noqa: S108 (the image's)
    assert ("RUN", '["chown", "10001:10001", "/tmp"]') in INSTRUCTIONS


def test_no_command_goes_through_a_shell() -> None:
    commands = [rest for said, rest in INSTRUCTIONS if said in ("RUN", "CMD", "ENTRYPOINT")]
    commands.append(last("HEALTHCHECK").partition(" CMD ")[2])
    assert all(isinstance(json.loads(command), list) for command in commands)


def test_its_port_and_its_health_command_are_those_of_the_task() -> None:
    assert "PORT=8443" in last("ENV").split()
    assert last("EXPOSE") == "8443"
    assert json.loads(last("HEALTHCHECK").partition(" CMD ")[2]) == [HEALTH]
    assert (["health.py"], HEALTH) in copies()


def test_the_build_is_sent_what_it_copies_and_nothing_else() -> None:
    everything, *allowed = (FOLDER / ".dockerignore").read_text(encoding="utf-8").split()
    assert everything == "*"
    copied = {pattern for patterns, _ in copies() for pattern in patterns} - {"health.py"}
    assert {pattern.removeprefix("!") for pattern in allowed} == copied | {"requirements.txt"}


def test_libraries_are_those_of_the_lock_by_hash() -> None:
    required = (FOLDER / "requirements.txt").read_text(encoding="utf-8").replace("\\\n", "")
    locked = json.loads((PROJECT / "Pipfile.lock").read_text(encoding="utf-8"))["functions"]
    for line in (line for line in required.splitlines() if not line.startswith("#")):
        (requirement, *hashes) = line.split()
        name = requirement.partition("==")[0]
        assert requirement == name + locked[name]["version"]
        assert hashes == [f"--hash={each}" for each in locked[name]["hashes"]]


@pytest.mark.fuzz
def test_checkov_finds_nothing() -> None:
    command = [
        *(str(Path(sys.executable).with_name("checkov")), "--framework", "dockerfile", "--skip-download"),
        *("--file", str(FOLDER / "Dockerfile"), "--output", "json"),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    report: Any = json.loads(ran.stdout)
    assert [each["check_id"] for each in report["results"]["failed_checks"]] == []
    assert report["summary"]["parsing_errors"] == 0
    passed = {each["check_id"] for each in report["results"]["passed_checks"]}
    assert passed >= {"CKV_DOCKER_2", "CKV_DOCKER_3", "CKV_DOCKER_8"}, "health command, user, and not root"


@pytest.mark.fuzz
def test_what_is_copied_runs_and_writes_nowhere_else(tmp_path: Path, login: Database) -> None:
    app = tmp_path / "app"
    shutil.copytree(Path(pymysql.__file__).parent, app / "pymysql")
    for patterns, to in copies():
        for path in FOLDER.iterdir():
            if any(fnmatch(path.name, pattern) for pattern in patterns):
                place = tmp_path / to.lstrip("/")
                place = place / path.name if to.endswith("/") else place
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)
    before = sorted(app.rglob("*"))
    variables = variables_of(login) | {"PYTHONDONTWRITEBYTECODE": "1"}
    with serving(tmp_path / "service", variables, code=app) as service:
        assert service.ask("/ready").status == 503
        given = {**os.environ, **service.variables, "PORT": str(service.port)}
        asked = subprocess.run([sys.executable, app / "health"], env=given, capture_output=True, check=False)
        assert (asked.returncode, asked.stderr) == (0, b"")
        assert service.end() == 0
    assert sorted(app.rglob("*")) == before
