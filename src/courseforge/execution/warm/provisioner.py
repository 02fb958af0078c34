"""Forked kernels for everybody: a kernel provisioner, which any program that uses jupyter_client can choose.

For one program: ``JUPYTER_DEFAULT_PROVISIONER_NAME=courseforge-forked jupyter execute lesson.ipynb``. For one kernel:
the name stands in its kernelspec, at ``metadata.kernel_provisioner.provisioner_name``. Kernels that are started in
this way are the running interpreter's own, whatever the kernelspec says; they have no walls.
"""

import asyncio
import atexit
import os
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from courseforge.execution.warm.line import Request
from courseforge.execution.warm.process import ForkedKernel, WarmProcess, open_warm_process

_PAUSE = 0.005  # seconds between two looks whether a kernel has ended


class ForkedProvisioner(KernelProvisionerBase):
    """Forks kernels from one warm process for each program."""

    forked: ForkedKernel | None = None
    address: Path | None = None  # stays when the kernel is started again: clients know it

    @property
    def has_process(self) -> bool:
        """Tell whether there is a kernel (``KernelProvisionerBase``)."""
        return self.forked is not None

    async def pre_launch(self, **options: Any) -> dict[str, Any]:
        """Prepare for the launch (``KernelProvisionerBase``)."""
        return await super().pre_launch(cmd=[], **{key: value for key, value in options.items() if key != "cmd"})

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Fork a kernel (``KernelProvisionerBase``)."""
        folder = str(Path(options.get("cwd") or ".").absolute())
        assert self.parent is not None
        request = Request(self.parent.session.key.decode(), dict(options["env"]), folder)
        self.forked = _share_warm_process().fork_kernel(request, self.address)
        self.address = self.forked.address
        await self.forked.await_begun()
        self.connection_info = self.forked.connection_info
        return self.connection_info

    async def poll(self) -> int | None:
        """Tell whether it lives (``KernelProvisionerBase``)."""
        return 0 if self.forked is None else self.forked.poll()

    async def wait(self) -> int | None:
        """Wait until it has ended (``KernelProvisionerBase``)."""
        while self.forked is not None and self.forked.poll() is None:
            await asyncio.sleep(_PAUSE)
        await self.cleanup()
        return 0

    async def send_signal(self, signum: int) -> None:
        """Send it a signal (``KernelProvisionerBase``)."""
        if self.forked is not None:
            self.forked.send_signal(signum)

    async def kill(self, restart: bool = False) -> None:
        """Kill it and all that it started (``KernelProvisionerBase``)."""
        if self.forked is not None:
            self.forked.kill()

    async def terminate(self, restart: bool = False) -> None:
        """Kill it: lesson code can ignore whatever is more polite (``KernelProvisionerBase``)."""
        await self.kill(restart)

    async def cleanup(self, restart: bool = False) -> None:
        """Clear up behind it (``KernelProvisionerBase``)."""
        forked, self.forked = self.forked, None
        if forked is not None:
            await forked.close()


@cache
def _share_warm_process() -> WarmProcess:
    """Start the one warm process of this program; it ends with it."""
    stack = ExitStack()
    atexit.register(stack.close)
    environment = {name: value for name, value in os.environ.items() if name != "JPY_PARENT_PID"}
    return stack.enter_context(open_warm_process((), environment))
