"""More words of names of sections, by their part in the name: Arabic, Hindi and Turkish."""

from __future__ import annotations

# fmt: off
MORE_WORDS: dict[str, str] = {
    "todo": """
        yapılacaklar | yapılacak | yapılacak işler | للقيام به | ما يجب فعله | المتبقي | متبقي
        करना है | करने हैं | बाकी | करने के काम | करने योग्य
    """,
    "goal": "hedefler | أهداف | الأهداف | लक्ष्य",
    "task": "görevler | görev | مهام | المهام | مهمة",
    "thing": "işler | çalışmalar | الأعمال | أعمال | काम | कार्य",
    "step": "adımlar | adım | الخطوات | خطوات | कदम",
    "done": """
        yapılanlar | yapılan | tamamlananlar | tamamlanan | yaptıklarım | bitenler | neler yaptım
        ما تم إنجازه | تم إنجازه | المنجز | الإنجازات | ما أنجزته | ما أنجز | ما تم
        किया गया | किया | पूरा हुआ | पूर्ण | पूरे हुए | क्या किया
    """,
    "doing": """
        devam edenler | devam eden | devam ediyor | قيد التنفيذ | جاري العمل | قيد العمل
        चल रहा है | जारी | प्रगति में
    """,
    "report": "ilerleme | gelişmeler | التقدم | प्रगति",
    "plan": "planlar | planı | خطة | الخطة | योजना",
    "questions": "sorular | sorularım | soru | أسئلة | الأسئلة | سؤال | प्रश्न | सवाल",
    "blocker": """
        sorunlar | engeller | zorluklar | المشاكل | مشاكل | العقبات | الصعوبات | समस्याएँ | समस्याएं | समस्या
        कठिनाइयाँ
    """,
    "now": "bugün | bugünkü | bu hafta | اليوم | هذا الأسبوع | आज | आज का | आज के | इस सप्ताह",
    "past": "dün | geçen hafta | أمس | الأسبوع الماضي | पिछले सप्ताह",
    "future": """
        yarın | gelecek hafta | önümüzdeki hafta | غدا | غدًا | الأسبوع القادم | الأسبوع المقبل
        للأسبوع القادم | للأسبوع المقبل
        अगले सप्ताह
    """,
    "coming": "sonraki | القادمة | القادم | التالية | المقبلة | अगला | अगले",
    "to": "için | के लिए",
    "person": "danışman | danışmana | hocama | المشرف | للمشرف | गाइड | पर्यवेक्षक",
}
"""The parts of `section_words`; they need no more than these."""
