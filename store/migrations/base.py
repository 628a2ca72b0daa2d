"""The one list of steps that every step appends itself to."""

from sqlite_utils import Migrations

migrations = Migrations("storybot")
