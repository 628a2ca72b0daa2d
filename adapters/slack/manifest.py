"""The app's manifest for exactly the features that are on: paste it at api.slack.com/apps, nothing else to click."""

from dataclasses import dataclass
from typing import Any

from adapters.slack.shortcuts import ADD_LINK, DELETE_ANSWER, FIND
from bot.commands.registry import by_name
from bot.words.catalogue import Catalogue

NAME = "storybot"  # at most 35 characters
COMMAND = "/story"  # ASCII: Slack takes no other letters in a command's name
OF_THEIR_OWN = ("ask",)  # commands that also have a slash of their own, where the registry has them


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What needs more than the least: `links` looks at messages, `page_host` unfurls our own pages' links.

    `threads` hears questions in threads that go on from an answer without naming the bot.
    `digest` posts by itself, and looks for a post whose answer was lost before it posts again.
    `files`: admins drop files to import and get exports.
    `admin_group`: admins come from a user group. `request_url` is set for HTTP; without it Socket Mode is used.
    """

    links: bool = False
    threads: bool = False
    digest: bool = True
    page_host: str = ""
    admin_group: bool = False
    files: bool = True
    request_url: str = ""


def scopes(features: Features) -> tuple[str, ...]:
    """The bot scopes that the features need; docs/slack.md explains each."""
    needed = ["app_mentions:read", "chat:write", "commands", "im:history", "im:write", "users:read"]
    if features.files:
        needed += ["files:read", "files:write"]
    if features.links or features.threads or features.digest:
        needed += ["channels:history", "groups:history"]
    if features.page_host:
        needed += ["links:read", "links:write"]
    if features.admin_group:
        needed += ["usergroups:read"]
    return tuple(sorted(needed))


def events(features: Features) -> tuple[str, ...]:
    """The events that the features listen to."""
    heard = ["app_home_opened", "app_mention", "message.im"]
    if features.links or features.threads:
        heard += ["message.channels", "message.groups"]
    if features.page_host:
        heard += ["link_shared"]
    return tuple(sorted(heard))


def manifest(features: Features, words: Catalogue) -> dict[str, Any]:
    """The manifest as JSON for api.slack.com/apps."""
    address = {"request_url": features.request_url} if features.request_url else {}
    return {
        "display_information": {"name": NAME, "description": words.say("manifest.about")},
        "features": _features(features, words, address),
        "oauth_config": {"scopes": {"bot": list(scopes(features))}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(events(features))},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not features.request_url,
            "token_rotation_enabled": False,
        },
    }


def _features(features: Features, words: Catalogue, address: dict[str, str]) -> dict[str, Any]:
    command_address = {"url": features.request_url} if address else {}
    shown: dict[str, Any] = {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": NAME, "always_online": True},
        "shortcuts": _shortcuts(words),
        "slash_commands": [
            {
                "command": COMMAND,
                "description": words.say("manifest.command"),
                "usage_hint": words.say("manifest.hint"),
                "should_escape": True,  # or people named in a line would come as mere words
                **command_address,
            },
            *(_command_of_its_own(name, words) | command_address for name in OF_THEIR_OWN if by_name(name)),
        ],
    }
    return shown | ({"unfurl_domains": [features.page_host]} if features.page_host else {})


def _command_of_its_own(name: str, words: Catalogue) -> dict[str, Any]:
    return {
        "command": f"/{name}",
        "description": words.say(f"command.{name}.about"),
        "usage_hint": words.say(f"command.{name}.example"),
        "should_escape": False,
    }


def _shortcuts(words: Catalogue) -> list[dict[str, str]]:
    say = words.say
    return [
        {
            "type": "global",
            "callback_id": FIND,
            "name": say("manifest.find"),
            "description": say("manifest.find_about"),
        },
        {
            "type": "message",
            "callback_id": ADD_LINK,
            "name": say("manifest.add_link"),
            "description": say("manifest.add_link_about"),
        },
        {
            "type": "message",
            "callback_id": DELETE_ANSWER,
            "name": say("slack.delete"),
            "description": say("manifest.delete_about"),
        },
    ]
