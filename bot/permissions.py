"""May this person do that? Pure rules: what is not allowed here is denied, and every denial has a reason."""

from enum import Enum

from bot.actor import Actor, Role


class Permission(Enum):
    """What a command asks of a person."""

    READ = "read"
    CURATE = "curate"


class Denial(Enum):
    """Why a person may not; the catalogue holds the sentence for each under `denied.`."""

    STRANGER = "stranger"
    ADMINS_ONLY = "admins_only"


_NEEDED = {Permission.READ: Role.MEMBER, Permission.CURATE: Role.ADMIN}


def denial(actor: Actor, permission: Permission) -> Denial | None:
    """Why `actor` may not use a command that asks for `permission`; None: they may."""
    if actor.role >= _NEEDED.get(permission, Role.ADMIN):
        return None
    return Denial.STRANGER if actor.role < Role.MEMBER else Denial.ADMINS_ONLY
