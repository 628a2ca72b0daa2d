"""The Web API methods, by name: each takes the core and the arguments and answers or refuses."""

from collections.abc import Callable, Mapping

from tests.support.slack_server.arguments import Arguments
from tests.support.slack_server.core import Core
from tests.support.slack_server.methods import chat, conversations, files, history, manifests, people, reactions, views
from tests.support.slack_server.shapes import JsonObject

Method = Callable[[Core, Arguments], JsonObject]

METHODS: Mapping[str, Method] = {
    "api.test": people.api_test,
    "apps.connections.open": people.connections_open,
    "apps.manifest.export": manifests.export,
    "apps.manifest.validate": manifests.validate,
    "auth.test": people.auth_test,
    "bots.info": people.bots_info,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post,
    "chat.unfurl": chat.unfurl,
    "chat.update": chat.update,
    "conversations.history": history.history,
    "conversations.info": conversations.info,
    "conversations.join": conversations.join,
    "conversations.list": conversations.list_all,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_direct,
    "conversations.replies": history.replies,
    "files.completeUploadExternal": files.complete,
    "files.getUploadURLExternal": files.upload_address,
    "files.info": files.info,
    "reactions.add": reactions.add,
    "reactions.get": reactions.get,
    "reactions.remove": reactions.remove,
    "team.info": people.team_info,
    "usergroups.list": people.groups,
    "usergroups.users.list": people.group_users,
    "users.conversations": conversations.list_own,
    "users.info": people.user_info,
    "users.list": people.users,
    "views.open": views.open_view,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
