"""How Discord says no: the errors with their status, code and words."""

from collections.abc import Iterable
from enum import Enum

from tests.support.discord_server.schema import Complaint, errors_shape
from tests.support.discord_server.world import Json


class Refusal(Enum):
    """(HTTP status, Discord's code, message)."""

    UNAUTHORIZED = (401, 0, "401: Unauthorized")
    NO_SUCH_ROUTE = (404, 0, "404: Not Found")
    UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
    UNKNOWN_GUILD = (404, 10004, "Unknown Guild")
    UNKNOWN_MEMBER = (404, 10007, "Unknown Member")
    UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
    UNKNOWN_ROLE = (404, 10011, "Unknown Role")
    UNKNOWN_USER = (404, 10013, "Unknown User")
    UNKNOWN_WEBHOOK = (404, 10015, "Unknown Webhook")
    UNKNOWN_INTERACTION = (404, 10062, "Unknown interaction")
    UNKNOWN_COMMAND = (404, 10063, "Unknown application command")
    ALREADY_ACKNOWLEDGED = (400, 40060, "Interaction has already been acknowledged.")
    MISSING_ACCESS = (403, 50001, "Missing Access")
    NOT_YOUR_MESSAGE = (403, 50005, "Cannot edit a message authored by another user")
    EMPTY_MESSAGE = (400, 50006, "Cannot send an empty message")
    CANNOT_DM = (403, 50007, "Cannot send messages to this user")
    MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
    WRONG_CHANNEL_TYPE = (400, 50024, "Cannot execute action on this channel type")
    INVALID_WEBHOOK_TOKEN = (401, 50027, "Invalid Webhook Token")
    INVALID_FORM = (400, 50035, "Invalid Form Body")
    THREAD_ARCHIVED = (400, 50083, "Thread is archived")
    INVALID_JSON = (400, 50109, "The request body contains invalid JSON.")
    NO_TWO_THREADS = (400, 160004, "A thread has already been created for this message")


class Refused(Exception):
    """Raised by a route and becomes the answer; `complaints` are what the sender should have known."""

    def __init__(self, refusal: Refusal, complaints: Iterable[Complaint] = ()) -> None:
        super().__init__(refusal.value[2])
        self.refusal = refusal
        self.complaints = tuple(complaints)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.refusal.value[0]

    def body(self) -> Json:
        """Discord's error shape."""
        _, code, message = self.refusal.value
        shape: Json = {"message": message, "code": code}
        if self.refusal is Refusal.INVALID_FORM:
            shape["errors"] = errors_shape(self.complaints)
        return shape


def insist(complaints: Iterable[Complaint]) -> None:
    """Refuse the form if there is any complaint about it."""
    found = tuple(complaints)
    if found:
        raise Refused(Refusal.INVALID_FORM, found)
