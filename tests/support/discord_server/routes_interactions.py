"""REST: the first response to an interaction, and its original and follow-up messages through the webhook routes."""

from tests.support.discord_server import posting
from tests.support.discord_server.calls import Call
from tests.support.discord_server.command_limits import check_choices, check_modal
from tests.support.discord_server.interaction import CallbackKind, Interaction, InteractionKind, Response
from tests.support.discord_server.payloads import user_json
from tests.support.discord_server.platform import Platform
from tests.support.discord_server.refusals import Refusal, Refused, insist
from tests.support.discord_server.routes_messages import Handler
from tests.support.discord_server.schema import Complaint
from tests.support.discord_server.world import Json, Message, MessageFlag

C, K = CallbackKind, InteractionKind
ALLOWED = {
    K.COMMAND: {C.MESSAGE, C.DEFERRED_MESSAGE, C.MODAL},
    K.COMPONENT: {C.MESSAGE, C.DEFERRED_MESSAGE, C.DEFERRED_UPDATE, C.UPDATE, C.MODAL},
    K.AUTOCOMPLETE: {C.CHOICES},
    K.MODAL: {C.MESSAGE, C.DEFERRED_MESSAGE, C.DEFERRED_UPDATE, C.UPDATE},
}
SLASH_REPLY, REPLY, MENU_REPLY = 20, 19, 23


def respond(platform: Platform, call: Call) -> Json | None:
    """The first response: in time, once, of a kind that fits what somebody did."""
    interaction = platform.interactions.get(int(call.ids["interaction_id"]))
    if interaction is None or interaction.token != call.ids["interaction_token"]:
        raise Refused(Refusal.UNKNOWN_INTERACTION)
    after = platform.clock() - interaction.sent_at
    if interaction.expired or (interaction.response is None and after > platform.first_response_seconds):
        raise Refused(Refusal.UNKNOWN_INTERACTION)
    if interaction.response is not None:
        raise Refused(Refusal.ALREADY_ACKNOWLEDGED)
    kind = CallbackKind(call.body["type"])
    data: Json = call.body.get("data") or {}
    _check(interaction, kind, data)
    message = _shown(platform, interaction, kind, data, call)
    interaction.response = Response(kind=kind, body=data, after=after, message=message)
    if kind in {C.MESSAGE, C.UPDATE}:
        interaction.shown = interaction.original
    return _callback_json(platform, interaction) if call.query.get("with_response") in {"1", "true", "True"} else None


def _check(interaction: Interaction, kind: CallbackKind, data: Json) -> None:
    fits = kind in ALLOWED[interaction.kind] and (
        kind not in {C.UPDATE, C.DEFERRED_UPDATE} or interaction.source is not None
    )
    if not fits:
        text = f"response {kind.name} does not fit an interaction of kind {interaction.kind.name}"
        insist([Complaint(("type",), "INTERACTION_CALLBACK_TYPE_INVALID", text)])
    if kind is C.CHOICES:
        insist(check_choices(data.get("choices") or [], interaction.option_kind))
    if kind is C.MODAL:
        insist(check_modal(data))


def _shown(platform: Platform, interaction: Interaction, kind: CallbackKind, data: Json, call: Call) -> Message | None:
    """The message this response makes or changes."""
    if kind is C.UPDATE:
        assert interaction.source is not None
        return posting.edit(platform, interaction.source, data, call=call)
    if kind not in {C.MESSAGE, C.DEFERRED_MESSAGE}:
        return None
    loading = MessageFlag.LOADING if kind is C.DEFERRED_MESSAGE else 0
    body = {"flags": data.get("flags")} if loading else data
    return posting.post(
        platform,
        interaction.channel,
        platform.world.bot,
        body,
        call=call,
        kind=_message_kind(interaction),
        flags=loading,
        reply_to=interaction.source if interaction.kind is K.COMPONENT else None,
        seen_by=interaction.user,
        interaction=_metadata(platform, interaction),
    )


def _message_kind(interaction: Interaction) -> int:
    if interaction.kind is K.COMMAND:
        return SLASH_REPLY if interaction.payload["data"]["type"] == 1 else MENU_REPLY
    return REPLY if interaction.kind is K.COMPONENT else 0


def _metadata(platform: Platform, interaction: Interaction) -> Json:
    owners = interaction.payload["authorizing_integration_owners"]
    shape: Json = {
        "id": str(interaction.id),
        "type": int(interaction.kind),
        "user": user_json(interaction.user),
        "authorizing_integration_owners": owners,
    }
    if interaction.name is not None:
        shape["name"] = interaction.name
        shape["command_type"] = interaction.payload["data"]["type"]
    if interaction.kind is K.COMPONENT and interaction.source is not None:
        shape["interacted_message_id"] = str(interaction.source.id)
    if interaction.kind is K.MODAL:
        inner = {key: shape[key] for key in ("id", "user", "authorizing_integration_owners")}
        shape["triggering_interaction_metadata"] = inner | {"type": 2, "name": "modal", "command_type": 1}
    return shape


def _callback_json(platform: Platform, interaction: Interaction) -> Json:
    assert interaction.response is not None
    response = interaction.response
    about: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
    shape: Json = {"interaction": about}
    message = interaction.original
    if message is not None:
        about |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
        if response.kind in {C.MESSAGE, C.UPDATE}:
            shape["resource"] = {"type": int(response.kind), "message": platform.message_json(message)}
    return shape


def follow_up(platform: Platform, call: Call) -> Json:
    """A further message; the first after a deferral takes the place of the loading one, as at Discord."""
    interaction = _by_token(platform, call)
    original = interaction.original
    if original is not None and original.loading:
        interaction.shown = posting.edit(platform, original, call.body, call=call)
        return platform.message_json(original)
    message = posting.post(
        platform,
        interaction.channel,
        platform.world.bot,
        call.body,
        call=call,
        kind=REPLY if original is not None else 0,
        reply_to=original,
        seen_by=interaction.user,
        interaction=_metadata(platform, interaction),
    )
    interaction.followups.append(message)
    if interaction.shown is None:
        interaction.shown = message
    return platform.message_json(message)


def read(platform: Platform, call: Call) -> Json:
    """The original or a follow-up message."""
    return platform.message_json(_message(platform, call))


def update(platform: Platform, call: Call) -> Json:
    """The original or a follow-up changed; a deferred answer is there with it."""
    message = posting.edit(platform, _message(platform, call), call.body, call=call)
    interaction = _by_token(platform, call)
    if message is interaction.original:
        interaction.shown = message
    return platform.message_json(message)


def remove(platform: Platform, call: Call) -> None:
    """The original or a follow-up deleted."""
    posting.delete(platform, _message(platform, call))


def _by_token(platform: Platform, call: Call) -> Interaction:
    """The interaction of a webhook token: known, alive, responded to."""
    found = platform.by_token.get(call.ids["webhook_token"])
    if found is None or call.ids["webhook_id"] != str(platform.world.bot.id):
        raise Refused(Refusal.UNKNOWN_WEBHOOK)
    if found.expired:
        raise Refused(Refusal.INVALID_WEBHOOK_TOKEN)
    if found.response is None:
        raise Refused(Refusal.UNKNOWN_WEBHOOK)
    return found


def _message(platform: Platform, call: Call) -> Message:
    interaction = _by_token(platform, call)
    wanted = call.ids.get("message_id", "@original")
    own = [one for one in (interaction.original, *interaction.followups) if one is not None and not one.deleted]
    if wanted == "@original":
        own = [one for one in own if one is interaction.original]
    else:
        own = [one for one in own if one.id == int(wanted)]
    if not own:
        raise Refused(Refusal.UNKNOWN_MESSAGE)
    return own[0]


def routes() -> dict[str, Handler]:
    """The routes of this module."""
    hook = "/webhooks/{webhook_id}/{webhook_token}"
    every: dict[str, Handler] = {
        "POST /interactions/{interaction_id}/{interaction_token}/callback": respond,
        f"POST {hook}": follow_up,
    }
    for one in (f"{hook}/messages/@original", f"{hook}/messages/{{message_id}}"):
        every |= {f"GET {one}": read, f"PATCH {one}": update, f"DELETE {one}": remove}
    return every
