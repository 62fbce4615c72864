"""How evidence looks: colours that the colour-blind tell apart, and a line under each as well."""

from typing import NamedTuple


class Look(NamedTuple):
    """A background with ink that is legible on it, whatever the page or terminal around it.

    Attributes:
        background: A colour of Okabe and Ito (2008), or grey.
        ink: Black or white.
        line: CSS of the line that tells it apart without colour.
        attribute: The terminal's way of telling it apart without colour.
    """

    background: str
    ink: str
    line: str
    attribute: str


LOOKS = {
    "required": Look("#0072B2", "#FFFFFF", "border-bottom:3px solid #E69F00", "bold"),
    "duty": Look("#56B4E9", "#000000", "border-bottom:3px double #000000", "bold"),
    "preferred": Look("#F0E442", "#000000", "border-bottom:3px dashed #000000", "italic"),
    "mentioned": Look("#D0D0D0", "#000000", "border-bottom:3px dotted #000000", "underline"),
    "negated": Look("#CC79A7", "#000000", "text-decoration:line-through", "strike"),
    "pay": Look("#009E73", "#000000", "border:1px solid #000000", "underline2"),
    "employment": Look("#E69F00", "#000000", "border:1px dashed #000000", "underline"),
}
"""By level; pay and employment are looks of their own."""

_PICTURES = 0x2400
_UNSHOWN = "\N{REPLACEMENT CHARACTER}"
_SHOWN: dict[int, str] = (
    {code: chr(_PICTURES + code) for code in range(0x20) if chr(code) not in "\t\n"}
    | {0x7F: "\N{SYMBOL FOR DELETE}"}
    | dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000)], _UNSHOWN)
    | dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], _UNSHOWN)
)
"""Controls would steer a terminal, half surrogates cannot be written, and what overrides the
direction of writing would shuffle the line."""


def shown(text: str) -> str:
    """Return a text that is safe to show: line ends are line feeds, controls are visible.

    Args:
        text: As published.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_SHOWN)
