"""Secrets Manager rotates a secret by calling its function four times, where that permits it, and until it is
told to end; ministack copies the value, calls nobody and never ends. The trial of a rotation that does not
begin at once is not made here.

Source: the user guide of AWS Secrets Manager, "How rotation works" and "Lambda function permissions".
"""

from __future__ import annotations

import json
import logging
import threading
import time
from typing import Any, Final

from ministack.core.arn import parse_arn
from ministack.core.responses import error_response_json, json_response, new_uuid, request_scope
from ministack.services import lambda_svc, secretsmanager

from rehearsal.emulator import deliveries
from rehearsal.emulator.deliveries import Sender, UndeliveredError

_SERVICE: Final = "secretsmanager.amazonaws.com"
_STEPS: Final = ("createSecret", "setSecret", "testSecret", "finishSecret")
_PENDING: Final = "AWSPENDING"
_CANCEL: Final = "secretsmanager.CancelRotateSecret"
_NO_SECRET: Final = error_response_json("ResourceNotFoundException", "There is no such secret.", 400)
_log = logging.getLogger("ministack")
_handle = secretsmanager.handle_request
_put, _get = secretsmanager._put_secret_value, secretsmanager._get_secret_value


def apply() -> None:
    """Replace how secrets are rotated, and what is said of a version that has no value yet."""
    secretsmanager.handle_request = _handle_or_cancel
    secretsmanager._rotate_secret = _rotate
    secretsmanager._put_secret_value = _put_beside_labels
    secretsmanager._get_secret_value = _get_what_is_there


async def _handle_or_cancel(method: str, path: str, headers: Any, body: bytes, query: Any) -> Any:
    if headers.get("x-amz-target") != _CANCEL:
        return await _handle(method, path, headers, body, query)
    _, secret = secretsmanager._resolve(json.loads(body)["SecretId"])
    if not secret:
        return _NO_SECRET
    secret |= {"RotationEnabled": False, "RotationLambdaARN": None, "RotationRules": None}
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"]})


def _rotate(asked: dict[str, Any]) -> Any:
    _, secret = secretsmanager._resolve(asked.get("SecretId"))
    if not secret:
        return _NO_SECRET
    function = asked.get("RotationLambdaARN") or secret.get("RotationLambdaARN")
    arn = str(secret["ARN"])
    place = parse_arn(arn)
    try:
        deliveries.callable_by(function, Sender(_SERVICE, arn, place.region, place.account_id))
    except UndeliveredError as error:
        told = f"Secrets Manager cannot invoke the specified Lambda function: {error}"
        return error_response_json("AccessDeniedException", told, 400)
    rules = asked.get("RotationRules") or secret.get("RotationRules")
    secret |= {"RotationEnabled": True, "RotationLambdaARN": function, "RotationRules": rules}
    answer = {"ARN": arn, "Name": secret["Name"]}
    if asked.get("RotateImmediately", True):
        answer["VersionId"] = version = asked.get("ClientRequestToken") or new_uuid()
        secretsmanager._remove_stage_everywhere(secret, _PENDING)
        secret["Versions"][version] = {"CreatedDate": int(time.time()), "Stages": [_PENDING]}
        steps = [{"Step": step, "SecretId": arn, "ClientRequestToken": version} for step in _STEPS]
        threading.Thread(target=_call, args=(function, steps), daemon=True).start()
    return json_response(answer)


def _call(function: str, steps: list[dict[str, str]]) -> None:
    """Call the function with each step; the first that fails is the last."""
    place = parse_arn(function)
    with request_scope(place.account_id, place.region):
        found, config, _ = lambda_svc._get_func_record_for_ref(function)
        record = lambda_svc._execution_record_for_config(found, config)
        for step in steps:
            result = lambda_svc._execute_function_with_config_scope(record, step)
            if result.get("error"):
                _log.warning("Secrets Manager: %s failed: %s", step["Step"], result.get("body"))
                return


def _put_beside_labels(asked: dict[str, Any]) -> Any:
    """A version that has a value keeps it; one that gets its value keeps the labels that it has."""
    _, secret = secretsmanager._resolve(asked.get("SecretId"))
    version = (secret or {}).get("Versions", {}).get(asked.get("ClientRequestToken"))
    if version is None:
        return _put(asked)
    if version.get("SecretString") not in {None, asked.get("SecretString")}:
        return error_response_json("ResourceExistsException", "The version has another value.", 400)
    labels = list(version["Stages"])
    for label in asked.get("VersionStages", ()):
        secretsmanager._remove_stage_everywhere(secret, label)
    answer = _put(asked)
    kept = secret["Versions"][asked["ClientRequestToken"]]["Stages"]
    kept += [label for label in labels if label not in kept]
    return answer


def _get_what_is_there(asked: dict[str, Any]) -> Any:
    """A version without a value is not found."""
    _, secret = secretsmanager._resolve(asked.get("SecretId"))
    version = (secret or {}).get("Versions", {}).get(asked.get("VersionId"))
    if version is not None and version.get("SecretString") is None and version.get("SecretBinary") is None:
        return error_response_json("ResourceNotFoundException", "The version has no value.", 400)
    return _get(asked)
