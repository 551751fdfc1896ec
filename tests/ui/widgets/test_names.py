"""The kit hands out every name it promises, and nothing else."""

from __future__ import annotations

import pytest

from dealer_crm.ui import shell, widgets


@pytest.mark.parametrize("name", widgets.__all__)
def test_promised_widget_is_there(name: str) -> None:
    assert getattr(widgets, name).__module__.startswith("dealer_crm.ui.widgets.")


def test_promised_shell_is_there() -> None:
    assert [name for name in shell.__all__ if not hasattr(shell, name)] == []


@pytest.mark.parametrize("package", [widgets, shell])
def test_other_names_are_refused(package: object) -> None:
    with pytest.raises(AttributeError, match="NothingOfTheKind"):
        package.NothingOfTheKind  # type: ignore[attr-defined]  # noqa: B018 - asking is the test
