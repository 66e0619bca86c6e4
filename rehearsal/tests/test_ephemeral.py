"""Copies of stacks hold no ephemeral values, and nothing else is changed."""

from __future__ import annotations

from rehearsal.ephemeral import STAND_IN, without_ephemeral

EXPRESSION = '${jsondecode(ephemeral.aws_secretsmanager_secret_version.master.secret_string)["password"]}'


def test_a_stand_in_takes_the_place_of_each_expression_of_an_ephemeral_value() -> None:
    stack = {
        "ephemeral": {"aws_secretsmanager_secret_version": {"master": {"secret_id": "x"}}},
        "resource": {
            "aws_rds_cluster": {
                "main": {
                    "master_password_wo": EXPRESSION,
                    "master_username": "ledger",
                    "tags": {"Note": "ephemeral.environment"},
                    "logs": ["${aws_cloudwatch_log_group.main.name}"],
                }
            }
        },
    }
    assert without_ephemeral(stack) == {
        "resource": {
            "aws_rds_cluster": {
                "main": {
                    "master_password_wo": STAND_IN,
                    "master_username": "ledger",
                    "tags": {"Note": "ephemeral.environment"},
                    "logs": ["${aws_cloudwatch_log_group.main.name}"],
                }
            }
        }
    }


def test_a_stack_without_any_is_the_same() -> None:
    stack = {"resource": {"aws_sqs_queue": {"main": {"name": "${var.name}"}}}}
    assert without_ephemeral(stack) == stack
