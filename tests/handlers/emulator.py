"""moto behind a real connection: an HTTP server in this process, reached by boto3's own clients.

Requests are taken one after another, since moto's transactions put back a whole table when they fail, and
would wipe out what others wrote meanwhile. Callers still run at the same time, as they do at AWS.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

REGION = "us-east-1"
_INDEXES = {
    "merchant_shard-created_at": ("merchant_shard", "created_at"),
    "open_shard-due_at": ("open_shard", "due_at"),
}


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept, as by AWS
    disable_nagle_algorithm = True  # else each answer waits 40 ms for an acknowledgement

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 (werkzeug's name)
        pass


@contextmanager
def emulator() -> Iterator[str]:
    """Serve every service that moto has. Yields the URL."""
    backend = DomainDispatcherApplication(create_backend_app)
    one_at_a_time = threading.Lock()

    def serve(environ: dict[str, Any], start_response: Any) -> Any:
        with one_at_a_time:
            return backend(environ, start_response)

    server = make_server("127.0.0.1", 0, serve, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def point_aws_at(url: str, environment: pytest.MonkeyPatch) -> None:
    """Make boto3 talk to the emulator, with credentials that are good for nothing else."""
    for name, value in {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        environment.setenv(name, value)


def create_table(client: DynamoDBClient, name: str) -> None:
    """Create a table as infrastructure does: `pk`, `sk`, and the indexes by merchant and of what is open."""
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": each, "AttributeType": "S"}
            for each in ("pk", "sk", *(name for keys in _INDEXES.values() for name in keys))
        ],
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": name,
                "KeySchema": [
                    {"AttributeName": partition, "KeyType": "HASH"},
                    {"AttributeName": order, "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
            for name, (partition, order) in _INDEXES.items()
        ],
    )


def client(service: Any) -> Any:
    """A plain client of the emulator, for setting up and for looking behind an adapter."""
    return boto3.client(service, region_name=REGION)
