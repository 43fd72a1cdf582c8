"""Each fault of the shop shows when it is switched on, and the shop without faults does not show it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from shopping import customer_of
from shows import SHOWS

from apilint_rules.core.registry import load_rules
from shop.app import create_app
from shop.contract import operations
from shop.faults import FAULTS
from shop.faults.table import EVERYWHERE


def test_each_fault_has_a_script() -> None:
    assert set(SHOWS) == set(FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_shows(start_shop: Callable[..., str], name: str) -> None:
    with customer_of(start_shop("--fault", name)) as faulty:
        assert SHOWS[name](faulty)


@pytest.mark.parametrize("name", FAULTS)
def test_the_shop_without_faults_does_not_show_it(start_shop: Callable[..., str], name: str) -> None:
    with customer_of(start_shop()) as exemplary:
        assert not SHOWS[name](exemplary)


@pytest.mark.parametrize("name", FAULTS)
def test_the_table_names_rules_and_an_operation_and_says_what_is_wrong(name: str) -> None:
    known = {operation.id for methods in operations().values() for operation in methods.values()}
    fault = FAULTS[name]
    assert fault.operation in known | {EVERYWHERE}
    assert {fault.rule, *fault.also} <= set(load_rules())
    assert fault.rule not in fault.also
    assert len(fault.summary) > 20


def test_an_unknown_fault_is_refused() -> None:
    with pytest.raises(KeyError):
        create_app(["no-such-fault"])
