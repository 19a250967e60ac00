"""The words that names of sections are made of, by their part in the name, in fifteen languages.

`section_names` reads a name such as *TODO for tomorrow* as a stem (*TODO*) and a time (*tomorrow*). A
name is known if all its words are. Words that make a name by themselves but take no time are in `lexicon`.
"""

from __future__ import annotations

from collections.abc import Iterator

from litnotes.markdown.section_more_words import MORE_WORDS
from litnotes.markdown.section_times import TIMES

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
    **TIMES,
    # Stems. "goal" and "task" are to do unless another word ends them; "thing" needs another word.
    "todo": """
        what i'm going to do | what i am going to do | i'm going to do | i am going to do
        what i'll do
        what i will be doing | what i will work on | follow ups | follow-ups
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
        waiting for | waiting on | wartet auf | esperando | in attesa | aguardando | wacht op
        liste des tâches | lista zadań | must do | need to do | needs to be done | still to do
        unfinished tasks | to complete
        backlog | follow up | follow-up | fixme | was noch zu tun ist | was noch fehlt | fehlt noch
        zu machen | noch zu machen | aufgabenliste | todo-liste | to-do-liste | falta | qué falta
        que falta | lo que falta | falta por hacer | por terminar | por completar | da completare
        da svolgere | da finire | cosa manca | para fazer | o que falta | falta fazer
        encaminhamentos | nog doen | takenlijst | actiepunten | actielijst | acties | 待完成
        尚未完成
        要完成 | 残タスク | 残作業 | 残件 | 宿題 | 未着手 | 未対応 | アクションアイテム | 미완료
        액션아이템 | что нужно сделать
        что осталось | осталось | осталось сделать | список дел | не сделано | незавершённые
        pozostało do zrobienia | co zostało
    """,
    "goal": """
        goal | goals | aims | targets | objectives | agenda | ziele | objectifs | objetivos
        obiettivi
        metas | doelen | 目标 | 目標 | 목표 | цели
        cele
    """,
    "task": """
        task | tasks | aufgaben | aufgabe | tâches | tareas | compiti | tarefas | taken | 任务
        任務
        タスク | задачи | задача
        zadania | zadanie
        tâche | tarea | tarefa | taak | 業務
    """,
    "thing": """
        activities | aktivitäten | activités | actividades | attività | atividades
        work | things | thing | stuff | items | item | points | arbeit | arbeiten | dinge | sachen
        punkte | travail | travaux | choses | trabajo | cosas | lavoro | lavori | cose | trabalho
        coisas | werk | dingen | 工作 | 事项 | 事情 | 内容 | 学习 | 情况 | 作業 | 仕事 | 업무 | 작업
        일 | работа | работы
        prace | praca | rzeczy
        i | we | j'ai | nous avons | ich habe | habe ich | wir haben | haben wir | he | hemos | ho
        abbiamo | eu | heb ik | hebben we | я | мы | topics | topic | puntos | punti | pontos
        themen | temas | temi
        onderwerpen | 사항 | 내용 | 것 | 실적 | 事項 | werkzaamheden
    """,
    "step": """
        steps | step | schritte | schritt | étapes | étape | pasos | paso | passi | passo | passos
        stappen | stap | шаги | actions | acciones | azioni | ações
        kroki | krok
        단계 | ステップ | 手順
    """,
    "open": """
        open | remaining | pending | outstanding | offene | offen | noch offen | ouvert | ouvertes
        restantes | restanti | not done | not yet done | abiertas | aperte | abertas | en attente
        openstaande | 剩余 | 残り | 남은
        otwarte | pozostałe
        unfinished | incomplete | ausstehend | ausstehende | en suspens | in sospeso | открытые
        незакрытые
        still open | what is still open | what's still open | what is open | what's open
        was noch offen ist | ce qui reste ouvert | что открыто
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
        closed | merged | resolved | got done | what got done | been done | what has happened
        what i've been up to | what i have been doing | what i've been doing | was wurde gemacht
        was habe ich gemacht | das habe ich gemacht | habe ich gemacht | wurde gemacht
        was bisher geschah | erreicht | erreichtes | erreichte | tätigkeiten | geleistet
        geleistete | bearbeitet | umgesetzt | effectué | effectuée | effectués | réalisés
        réalisations | accompli | accomplis | terminés | ce qui est fait | ce que nous avons fait
        ce qu'on a fait | terminadas | terminados | hechos | lo hecho | qué se hizo | lo que se hizo
        lo que he hecho | logros | completados | realizados | cosa è stato fatto | quanto fatto
        completati | completato | raggiunti | conclusi | concluse | realizzato | realizzati
        eseguite | eseguito | o que foi feito | o que já foi feito | o que fizemos | feitos
        concluídos | finalizado | finalizadas | wat is er gedaan | wat heb ik gedaan | uitgevoerd
        uitgevoerde | afgeronde | voltooid | voltooide | 做了哪些事 | 做的事 | 做的事情
        做了哪些工作 | 実施 | 実施した
        実施したこと | 取り組んだこと | 行ったこと | 進めたこと | 成果 | 済み | 한 | 완료된 | 수행
        수행한 | 진행한 | 마친
        что было сделано | сделанное | сделанные | выполненные | выполненная | проделанная
        проделано | завершено | завершённые | закончено | co zostało zrobione | zrealizowane
        zrealizowano | wykonano | co zrobiono
        co robiłem | co robiłam | nad czym pracowałem | nad czym pracowałam | 実績
        сделал за сегодня
        what i completed | what i managed to do | what i learned and did | what we got done
        was lief | was ich geschafft habe | hice | hicimos | terminé
    """,
    "doing": """
        doing | in progress | work in progress | wip | ongoing | working on | what i'm working on
        what i'm doing | in arbeit | en cours | en curso | in corso | em andamento | mee bezig
        bezig
        进行中 | 正在进行 | 在做
        作業中 | 進行中 | 진행중 | 진행중인 | в работе
        w trakcie | w toku
        currently | currently working on | working on it | in bearbeitung | laufend | laufende
        laufendes | läuft | gerade dran | woran ich arbeite | woran ich gerade arbeite | derzeit
        en proceso | en progreso | trabajando en | trabajando | in lavorazione | em progresso
        em execução | trabalhando em | fazendo | in uitvoering | lopend | lopende | loopt
        onder handen | 正在做 | 正在做的 | 取り組み中 | 対応中 | 하는중 | 하고있는 | в процессе
        делаю | работаю над
        над чем работаю | w trakcie realizacji | robię | nad czym pracuję
    """,
    "report": """
        progress | updates | update | activities | contributions | fortschritt | fortschritte
        aktivitäten | avancement | avancées | progrès | activités | actividades | avances
        progresos
        attività | avanzamento | progressi | atividades | progresso | voortgang | 进展 | 进度 | 進捗
        진행상황 | прогресс
        postępy | postęp
        activity | work log | worklog | progress report | progress update | status update
        stand der arbeit | stand der dinge | état d'avancement | stato di avanzamento
        estado de avance | 工作汇报 | 工作进展 | 研究进展 | 科研进展 | 进展情况
        進捗報告 | 進捗状況 | 進捗内容 | 진행사항
        진행내용 | 진행현황 | 진척상황 | ход работы
    """,
    "plan": """
        what's next | what is next | what is coming up | what's coming up | coming up
        plan | plans | planning | planned | i will | i'll | we will | i want to | i plan to
        will do | i will do | we will do | to come | up next | going to do | i am going to | i'm going to
        planung | geplant | geplante | pläne | prévu | prévues | programme | planes | planeado
        plano | planos | piano | piani | programma | pianificato | plannen | gepland | 计划 | 規劃
        规划 | 打算 | 安排 | 計画 | 予定 | 계획 | 예정 | план | планы
        action plan | action plans | plan of action | plan d'action | aktionsplan | actieplan
        plan de acción | piano d'azione | plano de ação | plan działania | plany
        je compte | je vais | je prévois | nous allons | werde ich | möchte ich | will ich
        wollen wir | ich werde | ich möchte | ich will | voy a | vamos a | quiero | pienso | vorrei
        voglio | cosa farò | vou | pretendo | ga ik | wil ik | gaan we | ik ga | ik wil | буду
        хочу | планирую | looking ahead | going forward | what comes next | weiteres vorgehen
        ausblick | wie es weitergeht | la suite | à venir | prévisions | vervolg | vervolgstappen
        что дальше | co dalej
        co planuję | planuję | co będę robić | lo que haré | qué haré | qué voy a hacer
        lo que voy a hacer | ce que je vais faire | ce que je compte faire | o que vou fazer
        o que farei | wat ga ik doen | wat ik ga doen | was ich vorhabe | was ich plane
        was ich machen werde | was ansteht | was steht an | steht an | what i'm planning | what i plan
        what i am planning | planning to do | 接下来要做的 | 打算做的 | これからやること
        次やること | 앞으로할일 | 앞으로의계획
        что планирую | что буду делать
    """,
    "questions": """
        疑問点 | 質問点 | 気になる点 | 궁금증
        ask | question | questions | frage | fragen | pregunta | preguntas | domanda | domande | pergunta
        perguntas | dúvidas | dudas | dubbi | doutes | unklarheiten | unklar | unclear | confusions
        doubts | twijfels | 不明点 | わからないこと | 궁금한 점 | vraag | vragen | 问题 | 疑问
        提问 | 質問 | 疑問 | 질문 | 질문사항 | вопрос | вопросы
        pytania | pytanie
        to discuss | to be discussed | for discussion | points for discussion | to ask | need input
        need your input | need help | help needed | zu besprechen | zu diskutieren | zu klären
        klärungsbedarf | rückfragen | diskussionspunkte | besprechungspunkte | à discuter | à poser
        a discutir | por discutir | para discutir | consultas | da discutere | da chiedere
        questões | te bespreken | bespreekpunten | onduidelijk | onduidelijkheden | 待讨论
        需讨论 | 需要讨论
        讨论问题 | 想请教 | 需要指导 | 待解决问题 | 质询 | 質問事項 | 相談 | 相談事項
        相談したいこと | 聞きたいこと | 確認したいこと | 確認事項
        議論したいこと | ご相談 | 要確認 | 문의 | 문의사항 | 논의 | 논의할 | 의논할 | 질의
        여쭤볼 | 궁금한 | обсудить | что обсудить
        на обсуждение | для обсуждения | do omówienia | do przedyskutowania | wątpliwości
        need from you | needs from you | what i need from you | i need from you | where i need help
        input needed | feedback needed | questions to you | brauche hilfe | wo ich hilfe brauche
        besoin d'aide | necesito ayuda | dove mi serve aiuto | preciso de ajuda | hulp nodig
        нужна помощь | potrzebuję pomocy
    """,
    "blocker": """
        did i get stuck | did i get stuck anywhere | did you get stuck | where i got stuck | stuck
        where i am stuck | where i'm stuck | what blocks me
        what is blocking me | what's blocking me | impediments | hindernisse | blockaden
        obstáculos
        blocages | ostacoli | 困ったこと
        困りごと
        blocker | blockers | blocked | problems | issues | challenges | obstacles | difficulties
        probleme | schwierigkeiten | problèmes | difficultés | problemas | dificultades | problemi
        difficoltà | dificuldades | problemen | moeilijkheden | 遇到的问题 | 存在的问题 | 困难
        難点
        課題 | 困っていること | 문제점 | 어려운점 | проблемы | трудности
        problemy | trudności
        blocked by | blocking | stuck on | roadblocks | problems encountered | issues encountered
        difficulties encountered | known issues | concerns
        herausforderungen | blockiert | aufgetretene | rencontrées | rencontrés | points bloquants
        points de blocage | bloqueos | encontrados | encontradas | retos | incontrate | riscontrati
        criticità | bloqueios | desafios | knelpunten | obstakels | blokkades | 遇到的困难
        遇到问题 | 阻塞
        卡点 | 困难和问题 | 問題点 | 懸念点 | 懸念事項 | 詰まっていること | ブロッカー | 문제
        이슈 | 이슈사항 | 막힌부분 | 애로사항 | 장애물
        сложности | блокеры | что мешает | препятствия | возникшие | przeszkody | blokady
        napotkane
        waar liep ik tegenaan | waar loop ik tegenaan | woran es hakt | wo es hakt | ce qui bloque
        qué me bloquea | cosa mi blocca | o que me bloqueia | co blokuje
    """,
    # Papers, which "seen" may say that they are read.
    "papers": """
        paper | papers | articles | literature | publications | literatur | artikel
        veröffentlichungen
        artículos | articoli | artigos | artikelen | статьи | литература
        littérature | bibliographie | papiers | letteratura | lecturas | letture | leituras | 文献
        论文 | 論文 | 논문 | 문헌 | artykuły | literatura
    """,
    "seen": """
        read | reviewed | reading | notes | notes on | summary | summaries | gelesen | gelesene
        lus | lues
        leídos | revisados | letti | lidos | gelezen | прочитанные
        i read | what i read | review | reviews | 读的 | 读过的 | 阅读 | 已读 | 笔记 | 読んだ
        メモ | 調査 | 읽은 | 리뷰
        조사 | прочитано | обзор | обзор литературы | przeczytane
    """,
    # With papers or alone: what is still to be read.
    "unread": """
        to read | to read next | read next | want to read | must read | read later | further reading
        to look at | zu lesen | zu lesende | zum lesen | lesen | à lire | de lecture | por leer
        para leer | pendientes de leer | de lectura | da leggere | di lettura | para ler | a ler
        por ler | de leitura | te lezen | 待读 | 待阅读 | 要读 | 要读的 | 待看 | 想看 | 想看的
        読む | 読みたい | 読むべき | 後で読む | 積読 | 気になる | 읽을 | 읽을것 | 읽을거리
        나중에읽을
        прочитать | почитать | на потом | для чтения | на почитать | do przeczytania | lektur
    """,
    # Words that change nothing.
    "filler": """
        my | our | list | own | all | other | still | current | here is | here's | here are | two
        three | some | a few | meine | unsere | liste | heutige | mes | nos | mis | nuestras | lista
        miei | mie | minhas | meus | mijn | lijst | nog | noch | encore | aún | ancora | ainda
        清单 | 列表 | リスト | 一覧 | 목록 | список | мои | 我的 | 我 | 的 | 主要 | の | を | は
        に | 想问 | 要问 | 请教 | 个 | 事 | 까지 | 의 | さん | への | へ | に向けて | 께 | 에게 | 에
        moje | jeszcze
        the following | folgendes | lo siguiente | ce qui suit | quanto segue | o seguinte
        следующее | 以下
        so far | already | since | bisher | schon | déjà | deux | trois | ya | già | já | уже
        już | dos | tres | due | tre | zwei | drei | 연구 | deze | à
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
        myself | everyone | reviewers | colleagues | chef | chefin | besprechung | treffen | fr
        hr | frau
        herr | herrn | mich | encadrants | réunion | la réunion | mme | madame | monsieur
        el profesor | la profesora | reunión | la reunión | reunião | riunione | vergadering | dr
        promotora | promotorki | opiekuna | zespołu
        mr | mrs | ms | sr | sra | 师兄 | 师姐 | 组会 | ミーティング | 会議 | 미팅 | 회의
        руководителю
        научному руководителю | руководителя | преподавателю | встречи
    """,
    "the": """
        the | your | my | our | den | die | das | dem | meine | meinen | meiner | l' | le | la | mon
        ma | mi | el | il | lo | mio | mia | o | a | os | meu | minha | de | het | mijn
        les | los | las | gli | i
    """,
}

TOPICS = """
    about | regarding | concerning | for | to | zu | zum | zur | über | an | sur | pour | sobre
    para
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
    기타 | заметки | идеи | мысли | наблюдения | прочее | notatki | uwagi | pomysły
    appointments | schedule | calendar | dates | termine | rendez-vous | citas | reuniones
    appuntamenti | compromissos | afspraken | 日程 | 일정 | встречи | terminy
"""
"""Words that begin or end the name of a list without tasks, wherever it is."""

AGENDAS = "agenda | tagesordnung"
"""Words that begin the name of the topics of a meeting."""

REPORTS = """
    report | log | update | updates | summary | bericht | rapport | informe | rapporto | relatório
    verslag | raport | отчет | отчёт
"""
"""Names of a report behind its week: *Week 5 report*."""

KINDS = """
    side | random | general | quick | extra | further | additional | key | personal | final | daily
    more | short | various | meeting | lab | lecture | reading | research | field | new | kurze
    allgemeine | weitere | wichtige | générales | autres | générale | otras | varias | altre
    outras
    andere | diverse
"""
"""Words before those; with another word, it is the name of a project: *Release notes*."""


WORDS = {part: f"{words} | {MORE_WORDS.get(part, '')}" for part, words in WORDS.items()}


def split_words(text: str) -> Iterator[str]:
    """Yield the words and phrases of a table."""
    return filter(None, map(str.strip, text.replace("\n", "|").split("|")))
