"""Currencies and units of measure as Vietnamese writes them and as English does."""

from __future__ import annotations

import re

CURRENCIES: dict[str, str] = {
    "đồng": "VND", "đ": "VND", "vnd": "VND", "vnđ": "VND", "việt nam đồng": "VND", "đồng việt nam": "VND",
    "usd": "USD", "đô la": "USD", "đô la mỹ": "USD", "đô-la": "USD", "đô-la mỹ": "USD", "đôla": "USD", "đôla mỹ": "USD",
    "đô": "USD", "đô mỹ": "USD", "mỹ kim": "USD", "$": "USD", "us$": "USD",
    "euro": "EUR", "eur": "EUR", "€": "EUR", "bảng": "GBP", "bảng anh": "GBP", "gbp": "GBP", "£": "GBP",
    "yen": "JPY", "yên": "JPY", "yen nhật": "JPY", "yên nhật": "JPY", "jpy": "JPY",
    "nhân dân tệ": "CNY", "tệ": "CNY", "ndt": "CNY", "cny": "CNY", "won": "KRW", "krw": "KRW",
    "rúp": "RUB", "ruble": "RUB", "rub": "RUB", "baht": "THB", "bạt": "THB", "rupee": "INR", "rupiah": "IDR",
    "ringgit": "MYR", "peso": "PHP", "aud": "AUD", "sgd": "SGD", "cad": "CAD", "hkd": "HKD",
    "franc thụy sĩ": "CHF", "chf": "CHF",
}  # fmt: skip
CURRENCIES |= {
    f"{dollar} {country}": code
    for dollar in ("đô la", "đô-la", "đôla")
    for country, code in (
        ("úc", "AUD"), ("singapore", "SGD"), ("canada", "CAD"), ("hong kong", "HKD"), ("hồng kông", "HKD"),
    )
}  # fmt: skip
CURRENCY_SIGNS: dict[str, str] = {
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "vnd": "VND",
    "vnđ": "VND",
    "₫": "VND",
}
_MONEY: dict[str, tuple[str, ...]] = {
    "VND": ("VND{}", "{} dong", "VND {}", "{} VND", "{} Vietnamese dong", "{} đồng", "₫{}", "{} Vietnam dong"),
    "USD": ("${}", "US${}", "{} dollars", "{} USD", "USD {}", "USD{}", "{} US dollars", "{} U.S. dollars", "{} dollar"),
    "EUR": ("€{}", "{} euros", "{} euro", "EUR {}", "{} EUR", "EUR{}"),
    "GBP": ("£{}", "{} pounds", "{} pounds sterling", "{} British pounds", "GBP {}", "{} GBP", "{} pound", "GBP{}"),
    "JPY": ("{} yen", "¥{}", "JPY {}", "{} Japanese yen", "JPY{}", "{} JPY"),
    "CNY": ("{} yuan", "{} Chinese yuan", "{} renminbi", "{} RMB", "RMB{}", "RMB {}", "CNY {}", "CNY{}", "¥{}"),
    "KRW": ("{} won", "{} South Korean won", "{} Korean won", "KRW {}", "₩{}", "KRW{}"),
    "RUB": ("{} rubles", "{} roubles", "{} ruble", "{} Russian rubles", "RUB {}", "₽{}"),
    "THB": ("{} baht", "{} Thai baht", "THB {}"),
    "INR": ("{} rupees", "{} Indian rupees", "Rs {}", "₹{}"),
    "IDR": ("{} rupiah", "{} Indonesian rupiah", "Rp {}"),
    "MYR": ("{} ringgit", "RM{}", "{} Malaysian ringgit"),
    "PHP": ("{} pesos", "{} peso"),
    "AUD": ("A${}", "AU${}", "{} Australian dollars", "AUD {}", "{} AUD", "AUD{}"),
    "SGD": ("S${}", "{} Singapore dollars", "SGD {}", "{} SGD", "SGD{}"),
    "CAD": ("C${}", "CA${}", "{} Canadian dollars", "CAD {}", "{} CAD"),
    "HKD": ("HK${}", "{} Hong Kong dollars", "HKD {}"),
    "CHF": ("{} Swiss francs", "CHF {}", "CHF{}"),
}  # fmt: skip
# What makes a word of the unit another after a small number: "2 đồng phạm" are two accomplices, "8 bảng đấu" groups.
COMPOUNDS: dict[str, tuple[str, ...]] = {
    "đồng": ("phạm", "chí", "đội", "nghiệp", "hồ", "bào", "bọn", "minh", "hương", "tác giả", "chủ tịch",
             "bằng", "xu", "môn", "đảng", "lúa", "tiền", "đẳng", "loại", "phục", "cỏ", "nát", "vị"),
    "đô": ("thị", "vật", "đốc"), "tệ": ("nạn",), "yên": ("ắng", "tĩnh"), "tấn": ("công",),
    "bảng": ("đấu", "xếp", "điểm", "hiệu", "chữ", "tin", "vàng", "quảng", "chỉ", "tên", "biểu"),
}  # fmt: skip
# Vietnamese unit -> name for the key, English forms after a number.
UNITS: dict[str, tuple[str, ...]] = {
    "km/h": ("km/h", "km/h", "kph", "kilometers per hour", "kilometres per hour", "km per hour", "kmh"),
    "km/giờ": ("km/h", "km/h", "kph", "kilometers per hour", "kilometres per hour", "km per hour"),
    "dặm/giờ": ("mph", "mph", "miles per hour", "miles an hour"),
    "km2": ("km2", "square kilometers", "square kilometres", "sq km", "km2", "km²", "sq. km"),
    "km²": ("km2", "square kilometers", "square kilometres", "sq km", "km2", "km²", "sq. km"),
    "km": ("km", "km", "kilometers", "kilometres", "kilometer", "kilometre", "kms"),
    "kilômét": ("km", "km", "kilometers", "kilometres"),
    "m2": ("m2", "square meters", "square metres", "sq m", "m2", "m²", "sq.m", "sqm"),
    "m²": ("m2", "square meters", "square metres", "sq m", "m2", "m²", "sq.m", "sqm"),
    "mét vuông": ("m2", "square meters", "square metres", "sq m", "m2", "m²"),
    "m3": ("m3", "cubic meters", "cubic metres", "m3", "m³", "cu m"),
    "m³": ("m3", "cubic meters", "cubic metres", "m3", "m³", "cu m"),
    "mét khối": ("m3", "cubic meters", "cubic metres", "m3", "m³"),
    "m": ("m", "m", "meters", "metres", "meter", "metre"),
    "mét": ("m", "m", "meters", "metres", "meter", "metre"),
    "cm": ("cm", "cm", "centimeters", "centimetres", "centimeter", "centimetre"),
    "mm": ("mm", "mm", "millimeters", "millimetres", "millimeter", "millimetre"),
    "ha": ("ha", "hectares", "ha", "hectare"),
    "hecta": ("ha", "hectares", "ha", "hectare"),
    "héc ta": ("ha", "hectares", "ha", "hectare"),
    "kg": ("kg", "kg", "kilograms", "kilos", "kilogram", "kilo", "kgs"),
    "mg": ("mg", "mg", "milligrams", "milligram"),
    "ml": ("ml", "ml", "milliliters", "millilitres", "mL", "cc"),
    "gram": ("g", "grams", "g", "gram"),
    "tấn": ("t", "tons", "tonnes", "metric tons", "ton", "tonne"),
    "tạ": ("kg",),
    "lít": ("l", "liters", "litres", "liter", "litre"),
    "độ c": ("°C", "degrees Celsius", "°C", "C", "degrees C", "degree Celsius", " degrees centigrade"),
    "°c": ("°C", "degrees Celsius", "°C", "C", "degrees C", "degree Celsius"),
    "oc": ("°C", "degrees Celsius", "°C"),
    "độ f": ("°F", "degrees Fahrenheit", "°F", "F"),
    "dặm": ("mi", "miles", "mile"),
    "hải lý": ("nmi", "nautical miles", "nautical mile"),
    "gw": ("GW", "GW", "gigawatts"),
    "kw": ("kW", "kW", "kilowatts"),
    "mw": ("MW", "MW", "megawatts"),
    "kwh": ("kWh", "kWh", "kilowatt-hours", "kilowatt hours"),
    "gb": ("GB", "GB", "gigabytes"),
}  # fmt: skip
_SYMBOLS = (
    "km",
    "m",
    "cm",
    "mm",
    "kg",
    "g",
    "mg",
    "ml",
    "mL",
    "ha",
    "km/h",
    "m2",
    "°C",
    "°F",
    "C",
    "F",
    "kph",
    "mph",
    "MW",
    "GW",
    "kW",
    "GB",
    "kWh",
)


def render_money(number: str, currency: str) -> tuple[str, ...]:
    """Write an English number as an amount, best first: `$1.2 billion`, `US$1.2 billion`, `1.2 billion dollars` …"""
    forms = [pattern.format(number) for pattern in _MONEY[currency]]
    for word, short in (("trillion", "tn"), ("billion", "bn"), ("million", "m")):
        if number.endswith(f" {word}") and number[0].isdigit():
            amount = number.removesuffix(f" {word}")
            sign = _MONEY[currency][0]
            forms += [sign.format(f"{amount}-{word}"), sign.format(amount + short), sign.format(amount + word)]
    return tuple(forms)


def money_words(currency: str) -> tuple[str, ...]:
    """What a currency is called after a number: `dong`, `VND`, `Vietnamese dong` …"""
    return tuple(pattern.removeprefix("{} ") for pattern in _MONEY[currency] if pattern.startswith("{} "))


_LENGTHS = frozenset(("m", "meter", "metre", "km", "kilometer", "kilometre", "cm", "centimeter", "centimetre"))


def render_unit(number: str, unit: str) -> tuple[str, ...]:
    """Write an English number with a unit of `UNITS`, best first: `80 km/h`, `80 kph`, `80 kilometers per hour` …"""
    forms = []
    for name in UNITS[unit][1:]:
        forms.append(f"{number} {name.strip()}")
        if name in _SYMBOLS:
            forms.append(f"{number}{name}")
        if name in _SYMBOLS and not name.isalnum():
            continue  # no "9-km/h"
        one = name if name in _SYMBOLS else re.sub(r"(?<!Celsiu)s\b", "", name.strip())
        forms += [f"{number}-{one}", f"{number}-{one.replace(' ', '-')}"]
        if one in _LENGTHS:
            forms += [f"{number}-{one}-{way}" for way in ("high", "tall", "long", "deep", "wide", "thick")]
    return tuple(dict.fromkeys(forms))
