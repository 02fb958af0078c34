"""Code is colored as what it is, as far as the kernel's name tells."""

import pytest

from courseforge.rendering.kernels import describe_kernel


@pytest.mark.parametrize(
    ("kernel", "language"), [("bash", "bash"), ("julia-1.9", "julia"), ("ir", "r"), ("our-own", "text")]
)
def test_a_kernel_tells_the_language_of_its_code(kernel: str, language: str) -> None:
    described = describe_kernel(kernel)
    assert described["language_info"] == {"name": language, "pygments_lexer": language}
    assert described["kernelspec"] == {"display_name": kernel, "language": language, "name": kernel}


def test_python_is_colored_with_its_magics() -> None:
    assert describe_kernel("python3")["language_info"] == {"name": "python", "pygments_lexer": "ipython3"}
