"""Names of months and weekdays in fifteen languages, in the form of `document.shadow`."""

from __future__ import annotations

import re

from litnotes.values.patterns import pattern

MONTH_ROWS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep/sept oct nov dec",
    "januar/jänner februar märz april mai juni juli august september oktober november dezember",
    "jan feb mär/mrz apr mai jun jul aug sep/sept okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr/fév mars avr mai juin juil août sept oct nov déc",
    "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago sep/set oct nov dic",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen feb mar apr mag giu lug ago set/sett ott nov dic",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "jan feb mrt apr mei jun jul aug sep/sept okt nov dec",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر",
    "जनवरी फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
    "янв фев/февр мар апр мая июн июл авг сен/сент окт ноя/нояб дек",
)
"""The names of the months, January first, a row for each language and length; other spellings after `/`."""

WEEKDAY_ROWS = (
    "monday/mon tuesday/tues/tue wednesday/wed thursday/thurs/thur/thu friday/fri saturday/sat sunday/sun",
    "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "星期一/礼拜一 星期二/礼拜二 星期三/礼拜三 星期四/礼拜四 星期五/礼拜五 星期六/礼拜六 星期日/礼拜日",
    "周一/週一 周二/週二 周三/週三 周四/週四 周五/週五 周六/週六 周日/周天/週日/星期天/礼拜天",
    "月曜日/月曜 火曜日/火曜 水曜日/水曜 木曜日/木曜 金曜日/金曜 土曜日/土曜 日曜日/日曜",
    "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
)
SHORT_WEEKDAY_ROWS = (
    "mo di mi do fr sa so",
    "ma di wo do vr za zo",
    "lun/lu mar mer/me jeu/je ven/ve sam dim",
    "lun mar/mié mié jue vie sáb dom",
    "lun mar mer gio ven sab dom",
    "seg/segunda ter/terça qua/quarta qui/quinta sex/sexta sáb dom",
    "пн вт ср чт пт сб вс",
    "pon wt śr czw pt sob niedz/nd",
    "月 火 水 木 金 土 日",
    "월 화 수 목 금 토 일",
    "一 二 三 四 五 六 日",
)


WITHOUT_ACCENTS = str.maketrans("áäąćçéèęìłńóśûüźż", "aaacceeeilnosuuzz")


def _numbers(rows: tuple[str, ...], first: int) -> dict[str, int]:
    """Return the number of each word; Latin words count without their accents too."""
    named = {
        word: number
        for row in rows
        for number, words in enumerate(row.split(), first)
        for word in words.split("/")
    }
    bare = {word.translate(WITHOUT_ACCENTS): number for word, number in named.items()}
    return bare | named


MONTHS = _numbers(MONTH_ROWS, 1)
WEEKDAYS = _numbers(WEEKDAY_ROWS, 0)
SHORT_WEEKDAYS = _numbers(SHORT_WEEKDAY_ROWS, 0)
"""Too short or common to be weekdays alone: they need a date beside them and a separator."""

DAY_FIRST_MONTHS = frozenset({"set", "out", "gen", "ago", "mag", "lug", "dic"})
"""Words that are months only after a day: `Set 3` and `Gen 3` are no dates."""

_CJK_WEEKDAY = "(?:星期|礼拜|[周週])[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일"
WEEKDAY_BEFORE = pattern(
    rf"(?:(?P<glued>{_CJK_WEEKDAY})|(?P<word>[^\W\d_]{{3,13}}+(?:-feira)?)\.?|(?P<short>[^\W\d_]{{1,7}}+)[.,])"
    r"[\s,]*+"
)
SHORT_WEEKDAY = pattern(r"(?P<short>[^\W\d_]{1,7})\s++(?=[0-9])")
WEEKDAY_AFTER = pattern(
    rf"[\s,]*+(?:\(\s?(?P<short>[^\W\d_]{{1,13}}+(?:-feira)?)\.?\s?\)"
    rf"|(?P<glued>{_CJK_WEEKDAY})"
    r"|(?<=[\s,])(?P<word>[^\W\d_]{3,13}+(?:-feira)?)(?:\.|(?!\w)))"
)


def weekday_of(match: re.Match[str]) -> int | None:
    """Return the weekday (Monday is 0) in a match of `WEEKDAY_BEFORE` or `WEEKDAY_AFTER`, if it is one."""
    word = match["glued"] or match["word"]
    if word:
        return WEEKDAYS.get(word)
    return WEEKDAYS.get(match["short"], SHORT_WEEKDAYS.get(match["short"]))


_HAN_DIGITS = {char: number for number, char in enumerate("〇一二三四五六七八九十")} | {"零": 0, "廿": 20}


def han_number(text: str) -> int:
    """Return the value of a number below 100 in Chinese numerals or digits: `三十一`, `31`."""
    if text.isdecimal():
        return int(text)
    number = 0
    for char in text:
        value = _HAN_DIGITS[char]
        number = max(number, 1) * 10 if value == 10 else number + value
    return number
