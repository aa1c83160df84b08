"""Each check has a case it must raise and one it must leave alone; the cases are sentences as news has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu import checks
from songngu.checks import CHECKS, run_checks
from songngu.records import How, Issue, Mode, Segment, TermResult, Translation


def raised(vi: str, en: str, *terms: TermResult) -> dict[str, Issue]:
    segment = Segment(id="s1", paragraph=0, kind="text", vi=vi)
    return {issue.check: issue for issue in run_checks(segment, Translation(en=en, terms=terms))}


def term(vi: str, en: str, source: str, mode: Mode = "enforce", met: bool = True) -> TermResult:
    start = source.index(vi)
    how: How = "model" if met else "unmet"
    span = (start, start + len(vi))
    return TermResult(vi=vi, en=en, vi_span=span, en_span=None, mode=mode, met=met, how=how)


LONG = "Thủ tướng cho biết hai nước sẽ tiếp tục hợp tác trong lĩnh vực năng lượng, giáo dục và y tế trong những năm tới"
CASES = [
    ("empty", "Ông đã đến Hà Nội.", "", "He arrived in Hanoi."),
    ("numbers", "Vụ cháy làm 38 người chết.", "The fire killed 83 people.", "The fire killed 38 people."),
    ("numbers", "Hai người chết, bảy người bị thương.", "Two died and people were hurt.", "Two died, seven were hurt."),
    (
        "repeated",
        "Bão cách bờ biển 140 km về phía đông.",
        "The storm is 140 km east of the coast, about 140 km east of the coast.",
        "The storm is 140 km east of the coast.",
    ),
    ("numbers", "Vụ cháy làm nhiều người chết.", "The fire killed 38 people.", "The fire killed many people."),
    ("names", "Ông Rustem Umerov đã từ chức.", "Mr. Rustem Umarov resigned.", "Mr. Umerov resigned."),
    ("names", "Thủ môn Nguyễn Đình Triệu.", "Goalkeeper Nguyen Dinh Truong.", "Goalkeeper Nguyen Dinh Trieu."),
    ("names", "Cảnh sát Slovakia đã vào cuộc.", "The police stepped in.", "The Slovak police stepped in."),
    ("untranslated", "Ông bị phạt ở thị trấn.", "He was fined at thị trấn.", "He was fined in the town."),
    ("untranslated", "Ông bị phạt nặng ở thị trấn.", "He was fined in Thị Trấn.", "He was fined in the town."),
    ("untranslated", "Pháp cũng đặt mục tiêu.", "Pháp also aims.", "France also aims."),
    ("unlike", "Người hâm mộ vẫn đang phỏng đoán nguyên nhân ông biến mất.", "More vehicles pass the road at midnight.",
     "Fans are still guessing why he disappeared."),
    ("unlike", "Môi trường kinh doanh được cải thiện.", "Doctors found the artery and sewed it.",
     "The business environment has improved."),
    ("repeated", "Con rể ông là Jared Kushner.", "His son-in-law is Jared Kushner, Jared Kushner.",
     "His son-in-law is Jared Kushner."),
    ("dropped", LONG + ".", "The two countries will cooperate.", "The prime minister said the two countries would "
     "continue to cooperate in energy, education and health in the years to come."),
    ("dropped", 'Ông nói: "Chúng tôi sẽ không bao giờ bỏ cuộc".', "He said they would never give up on it.",
     'He said: "We will never give up".'),
    (
        "length",
        "Từ 15h ngày 13/11, giá xăng RON 95 tăng 410 đồng, lên 20.580 đồng một lít.",
        "From 3 p.m. on November 13 " + "the price went up and up " * 6 + "to 20,580 dong, by 410 for RON 95.",
        "From 3 p.m. on November 13, the price of RON 95 gasoline rose by 410 dong, to 20,580 dong a liter.",
    ),
    ("length", "Bệnh nhân phải thở máy.", "The patient had to be put on a ventilator " + "again and " * 3 + "again.",
     "The patient had to be put on a ventilator."),
    ("length", "theo", "According to the ministry it has the responsibility to care.", "According to"),
    ("length", "Ông đã đến Hà Nội.", "He " + "finally and very slowly " * 5 + "arrived.", "He arrived in Hanoi."),
    ("repeated", "Ông đã đến Hà Nội rất vui.", "He came and he came and he came and he came.", "He came to Hanoi."),
    ("unfounded", "Ông bị đưa ra xét xử.", "He was sentenced to life in prison.", "He was put on trial."),
    ("unfounded", "Cô lái đò mất tích trên sông.", "Her car is missing on the river.", "She is missing on the river."),
    ("numbers", "Bà vay nhiều triệu đồng.", "She borrowed 2 million US dollars.", "She borrowed millions of dong."),
    ("negation", "Ông không đồng ý.", "He agrees.", "He disagrees."),
    ("negation", "Cô sẽ vắng mặt ở trận này.", "She will not be absent.", "She will be absent."),
    ("balance", 'Ông nói: "Tốt".', 'He said: "Good.', 'He said: "Good".'),
    ("balance", "Hãng Apple (Mỹ) tăng giá.", "Apple (US raised prices.", "Apple (US) raised prices."),
]  # fmt: skip


@pytest.mark.parametrize(("check", "vi", "wrong", "right"), CASES)
def test_raises_the_fault_and_only_that(check: str, vi: str, wrong: str, right: str) -> None:
    assert check in raised(vi, wrong)
    assert raised(vi, right) == {}


NO_DENIALS = [
    ("Chưa đầy 24 giờ sau, ông bị bắt.", "Less than 24 hours later he was arrested."),
    ("Mỗi xe chở không quá 10 người.", "Each car carries up to 10 people."),
    ("Phần mềm nhận nhiều giải, chẳng hạn như giải Ba.", "It won several awards, such as the third prize."),
    ("Kiểm soát viên không lưu đã hy sinh.", "The air traffic controller died."),
    ("Ông hỏi liệu FBI có khiến họ đổi ý không.", "He asked whether the FBI could change their minds."),
    ("Khu này được miễn, không bị ảnh hưởng.", "The area was exempt."),
    ("Ông trèo lên mái thì không may ngã.", "He climbed the roof and fell."),
    ("Chủ cửa hàng tay không hạ gục cướp.", "The shop owner felled a robber with bare hands."),
    ("Máy bay thuộc Không đoàn số 122.", "The aircraft is of the 122nd Wing."),
    ("Bữa cơm có bánh tét, giò chả.", "The meal has rice cake and pork rolls."),
    ("Quân Mỹ đổ bộ đường không.", "US troops made an airborne landing."),
    ("Gia đình không khỏi bàng hoàng.", "The family was stunned."),
    ("Ông không quên cảm ơn mọi người.", "He also thanked everyone."),
    ("Họ hỏi ông Phong có khai ra ai không.", "They asked whether Phong had named anyone."),
    ("Không ai vắng mặt.", "Nobody was missing, they did not fail."),
    ("Nhớ mang theo áo mưa.", "Don't forget to bring a raincoat."),
    ("Ông từ chối nói.", "He would not answer and refused to talk."),
    ("Ông nghĩ khó từ chối.", "He thinks he cannot refuse."),
    ("Bệnh này không chữa được.", "The illness is incurable."),
]  # fmt: skip


@pytest.mark.parametrize(("vi", "english"), NO_DENIALS)
def test_what_denies_nothing_isnt_asked_for(vi: str, english: str) -> None:
    assert "negation" not in raised(vi, english)


@pytest.mark.parametrize(
    ("vi", "english"),
    [
        ("Ông không đến một cuộc họp nào.", "He came to a meeting."),
        ("Người dân không đoàn kết.", "The people stand together."),
        ("Bàn tay không cử động được.", "The hand can move."),
        ("Bà không may áo cho con.", "She sews for her child."),
        ("Ông hứa sẽ ký.", "He promised he wouldn't refuse."),
    ],
)
def test_what_denies_is_asked_for(vi: str, english: str) -> None:
    assert "negation" in raised(vi, english)


@pytest.mark.parametrize(
    ("vi", "english"),
    [
        ("UBND TP.HCM họp khẩn", "Ho Chi Minh City People's Committee holds urgent meeting"),
        ("VKSND TP.HCM kháng nghị bản án.", "The People's Procuracy of Ho Chi Minh City has appealed the verdict."),
        ("Clip ghi lại cảnh tai nạn.", "The video shows the accident."),
        ("Container lao xuống vực.", "The truck plunged into an abyss."),
        ("Làng giải trí Hoa ngữ mất một ngôi sao.", "Chinese showbiz lost a star."),
        ("Bayern thắng Atletico 2-1.", "Bayern Munich beat Atletico Madrid 2-1."),
        (
            "Theo Công an TP. Hà Nội, bị can Trần Văn B. đã khai nhận toàn bộ hành vi phạm tội.",
            "Hanoi police said Tran Van B. confessed to the whole of it.",
        ),
    ],
)
def test_a_right_translation_raises_nothing(vi: str, english: str) -> None:
    assert raised(vi, english) == {}


def test_a_loanword_beside_a_name_is_one() -> None:
    assert "names" in raised("Chương trình Robot Wars đã hết.", "The programme is over.")


def test_every_check_has_a_case() -> None:
    assert {case[0] for case in CASES} | {"terms", "crowded"} == set(CHECKS)


def test_unmet_terms() -> None:
    vi = "Đức ủng hộ kế hoạch."
    assert raised(vi, "Duc backs the plan.", term("Đức", "Germany", vi, met=False))["terms"].severity == "error"
    assert raised(vi, "Duc backs the plan.", term("Đức", "Germany", vi, "prefer", False)) == {}, "no fault"
    assert raised(vi, "Germany backs the plan.", term("Đức", "Germany", vi)) == {}


def test_a_target_said_too_often() -> None:
    vi = "Đức ủng hộ kế hoạch hòa bình."
    english = "Germany backs the plan of Germany and peace."
    germany = term("Đức", "Germany", vi)
    assert raised(vi, english, germany)["terms"].severity == "warning"
    plan = term("kế hoạch", "plan", vi)
    assert "terms" in raised(vi, "Germany backs the plan, a peace plan.", plan), "common words are counted too"
    assert "terms" not in raised(vi + " Nước này cũng muốn thế.", english, germany), "said for a word that points back"


def test_terms_are_counted_as_the_ladder_counts_them() -> None:
    vi = "Đức và Pháp gặp Đức."
    terms = [term("Đức", "Germany", vi), term("Pháp", "France", vi)]
    terms.append(
        TermResult(vi="Đức", en="German", vi_span=(16, 19), en_span=None, mode="enforce", met=True, how="model")
    )
    assert raised(vi, "Germany and France meet a German.", *terms) == {}


def test_a_quantity_written_otherwise_is_no_fault_and_a_lost_one_is_told_once() -> None:
    vi = "Hãng chi 1.500 tỷ đồng."
    unmet = term("1.500 tỷ đồng", "VND1.5 trillion", vi, "quantity", False)
    assert raised(vi, "The firm spent 1500 billion dong.", unmet) == {}
    assert set(raised(vi, "The firm spent a lot.", unmet)) == {"numbers"}


def test_a_broken_check_is_seen_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: Segment, translation: Translation) -> list[Issue]:
        raise ZeroDivisionError("oops")

    monkeypatch.setitem(checks.CHECKS, "length", broken)
    found = raised("Vụ cháy làm 38 người chết.", "The fire killed people.")
    assert "ZeroDivisionError: oops" in found["length"].message
    assert "numbers" in found


def test_a_sentence_with_too_many_terms_says_so() -> None:
    vi = " ".join(f"Lan{n}" for n in range(20))
    unmet = [term(f"Lan{n}", "Ireland", vi, met=False) for n in range(20)]
    assert "crowded" in raised(vi, "Nothing here.", *unmet)
    assert "crowded" not in raised(vi, "Nothing here.", *unmet[:3])


def test_a_number_is_told_with_what_both_texts_have() -> None:
    """It was called a term, and “73” was said to have to be “73”."""
    issue = raised("Vụ cháy làm 38 người chết.", "The fire killed 83 people.")["numbers"]
    assert issue.message == "the source has “38”, the English has “83” instead; expected “38” or “thirty-eight”"
    assert "“7”, the source doesn't" in raised("Nhiều người đến.", "Some 7 people came.")["numbers"].message


def test_two_articles_in_a_row_are_told() -> None:
    assert "repeated" in raised("Mỹ đã từ chối.", "The talks with the The US failed.")
    assert "repeated" not in raised("Mỹ đã từ chối.", "The A team of the US declined.")


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_check_fails_on_any_text(vi: str, en: str) -> None:
    assert not any("the check failed" in issue.message for issue in raised(vi, en).values())


def test_an_amount_in_another_currency_is_an_error() -> None:
    vi = "Dầu diesel giảm 150 đồng."
    unmet = term("150 đồng", "VND150", vi, mode="quantity", met=False)
    assert "no dong" in raised(vi, "Diesel drops 150 cents.", unmet)["numbers"].message
    assert "numbers" not in raised(vi, "Diesel drops by 150 dong.", unmet)


def test_names_that_both_sides_have_tell_nothing() -> None:
    """ "Tô" and "Hằng" are words too, which English has others for."""
    vi = "Các nạn nhân được xác định là anh Tô Mạnh Tường (23 tuổi), chị Bùi Thị Phúc (23 tuổi) và chị Tô Thị Hằng."
    en = "The victims were identified as To Manh Tuong (23), Bui Thi Phuc (23) and To Thi Hang."
    assert "unlike" not in raised(vi, en)


def test_a_glossary_term_is_a_word_of_the_source() -> None:
    vi = "Dầu hỏa giữ nguyên so với hôm trước đó."
    assert "unlike" not in raised(vi, "Kerosene remains.", term("Dầu hỏa", "Kerosene", vi))


def test_a_number_of_a_glossary_term_is_the_glossarys() -> None:
    vi = "BS.CK2 Tiến nói."
    assert "numbers" in raised(vi, "Dr. Tien said.")
    assert "numbers" not in raised(vi, "Dr. Tien said.", term("BS.CK2", "Dr.", vi))


@pytest.mark.parametrize(
    ("vi", "en", "told"),
    [
        ("Giá vàng 150,7 triệu đồng.", "Gold costs VND150.7 million ($150.7).", "“$150.7”"),
        ("Giá vàng 150,7 triệu đồng.", "Gold costs VND150.7 million.", ""),
        ("Giá vàng 150 USD.", "Gold costs $150.", ""),
        ("Giá vàng 150 đô la.", "Gold costs 150 dollars.", ""),
        ("Giá vàng 150 đô-la Úc.", "Gold costs A$150.", ""),
        ("Khoản phí 1.000 AUD.", "A fee of A$1,000.", ""),
    ],
)
def test_dollars_that_the_source_has_not(vi: str, en: str, told: str) -> None:
    segment = Segment(id="s1", paragraph=0, kind="text", vi=vi)
    messages = [issue.message for issue in run_checks(segment, Translation(en=en, terms=()))]
    wanted = [f"the English has {told}, the source no dollars"] if told else []
    assert [message for message in messages if "dollars" in message] == wanted
