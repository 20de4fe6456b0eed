"""The JSON API keeps to its own description, whatever is asked (schemathesis)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from kg.server.api import openapi
from tests.kg.server.conftest import Client

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")


@pytest.mark.parametrize("path", sorted(openapi("")["paths"]))
def test_a_call_keeps_to_the_description(client: Client, path: str) -> None:
    where = f"http://127.0.0.1:{client.port}/api/openapi.json"
    operation = schemathesis.openapi.from_url(where)[path]["GET"]

    @given(operation.as_strategy())
    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def holds(case: Any) -> None:
        case.call_and_validate()

    holds()
