"""Which language a text is in."""

from __future__ import annotations

import pytest

from mahdar.documents.language import language_of, plausible
from tests.documents.made import HEADLINE, STORY

MENU = "Jean-Pierre Dupont\nBureau de presse\nVersions: Français | Anglais\nContact\nPlan du site\nMentions légales\n"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (STORY, "ar"),
        (STORY * 50, "ar"),
        (f"{STORY} https://example.org/a-rather-long-address-in-other-letters", "ar"),
        (HEADLINE, "ar"),
        ("وزیر خارجه گفت که گفتگوها در شهر قدیمی ادامه خواهد یافت و پیشرفت خوبی به دست آمده است.", "fa"),
        ("The minister said that the talks in the old city would go on until the end of the week.", "en"),
        ("Министр сообщил, что переговоры в старом городе продолжатся до конца недели.", "ru"),
        ("Bakan, eski şehirdeki görüşmelerin hafta sonuna kadar süreceğini ve ilerleme sağlandığını söyledi.", "tr"),
        (f"{MENU}\nThe talks were suspended on Wednesday after both delegations had left the building.", "en"),
        ("TARIN, Jul. 9 (TNA) – Ministers of Sarmad, Kelia and Ossan are to meet in Tarin on July 12, the envoy said.", "en"),
        ("TARIN, Feb. 3 (TNA) - Hassan Warsa of Sarmad, Ahmed Tesfa of Kelia and James Oti of Ossan are to meet in Tarin.", "en"),
        ("In Tarin trafen sich die Delegationen am Dienstag, was der Sprecher Kairat Umar in der Stadt bestätigte.", "de"),
        ("12/5 !!", None),
        ("", None),
    ],
)
def test_language_of(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("code", "text", "language"),
    [
        ("ar-SA", STORY, "ar"),
        ("ar", "Only English letters", None),
        ("en", STORY, None),
        ("ru", "Да, конечно", "ru"),
        (None, STORY, None),
        ("ar", "12", None),
    ],
)
def test_plausible(code: str | None, text: str, language: str | None) -> None:
    assert plausible(code, text) == language
