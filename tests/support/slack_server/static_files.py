"""Uploading bytes to the address of files.getUploadURLExternal and fetching `url_private`."""

from aiohttp import web

from tests.support.slack_server.core import Core


class StaticFiles:
    """The bytes of files."""

    def __init__(self, core: Core) -> None:
        """Over the workspace's files."""
        self._core = core

    async def take(self, request: web.Request) -> web.Response:
        """The bytes of a file."""
        number = request.match_info["number"]
        if number not in self._core.workspace.files:
            return web.Response(status=404)
        content = await request.read()
        self._core.workspace.contents[number] = content
        return web.Response(text=f"OK - {len(content)}")

    async def give(self, request: web.Request) -> web.Response:
        """The bytes again, for whoever holds the bot's token and files:read; others get a sign-in page."""
        content = self._core.workspace.contents.get(request.match_info["number"])
        authorized = request.headers.get("Authorization") == f"Bearer {self._core.bot_token}"
        if not authorized or "files:read" not in self._core.scopes:
            return web.Response(text="<html>Sign in to Slack</html>", content_type="text/html")
        return web.Response(body=content) if content is not None else web.Response(status=404)
