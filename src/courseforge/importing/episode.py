"""A Carpentries episode: fenced divs or quotations with classes, facts at the top, pictures with braces."""

import re
from collections.abc import Iterator, Mapping

from courseforge.importing.blocks import BLOCKS, TITLED, OurBlock, name_block, say_renamed
from courseforge.importing.code_fences import mark_code
from courseforge.importing.draft import Draft, Facts, Remark
from courseforge.importing.episode_blocks import Child, Part, read_parts, read_quotations
from courseforge.importing.episode_lines import settle_lines, settle_tildes
from courseforge.importing.front_facts import FrontFacts, read_front_facts
from courseforge.importing.surroundings import Surroundings
from courseforge.importing.titles import find_heading

_TAKEN = frozenset({"title", "teaching", "exercises", "objectives", "questions", "keypoints", "layout"})
_BULLET = re.compile(r"\s{0,3}[-*+]\s+(.*)")
_HEADING = re.compile(r"\s*#{1,6}\s+(\S(?:.*[^\s#])?)[\s#]*")
_KINDS = "objectives|questions|keypoints|challenge|callout|solution|prereq|instructor|discussion"
_MARKS = re.compile(
    rf"(?m)^[ \t]{{0,40}}:{{3,60}}[ \t]{{0,9}}(?:\{{[ \t]{{0,9}}\.)?(?:{_KINDS})\b"
    rf"|^[ \t]{{0,40}}(?:> ?){{0,40}}\{{:[ \t]{{0,9}}\.(?:{_KINDS})\b"
    r"|^(?:teaching|exercises):[ ]*\d"
)


def is_episode(text: str) -> bool:
    """Tell an episode by what only episodes have."""
    return _MARKS.search(text) is not None


def read_episode(text: str, around: Surroundings) -> Draft:
    """Read an episode; its examples stay examples, for they are typed by learners and not run by the page."""
    front = read_front_facts(text)
    language = str(around.settings.get("lang", "en"))
    remarks = [*front.remarks, *front.refuse(_TAKEN)]
    lines = list(enumerate(front.rest.split("\n"), start=front.rest_line))
    tree = read_quotations(read_parts(settle_tildes(lines, remarks), remarks))
    objectives = [*front.texts("objectives"), *_take_objectives(tree, remarks)]
    body = [
        *_write_list("questions", front.texts("questions"), language),
        *settle_lines(list(_write(tree, language, remarks)), remarks),
        *_write_list("keypoints", front.texts("keypoints"), language),
    ]
    remarks += _say_examples(front.rest)
    remarks += [
        Remark("changed", "A list at the top stands in the lesson.", "the top", block)
        for key, block in front.blocks.items()
        if key in ("questions", "keypoints", "objectives")
    ]
    text = "\n".join(_thin_out(body)).strip("\n") + "\n"
    facts = Facts(
        title=front.text("title") or find_heading(text),
        duration=_add_minutes(front.value),
        objectives=tuple(objectives),
        kept=front.keep(),
    )
    remarks += _say_times(front)
    return Draft(facts, (_with_heading(text, facts.title),), tuple(remarks))


def _thin_out(lines: list[str]) -> Iterator[str]:
    """Leave one empty line where several would follow each other, but not in an example."""
    before = ""
    for line, is_code in mark_code(lines):
        if is_code or line.strip() or before.strip():
            yield line
        before = line


def _with_heading(text: str, title: str) -> str:
    """An episode has its title among its facts only; a lesson's text begins with it."""
    return text if not title or find_heading(text) else f"# {title}\n\n{text}"


def _add_minutes(value: Mapping[str, object]) -> str:
    minutes = [value.get(key) for key in ("teaching", "exercises")]
    known = sum(number for number in minutes if isinstance(number, int | float) and number > 0)
    return f"{round(known)} min" if known else ""


def _say_times(front: FrontFacts) -> Iterator[Remark]:
    for key in ("teaching", "exercises", "layout"):
        if key in front.blocks:
            told = "How it is laid out is up to courseforge." if key == "layout" else "Its times are in the duration."
            yield Remark("changed", told, "the top", front.blocks[key])


def _say_examples(text: str) -> Iterator[Remark]:
    count = len(re.findall(r"(?m)^[ >\t]*(?:```+|~~~+)\s*\{?\.?(?:python|language-python)\b", text))
    count += len(re.findall(r"\{:\s*\.language-python\s*\}", text))
    if count:
        told = "Its Python examples are shown and not run. To have one run, begin it with ```{code-cell}"
        yield Remark("look", told, f"{count} of them")


def _take_objectives(tree: list[Child], remarks: list[Remark]) -> Iterator[str]:
    """Take the list of objectives out of the text: a lesson's page shows it from the facts."""
    for place, part in enumerate(tree):
        if not isinstance(part, Part) or part.name not in ("objectives", "learning-objectives"):
            continue
        items = _read_list(part)
        if items:
            lines = [child[1] for child in part.children if not isinstance(child, Part)]
            before = "\n".join(filter(None, (part.opening, *lines, part.closing)))
            tree[place] = (part.number, "")
            remarks.append(
                Remark("changed", "The objectives are a fact of the lesson.", f"line {part.number}", before)
            )
            yield from items


def _read_list(part: Part) -> list[str]:
    """Return the items of a part that is a list and nothing else."""
    items: list[str] = []
    for child in part.children:
        if isinstance(child, Part):
            return []
        line = child[1]
        match = _BULLET.fullmatch(line)
        if match:
            items.append(match[1].strip())
        elif line.strip() and (not items or not line.startswith((" ", "\t"))):
            return []
        elif line.strip():
            items[-1] = f"{items[-1]} {line.strip()}"
    return items


def _write_list(name: str, items: tuple[str, ...], language: str) -> Iterator[str]:
    if items:
        yield f":::{name_block(BLOCKS[name], '', language)}"
        yield from (f"- {item}" for item in items)
        yield from (":::", "")


def _write(children: list[Child], language: str, remarks: list[Remark]) -> Iterator[tuple[int, str]]:
    for child in children:
        if isinstance(child, Part):
            yield from _write_part(child, language, remarks)
        else:
            yield child


def _write_part(part: Part, language: str, remarks: list[Remark]) -> Iterator[tuple[int, str]]:
    """Write a part as a directive; one of a kind that is unknown keeps its content, and its name in a comment."""
    place, number = f"line {part.number}", part.number
    block = BLOCKS.get(part.name)
    if block is None:
        said = f"A part called {part.name} has no counterpart here: its content stands in the text."
        before = "\n".join(filter(None, (part.opening, part.closing)))
        remarks.append(Remark("changed", said, place, before, f"% {part.opening.strip()}"))
        yield number, f"% {part.opening.strip()}"
        yield from _write(part.children, language, remarks)
        return
    heading, children = _take_heading(part, block)
    opening = f"{':' * _count_colons(part)}{name_block(block, _title(heading, part.name), language)}"
    said = say_renamed(part.name, block)
    before = "\n".join(filter(None, (part.opening, heading, part.closing)))
    remarks.append(Remark("changed", said, place, before, opening))
    if part.closing is None:
        remarks.append(Remark("look", "A part was never ended; it is ended at the end.", place))
    yield from ((number, ""), (number, opening))
    yield from _write(children, language, remarks)
    yield from ((number, ":" * _count_colons(part)), (number, ""))


def _count_colons(part: Part) -> int:
    inside = [_count_colons(child) for child in part.children if isinstance(child, Part)]
    return max(inside, default=2) + 1


def _take_heading(part: Part, block: OurBlock) -> tuple[str, list[Child]]:
    """Take off the heading with which a part begins."""
    for place, child in enumerate(part.children):
        if isinstance(child, Part):
            break
        if child[1].strip():
            if _HEADING.fullmatch(child[1]) and block.directive in TITLED:
                return child[1], part.children[place + 1 :]
            break
    return "", part.children


def _title(heading: str, name: str) -> str:
    """Make a directive's title of a heading; one that only names the kind of part says nothing."""
    match = _HEADING.fullmatch(heading)
    return "" if match is None or match[1].casefold() == name else match[1]
