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


def resolved(value: float, grain: float) -> str:
    """A number as finely as `grain` tells numbers apart, and never so roughly that it reads as a whole one that it is
    not: what is nearly 1 says how nearly.

    >>> resolved(0.97111, 0.001), resolved(0.9998712, 0.01), resolved(1234.5, 100.0).replace(THIN, "_")
    ('0.971', '0.99987', '1_234')
    >>> resolved(1.0 - 3.21e-9, 0.001).replace(THIN, "_"), resolved(-4.2e-7, 0.01), resolved(2.0, 0.001)
    ('1 − 3.2e−09', '−4.2e−07', '2')
    """
    if not math.isfinite(value):
        return DASH
    if not 1e-4 <= abs(value) < 1e12:
        return significant(value) if value else "0"
    nearest, left = round(value), abs(value - round(value))
    if left == 0.0:
        return whole(nearest)
    if left < 1e-6:
        return f"{whole(nearest)} {MINUS if value < nearest else '+'} {significant(left)}"
    # the last place that the grain and three digits of the value ask for
    places = max(-math.floor(math.log10(each)) for each in (grain or abs(value), abs(value) * 1e-2))
    if abs(value) < 100.0 and round(value, max(places, 0)) == nearest:
        places = 1 - math.floor(math.log10(left))
    text = f"{value:,.{min(max(places, 0), 9)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(",", THIN).replace("-", MINUS)
