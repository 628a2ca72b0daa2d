"""The compact JSON-Schema validator, on small schemas of its own and on Discord's description."""

import pytest

from tests.support.discord_server.schema import Description, errors_shape, load_description
from tests.support.discord_server.server import SPEC
from tests.support.discord_server.world import Json

SCHEMAS: Json = {
    "Id": {"type": "string", "pattern": "^[0-9]+$", "format": "snowflake"},
    "Cat": {"type": "object", "properties": {"type": {"enum": [1]}, "name": {"type": "string", "maxLength": 3}}},
    "Dog": {"type": "object", "properties": {"type": {"enum": [2]}, "age": {"type": "integer"}}, "required": ["age"]},
    "Pet": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]},
    "Kind": {"type": "integer", "oneOf": [{"const": 4}, {"const": 5}]},
    "Word": {"type": ["string", "null"], "minLength": 1},
    "Map": {"type": "object", "additionalProperties": {"type": "string"}, "maxProperties": 2},
    "Set": {"type": "array", "items": {"$ref": "#/components/schemas/Id"}, "uniqueItems": True, "maxItems": 3},
    "Closed": {"type": "object", "properties": {"a": {}}, "additionalProperties": False},
    "Number": {"type": "number", "minimum": 0, "maximum": 1.5},
    "Link": {"type": "string", "format": "uri"},
    "Both": {"type": "integer", "enum": [4, 5], "allOf": [{"$ref": "#/components/schemas/Kind"}]},
}
SMALL = Description({"paths": {}, "components": {"schemas": SCHEMAS}})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Id", "123"),
        ("Id", 123),
        ("Pet", {"type": 1, "name": "냥"}),
        ("Pet", {"type": 2, "age": 3.0}),
        ("Kind", 5),
        ("Word", None),
        ("Map", {"ko": "글"}),
        ("Set", ["1", "2"]),
        ("Closed", {"a": [1]}),
        ("Number", 1),
        ("Link", "https://example.com"),
        ("Both", 4),
    ],
)
def test_what_fits_has_no_complaint(name: str, value: object) -> None:
    assert list(SMALL.check(SCHEMAS[name], value)) == []


@pytest.mark.parametrize(
    ("name", "value", "where", "code"),
    [
        ("Id", "12a", (), "STRING_TYPE_REGEX"),
        ("Id", True, (), "BASE_TYPE_BAD_TYPE"),
        ("Pet", {"type": 1, "name": "고양이들"}, ("name",), "BASE_TYPE_BAD_LENGTH"),
        ("Pet", {"type": 2}, ("age",), "BASE_TYPE_REQUIRED"),
        ("Pet", {"type": 3}, ("type",), "BASE_TYPE_CHOICES"),
        ("Kind", 6, (), "BASE_TYPE_CHOICES"),
        ("Word", "", (), "BASE_TYPE_BAD_LENGTH"),
        ("Word", 1, (), "BASE_TYPE_BAD_TYPE"),
        ("Map", {"ko": 1}, ("ko",), "BASE_TYPE_BAD_TYPE"),
        ("Map", {"a": "", "b": "", "c": ""}, (), "BASE_TYPE_BAD_LENGTH"),
        ("Set", ["1", "1"], (), "SET_TYPE_ALREADY_CONTAINS_VALUE"),
        ("Set", ["1", "2", "3", "4"], (), "BASE_TYPE_BAD_LENGTH"),
        ("Set", ["1", "x"], (1,), "STRING_TYPE_REGEX"),
        ("Closed", {"b": 1}, ("b",), "UNKNOWN_KEY"),
        ("Number", 2, (), "NUMBER_TYPE_MAX"),
        ("Number", -1, (), "NUMBER_TYPE_MIN"),
        ("Link", "example", (), "URL_TYPE_INVALID_URL"),
        ("Both", 6, (), "BASE_TYPE_CHOICES"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(
    name: str, value: object, where: tuple[str | int, ...], code: str
) -> None:
    complaints = list(SMALL.check(SCHEMAS[name], value))

    assert (where, code) in [(one.path, one.code) for one in complaints]


def test_errors_are_nested_as_discord_nests_them() -> None:
    complaints = list(SMALL.check(SCHEMAS["Set"], ["x"], ("users",)))

    assert list(errors_shape(complaints)["users"]["0"]) == ["_errors"]


def test_where_the_description_is_absent_there_is_none() -> None:
    assert load_description(SPEC.with_name("absent.json")) is None


@pytest.mark.shared
def test_discords_description_tells_good_bodies_from_bad() -> None:
    description = load_description(SPEC)
    assert description is not None
    route = ("POST", "/channels/{channel_id}/messages")
    button = {"type": 2, "style": 1, "label": "글", "custom_id": "a"}
    good = {"content": "글", "components": [{"type": 1, "components": [button]}], "flags": 0, "nonce": "n"}
    bad = {
        "embeds": [{"title": "가" * 257}],
        "components": [{"type": 1, "components": [button | {"label": "가" * 81}]}],
    }

    assert description.knows(*route)
    assert description.check_body(*route, good) == []
    paths = [".".join(map(str, one.path)) for one in description.check_body(*route, bad)]
    assert paths == ["embeds.0.title", "components.0.components.0.label"]


@pytest.mark.shared
def test_every_route_of_the_server_is_one_of_discords() -> None:
    from tests.support.discord_server.rest import every_route  # noqa: PLC0415

    description = load_description(SPEC)
    assert description is not None
    assert [one for one in every_route() if not description.knows(one.method, one.template)] == []
