"""Entries of a YAML file are changed where they stand: comments, order and every other line stay as they are.

A round-trip through a YAML library would wrap and quote the whole file anew; here only the lines of a changed value
differ. Whether the result says what it should is checked by the caller, who reads it again.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

_WIDTH = 120
Entry = Mapping[str, Any]


def entries_of(text: str) -> list[yaml.MappingNode]:
    """The mappings of a list of mappings, with their places in `text`; empty for an empty file."""
    root = yaml.compose(text)
    items = root.value if isinstance(root, yaml.SequenceNode) else []
    return [item for item in items if isinstance(item, yaml.MappingNode)]


def entry_where(text: str, key: str, value: str) -> yaml.MappingNode | None:
    """The first entry of a list whose `key` has this value."""
    return next((node for node in entries_of(text) if _scalars(node).get(key) == value), None)


def entry_named(text: str, name: str) -> yaml.MappingNode | None:
    """The entry of a mapping of names to mappings."""
    root = yaml.compose(text)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return next((v for k, v in pairs if k.value == name and isinstance(v, yaml.MappingNode)), None)


def with_values(text: str, entry: yaml.MappingNode, values: Entry) -> str:
    """Give keys of an entry new values; a key that it lacks is added at its end, unless its value is None.

    None becomes `null`: in these files that is how a person writes that something is not known.
    """
    column = entry.value[0][0].start_mark.column
    spans: list[tuple[int, int, str]] = []
    known = {key.value: (key, value) for key, value in entry.value}
    for name, value in values.items():
        if name in known:
            key, node = known[name]
            spans.append((key.start_mark.index, _end(text, node), _block(name, value, column)))
    after = _line_end(text, max(_end(text, value) for _, value in entry.value))
    new = [_block(name, value, column) for name, value in values.items() if name not in known and value is not None]
    if new:
        spans.append((after, after, "".join(f"\n{' ' * column}{block}" for block in new)))
    for start, end, block in sorted(spans, reverse=True):
        text = text[:start] + block + text[end:]
    return text


def with_entry(text: str, entry: Entry) -> str:
    """Add an entry at the end of a list, set apart by an empty line where the entries before it are."""
    if not entries_of(text):
        # "[]", where the last entry was taken out.
        text = text.replace("[]", "").strip()
        text = f"{text}\n" if text else ""
    ends = text if not text or text.endswith("\n") else f"{text}\n"
    apart = "\n" if "\n\n" in text else ""
    return ends + apart + _dump([{key: value for key, value in entry.items() if value is not None}])


def without_entry(text: str, entry: yaml.MappingNode) -> str:
    """Take the lines of a list's entry out; the comments above the next one stay."""
    lines = text.splitlines(keepends=True)
    end = text.count("\n", 0, _end(text, entry)) + 1
    left = "".join([*lines[: entry.start_mark.line], *lines[end:]])
    return left if entries_of(left) else f"{left.rstrip()}\n[]\n".lstrip()


def _scalars(node: yaml.MappingNode) -> dict[str, str]:
    return {key.value: value.value for key, value in node.value if isinstance(value, yaml.ScalarNode)}


def _end(text: str, node: yaml.Node) -> int:
    """Where a value ends. A block's mark stands at the next token; comments and empty lines before it are not its."""
    end: int = node.end_mark.index
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    return len(text[:end].rstrip()) if end > node.start_mark.index else end


def _line_end(text: str, index: int) -> int:
    found = text.find("\n", index)
    return len(text) if found < 0 else found


def _block(key: str, value: Any, column: int) -> str:
    """`key: value`, its further lines as far in as the key."""
    plain = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
    return _dump({key: plain}, width=_WIDTH - column).rstrip("\n").replace("\n", f"\n{' ' * column}")


def _dump(value: Any, width: int = _WIDTH) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=width))
