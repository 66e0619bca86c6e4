"""One provider serves several runs of Terraform, and ends with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearsal.provider import Provider
from rehearsal.served import served
from rehearsal.terraform import PROVIDER, Terraform, TerraformMissingError

pytestmark = pytest.mark.terraform

SERVING = """#!/bin/sh
echo $$ > provider.pid
echo "Provider started. To attach Terraform CLI, set:"
echo "  TF_REATTACH_PROVIDERS='{}'"
exec sleep 60
"""


def provider(folder: Path, program: str, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """An initialised provider that is this program."""
    for path in (
        "bin/terraform",
        f".terraform/providers/{PROVIDER}/6.25.0/linux_amd64/terraform-provider-aws_v6",
    ):
        file = folder / path
        file.parent.mkdir(parents=True)
        file.write_text(program)
        file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}:/usr/bin:/bin")
    return Provider(Terraform(folder, None), "6.25.0", "6.25.0", "a test", folder)


def test_terraform_is_told_of_the_provider_that_runs_and_it_ends_with_the_context(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(provider(tmp_path, SERVING, monkeypatch)) as running:
        process = Path("/proc") / (tmp_path / "provider.pid").read_text().strip()
        assert running.terraform.environment["TF_REATTACH_PROVIDERS"] == "{}"
        assert process.exists()
    assert not process.exists()


def test_a_provider_that_does_not_start_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = provider(tmp_path, "#!/bin/sh\nexit 1\n", monkeypatch)
    with pytest.raises(TerraformMissingError, match=r"hashicorp/aws 6\.25\.0 does not start"), served(found):
        pass
