"""When the moon is new, and where the sun stands: Jean Meeus, Astronomical Algorithms, 2nd edition (1998).

Instants are Julian days in dynamical time, angles are degrees. New moons (chapter 49) are true to some ten seconds,
the sun's longitude (chapter 25) to 0.01°, which it passes in a quarter of an hour.
"""

from __future__ import annotations

from bisect import bisect_right
from math import floor, radians, sin

MONTH = 29.530588861
"""Days from one mean new moon to the next."""
EPOCH = 2451550.09766
"""The mean new moon of 6 January 2000, counted as number 0."""
CENTURY = 1236.85
"""New moons in a Julian century."""

# Days, power of the orbit's eccentricity, multiples of the sun's anomaly, the moon's anomaly, its argument of latitude.
_TERMS = (
    (-0.40720, 0, 0, 1, 0), (0.17241, 1, 1, 0, 0), (0.01608, 0, 0, 2, 0), (0.01039, 0, 0, 0, 2),
    (0.00739, 1, -1, 1, 0), (-0.00514, 1, 1, 1, 0), (0.00208, 2, 2, 0, 0), (-0.00111, 0, 0, 1, -2),
    (-0.00057, 0, 0, 1, 2), (0.00056, 1, 1, 2, 0), (-0.00042, 0, 0, 3, 0), (0.00042, 1, 1, 0, 2),
    (0.00038, 1, 1, 0, -2), (-0.00024, 1, -1, 2, 0), (-0.00007, 0, 2, 1, 0), (0.00004, 0, 0, 2, -2),
    (0.00004, 0, 3, 0, 0), (0.00003, 0, 1, 1, -2), (0.00003, 0, 0, 2, 2), (-0.00003, 0, 1, 1, 2),
    (0.00003, 0, -1, 1, 2), (-0.00002, 0, -1, 1, -2), (-0.00002, 0, 1, 3, 0), (0.00002, 0, 0, 4, 0),
)  # fmt: skip
# What the planets do: days, angle at number 0, angle from one new moon to the next.
_PLANETS = (
    (0.000325, 299.77, 0.107408), (0.000165, 251.88, 0.016321), (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478), (0.000110, 84.66, 18.206239), (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732), (0.000056, 154.84, 7.306860), (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824), (0.000040, 291.34, 1.844379), (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099), (0.000023, 331.55, 3.592518),
)  # fmt: skip
# Seconds by which dynamical time is ahead of the time of clocks, by year; measured until 2020, then expected.
_YEARS = (1900, 1920, 1940, 1960, 1980, 2000, 2020, 2050, 2100)
_AHEAD = (-3.0, 21.0, 24.0, 33.0, 51.0, 64.0, 69.0, 80.0, 110.0)


def new_moon(number: int) -> float:
    """The instant of a new moon; number 0 is that of 6 January 2000.

    >>> round(new_moon(-283), 4)  # 18 February 1977, Meeus' example 49.a: 2443192.65118
    2443192.6512
    """
    t = number / CENTURY
    mean = EPOCH + MONTH * number + t**2 * (0.00015437 + t * (-0.000000150 + t * 0.00000000073))
    eccentricity = 1 - 0.002516 * t - 0.0000074 * t**2
    sun = 2.5534 + 29.10535670 * number - t**2 * (0.0000014 + t * 0.00000011)
    moon = 201.5643 + 385.81693528 * number + t**2 * (0.0107582 + t * (0.00001238 - t * 0.000000058))
    latitude = 160.7108 + 390.67050284 * number - t**2 * (0.0016118 + t * (0.00000227 - t * 0.000000011))
    node = 124.7746 - 1.56375588 * number + t**2 * (0.0020672 + t * 0.00000215)
    shift = -0.00017 * _sin(node)
    for days, power, of_sun, of_moon, of_latitude in _TERMS:
        shift += days * eccentricity**power * _sin(of_sun * sun + of_moon * moon + of_latitude * latitude)
    for days, angle, step in _PLANETS:
        shift += days * _sin(angle + step * number)
    return mean + shift


def sun_longitude(instant: float) -> float:
    """The apparent longitude of the sun, 0 to 360: 0 at the equinox of spring, 270 at the solstice of winter.

    >>> round(sun_longitude(2448908.5), 3)  # 13 October 1992, Meeus' example 25.a: 199.90895
    199.909
    """
    t = (instant - 2451545) / 36525
    mean = 280.46646 + t * (36000.76983 + t * 0.0003032)
    anomaly = 357.52911 + t * (35999.05029 - t * 0.0001537)
    centre = (1.914602 - t * (0.004817 + t * 0.000014)) * _sin(anomaly)
    centre += (0.019993 - t * 0.000101) * _sin(2 * anomaly) + 0.000289 * _sin(3 * anomaly)
    return (mean + centre - 0.00569 - 0.00478 * _sin(125.04 - 1934.136 * t)) % 360


def clock_ahead(instant: float) -> float:
    """The days by which dynamical time is ahead of the time of clocks (UT), between the years 1900 and 2100."""
    year = 2000 + (instant - 2451545) / 365.25
    place = min(max(bisect_right(_YEARS, year), 1), len(_YEARS) - 1)
    (left, right), (low, high) = _YEARS[place - 1 : place + 1], _AHEAD[place - 1 : place + 1]
    return (low + (high - low) * (year - left) / (right - left)) / 86400


def number_near(instant: float) -> int:
    """The number of the mean new moon at or before an instant."""
    return floor((instant - EPOCH) / MONTH)


def _sin(degrees: float) -> float:
    return sin(radians(degrees))
