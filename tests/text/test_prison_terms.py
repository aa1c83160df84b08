"""Years of prison stay years of prison."""

from __future__ import annotations

import pytest

from songngu.text.prison_terms import mend_prison_terms


@pytest.mark.parametrize(
    ("source", "english", "right"),
    [
        ("Cựu giám đốc lĩnh 12 năm tù", "Former director for 12 years", "Former director for 12 years in prison"),
        ("Lĩnh 1 năm tù vì trộm", "One gets 1 year for theft", "One gets 1 year in prison for theft"),
        ("Bị phạt 18 tháng tù", "He got 18 months", "He got 18 months in prison"),
        ("2 năm tù nhưng cho hưởng án treo", "He got 2 years for it", "He got 2 years for it"),
        ("Trốn 12 năm rồi lĩnh 12 năm tù", "He fled for 12 years", "He fled for 12 years"),
        ("Lĩnh 12 năm tù", "12 years after it he got 12 years", "12 years after it he got 12 years"),
        ("Lĩnh 12 năm tù", "12 years of probation", "12 years of probation"),
        ("Lĩnh 12 năm tù", "Jailed for 12 years", "Jailed for 12 years"),
        ("Lĩnh 12 năm tù", "A 12-year term", "A 12-year term"),
        ("Lĩnh 12 năm tù", "Sentenced to 12 years", "Sentenced to 12 years"),
        ("Lĩnh 5 năm 6 tháng tù", "He got 5 years and 6 months", "He got 5 years and 6 months in prison"),
        ("Ông 12 tuổi, lĩnh 12 năm tù", "He is 12 years old", "He is 12 years old"),
        ("Bị phạt 3 năm tù", "She was fined 3 years in jail", "She was sentenced to 3 years in jail"),
        (
            "Bị phạt 3 năm 6 tháng tù",
            "He was fined 3 years and 6 months in jail",
            "He was sentenced to 3 years and 6 months in jail",
        ),
        ("Bị phạt 3 tháng lương", "He was fined 3 months of salary", "He was fined 3 months of salary"),
        ("Sau 12 năm", "For 12 years", "For 12 years"),
        ("", "", ""),
    ],
)
def test_years_of_prison_are_said_to_be_so(source: str, english: str, right: str) -> None:
    assert mend_prison_terms(english, source) == right
