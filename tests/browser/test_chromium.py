"""The browser that tests drive: a named one wins, and Ubuntu's stub for a snap is not one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("chromium.py")
STUB = (
    "#!/bin/sh\nif ! [ -x /snap/bin/chromium ]; then echo 'requires the snap'; exit 1; fi\nexec /snap/bin/chromium\n"
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stub is a shell script of Ubuntu's")


def look(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Ask for the browser where only the programs of one folder can be found."""
    clean = {"PATH": str(folder), "HOME": str(folder), "PLAYWRIGHT_BROWSERS_PATH": str(folder), **environment}
    return subprocess.run([sys.executable, SCRIPT], env=clean, capture_output=True, text=True, check=False)


def write_program(path: Path, text: str) -> Path:
    """Write something that can be started."""
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_a_stub_for_a_snap_is_passed_over(tmp_path: Path) -> None:
    write_program(tmp_path / "chromium-browser", STUB)
    if sys.platform == "linux":
        assert look(tmp_path).returncode == 1
    real = write_program(tmp_path / "google-chrome", "#!/bin/sh\n")
    assert look(tmp_path).stdout.strip() == str(real)


def test_a_named_browser_wins(tmp_path: Path) -> None:
    write_program(tmp_path / "chromium", "#!/bin/sh\n")
    named = write_program(tmp_path / "my browser", "#!/bin/sh\n")
    assert look(tmp_path, COURSEFORGE_CHROMIUM=str(named)).stdout.strip() == str(named)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere browsers lie in known places")
def test_without_a_browser_the_message_says_how_to_get_one(tmp_path: Path) -> None:
    result = look(tmp_path)
    assert result.returncode == 1
    assert "sudo apt-get install chromium" in result.stderr
    assert "Traceback" not in result.stderr
