"""One style for the English of a digest."""

from __future__ import annotations

import pytest

from songngu.text.english_style import tidy

STYLE = [
    ("Innsbruck ( Austria) , Oslo .", "Innsbruck (Austria), Oslo.", "no space inside brackets or before a mark"),
    ('He said: " Hello " and " bye ".', 'He said: "Hello" and "bye".', "nor inside quotation marks"),
    ('He had to " save" and "cut ".', 'He had to "save" and "cut".', "nor on one side only"),
    ('It is "so" or "so", 5 " wide, 6" high.', 'It is "so" or "so", 5 " wide, 6" high.', "inches are no quotation"),
    ("the 156- episode series, a 2- to 3-day or 2- and 3-bedroom one, born in 1950- his father",
     "the 156-episode series, a 2- to 3-day or 2- and 3-bedroom one, born in 1950- his father", "nor after a hyphen"),
    ("a 18-year-old, an 15-year-old", "an 18-year-old, a 15-year-old", "eighteen begins with a vowel"),
    ("a 8% rise, a 80th birthday, a 11,000-strong", "an 8% rise, an 80th birthday, an 11,000-strong", "so do these"),
    ("a 1,100-strong force, a 180-day stay", "a 1,100-strong force, a 180-day stay", "these don't"),
    ("an US plane, a UN envoy, an European", "a US plane, a UN envoy, a European", "by sound, not by letter"),
    ("a hour, an university, a one-way street", "an hour, a university, a one-way street", "by sound"),
    ("an UAV, a USB drive, an 1867 book", "a UAV, a USB drive, an 1867 book", "letters and years by sound too"),
    ("Xi'an was, Sana'a airport, the Q&A event", "Xi'an was, Sana'a airport, the Q&A event", "no article"),
    ("a unanimous vote, a unilateral act, a Xinhua report", "a unanimous vote, a unilateral act, a Xinhua report",
     "by sound"),
    ("She flew to the U.S. She is a citizen.", "She flew to the US. She is a citizen.", "a stop that ends a sentence"),
    ("Mr. Đ. met Đ.A.T. and N. Đ. (30)", "Mr. D. met D.A.T. and N. D. (30)", "initials have no marks"),
    ("It cost 500,000 Đ. He lives on Đ.1.", "It cost 500,000 Đ. He lives on Đ.1.", "no initials"),
    ("VNĐ6 billion", "VND6 billion", "one way to write the currency"),
    ("an unannounced visit, an Xbox, an UMNO leader", "an unannounced visit, an Xbox, an UMNO leader", "by sound"),
    ("a 1150-km road, 'a US plane'", "a 1150-km road, 'a US plane'", "by sound"),
    ("U.S. And China Reach Deal", "US And China Reach Deal", "no end of a sentence"),
    ("A and B are alike.", "A and B are alike.", "nor this"),
    ("an unusual one, an umbrella, an uninsured car", "an unusual one, an umbrella, an uninsured car", "a short u"),
    ("an historic day, a hotel", "an historic day, a hotel", "a choice"),
    ("grade A in maths, An Giang", "grade A in maths, An Giang", "no article"),
    ("the 32th floor, 21th, 11st, 112nd, 13th", "the 32nd floor, 21st, 11th, 112th, 13th", "endings of ordinals"),
    ("on August 09", "on August 9", "a day has no zero before it"),
    ("at October 20, as at June 30 and at May", "on October 20, as at June 30 and at May", "on a day"),
    ("25 February, the 4th of July and 16-17 May", "February 25, July 4 and May 16-17", "the month comes first"),
    ("On June 2024, based on May 1999 and on May 20, 2020", "In June 2024, based on May 1999 and on May 20, 2020",
     "in a month"),
    ("from 3 to 5 May 2020, March 8th", "from May 3 to 5, 2020, March 8", "of several days too"),
    ("on Nov. 30, Dec 5 and in Sept. 2019", "on November 30, December 5 and in September 2019", "and is written out"),
    ("Jan Nam, Mar del Plata, 50 March on, 7.30 May", "Jan Nam, Mar del Plata, 50 March on, 7.30 May", "no dates"),
    ("10:30 February 1, 12.5 May", "10:30 February 1, 12.5 May", "numbers that are no days"),
    ("at 8am, 9.11 a.m. and 2:00 PM today", "at 8 a.m., 9:11 a.m. and 2:00 p.m. today", "times"),
    ("I am 8, 15.30 a.m., $2.50 am", "I am 8, 15.30 a.m., $2.50 am", "no times"),
    ("up 5.7 per cent and 12 percent", "up 5.7% and 12%", "percentages"),
    ("($76% of it, $76 in 5%)", "(76% of it, $76 in 5%)", "a percentage has no price"),
    ("jailed for VND16 years, VND16 a year", "jailed for 16 years, VND16 a year",
     "nor has time"),
    ("2 percentage points, percent", "2 percentage points, percent", "which these aren't"),
    ("12.4 billion VND, an 8,000 VND fee", "VND12.4 billion, a VND8,000 fee", "amounts as quantities are written"),
    ("38,900-41,000 VND, 2 to 3 million VND", "38,900-41,000 VND, 2 to 3 million VND", "not one end of a range"),
    ("2 million to 3 million VND, 2–3 VND", "2 million to 3 million VND, 2–3 VND", "nor of these"),
    ("the Mr Donald Trump said", "Mr. Donald Trump said", "a title before a name has no article"),
    ("500,000 USD of USD 1.5 million", "$500,000 of $1.5 million", "dollars have their sign"),
    ("2 to 3 million USD, in 1998 USD", "2 to 3 million USD, in 1998 USD", "not one end of a range, nor of that year"),
    ("a 8 million USD deal, an 100 USD fine", "an $8 million deal, a $100 fine", "with the article of the number"),
    ("2 million to 3 million USD, 2–3 USD, VND/USD 23,000, 1 USD/VND, 5,000 USD 2-year loan",
     "2 million to 3 million USD, 2–3 USD, VND/USD 23,000, 1 USD/VND, 5,000 USD 2-year loan", "ends of ranges, rates"),
    ("on the morning of May December 5, it", "on the morning of December 5, it", "no two months"),
    ("Early morning March 27, it", "In the early hours of March 27, it", "as the other parts of a day"),
    ("It fell in the early morning of March 27", "It fell in the early morning of March 27", "as said"),
    ("Theresa May March 29 speech", "Theresa May March 29 speech", "a surname"),
    ("on Dec December 19, on Oct. October 2nd", "on December 19, on October 2", "a month is said once"),
    ("won the Premier League Golden Boot.", "won the Premier League Golden Boot.", "no premier"),
    ("the British Prime Minister David Cameron.", "British Prime Minister David Cameron.", "of a country too"),
    ("on the morning October 24 announced, Trump's May 3 announced plan",
     "on the morning October 24 announced, Trump's May 3 announced plan", "days that need no preposition"),
    ("sworn in January 20, 2017, came in May 6.", "sworn in January 20, 2017, came in May 6.", "no preposition"),
    ("Mr. A. (49-year-old, from Hue)", "Mr. A. (49, from Hue)", "an age in brackets"),
    ("in July 4, in May 1 people died", "on July 4, in May 1 people died", "on a day"),
    ("The ministry October 24 said", "The ministry on October 24 said", "the day isn't a part of the name"),
    ("on October 24 said, early May 3 told", "on October 24 said, early May 3 told", "which is no part here"),
    ("the President Donald Trump said", "President Donald Trump said", "a title before a name has no article"),
    ("the Prime Minister of Japan, the President Ho Chi Minh Museum", "the Prime Minister of Japan, "
     "the President Ho Chi Minh Museum", "no title of a name"),
    ("U.S. troops left the U.S.", "US troops left the US.", "acronyms without stops, but the sentence ends"),
    ("U23 Viet Nam players left Viet Nam.", "U23 Vietnam players left Vietnam.", "the country is one word"),
    ("Mr Nam and Dr Ha", "Mr. Nam and Dr. Ha", "one of two spellings"),
    ("India’s and Asia's", "India's and Asia's", "one apostrophe"),
]  # fmt: skip


@pytest.mark.parametrize(("english", "expected", "why"), STYLE)
def test_has_one_style(english: str, expected: str, why: str) -> None:
    assert tidy(english) == expected, why
    assert tidy(expected) == expected, "twice is as once"


def test_what_a_term_asks_for_stays() -> None:
    assert tidy("The U.S. Steel deal, up 3 percent", keep=["U.S. Steel"]) == "The U.S. Steel deal, up 3%"


def test_small_words_of_terms_keep_nothing_else() -> None:
    keep = ["the Coalition of the Willing"]
    assert tidy("the President Donald Trump said", keep=keep) == "President Donald Trump said"
    assert (
        tidy("the President Ho Chi Minh said", keep=["the President Ho Chi Minh"]) == "the President Ho Chi Minh said"
    )


@pytest.mark.parametrize("left", ["Công an phường 5 đến an ninh sân bay", "Lực lượng an ninh"])
def test_vietnamese_that_was_left_keeps_its_words(left: str) -> None:
    assert tidy(left) == left


@pytest.mark.parametrize(
    ("source", "english", "tidied"),
    [
        ("Nợ 3,9 triệu tỷ đồng.", "Debts of VND3.9 million billion.", "Debts of VND3.9 quadrillion."),
        ("Có 3 triệu hãng tỷ đô.", "3 million billion-dollar firms", "3 million billion-dollar firms"),
        ("Có 3 triệu hãng.", "VND3 million billion", "VND3 million billion"),
    ],
)
def test_a_magnitude_has_its_name(source: str, english: str, tidied: str) -> None:
    assert tidy(english, source) == tidied


def test_single_quotation_marks_stand_at_their_words_where_the_source_has_them() -> None:
    assert tidy("news ' bad' and ' fake '", "tin ' tệ ' và ' giả '") == "news 'bad' and 'fake'"
    assert tidy("the boys ' and girls ' rooms", "phòng nam và nữ ở K'Ho") == "the boys ' and girls ' rooms"
    assert tidy("don ' t and won ' t", "' không '") == "don ' t and won ' t"


def test_winds_have_levels_and_hurricanes_categories() -> None:
    assert tidy("Category 12 winds, a Category 5 storm", "gió giật cấp 12, bão cấp 5") == (
        "level 12 winds, a Category 5 storm"
    )
    assert tidy("a category 12 licence", "bằng lái hạng 12") == "a category 12 licence"


def test_words_of_the_source_are_no_articles() -> None:
    assert tidy("The An Nam and an binh", "nhóm an binh") == "The An Nam and an binh"


def test_a_person_of_that_name_is_no_country() -> None:
    assert tidy("Tran Viet Nam is in Viet Nam.", "Trần Việt Nam ở Việt Nam.") == "Tran Viet Nam is in Vietnam."


@pytest.mark.parametrize(
    ("english", "right"),
    [
        ("the head of the TP Da Nang's People's Council", "the head of Da Nang's People's Council"),
        ("Ward 6 (TP. Ca Mau)", "Ward 6 (Ca Mau)"),
        ("TX. Quang Yen, Quang Ninh", "Quang Yen, Quang Ninh"),
        ("a leader of the TP's People's Committee", "a leader of the city's People's Committee"),
        ("the People's Committee of the TP.", "the People's Committee of the city."),
        ("in District 1, TP. HCMC", "in District 1, HCMC"),
        ("the TP Department of Health", "the Department of Health"),
        ("Son Tung M-TP sang.", "Son Tung M-TP sang."),
        ("TP Bank rose.", "TP Bank rose."),
        ("in TP. He said so.", "in TP. He said so."),
        ("Phap Luat TP.HCM, April 9", "Phap Luat TP.HCM, April 9"),
    ],
)
def test_a_kind_of_place_that_was_left(english: str, right: str) -> None:
    assert tidy(english, "Ở TP Đà Nẵng, TP.HCM, TP. Cà Mau và TX. Quảng Yên, M-TP, TP Bank") == right
    assert tidy(english, "Nothing of the kind") == english


@pytest.mark.parametrize(
    ("english", "source", "expected"),
    [
        ("On June 14-6, it began.", "Sáng 14-6, việc bắt đầu.", "On June 14, it began."),
        ("On March 30 - 3, it began.", "Sáng 30-3, việc bắt đầu.", "On March 30, it began."),
        ("On March 30 - 31, it began.", "Từ 30-3 đến 31-3.", "On March 30 - 31, it began."),
        ("On June 14 - 6 were hurt.", "Ngày 14-6, 6 người bị thương.", "On June 14 - 6 were hurt."),
        ("On December 19-12, 2018, it began.", "Ngày 19-12-2018, việc bắt đầu.", "On December 19, 2018, it began."),
        ("On September 9/9, it began.", "Ngày 9/9, việc bắt đầu.", "On September 9, it began."),
        ("On July 5-7, it went on.", "Từ 5-7/7, việc tiếp tục.", "On July 5-7, it went on."),
        ("It runs October 8-10.", "Hội chợ ngày 8-10 tháng 10.", "It runs October 8-10."),
        ("It runs July 5-7.", "Từ 5-7 đến 7-7.", "It runs July 5-7."),
        ("In May 5.5 million people came.", "Tháng 5, 5.5 triệu người đến.", "In May 5.5 million people came."),
        ("On June 14-16, it went on.", "Từ 14 đến 16-6.", "On June 14-16, it went on."),
    ],
)
def test_the_month_is_said_once(english: str, source: str, expected: str) -> None:
    assert tidy(english, source) == expected


def test_a_city_loses_its_vietnamese_kind_and_time_its_adjective() -> None:
    assert tidy("in TP. Ho Chi Minh City", "tại TP. HCM") == "in Ho Chi Minh City"
    assert tidy("on July 7 (Vietnamese time)", "ngày 7/7 (giờ Việt Nam)") == "on July 7 (Vietnam time)"
    assert tidy("in Phuc Tho, TP. Hanoi", "tại Phúc Thọ, TP. Hà Nội") == "in Phuc Tho, Hanoi"


@pytest.mark.parametrize(
    ("english", "source", "tidied"),
    [
        ("Take the aspirin, theibuprofen.", "Uống aspirin, ibuprofen.", "Take the aspirin, the ibuprofen."),
        ("Take aspirin,ibuprofen.", "Uống aspirin, ibuprofen.", "Take aspirin, ibuprofen."),
        ("Take ibuprofen, not theibuprofen.", "Uống ibuprofen.", "Take ibuprofen, not theibuprofen."),
        ("An iPhone and asmartphone.", "Một phone.", "An iPhone and asmartphone."),
        ("See the ofbook.", "Xem.", "See the ofbook."),
        ("Go to the hospital inPok Fu Lam.", "Tới bệnh viện ở Pok Fu Lam.", "Go to the hospital in Pok Fu Lam."),
        ("The femaleMC, Sam,MC Linh.", "Nữ MC, Sam, MC Linh.", "The female MC, Sam, MC Linh."),
        ("Mr.Liep in 2018,Liep and TheFTC.", "Ông Liếp năm 2018, Liếp và FTC.", "Mr. Liep in 2018, Liep and The FTC."),
        ("At inĐà Nẵng,Huế.", "Ở Đà Nẵng, Huế.", "At in Đà Nẵng, Huế."),
        ("It has watchOS, beIN and TheAnh.", "Có OS, IN và Thế Anh.", "It has watchOS, beIN and TheAnh."),
        ("L.T. N.Đ. came.", "L.T. N.Đ. đến.", "L.T. N.D. came."),
        ("A newMacBook, macOS and A,B.", "Máy macOS, A,B.", "A newMacBook, macOS and A,B."),
        ("Dr..CK2 Tien, Dr.Dr. Hung and Dr. An.", "TS.BS Hùng.", "Dr.CK2 Tien, Dr. Hung and Dr. An."),
    ],
)
def test_words_of_the_source_that_were_joined_are_parted(english: str, source: str, tidied: str) -> None:
    assert tidy(english, source) == tidied


@pytest.mark.parametrize(
    ("english", "tidied"),
    [
        ("It is on at 20:30 - 9:30 p.m. today.", "It is on at 8:30 - 9:30 p.m. today."),
        ("From 13:00 to 5:15 p.m.", "From 1:00 to 5:15 p.m."),
        ("From 20:30 to 21:30.", "From 20:30 to 21:30."),
        ("At 10:30 - 1:30 p.m.", "At 10:30 - 1:30 p.m."),
        ("From 22:00 to 12:30 p.m.", "From 22:00 to 12:30 p.m."),
        ("At 23:30 - 1:30 p.m.", "At 23:30 - 1:30 p.m."),  # for whoever knows what the source has
    ],
)
def test_both_ends_of_a_time_are_of_one_clock(english: str, tidied: str) -> None:
    assert tidy(english) == tidied
    assert tidy(english, keep=("20:30", "13:00")) == tidied


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("It consists of Mr. and the Chief of Staff.", "It consists of him and the Chief of Staff."),
        ("Mr. said so.", "He said so."),
        ("They met. Ms. was there.", "They met. She was there."),
        ("Ms. von der Leyen and Mr. Bean said.", None),
        ("It was addressed to Mr. and Mrs. Smith, and given by Mr. and Mrs. Smith.", None),
        ("The title Ms. was first used by Mr., Mrs. or Dr. Smith.", None),
    ],
)  # fmt: skip
def test_a_title_without_a_name_is_a_pronoun(english: str, expected: str | None) -> None:
    assert tidy(english) == (expected or english)


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Họ họp ở thủ đô Paris.", "They meet in Paris capital.", "They meet in the capital Paris."),
        ("Họ họp ở thủ đô Hà Nội.", "They meet in the Hanoi capital.", "They meet in the capital Hanoi."),
        ("Họ rút vốn khỏi Paris.", "They withdrew Paris capital.", None),
        ("Thủ đô Hà Nội báo cáo.", "Hanoi capital reported.", "The capital Hanoi reported."),
        ("Họ họp ở thủ đô Paris.", "They meet in the French capital Paris.", None),
        ("Họ họp ở thủ đô Islamabad.", "They meet in Pakistan's Islamabad capital.", None),
    ],
)
def test_a_capital_stands_before_its_name(source: str, english: str, expected: str | None) -> None:
    assert tidy(english, source) == (expected or english)
