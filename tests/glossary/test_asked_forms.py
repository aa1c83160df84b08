"""The form that a word is asked for in."""

from __future__ import annotations

import pytest

from songngu.glossary.asked_forms import asked_form, say_forms
from songngu.glossary.candidates import annotate
from songngu.records import Term


@pytest.mark.parametrize(
    ("before", "targets", "asked"),
    [
        ("8 học sinh ", ("drowned", "drown"), "drowned"),
        ("khi ba ", ("warship", "battleship"), "warships"),
        ("các ", ("city",), "cities"),
        ("những chiếc ", ("knife",), "knives"),
        ("hai vị ", ("member of parliament",), "members of parliament"),
        ("nhiều ", ("human",), "humans"),
        ("các ", ("hero", "heroine"), "heroes"),
        ("các ", ("video",), "videos"),
        ("những ", ("information",), "information"),
        ("các ", ("headphones",), "headphones"),
        ("các ", ("missing",), "missing"),
        ("hai ", ("fled", "flee"), "fled"),
        ("lớp 7 ", ("match",), "match"),
        ("thứ hai ", ("state",), "state"),
        ("một ", ("state",), "state"),
        ("năm 2 ", ("state",), "state"),
        ("Họ có thể ", ("drowned", "drown"), "drown"),
        ("Ông sẽ ", ("admitted", "admit"), "admit"),
        ("Ông không ", ("denied", "deny"), "deny"),
        ("Ông phải ", ("released", "release"), "release"),
        ("tìm cách ", ("fled", "flee"), "flee"),
        ("để ", ("took statements", "take statements"), "take statements"),
        ("có thể bị ", ("charged", "charge"), "charged"),  # be charged
        ("Cơ quan chức năng ", ("discovered", "discover"), "discovered"),
        ("Công an Nam Định ", ("discovered", "discover"), "discovered"),
        ("Hãng hàng không ", ("warned", "warn"), "warned"),
        ("có khả năng ", ("fled", "flee"), "flee"),
        ("Ông sẽ ", ("admitted", "acknowledge"), "admitted"),  # its infinitive isn't among them
        ("sẽ ", ("police",), "police"),
        ("Ông lẽ ra đã sẽ nói rồi ", ("admitted", "admit"), "admitted"),
        ("", ("admitted", "admit"), "admitted"),
        ("Ông có cố tình ", ("mocked", "mock"), "mock"),
        ("Công an đang ", ("verify", "verified", "verifying"), "verifying"),
        ("bằng cách ", ("lured", "lure", "luring"), "luring"),
        ("một cách ", ("sudden", "suddenly"), "suddenly"),
        ("Họ làm việc một cách ", ("amicable", "friendly"), "amicable"),
        ("một cách ", ("terrible", "terribly"), "terribly"),
        ("một cách ", ("lean", "rely"), "lean"),
        ("đang ", ("dinner", "evening meal"), "dinner"),
        ("mất việc ", ("protest", "protesting"), "protest"),
        ("từng ", ("allies", "allied", "ally"), "allies"),  # each
        ("mua được ", ("phone", "phoned"), "phone"),
        ("đã được ", ("approve", "approved"), "approved"),
        ("Vụ án đã ", ("concern", "concerned"), "concerned"),
        ("Hai bên đã ", ("agreement", "negotiated", "agreed", "agree"), "agreed"),
        ("đã ", ("gift", "red envelope", "shed"), "gift"),  # no past forms
        ("bị ", ("stole", "stolen", "steal"), "stolen"),
        ("bị ", ("stolen", "stole", "steal"), "stolen"),
        ("Cả nhóm vừa ", ("stolen", "stole", "steal"), "stole"),
        ("đạt được ", ("agreement", "agreed", "agree"), "agreement"),
        ("quan chức quân sự ", ("warned", "caution", "warn"), "warned"),
        ("bị cáo buộc ", ("appropriated", "appropriate"), "appropriated"),
        ("sự cố ", ("broke out", "break out"), "broke out"),
        ("phòng không ", ("shot down", "shoot down"), "shot down"),
        ("trở nên ", ("tension", "tense"), "tense"),
        ("Vụ việc ", ("verify", "verifying"), "verify"),
        ("rất ", ("board of directors", "board"), "board of directors"),
        ("bị ", ("damage", "damaged"), "damaged"),
        ("tỏ ra ", ("confusion", "confused"), "confused"),
        ("rất ", ("admiration", "admire", "admired"), "admired"),
        ("Cần ", ("need", "needed"), "need"),
    ],
)
def test_asked_form(before: str, targets: tuple[str, ...], asked: str) -> None:
    assert asked_form(targets, before) == asked


def test_a_term_is_asked_for_in_its_form() -> None:
    source = "Ông sẽ thừa nhận."
    term = Term(vi="thừa nhận", vi_span=(7, 16), targets=("admitted", "admit"), mode="prefer", key="x")
    assert [each.target for each in annotate(source, [term])] == ["admit"]
    assert [each.target for each in annotate(source, [term], 1)] == ["admitted"]
    assert [each.target for each in annotate("Ông đã thừa nhận.", [term])] == ["admitted"]


def test_a_name_is_asked_for_as_it_is() -> None:
    term = Term(vi="Anh", vi_span=(3, 6), targets=("UK", "United Kingdom"), mode="enforce", key="x")
    assert [each.target for each in annotate("bị Anh", [term])] == ["UK"]


@pytest.mark.parametrize(
    ("targets", "english", "expected"),
    [
        (
            ("accused", "accuse", "accusation"),
            "Putin continued to accused Europe.",
            "Putin continued to accuse Europe.",
        ),
        (("concession", "concede", "conceded"), "They are willing to concessions.", "They are willing to concede."),
        (("stole", "steal"), "He tried to stole it.", "He tried to steal it."),
        (
            ("smashed the display case", "smash the display case"),
            "They used a hammer to smashed the display case.",
            "They used a hammer to smash the display case.",
        ),
        (
            ("sealed the score", "sealing the score"),
            "They won by sealed the score in the end.",
            "They won by sealing the score in the end.",
        ),
        (("took", "taking"), "He was accused of took the money.", "He was accused of taking the money."),
        (("stopped", "stopping"), "He left without stopped his car.", "He left without stopping his car."),
        (("stolen", "stole", "stealing"), "The price of stolen cars and for stole.", None),
        # Where the form may stand, or the glossary has no other.
        (("arrested", "arresting"), "They arrested the men, of whom two were arrested.", None),
        (("discovered", "discovering"), "A passer-by discovered the fire.", None),
        (("denied", "denying"), "The company he worked for denied the charges.", None),
        (("injured", "injuring"), "The number of injured this year rose.", None),
        (("took", "taking"), "The year before took its toll.", None),
        (("arrested", "arresting"), "He is proud of arrested the men.", None),
        (
            ("amended the constitution", "amend the constitution", "amend the Constitution"),
            "They voted to amend the Constitution.",
            None,
        ),
        (("accused", "accuse"), "He spoke to accused persons, and accused them.", None),
        (("accused", "accuse"), "He will be accused.", None),
        (("decision", "decide", "decided"), "They are able to decision-makers.", None),
        (("extradition", "extradite", "extradited"), "They want to extradition of them.", None),
        (("finance", "invest", "invested"), "They are ready to finance it.", None),
        (("found", "find"), "They plan to found a school.", None),
        (("sold", "sell"), "They want every bottle or can sold by 2030.", None),
        (("accused", "accusation"), "Putin continued to accused Europe.", None),
    ],
)
def test_an_infinitive_where_no_other_form_can_stand(
    targets: tuple[str, ...], english: str, expected: str | None
) -> None:
    term = Term(vi="x", vi_span=(0, 1), targets=targets, mode="prefer", key="x")
    assert say_forms(english, [term]) == (expected or english)
