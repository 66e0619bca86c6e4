"""The `Receipts` port over S3. The bucket's default encrypts under its key (SSE-KMS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.adapters.calls import calls
from handlers.adapters.clients import answered

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class S3Receipts:
    """A bucket by its name."""

    def __init__(self, client: S3Client, bucket: str) -> None:
        self._client, self._bucket = client, bucket

    @calls("s3:PutObject")
    def put(self, name: str, body: bytes) -> None:
        """Store a receipt unless it is there. S3 takes it only with the SHA-256 of what was sent."""
        with answered(unless="PreconditionFailed"):
            self._client.put_object(
                Bucket=self._bucket,
                Key=name,
                Body=body,
                ContentType="application/json",
                ChecksumAlgorithm="SHA256",
                IfNoneMatch="*",
            )
