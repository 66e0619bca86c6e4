"""A project of two or three tiny packages that the set-up is tried on, with an index of its own on disk."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def make_project(folder: Path) -> Path:
    """Copy the set-up beside two small locks, whose packages lie in `wheels`."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    shutil.copy(PROJECT / "bootstrap.py", folder)
    shutil.copytree(PROJECT / "provisioning", folder / "provisioning")
    alpha, beta = make_wheel(wheels, "alpha", "1.0"), make_wheel(wheels, "beta", "2.0")
    carried = make_wheel(wheels, "carried", "3.0", tag="cp313-cp313-manylinux2014_aarch64")
    lock = {
        "default": {"alpha": alpha, "elsewhere": alpha | {"markers": "python_version < '3'"}},
        "develop": {"beta": beta},
        "functions": {"carried": carried | {"markers": "python_version == '3.13'"}},
    }
    (folder / "Pipfile.lock").write_text(json.dumps(lock))
    (folder / "tests" / "emulators").mkdir(parents=True)
    (folder / "tests" / "emulators" / "Pipfile.lock").write_text(json.dumps({"default": {"beta": beta}}))
    return folder


def make_wheel(folder: Path, name: str, version: str, *, tag: str = "py3-none-any") -> dict[str, object]:
    """Write a wheel with one module, and give its entry in a lock."""
    metadata = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"VERSION = '{version}'\n",
        f"{metadata}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{metadata}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n",
        f"{metadata}/entry_points.txt": f"[console_scripts]\n{name} = {name}:main\n",
        "trust/cacert.pem": "certificates\n",
    }
    files |= {f"{metadata}/RECORD": record(files) + f"{metadata}/RECORD,,\n"}
    path = folder / f"{name}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for inside, text in files.items():
            wheel.writestr(inside, text)
    return {"version": f"=={version}", "hashes": [f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"]}


def record(files: dict[str, str]) -> str:
    """What a wheel notes of its files."""
    digests = {name: hashlib.sha256(text.encode()).digest() for name, text in files.items()}
    return "".join(
        f"{name},sha256={base64.urlsafe_b64encode(digests[name]).decode().rstrip('=')},{len(text)}\n"
        for name, text in files.items()
    )


def packages_of(project: Path) -> Path:
    """Where the packages of its environment lie."""
    return next((project / ".venv" / "lib").glob("python3*")) / "site-packages"


def clean_variables(home: Path) -> dict[str, str]:
    """A machine without settings of its own."""
    return {"HOME": str(home), "XDG_CONFIG_DIRS": str(home / "nothing"), "PATH": os.environ["PATH"]}


def set_up(
    project: Path, *options: str, variables: dict[str, str], flags: tuple[str, ...] = ("-E", "-s")
) -> subprocess.CompletedProcess[str]:
    """Run the set-up as `make` does."""
    return subprocess.run(
        [sys.executable, *flags, project / "bootstrap.py", *options],
        env=variables,
        cwd=project.parent,
        capture_output=True,
        text=True,
        check=False,
    )
