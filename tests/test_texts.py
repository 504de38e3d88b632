"""One text at hand, read in Python."""

import mahdar

TEXT = "قال الوزير أمس الأربعاء إن المحادثات تبدأ في 25 كانون الثاني 2024.\n"


def values(reading):
    return [mention.day.edtf for mention in reading.dates]


def test_a_text_is_read():
    reading = mahdar.read(TEXT)
    assert reading.read
    assert values(reading)[-1] == "2024-01-25"
    assert [TEXT[m.span[0] : m.span[1]] for m in reading.dates] == [m.text for m in reading.dates]


def test_the_day_published_settles_open_dates():
    assert values(mahdar.read(TEXT, published="2024-01-25"))[0] == "2024-01-24"
    assert values(mahdar.read(TEXT, published="2024-02-01"))[0] == "2024-01-31"


def test_the_same_text_gives_the_same_claims():
    assert mahdar.read(TEXT, published="2024-01-25") == mahdar.read(TEXT, published="2024-01-25")


def test_a_language_without_a_pack_is_not_read():
    reading = mahdar.read(TEXT, language="ru")
    assert not reading.read
    assert "ru" in reading.why_not
