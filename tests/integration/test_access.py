"""Who can read what: secrets by the functions that declare them, and by no merchant."""

from __future__ import annotations

import pytest
from boto3.session import Session
from botocore.exceptions import ClientError

from handlers.shared.events import Workflow
from handlers.shared.payment import payment_id_of
from handlers.spec import HandlerSpec, Resource
from infra.systems.global_payments.functions import SPECS
