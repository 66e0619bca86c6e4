"""The package of the functions."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import bootstrap
from infra.blocks.compute.package import HANDLERS, Package, PackageError, build_package, write_package
from infra.systems.global_payments.functions import SPECS
from provisioning.locks import locked_packages

pytestmark = pytest.mark.synth


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return build_package(tmp_path_factory.mktemp("package"))


def names(package: Package) -> list[str]:
    with zipfile.ZipFile(package.path) as opened:
        return opened.namelist()


def tree(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/", 1).replace("_py", ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_r65_two_builds_in_two_folders_give_the_same_bytes(package: Package, tmp_path: Path) -> None:
    handlers = tmp_path / "elsewhere" / "handlers"
    shutil.copytree(HANDLERS, handlers)
    for path in sorted(handlers.rglob("*"), reverse=True):
        os.utime(path, (1, 1))
        path.chmod(0o700)
    (handlers / "__pycache__").mkdir(exist_ok=True)
    (handlers / "__pycache__" / "spec.cpython-313.pyc").write_bytes(b"compiled")
    again = write_package(tmp_path / "out", handlers=handlers, carried=bootstrap.carried_packages())
    assert again.path.read_bytes() == package.path.read_bytes()
    assert again.sha256 == package.sha256


@pytest.mark.parametrize(
    "change", [{"handlers__b_py": "1"}, {"handlers__a_py": "2"}, {"carried__lib_py": "2"}], ids=str
)
def test_r65_whatever_is_renamed_or_changed_is_another_package(
    tmp_path: Path, change: dict[str, str]
) -> None:
    digests = set()
    for number, files in enumerate(({}, change)):
        folder = tree(tmp_path / str(number), handlers__a_py="1", carried__lib_py="1")
        tree(folder, **files)
        digests.add(
            write_package(folder / "out", handlers=folder / "handlers", carried=folder / "carried").sha256
        )
    assert len(digests) == 2


def test_r65_entries_are_stored_in_order_with_one_date_and_one_mode(package: Package) -> None:
    with zipfile.ZipFile(package.path) as opened:
        entries = opened.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {
        (entry.date_time, entry.external_attr >> 16, entry.compress_type, entry.create_system)
        for entry in entries
    } == {((1980, 1, 1, 0, 0, 0), 0o100644, zipfile.ZIP_STORED, 3)}


def test_r65_it_holds_no_local_server_no_sdk_and_nothing_compiled_for_this_machine(package: Package) -> None:
    found = names(package)
    for start in ("handlers/local/", "botocore", "boto3", "bin/", "tests/"):
        assert not [name for name in found if name.startswith(start)]
    assert not [name for name in found if "__pycache__" in name or name.endswith(".pyc")]
    compiled = [name for name in found if name.endswith(".so")]
    assert compiled
    assert all("cpython-313-aarch64" in name for name in compiled)


def test_r65_it_fits_the_limit_of_lambda(package: Package) -> None:
    with zipfile.ZipFile(package.path) as opened:
        assert sum(entry.file_size for entry in opened.infolist()) < 250 * 1024 * 1024


def test_r65_every_function_starts_from_the_package_alone(package: Package) -> None:
    """Without the SDK, which the runtime brings and functions load at their first event."""
    program = (
        "import importlib, json, sys\n"
        f"sys.path.insert(0, {str(package.path)!r})\n"
        "for path in json.loads(sys.argv[1]):\n"
        "    module, name = path.rsplit('.', 1)\n"
        "    assert callable(getattr(importlib.import_module(module), name)), path\n"
        "import aws_lambda_powertools, fastjsonschema, jmespath, pg8000, pymysql\n"
    )
    entries = json.dumps([spec.entry_point for spec in SPECS])
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, entries], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_r65_what_was_never_fetched_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path / ".venv")
    with pytest.raises(PackageError, match=r"^the packages .* run 'make setup'\.$"):
        build_package(tmp_path)


def test_r65_another_lock_is_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = bootstrap.carried_folder(locked_packages(bootstrap.LOCK, ["functions"]))
    lock = json.loads(bootstrap.LOCK.read_text())
    lock["functions"]["pg8000"]["version"] = "==0.0.1"
    other = tmp_path / "Pipfile.lock"
    other.write_text(json.dumps(lock))
    monkeypatch.setattr(bootstrap, "LOCK", other)
    assert bootstrap.carried_folder(locked_packages(bootstrap.LOCK, ["functions"])) != before
