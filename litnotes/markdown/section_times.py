"""The words for times in names of sections, in twelve languages; `section_words` has the other words."""

from __future__ import annotations

# fmt: off
TIMES: dict[str, str] = {
    "now": """
        today | this week | this month | the week | the day | week | day | daily | weekly | heute
        heutige | heutigen | diese woche | dieser woche | diesen monat | tag | tages | aujourd'hui
        cette semaine | ce jour | jour | semaine | la semaine | hoy | esta semana | día | semana
        la semana | oggi | questa settimana | giorno | settimana | della settimana | del giorno
        hoje
        desta semana | dia | da semana | vandaag | deze week | 今日 | 今天 | 本日 | 当日 | 当天
        本周
        这周 | 这一周 | 本週 | 今週 | 本月 | 今月 | 每日 | 每周 | 毎日 | 오늘 | 금일 | 이번주 | 금주
        сегодня | на сегодня | этой неделе | на этой неделе | эту неделю | на неделю
        current week | the current week | semaine en cours | la semaine en cours | dziś | dzisiaj
        dzisiejsze | ten tydzień | tego tygodnia | na dziś
        за неделю | за день | за сегодня | за месяц | за эту неделю
    """,
    "past": """
        yesterday | last week | the last week | past week | the past week | previous week
        last time
        since last meeting | last meeting | since the last meeting | gestern | letzte woche
        letzter woche | vergangene woche | hier | semaine dernière | la semaine dernière
        semaine passée | la semaine passée | ayer | semana pasada | la semana pasada | ieri
        settimana scorsa | la settimana scorsa | ontem | semana passada | na semana passada
        gisteren
        vorige week | afgelopen week | 昨日 | 昨天 | 上周 | 上一周 | 上週 | 先週 | 前回 | 上次
        어제
        지난주 | 저번주 | вчера | на прошлой неделе | за прошлую неделю | прошлой недели
        wczoraj | zeszły tydzień | w zeszłym tygodniu
        since last report | since the last report | last report | since last time | since then
        近期
        最近
    """,
    "future": """
        tomorrow | next week | the next week | coming week | the coming week | next month | next day
        next days | up next | what next | morgen | nächste woche | nächster woche
        die nächste woche
        nächsten tage | kommende woche | demain | semaine prochaine | la semaine prochaine
        prochaine semaine | mañana | próxima semana | la próxima semana | semana que viene
        la semana que viene | domani | prossima settimana | la prossima settimana
        settimana prossima
        la settimana prossima | amanhã | a próxima semana | semana que vem | volgende week
        komende week | 明日 | 明天 | 下周 | 下一周 | 下週 | 来週 | 次週 | 下次 | 接下来 | 来月
        下月
        내일 | 다음주 | 차주 | завтра | на завтра | на следующей неделе | на следующую неделю
        следующая неделя
        jutro | na jutro | następny tydzień | przyszły tydzień | na przyszły tydzień
        following week | the following week | from here | from here on | 下阶段 | 下个阶段 | 翌週
        翌日 | 来周
        la semana siguiente | дальше
    """,
    "coming": """
        next | upcoming | future | the future | further | nächste | nächsten | nächstes | weitere
        prochaines | próximos | próximas | prossimi | prossime | volgende | 次回 | 今後 | 下一步
        下一阶段 | 后续 | 未来 | 다음 | 향후 | 추후 | следующие | дальнейшие | next meeting
        the next meeting | next time | next report | before next meeting | until next meeting
        until the next meeting | nächstes treffen | das nächste treffen | prochaine réunion
        la prochaine réunion | próxima reunión | la próxima reunión | prossima riunione
        la prossima riunione | próxima reunião | a próxima reunião | volgende vergadering | 次回まで
        następne | kolejne | dalsze
        futur | futurs | futuro | futuros | futuri | siguiente | siguientes | 次に | 次の
        следующий
        그 다음
    """,
}
"""Words for the time of now, for a past one, a future one, and what comes next."""
