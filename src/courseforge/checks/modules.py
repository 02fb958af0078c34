"""What ``import`` finds on this computer."""

import pkgutil
import sys


def list_modules() -> frozenset[str]:
    """Name the modules and packages that are installed; none is imported."""
    return frozenset({module.name for module in pkgutil.iter_modules()} | sys.stdlib_module_names)
