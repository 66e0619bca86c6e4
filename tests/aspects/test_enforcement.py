"""What the mutators did not see is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.synth


def test_a_resource_that_another_aspect_makes_after_the_mutators_ran_is_refused(tmp_path: Path) -> None:
    import jsii
    from cdktf import App, Aspects, IAspect
    from cdktf_cdktf_provider_aws.sqs_queue import SqsQueue

    from aspects import Enforcement, apply
    from infra.provenance import Provenance
    from infra.stack import RegionalStack
    from infra.systems import load

    @jsii.implements(IAspect)
    class Late:
        """Makes a queue when it is called for the one that stands."""

        def visit(self, node: Any) -> None:
            if node is queue:
                SqsQueue(stack, "late", name="late")

    with Provenance() as provenance:
        settings = load("global_payments", "zq7")
        app = App(outdir=str(tmp_path))
        stack = RegionalStack(app, settings, "sample", settings.primary)
        queue = SqsQueue(stack, "inbox", name="inbox")
        enforcement = Enforcement(app, provenance, today=date(2026, 1, 1))
        apply(stack, enforcement)
        Aspects.of(queue).add(Late())
        with pytest.raises(RuntimeError, match="the aspects saw 1 resources of 2"):
            app.synth()
    assert enforcement.verdict is not None
    assert enforcement.verdict.outcome == "error"
    assert not list(tmp_path.glob("stacks/*/*.json"))
    assert not (tmp_path / "manifest.json").exists()


def test_a_rule_from_outside_stops_a_synthesis(tmp_path: Path) -> None:
    from cdktf import App
    from cdktf_cdktf_provider_aws.sqs_queue import SqsQueue

    from aspects import Enforcement, apply
    from infra.provenance import Provenance
    from infra.stack import RegionalStack
    from infra.systems import load
    from policies.gate.rulebook import RuleSettings, rulebook

    rule = tmp_path / "our-rules" / "acme" / "queue_names.py"
    rule.parent.mkdir(parents=True)
    rule.write_text(
        "from dataclasses import replace\n"
        "from policies.examples import resources\n"
        "from policies.model import Status, fail\n"
        "from policies.rules.kms.key_rotation import RULE as ROTATION\n"
        "def check(queue, _configuration):\n"
        "    if queue.get('name') == 'inbox':\n"
        "        yield fail('it is called inbox')\n"
        "IN = resources(aws_sqs_queue={'name': 'inbox'})\n"
        "OUT = resources(aws_sqs_queue={'name': 'outbox'})\n"
        "EXAMPLES = replace(ROTATION.examples, passing=(OUT,), failing=(IN,),\n"
        "                   absent=(Status.PASS, OUT), unknown=(Status.FAIL, IN))\n"
        "RULE = replace(ROTATION, id='acme-queue-names', types=('aws_sqs_queue',), check=check,\n"
        "               examples=EXAMPLES)\n"
    )
    registry = rulebook(RuleSettings(folders=(tmp_path / "our-rules",)))
    assert registry.errors == ()
    with Provenance() as provenance:
        settings = load("global_payments", "zq7")
        app = App(outdir=str(tmp_path / "out"))
        stack = RegionalStack(app, settings, "sample", settings.primary)
        SqsQueue(stack, "inbox", name="inbox")
        enforcement = Enforcement(app, provenance, today=date(2026, 1, 1), registry=registry)
        apply(stack, enforcement)
        with pytest.raises(RuntimeError, match="acme-queue-names: it is called inbox"):
            app.synth()
    assert not (tmp_path / "out" / "manifest.json").exists()
