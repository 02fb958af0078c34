"""Lessons that went wrong on their way: real ones, with faults that editors, merges and mischief make."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

_Change = Callable[[bytes, Random], bytes]

ROOT = Path(__file__).parents[2]
_STRANGE = [
    "\x00", "\ufeff", "\u202e", "\u200b", "\U000e0041", "e" + "\u0301" * 200, "ﷺ", "😀" * 50, "\r", "\x0c", "\u2028", "Ω≈ç",
    "[" * 500, "](" * 300, "`" * 301, "$" * 99, "*a " * 200, "> " * 300, "- " * 200, "<div>" * 200, "<!--", "&#x110000;",
    "{" * 400, ":::{note}\n" * 40, "::::", "```{code-cell}\n", "```", "---\n", "+++\n", "|a" * 300 + "\n|-|\n", "[^1]: a\n" * 50,
    "(a)=\n" * 50, "![](" + "a" * 5000 + ")", "a" * 20_000, "#" * 300, "%% x\n", "!ls\n", "#| fig-alt:\n", "#| tags: [\n",
    "9" * 400, "1e999", "-0", "12:99 am 2027-99-99", "555-0100 " * 50, "a@b." * 100, "http://" * 80, "C:\\Users\\" * 50, "&lt;" * 99,
]  # fmt: skip
_VALUES: list[Any] = [
    None,
    True,
    -1,
    10**300,
    1.5,
    "",
    "a",
    [],
    [[]],
    {},
    {"": None},
    ["a", 1],
    {"a": {"b": []}},
    "\ud800",
]


def list_originals() -> list[Path]:
    """Name the lessons of this project."""
    found = (path for top in ("courses", "templates") for path in (ROOT / top).rglob("*"))
    return sorted(path for path in found if path.suffix in (".ipynb", ".md"))


def mutate(original: Path, random: Random) -> bytes:
    """Put one to four faults into a lesson."""
    data = original.read_bytes()
    in_text: list[_Change] = [_change_bytes, _change_lines, _put_strange]
    ways = [*in_text, *[_change_json] * 3, *[_change_cell] * 8] if original.suffix == ".ipynb" else in_text
    for _ in range(random.randint(1, 4)):
        data = random.choice(ways)(data, random)
    return data


def _change_cell(data: bytes, random: Random) -> bytes:
    """Change the text of one cell of a notebook, which stays a notebook."""
    try:
        document = json.loads(data)
        cell = random.choice(document["cells"])
        source = "".join(cell["source"]).encode(errors="surrogatepass")
    except (ValueError, LookupError, TypeError, RecursionError):
        return _change_bytes(data, random)
    source = random.choice([_change_bytes, _change_lines, _put_strange])(source, random)
    cell["source"] = source.decode(errors="replace")
    return json.dumps(document, indent=1).encode()


def _change_bytes(data: bytes, random: Random) -> bytes:
    """Lose, double or overwrite a stretch."""
    begin = random.randrange(len(data) + 1)
    end = min(len(data), begin + random.choice([1, 2, 10, 100, 5000]))
    middle = random.choice([b"", data[begin:end] * 2, random.randbytes(end - begin)])
    return data[:begin] + middle + data[end:]


def _change_lines(data: bytes, random: Random) -> bytes:
    """Lose, repeat, swap, indent or join lines."""
    lines = data.split(b"\n")
    first, second = random.randrange(len(lines)), random.randrange(len(lines))
    change = random.randrange(5)
    if change == 0:
        del lines[first]
    elif change == 1:
        lines[first:first] = lines[first : first + 3] * random.choice([1, 50])
    elif change == 2:
        lines[first], lines[second] = lines[second], lines[first]
    elif change == 3:
        lines[first] = random.choice([b"    ", b"\t", b"> ", b"- ", b"#"]) * random.choice([1, 30]) + lines[first]
    else:
        lines[first : first + 20] = [b" ".join(lines[first : first + 20])]
    return b"\n".join(lines)


def _put_strange(data: bytes, random: Random) -> bytes:
    """Put in what nobody expects; inside JSON written as JSON has it."""
    strange = "".join(random.choices(_STRANGE, k=random.randint(1, 3)))
    if data.lstrip().startswith(b"{"):
        strange = json.dumps(strange)[1:-1]
    spots = [place + 1 for place, byte in enumerate(data) if byte in b'"\n ']
    spot = random.choice(spots) if spots else 0
    return data[:spot] + strange.encode(errors="surrogatepass") + data[spot:]


def _change_json(data: bytes, random: Random) -> bytes:
    """Change, rename, lose, double or nest a value anywhere in a notebook."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return _change_bytes(data, random)
    holder = random.choice(list(_list_holders(document)) or [{}])
    if isinstance(holder, dict) and holder:
        key = random.choice(sorted(holder))
        value = holder.pop(key) if random.random() < 0.3 else holder[key]
        holder[random.choice([key, key, "source", "metadata", "tags", "outputs", "data"])] = _choose(value, random)
    elif isinstance(holder, list):
        spot = random.randrange(len(holder) + 1)
        holder[spot : spot + random.randint(0, 2)] = [_choose(holder[spot] if spot < len(holder) else "", random)]
    return json.dumps(document, indent=1).encode()


def _choose(value: Any, random: Random) -> Any:
    if random.random() < 0.1:
        for _ in range(random.choice([5, 300])):
            value = random.choice([[value], {"a": value}])
        return value
    strange = random.choice(_STRANGE)
    return random.choice([*_VALUES, strange, [strange] * 100, f"{value}{strange}", [value] * 3])


def _list_holders(value: Any) -> list[Any]:
    found, open_ = [], [value]
    while open_:
        one = open_.pop()
        if isinstance(one, dict | list):
            found.append(one)
            open_ += one.values() if isinstance(one, dict) else one
    return found
