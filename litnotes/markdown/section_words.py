"""The words that names of sections are made of, by their part in the name, in twelve languages.

`section_names` reads a name such as *TODO for tomorrow* as a stem (*TODO*) and a time (*tomorrow*). A
name is known if all its words are. Words that make a name by themselves but take no time are in `lexicon`.
"""

from __future__ import annotations

from collections.abc import Iterator

# fmt: off
ADVISORS = """
    supervisor | advisor | adviser | professor | prof | mentor | pi | boss | teacher | betreuer
    betreuerin | professorin | encadrant | encadrante | directeur | directrice | superviseur
    professeur | tutor | tutora | director | directora | supervisora | asesor | asesora | profesor
    profesora | orientador | orientadora | professora | relatore | relatrice | professore
    professoressa | supervisore | begeleider | promotor | docent | 导师 | 老师 | 教授 | 先生
    指導教員 | 교수님 | 지도교수님 | 선생님 | руководитель | научный руководитель | 指导老师
    指導教官 | doktorvater | doktormutter
"""
"""Words for the one who advises, which may sign an answer."""

WORDS: dict[str, str] = {
    # Times.
    "now": """
        today | this week | this month | the week | the day | week | day | daily | weekly | heute
        heutige | heutigen | diese woche | dieser woche | diesen monat | tag | tages | aujourd'hui
        cette semaine | ce jour | jour | semaine | la semaine | hoy | esta semana | día | semana
        la semana | oggi | questa settimana | giorno | settimana | della settimana | del giorno | hoje
        desta semana | dia | da semana | vandaag | deze week | 今日 | 今天 | 本日 | 当日 | 当天 | 本周
        这周 | 这一周 | 本週 | 今週 | 本月 | 今月 | 每日 | 每周 | 毎日 | 오늘 | 금일 | 이번주 | 금주
        сегодня | на сегодня | этой неделе | на этой неделе | эту неделю | на неделю
        current week | the current week | semaine en cours | la semaine en cours | dziś | dzisiaj
        dzisiejsze | ten tydzień | tego tygodnia | na dziś
    """,
    "past": """
        yesterday | last week | the last week | past week | the past week | previous week | last time
        since last meeting | last meeting | since the last meeting | gestern | letzte woche
        letzter woche | vergangene woche | hier | semaine dernière | la semaine dernière
        semaine passée | la semaine passée | ayer | semana pasada | la semana pasada | ieri
        settimana scorsa | la settimana scorsa | ontem | semana passada | na semana passada | gisteren
        vorige week | afgelopen week | 昨日 | 昨天 | 上周 | 上一周 | 上週 | 先週 | 前回 | 上次 | 어제
        지난주 | 저번주 | вчера | на прошлой неделе | за прошлую неделю | прошлой недели
        wczoraj | zeszły tydzień | w zeszłym tygodniu
    """,
    "future": """
        tomorrow | next week | the next week | coming week | the coming week | next month | next day
        next days | up next | what next | morgen | nächste woche | nächster woche | die nächste woche
        nächsten tage | kommende woche | demain | semaine prochaine | la semaine prochaine
        prochaine semaine | mañana | próxima semana | la próxima semana | semana que viene
        la semana que viene | domani | prossima settimana | la prossima settimana | settimana prossima
        la settimana prossima | amanhã | a próxima semana | semana que vem | volgende week
        komende week | 明日 | 明天 | 下周 | 下一周 | 下週 | 来週 | 次週 | 下次 | 接下来 | 来月 | 下月
        내일 | 다음주 | 차주 | завтра | на завтра | на следующей неделе | на следующую неделю
        следующая неделя
        jutro | na jutro | następny tydzień | przyszły tydzień | na przyszły tydzień
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
    """,
    # Stems. "goal" and "task" are to do unless another word ends them; "thing" needs another word.
    "todo": """
        what i'm going to do | what i am going to do | i'm going to do | i am going to do | what i'll do
        what i will be doing | what i will work on | follow ups | follow-ups | te bespreken
        todo | todos | to do | to dos | to finish | left to do | still to be done | tasks left
        things left | work left | what is left | what's left | to be done | to-do | to-dos
        action items | action item | action points | actions | what to do | i need to do
        what i need to do | i have to do | what i have to do | i will do | what i will do
        what i plan to do | zu erledigen | zu tun | noch zu tun | noch zu erledigen | à faire
        reste à faire | ce qui reste à faire | à suivre | por hacer | pendientes | pendiente
        que hacer | da fare | a fazer | pendências | pendentes | te doen | nog te doen | 待办
        待办事项 | 待做 | 要做 | 需要做 | 未完成 | 할일 | 해야할일 | やること | すること
        やるべきこと | 未完了 | сделать | надо сделать | нужно сделать | что сделать | дела
        do zrobienia | zaległe
    """,
    "goal": """
        goal | goals | aims | targets | objectives | agenda | ziele | objectifs | objetivos | obiettivi
        metas | doelen | 目标 | 目標 | 목표 | цели
        cele
    """,
    "task": """
        task | tasks | aufgaben | aufgabe | tâches | tareas | compiti | tarefas | taken | 任务 | 任務
        タスク | задачи | задача
        zadania | zadanie
    """,
    "thing": """
        activities | aktivitäten | activités | actividades | attività | atividades
        work | things | thing | stuff | items | item | points | arbeit | arbeiten | dinge | sachen
        punkte | travail | travaux | choses | trabajo | cosas | lavoro | lavori | cose | trabalho
        coisas | werk | dingen | 工作 | 事项 | 事情 | 内容 | 学习 | 情况 | 作業 | 仕事 | 업무 | 작업
        일 | работа | работы
        prace | praca | rzeczy
    """,
    "step": """
        steps | step | schritte | schritt | étapes | étape | pasos | paso | passi | passo | passos
        stappen | stap | шаги | actions | acciones | azioni | ações
        kroki | krok
    """,
    "open": """
        open | remaining | pending | outstanding | offene | offen | noch offen | ouvert | ouvertes
        restantes | restanti | not done | not yet done | abiertas | aperte | abertas | en attente
        openstaande | 剩余 | 残り | 남은
        otwarte | pozostałe
    """,
    "done": """
        what did i do | what did we do | what i was doing | what i worked on | besprochene
        done | did | worked on | what happened | finished | completed | accomplished | achieved
        achievements | accomplishments | accomplishment | i did | i've done | i have done | we did
        what i did | what we did | what i've done | what i have done | what i got done
        what i finished | what i accomplished | what i worked on | what was done
        what was accomplished | what has been done | erledigt | erledigte | erledigtes | fertig
        gemacht | geschafft | abgeschlossen | abgeschlossene | durchgeführte | was ich
        gemacht habe | geschafft habe | was ich gemacht habe | was ich habe gemacht | fait | faites
        faits | terminé | terminées | effectuées | réalisé | réalisées | ce que j'ai fait
        ce qui a été fait | hecho | hechas | terminado | completadas | lo que hice | qué hice
        que hice | realizadas | realizado | fatto | fatte | svolto | svolte | svolti | completate
        cosa ho fatto | quello che ho fatto | ciò che ho fatto | feito | feitas | concluído
        concluídas | o que fiz | o que eu fiz | gedaan | klaar | afgerond | wat ik heb gedaan
        wat ik gedaan heb | heb gedaan | wat ik | 完成 | 已完成 | 做了什么 | 完成的 | やったこと
        したこと | 完了 | 終わったこと | 한일 | 완료 | 완료한 | сделано | сделал | сделала
        что сделано | что сделал | что я сделал | выполнено | готово
        zrobione | zrobiono | ukończone | wykonane | co zrobiłem | co zrobiłam
    """,
    "doing": """
        doing | in progress | work in progress | wip | ongoing | working on | what i'm working on
        what i'm doing | in arbeit | en cours | en curso | in corso | em andamento | mee bezig | bezig
        进行中 | 正在进行 | 在做
        作業中 | 進行中 | 진행중 | 진행중인 | в работе
        w trakcie | w toku
    """,
    "report": """
        progress | updates | update | activities | contributions | fortschritt | fortschritte
        aktivitäten | avancement | avancées | progrès | activités | actividades | avances | progresos
        attività | avanzamento | progressi | atividades | progresso | voortgang | 进展 | 进度 | 進捗
        진행상황 | прогресс
        postępy | postęp
    """,
    "plan": """
        what's next | what is next | what is coming up | what's coming up | coming up
        plan | plans | planning | planned | i will | i'll | we will | i want to | i plan to
        planung | geplant | geplante | pläne | prévu | prévues | programme | planes | planeado
        plano | planos | piano | piani | programma | pianificato | plannen | gepland | 计划 | 規劃
        规划 | 打算 | 安排 | 計画 | 予定 | 계획 | 예정 | план | планы
        action plan | action plans | plan of action | plan d'action | aktionsplan | actieplan
        plan de acción | piano d'azione | plano de ação | plan działania | plany
    """,
    "questions": """
        疑問点 | 質問点 | 気になる点 | 궁금증
        question | questions | frage | fragen | pregunta | preguntas | domanda | domande | pergunta
        perguntas | dúvidas | dudas | dubbi | doutes | unklarheiten | unklar | unclear | confusions
        doubts | twijfels | 不明点 | わからないこと | 궁금한 점 | vraag | vragen | 问题 | 疑问
        提问 | 質問 | 疑問 | 질문 | 질문사항 | вопрос | вопросы
        pytania | pytanie
    """,
    "blocker": """
        did i get stuck | did i get stuck anywhere | did you get stuck | where i got stuck | stuck
        what is blocking me | what's blocking me | impediments | hindernisse | blockaden | obstáculos
        blocages | ostacoli | 困ったこと
        困りごと
        blocker | blockers | blocked | problems | issues | challenges | obstacles | difficulties
        probleme | schwierigkeiten | problèmes | difficultés | problemas | dificultades | problemi
        difficoltà | dificuldades | problemen | moeilijkheden | 遇到的问题 | 存在的问题 | 困难 | 難点
        課題 | 困っていること | 문제점 | 어려운점 | проблемы | трудности
        problemy | trudności
    """,
    # Papers, which "seen" may say that they are read.
    "papers": """
        paper | papers | articles | literature | publications | literatur | artikel | veröffentlichungen
        artículos | articoli | artigos | artikelen | статьи | литература
    """,
    "seen": """
        read | reviewed | reading | notes | notes on | summary | summaries | gelesen | gelesene | lus | lues
        leídos | revisados | letti | lidos | gelezen | прочитанные
    """,
    # Words that change nothing.
    "filler": """
        my | our | list | own | all | other | still | current | here is | here's | here are | two
        three | some | a few | meine | unsere | liste | heutige | mes | nos | mis | nuestras | lista
        miei | mie | minhas | meus | mijn | lijst | nog | noch | encore | aún | ancora | ainda
        清单 | 列表 | リスト | 一覧 | 목록 | список | мои | 我的 | 我 | 的 | 主要 | の | を | は
        に | 想问 | 要问 | 请教 | 个 | 事 | 까지 | 의 | さん | への | へ | に向けて | 께 | 에게 | 에
        moje | jeszcze
    """,
    # Words before a time or a person.
    "to": """
        for | of | in | on | to | from | until | by | before | at | with | für | bis | an | am | von
        der | des | in der | bis zum | mit | pour | de | du | d' | à | au | pour la | de la | para
        del | a | al | para la | per | di | da | do | alla | ao | para a | para o | per la | per il
        na | no | voor | van | aan | op | tot | к | для | на | до | за | 给 | 向 | 问 | 对
        during | während | durant | pendant | durante | tijdens | podczas | na | dla | do
    """,
    # Persons by their part. A name of one word, or of `people`, may be in their place.
    "person": f"""
        {ADVISORS}
        supervisors | advisors | team | group | lab | meeting | the meeting | discussion | us | me
        myself | everyone | reviewers | colleagues | chef | chefin | besprechung | treffen | fr | hr | frau
        herr | herrn | mich | encadrants | réunion | la réunion | mme | madame | monsieur
        el profesor | la profesora | reunión | la reunión | reunião | riunione | vergadering | dr
        promotora | promotorki | opiekuna | zespołu
        mr | mrs | ms | sr | sra | 师兄 | 师姐 | 组会 | ミーティング | 会議 | 미팅 | 회의 | руководителю
        научному руководителю | руководителя | преподавателю | встречи
    """,
    "the": """
        the | your | my | our | den | die | das | dem | meine | meinen | meiner | l' | le | la | mon
        ma | mi | el | il | lo | mio | mia | o | a | os | meu | minha | de | het | mijn
        les | los | las | gli | i
    """,
}

TOPICS = """
    about | regarding | concerning | for | to | zu | zum | zur | über | an | sur | pour | sobre | para
    su | per | over | voor | о | об | к
"""
"""Words behind *Questions* after which anything may follow."""

ASIDES = """
    note | notes | idea | ideas | thought | thoughts | observation | observations | remark | remarks
    comment | comments | misc | miscellaneous | fyi | link | links | resource | resources | learned
    learnings | notiz | notizen | idee | ideen | gedanken | beobachtungen | anmerkungen | sonstiges
    remarque | remarques | idées | divers | nota | notas | observaciones | varios | appunti
    osservazioni | varie | ideias | observações | notities | ideeën | opmerkingen | overig | 笔记
    备注 | 想法 | 心得 | 其他 | メモ | 所感 | 感想 | 気づき | 備考 | その他 | 메모 | 생각 | 느낀점
    기타 | заметки | идеи | мысли | наблюдения | прочее
"""
"""Words that begin or end the name of a list without tasks, wherever it is."""


def split_words(text: str) -> Iterator[str]:
    """Yield the words and phrases of a table."""
    return filter(None, map(str.strip, text.replace("\n", "|").split("|")))
