"""Check digits: they tell a personal number from another of the same shape."""

_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"  # Spain: the letter of an identity card, by the number modulo 23
_KNOWN = frozenset({"00000000", "12345678", "11111111", "99999999"})


def has_card_checksum(number: str) -> bool:
    """Check a bank card's last digit (ISO/IEC 7812, Luhn)."""
    digits = [int(digit) for digit in number if digit.isdigit()]
    if len(set(digits)) < 4 or "".join(map(str, digits[:4])) == "4111":  # what everybody uses for tests
        return False
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def has_spanish_letter(number: str, letter: str) -> bool:
    """Check the letter of a DNI or NIE."""
    digits = number.translate(str.maketrans("XYZ", "012"))
    return digits not in _KNOWN and _LETTERS[int(digits) % 23] == letter


def has_bank_checksum(account: str) -> bool:
    """Check an IBAN (ISO 13616)."""
    plain = account.replace(" ", "")
    moved = plain[4:] + plain[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1
