//! What facts are called in a language: its number words, months, weekdays, and the words that say nothing by themselves.

use ahash::AHashSet;
use pure_rust_locales::{Locale, locale_match};
use text2num::Language as NumberWords;
use whatlang::Lang;

/// A language, as far as the libraries of this room know it.
pub(super) struct Language {
    /// Reads its number words; of the seven languages that the library knows.
    numbers: Option<NumberWords>,
    stop_words: AHashSet<&'static str>,
    months: Vec<String>,
    short_months: Vec<String>,
    weekdays: Vec<String>,
    nouns_have_capitals: bool,
}

/// Languages by the names of the libraries: that of detection, ISO 639-1, and a locale with the names of its months.
const LANGUAGES: [(Lang, &str, Locale); 24] = [
    (Lang::Eng, "en", Locale::en_US),
    (Lang::Spa, "es", Locale::es_ES),
    (Lang::Deu, "de", Locale::de_DE),
    (Lang::Fra, "fr", Locale::fr_FR),
    (Lang::Ita, "it", Locale::it_IT),
    (Lang::Por, "pt", Locale::pt_BR),
    (Lang::Nld, "nl", Locale::nl_NL),
    (Lang::Ara, "ar", Locale::ar_EG),
    (Lang::Rus, "ru", Locale::ru_RU),
    (Lang::Ukr, "uk", Locale::uk_UA),
    (Lang::Pol, "pl", Locale::pl_PL),
    (Lang::Ces, "cs", Locale::cs_CZ),
    (Lang::Swe, "sv", Locale::sv_SE),
    (Lang::Dan, "da", Locale::da_DK),
    (Lang::Nob, "no", Locale::nb_NO),
    (Lang::Fin, "fi", Locale::fi_FI),
    (Lang::Hun, "hu", Locale::hu_HU),
    (Lang::Tur, "tr", Locale::tr_TR),
    (Lang::Ell, "el", Locale::el_GR),
    (Lang::Ron, "ro", Locale::ro_RO),
    (Lang::Ind, "id", Locale::id_ID),
    (Lang::Heb, "he", Locale::he_IL),
    (Lang::Hin, "hi", Locale::hi_IN),
    (Lang::Pes, "fa", Locale::fa_IR),
];

/// As much of a text as tells its language.
const SAMPLE_BYTES: usize = 1024;

impl Language {
    /// The language of a text; one without names of its own if it is none of those known here.
    pub(super) fn of(text: &str) -> Self {
        let detected = whatlang::detect_lang(&text[..text.floor_char_boundary(SAMPLE_BYTES)]);
        let known = LANGUAGES.iter().find(|(lang, ..)| Some(*lang) == detected);
        let Some(&(_, code, locale)) = known else {
            return Self {
                numbers: None,
                stop_words: AHashSet::new(),
                months: Vec::new(),
                short_months: Vec::new(),
                weekdays: Vec::new(),
                nouns_have_capitals: false,
            };
        };
        let lower = |names: &[&str]| names.iter().map(|name| name.to_lowercase()).collect::<Vec<_>>();
        Self {
            numbers: text2num::get_interpreter_for(code),
            stop_words: stop_words::lookup(code).unwrap_or_default().iter().copied().collect(),
            months: lower(locale_match!(locale => LC_TIME::MON)),
            short_months: lower(locale_match!(locale => LC_TIME::ABMON)),
            weekdays: lower(locale_match!(locale => LC_TIME::DAY)),
            nouns_have_capitals: detected == Some(Lang::Deu),
        }
    }

    /// The value of number words, and whether they are an ordinal.
    pub(super) fn number(&self, words: &str) -> Option<(u64, bool)> {
        let digits = text2num::text2digits(words, self.numbers.as_ref()?).ok()?;
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        Some((digits[..end].parse().ok()?, end < digits.len()))
    }

    /// Whether a word, in small letters, says nothing by itself.
    pub(super) fn is_stop_word(&self, lower: &str) -> bool {
        self.stop_words.contains(lower)
    }

    /// Whether a capital makes a noun, not a name.
    pub(super) fn nouns_have_capitals(&self) -> bool {
        self.nouns_have_capitals
    }

    /// The month of this name or of its short form, from 1.
    pub(super) fn month(&self, lower: &str) -> Option<u8> {
        place(&self.months, lower).or_else(|| {
            let is_it = |name: &&String| name.trim_end_matches('.') == lower && lower.chars().count() >= 3;
            let at = self.short_months.iter().position(|name| is_it(&name))?;
            u8::try_from(at + 1).ok()
        })
    }

    /// The weekday of this name, from 1 for Sunday.
    pub(super) fn weekday(&self, lower: &str) -> Option<u8> {
        place(&self.weekdays, lower)
    }
}

fn place(names: &[String], name: &str) -> Option<u8> {
    names.iter().zip(1..).find(|(known, _)| *known == name).map(|(_, place)| place)
}
