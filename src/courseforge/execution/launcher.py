"""What the ordinary kernel's process runs, given to Python as text: ipykernel, with its fences up.

A course's own ``random.py`` must not reach the kernel's imports, so the working folder leaves the path first.
"""

import sys

del sys.path[0]

from typing import Any  # noqa: E402

from ipykernel.kernelapp import IPKernelApp  # noqa: E402

from courseforge.execution.fence import put_up_fences  # noqa: E402
from courseforge.execution.plotted import offer_data  # noqa: E402

if __name__ == "__main__":
    app: Any = IPKernelApp.instance()
    app.initialize(sys.argv[1:])
    put_up_fences()
    offer_data(app.shell)
    app.start()
