"""What the tests of documents share: a pack of cues, a headline, a story and a page, all written for this project."""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import SimpleNamespace

import mahdar
from mahdar.documents.cues import Cues

LANGUAGES = Path(mahdar.__file__).parent / "languages"
WORDS = [tomllib.loads(p.read_text(encoding="utf-8"))["words"] for p in sorted(LANGUAGES.glob("*/sections.toml"))]
CASES = [case for p in sorted(LANGUAGES.glob("*/sections.cases.toml")) for case in tomllib.loads(p.read_text(encoding="utf-8"))["case"]]
CUES = Cues(WORDS)
PACKS = SimpleNamespace(languages={str(i): SimpleNamespace(words=words) for i, words in enumerate(WORDS)})

HEADLINE = "وفد من المدينة يزور الميناء القديم"
STORY = "زار وفد من مجلس المدينة الميناء القديم أمس، وبحث مع إدارته خطة ترميم الأرصفة قبل حلول الشتاء."
MORE = "وأضاف رئيس الوفد أن الترميم سيبدأ بالرصيف الشرقي، وأن كلفته لم تحدد بعد، وأن الأعمال ستستمر عاما."
CAPTION = "عمال على الرصيف الشرقي في الصباح"

PAGE = f"""<!doctype html>
<html lang="ar-SA"><head><meta charset="utf-8"><title>{HEADLINE} - Harbour Agency</title>
<meta property="og:title" content="{HEADLINE} | Harbour Agency"><meta property="og:site_name" content="Harbour Agency">
<meta property="article:published_time" content="2031-05-04T10:00:00+03:00">
<link rel="canonical" href="https://example.org/harbour/17"></head>
<body><header><span>السبت 31 كانون الأول 2033</span><nav><a href="/">الرئيسية</a> <a href="/m">محليات</a></nav></header>
<main><article><h1>{HEADLINE}</h1>
<figure><img src="x.jpg" alt=""><figcaption>{CAPTION}</figcaption></figure>
<p>{STORY}</p><p>{MORE}</p><p>{STORY[:-1]}، كما قال مدير الميناء.</p></article></main>
<footer><p>جميع الحقوق محفوظة</p></footer></body></html>
"""
