"""What a lesson's code needs around it: packages, files, the network, chance, a person who answers."""

import ast
import re
import sys
from collections.abc import Iterator

from courseforge.checks.program import (
    is_held_to_rules,
    list_calls,
    list_imports,
    list_programs,
    read_imports,
    spell_out,
)
from courseforge.checks.replacements import (
    FETCHED_EACH_TIME,
    replace_address,
    replace_path,
    replace_question,
    tell_tag,
)
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.diagnostics import Location
from courseforge.model import PACKAGES

_OF_JUPYTER = frozenset("IPython ipykernel ipywidgets google pyodide js piplite micropip".split())
_WHO = "whoever runs courseforge for your library"


def find_undeclared_imports(lesson: LessonSubject) -> Iterator[Finding]:
    """What code imports stands at the lesson's top.

    ``requirements`` names each package that the lesson imports, besides what belongs to Python itself and the modules
    that lie in the course.

    Why: who wants to use the lesson elsewhere sees what must be installed, without reading the code.

    Fails::

        import pandas as pd

    Mended: the same, with this line between the ``---`` lines at the top ::

        requirements: [pandas]
    """
    declared = {_normalize(name) for name in lesson.lesson.metadata.requirements}
    real = lesson.library.modules
    leaving = _list_modules_of_the_network(lesson)
    packages: dict[str, tuple[CellSubject, int]] = {}
    for cell, module, line in _list_packages(lesson):
        # A misspelled name may be a trap, and what only fetches goes when the lesson no longer needs the network
        if (real is None or module in real or module in PACKAGES) and module not in leaving:
            packages.setdefault(PACKAGES.get(module, module), (cell, line))
    missing = [name for name in packages if _normalize(name) not in declared]
    if missing:
        cell, line = packages[missing[0]]
        needed = ", ".join(sorted({*lesson.lesson.metadata.requirements, *missing}, key=str.casefold))
        message = f"This lesson imports {_join(missing)}, and nothing at its top says so."
        yield Finding(cell.at(line), message, f"Write between the --- lines at the top:\nrequirements: [{needed}]")


def find_missing_packages(lesson: LessonSubject) -> Iterator[Finding]:
    """What code imports is installed where the lesson runs.

    A package is named once, at the first lesson that imports it.

    Why: the lesson stops at its first cell.

    Fails, where it is not installed::

        import seabron

    Mended::

        import seaborn
    """
    known, missing = lesson.library.modules, dict[str, Location]()
    leaving = _list_modules_of_the_network(lesson)
    for cell, module, line in _list_packages(lesson):
        if known is not None and module not in known and module not in leaving:
            missing.setdefault(module, cell.at(line))
    runs = lesson.library.settings.execute.execute_notebooks != "off"
    for module, place in missing.items():
        hint = _advise_package(module) + " Until then the lesson cannot run and is not published." * runs
        yield Finding(place, f"The lesson imports {module}, which this computer does not have.", hint)


def _advise_package(module: str) -> str:
    """Say what to do; a name that nobody knows is not offered for installation, for it may be a trap."""
    if module in PACKAGES:
        return f"Ask {_WHO} to install {PACKAGES[module]}."
    return f"Check the spelling of {module}; if it is right, ask {_WHO} about it."


_WRITES_MODULE = re.compile(r"\s{0,20}%%(?:write)?file +(?:-a +)?(\w{1,80})\.py\b")


def _list_packages(lesson: LessonSubject) -> Iterator[tuple[CellSubject, str, int]]:
    """Name the modules from elsewhere that a lesson imports; one in ``try`` may be missing."""
    own = {name.partition("/")[0].removesuffix(".py") for name in lesson.course.course.files}
    own |= {match[1] for cell in lesson.code_cells if (match := _WRITES_MODULE.match(cell.source))}
    for cell, nodes in list_programs(lesson):
        tried = {id(part) for node in nodes if isinstance(node, ast.Try) for part in ast.walk(node)}
        for node in nodes:
            if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in tried:
                for name, _, line in list_imports((node,)):
                    module = name.partition(".")[0]
                    if module not in sys.stdlib_module_names | own | _OF_JUPYTER:
                        yield cell, module, line


def _normalize(requirement: str) -> str:
    name = re.split(r"[\s<>=~!\[;@]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def _join(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


_OWN_PLACE = re.compile(
    r"(?:/(?:home|Users|mnt|media|Volumes|root|content)/|~[/\\]|[A-Za-z]:[\\/]{1,2}\w)[^\n\r\t]{0,300}\Z"
)
_PLACE_IN_COMMAND = re.compile(r"(?:^|[\s='\"])((?:/(?:home|Users|Volumes|content)/|~/|[A-Za-z]:\\)[^\s'\"]{1,200})")


def find_own_paths(lesson: LessonSubject) -> Iterator[Finding]:
    r"""Code names files from the course's folder.

    No string and no command holds a path that begins at the top of a disk or in somebody's home folder
    (``/home/…``, ``/Users/…``, ``C:\\…``, ``~/…``, ``/content/…`` of Colab).

    Why: the path is there on one computer only, and often holds somebody's name.

    Fails::

        open("/home/ada/lessons/beats.csv")

    Mended::

        open("data/beats.csv")
    """
    for cell, nodes in list_programs(lesson):
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _OWN_PLACE.match(node.value):
                yield _tell_path(cell, node.lineno, node.value)
    for cell in lesson.code_cells:
        for line, command in cell.code.commands.items() if is_held_to_rules(cell) else ():
            if match := _PLACE_IN_COMMAND.search(command[:500]):
                yield _tell_path(cell, line, match[1])


def _tell_path(cell: CellSubject, line: int, path: str) -> Finding:
    start = re.match(r"/[^/\\]*/|~.|[A-Za-z]:.", path)
    message = f"A path that begins with {start[0] if start else path[:3]} is there on one computer only."
    return Finding(cell.at(line), message, replace_path(cell, path))


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


def _list_modules_of_the_network(lesson: LessonSubject) -> frozenset[str]:
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


_CHANCE = re.compile(
    r"random\.(?:random|randint|randrange|choice|choices|shuffle|sample|uniform|gauss|normalvariate|betavariate)"
    r"|numpy\.random\.(?!seed|default_rng|RandomState|Generator|SeedSequence|PCG64)\w+"
)
_SEEDED = re.compile(r"(?:\w+\.)*(?:seed|set_seed|manual_seed|set_random_seed|set_state|setstate)")
_SOURCES = re.compile(r"(?:\w+\.)*(?:default_rng|RandomState|Random)")


def find_unseeded_chance(lesson: LessonSubject) -> Iterator[Finding]:
    """Where chance decides, a seed stands first.

    A lesson that draws random numbers with ``random`` or NumPy calls ``random.seed(…)`` or
    ``np.random.default_rng(…)`` with a number, if its text speaks about what comes out.

    Why: the text says “six of ten”, and readers see three. With a seed everybody sees the same; without one every
    build of the site changes the page.

    Fails::

        import random
        random.choice(["kick", "snare"])

    Mended::

        import random
        random.seed(7)
        random.choice(["kick", "snare"])
    """
    imports = read_imports(lesson)
    calls = [
        (cell, call, name, spell_out(name, imports))
        for cell, nodes in list_programs(lesson)
        for call, name in list_calls(nodes)
    ]
    if any(_SEEDED.fullmatch(full) for _, _, _, full in calls):
        return
    for cell, call, name, full in calls:
        is_unseeded = _SOURCES.fullmatch(full) and not call.args and not call.keywords
        if _CHANCE.fullmatch(full) or (is_unseeded and full.startswith(("numpy.random.", "random."))):
            hint = f"Give it a number: {name}(7)" if is_unseeded else f"Write below the imports: {_seed(name, full)}"
            yield Finding(cell.at(call.lineno), "Chance decides here, and each run shows something else.", hint)
            return


def _seed(name: str, full: str) -> str:
    """Return the line that makes chance the same each time, with names that are imported; it must not be repeated."""
    module = name.rpartition(".")[0]
    return f"{module}.seed(7)" if module else f"from {full.rpartition('.')[0]} import seed; seed(7)"


_WAITS = {
    "input": "waits for somebody to type",
    "getpass.getpass": "waits for somebody to type a password",
    "breakpoint": "stops the lesson for a debugger",
    "pdb.set_trace": "stops the lesson for a debugger",
    "pdb.pm": "stops the lesson for a debugger",
    "ipdb.set_trace": "stops the lesson for a debugger",
    "IPython.core.debugger.set_trace": "stops the lesson for a debugger",
}
_DEBUGS = re.compile(r"%%?(?:debug|pdb)\b")


def find_waiting(lesson: LessonSubject) -> Iterator[Finding]:
    """Nothing in a lesson waits for a person.

    No cell calls ``input()``, ``getpass()`` or ``breakpoint()``, or starts a debugger. A cell that is not run (tag
    ``skip-execution``) may show such a call.

    Why: nobody sits at the keyboard when the lesson runs for the site, so it stops there with an error.

    Fails::

        name = input("What is your name? ")

    Mended::

        name = "Ada"  # write your own name here
    """
    imports = read_imports(lesson)
    own = {node.name for _, nodes in list_programs(lesson) for node in nodes if isinstance(node, ast.FunctionDef)}
    for cell, nodes in list_programs(lesson):
        for call, name in list_calls(nodes):
            full = spell_out(name, imports)
            if full in _WAITS and name not in own:
                hint = _answer(cell, call.lineno) if full == "input" else "Delete it."
                yield Finding(cell.at(call.lineno), f"{name}() {_WAITS[full]}, and nobody is there.", hint)
    for cell in lesson.code_cells:
        for line, command in cell.code.commands.items() if is_held_to_rules(cell) else ():
            if _DEBUGS.match(command):
                yield Finding(
                    cell.at(line), f"{command.split()[0]} starts a debugger, and nobody is there.", "Delete it."
                )


def _answer(cell: CellSubject, line: int) -> str:
    """Offer a value, unless the cell asks again until it likes the answer: with a wrong one it would never end."""
    loops = (node for node in cell.nodes if isinstance(node, ast.While))
    if any(loop.lineno <= line <= (loop.end_lineno or line) for loop in loops):
        return f"It asks again and again. So that it is shown and not run, {tell_tag(cell, 'skip-execution')}."
    return replace_question(cell.lines[line - 1])
