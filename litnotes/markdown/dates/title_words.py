"""Words beside the dates of reports, as parts of patterns in the form of `document.shadow`."""

from __future__ import annotations

from functools import lru_cache

from litnotes.values.patterns import pattern

KIND = (
    r"(?:daily|weekly|monthly|progress|research|reading|status|group|lab|team|work|project|advisor|supervision"
    r"|thesis|phd)"
)
REPORT = (
    r"(?:report|(?:daily|weekly)(?=\s*(?:$|[-–—:,|]))|log|journal|diary|meeting(?:\s+(?:notes|minutes|log))?|minutes|notes|update|standup"
    r"|bericht|wochenbericht|tagesbericht|protokoll|rapport|compte[- ]rendu|informe|diario|reunión"
    r"|rapporto|riunione|relatório|diário|reunião|отч[её]т|журнал|встреча"
    r"|(?:工作|学习)?(?:周报|日报|月报|报告|日志|日记|组会(?:记录|纪要|笔记|汇报)?)|週報|日報|報告書?|日誌|日記|会議(?:メモ|記録)?|議事録"
    r"|보고서?|일지|일보|주보|(?:회의록?|미팅)(?:\s?(?:노트|기록|메모|록))?)"
)
"""Words for a report; beside them, also `3/5` is a date."""
RECORD = (
    r"(?:note|logbook|meetings|sync|check-?in|stand-?up|summary|review|recap|call|session|seminar"
    r"|(?:arbeits|zwischen|monats)bericht|tagebuch|logbuch|notizen|besprechung|sitzung|treffen"
    r"|réunion|séance|bilan|suivi|cahier|acta|bitácora|seguimiento|resumen|registro|notas"
    r"|verbale|appunti|resoconto|ata|registo|resumo|anotações|дневник|заметки|протокол|созвон|совещание"
    r"|(?:会议|研究|实验|工作)?(?:纪要|记录|总结|汇报|进展|例会)|会議録|進捗|記録|打ち?合わ?せ|ミーティング"
    r"|(?:研究|実験)ノート|(?:주간|일일|연구|업무)\s?(?:보고서?|일지|노트)|노트|일기|기록|면담)"
)
"""Words that count as reports only beside a date that has no other meaning: `review 3/5` is a count."""
DEADLINE = pattern(
    r"(?:^|\W)(?:due|deadline|until|by|before|since|submission|abgabe|frist|bis|échéance|avant|límite|entrega|antes"
    r"|scadenza|entro|prazo|срок|до|截止|締切|締め切り|마감)\b"
)
"""Words before a date that is not the day of a report."""
MEETING_OR_REPORT = rf"(?:{REPORT}|{RECORD})"
DIARY = "(?:周报|日报|日志|日记|週報|日報|日誌|日記|일지|일보|주보)"
"""Words for a report that no section has; beside them, also `5.31` is a date."""
NO_TOPIC = (
    r"(?:vs|and|or|und|et|to|bis|due|deadline|submission|abgabe|frist|échéance|límite|entrega|scadenza|prazo|срок"
    r"|截止|締|마감)"
)
"""Words that show that the date before them is not the day of a report."""
PREPOSITION = r"(?:of|for|on|from|vom|von|für|am|du|de|des|pour|del|della|dal|al|para|da|do|em|за|от|на)"
WEEK = r"(?:weeks?|wk|woche|semaine|semana|settimana|неделя)"
COUNTED_DAY = (
    r"(?:day|tag|jour|jornada|día|dia|giorno|день|session|meeting|lecture|entry|call|no|nr|n°|#)\.?\s?#?[0-9]{1,4}"
    r"|第\s?[0-9]{1,4}\s?[天日次回]|[0-9]{1,4}\s?일차"
)


def _words(*rows: str) -> tuple[str, ...]:
    return tuple(word for row in rows for word in row.split())


_SURE = _words("date dates datum fecha fechas data дата даты 日期 日付 日時 날짜 일자 일시")
_LIKELY = _words(
    "day when period week weeks datetime tag zeitraum termin woche kw jour période periode semaine quand",
    "día dia periodo período semana cuándo giorno settimana quando период неделя день когда",
    "时间 時間 周期 期间 期間 日程 기간",
)
_BLOCKED = _words(
    "due deadline next submi publi release updated modified last birth expir limit created access retriev",
    "fällig abgabe frist nächst veröffent geändert aktualisiert erstellt",
    "échéance limite prochain parution límite entrega próxim vencim modific",
    "scadenza prossim pubblic consegna atualiz срок дедлайн следующ опублик изменен",
    "截止 下次 下周 发表 出版 更新 提交 締 次回 公開 投稿 마감 다음 출판 수정 제출",
)
_FIRST = _words("start begin from inicio début inizio início anfang von desde начал 开始 開始 시작")
_LAST = _words("end fin bis hasta fim кон оконч 结束 終了 종료")
_SLIPS = pattern(
    r"r?eport|rport|reort|reprt|repot|repor|erport|rpeort|reoprt|reprot|repotr|r?re?eport|repp?ort"
)
_WORD = pattern(r"[^\W\d_]+")
_MOST_WORDS = 6
_LATIN_END = "\u2e80"
"""Chinese, Japanese and Korean letters come after it."""


def misspells_report(text: str) -> bool:
    """Whether a text is the word *report* with a letter too many, missing or swapped."""
    return _SLIPS.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def label_of_day(label: str) -> tuple[bool, str] | None:
    """Return whether a label always gives a date, and which end of a range; None for other labels.

    `Meeting date` and `Fecha inicio` (the `first` day) give the day of a report, `Next meeting` does not.
    """
    words = _WORD.findall(label)
    if len(words) > _MOST_WORDS or any(_has(word, _BLOCKED) for word in words):
        return None
    sure = any(word in _SURE or _ends_with(word, _SURE) for word in words)
    if not sure and not any(word in _LIKELY or _ends_with(word, _LIKELY) for word in words):
        return None
    edge = "first" if any(_has(word, _FIRST) for word in words) else ""
    return sure, edge or ("last" if any(_has(word, _LAST) for word in words) else "")


def _has(word: str, stems: tuple[str, ...]) -> bool:
    """Whether a word begins with a stem; Chinese, Japanese and Korean write no space before it."""
    return any(word.startswith(stem) or (stem > _LATIN_END and stem in word) for stem in stems)


def _ends_with(word: str, names: tuple[str, ...]) -> bool:
    """Whether a Chinese, Japanese or Korean word ends with a name: `会议日期`."""
    return any(name > _LATIN_END and word.endswith(name) for name in names)
