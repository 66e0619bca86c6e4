"""How the project is built: its language, its versions, its modules, and what its source never says."""

from __future__ import annotations

import ast
import io
import json
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from infra.systems import SYSTEMS

PROJECT: Final = Path(__file__).resolve().parents[2]
SHIPPED: Final = ("infra", "aspects", "handlers", "containers", "main.py")
CONCERNS: Final = {
    *("compute", "data", "edge", "events", "network", "observe", "security", "storage", "workflows"),
}
DECLARING: Final = {"settings.py", "workflows.py"}  # compose nothing
COMPOSING: Final = {"global_payments": 700}  # the most lines of a system, where it is not as for most
RETAINING: Final = {"prevent_destroy", "skip_destroy", "removal_policy", "RemovalPolicy"}


def sources() -> Iterator[Path]:
    """The Python that is deployed or that says what is; handlers/local stays on the developer's machine."""
    for name in SHIPPED:
        path = PROJECT / name
        found = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        yield from (each for each in found if each.parent.name != "local")


def imported(path: Path) -> Iterator[str]:
    """The packages that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_r1_the_program_is_python_for_cdktf() -> None:
    assert json.loads((PROJECT / "cdktf.json").read_text())["language"] == "python"
    assert "aws_cdk" not in {package for path in sources() for package in imported(path)}


def test_r3_versions_are_pinned_and_each_python_is_tested() -> None:
    pipfile = tomllib.loads((PROJECT / "Pipfile").read_text())["packages"]
    workflow = (PROJECT / ".github" / "workflows" / "pull-request.yml").read_text()
    oldest = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert pipfile["cdktf"].startswith("==0.21.")
    assert pipfile["cdktf-cdktf-provider-aws"].startswith("==")
    (tested,) = re.findall(r"python: \[(.+)\]", workflow)
    assert f'"{oldest.removeprefix(">=")}"' in tested
    assert '"3.13"' in tested, "what the functions run"


def test_r5_the_cli_finds_the_program_and_has_no_provider_to_generate() -> None:
    settings = json.loads((PROJECT / "cdktf.json").read_text())
    assert settings["terraformProviders"] == []
    assert "main.py" in settings["app"]
    assert (PROJECT / "main.py").is_file()


def test_r5_continuous_integration_synthesizes_through_the_cli() -> None:
    assert "make cdktf-synth" in (PROJECT / ".ci" / "run").read_text()


def test_r6_each_concern_has_its_blocks_and_no_module_is_long() -> None:
    blocks = {path.name for path in (PROJECT / "infra" / "blocks").iterdir() if path.is_dir()}
    assert blocks >= CONCERNS
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert [str(path) for path, lines in lengths.items() if lines > 400] == []


def test_a_system_composes_blocks_in_few_lines() -> None:
    for system, package in SYSTEMS.items():
        composing = [
            path for path in PROJECT.joinpath(*package.split(".")).glob("*.py") if path.name not in DECLARING
        ]
        lines = sum(code_lines(path) for path in composing)
        assert 0 < lines <= COMPOSING.get(system, 250), system


def code_lines(path: Path) -> int:
    """The lines of a module without blank ones, comments and docstrings."""
    text = path.read_text(encoding="utf-8")
    documented = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    layout = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    coded = {
        line
        for token in tokens
        if token.type not in layout | {tokenize.ENDMARKER}
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(coded - documented)


def test_r11_no_account_is_named_in_what_is_shipped() -> None:
    found = [
        f"{path.relative_to(PROJECT)}: {match}"
        for path in sources()
        for match in re.findall(r"(?<![\w.])\d{12}(?!\w)", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_r25_nothing_in_the_source_retains() -> None:
    said = {
        (path.name, word)
        for path in sources()
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
        if word in RETAINING
    }
    assert said == set()


def test_r30_no_password_in_the_source() -> None:
    checks = ["--isolated", "--select", "S105,S106,S107", "--quiet", "--no-cache"]
    found = subprocess.run(
        [sys.executable, "-m", "ruff", "check", *checks, *SHIPPED],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stdout) == (0, "")


def test_r34_every_handler_is_python() -> None:
    handlers = PROJECT / "handlers"
    assert [path.name for path in handlers.rglob("*") if path.suffix in {".js", ".cjs", ".mjs", ".ts"}] == []


def test_r58_outputs_of_deployments_are_not_committed() -> None:
    assert "cfn-outputs/" in (PROJECT / ".gitignore").read_text().splitlines()
