"""Posting for everybody: a story under the name of who shared it, once, recorded, and deletable by them."""

from adapters.slack.desk import Desk
from adapters.slack.faults import CallFailed
from adapters.slack.payloads import Place
from adapters.slack.people import Known
from adapters.slack.render import Message, render
from bot.commands.sharing import claim_key
from bot.ports import Sharing
from bot.reply import Reply, StoryCard


def user_of(known: Known) -> str:
    """A person's id on Slack."""
    return known.actor.key.partition(":")[2]


async def share_aloud(
    desk: Desk, reply: Reply, known: Known, place: Place, *, origin: str, response_url: str = ""
) -> None:
    """Post a public reply in the channel and record it.

    Raises CallFailed; the press is free to be tried again unless the post may stand there all the same.
    """
    number = next((part.number for part in reply.parts if isinstance(part, StoryCard)), None)
    message = render(reply, await desk.space_words(), owner=user_of(known))
    try:
        at = await _posted(desk, message, place, f"share:{number}:{origin}", response_url)
    except CallFailed as failed:
        if number is not None and not failed.was_sent:
            key = claim_key(known.actor.key, place.key, number, origin)
            await desk.app.store.write(lambda library: library.release(key))
        raise
    if number is not None:
        sharing = Sharing(channel=place.key, message=at or origin, actor=known.actor.key, at=desk.app.now())
        await desk.app.store.write(lambda library: library.share(number, sharing))


async def _posted(desk: Desk, message: Message, place: Place, mark: str, response_url: str) -> str:
    """The id of the post; empty where the bot is no member and only the response_url could post there."""
    try:
        return (await desk.courier.post(place.channel, message, thread=place.thread, mark=mark)).at
    except CallFailed as failed:
        if not (failed.is_about_channel and response_url):
            raise
    await desk.courier.respond(response_url, message, aloud=True, thread=place.thread)
    return ""
