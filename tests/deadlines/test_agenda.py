import pytest

from deadlines import checks


def test_every_dotted_path_of_the_house_leads_somewhere():
    assert checks.dotted_paths_lead_somewhere(None) == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("OWED", ["plans.owed.REGISTER"]),
        ("EVIDENCE", ["feedback"]),
    ],
)
def test_a_typo_in_a_dotted_path_stops_the_check(settings, setting, value):
    setattr(settings, setting, value)

    (error,) = checks.dotted_paths_lead_somewhere(None)

    assert error.id == "deadlines.E001"
    assert error.msg.startswith(f"{setting} names “")
