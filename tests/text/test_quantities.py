"""Every golden line is a claim about Vietnamese news style, checked by reading; the last column says why."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.glossary.occurrences import find_target
from songngu.text.quantities import annotatable, find_quantities

GOLDEN = [
    ("Ngày 6/1, ông đến Paris", "Ngày 6/1", "date:2026-01-06", "January 6", "day first: never June 1"),
    (
        "hôm 30.11 tại Kiev",
        "30.11",
        "date:2025-11-30",
        "November 30",
        "points after hôm; the nearest year",
    ),
    ("ngày 8/12/2025", "ngày 8/12/2025", "date:2025-12-08", "December 8, 2025", "full date"),
    ("6-1-2026", "6-1-2026", "date:2026-01-06", "January 6, 2026", "hyphens"),
    ("2026-01-06", "2026-01-06", "date:2026-01-06", "January 6, 2026", "ISO order is year first"),
    ("vào ngày 12/12 ở Paris", "ngày 12/12", "date:2025-12-12", "December 12", "vào is on: not part of the date"),
    ("sáng 20-3, doanh nghiệp", "20-3", "date:2026-03-20", "March 20", "hyphen after a part of the day"),
    ("hôm nay (23-4) tuyên bố", "23-4", "date:2026-04-23", "April 23", "hyphen in brackets after hôm nay"),
    ("rạng sáng 10-2 giờ Việt Nam", "10-2", "date:2026-02-10", "February 10", "a day by the clock of a place"),
    ("tối 28-12 giờ địa phương", "28-12", "date:2025-12-28", "December 28", "and here"),
    ("từ 7-8 giờ Việt Nam", "7-8 giờ", "time:07:00-08:00", "7 a.m. to 8 a.m.", "hours, without a word for a day"),
    ("ngày 5-6 giờ Ấn Độ", "ngày 5-6", "date:2026-06-05", "June 5", "and here"),
    ("rạng sáng 28-12 giờ Kiev.", "28-12", "date:2025-12-28", "December 28", "any place at the end"),
    ("tối 10-2 giờ VN", "10-2", "date:2026-02-10", "February 10", "and here"),
    ("từ 3-5 giờ anh đi", "3-5 giờ", "time:03:00-05:00", "3 a.m. to 5 a.m.", "he is no country"),
    ("trong 2-3 giờ", "2-3 giờ", "unit:h:2-3", "2 to 3 hours", "and what lasts so long"),
    ("tháng 11/2025", "tháng 11/2025", "month:2025-11", "November 2025", "month and year"),
    ("tháng 6.2024", "tháng 6.2024", "month:2024-06", "June 2024", "month and year with a point"),
    ("vào tháng Năm", "tháng Năm", "month:05", "May", "a month's name in words has a capital"),
    ("ngày 5 tháng 3 năm 2025", "ngày 5 tháng 3 năm 2025", "date:2025-03-05", "March 5, 2025", "written out"),
    ("từ 3 đến 5/6", "từ 3 đến 5/6", "date:2026-06-03,2026-06-05", "June 3-5", "two days of one month"),
    ("3-5/6", "3-5/6", "date:2026-06-03,2026-06-05", "June 3-5", "two days of one month, short"),
    ("ngày 3 và 4/5", "ngày 3 và 4/5", "date:2026-05-03,2026-05-04", "May 3 and 4", "and, not to"),
    ("Đêm 6 và rạng sáng 7-11", "6", "date:2025-11-06", "November 6", "its month is behind the second day"),
    ("từ tối 6 đến hết ngày 8/11", "6", "date:2025-11-06", "November 6", "and so here"),
    ("đêm 6 rạng sáng 7-11", "6", "date:2025-11-06", "November 6", "without a word between"),
    ("đêm 6/rạng sáng 7/11", "6", "date:2025-11-06", "November 6", "with a stroke"),
    ("tối 6 và sáng 7-11-2020", "6", "date:2020-11-06", "November 6", "of the same year"),
    ("Sáng 5, tối 7-11 ca mắc", "5", "number:5", "5", "cases are counted"),
    ("chiếu sáng 6 và tối 7/11", "6", "number:6", "6", "lighting"),
    ("từ đêm 14 đến sáng 16/8 âm lịch", "14", "number:14", "14", "a lunar month"),
    ("Đến 9h, đường thông xe", "9h", "time:09:00", "9 a.m.", "until an hour of the day"),
    ("có mặt trước 2h", "2h", "time:02:00|hours:2", "2 hours", "two hours ahead, or before two"),
    ("trễ đến 5h", "5h", "time:05:00|hours:5", "5 hours", "late by so many hours"),
    ("làm từ 10h trở lên", "10h", "time:10:00|hours:10", "10 hours", "so many and more"),
    ("kéo dài đến 9h", "9h", "time:09:00|hours:9", "9 hours", "up to so many hours"),
    ("HĐND tỉnh khóa XI họp", "khóa XI", "ordinal:11", "11th tenure", "a term of office"),
    ("Đại hội lần thứ XIII của Đảng", "lần thứ XIII", "ordinal:13", "13th", "a congress"),
    ("học sinh lớp 9/4 trường", "lớp 9/4", "keep:9/4", "class 9/4", "a class of a school"),
    ("chiều 30 và sáng 1-11", "30", "number:30", "30", "not of the month before, nor of this one"),
    ("ăn 6 và sáng 7-11", "6", "number:6", "6", "no part of the day before it"),
    ("thập niên 1990", "thập niên 1990", "decade:1990", "the 1990s", "decade"),
    ("thế kỷ XXI", "thế kỷ XXI", "century:21", "21st century", "Roman numeral"),
    (
        "trưa 29 Tết",
        "29 Tết",
        "lunar-day:29",
        "the 29th day of the last lunar month",
        "the year's last days are counted on",
    ),
    ("đêm 30 Tết", "30 Tết", "lunar-day:30", "Lunar New Year's Eve", "its eve"),
    ("28 tháng Chạp", "28 tháng Chạp", "lunar-day:28", "the 28th day of the last lunar month", "no December 28"),
    ("mùng 2 Tết", "mùng 2", "lunar-day:2", "second", "a day of Tet has no month"),
    ("sáng thứ Hai", "thứ Hai", "weekday:0", "Monday", "the second day of the Vietnamese week is Monday"),
    ("thứ hai nầy", "thứ hai", "weekday:0", "Monday", "as the South says này"),
    ("Chủ nhật", "Chủ nhật", "weekday:6", "Sunday", "Sunday has no number"),
    ("lần thứ 6", "thứ 6", "ordinal:6", "6th", "the sixth time, not Friday"),
    ("lúc 7h30", "7h30", "time:07:30", "7:30 a.m.", "h is the hour"),
    ("20h tối", "20h tối", "time:20:00", "8 p.m.", "24 hours although evening is said"),
    ("8h tối", "8h tối", "time:20:00", "8 p.m.", "evening turns 8 into 20"),
    ("12h đêm", "12h đêm", "time:00:00", "midnight", "twelve at night"),
    ("lúc 0h41", "0h41", "time:00:41", "12:41 a.m.", "zero hours"),
    ("quý I/2024", "quý I/2024", "quarter:2024Q1", "the first quarter of 2024", "Roman quarter"),
    ("quý 3", "quý 3", "quarter:Q3", "third quarter", "quarter without a year"),
    ("U.23 Việt Nam", "U.23", "keep:U23", "U23", "an age group is a name"),
    ("thắng 3-1", "3-1", "score:3-1", "3-1", "after a verb of sport: not January 3"),
    ("1/3 dân số", "1/3", "fraction:1/3", "a third", "of the population: not March 1"),
    ("8/17 bị can", "8/17", "fraction:8/17", "8/17", "there is no month 17"),
    ("4,5%", "4,5%", "percent:4.5", "4.5%", "comma is the decimal mark"),
    ("tăng 2 điểm phần trăm", "2 điểm phần trăm", "percent:2", "2 percentage points", "points aren't percent"),
    ("32,5 độ C", "32,5 độ C", "unit:°C:32.5", "32.5 degrees Celsius", "temperature"),
    ("xuống âm 40 độ C", "âm 40 độ C", "unit:°C:-40", "minus 40 degrees Celsius", "below zero"),
    ("lạnh -12°C", "-12°C", "unit:°C:-12", "minus 12 degrees Celsius", "below zero, with a sign"),
    ("từ -5 đến -10 độ C", "-5 đến -10 độ C", "unit:°C:-5--10", "minus 5 to minus 10 degrees Celsius", "both below"),
    ("lạnh âm 20 độ", "âm 20 độ", "unit:°C:-20", "minus 20 degrees", "no scale is said"),
    ("80 km/h", "80 km/h", "unit:km/h:80", "80 km/h", "speed"),
    ("100 m2", "100 m2", "unit:m2:100", "100 square meters", "m2 is a unit, no model name"),
    ("3 tạ thóc", "3 tạ", "unit:kg:300", "300 kg", "tạ is a hundred kilograms"),
    (
        "1.500,5 tỷ đồng",
        "1.500,5 tỷ đồng",
        "money:VND:1500500000000",
        "VND1,500.5 billion",
        "never rounded",
    ),
    ("1.500 tỷ đồng", "1.500 tỷ đồng", "money:VND:1500000000000", "VND1.5 trillion", "exact in trillions"),
    ("6 nghìn tỷ đồng", "6 nghìn tỷ đồng", "money:VND:6000000000000", "VND6 trillion", "nghìn tỷ is a trillion"),
    ("ở phút 90+4, họ thắng", "90+4", "keep:90+4", "90+4", "a minute of added time"),
    ("3,9 triệu tỷ đồng", "3,9 triệu tỷ đồng", "money:VND:3900000000000000", "VND3.9 quadrillion", "as news writes it"),
    ("9.400.000 đ", "9.400.000 đ", "money:VND:9400000", "VND9.4 million", "đ is đồng"),
    ("2 triệu rưỡi", "2 triệu rưỡi", "number:2500000", "2.5 million", "rưỡi is half of the magnitude"),
    ("1 tỷ 200 triệu đồng", "1 tỷ 200 triệu đồng", "money:VND:1200000000", "VND1.2 billion", "magnitudes add up"),
    ("1,2 tỷ USD", "1,2 tỷ USD", "money:USD:1200000000", "$1.2 billion", "dollars before the number"),
    (
        "15 đến 20 triệu đồng",
        "15 đến 20 triệu đồng",
        "money:VND:15000000-20000000",
        "VND15-20 million",
        "shared magnitude",
    ),
    ("30-40 người", "30-40", "range:30-40", "30 to 40", "range: the noun stays out"),
    (
        "Nghị định 15/2020/NĐ-CP",
        "Nghị định 15/2020/NĐ-CP",
        "law:nghị định:15/2020/NĐ-CP",
        "Decree 15/2020/ND-CP",
        "a decree is called by its number",
    ),
    (
        "Quyết định số 1234/QĐ-TTg của",
        "Quyết định số 1234/QĐ-TTg",
        "law:quyết định:1234/QĐ-TTg",
        "Decision 1234/QD-TTg",
        "a sign with small letters",
    ),
    ("theo điều 89 của luật", "điều 89", "law:điều:89", "Article 89", "a part of a law"),
    ("theo Khoản 1, Điều 51", "Khoản 1", "law:khoản:1", "Clause 1", "a part of an article"),
    ("các khoản 20 tỷ đồng", "20 tỷ đồng", "money:VND:20000000000", "VND20 billion", "sums are no clauses"),
    ("theo Nghị quyết 04", "Nghị quyết 04", "law:nghị quyết:04", "Resolution 04", "with a leading zero"),
    (
        "Quyết định 2312/QĐ - UBND của",
        "Quyết định 2312/QĐ - UBND",
        "law:quyết định:2312/QĐ-UBND",
        "Decision 2312/QD-UBND",
        "a sign with spaces",
    ),
    ("vào tài khoản 5, tại", "5", "number:5", "5", "no clause of an account"),
    ("nghị quyết 5 điểm", "5", "number:5", "5", "a resolution of five points"),
    ("mùng 10 tháng ba âm lịch", "mùng 10", "lunar-day:10", "tenth", "a lunar day isn't in March"),
    ("kể từ 22 tháng Ba", "22 tháng Ba", "date:2026-03-22", "March 22", "a capital tells that this is March"),
    ("ngày 15 tháng một lần", "15", "number:15", "15", "once a month"),
    ("những điều 18 tuổi nên biết", "18", "number:18", "18", "what one should know is no article"),
    ("quyết định 3 việc", "3", "number:3", "3", "to decide is no decision"),
    ("tránh bão số 9.", "bão số 9", "storm:9", "Storm No. 9", "storms are numbered"),
    (
        "ngày 2 tháng mười hai năm 1901",
        "ngày 2 tháng mười hai năm 1901",
        "date:1901-12-02",
        "December 2, 1901",
        "in words",
    ),
    ("từ ngày 1 tháng năm cho đến", "ngày 1 tháng năm", "date:2026-05-01", "May 1", "a day tells that this is May"),
    ("hồi tháng một, hãng này", "tháng một", "month:01", "January", "a month in words, after its preposition"),
    ("từ tháng hai đến tháng 9", "tháng hai", "month:02", "February", "a month in words that goes on"),
    ("1.300 ca", "1.300", "number:1300", "1,300", "point groups thousands"),
    ("hơn 118,000 người", "118,000", "number:118000", "118,000", "English grouping: no decimal ends in three zeros"),
    ("năm 2025", "năm 2025", "year:2025", "2025", "a year has no group mark"),
    ("Lữ (SN 1993), trú tại", "SN 1993", "born:1993", "born in 1993", "SN is sinh năm: year of birth"),
    ("Quang, SN1988, khai", "SN1988", "born:1988", "born in 1988", "written together, it is no model name"),
    ("Thiệu (SN: 1988)", "SN: 1988", "born:1988", "born in 1988", "with a colon"),
    ("Khánh, SN. 1990, trú tại", "SN. 1990", "born:1990", "born in 1990", "with a stop"),
    ("Lâm (SN 27/11/1990, ở", "SN 27/11/1990", "born:1990-11-27", "born on November 27, 1990", "the whole day"),
    ("Annan, sinh năm 1938 tại", "sinh năm 1938", "born:1938", "born in 1938", "written out"),
    ("trên QL1A đoạn", "QL1A", "road:QL1A", "National Highway 1A", "QL is quốc lộ"),
    ("trên QL 5, xe", "QL 5", "road:QL5", "National Highway 5", "with a space"),
    ("tuyến ĐT741 hỏng", "ĐT741", "road:ĐT741", "Provincial Road 741", "ĐT is đường tỉnh"),
    ("gió 60-75 km/h", "60-75 km/h", "unit:km/h:60-75", "60 to 75 km/h", "the unit belongs to both numbers"),
    ("rộng 400 - 500 m2", "400 - 500 m2", "unit:m2:400-500", "400 to 500 square meters", "with spaces"),
    ("từ ngày 7-2 đến 21-2", "21-2", "date:2026-02-21", "February 21", "two whole dates, not February 2 to 21"),
    ("từ ngày 21-5 đến 15-6", "ngày 21-5", "date:2026-05-21", "May 21", "the first of them"),
    ("dịp lễ 30-4 đông khách", "30-4", "date:2026-04-30", "April 30", "a holiday known by its date"),
    ("lễ 30-4, 1-5 năm nay", "1-5", "date:2026-05-01", "May 1", "the holiday that goes with it"),
    ("sau vụ 11-9 tại Mỹ", "11-9", "date:2025-09-11", "September 11", "an event known by its date"),
    ("nghỉ 2-3 ngày", "2-3", "range:2-3", "2 to 3", "days that are counted"),
    ("nghỉ 3-4 trận vì treo giò", "3-4", "range:3-4", "3 to 4", "matches that are counted"),
    ("mỗi vụ 2-3 bị cáo", "2-3", "range:2-3", "2 to 3", "people that are counted"),
    ("mừng thắng 3-1", "3-1", "score:3-1", "3-1", "a score"),
    ("ngày 28, 29/3", "ngày 28, 29/3", "date:2026-03-28,2026-03-29", "March 28 and 29", "a list with a comma"),
    ("mỗi tuần, 3-4 triệu m3", "3-4 triệu m3", "unit:m3:3000000-4000000", "3-4 million cubic meters", "no April 3"),
    ("tháng 11, 12 năm nay", "tháng 11, 12", "months:11,12", "November and December", "of this year"),
    ("quí 1-2020", "quí 1-2020", "quarter:2020Q1", "the first quarter of 2020", "quý is spelled quí too"),
    ("từ 20h - 22h", "22h", "time:22:00", "10 p.m.", "from one time to another"),
    ("từ 7 giờ đến 9 giờ", "7 giờ", "time:07:00", "7 a.m.", "from one time to another"),
    ("đến 20h vẫn cháy", "20h", "time:20:00", "8 p.m.", "so many hours are written giờ or tiếng"),
    ("trong 13h qua", "13h", "time:13:00|hours:13", "13 hours", "but for: something that lasts"),
    ("12h30 sáng", "12h30 sáng", "time:00:30", "12:30 a.m.", "half past midnight"),
    ("trong 2-3 giờ tới", "2-3 giờ", "unit:h:2-3", "2 to 3 hours", "something that lasts"),
    ("gió mạnh cấp 6, giật cấp 8-9", "cấp 8-9", "wind:8-9", "level 8-9", "the force of a wind"),
    ("trong thời gian 15 - 21/8", "15 - 21/8", "date:2025-08-15,2025-08-21", "August 15-21", "days of one month"),
    ("chốt phiên 29-10, giá tăng", "29-10", "date:2025-10-29", "October 29", "a trading day"),
    ("uống 200mg thuốc", "200mg", "unit:mg:200", "200 mg", "a dose"),
    ("siêu bão cấp 5", "cấp 5", "wind:5", "Category 5", "a hurricane's own scale"),
    ("học sinh cấp 3", "3", "number:3", "3", "a school, no wind"),
    ("ở phường 5, Q.3, TP.HCM", "Q.3", "area:q:3", "District 3", "Q. is quận"),
    ("ở phường 5, Q.3, TP.HCM", "phường 5", "area:p:5", "Ward 5", "a ward's number"),
    ("tế bào P1 và Q8", "P1", "keep:P1", "P1", "no ward: names of other things have such letters"),
    ("trên quốc lộ 1A", "quốc lộ 1A", "road:QL1A", "National Highway 1A", "written out"),
    ("Nghị định 46/2016", "Nghị định 46/2016", "law:nghị định:46/2016", "Decree 46/2016", "a decree's year"),
    ("tháng 6/2016", "tháng 6/2016", "month:2016-06", "June 2016", "but: a month"),
    ("chiếc xe 5 chỗ", "5 chỗ", "unit:seats:5", "5-seat", "a car's seats"),
    ("bụi PM2,5", "PM2,5", "keep:PM2.5", "PM2.5", "its comma is a point"),
    ("học sinh năm 2018", "năm 2018", "year:2018", "2018", "the pupils of 2018"),
    ("trong quý 3/2023", "quý 3/2023", "quarter:2023Q3", "the third quarter of 2023", "no month"),
    ("cấm từ 16-20h hằng ngày", "16-20h", "time:16:00-20:00", "4 p.m. to 8 p.m.", "hours of a day"),
    ("ngủ 7-8 giờ mỗi ngày", "7-8 giờ", "unit:h:7-8", "7 to 8 hours", "but: what lasts"),
    ("cao 1m70", "1m70", "unit:m:1.7", "1.70 m", "its unit is in the middle"),
    ("rộng 60m2", "60m2", "unit:m2:60", "60 square meters", "but: an area"),
    ("ngày 10/3 âm lịch", "ngày 10/3 âm lịch", "lunar-day:03-10", "the 10th day of the third lunar month", "lunar"),
    ("từ 2-3 năm", "2-3", "range:2-3", "2 to 3", "but: a range"),
    ("dẫn trước 23-3", "23-3", "score:23-3", "23-3", "but: a score"),
    ("thập niên 60-70", "thập niên 60-70", "decade:1960,1970", "the 1960s and 1970s", "two decades"),
    ("tổng cộng 50 đồng bạc", "50 đồng", "money:VND:50", "VND50", "money all the same"),
    ("Giáng sinh 2016 đến", "2016", "number:2016", "2016", "Christmas is no birth"),
]


@pytest.mark.parametrize(("text", "vi", "key", "best", "why"), GOLDEN)
def test_reads_as_a_person_does(text: str, vi: str, key: str, best: str, why: str) -> None:
    terms = {t.vi: t for t in find_quantities(text, datetime.date(2026, 1, 10))}
    assert vi in terms, f"{why}: found {list(terms)}"
    assert (terms[vi].key, terms[vi].targets[0]) == (key, best), why


ACCEPTED = [
    ("1,2 tỷ USD", ["US$1.2 billion", "1.2 billion dollars", "USD 1.2 billion", "$1.2bn"], "styles of money"),
    ("1.500,5 tỷ đồng", ["1,500.5 billion dong", "1.5005 trillion dong"], "exact renderings"),
    ("1.500 tỷ đồng", ["VND1,500 billion", "1.5 trillion dong"], "exact renderings"),
    ("ngày 6/1", ["Jan. 6", "6 January", "January 6th", "6th of January"], "styles of dates"),
    ("Hà (SN 1993)", ["born 1993", "year of birth 1993"], "styles of births"),
    ("Hà sinh năm 1993", ["born in 1993", "1993"], "other words may stand between: born in Hanoi in 1993"),
    ("lúc 19h30", ["7:30 p.m.", "7:30pm", "19:30"], "twelve and twenty-four hours"),
    ("2 bên", ["2", "two", "both"], "small numbers in words"),
    ("4,5%", ["4.5 percent", "4.5 per cent"], "percent in words"),
]


@pytest.mark.parametrize(("text", "renderings", "why"), ACCEPTED)
def test_accepts_every_right_rendering(text: str, renderings: list[str], why: str) -> None:
    (term,) = find_quantities(text)
    assert set(renderings) <= set(term.targets), why


REFUSED = [
    ("ngày 6/1", ["June 1", "1 June", "6/1"], "month and day swapped"),
    ("1.500,5 tỷ đồng", ["VND1.5 trillion", "VND1,500 billion", "VND1,500.5 million"], "rounding and scaling alter"),
    ("4,5%", ["45%", "4,5%"], "lost or kept comma"),
    ("Hà (SN 1993)", ["SN 1993", "1993", "born in 1992"], "the abbreviation left, or another year"),
    ("lúc 7h30", ["7:30 p.m."], "evening for morning"),
]


@pytest.mark.parametrize(("text", "renderings", "why"), REFUSED)
def test_refuses_wrong_renderings(text: str, renderings: list[str], why: str) -> None:
    (term,) = find_quantities(text)
    assert not set(renderings) & set(term.targets), why


@pytest.mark.parametrize("code", ["F-16", "Su-35", "COVID-19", "A320", "G7", "5G", "SARS-CoV-2"])
def test_codes_are_kept_as_written(code: str) -> None:
    (term,) = find_quantities(f"chiếc {code} này")
    assert (term.vi, term.targets[0], term.key) == (code, code, f"keep:{code}")


@pytest.mark.parametrize(
    "plate",
    ["51F-123.45", "61C-131.80", "29H - 123.45", "59U1 – 396.10", "81A – 00373", "73K3 – 5416", "99 A 1-234.56",
     "30E 123.45", "29A.123.45", "29AA – 123.45", "30A-123.XX"],
)  # fmt: skip
def test_plates_are_kept_as_written(plate: str) -> None:
    (term,) = find_quantities(f"xe mang BKS {plate} lao tới")
    assert (term.vi, term.targets[0], term.key) == (plate, plate, f"keep:{plate}")


def test_a_plate_may_have_less_space() -> None:
    (term,) = find_quantities("xe mang BKS: 59U1 – 396.10 lao tới")
    assert {"59U1-396.10", "59U1–39610"} <= set(term.targets)


@pytest.mark.parametrize(("text", "vi"), [("phòng 12A 350.000 đồng", ["12A", "350.000 đồng"])])
def test_what_is_no_plate(text: str, vi: list[str]) -> None:
    assert [term.vi for term in find_quantities(text)] == vi


def test_what_both_readings_allow_is_not_guessed() -> None:
    (term,) = find_quantities("ước tính 2/3")  # March 2 or two thirds: nothing tells
    assert {"March 2", "two-thirds"} <= set(term.targets)
    assert not annotatable(term)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 6/1", True), ("1.300", True), ("4,5%", True), ("1,2 tỷ USD", True), ("3 triệu", True), ("7h30", True),
        ("SN 1969", True), ("QL1A", True),
        ("2", False), ("50%", False), ("năm 2025", False), ("F-16", False),
    ],
)  # fmt: skip
def test_only_what_must_be_converted_is_annotated(text: str, expected: bool) -> None:
    (term,) = find_quantities(text)
    assert annotatable(term) is expected


def test_number_words_are_not_required() -> None:
    assert find_quantities("Hai bên đã ký ba mươi lăm thỏa thuận, bốn người dự") == ()


@given(st.text(alphabet="0123456789.,/-–: %hđkmtrngàyáựsốtỷệuUSD$()ăTHứ\n", max_size=60) | st.text(max_size=60))
def test_spans_are_right_on_any_text(text: str) -> None:
    end = 0
    for term in find_quantities(text):
        assert end <= term.vi_span[0] < term.vi_span[1] <= len(text)
        assert text[slice(*term.vi_span)] == term.vi
        assert term.targets
        assert all(target.strip() == target and target for target in term.targets)
        end = term.vi_span[1]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("thế kỷ ı", "century:1"),
        ("quý İ năm 2020", "quarter:2020Q1"),
        ("Đİều 5, luật", "law:điều:5"),
        ("thông tư lİên tịch 5/2016", "law:thông tư liên tịch:5/2016"),
        ("tháng mười haı", "month:12"),
        ("thứ haı tuần tới", "weekday:0"),
        ("5 trıệu UſD", "money:USD:5000000"),
        ("5 trıệu", "number:5000000"),
    ],
)
def test_letters_that_ignoring_case_takes_for_i_and_s_are_read_as_these(text: str, key: str) -> None:
    """A pattern found "trıệu", no table had it, and the whole text was lost."""
    (term,) = find_quantities(text)
    assert (term.key, text[slice(*term.vi_span)]) == (key, term.vi)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_a_date_written_is_the_date_read(date: datetime.date) -> None:
    (term,) = find_quantities(f"ngày {date.day}/{date.month}/{date.year}")
    assert term.key == f"date:{date.isoformat()}"
    assert term.targets[0] == f"{date:%B} {date.day}, {date.year}"


@given(st.integers(10**6, 10**14))
def test_an_amount_written_is_the_amount_read(amount: int) -> None:
    (term,) = find_quantities(f"{amount:,} đồng".replace(",", "."))
    assert term.key == f"money:VND:{amount}"
    assert f"VND{amount:,}" in term.targets


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Hồi đầu tháng 6, 4 xe bọc thép", ["month:06", "number:4"]),
        ("Cuối tháng 6, 7 người bị bắt", ["month:06", "number:7"]),
        ("trong tháng 6, 7 năm 2020", ["months:06,07/2020"]),
        ("mưa nhiều vào tháng 6, 7.", ["months:06,07"]),
    ],
)
def test_a_month_before_a_comma_is_no_list_of_months_where_the_next_number_counts(text: str, keys: list[str]) -> None:
    assert [term.key for term in find_quantities(text, None)] == keys


@pytest.mark.parametrize(
    ("vi", "english"),
    [
        ("Kim tự tháp cao 30m", "a 30-m-high pyramid"),
        ("Kim tự tháp cao 30 mét", "a 30-meter-high pyramid"),
        ("Cầu dài 5km", "a 5-kilometer-long bridge"),
        ("Vùng 200 hải lý", "the 200-nautical mile zone"),
        ("Căn hộ 50 m2", "a flat of 50 sq m"),
        ("Khu đất 3.839 m2", "a 3,839-m2 plot"),
        ("Khu đất 3.839 m2", "a 3,839-square-meter plot"),
        ("Bể 50 lít", "a 50-liter tank"),
        ("Tăng 9 độ C", "a 9-degree-Celsius rise"),
        ("Gió 9 km/h", "a 9-kilometer-per-hour wind"),
        ("Sóng cao 2,0 - 3,0m", "waves 2.0-3.0 m high"),
        ("Sóng cao 2.0-3.0 m", "waves of 2.0 to 3.0 meters"),
    ],
)
def test_a_measure_is_met_as_an_adjective(vi: str, english: str) -> None:
    (quantity,) = find_quantities(vi, None)
    assert any(find_target(english, target) for target in quantity.targets)


@pytest.mark.parametrize(
    ("vi", "key"),
    [
        ("Theo báo cáo, 3/5 hồ thủy điện phải xả đáy.", "fraction:3/5"),
        ("Tại tòa, 8/12 bị can nhận tội.", "fraction:8/12"),
        ("Hôm qua, 3/5, hồ chứa xả lũ.", "date:05-03"),
        ("Ngày 3/5 hồ thủy điện xả lũ.", "date:05-03"),
    ],
)
def test_a_share_after_a_comma_is_no_day(vi: str, key: str) -> None:
    assert key in [quantity.key for quantity in find_quantities(vi)]
