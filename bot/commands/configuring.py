"""The settings that admins change while the bot runs: what holds, and a button for every choice."""

from bot.chat_settings import CHAT_SETTINGS, ChatSetting, value_of
from bot.commands.values import Context
from bot.errors import UnknownState
from bot.ports import Library
from bot.reply import Actions, Button, Listing, Note, Part, Reply, Row, Tone

_BY_NAME = {setting.name: setting for setting in CHAT_SETTINGS}


async def settings(context: Context) -> Reply:
    """Every setting with what holds now, and its other choices to press."""
    held = await context.store.read(lambda library: {one.name: value_of(one, library) for one in CHAT_SETTINGS})
    say = context.words.say
    parts: list[Part] = [Note(text=say("settings.how"))]
    for setting in CHAT_SETTINGS:
        row = Row(label=say(f"choice.{setting.name}.{held[setting.name]}"), detail=say(f"setting_about.{setting.name}"))
        parts.append(Listing(heading=say(f"setting_name.{setting.name}"), rows=(row,)))
        parts.append(Actions(buttons=_choices(context, setting, held[setting.name])))
    return Reply(summary=say("settings.heading"), parts=tuple(parts))


async def set_one(context: Context) -> Reply:
    """Set one: `name choice`, as its button says."""
    name, _, choice = context.request.argument.partition(" ")
    setting = _BY_NAME.get(name)
    if setting is None or choice not in setting.choices:
        raise UnknownState
    say = context.words.say
    called, chosen = say(f"setting_name.{name}"), say(f"choice.{name}.{choice}")

    def work(library: Library) -> bool:
        if value_of(setting, library) == choice:
            return False
        library.set_setting(name, choice)
        subject = f"{called}: {chosen}"
        library.record(action="configured", subject=subject, actor=context.request.actor.key, at=context.now)
        return True

    is_new = await context.store.write(work)
    sentence = say("settings.done" if is_new else "settings.again", name=called, choice=chosen)
    back = Actions(buttons=(Button(label=say("button.settings"), press="settings:"),))
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE), back))


def _choices(context: Context, setting: ChatSetting, held: str) -> tuple[Button, ...]:
    return tuple(
        Button(label=context.words.say(f"choice.{setting.name}.{choice}"), press=f"setting:{setting.name} {choice}")
        for choice in setting.choices
        if choice != held
    )
