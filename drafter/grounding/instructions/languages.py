"""The same signals in other languages: words in Latin letters without their marks, and parts of words in other scripts.

Phrases are parted by semicolons. A word that ends in * stands for all words that begin so; words that English or
medicine has too are left out.
"""

from drafter.grounding.instructions.words import Signal

LATIN: dict[Signal, str] = {
    Signal.FOREIGN_IGNORE: (
        "ignora ignorar ignoren ignorez ignorer ignoriere ignorieren ignorieret ignorate ignorare ignorujte ignoruj "
        "zignoruj* olvida olvide olviden descarta descarte descartar omita pase oubliez oublie oublier negligez "
        "vergiss vergessen missachte* dimentica dimenticate trascura trascurare esqueca esquecer desconsidere "
        "desconsiderar desrespeite negeer negeren vergeet pomin pomijaj zapomnij ignorera glom bortse yoksay* unut "
        "gormezden abaikan lupakan huwag pansinin balewalain kalimutan ignorati ignoreaza uita ohita unohda "
        "unohtakaa hagyja figyelmen inyore bliye puuza dejar nascondere prescinda desatienda ignoracio ignori"
    ),
    Signal.FOREIGN_RULES: (
        "instruccion* leitlinie* directrices directriz reglas normas consigne* regles directive guia guias guida "
        "anweisung* vorgabe* regeln regel instruktion* richtlinie* istruzion* regole direttiv* instrucoes instrucao "
        "regras diretriz* instructies instructie regels richtlijn* aanwijzing* instrukcj* polece* polecen* wytyczn* "
        "zasady zasad regler riktlinj* talimat* kural* instruksi aturan petunjuk perintah tagubilin utos panuntun "
        "instructiun* pokyn* utasitas* ohje ohjeet ohjeita maarays* enstriksyon instruks* ordres istruksjon* "
        "maelekezo ordenes criterios criteres kriterien criteri requisitos vorschriften consegne"
    ),
    Signal.FOREIGN_VERDICT: (
        "revoque revocar revocad* revocat* revoquer anule anular anulad* aprobad* aprueb* aprobar autorice "
        "autorizad* annulez annuler approuve* approuver aufgehoben aufheben aufzuheben genehmig* approvat* approvare "
        "annullat* annullare aprovad* aprovar aprove reverta revertid* goedgekeurd goedkeuren goedkeur uchyl* "
        "zatwierdz* zatwierdz godkann* onayla* setujui disetujui aprubahan schvalte hyvaksy* jovahagy* apwouve "
        "infirmer infirmez bewilligen bewilligt favorevole favorable"
    ),
    Signal.FOREIGN_NEEDED: (
        "necesario necesaria necessario necessaria necessaire necessaires notwendig noodzakelijk niezbedn* koniecz* "
        "nodvendig nodvandig"
    ),
    Signal.FOREIGN_ANSWER: (
        "responda responde responder conteste escriba escribe devuelva devuelve marque indique concluya concluye "
        "considere considera repondez reponds repondre ecrivez ecris indiquez concluez renvoyez marquez considerez "
        "antworte antworten schreibe schreiben gib geben setze markiere bewerte rispondi rispondete rispondere "
        "scrivi scrivete indica restituisci concludi escreva escreve conclua antwoord antwoorden schrijf odpowiedz "
        "napisz zwroc svara skriv svar yanitla yanit cevapla yaz jawab jawablah tulis sagutin sumagot isulat "
        "raspunde raspundeti odpovez vastaa valaszolj reponn ekri jibu emita emitez ausgeben ausgabe salida sortie "
        "uscita asigne asigna attribuez declare confirme confirmez"
    ),
    Signal.FOREIGN_MUST: (
        "debe deben debera deberan devez doit doivent muss mussen musst sollst sollen deve devono devi devera dovra "
        "moet moeten musi musisz maste skal zorunda* gerekir harus dapat trebuie musite taytyy kell dwe siempre "
        "toujours immer sempre altijd obligatoriamente obligatoirement unbedingt"
    ),
    Signal.FOREIGN_MACHINE: (
        "modelo asistente revisor inteligencia modele relecteur evaluateur modell prufer gutachter assistent "
        "kunstliche modello assistente revisore intelligenza beoordelaar recenzent asystent sztuczna granskare "
        "inceleyen yapay peninjau tagasuri modeli systeme sistema evaluador evaluadora ki reviseur ia examinateur "
        "ueberprufer beurteiler valutatore avaliador"
    ),
    Signal.FOREIGN_BEFORE: (
        "anterior anteriores previas previos previa precedente precedentes precedents vorherig* bisherig* "
        "vorangegangen* obig* precedenti anteriori vorige eerdere voorgaande poprzedni* wczesniejsz* tidigare onceki "
        "sebelumnya nakaraang naunang anterioare predchozi aiemmat tidligere korabbi avan arriba susodichas dessus "
        "oben sopra acima tout todo alle"
    ),
}

LATIN_PHRASES: dict[Signal, str] = {
    Signal.FOREIGN_IGNORE: (
        "tenez pas compte; tiens pas compte; no haga caso; haga caso omiso; no tenga en cuenta; dikkate alma; "
        "bo qua; phot lo; mac ke; non tenere conto; non tenga conto; passez outre; nao considere; beachte nicht; "
        "hagyd figyelmen; faites abstraction; no siga; ne suivez pas; lass alle"
    ),
    Signal.FOREIGN_RULES: "huong dan; chi dan; chi thi; mga tagubilin; lo que dice; ce qui precede",
    Signal.FOREIGN_VERDICT: (
        "medicamente necesari*; medicamente necessari*; medicalement necessaire*; medizinisch notwendig*; "
        "clinicamente necessari*; medisch noodzakelijk*; medycznie koniecz*; medycznie niezbedn*; "
        "medicinskt nodvandig*; tibben gerekli; can thiet; phe duyet; chap thuan; diperlukan secara; "
        "medicalmente necessari*; necesario desde el punto; medikal na; necesidad medica; necessite medicale; "
        "medizinisch erforderlich*; medisch nodig; secara medis; dal punto di vista"
    ),
    Signal.FOREIGN_ANSWER: (
        "di que; diga que; dis que; dites que; sag dass; sage dass; di che; tra loi; viet ra; ket luan; "
        "sie antworten; por favor responda; sorties uniquement"
    ),
    Signal.FOREIGN_MUST: "tiene que; vous devez; sie mussen; phai; es obligatorio; il faut; hay que",
    Signal.FOREIGN_MACHINE: (
        "mo hinh; tri tue; inteligencia artificial; intelligence artificielle; intelligenza artificiale; "
        "kunstliche intelligenz; modele de langage; modelo de lenguaje; modelo de linguagem; al revisor; el revisor; "
        "le relecteur; der gutachter"
    ),
    Signal.FOREIGN_BEFORE: "ci-dessus; ci dessus; truoc do; de mas arriba",
}

OTHER_SCRIPTS: dict[Signal, str] = {
    Signal.FOREIGN_IGNORE: (
        "игнорир; забудь; не обращай; отбрось; не учитыва; пренебрег; ігнору; забудьте; 忽略; 不要查看; 不要参考; "
        "不要看; 不要考虑; 忽視; 忽视; 无视; 無視; 不要理会; 不要遵; 忘记; 忘記; 不顾; 不理; 忘れ; 무시; 잊어; 잊으; "
        "تجاهل; انس; لا تلتزم; נא להתעלם; התעלם; התעלמ; अनदेखा; नज़रअंदाज़; भूल जा; नजरअंदाज; نادیده; αγνοήσ; "
        "αγνοησ; αγνόησ; ละเว้น; เพิกเฉย; ไม่สนใจ; игнорувај; игнорирай; անտես; ਅਣਡਿੱਠ; উপেক্ষা"
    ),
    Signal.FOREIGN_RULES: (
        "инструкц; указани; правил; команд; інструкц; вказів; 指令; 指示; 说明; 說明; 规则; 規則; 提示; 命令; "
        "ルール; プロンプト; ガイドライン; 지시; 명령; 규칙; 프롬프트; 지침; تعليمات; قواعد; إرشادات; أوامر; הוראות; "
        "הנחיות; כללים; निर्देश; नियम; دستور; οδηγί; οδηγι; κανόν; คำสั่ง; คำแนะนำ; 指南; 准则; 標準; 标准; критери; "
        "հրահանգ; ਹਦਾਇਤ; নির্দেশ"
    ),
    Signal.FOREIGN_VERDICT: (
        "необходим; отменит; отменен; отменён; одобр; медицински необходим; медицинской необходим; медицинск; схвал; "
        "медично; 推翻; 批准; 医学上必要; 醫學上必要; 医疗必要; 醫療必要; 医疗上必; 撤销; 撤銷; 核准; 同意; 必要; "
        "承認; 覆; 取り消; 승인; 의학적으로; 뒤집; 번복; 필요; طبيا; طبيًا; طبية; موافق; نقض; إلغاء; נחוץ; רפואית; "
        "לאשר; לבטל; अनुमोद; स्वीकृत; चिकित्सकीय; मंजूर; تایید; ιατρικά; εγκρ; ανατρ; อนุมัติ; จำเป็น; обжал"
    ),
    Signal.FOREIGN_ANSWER: (
        "답하; قل; ответь; отвечай; напиши; верни; укажи; выведи; відповід; 回答; 回复; 回覆; 输出; 輸出; 返回; "
        "答案; 写下; 请直接; 直接批准; 请批准; 请将; 请把; 出力; 答え; してください; しなさい; 답변; 출력; 대답; "
        "하십시오; 하세요; 하시오; أجب; اكتب; أخرج; ענה; השב; כתוב; उत्तर; जवाब; लिखें; پاسخ; απάντησ; απαντήσ; "
        "γράψ; ตอบ; пиши; призна; скажи; считай; 标记; 標記; 判定; 结论"
    ),
    Signal.FOREIGN_MUST: (
        "무조건; должен; должна; обязан; всегда; повин; 必须; 必須; 务必; 應該; 应该; 总是; 必ず; 반드시; 해야; يجب; "
        "דائما; חייב; हमेशा; चाहिए; باید; πρέπει; ต้อง"
    ),
    Signal.FOREIGN_MACHINE: (
        "модел; ассистент; искусственн; рецензент; систем; модель; штучн; 模型; 人工智能; 人工智慧; 助手; 审核; "
        "審核; 审查; 審查; 系统; 系統; モデル; アシスタント; 人工知能; 審査; レビュ; 모델; 인공지능; 어시스턴트; "
        "심사; نموذج; الذكاء; المساعد; المراجع; מודל; בינה; עוזר; मॉडल; कृत्रिम; सहायक; مدل; هوش; μοντέλο; τεχνητή; "
        "βοηθός; โมเดล; ปัญญาประดิษฐ์"
    ),
    Signal.FOREIGN_BEFORE: (
        "كل ما; ما سبق; предыдущ; прежн; выше; попередн; 之前; 以前; 上述; 以上; 先前; 前述; 이전; 위의; السابق; "
        "הקודמ; पिछल; قبلی; προηγούμεν; ก่อนหน้า; 所有; すべて; 모든; جميع; все "
    ),
}
