"""How far colours stand out, and their partners on a dark ground."""

import colorsys
import re

LIGHT = "#ffffff"
DARK = "#131416"
"""The grounds of the site's two themes."""

MARKS, TEXT = 3.0, 4.5
"""The least that a mark, and that words, must stand out (WCAG 2.2, criteria 1.4.11 and 1.4.3)."""

LIFT = 1.2
"""To what power a contrast is raised on the dark ground."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2, definitions).

    Args:
        colour: As `#rrggbb`.
    """
    return _luminance(_channels(colour))


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, definitions).

    Args:
        one: As `#rrggbb`.
        other: As `#rrggbb`.
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def on_dark(colour: str) -> str:
    """Return the colour of the same hue that stands out from dark as this one does from white.

    It stands out a little more, since thin marks glare less than they fade on a dark ground. Two
    colours keep their contrast too, save with what is nearly black, which becomes white.

    Args:
        colour: As `#rrggbb`, chosen for a white ground.
    """
    wanted = (luminance(DARK) + 0.05) * ratio(colour, LIGHT) ** LIFT - 0.05
    if wanted >= 1:
        return LIGHT
    if colour.lower() == LIGHT:
        return DARK
    hue, _, saturation = colorsys.rgb_to_hls(*_channels(colour))
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        if _luminance(colorsys.hls_to_rgb(hue, middle, saturation)) < wanted:
            low = middle
        else:
            high = middle
    return "#" + "".join(
        f"{round(255 * part):02x}" for part in colorsys.hls_to_rgb(hue, high, saturation)
    )


def picture_on_dark(svg: str) -> str:
    """Return a picture with each colour's partner on a dark ground.

    Args:
        svg: Drawn for a white ground, its colours as `#rrggbb`, black where none is said.
    """
    partners = {colour: on_dark(colour) for colour in set(_HEX.findall(svg))}
    unsaid = f'<svg fill="{on_dark("#000000")}" '
    return _HEX.sub(lambda found: partners[found[0]], svg).replace("<svg ", unsaid, 1)


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(channels: tuple[float, float, float]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
