"""The test of the walls: tries from inside what an attack would try, and looks from outside what came of it.

It fails closed: whatever goes wrong here means that there are no walls. An attack that gets through does no harm:
each goes for things that were made for it, and takes back what it did.
"""

import json
import os
import secrets
import signal
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from courseforge.execution.isolation import Isolation, Level
from courseforge.execution.obstacles import find_obstacle
from courseforge.execution.run import run_lesson
from courseforge.execution.venue import Venue
from courseforge.model import Cell, CellKind, Lesson, LessonMetadata

# What each attack that got through means, in words. The names are those of the functions of the attacks below.
_MEANINGS: Mapping[str, str] = {
    "read": "A lesson can read files outside its course.",
    "write": "A lesson can write outside its course.",
    "packages": "A lesson can change the installed packages.",
    "tcp": "A lesson can reach the network (TCP).",
    "udp": "A lesson can reach the network (UDP).",
    "unix": "A lesson can talk to other programs on this computer.",
    "abstract": "A lesson can talk to other programs on this computer.",
    "connect": "A lesson can connect to sockets.",
    "netlink": "A lesson can talk to the system's network settings.",
    "mount": "A lesson can mount folders.",
    "namespaces": "A lesson can make namespaces of its own.",
    "trace": "A lesson can look into other processes.",
    "keeper": "A lesson can look into the process that watches over it.",
    "processes": "A lesson can see other programs on this computer.",
    "environment": "A lesson can see your environment variables.",
    "rights": "A lesson keeps rights that it should have lost.",
    "writable": "The installed programs and packages are not mounted for reading only.",
    "interfaces": "A lesson can see the computer's network.",
    "old_root": "A lesson can find the way back to the computer's files.",
    "survivor": "A lesson can leave programs running.",
}

_NETWORK = frozenset({"tcp", "udp", "interfaces"})  # what the network is for

_REFUSED = "This system does not let courseforge build walls, or not such that they could be tested."

_ATTACKS = """
import ctypes, json, os, socket, subprocess, sys
outside, port, token, known = json.loads({arguments!r})
library = ctypes.CDLL(None, use_errno=True)

def read():
    open(outside + "/canary").read()

def write():
    open(outside + "/written", "w").close()

def packages():
    path = os.path.dirname(json.__file__) + "/" + token
    open(path, "x").close()
    os.unlink(path)

def tcp():
    socket.create_connection(("127.0.0.1", port), 1)

def udp():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.sendto(b"x", ("127.0.0.1", port))

def unix():
    socket.socket(socket.AF_UNIX).connect(outside + "/socket")

def abstract():
    socket.socket(socket.AF_UNIX).connect("\\0" + token)

def connect():
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind("self-test.socket")
        server.listen()
        client.connect("self-test.socket")

def netlink():
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)

def mount():
    os.mkdir(token)
    try:
        assert library.mount(b"tmpfs", token.encode(), b"tmpfs", 0, b"size=4k") == 0
        assert library.umount2(token.encode(), 2) == 0
    finally:
        os.rmdir(token)

def namespaces():
    # A process with threads, as this one is, may never do it.
    code = "import ctypes; raise SystemExit(ctypes.CDLL(None).unshare(0x10000000))"
    subprocess.run([sys.executable, "-c", code], check=True)

def trace():
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(9)"])
    try:
        assert library.ptrace(16, child.pid, None, None) == 0
    finally:
        child.kill()
        child.wait()

def keeper():
    open("/proc/1/mem", "r+b").close()

def processes():
    assert [name for name in os.listdir("/proc") if name.isdigit() and int(name) > 100]

def environment():
    seen = set(os.environ)
    for pid in ("1", "self"):
        try:
            entries = open("/proc/" + pid + "/environ", "rb").read().split(b"\\0")
        except OSError:
            continue
        seen |= {{entry.partition(b"=")[0].decode() for entry in entries}}
    assert seen & set(known)

def rights():
    lines = (line.split() for line in open("/proc/self/status"))
    status = {{words[0]: words[1] for words in lines if len(words) == 2}}
    lost = all(int(status[name + ":"], 16) == 0 for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"))
    no_more = open("/proc/sys/user/max_user_namespaces").read() == "0\\n"
    assert not (lost and no_more and status["NoNewPrivs:"] == "1" and status["Seccomp:"] == "2")

def writable():
    places = ["/", "/usr", "/etc", "/dev", os.path.dirname(json.__file__), os.path.dirname(sys.executable)]
    assert not all(os.statvfs(place).f_flag & os.ST_RDONLY for place in places)

def interfaces():
    assert [line for line in open("/proc/net/dev") if ":" in line and line.split(":")[0].strip() != "lo"]

def old_root():
    assert [line for line in open("/proc/self/mountinfo") if line.split()[4] == "/"][1:]

def survivor():
    code = "import time; time.sleep(99)"
    subprocess.Popen([sys.executable, "-c", code, token], start_new_session=True)
    raise SystemExit

through = []
for attack in {names}:
    try:
        globals()[attack]()
    except BaseException:
        continue
    through.append(attack)
print(json.dumps(through))
"""


async def examine_walls(venue: Venue, *, network: bool = False) -> Isolation:
    """Attack the walls and say what is in force.

    Args:
        network: attack those of a lesson that declares that it uses the network.
    """
    try:
        through = await _attack(venue, network=network)
    except Exception as error:  # a test that cannot be done proves nothing
        reason, remedy = find_obstacle()
        return Isolation(
            Level.NONE, (reason or _REFUSED, f"The test of the walls could not be done: {error}."), remedy
        )
    if not through:
        return Isolation(Level.WALLS)
    return Isolation(Level.NONE, tuple(dict.fromkeys(_MEANINGS.get(name, name) for name in through)))


async def _attack(venue: Venue, *, network: bool) -> list[str]:
    token = secrets.token_hex(16)
    with _targets(token) as (outside, port, listening):
        run = await run_lesson(_make_lesson(outside, port, token, network=network), outside, (), 30, venue)
        if run.failure is not None:
            raise RuntimeError(run.failure.message or run.failure.kind)
        through = list(json.loads(_read_output(run.cells[0].outputs)))
        reached = {"tcp": 0, "unix": 1, "abstract": 2, "udp": 3}
        through += [name for name, place in reached.items() if _was_reached(listening[place])]
        if sorted(path.name for path in outside.iterdir()) != ["canary", "socket"]:
            through.append("write")
        if survivors := _find_processes(token):
            through.append("survivor")
            for pid in survivors:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
    return [name for name in through if name not in _NETWORK] if network else through


def _make_lesson(outside: Path, port: int, token: str, *, network: bool) -> Lesson:
    secret = sorted(set(os.environ) - _HARMLESS)
    arguments = json.dumps([str(outside), port, token, secret])
    source = _ATTACKS.format(arguments=arguments, names=list(_MEANINGS))
    cells = (Cell(1, CellKind.CODE, source, "a"),)
    return Lesson("self/test", "en", "self-test.ipynb", LessonMetadata(network=network), cells)


# What make_environment sets itself, and what IPython and shells add.
_HARMLESS = frozenset(
    "PATH HOME SHELL USERPROFILE APPDATA LOCALAPPDATA IPYTHONDIR JUPYTER_CONFIG_DIR JUPYTER_DATA_DIR "
    "JUPYTER_RUNTIME_DIR MPLCONFIGDIR TMPDIR TEMP TMP PYTHONUSERBASE LANG LC_CTYPE TZ PYTHONHASHSEED MPLBACKEND "
    "TERM CLICOLOR FORCE_COLOR CLICOLOR_FORCE PAGER GIT_PAGER PYDEVD_DISABLE_FILE_VALIDATION PYDEVD_USE_FRAME_EVAL "
    "OMP_NUM_THREADS OPENBLAS_NUM_THREADS MKL_NUM_THREADS JPY_PARENT_PID PWD SHLVL _ LD_LIBRARY_PATH".split()
)


@contextmanager
def _targets(token: str) -> Iterator[tuple[Path, int, list[socket.socket]]]:
    """Set up what the attacks go for: a file, and sockets of each kind that listen."""
    with ExitStack() as cleanup:
        outside = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="cf-", dir="/tmp")))
        (outside / "canary").write_text(token, encoding="ascii")
        tcp = cleanup.enter_context(socket.create_server(("127.0.0.1", 0)))
        port = tcp.getsockname()[1]
        udp = cleanup.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", port))
        listening = [tcp]
        for address in (str(outside / "socket"), f"\0{token}"):
            unix = cleanup.enter_context(socket.socket(socket.AF_UNIX))
            unix.bind(address)
            unix.listen()
            listening.append(unix)
        listening.append(udp)
        for each in listening:
            each.setblocking(False)
        yield outside, port, listening


def _was_reached(listening: socket.socket) -> bool:
    with suppress(BlockingIOError):
        if listening.type is socket.SOCK_DGRAM:
            listening.recv(1)
        else:
            listening.accept()[0].close()
        return True
    return False


def _read_output(outputs: tuple[Mapping[str, Any], ...]) -> str:
    return "".join(str(output.get("text", "")) for output in outputs)


def _find_processes(token: str) -> list[int]:
    """Find processes with this word in their command."""
    found = []
    for entry in os.scandir("/proc"):
        with suppress(OSError, ValueError):
            if token.encode() in Path(entry.path, "cmdline").read_bytes():
                found.append(int(entry.name))
    return found
