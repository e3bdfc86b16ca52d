"""Where on the earth something is said to lie, and how near that is meant.

A point is written as a geo URI (RFC 5870): latitude, longitude (WGS 84), and how far off it may be, in metres. Whoever
writes `10.49, -66.88` gives two decimals and means no more than that: without a distance of its own, half a step of the
last digit written is the doubt. Pure.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from habeas.errors import BadClaim, phrase

COORDINATES: Final = "coordinates"
"""The relation that tells where something lies."""
METRES_IN_DEGREE: Final = 111_320.0
"""Along a meridian; along a parallel it is less, and the greater is taken."""
MOST_METRES: Final = 20_000_000
"""Half of the way around the earth: anywhere."""
DIGITS: Final = 6
"""Decimals that are kept: a tenth of a metre."""
KM: Final = 1000
POLE: Final = 90
HALF_TURN: Final = 180
IN_A_DEGREE: Final = 60
"""Minutes in a degree, and seconds in a minute."""
EARTH: Final = 6_371_000.0
EXAMPLE: Final = "For example: 10.4886, -66.8792 ± 500 m"
SHAPE: Final = "Write it as 10.4886, -66.8792 ± 500 m, with points and not commas within numbers."
SWAPPED: Final = "Latitude comes first; the two may stand the wrong way round."

_NUMBER: Final = r"[+\-−]?\d{1,3}(?:\.\d{1,15})?"
_WITHIN: Final = r"(?:\s*[;,(]?\s*(?:±|\+/-|\+-|u=)\s*(?P<within>\d{1,8}(?:\.\d{1,3})?)\s*(?P<unit>km|m)?\)?)?"
_PLAIN: Final = re.compile(
    rf"(?:geo:)?\s*(?P<lat>{_NUMBER})\s*[,;\s]\s*(?P<lon>{_NUMBER})(?:;crs=wgs84)?{_WITHIN}", re.I
)
_WKT: Final = re.compile(rf"point\s*\(\s*(?P<lon>{_NUMBER})\s+(?P<lat>{_NUMBER})\s*\){_WITHIN}", re.I)
_ANGLE: Final = (
    r"(?P<{0}d>\d{{1,3}}(?:\.\d{{1,15}})?)\s*°?\s*"
    r"(?:(?P<{0}m>\d{{1,2}}(?:\.\d{{1,12}})?)\s*['′’]\s*)?(?:(?P<{0}s>\d{{1,2}}(?:\.\d{{1,9}})?)\s*(?:\"|″|”|'')\s*)?"
    r"(?P<{0}side>[{1}])"
)
_SIDES: Final = re.compile(rf"{_ANGLE.format('lat', 'NS')}\s*[,;]?\s*{_ANGLE.format('lon', 'EWO')}{_WITHIN}", re.I)


@dataclass(frozen=True, slots=True, order=True)
class GeoPoint:
    """A place on the earth in degrees, and within how many metres of it."""

    lat: float
    lon: float
    within: int

    @property
    def text(self) -> str:
        """Its one form: `geo:10.4886,-66.8792;u=500`."""
        return f"geo:{_digits(self.lat)},{_digits(self.lon)};u={self.within}"

    @property
    def words(self) -> str:
        """As people read it: `10.4886, -66.8792 (± 500 m)`."""
        return f"{_digits(self.lat)}, {_digits(self.lon)} (± {distance_words(self.within)})"

    def metres_to(self, other: GeoPoint) -> float:
        """How far apart the two are, on a sphere."""
        one, two = math.radians(self.lat), math.radians(other.lat)
        across = math.radians(other.lon - self.lon)
        half = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(across / 2) ** 2
        return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))

    def agrees_with(self, other: GeoPoint) -> bool:
        """True when both can be right: they lie no farther apart than their doubts together."""
        return self.metres_to(other) <= self.within + other.within


def distance_words(metres: int) -> str:
    """Metres up to a kilometre, then kilometres; round ones only, so that what is read back is the same."""
    return f"{metres // KM} km" if metres >= KM and metres % KM == 0 else f"{metres} m"


@lru_cache(maxsize=10_000)
def geo_point(text: str) -> GeoPoint:
    """The point that a text tells: decimal degrees, degrees with minutes and seconds, a geo URI, or a WKT point.

    Raises BadClaim for what is no point on the earth.
    """
    words = " ".join(text.split())
    if found := _PLAIN.fullmatch(words) or _WKT.fullmatch(words):
        lat, lon = _degrees(found["lat"]), _degrees(found["lon"])
        step = 10.0 ** -min(_decimals(found["lat"]), _decimals(found["lon"]))
    elif found := _SIDES.fullmatch(words):
        (lat, one), (lon, other) = _angle(found, "lat"), _angle(found, "lon")
        step = max(one, other)
    else:
        why = phrase("“%(text)s” is not a latitude and a longitude", text=f"{text:.80}")
        raise BadClaim(why=why, next=SHAPE)
    _require_on_earth(lat, lon)
    return GeoPoint(round(lat, DIGITS) + 0.0, round(lon, DIGITS) + 0.0, _within(found, step))


def _require_on_earth(lat: float, lon: float) -> None:
    if abs(lat) > POLE or abs(lon) > HALF_TURN:
        swapped = abs(lon) <= POLE and abs(lat) <= HALF_TURN
        why = phrase("latitude %(lat)s, longitude %(lon)s is not on the earth", lat=_digits(lat), lon=_digits(lon))
        raise BadClaim(why=why, next=SWAPPED if swapped else EXAMPLE)
    if lat == lon == 0:
        nowhere = "0, 0 lies in the sea off Africa; programs write it where nothing is known"
        raise BadClaim(why=nowhere, next="Leave the claim out until somebody says where it is.")


def _within(found: re.Match[str], step: float) -> int:
    if told := found["within"]:
        metres = float(told) * (KM if (found["unit"] or "").lower() == "km" else 1)
        if metres > MOST_METRES:
            raise BadClaim(
                why=phrase("± %(told)s is more than half of the way around the earth", told=told), next=EXAMPLE
            )
        return max(1, math.ceil(metres))
    return max(1, _rounded(step / 2 * METRES_IN_DEGREE))


def _rounded(metres: float) -> int:
    """Up, to two digits: a doubt is no measurement."""
    tens = 10 ** max(0, math.floor(math.log10(metres)) - 1) if metres >= 1 else 1
    return math.ceil(metres / tens) * tens


def _degrees(number: str) -> float:
    return float(number.replace("−", "-"))


def _decimals(number: str) -> int:
    return len(number.partition(".")[2])


def _angle(found: re.Match[str], name: str) -> tuple[float, float]:
    """Degrees with their sign, and one step of the last digit written, in degrees."""
    parts = [
        (found[f"{name}{part}"], unit) for part, unit in (("d", 1.0), ("m", 1 / IN_A_DEGREE), ("s", 1 / IN_A_DEGREE**2))
    ]
    told = [(number, unit) for number, unit in parts if number]
    if any(float(number) >= IN_A_DEGREE for number, unit in told if unit != 1.0):
        raise BadClaim(why=phrase("“%(text)s” has 60 minutes or seconds, or more", text=found[0]), next=EXAMPLE)
    last, unit = told[-1]
    sign = -1 if found[f"{name}side"].upper() in "SWO" else 1
    return sign * sum(float(number) * unit for number, unit in told), unit * 10.0 ** -_decimals(last)


def _digits(number: float) -> str:
    return f"{number:.{DIGITS}f}".rstrip("0").rstrip(".")
