//! Words and paragraphs in the world's scripts: what is equal, what an inserted letter costs, where paragraphs part. A row is a claim.

use retold::text::{Words, paragraphs};

fn words(text: &str) -> Vec<u64> {
    Words::cut(text).hashes.into_iter().map(|word| word.0).collect()
}

/// Texts that say the same in other characters.
const EQUAL: [(&str, &str, &str); 34] = [
    ("English, capitals", "The Harbour WALL fell.", "the harbour wall fell"),
    ("English, quotation marks", "“We don’t know,” he said", "\"We don't know\", he said"),
    ("English, soft hyphen and joiner", "har\u{ad}bour\u{200b}side", "harbourside"),
    ("English, ligature", "ﬁve oﬃcers", "five officers"),
    ("English, look-alikes", "The h\u{430}rb\u{43e}ur", "The harbour"),
    ("French, composed or not", "La réunion à Orléans", "La re\u{301}union a\u{300} Orle\u{301}ans"),
    ("French, capitals without accents", "L'ÉTÉ À NÎMES", "l'ete a nimes"),
    ("German, sharp s", "Die Straße ist groß", "DIE STRASSE IST GROSS"),
    ("German, capital sharp s", "STRAẞE", "strasse"),
    ("Greek, final sigma", "ΟΔΟΣ ΤΗΣ ΘΑΛΑΣΣΑΣ", "οδος της θαλασσας"),
    ("Greek, accents", "ΟΔΟΣ ΚΑΙ ΛΙΜΑΝΙ", "οδός και λιμάνι"),
    ("Greek, old accents", "ἡ θάλασσα", "η θαλασσα"),
    ("Turkish, dotted capital", "İZMİR LİMANI", "izmir limanı"),
    ("Turkish, dotless", "IŞIK", "ışık"),
    ("Russian, yo", "Ещё один поезд ушёл", "еще один поезд ушел"),
    (
        "Vietnamese, composed or not",
        "Thành phố Hồ Chí Minh",
        "Tha\u{300}nh pho\u{302}\u{301} Ho\u{302}\u{300} Chi\u{301} Minh",
    ),
    ("Arabic, vowel marks", "قَالَ الْوَزِيرُ إِنَّ الْمِينَاءَ مُغْلَقٌ", "قال الوزير إن الميناء مغلق"),
    ("Arabic, stretched", "الميـــناء", "الميناء"),
    ("Arabic, presentation forms", "ﺍﻟﻤﻴﻨﺎﺀ", "الميناء"),
    ("Arabic, alefs", "أحمد إلى آخر ٱلميناء", "احمد الى اخر الميناء"),
    ("Persian, letters typed on an Arabic keyboard", "کتاب ایران", "كتاب ايران"),
    ("Hebrew, points", "שָׁלוֹם", "שלום"),
    ("Hindi, dot below composed or not", "क़लम और ज़मीन", "क\u{93c}लम और ज\u{93c}मीन"),
    ("Hindi, joiners", "क्\u{200d}ष", "क्ष"),
    ("Bengali, two-part vowel", "ক\u{9cb}", "ক\u{9c7}\u{9be}"),
    ("Korean, syllables or letters", "서울 항구", "서울 항구"),
    ("Japanese, half width", "ﾌｪﾘｰがｶﾞｽで", "フェリーがガスで"),
    ("Japanese, voicing apart", "か\u{3099}け", "がけ"),
    ("Chinese, full width", "Ａ３港口２０３１年", "A3港口2031年"),
    ("Chinese, compatibility characters", "\u{f9dc}\u{2f00}", "\u{9686}\u{4e00}"),
    ("Thai, sara am as one or two", "น้ำทำ", "น\u{e4d}\u{e49}าท\u{e4d}า"),
    ("Lao, am as one or two", "ນ\u{ec9}\u{eb3}", "ນ\u{ecd}\u{ec9}າ"),
    ("Khmer, words parted by nothing seen", "ភ្នំ\u{200b}ពេញ\u{200b}នេះ", "ភ្នំពេញនេះ"),
    ("Khmer, unseen vowel", "ក\u{17b4}ខ", "កខ"),
];

/// Digits of a script: the number 2031 and 45.
const DIGITS: [(&str, &str); 13] = [
    ("Arabic", "٢٠٣١ ٤٥"),
    ("Persian", "۲۰۳۱ ۴۵"),
    ("Devanagari", "२०३१ ४५"),
    ("Bengali", "২০৩১ ৪৫"),
    ("Tamil", "௨௦௩௧ ௪௫"),
    ("Thai", "๒๐๓๑ ๔๕"),
    ("Lao", "໒໐໓໑ ໔໕"),
    ("Khmer", "២០៣១ ៤៥"),
    ("Myanmar", "၂၀၃၁ ၄၅"),
    ("Tibetan", "༢༠༣༡ ༤༥"),
    ("full width", "２０３１ ４５"),
    ("mathematical", "𝟐𝟎𝟑𝟏 𝟒𝟓"),
    ("ASCII", "2031 45"),
];

/// Words that differ in a letter and are not to be taken for one another.
const APART: [(&str, &str, &str); 8] = [
    ("Japanese, voiced", "かき", "がき"),
    ("Hindi, vowel signs", "की", "का"),
    ("Thai, tones", "ข่าว", "ข้าว"),
    ("Cyrillic alone is no Latin", "рот", "pot"),
    ("Korean, final letter", "강", "가"),
    ("Arabic, letters", "ميناء", "مينا"),
    ("German, letters", "Straße", "Strafe"),
    ("Chinese, characters", "港口", "港囗"),
];

/// Texts of scripts that are written without spaces, each with a letter to put into its middle.
const UNSPACED: [(&str, &str, char); 7] = [
    ("Chinese", "港务局星期一宣布渡轮码头将于三月底关闭因为许可证已经到期居民可以继续乘坐小船", '新'),
    (
        "Japanese",
        "港務局は月曜日に、フェリーの桟橋を三月末に閉鎖すると発表した。許可の期限が切れたためだという。",
        '新',
    ),
    ("Thai", "การท่าเรือประกาศเมื่อวันจันทร์ว่าท่าเรือข้ามฟากจะปิดในปลายเดือนมีนาคมเพราะใบอนุญาตหมดอายุแล้ว", 'ก'),
    ("Lao", "ການທ່າເຮືອໄດ້ປະກາດໃນວັນຈັນວ່າທ່າເຮືອຈະປິດໃນທ້າຍເດືອນມີນາ", 'ກ'),
    ("Khmer", "កំពង់ផែបានប្រកាសនៅថ្ងៃចន្ទថាកំពង់ផែនឹងបិទនៅចុងខែមីនា", 'ក'),
    ("Myanmar", "ဆိပ်ကမ်းကိုမတ်လကုန်တွင်ပိတ်မည်ဟုတနင်္လာနေ့တွင်ကြေညာသည်", 'က'),
    ("Chinese with numbers", "港务局宣布2031年3月4日关闭A3码头共有420辆汽车和96名乘客受到影响居民可以乘船", '新'),
];

#[test]
fn what_says_the_same_is_equal() {
    for (what, one, other) in EQUAL {
        assert_eq!(words(one), words(other), "{what}: {one} {other}");
        assert!(!words(one).is_empty(), "{what}");
    }
}

#[test]
fn digits_of_all_scripts_are_one() {
    for (script, digits) in DIGITS {
        assert_eq!(words(digits), words("2031 45"), "{script}");
    }
}

#[test]
fn what_makes_another_word_stays() {
    for (what, one, other) in APART {
        assert_ne!(words(one), words(other), "{what}: {one} {other}");
    }
}

#[test]
fn an_inserted_letter_costs_no_more_than_its_neighbours() {
    for (script, text, letter) in UNSPACED {
        let characters: Vec<char> = text.chars().collect();
        let whole = words(text);
        assert!(whole.len() > 15, "{script}: {} words", whole.len());
        for middle in 0..=characters.len() {
            let changed: String = characters[..middle].iter().chain([&letter]).chain(&characters[middle..]).collect();
            let changed = words(&changed);
            let before = whole.iter().zip(&changed).take_while(|(one, other)| one == other).count();
            let after = whole.iter().rev().zip(changed.iter().rev()).take_while(|(one, other)| one == other).count();
            assert!(before + after + 1 >= whole.len(), "{script}: {before} and {after} of {} at {middle}", whole.len());
        }
    }
}

/// Texts and how many paragraphs they have.
const PARAGRAPHS: [(&str, &str, usize); 12] = [
    ("blank lines", "One two.\n\nThree four.\n \nFive.", 3),
    ("blank lines of Windows", "One two.\r\n\r\nThree four.\r\n\r\nFive.", 3),
    ("old line ends", "One two.\r\rThree four.\r\rFive.", 3),
    ("Unicode's paragraph ends", "One two.\u{2029}Three four.\u{2029}Five.", 3),
    (
        "a line a paragraph",
        "By our reporter\nThe council voted on Monday to close the pier for the winter.\nNobody spoke against it.\nIt leaks.",
        4,
    ),
    (
        "wrapped at a column",
        "The council voted on Monday to close\nthe pier for the winter and to sell\nthe kiosk that has stood empty since\nthe great storm.\n\nNobody spoke.",
        2,
    ),
    (
        "Chinese, a line a paragraph",
        "港务局星期一宣布渡轮码头将于三月底关闭，因为许可证已经到期。\n居民可以继续乘坐小船。\n市长表示，市政府将在夏天之前决定是否修建新码头，费用预计为一百二十万。\n反对党批评了这一决定，并要求举行公开听证会。\n会议将于四月举行。",
        5,
    ),
    (
        "Chinese, wrapped",
        "港务局星期一宣布渡轮码头将于三月底\n关闭因为许可证已经到期居民可以继续\n乘坐小船市长表示市政府将在夏天之前\n决定是否修建新码头费用预计为一百二\n十万。\n\n会议将于四月举行。",
        2,
    ),
    (
        "Japanese, a line a paragraph",
        "港務局は月曜日、フェリーの桟橋を三月末に閉鎖すると発表した。\n許可の期限が切れたためだという。\n市長は会見で、夏までに新しい桟橋を造るかどうかを決めると述べた。\n野党は批判した。",
        4,
    ),
    (
        "Japanese, wrapped, a mark hanging",
        "港務局は月曜日、フェリーの桟橋を三月\n末に閉鎖すると発表した。許可の期限が\n切れたためだという。市長は会見で、夏。\nまでに新しい桟橋を造るかどうかを決め\nると述べた。",
        1,
    ),
    (
        "Arabic, wrapped",
        "قال الوزير يوم الاثنين إن الميناء سوف\nيغلق في نهاية شهر مارس بسبب انتهاء\nالترخيص ويمكن للسكان أن يواصلوا ركوب\nالقوارب الصغيرة.",
        1,
    ),
    (
        "Hindi, a line a paragraph",
        "बंदरगाह प्राधिकरण ने सोमवार को कहा कि नौका घाट मार्च के अंत में बंद हो जाएगा।\nलाइसेंस समाप्त हो गया है।\nनिवासी छोटी नावों का उपयोग कर सकते हैं, महापौर ने कहा।\nबैठक अप्रैल में होगी।",
        4,
    ),
];

#[test]
fn paragraphs_part_where_people_part_them() {
    for (what, text, count) in PARAGRAPHS {
        let found: Vec<&str> = paragraphs(text).iter().map(|span| span.of(text)).collect();
        assert_eq!(found.len(), count, "{what}: {found:#?}");
    }
}
