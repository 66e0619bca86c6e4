"""All of it: Secrets Manager over a real connection, a real database, and the function between them."""

from __future__ import annotations

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.secretsmanager.models import secretsmanager_backends

from handlers.adapters.databases import TlsDatabases
from handlers.adapters.rotation_secrets import RotationSecrets
from handlers.adapters.runtime import workflow_step
from handlers.domain.errors import BadEventError, PaymentError
from handlers.functions.rotation.core import Step
from handlers.functions.rotation.handler import Ports, handle
from handlers.functions.rotation.spec import SPEC
from tests.handlers.emulator import REGION, client
from tests.handlers.functions.rotation.memory import CHANGING, DiedError, Dying
from tests.handlers.functions.rotation.servers import DATABASE, HOST, Server
from tests.handlers.functions.rotation.test_steps import CALLS
from tests.handlers.recorded import RecordedTelemetry

pytestmark = pytest.mark.database

USERS = ("blue o'neill", 'green "back\\slash"')
OUTSIDE = [name for name in CALLS if not name.startswith("telemetry.")]
# After a call that changes nothing is before the next one; in memory, in test_steps.py, both are tried.
DEATHS = [
    pytest.param(at, after, id=f"{at}-{'after' if after else 'before'}-{name}")
    for at, name in enumerate(OUTSIDE)
    for after in (False, True)
    if not after or name in CHANGING
]


class World:
    """A secret whose twins are users of the server, and what the application reads and does."""

    def __init__(self, server: Server) -> None:
        self.server, self.client = server, client("secretsmanager")
        first, second = (self._seed(user) for user in reversed(USERS))
        created = self.client.create_secret(Name=f"database-{uuid.uuid4()}", SecretString=first)
        self.arn: str = created["ARN"]
        self.client.put_secret_value(SecretId=self.arn, SecretString=second)
        self._secret = secretsmanager_backends[DEFAULT_ACCOUNT_ID][REGION].secrets[created["Name"]]
        self._secret.rotation_requested = self._secret.rotation_enabled = True

    def _seed(self, user: str) -> str:
        password = f"seeded {uuid.uuid4()}"
        self.server.make_user(user, password)
        return json.dumps(
            {
                "engine": self.server.engine,
                "host": HOST,
                "port": self.server.port,
                "dbname": DATABASE,
                "username": user,
                "password": password,
                "dbClusterIdentifier": "cluster",
            }
        )

    def begin(self) -> str:
        """Label a new version as pending, without a value, as Secrets Manager does before its first call.

        Done behind moto's back: its own RotateSecret needs a Lambda in a container.
        """
        version = str(uuid.uuid4())
        self._secret.remove_version_stages_from_old_versions(["AWSPENDING"])
        self._secret.versions[version] = {
            "version_id": version,
            "version_stages": ["AWSPENDING"],
            "createdate": 0,
        }
        return version

    def ports(self, dying: Dying) -> Ports:
        return Ports(
            self.arn,
            dying.port("secrets", RotationSecrets(self.client, self.arn)),
            dying.port("database", TlsDatabases(str(self.server.authority))),
            RecordedTelemetry(),
        )

    def call(self, step: str, version: str, dying: Dying | None = None) -> None:
        event = {"Step": step, "SecretId": self.arn, "ClientRequestToken": version}
        handle(event, self.ports(dying or Dying()))

    def rotate(self, version: str, dying: Dying | None = None) -> None:
        for step in Step:
            self.call(step, version, dying)

    def used(self) -> dict[str, Any]:
        """What the application reads. moto must be told the label, which AWS takes where none is named."""
        named = {"SecretId": self.arn, "VersionStage": "AWSCURRENT"}
        login: dict[str, Any] = json.loads(self.client.get_secret_value(**named)["SecretString"])
        return login

    def check(self) -> None:
        assert self.server.lets_in(self.used()), "the application is locked out"


@pytest.fixture
def world(aws: str, server: Server) -> World:
    assert aws
    return World(server)


def test_rotations_take_turns(world: World) -> None:
    users, passwords = [], set()
    for _ in range(3):
        version = world.begin()
        world.rotate(version, Dying(watch=world.check))
        used = world.used()
        users.append(used["username"])
        passwords.add(used["password"])
        assert used["dbClusterIdentifier"] == "cluster"
        stages = world.client.describe_secret(SecretId=world.arn)["VersionIdsToStages"]
        assert "AWSCURRENT" in stages[version]
        world.check()
    assert users == [USERS[1], USERS[0], USERS[1]]
    assert len(passwords) == 3
    assert all(len(password) == 32 for password in passwords)


def test_the_one_before_still_works_after_a_rotation(world: World) -> None:
    """Connections that read the secret just before it changed are not cut off."""
    before = world.used()
    world.rotate(world.begin())
    assert world.server.lets_in(before)


def test_the_calls_are_those_at_which_it_dies_below(world: World) -> None:
    dying = Dying()
    world.rotate(world.begin(), dying)
    assert dying.calls == OUTSIDE


@pytest.mark.parametrize(("at", "after"), DEATHS)
def test_died_at_a_call_and_repeated(world: World, at: int, after: bool) -> None:
    version = world.begin()
    with pytest.raises(DiedError):
        world.rotate(version, Dying(at, after, world.check))
    world.rotate(version, Dying(watch=world.check))
    assert world.used()["username"] == USERS[1]


@pytest.mark.parametrize("steps", [0, 1, 2, 3], ids=["nothing", "create", "set", "test"])
def test_given_up_after_a_step_and_begun_anew(world: World, steps: int) -> None:
    given_up = world.begin()
    for step in list(Step)[:steps]:
        world.call(step, given_up)
    world.rotate(world.begin(), Dying(watch=world.check))
    assert world.used()["username"] == USERS[1]
    world.check()


def test_each_step_twice_at_once(world: World) -> None:
    """With moto a second PutSecretValue replaces a pending value; what AWS does is in test_secrets.py."""
    version = world.begin()
    world.call(Step.CREATE, version)
    for step in list(Step)[1:]:
        with ThreadPoolExecutor(4) as pool:
            outcomes = list(pool.map(lambda _, step=step: attempt(world, step, version), range(4)))
        assert "done" in outcomes, f"{step}: {outcomes}"
        world.check()
    world.rotate(version)
    assert world.used()["username"] == USERS[1]


def test_as_lambda_calls_it_nothing_is_told_of_any_login(
    world: World, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_SECRET", world.arn)
    monkeypatch.setenv("DATABASE_CA", str(world.server.authority))
    entry = workflow_step(SPEC, handle, Ports)
    logins, version = [world.used()], world.begin()
    for step in Step:
        entry({"Step": step, "SecretId": world.arn, "ClientRequestToken": version}, None)
    logins.append(world.used())
    with pytest.raises(BadEventError):
        entry({"Step": "setSecret", "SecretId": logins[0]["password"], "ClientRequestToken": version}, None)
    said = "".join(capfd.readouterr())
    assert logins[1]["username"] == USERS[1]
    assert said.count('"rotation"') > len(Step)
    assert not [login for login in logins if login["password"] in said or login["username"] in said]


def attempt(world: World, step: str, version: str) -> str:
    try:
        world.call(step, version)
    except PaymentError as error:
        return type(error).__name__
    return "done"
