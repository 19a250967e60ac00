"""The words that the reader of reports knows, in many languages.

A heading matches by its whole text, never by a part of it; case, numbering, emoji and a trailing colon
are ignored. A project adds its own words under `sections:` in litnotes.yaml. Names of sections that are a
stem with a time or a person are not in this table, but read by the grammar in `section_names`.

The table is Python: parsing it in another format would take longer than reading a report.
"""

from __future__ import annotations

from typing import Any

# fmt: off
TABLE: dict[str, dict[str, Any]] = {
    # Sections. The first six contain entries; the others are kept as notes with this role.
    "sections": {
        "doing": ["unfinish", "unfinished", "current & ongoing tasks"],
        "done": [
            "周总结", "本周总结", "一周总结", "工作内容", "学习内容", "作業内容", "済",
            "summary of completed work", "discussed", "general notes", "学习笔记", "学习记录", "学习笔记/记录",
            "ergebnis",
        ],
        "questions": [
            "questions to be asked", "questions to ask", "open questions / confusions", "discussion points",
            "notes / questions", "q&a", "q & a", "q and a", "questions and answers", "questions & answers", "fragen und antworten", "preguntas y respuestas",
            "domande e risposte", "perguntas e respostas", "问答", "質疑応答", "질의응답", "вопросы и ответы", "问题疑惑与解答",
        ],
        "conclusions": [
            "readings", "what i read", "related papers", "bibliografía", "bibliografia", "本周阅读", "阅读笔记", "fiches de lecture", "заметки о статьях", "обзор литературы",
            "conclusion on papers", "conclusions on papers", "论文结论", "论文总结", "文献总结", "論文まとめ", "論文メモ", "논문 결론", "논문 정리", "논문 요약", "conclusion of papers", "paper conclusions",
            "papers", "paper", "papers read", "paper notes", "paper summaries", "reading notes", "本周论文",
            "论文", "论文笔记", "论文阅读", "文献", "文献阅读", "論文", "논문", "読んだ論文", "paper-notizen", "articles lus", "artículos", "articoli", "artigos",
            "статьи",
        ],
        "quick_notes": [
            "quick note", "quick notes", "quick", "to look at", "papers to check", "随手记", "速记", "快速笔记", "気になる論文", "볼 논문", "빠른 메모",
            "noch anschauen", "anzuschauen", "anschauen", "schnelle notizen", "kurznotizen", "notizen zu papern", "à regarder", "notes rapides", "por ver",
            "notas rápidas", "para mirar", "da vedere", "note rapide", "appunti veloci", "para ver", "te bekijken", "snelle notities", "посмотреть",
            "быстрые заметки", "paper to read", "papers to read", "papers to look at", "reading list", "reading-list",
            "to read", "references", "论文列表", "待读论文", "읽을 논문", "読む論文", "leseliste", "leeslijst", "te lezen", "à lire", "por leer",
            "da leggere", "para ler", "что прочитать",
        ],
        "next": [
            "upcoming", "next up", "suite", "perspectives", "今後の課題", "次回までの課題",
            "next", "next week's expectations", "notes for the future", "下一步", "今後の流れ",
            "acciones pendientes o planificadas", "programma di massima",
        ],
        "blocker": [
            "challenge", "problem", "problem and gains", "problems and solutions", "the difficulties encountered",
            "遇到难题解决方法", "存在问题", "dificultades encontradas", "problemi emersi", "problemi riscontrati",
        ],
        "feedback": [
            "feedback", "mentor feedback", "advisor feedback", "feedback received", "suggestions", "导师点评",
            "导师评价", "导师评语", "피드백", "フィードバック", "rückmeldung", "retour", "comentarios", "commenti",
            "comentários", "отзыв",
        ],
        "decision": [
            "decided", "what we decided", "decisions taken", "agreed", "agreements", "beschlossen", "décisions prises", "acuerdos", "deciso", "decisões tomadas", "afspraken", "决议", "会议决定", "決まったこと", "결정사항", "결정 사항", "принятые решения", "решили", "decyzje", "ustalenia",
            "decision", "decisions", "decisions made", "决定", "결정", "決定事項", "entscheidungen", "beschlüsse",
            "décisions", "decisiones", "decisioni", "decisões", "besluiten", "решения",
        ],
        "carried-over": [
            "carried over", "leftover notes", "leftovers", "any leftover notes from yesterday", "이전 항목", "遗留",
            "遗留问题",
        ],
        "attendance": [
            "attending", "who was there", "참여자", "obecni", "uczestnicy", "excused", "entschuldigt",
            "attendees", "attendance", "missed", "absentees", "absent", "present", "attended", "in attendance", "anwesende",
            "anwesend", "teilnehmer", "teilnehmende", "participants", "aanwezig", "aanwezigen", "deelnemers", "参会人员", "参会", "参会人",
            "参会者", "与会", "与会人员", "与会者", "出席", "出席者", "参加者", "참석자", "참석", "참가자", "présents", "présent", "asistentes", "presenti",
            "presente", "partecipanti", "presentes", "participantes", "присутствовали", "участники",
        ],
        "reflection": [
            "summary", "takeaway", "takeaways", "conclusion", "conclusions", "log reflections", "reflection",
            "reflections", "总结", "小结", "회고", "振り返り", "opmerkingen", "observaciones", "bilan", "fazit",
            "riflessioni", "reflexões", "итоги",
        ],
        "person": ["姓名", "实习项目", "name", "track"],
    },
    # Fields of a paper: by heading, or by a label before a colon.
    "fields": {
        "description": [
            "description", "summary", "abstract", "what", "beschreibung", "inhalt", "kurzfassung", "kurzbeschreibung", "描述", "内容", "介绍", "descripción",
            "descrizione", "descrição", "beschrijving", "설명", "説明", "tl;dr", "tldr", "overview", "gist", "what it does", "in short", "in a nutshell", "one-line summary", "概要", "简介", "요약",
            "どんなもの", "どんなもの？", "zusammenfassung", "résumé", "resumen", "sommario", "resumo", "описание",
        ],
        "similarities": [
            "similarity", "similarities", "sim", "similitud", "similarità", "similarité", "similaridade", "similar", "in common", "common points", "what is similar", "what's similar",
            "similar to ours", "similarity to ours", "similarities to ours", "similarities with ours", "same", "same as ours", "like ours",
            "what we share", "shared", "overlap", "points communs", "ressemblances", "ähnlich", "ähnlichkeiten", "gleich", "semejanzas", "parecidos",
            "en común", "simile", "simili", "in comune", "em comum", "overeenkomsten", "相同", "共同点", "類似点", "似ている点", "유사점", "общее", "相似", "相似点", "相同点", "공통점", "共通点",
            "gemeinsamkeiten", "similitudes", "similarités", "somiglianze", "semelhanças", "сходство",
            "相似之处", "相同之处", "共同之处", "相似性", "相通之处", "类似之处", "与我们的相似之处", "与我们的相似点", "与我们的相同点", "与我们的共同点", "与我们相似之处", "和我们的相似之处", "和我们的相似点", "和我们的相同点",
            "与本文的相似之处", "与我们工作的相似之处", "与我们工作的相似点", "与我们方法的相似之处", "與我們的相似之處", "相似之處", "我々との共通点", "我々との類似点", "本研究との共通点", "本研究との類似点", "우리와의 공통점",
            "우리와의 유사점", "similarity to our work", "similarities to our work", "similarity with our work", "similarities with our work",
            "similarity with ours", "similar to us", "common with ours", "commonalities", "ähnlichkeit", "gemeinsamkeit", "gemeinsamkeiten mit uns",
            "ähnlichkeiten zu uns", "ähnlichkeit zu uns", "points en commun", "puntos en común", "podobieństwa", "benzerlikler", "benzerlik",
            "схожесть", "сходства", "общие черты",
        ],
        "differences": [
            "difference", "differences", "diff", "diffs", "different", "differs", "how it differs", "what is different", "what's different", "vs ours", "vs. ours",
            "vs us", "vs. us", "difference to ours", "differences to ours", "difference from ours", "differences from ours", "different from ours",
            "unlike ours", "compared to ours", "compared with ours", "unterschied", "anders", "diferente", "diferencia", "diverso", "diferença",
            "verschillen", "相違点", "차이", "отличия", "不同点", "不同", "区别", "差异", "차이점", "違い",
            "先行研究と比べて", "先行研究と比べてどこがすごい", "先行研究と比べてどこがすごいか", "unterschiede", "différences", "diferencias",
            "differenze", "diferenças", "различия",
            "不同之处", "不同之處", "差异之处", "区别之处", "差别", "差異", "区别点", "差异点", "与我们的不同之处", "与我们的不同点", "与我们的不同", "与我们的区别", "与我们的差异", "与我们不同之处", "和我们的不同之处",
            "和我们的不同", "和我们的区别", "与本文的不同之处", "与本文的区别", "与我们工作的不同之处", "与我们工作的区别", "与我们方法的不同之处", "與我們的不同之處", "我々との違い", "我々との相違点", "本研究との違い", "本研究との相違点",
            "우리와의 차이점", "우리와의 차이", "difference to our work", "differences to our work", "difference from our work", "differences from our work",
            "difference with ours", "differences with ours", "different from us", "unterschied zu uns", "unterschiede zu uns",
            "unterschied zu unserem ansatz", "différence", "różnice", "różnica", "farklar", "farklılıklar", "отличие", "отличия от нас",
            "отличия от нашей работы",
        ],
        "pros": ["pros", "strength", "strengths", "advantage", "advantages", "优点", "장점", "長所", "stärken"],
        "cons": [
            "cons", "weakness", "weaknesses", "limitation", "limitations", "drawback", "drawbacks", "缺点", "不足",
            "단점", "한계", "欠点", "schwächen",
        ],
        "relation": [
            "relation", "relation to our work", "relevance", "relevance to my thesis", "relevance to our work",
            "与我们工作的关系", "可借鉴",
        ],
        "idea": ["idea", "main idea", "key idea", "key points", "take home message", "核心思想"],
        "motivation": ["motivation", "problem definition", "动机", "研究动机"],
        "method": [
            "method", "methods", "approach", "方法", "방법", "手法", "技術や手法のキモはどこ", "技術や手法の肝はどこ", "methode", "méthode", "método",
            "metodo",
        ],
        "results": [
            "result", "results", "experiments", "どうやって有効だと検証した", "どうやって有効だと検証したか", "结果", "实验结果", "결과", "結果", "ergebnisse",
            "résultats",
        ],
        "contribution": ["contribution", "contributions", "贡献", "기여"],
        "discussion": ["discussion", "議論", "議論はある", "議論はあるか", "讨论"],
        "questions": ["questions", "question", "open questions", "疑问", "问题"],
        "problem": ["problem", "problems", "problem statement", "問題"],
        "related work": ["related work", "related works", "相关工作", "関連研究", "관련 연구", "verwandte arbeiten"],
        "progress": ["progress"],
        "todo": ["todo", "to do", "待办"],
        "conclusion": ["conclusion", "conclusions", "结论", "总结", "결론", "結論", "fazit"],
        "verdict": [
            "verdict", "decision", "rating", "urteil", "jugement", "avis", "veredicto", "veredito", "giudizio", "oordeel", "вердикт", "决定", "评价", "entscheidung", "décision", "decisión", "decisione", "decisão", "besluit",
            "решение", "判定", "결정",
        ],
        "next papers": ["next papers", "次に読むべき論文", "次に読むべき論文は"],
        "code": ["code", "代码"],
        "link": ["link", "links", "链接", "paper link", "url", "pdf", "lien", "enlace", "collegamento", "ligação", "リンク", "링크", "ссылка"],
        "authors": ["author", "authors", "作者", "著者", "저자", "autor", "autoren", "auteur", "auteurs", "autores", "autore", "autori"],
        "year": ["year", "年份", "発行年", "연도", "jahr", "année", "año", "anno", "ano", "jaar"],
        "venue": ["venue", "published in", "conference", "journal", "会议", "期刊", "学会", "학회", "konferenz", "conférence", "conferenza", "conferência"],
        "status": ["status", "reading status", "状态", "阅读状态", "状態", "상태", "stand", "statut", "estado", "stato", "статус"],
        "notes": ["notes", "note on this paper", "comments", "备注"],
    },
    # Groups of papers. A group may give its papers a decision or a reading state.
    "groups": {
        "detailed": { "names": ["detailed", "in detail", "related", "background", "精读", "泛读"] },
        "unsure": { "decision": "unsure", "names": ["papers i am not sure about", "papers i'm not sure about", "i am not sure about", "i'm not sure about", "not sure about", "unsure papers", "undecided papers", "papers not decided", "papers to decide", "papers to decide on", "papers i'm unsure about", "unsichere paper", "noch nicht entschieden", "articles à décider", "articles dont je ne suis pas sûr", "artículos dudosos", "articoli dubbi", "artigos em dúvida", "不确定的论文", "待定论文", "迷っている論文", "判断待ち", "고민 중인 논문", "не уверен", "под вопросом", "not sure yet", "still unsure", "not decided", "to be decided", "to decide", "unklar", "noch unklar", "noch offen", "à décider", "dudosos", "da decidere", "待定", "保留", "보류"] },
        "include": { "decision": "include", "names": ["include", "included", "to include", "accepted", "in", "纳入", "收录"] },
        "exclude": { "decision": "exclude", "names": ["exclude", "excluded", "left out", "leave out", "to exclude", "rejected", "排除"] },
        "to-read": { "reading": "to-read", "names": ["must read", "to read", "待读"] },
        "reading": { "reading": "reading", "names": ["reading", "currently reading", "在读"] },
        "read": { "reading": "read", "names": ["read", "finished", "已读"] },
        "skipped": { "names": ["skipped"] },
    },
    # Reading states, in the trailing parenthesis of a paper heading.
    "reading": {
        "to-read": [
            "to read", "to-read", "unread", "not read yet", "待读", "未读", "ungelesen", "noch nicht gelesen", "zu lesen", "à lire", "non lu",
            "por leer", "no leído", "da leggere", "non letto", "para ler", "não lido", "ongelezen", "te lezen", "не прочитано", "未読", "읽을 예정",
        ],
        "reading": [
            "reading", "in progress", "wip", "currently reading", "在读", "正在读", "lese ich", "en lecture", "leyendo", "in lettura", "lendo",
            "aan het lezen", "читаю", "読書中", "読んでいる", "읽는 중",
        ],
        "read": ["read", "done", "finished", "已读", "gelesen", "leído", "letto", "lido", "gelezen", "прочитано", "既読", "読了", "읽음"],
    },
    # Labels before the name of a paper that is being read.
    "labels": {
        "reading": ["reading", "currently reading", "now reading", "在读", "正在读"],
    },
    # Verdicts: the first words of a verdict field.
    "verdicts": {
        "include": [
            "include", "included", "include it", "in", "keep", "keep it", "accept", "纳入", "收录", "aufnehmen", "behalten", "rein", "inclure", "garder",
            "à garder", "à inclure", "incluir", "mantener", "includere", "tenere", "manter", "opnemen", "houden", "включить", "採用", "含める", "포함", "채택",
        ],
        "exclude": [
            "exclude", "excluded", "exclude it", "leave out", "leave it out", "left out", "out", "drop", "drop it", "reject", "排除", "不收录", "不纳入",
            "ausschließen", "weglassen", "raus", "exclure", "écarter", "à exclure", "excluir", "descartar", "escludere", "scartare", "weglaten", "uitsluiten",
            "исключить", "除外", "不採用", "제외",
        ],
        "unsure": [
            "unsure", "not sure", "undecided", "maybe", "不确定", "unsicher", "nicht sicher", "vielleicht", "pas sûr", "peut-être", "incertain",
            "no seguro", "quizás", "incerto", "forse", "talvez", "misschien", "onzeker", "не уверен", "未定", "미정",
        ],
    },
    # States of a task, read only in the places of marks.
    "states": {
        "done": [
            "done", "finished", "completed", "complete", "merged", "closed", "已完成", "完成", "已合入", "合入", "已合并", "合并", "완료",
            "完了", "erledigt", "fertig", "terminé", "fini", "fait", "hecho", "terminado", "fatto", "feito", "сделано",
            "finito", "svolto", "completato", "afgerond", "klaar", "gedaan", "abgeschlossen", "completado", "concluído", "готово", "выполнено", "zrobione", "ukończone", "tamamlandı", "済", "済み", "完成済み", "تم", "पूर्ण",
            "answered", "resolved", "已回答", "已解决", "beantwortet",
        ],
        "doing": [
            "wip", "doing", "reading", "ongoing", "in progress", "in-progress", "started", "进行中", "進行中", "対応中", "実施中", "开发中", "在读", "in bearbeitung", "en progreso", "em progresso", "bezig", "w toku", "devam ediyor", "قيد التنفيذ", "जारी",
            "진행 중", "作業中", "途中", "in arbeit", "en cours", "en curso", "in corso", "em andamento", "в работе",
        ],
        "todo": [
            "todo", "open", "pending", "waiting", "not started", "to start", "blocked", "on hold", "未完成", "未开始", "未対応", "te doen", "a fazer", "por hacer", "do zrobienia", "запланировано", "yapılacak", "nicht begonnen",
            "pas commencé", "no empezado", "non iniziato", "não iniciado", "не начато", "未着手", "미착수", "待办", "offen", "à faire", "pendiente", "da fare",
            "pendente",
        ],
        "dropped": [
            "cancelled", "canceled", "dropped", "abandoned", "skipped", "skip", "won't do", "取消", "放弃", "搁置", "취소",
            "中止", "キャンセル", "abgebrochen", "abandonné", "descartado", "geannuleerd", "anulowane", "iptal", "verworfen", "annulé", "cancelado", "annullato", "отменено",
        ],
        "prefixes": { "doing": ["正在"], "todo": ["待"] },
        "negations": [
            "not", "not yet", "no", "non", "não", "не", "ещё не", "еще не", "未", "没", "没有", "尚未", "还没", "还没有", "还未", "미",
            "안", "まだ", "noch nicht", "nicht", "pas encore", "pas", "todavía no", "non ancora", "ainda não",
        ],
    },
    "marks": {
        "done": ["✅", "✔", "✓", "☑", ":white_check_mark:", ":heavy_check_mark:", ":ballot_box_with_check:"],
        "doing": ["🚧", ":construction:"],
        "dropped": ["❌", "✗", "✘", ":x:"],
        "todo": ["🔜", ":soon:"],
    },
    # Entries without content.
    "placeholders": {
        "hints": [
            "fill", "describe", "write", "enter", "insert", "your", "add", "list", "e.g", "example", "optional", "task", "item",
            "请", "填写", "例如", "示例", "여기에", "작성", "ここに", "記入", "hier", "ici", "aquí", "qui", "aqui", "здесь",
        ],
        "feedback": [
            "please fill in", "to be filled in", "(please fill in)", "[please fill in]", "请导师填写", "（请导师填写）", "(请导师填写)",
            "请联系导师填写", "请联系导师点评", "联系导师填写", "导师填写", "待填写", "待导师点评", "（由导师填写）",
        ],
        "words": [
            "", "-", "–", "—", "...", "…", "……", "xx", "xxx", "none", "n/a", "na", "tbd", "无", "暂无", "略",
            "없음", "なし", "特になし", "keine", "aucun", "aucune", "ninguno", "nessuno", "nada", "nenhum", "niente", "нет",
        ],
    },
    # Columns of a table, by the words of its header; `cells` are the values of a column "read".
    "columns": {
        "task": [
            "task", "tasks", "todo", "to do", "item", "action", "action item", "任务", "事项", "할 일", "タスク", "aufgabe",
            "tâche", "tarea", "compito", "tarefa", "задача",
        ],
        "paper": [
            "paper", "papers", "paper title", "title", "论文", "论文题目", "논문", "論文", "artikel", "article", "artículo",
            "articolo", "artigo", "статья",
        ],
        "question": [
            "question", "questions", "问题", "疑问", "質問", "질문", "frage", "fragen", "pregunta", "preguntas", "domanda", "domande", "pergunta",
            "perguntas", "vraag", "vragen", "вопрос", "вопросы",
        ],
        "answer": [
            "answer", "answers", "回答", "答复", "답변", "antwort", "réponse", "respuesta", "risposta", "resposta", "antwoord", "ответ",
        ],
        "read": ["read?", "read", "done?", "done", "finished", "erledigt", "erledigt?", "fait", "hecho", "fatto", "feito", "gedaan", "完成", "完了", "완료", "сделано", "已读", "已读?", "읽음", "既読", "gelesen", "gelesen?", "lu", "lu ?", "leído", "letto", "lido", "прочитано"],
        "status": ["status", "state", "progress", "état", "etat", "avancement", "zustand", "stan", "durum", "进展", "進捗", "状态", "进度", "상태", "状態", "statut", "estado", "stato", "статус"],
        "owner": ["owner", "who", "assignee", "responsible", "负责人", "담당자", "担当", "wer", "verantwortlich", "qui", "responsable", "chi", "quem", "кто"],
        "due": ["due", "by", "deadline", "due date", "截止", "期限", "마감", "締切", "fällig", "frist", "échéance", "plazo", "scadenza", "prazo", "срок"],
    },
    "cells": {
        "yes": ["x", "yes", "y", "✓", "✔", "✅", "☑", "read", "done", "lu", "是", "已读", "예", "はい", "ja", "oui", "sí", "sì", "sim", "да"],
        "no": ["", "-", "–", "no", "n", "not yet", "✗", "✘", "❌", "否", "未读", "아니오", "いいえ", "nein", "non", "não", "нет"],
    },
    # Before a colon, they make a line below a question an answer.
    "answers": {
        "prefixes": [
            "a", "answer", "ans", "re", "reply", "r", "resp", "rta", "答", "回答", "回复", "答复", "답", "답변", "antwort", "réponse",
            "respuesta", "risposta", "resposta", "ответ", "antworten", "antwoord", "antwoorden", "risposte", "ответы",
        ],
        "arrows": ["->", "→", "=>", "⇒"],
        # Endings of a question without a question mark.
        "asking": ["吗", "呢", "么", "ですか", "ますか", "까", "까요", "나요", "가요"],
    },
    # Words that reply. On a paper, a known person decides by them.
    "replies": {
        "yes": [
            "yes", "yeah", "yep", "ok", "okay", "sure", "ja", "oui", "sí", "si", "sì", "sim", "да", "是", "是的", "可以", "好", "好的",
            "要", "はい", "ええ", "네", "예",
        ],
        "no": [
            "no", "nope", "nein", "non", "não", "nee", "нет", "不", "不是", "不行", "不用", "不要", "いいえ", "いや", "아니요", "아니오",
        ],
        "other": [
            "agreed", "correct", "good", "great", "fine", "right", "never", "not yet", "not needed", "genau", "gerne", "klar", "noch nicht", "d'accord",
            "bien sûr", "pas encore", "claro", "vale", "todavía no", "certo", "va bene", "non ancora", "ainda não", "graag", "goed", "prima", "nog niet",
            "хорошо", "对", "行", "能", "够", "够了", "不能", "不可以", "不够", "没有", "还没", "そうです", "좋아요", "그래요", "아니",
            "maybe", "perhaps", "probably", "later", "vielleicht", "später", "peut-être", "plus tard", "quizás", "tal vez", "forse", "talvez",
            "misschien", "может быть", "也许", "可能", "たぶん", "아마",
        ],
    },
    # Words before a colon that name no person.
    "no_names": {
        "words": [
            "note", "notes", "n.b", "nb", "ps", "update", "updates", "edit", "todo", "fixme", "idea", "ideas", "result", "results", "context",
            "background", "see", "see also", "source", "sources", "example", "examples", "hint", "tip", "option", "options", "plan",
            "status", "warning", "fyi", "reason", "because", "goal", "aim", "problem", "issue", "fix", "solution", "link", "links", "url", "pr",
            "paper", "ref", "reference", "figure", "fig", "table", "section", "chapter", "data", "dataset", "code", "model", "loss", "input",
            "output", "pro", "con", "pros", "cons", "first", "second", "before", "after", "now", "then", "later", "yes", "no", "ok", "or", "and",
            "but", "if", "why", "how", "what", "who", "when", "where", "which", "i", "me", "we", "you", "my guess", "my answer", "guess", "thought",
            "thoughts", "comment", "remark", "details", "detail", "summary", "meaning", "tried", "e.g", "i.e", "test", "setup", "steps",
            "hinweis", "notiz", "anmerkung", "idee", "ergebnis", "quelle", "beispiel", "grund", "ziel", "problem", "lösung", "siehe",
            "remarque", "idée", "résultat", "exemple", "raison", "objectif", "problème", "voir", "nota", "resultado", "fuente", "ejemplo",
            "razón", "objetivo", "problema", "risultato", "fonte", "esempio", "motivo", "obiettivo", "vedi", "exemplo", "opmerking",
            "resultaat", "bron", "voorbeeld", "reden", "doel", "probleem", "zie", "заметка", "источник", "пример", "причина", "цель",
            "注", "备注", "说明", "注意", "结果", "原因", "例如", "参考", "来源", "想法", "メモ", "注釈", "結果", "理由", "例", "参考", "補足", "메모", "참고", "결과",
            "이유", "예",
        ],
    },
    # Before a colon, they make an entry of any section a question or a decision.
    "explicit": {
        "questions": ["q", "问", "疑问", "问题", "frage", "質問", "질문", "question", "pregunta", "domanda", "pergunta", "вопрос"],
        "decisions": [
            "decision", "decided", "决定", "결정", "決定", "entscheidung", "entschieden", "décision", "décidé", "decisión",
            "decidido", "decisione", "deciso", "decisão", "решение", "решено",
        ],
        "decided": ["→ decided", "-> decided", "⇒ decided", "=> decided"],
    },
    # Feedback that only confirms that the report was read.
    "acks": {
        "words": ["✔", "✅", "✓", "👍", "👌", "lgtm", "ok", "okay", "好", "好的", "收到", "已阅", "확인", "了解"],
    },
    # Words one letter away from a section name that are not misspellings of it.
    "protected": {
        "words": [
            "text", "data", "note", "notes", "test", "tests", "page", "pages", "home", "done", "may", "june",
            "termine", "reading", "observations", "talk", "talks", "plain", "plane", "plant", "plants", "papier", "pager", "planet", "goats", "feedbacks",
        ],
    },
}
