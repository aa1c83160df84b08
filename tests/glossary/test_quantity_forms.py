"""Quantities whose digits the English has, and not their form."""

from __future__ import annotations

import pytest

from songngu.glossary.quantity_forms import with_forms
from songngu.text.quantities import find_quantities

WIND = "Gió mạnh cấp 7, giật cấp 9."
PLATE, MONEY = "Hùng thuê chiếc 59U1 – 396.10 của anh T.", "Bị cáo trả lại chị Ph. 1,25 tỷ đồng."


@pytest.mark.parametrize(
    ("source", "english", "written"),
    [
        (PLATE, "Hung rented 59U1 – 396,10 from T.", "Hung rented 59U1 – 396.10 from T."),
        (PLATE, "Hung rented 59U1-396,10.", "Hung rented 59U1 – 396.10."),
        (PLATE, "Hung rented 59U1 396.10, T. said.", "Hung rented 59U1 – 396.10, T. said."),
        (PLATE, "Hung rented 59U1-396.10.", "Hung rented 59U1-396.10."),  # one of the forms that will do
        (PLATE, "Hung rented 59U1 – 396.105.", "Hung rented 59U1 – 396.105."),
        ("Tiêm kích F-16 rơi.", "An F 16 fighter crashed.", "An F-16 fighter crashed."),
        ("Jaghab-26, Thu-26 thua.", "Karim Jaghab, 26, and Thu, 26, lost.", "Karim Jaghab, 26, and Thu, 26, lost."),
        ("Quý IV/2025, lãi tăng.", "In IV/2025, profits rose.", "In the fourth quarter of 2025, profits rose."),
        ("Quý IV/2025, lãi tăng.", "In XIV/2025, it rose.", "In XIV/2025, it rose."),
        ("Michigan thua 6 - 30.", "Michigan lost 6 -30.", "Michigan lost 6-30."),
        ("Michigan thua 6-30.", "Michigan lost 6– 30 at home.", "Michigan lost 6-30 at home."),
        ("Michigan thua 6-30.", "Michigan lost 6 - 30.", "Michigan lost 6 - 30."),  # one of the forms that will do
        ("Michigan thua 6-30.", "On 6 -30-2020 and 16 -30.", "On 6 -30-2020 and 16 -30."),
        (WIND, "Gusts of 9 (21 m/s), winds of 7.", "Gusts of level 9 (21 m/s), winds of level 7."),
        (WIND, "Storm 9, gusts of 9 meters, gusting at 9 km/h.", "Storm 9, gusts of 9 meters, gusting at 9 km/h."),
        (WIND, "Winds to 9 provinces.", "Winds to 9 provinces."),
        (WIND, "Winds of 7 to 9 hours, gusts of 9 people.", "Winds of 7 to 9 hours, gusts of 9 people."),
        (WIND, "Winds of level 7, gusts at level 9.", "Winds of level 7, gusts at level 9."),
        ("Gió giật cấp 7-8.", "With gusts of up to 7 - 8.", "With gusts of up to level 7 - 8."),
        ("Giá 40.000 đồng/kg.", "40.000 dong per kg.", "40.000 dong per kg."),
        ("Quý 1-2020 xong.", "It is done in 1-2020.", "It is done in the first quarter of 2020."),
        ("Cách đảo 34 hải lý.", "34 kilometers off the island.", "34 nautical miles off the island."),
        ("Cách đảo 34 hải lý.", "At 34 km/h or 34 km per hour.", "At 34 km/h or 34 km per hour."),
        ("Cách 34 hải lý, cao 34 m.", "34 m away and 34 m high.", "34 m away and 34 m high."),
        ("Rộng 4.760 km2.", "The 4,760 sq.km geopark.", "The 4,760 sq.km geopark."),
        ("Vùng 200 hải lý.", "The 200-mile zone.", "The 200-mile zone."),
        ("Nặng 317 tấn.", "It weighs 317 metric tons.", "It weighs 317 metric tons."),
        ("Rộng 50 ha.", "An area of 50 square meters.", "An area of 50 hectares."),
        ("Nặng 50 kg.", "It weighs 50 tons and has 50 m.", "It weighs 50 kg and has 50 m."),
        ("Tai nạn trên quốc lộ 62.", "A crash on the 62nd Street.", "A crash on National Highway 62."),
        ("Tai nạn trên quốc lộ 62.", "A crash on Road No. 62.", "A crash on National Highway 62."),
        ("Tai nạn trên quốc lộ 62.", "A crash on National Road 62.", "A crash on National Road 62."),
        ("Tai nạn trên quốc lộ 14.", "The 62nd Street is long.", "The 62nd Street is long."),
        ("Quốc lộ 1 và quốc lộ 51.", "National Highways 1 and 51.", "National Highways 1 and 51."),
        ("9 tuyến gần quốc lộ 9.", "9 roads near the highway.", "9 roads near the highway."),
        ("Trên quốc lộ 51.", "On Ring Road 51.", "On Ring Road 51."),
        ("Ở tỉnh lộ 10.", "On Provincial Street 10.", "On Provincial Street 10."),
        (MONEY, "They pay back Ph. 1.25 billion.", "They pay back Ph. VND1.25 billion."),
        (MONEY, "They pay 1.25 billion to Ph.", "They pay VND1.25 billion to Ph."),
        (MONEY, "They pay Ph. 1.25 billion back.", "They pay Ph. VND1.25 billion back."),
        (MONEY, "They pay 1.25 billion dong.", "They pay 1.25 billion dong."),
        (MONEY, "They pay 1.25 billion yuan.", "They pay 1.25 billion yuan."),
        (MONEY, "They are 1.25 billion people.", "They are 1.25 billion people."),
        ("Hơn 1.100 tỉ USD.", "More than $1,100 billion.", "More than $1.1 trillion."),
        ("Hơn 1.100 tỉ USD.", "US$1,100 billion or 1,100 billion dollars.", "$1.1 trillion or $1.1 trillion."),
        ("Hơn 1.100 tỉ USD.", "Some $11,100 billion and $1,100 billion-worth.", None),
        ("Lãi 1.250 tỷ đồng.", "A profit of VND1,250 billion.", "A profit of VND1.25 trillion."),
        ("Lãi 1.234,5 tỷ đồng.", "A profit of VND1,234.5 billion.", None),
        ("Lãi 950 tỷ đồng.", "A profit of VND950 billion, not VND1,950 billion.", None),
        (MONEY, "They pay US 1.25 billion, US 1.25 billion.", "They pay US 1.25 billion, US 1.25 billion."),
        (MONEY, "They pay $1.25 billion.", "They pay VND1.25 billion."),
        (MONEY, "They pay US$1.25 billion ($1.25 billion).", "They pay US$1.25 billion ($1.25 billion)."),
        (MONEY, "They pay $1.25 billions.", "They pay $1.25 billions."),
        ("Giá 3 triệu USD và 3 triệu đồng.", "It costs $3 million.", "It costs $3 million."),
        ("Giá 3 triệu USD, 70 triệu đồng.", "It is $3 million ($70 million).", "It is $3 million (VND70 million)."),
        ("Giá 3 triệu SGD và 3 triệu đồng.", "It costs $3 million.", "It costs $3 million."),
        ("Lương từ 5-7 triệu đồng.", "From $5-7 million.", "From VND5-7 million."),
        ("Lương từ 5-7 triệu đồng.", "From $5 to $7 million.", "From VND5-7 million."),
        ("Lương 5 triệu đồng.", "From $5-7 million.", "From $5-7 million."),
        ("Trên quốc lộ 7.", "On Nguyen Hue Street 7 people died.", "On Nguyen Hue Street 7 people died."),
        ("Thưởng 3 triệu rúp.", "A reward of £3 million.", "A reward of 3 million rubles."),
        ("Thưởng 3 triệu euro.", "A reward of $3 million.", "A reward of €3 million."),
        ("Thưởng 3 triệu USD.", "A reward of £3 million.", "A reward of $3 million."),
        ("Thưởng 3 triệu rúp, 3 triệu USD.", "A reward of $3 million.", "A reward of $3 million."),
        ("Giá 500 đồng.", "It costs $500 million.", "It costs $500 million."),
        ("Giá 9.000-22.000 đồng.", "It costs $9,000 to $22,000.", "It costs VND9,000 to 22,000."),
        ("Giá 9.000-22.000 đồng.", "It costs $9,000-22,000.", "It costs VND9,000 to 22,000."),
        (MONEY, "They pay 1.25 billion and 1.25 billion.", "They pay 1.25 billion and 1.25 billion."),
        ("Dân số là 1,25 tỷ.", "They are 1.25 billion.", "They are 1.25 billion."),
    ],
)  # fmt: skip
def test_with_forms(source: str, english: str, written: str | None) -> None:
    assert with_forms(english, find_quantities(source)) == (english if written is None else written)
