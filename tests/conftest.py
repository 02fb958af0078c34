"""Options that all tests share."""

import signal

import pytest
from hypothesis import settings

# A shell starts what it puts into the background deaf to Ctrl+C, and every program that a test starts would be so too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long one example takes says more about what else the machine does than about the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="accept what the code says now as the expected text of golden cases"
    )


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))
