"""Identifiers of works, as people really write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseforge.model.identifiers import is_whole_isbn, plain_doi, plain_isbn


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("978-0-306-40615-7", "9780306406157"),
        ("978 0 306 40615 7", "9780306406157"),
        ("978–0–306–40615–7", "9780306406157"),  # with the dashes of a word processor
        ("0-8044-2957-X", "080442957X"),
        ("0-8044-2957-x", "080442957X"),
        ("978-0-306-40615-8", ""),
        ("977-0-306-40615-4", ""),
        ("٩٧٨٠٣٠٦٤٠٦١٥٧", ""),  # digits, but none that a catalog would find
        ("", ""),
    ],
)
def test_an_isbn_is_whole_or_none(written: str, plain: str) -> None:
    assert plain_isbn(written) == plain


@given(st.integers(0, 10**12 - 1), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: int, place: int, more: int) -> None:
    twelve = f"978{number % 10**9:09}"
    check = -sum(int(digit) * (1, 3)[at % 2] for at, digit in enumerate(twelve)) % 10
    right = f"{twelve}{check}"
    assert is_whole_isbn(right)
    wrong = right[:place] + str((int(right[place]) + more) % 10) + right[place + 1 :]
    assert not is_whole_isbn(wrong)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1000/182", "10.1000/182"),
        ("http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("doi: 10.1000/182", "10.1000/182"),
        ("10.1002/(SICI)1097-4571(199806)49:8", "10.1002/(SICI)1097-4571(199806)49:8"),
        ("11.1000/182", ""),
        ("10.1000/", ""),
        ('10.1000/"><script>', ""),
    ],
)
def test_a_doi_without_its_address(written: str, plain: str) -> None:
    assert plain_doi(written) == plain
