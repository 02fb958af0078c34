"""Kernels from a warm process: for other programs, by way of the provisioner; and what is left when we are killed."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from tests.execution.shelf import Shelf, lesson, texts

from courseforge.execution.imports import find_common_imports
from courseforge.execution.isolation import Level
from courseforge.execution.selftest import examine_walls
from courseforge.execution.venue import OrdinaryVenue

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forked kernels are for Linux")

PLAIN = """
import asyncio, os, sys
from jupyter_client.manager import AsyncKernelManager

async def main():
    manager = AsyncKernelManager(kernel_name="python3")
    await manager.start_kernel(cwd=sys.argv[1], env={**os.environ, "MARK": "7"})
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=30)
    said = []
    def hear(message):
        if message["msg_type"] in ("stream", "error"):
            said.append(message["content"].get("text") or message["content"]["ename"])
    await client.execute_interactive("import os; print(os.getcwd(), os.environ['MARK'])", output_hook=hear)
    asyncio.get_running_loop().call_later(0.5, asyncio.ensure_future, manager.interrupt_kernel())
    await client.execute_interactive("import time; time.sleep(30)", output_hook=hear)
    await manager.restart_kernel(now=True)
    await client.wait_for_ready(timeout=30)
    code = "import subprocess; print('x' in dir(), subprocess.Popen(['sleep', '77.1']).pid > 0)"
    await client.execute_interactive(code, output_hook=hear)
    assert await manager.is_alive()
    client.stop_channels()
    await manager.shutdown_kernel(now=True)
    assert not await manager.is_alive()
    print(type(manager.provisioner).__name__, said)

asyncio.run(main())
"""


def list_commands() -> str:
    return subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout


def test_any_program_can_choose_forked_kernels(tmp_path: Path) -> None:
    environment = {**os.environ, "JUPYTER_DEFAULT_PROVISIONER_NAME": "courseforge-forked"}
    done = subprocess.run(
        [sys.executable, "-c", PLAIN, str(tmp_path)],
        env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    expected = f"ForkedProvisioner ['{tmp_path} 7\\n', 'KeyboardInterrupt', 'False True\\n']\n"
    assert (done.stdout, done.stderr) == (expected, "")
    assert "sleep 77.1" not in list_commands()


SCRIPT = """
import sys
from pathlib import Path
from tests.execution.shelf import Shelf, lesson
wait = "import subprocess; subprocess.Popen(['sleep', '77.2'], start_new_session=True).wait()"
Shelf(Path(sys.argv[1])).run(lesson("wait", wait), lesson("wait-too", wait))
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_nothing_behind_walls_outlives_us(walled_shelf: Shelf, how: signal.Signals) -> None:
    temporary = tempfile.mkdtemp(dir="/tmp")  # a path that is short enough for sockets
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TMPDIR": temporary}
    command = [sys.executable, "-c", SCRIPT, str(walled_shelf.root)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        await_until(lambda: list_commands().count("sleep 77.2") == 2, 30)
        process.send_signal(how)
        process.wait(20)
    await_until(lambda: "sleep 77.2" not in list_commands(), 20)
    await_until(lambda: not any(Path(temporary).glob("cf-*")), 20)
    Path(temporary).rmdir()


def await_until(condition: object, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.skipif(os.getuid() == 0, reason="attacks that nothing stops are not for root")
def test_the_test_of_the_walls_sees_when_there_are_none() -> None:
    isolation = asyncio.run(examine_walls(OrdinaryVenue()))
    assert isolation.level is Level.NONE
    for sentence in (
        "A lesson can read files outside its course.",
        "A lesson can write outside its course.",
        "A lesson can reach the network (TCP).",
        "A lesson can reach the network (UDP).",
        "A lesson can talk to other programs on this computer.",
        "A lesson can leave programs running.",
        "A lesson can see other programs on this computer.",
    ):
        assert sentence in isolation.reasons


def test_every_lesson_has_a_fresh_interpreter(walled_shelf: Shelf) -> None:
    imports = "import os, random, json, tempfile"
    look = f"{imports}\nprint('mark' in dir(json), 'x' in os.listdir('/tmp'), tempfile.gettempdir())"
    leave = "json.mark = 1; open('/tmp/x', 'w').close(); open('here', 'w').close(); print(random.random())"
    lessons = [lesson(name, look, leave) for name in ("one", "two", "three")]
    results = walled_shelf.run(*lessons, workers=1, force=True)
    assert [texts(result)[0] for result in results] == ["False False /tmp\n"] * 3
    assert len({texts(result)[1] for result in results}) == 3


def test_packages_that_many_lessons_import_are_found() -> None:
    lessons = [
        lesson("one", "import json, pytest", "%matplotlib inline\nfrom click.testing import CliRunner"),
        lesson("two", "import pytest as p\n!ls", "def f():\n    import nothing_of_the_kind"),
        lesson("three", "from . import x\nimport antigravity, pytest.__main__, click.a.b", "this is no Python"),
    ]
    assert find_common_imports(lessons) == ("pytest", "click.testing")
