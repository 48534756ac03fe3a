"""From JSON to frozen dataclasses.

A member `publishedAt` becomes the field `published_at`. Members nobody has heard of are passed over, so that a newer
server can say more; a member that is missing takes the field's default. A field `text` that the server does not send,
since it can be cut out of the source, is filled in from the `content` or the `span` beside it.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import types
import typing
from collections.abc import Callable
from typing import Any, TypeVar, Union

from .errors import ProtocolError

Value = TypeVar("Value")
# A decoder takes the JSON value and the text that spans point into.
Decoder = Callable[[Any, str], Any]


def decode(kind: type[Value], value: Any, source: str = "") -> Value:
    """The dataclass `kind` made from a JSON value.

    Raises:
        ProtocolError: the value has another shape than the contract says.
    """
    decoder: Decoder = _decoder(typing.cast(typing.Hashable, kind))
    return typing.cast(Value, decoder(value, source))


def _camel(name: str) -> str:
    return re.sub(r"_([a-z0-9])", lambda match: match.group(1).upper(), name)


@functools.cache
def _decoder(kind: Any) -> Decoder:
    origin = typing.get_origin(kind)
    if kind is Any or kind is object:
        return lambda value, source: value
    if origin is Union or origin is getattr(types, "UnionType", Union):
        return _optional(kind)
    if origin is tuple:
        return _list(typing.get_args(kind)[0])
    if origin is dict:
        return _mapping(typing.get_args(kind)[1])
    if dataclasses.is_dataclass(kind):
        return _class(kind)
    if hasattr(kind, "from_json"):
        return typing.cast(Decoder, lambda value, source: kind.from_json(value))
    return _scalar(kind)


def _optional(kind: Any) -> Decoder:
    (inner,) = (argument for argument in typing.get_args(kind) if argument is not type(None))
    decoder = _decoder(inner)
    return lambda value, source: None if value is None else decoder(value, source)


def _list(element: Any) -> Decoder:
    decoder = _decoder(element)

    def decode_list(value: Any, source: str) -> Any:
        if not isinstance(value, list):
            raise ProtocolError(f"expected a list, got {value!r}"[:200])
        return tuple([decoder(item, source) for item in value])

    return decode_list


def _mapping(element: Any) -> Decoder:
    decoder = _decoder(element)

    def decode_mapping(value: Any, source: str) -> Any:
        if not isinstance(value, dict):
            raise ProtocolError(f"expected an object, got {value!r}"[:200])
        return {key: decoder(item, source) for key, item in value.items()}

    return decode_mapping


def _scalar(kind: Any) -> Decoder:
    def decode_scalar(value: Any, source: str) -> Any:
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise ProtocolError(f"expected {kind.__name__}, got {value!r}"[:200])

    return decode_scalar


def _class(kind: Any) -> Decoder:
    hints = typing.get_type_hints(kind)
    fields = dataclasses.fields(kind)
    names = [field.name for field in fields]
    members = [(field.name, _camel(field.name), _decoder(hints[field.name])) for field in fields]
    defaults = {field.name: field.default for field in fields if field.default is not dataclasses.MISSING}
    cut = next((name for name in ("content", "span") if name in names), None) if "text" in names else None
    filled_in = ({"text"} if cut else set()) | ({"source"} if "source" in names else set())
    required = set(names) - set(defaults) - filled_in

    def decode_class(value: Any, source: str) -> Any:
        if not isinstance(value, dict):
            raise ProtocolError(f"expected an object for {kind.__name__}, got {value!r}"[:200])
        values = defaults.copy()
        for name, key, decoder in members:
            if key in value:
                values[name] = decoder(value[key], source)
        for name in required:
            if name not in values:
                raise ProtocolError(f"{kind.__name__} without {_camel(name)}")
        if cut is not None and "text" not in values:
            span = values.get(cut)
            values["text"] = source[span.start : span.end] if span is not None else ""
        if "source" in filled_in and "source" not in values:
            values["source"] = source
        # As the frozen dataclass's own __init__ would, in a third of the time.
        instance = object.__new__(kind)
        instance.__dict__.update(values)
        return instance

    return decode_class
