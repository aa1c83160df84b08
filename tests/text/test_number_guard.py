import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.text.number_guard import NumberReport, compare_numbers
from songngu.text.quantities import find_quantities

RIGHT = [
    ("1.194 bồn 5m3", "1,194 5m3 tanks", "the 3 of a unit is no number"),
    ("Ngày 6/1, 1.500 tỷ đồng được chi", "On Jan. 6, 1,500 billion dong was spent", "another magnitude, same value"),
    ("từ ngày 3/5 đến 5/5", "from May 3 to 5", "the month is said once"),
    ("Hai bên ký 2 thỏa thuận", "The two sides signed two deals", "a number word may be said"),
    ("Ông là người đầu tiên", "He was the first one", "first and one aren't invented"),
    ("1/3 dân số", "a third of the population", "fraction in words"),
    ("lúc 19h30", "at 7:30 p.m.", "twelve hours"),
    ("từ 5 đến 9 triệu won", "from 5 million to 9 million won", "the magnitude belongs to both"),
    ("1 người bị thương", "A person was hurt", "an article is one"),
    ("tiêm kích F-16 và COVID-19", "F-16 fighters and Covid-19", "codes compare as codes"),
    ("U.23 Việt Nam thắng 2-0", "Vietnam's under-23s won 2-0", "age group"),
    ("6 tháng đầu năm 2021", "the first half of 2021", "six months are half a year"),
    ("Cô ở Q.7", "She lives in District 7", "Q. is a district, no code"),
    ("từ 27-9 đến 6-10", "from Sept. 27 to Oct. 6", "hyphenated dates"),
    ("năm học 2024-2025", "the 2024/25 school year", "two digits of a year"),
    ("thuê15 công nhân", "hired 15 workers", "a space lost in the source"),
    ("giai đoạn 2010-2015", "in the 2010-2015 period", "years aren't grouped"),
    ("Hà (SN 1969) và Lan (SN 1970)", "Ha (born in 1969) and Lan (1970)", "other words for a birth"),
    ("xe trên QL1A", "a car on Highway 1A", "a road by its number"),
    ("xe trên QL1A", "a car on Highway 1", "Highway 1A is Highway 1 too"),
    ("hơn 100 người ở báo Sunday Times", "over 100 people at The Sunday Times", "a weekday inside a foreign name"),
]
WRONG = [
    ("Ngày 6/1 ông đến", "He arrived on June 1", "day and month swapped"),
    ("1.500,5 tỷ đồng", "VND1.5 trillion", "rounded"),
    ("1.500,5 tỷ đồng", "VND1,500.5 million", "magnitude"),
    ("4,5% dân số", "45% of the population", "lost mark"),
    ("38 người chết", "People died", "dropped"),
    ("Nhiều người chết", "38 people died", "invented"),
    ("lúc 7h30", "at 7:30 p.m.", "evening for morning"),
    ("tháng 11/2025", "in October 2025", "month"),
    ("ngày 1 tháng 4", "in April", "a day isn't an article"),
    ("năm 2019", "in 2018", "year"),
    ("Hà (SN 1969)", "Ha (SN 1969)", "nothing says that it is a birth"),
    ("Hà (SN: 1969) và Lan (SN 1970)", "Ha (born in 1969) and Lan (SN 1970)", "the second is left"),
    ("Hà (SN 1969)", "Ha (born in 1996)", "another year"),
    ("xe trên QL1A", "a car on QL1A", "nothing says that it is a road"),
    ("xe trên QL 5", "a car on Highway 6", "another road"),
]


@pytest.mark.parametrize(("source", "english", "why"), RIGHT)
def test_right_renderings_pass(source: str, english: str, why: str) -> None:
    report = compare_numbers(source, english)
    assert (report.missing, report.invented) == ((), ()), why


@pytest.mark.parametrize(("source", "english", "why"), WRONG)
def test_wrong_renderings_are_caught(source: str, english: str, why: str) -> None:
    report = compare_numbers(source, english)
    assert report.missing or report.invented, why


@pytest.mark.parametrize(
    "noise", ["1" * 5000, "1." * 2000, "9" * 30 + " tỷ đồng", "³½⅓", "٣٤ tỷ", "1/0", "0/0", "99h99", "31/2/2025"]
)
def test_noise_is_no_number_and_no_crash(noise: str) -> None:
    compare_numbers(noise, noise)
    compare_numbers(f"ngày {noise}", f"on {noise} million")


@given(st.text(max_size=60), st.text(max_size=60))
def test_never_crashes(source: str, english: str) -> None:
    compare_numbers(source, english)


# Right renderings that were called missing or invented.
RENDERED = [
    ("Lễ kỷ niệm 73 năm", "the 73rd anniversary"),
    ("cuộc chiến 4 năm", "a four-year-long war"),
    ("24 người", "two dozen people"),
    ("50% dân số", "half of the people"),
    ("gấp 2 lần", "twofold"),
    ("tăng gấp 10 lần", "a tenfold increase"),
    ("gấp 4 lần", "quadrupled"),
    ("thập niên 90", "the nineties"),
    ("tỷ số 3-0", "3-nil"),
    ("1,5 tỷ USD", "1.5 bln dollars"),
    ("0,5 điểm phần trăm", "50 basis points"),
    ("6 tháng", "half a year"),
    ("18 tháng", "a year and a half"),
    ("1,5 năm", "one and a half years"),
    ("30 phút", "half an hour"),
    ("15 phút", "a quarter of an hour"),
    ("90 phút", "an hour and a half"),
    ("20 năm", "two decades"),
    ("1 năm", "annual"),
    ("14 ngày", "two weeks"),
    ("48 giờ", "two days"),
    ("nhóm G7", "the Group of Seven"),
    ("6:00 giờ chiều", "6:00 PM"),
    ("13:30 GMT", "13.30 GMT"),
    ("0730 UTC", "0730 UTC"),
    ("trong tháng hai", "in February"),
    ("345.000 USD", "US$345 000"),
    ("Thế chiến 2", "World War II"),
    ("khóa XIV", "the 14th term"),
    ("100%", "all of them"),
    ("vụ 11/9", "the 9/11 attacks"),
    ("2 nước", "bilateral"),
    ("từ năm 2010 đến năm 2015", "from 2010-15"),
    ("theo tờ Sun", "according to the Sun."),
    ("ăn 15-20g hạt óc chó", "eat 15-20g of walnuts"),
    ("ca mổ kéo dài từ 13-14 giờ", "the operation lasted 13 to 14 hours"),
    ("ủ bệnh 12-24 giờ", "an incubation of 12-24 hours"),
    ("ngày 15/3 âm tính", "negative on March 15"),
    ("tháng 4 âm 1,54%", "minus 1.54% in April"),
    ("ngày 10/3/1990 âm lịch", "the 10th day of the third lunar month, 1990"),
    ("thang điểm từ 1-10.", "a scale of 1 to 10."),
    ("giá từ 5-1000 USD", "prices of $5 to $1,000"),
    ("quý II, 3 doanh nghiệp", "the second quarter, three firms"),
    ("những năm 80, 30 gia đình", "the 1980s, 30 families"),
    ("lên đường ngày 5 tháng 6", "left on June 5"),
    ("đường 3 Tháng 2", "3 Thang 2 Street"),
    ("thời điểm 8/10", "as of October 8"),
    ("về nhà 30/4", "came home on April 30"),
    ("đa số 2/3", "a majority of two thirds"),
    ("hoạt động hàng ngày 24/7", "works 24/7 every day"),
    ("từ 24/7 đến 26/7", "from July 24 to July 26"),
    ("trong 20 giây 3 tên trộm", "in 20 seconds three thieves"),
    ("cùng 2-3 đồng phạm", "with two to three accomplices"),
    ("bị phạt 80 bảng", "fined £80"),
    ("1.200 tỷ đồng", "one trillion and two hundred billion dong"),
    ("gấp 6 lần khối lượng Mặt trời", "6 times the mass of the Sun."),
    ("tin trong 24 h", "news of 24 h"),
    ("60 triệu đồng/m2", "VND60 million per square meter"),
    ("200 người/km2", "200 people per square kilometer"),
    ("từ 1-8 đến hết 31-10", "from August 1 to the end of October 31"),
    ("có hiệu lực từ 1-6.", "effective from June 1"),
    ("từ 4-6 tới", "from June 4"),
    ("hồi 8-2018", "in August 2018"),
    ("từ tháng 11-2022 đến 3-2023", "from November 2022 to March 2023"),
    ("từ tháng 6-7/2018", "from June to July 2018"),
    ("quý 1 và 2/2024", "the first and second quarters of 2024"),
    ("quý III và quý IV", "the third and fourth quarters"),
    ("lớp 6 và 7", "grades six and seven"),
    ("cùng 2 đồng phạm", "with two accomplices"),
    ("chia làm 2 bảng đấu", "in two groups"),
    ("6 tỷ phú USD", "six dollar billionaires"),
    ("79 tỷ phú", "79 of the richest"),
    ("đạt 9/10", "scored 9/10"),
    ("hẻm 8/6 đường Lê Lợi", "alley 8/6 of Le Loi Street"),
    ("khởi tố 8/12 bị can", "charged eight of 12 accused"),
    ("vòng 1/8 World Cup", "the round of 16 of the World Cup"),
    ("vòng 1/4", "the quarter-finals"),
    ("ngày 24/7", "on July 24"),
    ("phục vụ 24/7", "open 24/7"),
    ("2 người chết ngày 2/9", "Two people died on September 2"),
    ("ghi 2 bàn giúp đội thắng 2-1", "scored two goals as they won 2-1"),
    ("cấm từ 16-20h", "banned from 4 to 8 p.m."),
    ("từ 8-17h", "from 8 a.m. to 5 p.m."),
    ("cao 1m70", "1.70 m tall"),
    ("cao 1m65", "165 cm tall"),
    ("rộng 3m5", "3.5 m wide"),
    ("4 phút 14 giây 98", "4 minutes 14.98 seconds"),
    ("10/3 âm lịch", "the 10th day of the third lunar month"),
    ("tháng 7 âm lịch", "the seventh lunar month"),
    ("rằm tháng 7", "the 15th of the seventh lunar month"),
    ("thắng 6-4, 3-6, 7-6 (7-5)", "won 6-4, 3-6, 7-6 (7-5)"),
    ("(30-4-1975 - 30-4-2018)", "(April 30, 1975 - April 30, 2018)"),
    ("những năm 80, 90", "the 1980s and 1990s"),
    ("đường 3 tháng 2", "3 Thang 2 Street"),
    ("giảm nguy cơ xuống 1/3", "cuts the risk by a third"),
    ("1 USD đổi 25.000 đồng", "One dollar buys VND25,000"),
]


@pytest.mark.parametrize(("vi", "en"), RENDERED)
def test_right_renderings_are_no_fault(vi: str, en: str) -> None:
    assert compare_numbers(vi, en) == NumberReport()


MISRENDERED = [
    ("24 người", "three dozen people"),
    ("20 năm", "three decades"),
    ("gấp 4 lần", "tenfold"),
    ("14 ngày", "three weeks"),
    ("Thế chiến 2", "World War III"),
    ("khóa XIV", "the 15th term"),
    ("0,5 điểm phần trăm", "60 basis points"),
    ("90 phút", "two hours and a half"),
    ("quý 3/2023", "March 2023"),
    ("cấm từ 16-20h", "banned from 16 to 8 p.m."),
    ("cao 1m70", "70 m tall"),
    ("ngày 24/7", "on July 25"),
    ("hồi 8-2018", "in September 2018"),
    ("10/3 âm lịch", "the 10th day of the fourth lunar month"),
    ("vé 2 USD", "the ticket is three dollars"),
    ("2 người chết ngày 2/9", "Three people died on September 2"),
    ("hẻm 8/6", "alley June 8"),
    ("2.000 đồng", "VND3,000"),
    ("vòng 1/8", "the round of 32"),
    ("trong vòng 1/2 giờ", "within two days"),
    ("những năm 80, 30 gia đình", "the 1980s, 40 families"),
]


@pytest.mark.parametrize(("vi", "en"), MISRENDERED)
def test_wrong_ones_beside_them_are(vi: str, en: str) -> None:
    assert compare_numbers(vi, en) != NumberReport()


def test_an_article_is_no_number_of_a_road() -> None:
    """ "a" may answer "1", but not the road of "quốc lộ 1A"."""
    report = compare_numbers("Trên quốc lộ 1A có tai nạn.", "There was an accident on a highway.")
    assert [term.vi for term in report.missing] == ["quốc lộ 1A"]
    assert not compare_numbers("Trên quốc lộ 1A có tai nạn.", "An accident on Highway 1.").missing


def test_a_force_of_wind_left_as_it_is_is_missing() -> None:
    report = compare_numbers("Gió mạnh cấp 6, giật cấp 8.", "Winds of cấp 6, gusts of level 8.")
    assert [term.vi for term in report.missing] == ["cấp 6"]


def test_the_last_days_of_the_lunar_year_are_in_its_twelfth_month() -> None:
    english = "On the 23rd day of the 12th lunar month, the Kitchen God goes to heaven."
    assert not compare_numbers("Ngày 23 tháng Chạp, ông Táo về trời.", english).invented
    assert not compare_numbers("Đêm 30 Tết, cả nhà sum họp.", "On New Year's Eve the family is together.").missing


@pytest.mark.parametrize("vi", ["bão số 1", "Điều 1", "khoản 2", "Chỉ thị số 1", "Nghị quyết 04", "Thông tư 02/2018"])
def test_every_rendering_of_a_storm_or_a_law_has_its_number(vi: str) -> None:
    (term,) = find_quantities(vi)
    assert not [target for target in term.targets if compare_numbers(vi, target).missing]
