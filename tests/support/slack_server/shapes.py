"""JSON as it comes: the type of an object, and lists of objects taken out of it."""

JsonObject = dict[str, object]


def listed(value: object) -> list[JsonObject]:
    """The objects of a list; nothing where there is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def as_object(value: object) -> JsonObject:
    """The object, or an empty one."""
    return value if isinstance(value, dict) else {}
