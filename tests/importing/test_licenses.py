"""A LICENSE file is understood, or it is not guessed at."""

import pytest

from courseforge.importing.licenses import recognize_license
from courseforge.importing.surroundings import public_address

MIT = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software"


@pytest.mark.parametrize(
    ("text", "license"),
    [
        ("Creative Commons Attribution 4.0 International Public License", "CC-BY-4.0"),
        ("Attribution-NonCommercial-ShareAlike 4.0 International", "CC-BY-NC-SA-4.0"),
        ("Attribution-NoDerivatives 4.0 International", "CC-BY-ND-4.0"),
        ("licensed under CC BY-NC-ND 3.0", "CC-BY-NC-ND-3.0"),
        ("See https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-SA-4.0"),
        ("Creative Commons Attribution (CC-BY 4.0)\n" + MIT, "CC-BY-4.0"),
        ("CC0 1.0 Universal", "CC0-1.0"),
        (MIT, "MIT"),
        ("Apache License\n   Version 2.0, January 2004", "Apache-2.0"),
        ("GNU GENERAL PUBLIC LICENSE\n   Version 3, 29 June 2007", "GPL-3.0-only"),
        ("Pictures: CC BY 4.0. Text: CC BY-SA 4.0.", ""),
        ("All rights reserved.", ""),
        ("Use it kindly, with attribution.", ""),
    ],
)
def test_a_license_file(text: str, license: str) -> None:
    assert recognize_license(text) == license


@pytest.mark.parametrize(
    ("stated", "address"),
    [
        ("https://me:token@code.example.org/a/b.git", "https://code.example.org/a/b"),
        ("git@code.example.org:a/b.git", "https://code.example.org/a/b"),
        ("https://code.example.org/a/b?token=1#x", "https://code.example.org/a/b"),
        ("/srv/git/b", ""),
        ("javascript:alert(1)", ""),
        ("https://[broken", ""),
    ],
)
def test_an_address_carries_no_password(stated: str, address: str) -> None:
    assert public_address(stated) == address
