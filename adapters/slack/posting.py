"""Posting for everybody: a story under the name of who shared it, once, recorded, and deletable by them."""

from adapters.slack.desk import Desk
from adapters.slack.faults import CallFailed
from adapters.slack.payloads import Place
from adapters.slack.people import Known
from adapters.slack.render import render
from bot.commands.sharing import claim_key
from bot.ports import Sharing
from bot.reply import Reply, StoryCard


def user_of(known: Known) -> str:
    """A person's id on Slack."""
    return known.actor.key.partition(":")[2]


async def share_aloud(
    desk: Desk, reply: Reply, known: Known, place: Place, *, origin: str, response_url: str = ""
) -> None:
    """Post a public reply in the channel and record it; raises CallFailed with the press free to be tried again.

    Where the bot is no member of the channel, the response_url still posts there.
    """
    message = render(reply, desk.words(desk.language), owner=user_of(known))
    number = next((part.number for part in reply.parts if isinstance(part, StoryCard)), None)
    try:
        try:
            posted = await desk.courier.post(
                place.channel, message, thread=place.thread, mark=f"share:{number}:{origin}"
            )
            at = posted.at
        except CallFailed as failed:
            if not (failed.is_about_channel and response_url):
                raise
            await desk.courier.respond(response_url, message, aloud=True, thread=place.thread)
            at = origin
    except CallFailed:
        if number is not None:
            key = claim_key(known.actor.key, place.key, number, origin)
            await desk.app.store.write(lambda library: library.release(key))
        raise
    if number is not None:
        sharing = Sharing(channel=place.key, message=at, actor=known.actor.key, at=desk.app.now())
        await desk.app.store.write(lambda library: library.share(number, sharing))
