"""Who may do what."""

import pytest

from bot.permissions import Denial, Permission, denial
from tests.support.building import ADMIN, MEMBER, STRANGER


@pytest.mark.parametrize("permission", Permission)
def test_a_stranger_may_do_nothing(permission: Permission):
    assert denial(STRANGER, permission) is Denial.STRANGER


def test_members_read_and_only_admins_curate():
    assert denial(MEMBER, Permission.READ) is None
    assert denial(MEMBER, Permission.CURATE) is Denial.ADMINS_ONLY
    assert denial(ADMIN, Permission.CURATE) is None


def test_a_permission_without_a_rule_is_denied_to_members():
    assert denial(MEMBER, "something new") is Denial.ADMINS_ONLY  # type: ignore[arg-type]
