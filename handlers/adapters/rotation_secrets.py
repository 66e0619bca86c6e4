"""The `Secrets` port over Secrets Manager."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handlers.adapters.calls import calls
from handlers.adapters.clients import answered
from handlers.domain.credentials import Versions
from handlers.domain.errors import ContentionError

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

_LENGTH: Final = 32
# What the engines do not take in a password, and what breaks the URLs in which programs put one (RDS User
# Guide, "Constraints for Amazon RDS"; the list of AWS's own rotation functions).
_EXCLUDED: Final = "/@\"'\\: "


class RotationSecrets:
    """One secret by its ARN."""

    def __init__(self, client: SecretsManagerClient, secret: str) -> None:
        self._client, self._secret = client, secret

    @calls("secretsmanager:DescribeSecret")
    def versions(self) -> Versions:
        """Return which version holds which label now."""
        with answered():
            answer = self._client.describe_secret(SecretId=self._secret)
        labels = answer.get("VersionIdsToStages", {})
        return Versions(
            rotated=answer.get("RotationEnabled", False),
            by_label={label: version for version, held in labels.items() for label in held},
        )

    @calls("secretsmanager:GetSecretValue")
    def get(self, version: str) -> str | None:
        """Return a version's value, or None where it has none yet."""
        with answered():
            try:
                answer = self._client.get_secret_value(SecretId=self._secret, VersionId=version)
            except self._client.exceptions.ResourceNotFoundException:
                return None
        return answer.get("SecretString")

    @calls("secretsmanager:PutSecretValue")
    def put(self, version: str, value: str, labels: tuple[str, ...]) -> None:
        """Give a version its value and labels. One that has a value keeps it: the same call came first."""
        with answered():
            try:
                self._client.put_secret_value(
                    SecretId=self._secret,
                    ClientRequestToken=version,
                    SecretString=value,
                    VersionStages=list(labels),
                )
            except self._client.exceptions.ResourceExistsException:
                return

    @calls("secretsmanager:UpdateSecretVersionStage")
    def move(self, label: str, *, source: str, target: str) -> None:
        """Move a label. With AWSCURRENT goes AWSPREVIOUS (API reference, UpdateSecretVersionStage)."""
        with answered():
            try:
                self._client.update_secret_version_stage(
                    SecretId=self._secret,
                    VersionStage=label,
                    RemoveFromVersionId=source,
                    MoveToVersionId=target,
                )
            except self._client.exceptions.InvalidParameterException:
                raise ContentionError("the secret's label is on another version by now") from None

    @calls("secretsmanager:GetRandomPassword", on_anything=True)
    def random_password(self) -> str:
        """Return a new password of 32 characters, with upper and lower case, digits and punctuation."""
        with answered():
            answer = self._client.get_random_password(
                PasswordLength=_LENGTH, ExcludeCharacters=_EXCLUDED, RequireEachIncludedType=True
            )
        return answer["RandomPassword"]
