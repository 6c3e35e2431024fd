"""JSON values by their shape: one that fits a schema, and one with its pointers led astray."""

from typing import Any

from tests.faults.asked import Asked

_POINTER = {"source", "sentence"}


def instance(schema: dict[str, Any], asked: Asked) -> Any:
    """A small value that a schema of strict structured output takes; pointers in it lead to lines that are there."""
    return _value(schema, schema.get("$defs", {}), asked)


def _value(schema: dict[str, Any], defs: dict[str, Any], asked: Asked) -> Any:
    if "$ref" in schema:
        return _value(defs[schema["$ref"].removeprefix("#/$defs/")], defs, asked)
    if "const" in schema or "enum" in schema:
        return schema["const"] if "const" in schema else schema["enum"][0]
    if "anyOf" in schema:
        return _value(schema["anyOf"][0], defs, asked)
    match schema["type"]:
        case "object":
            properties = schema.get("properties", {})
            if properties.keys() == _POINTER and asked.lines:
                return asked.lines[0].pointer
            return {name: _value(part, defs, asked) for name, part in properties.items()}
        case "array":
            return [_value(schema["items"], defs, asked) for _ in range(max(1, schema.get("minItems", 0)))]
        case "integer" | "number":
            return schema.get("minimum", 0)
        case "boolean":
            return False
        case "null":
            return None
    return "A neutral line of text."


def astray(value: Any) -> Any:
    """The same value with every pointer to sources that no prompt has: G99, R99."""
    if isinstance(value, list):
        return [astray(part) for part in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == _POINTER:
        return {**value, "source": f"{value['source'][0]}99"}
    return {name: astray(part) for name, part in value.items()}
