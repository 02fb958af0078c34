"""The guide has every command with each of its options, and its examples are commands that there are."""

import re
import shlex
from collections.abc import Iterator

import click
import pytest
from tests.house.guide_pages import GUIDE, part_of, put_table, read_page

from courseforge.cli.commands import COMMANDS, courseforge

PAGE = "every-command.md"
ON_ALL = {"help", "verbose"}  # said once, above the commands


def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for word in command.list_commands(context):
            inner = command.get_command(context, word)
            assert inner is not None
            yield from walk(inner, f"{name} {word}")
    else:
        yield name, command


ALL = dict(walk(courseforge, "courseforge"))


def describe(option: click.Option) -> str:
    """Return an option as a row of its command's table."""
    context = click.Context(click.Command("any"))
    spelled = max(option.opts, key=len)
    choices = option.type.choices if isinstance(option.type, click.Choice) else ()
    word = (
        ""
        if option.is_flag or choices
        else f" {option.make_metavar(context)}".replace(" [=", "[=").replace("INTEGER RANGE", "NUMBER")
    )
    told = [re.sub(r"(?<![\w-])--[a-z-]+", r"`\g<0>`", option.help or "")]
    told += [f"One of {', '.join(f'`{choice}`' for choice in choices if choice)}."] if choices else []
    told += ["It must be given."] if option.required else []
    told += [f"Without it: `{option.default}`."] if option.show_default and option.default else []
    return f"| `{spelled}{word.replace('|', ' or ')}` | {' '.join(filter(None, told))} |"


def table_of(command: click.Command) -> str:
    options = [p for p in command.params if isinstance(p, click.Option) and p.name not in ON_ALL]
    rows = [describe(option) for option in options if not option.hidden]
    return "\n".join(["| Option | What it does |", "|---|---|", *rows, ""]) if rows else ""


@pytest.mark.parametrize("name", ALL)
def test_every_command_with_each_of_its_options(name: str, update: bool) -> None:
    table = table_of(ALL[name])
    if update and table:
        put_table(PAGE, f"### {name}", table)
    assert part_of(PAGE, f"### {name}").strip().endswith(table.strip())


def test_what_every_command_takes_is_said_once() -> None:
    assert {"`--help`", "`--verbose`", "`-v`", "`courseforge --version`"} <= set(
        re.findall("`[^`]+`", read_page(PAGE))
    )


def list_examples() -> list[tuple[str, str]]:
    """Return every command that the guide shows, with its page: in blocks, and in the middle of a sentence."""
    found = []
    for path in sorted(GUIDE.glob("*.md")):
        text = re.sub(r" \\\n\s*", " ", path.read_text("utf-8"))
        shown = re.findall(r"`(courseforge [^`\n]+)`|^(courseforge (?:" + "|".join(COMMANDS) + r")\b.*)$", text, re.M)
        found += [(path.name, inline or block) for inline, block in shown]
    return found


@pytest.mark.parametrize(("page", "example"), list_examples())
def test_every_example_is_a_command(page: str, example: str) -> None:
    words = shlex.split(example.replace("\\", "/"))[1:]
    command: click.Command = courseforge
    context = click.Context(command, info_name="courseforge")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        inner = command.get_command(context, words[0])
        assert inner is not None, f"{page}: there is no command “{words[0]}”"
        command, words = inner, words[1:]
    if words:  # a bare name stands for the command, not for what to type
        words = ["--changed=" if word == "--changed" else word for word in words]  # as the command itself reads it
        taken, rest, _ = command.make_parser(context).parse_args(words)
        assert rest == [] or command.params, f"{page}: {rest}"
        for option in command.params:
            if isinstance(option, click.Option) and option.name in taken and isinstance(option.type, click.Choice):
                option.type.convert(taken[option.name], option, context)
