"""Code that asks other computers (CF508)."""

import ast
import re
from collections.abc import Iterator

from courseforge.checks.code.program import is_held_to_rules, list_calls, list_programs, read_imports, spell_out
from courseforge.checks.code.replacements import FETCHED_EACH_TIME, replace_address
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject, LessonSubject

_URL = re.compile(r"(?:https?|ftp|s3|gs)://[^\s/]+", re.IGNORECASE)
_READERS = frozenset(
    "read_csv read_json read_html read_excel read_table read_parquet read_fwf read_xml read_feather read_file "
    "imread loadtxt genfromtxt open_dataset urlopen urlretrieve urlread retrieve get post put head request Request "
    "download load_from_url download_file from_url read_text Audio YouTubeVideo".split()
) - {"Audio", "YouTubeVideo", "get", "read_text"}
_CALLS = re.compile(
    r"(?:requests|httpx)\.(?:get|post|put|head|delete|patch|request|Session)|urllib\.request\.(?:urlopen|urlretrieve)"
    r"|socket\.(?:create_connection|gethostbyname)|ftplib\.FTP|smtplib\.SMTP\w*|http\.client\.HTTPS?Connection"
    r"|aiohttp\.ClientSession|nltk\.download|seaborn\.load_dataset|yfinance\.\w+|gdown\.\w+|pooch\.retrieve"
    r"|sklearn\.datasets\.fetch_\w+|statsmodels\.(?:api\.)?datasets\.get_rdataset|pandas_datareader\.\S+|wget\.download"
)
_COMMAND = re.compile(
    r"(?:^|[;&|!%\s])(?:curl|wget|git\s+(?:clone|pull|fetch)|kaggle|gdown|scp|rsync)\s", re.IGNORECASE
)


def find_undeclared_network(lesson: LessonSubject) -> Iterator[Finding]:
    """Code that needs the network says so.

    No cell asks another computer for anything, unless its top says ``network: true``: not with ``requests`` or
    ``urllib``, not by giving an address to ``pd.read_csv``, not with ``!curl`` or ``!wget``.

    Why: lessons run without the network, so the cell would fail. And data that lies elsewhere changes or disappears.

    Fails::

        beats = pd.read_csv("https://example.org/beats.csv")

    Mended, after the file was saved in the course's folder::

        beats = pd.read_csv("data/beats.csv")
    """
    if lesson.lesson.metadata.network:
        return
    for cell, call, name, full in _list_requests(lesson):
        message = f"{name} needs the network here, which lessons don't have."
        module = full.partition(".")[0]
        yield Finding(cell.at(call.lineno), message, replace_address(cell, call, full, module in _ONLY_FETCH))
    for cell in lesson.code_cells:
        for line, command in _list_commands(cell):
            if _COMMAND.search(command):
                message = "This command needs the network, which lessons don't have."
                yield Finding(cell.at(line), message, _DOWNLOAD)


_DOWNLOAD = f"Save the data once in the course's folder data. {FETCHED_EACH_TIME}"
_ONLY_FETCH = frozenset("requests httpx aiohttp yfinance gdown pooch wget pandas_datareader".split())


def list_network_modules(lesson: LessonSubject) -> frozenset[str]:
    """Name the modules that a lesson no longer needs once it reads from files what it asks others for."""
    if lesson.lesson.metadata.network:
        return frozenset()
    return _ONLY_FETCH & {full.partition(".")[0] for _, _, _, full in _list_requests(lesson)}


def _list_requests(lesson: LessonSubject) -> Iterator[tuple[CellSubject, ast.Call, str, str]]:
    """Give the calls that ask another computer for something, with their names as written and in full."""
    imports, addresses = read_imports(lesson), _list_addresses(lesson)
    told = frozenset(_list_asking_functions(lesson, imports))
    for cell, nodes in list_programs(lesson):
        for call, name in list_calls(nodes):
            if name not in told and _asks_elsewhere(call, full := spell_out(name, imports), addresses):
                yield cell, call, name, full


def _list_asking_functions(lesson: LessonSubject, imports: dict[str, str]) -> Iterator[str]:
    """Name the lesson's own functions that ask another computer: they are told once, where they do."""
    for _, nodes in list_programs(lesson):
        for node in nodes:
            if isinstance(node, ast.FunctionDef) and any(
                _CALLS.fullmatch(spell_out(name, imports)) for _, name in list_calls(ast.walk(node))
            ):
                yield node.name


def _list_addresses(lesson: LessonSubject) -> frozenset[str]:
    """Name the variables that hold an address of the web."""
    names: set[str] = set()
    for _, nodes in list_programs(lesson):
        for node in nodes:
            if isinstance(node, ast.Assign) and _is_address(node.value, frozenset(names)):
                names.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return frozenset(names)


def _is_address(node: ast.expr, names: frozenset[str]) -> bool:
    if isinstance(node, ast.JoinedStr):
        return bool(node.values) and _is_address(node.values[0], names)
    if isinstance(node, ast.FormattedValue):
        return _is_address(node.value, names)
    if isinstance(node, ast.BinOp):
        while isinstance(node, ast.BinOp):
            node = node.left
        return _is_address(node, names)
    if isinstance(node, ast.Name):
        return node.id in names
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_URL.match(node.value))


def _asks_elsewhere(call: ast.Call, name: str, addresses: frozenset[str]) -> bool:
    if _CALLS.fullmatch(name):
        return True
    given = [*call.args[:1], *(keyword.value for keyword in call.keywords)]
    return name.rpartition(".")[2] in _READERS and any(_is_address(value, addresses) for value in given)


def _list_commands(cell: CellSubject) -> Iterator[tuple[int, str]]:
    if not is_held_to_rules(cell):
        return
    if cell.code.language in ("bash", "sh", "script", "!", "system", "sx"):
        yield from (
            (line, text[:500]) for line, text in enumerate(cell.lines, 1) if not text.lstrip().startswith("#")
        )
    else:
        yield from ((line, text[:500]) for line, text in cell.code.commands.items() if text.startswith(("!", "%")))
