"""Numbers as they stand on the screen: real minus signs, thin spaces, and a dash where there is none."""

import math

MINUS, THIN, DASH = "\N{MINUS SIGN}", "\N{THIN SPACE}", "\N{EM DASH}"


def whole(value: int) -> str:
    """A whole number with thin spaces between thousands.

    >>> whole(1797).replace(THIN, "_"), whole(-12)
    ('1_797', '−12')
    """
    return f"{value:,}".replace(",", THIN).replace("-", MINUS)


def decimal(value: float, places: int) -> str:
    """A number with fixed places; a dash when it is not finite.

    >>> decimal(-0.5, 2), decimal(float("nan"), 2)
    ('−0.50', '—')
    """
    if not math.isfinite(value):
        return DASH
    text = f"{value:.{places}f}"
    if float(text) == 0.0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def significant(value: float, digits: int = 3) -> str:
    """A number to some significant digits, without exponents from 0.0001 to a million.

    >>> significant(0.05), significant(1234.5), significant(0.000012)
    ('0.05', '1230', '1.2e−05')
    """
    if not math.isfinite(value):
        return DASH
    if value != 0.0 and not 1e-4 <= abs(value) < 1e6:
        return f"{value:.{digits - 1}g}".replace("-", MINUS)
    rounded = float(f"{value:.{digits}g}")
    return f"{rounded:f}".rstrip("0").rstrip(".").replace("-", MINUS)


def percent(share: float, places: int = 1) -> str:
    """A share of one in per cent, with a thin space before the sign.

    >>> percent(0.9753).replace(THIN, "_")
    '97.5_%'
    """
    return DASH if not math.isfinite(share) else f"{decimal(100.0 * share, places)}{THIN}%"
