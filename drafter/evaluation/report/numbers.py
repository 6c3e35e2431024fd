"""Figures as text."""

UNDEFINED = "undefined"
_LONGEST = 34


def number(value: float | None, like: float | None = None) -> str:
    """A figure with as many digits as its size asks for, or as that of `like`; never rounded to a whole share."""
    if value is None:
        return UNDEFINED
    if 0 < abs(value) < 0.0005:
        return "under 0.001" if value > 0 else "above -0.001"
    shown = f"{value:.{_digits(value if like is None else like)}f}"
    if 0.995 <= abs(value) < 1:
        # 0.997 of all is not all of them.
        shown = f"{min(max(value, -0.999), 0.999):.3f}"
    return shown.removeprefix("-") if float(shown) == 0 else shown


def _digits(value: float) -> int:
    size = abs(value)
    return 3 if size <= 1 else 2 if size < 10 else 1 if size < 1000 else 0


def interval(low: float | None, high: float | None, value: float | None) -> str:
    """A 95 % interval, with as many digits as its figure."""
    if low is None or high is None:
        return "no interval"
    return f"{number(low, value)} to {number(high, value)}"


def share(value: float) -> str:
    """A share in whole percent."""
    return f"{value * 100:.0f} percent"


def short(text: str) -> str:
    """A name cut to what fits a line of a plot."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
