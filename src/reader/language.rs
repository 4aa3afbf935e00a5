//! Which language a text is in: by its script, then by its smallest words.
//!
//! Only what the reader needs to know: one of the languages it can judge, another one, or too
//! little text to tell. A word list a language is enough for that and costs a hundredth of a
//! trigram table.

use super::token::{Kind, Token, hash_word, is_ideographic, tokens};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A language, as far as the reader cares.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English.
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Japanese.
    Ja,
    /// One that the reader cannot judge.
    Other,
    /// Too little text to tell; judged as English.
    Unknown,
}

impl Language {
    /// Whether the reader can judge it.
    pub fn is_known(self) -> bool {
        self != Language::Other
    }
}

/// Characters looked at; a document has shown its language by then.
const LOOKED_AT: usize = 20_000;

const WORDS: [(Language, &str); 16] = [
    (
        Language::En,
        "the and of to in is that for with you your are we our this by or as not may be will on it from if have use can any us do does no how all data when which at an",
    ),
    (
        Language::De,
        "der die das und zu von den mit für wir ist sie nicht ein eine auf werden dem des oder ihre ihrer bei auch kann durch unsere wird im als sich zum zur wenn haben nur ihnen können über unserer einer um",
    ),
    (
        Language::Fr,
        "le la les des et en que vous nous pour dans est pas sur une du votre vos par ou ne au avec nos ces sont qui aux cette peut être ce se lorsque si notre sans plus",
    ),
    (
        Language::Es,
        "el la los las de y que en para su sus con por una del se al no es como más o podemos nuestros nuestro nuestra datos este esta le lo si cuando puede usted sin ser sobre nos",
    ),
    (
        Language::Other,
        "il di che per gli della dei con del nel alla non sono una dati nostri tuoi anche più questo può degli le nella delle utilizziamo",
    ),
    (
        Language::Other,
        "o os que não para com uma dos das seus suas você em por nos também são dados podemos ao pela pelo nossos mais sua seu como",
    ),
    (
        Language::Other,
        "de het een en van wij niet voor met zijn uw op dat onze aan ook wordt worden kunnen deze bij gegevens om te door",
    ),
    (Language::Other, "och att det som för på är inte med av vi en ett till kan din dina våra eller om den vår"),
    (Language::Other, "i w na nie się do z że jest oraz przez dla lub może twoje dane nasze są od które"),
    (Language::Other, "og at det som for på er ikke med af vi en et til kan din dine vores eller om den vår våre deg"),
    (Language::Other, "ve bir bu için ile olarak veya verileri kullanıcı değil biz sizin olan gibi daha"),
    (Language::Other, "dan yang untuk dengan dari tidak ini kami anda atau pada dalam akan dapat kita oleh"),
    (Language::Other, "của và các bạn chúng tôi cho không được có là với này trong những"),
    (Language::Other, "és az hogy nem egy vagy meg adatok az ön is kell lehet valamint amely"),
    (Language::Other, "și în este nu pentru cu din sau care pe sunt vă dumneavoastră noastre la ale"),
    (Language::Other, "ja on ei että se tai voi me kun myös ovat sekä oma a se na je že pro nebo jsou při som"),
];

/// Tells the language of a text.
pub fn language(text: &str) -> Language {
    let end = text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    by_script(text).unwrap_or_else(|| {
        let mut list = Vec::new();
        tokens(text, 0, &mut list);
        by_words(&list, true)
    })
}

/// Whether a sentence within a text is surely in a language that cannot be judged; `list` are its tokens.
///
/// A list of names or goods has no small word of any language: what stands around it counts.
pub fn is_foreign(sentence: &str, list: &[Token]) -> bool {
    by_script(sentence).unwrap_or_else(|| by_words(list, false)) == Language::Other
}

/// The language, where the script tells it.
fn by_script(text: &str) -> Option<Language> {
    if text.is_ascii() {
        return None;
    }
    let (mut latin, mut kana, mut han, mut other) = (0, 0, 0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        match c {
            '\u{3040}'..='\u{30ff}' => kana += 1,
            _ if is_ideographic(c) => han += 1,
            '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
            _ => other += 1,
        }
    }
    // A Japanese or Chinese character says as much as half a word.
    let asian = 3 * (kana + han);
    if other > latin.max(asian) {
        return Some(Language::Other);
    }
    let is_japanese = kana * 8 >= han;
    (asian > latin).then_some(if is_japanese { Language::Ja } else { Language::Other })
}

/// By word, the rows of [`WORDS`] that have it, a bit each.
static KNOWN: LazyLock<HashMap<u32, u16>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for (row, (_, words)) in WORDS.iter().enumerate() {
        words.split(' ').for_each(|word| *known.entry(hash_word(word)).or_default() |= 1 << row);
    }
    known
});

fn by_words(list: &[Token], whole: bool) -> Language {
    let (mut counts, mut words) = ([0_usize; WORDS.len()], 0_usize);
    for token in list.iter().filter(|token| token.kind == Kind::Word) {
        words += 1;
        let rows = KNOWN.get(&token.hash).copied().unwrap_or_default();
        counts.iter_mut().enumerate().filter(|(row, _)| rows >> row & 1 == 1).for_each(|(_, count)| *count += 1);
    }
    let (mut best, mut most, mut second) = (Language::Unknown, 0, 0);
    for ((language, _), count) in WORDS.iter().zip(counts) {
        if count > most {
            (best, second, most) = (*language, most, count);
        } else {
            second = second.max(count);
        }
    }
    // One sentence is little to go by: it must be quite another language.
    if !whole && best == Language::Other && (most < 3 || most < second + 2) {
        return Language::Unknown;
    }
    let enough = words >= 6 && most >= 2;
    // Some other Latin language: hardly any small word of ours in a text of some length.
    if whole && words >= 25 && most * 12 < words {
        return Language::Other;
    }
    if !enough || (most == second && best == Language::Other) { Language::Unknown } else { best }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_goods_is_in_no_language_of_its_own() {
        let goods = "Tables, chairs, lamps, carpets, curtains, pillows, shelves, beds, mirrors, vases, clocks, \
                     candles, boxes, plates, cups, bowls, knives, forks, spoons, towels, baskets, plants, rugs, \
                     desks, sofas, benches.";
        let is_foreign = |text: &str| {
            let mut list = Vec::new();
            tokens(text, 0, &mut list);
            is_foreign(text, &list)
        };
        assert!(!is_foreign(goods));
        assert!(is_foreign("Não usamos os seus dados para treinar os nossos modelos."));
        assert!(is_foreign("Мы не используем ваши данные для обучения моделей."));
        assert!(is_foreign("Chúng tôi không dùng dữ liệu của bạn để huấn luyện các mô hình."));
        assert!(!is_foreign("We do not use your data to train our models."));
    }

    #[test]
    fn languages_are_told_apart() {
        let cases = [
            ("We do not use your content to train our models.", Language::En),
            ("Wir verwenden Ihre Inhalte nicht, um unsere Modelle zu trainieren.", Language::De),
            ("Nous n'utilisons pas vos contenus pour entraîner nos modèles.", Language::Fr),
            ("No utilizamos sus datos para entrenar nuestros modelos de IA.", Language::Es),
            ("お客様のデータを学習に使用しません。", Language::Ja),
            (
                "Non utilizziamo i tuoi dati per addestrare i nostri modelli di intelligenza artificiale.",
                Language::Other,
            ),
            ("Não usamos os seus dados para treinar os nossos modelos de inteligência artificial.", Language::Other),
            ("Wij gebruiken uw gegevens niet om onze modellen te trainen met het oog op deze dienst.", Language::Other),
            ("Мы не используем ваши данные для обучения моделей.", Language::Other),
            ("我们不会使用您的数据来训练我们的模型。", Language::Other),
            ("우리는 귀하의 데이터를 모델 학습에 사용하지 않습니다.", Language::Other),
            ("نحن لا نستخدم بياناتك لتدريب نماذجنا", Language::Other),
            ("Model training;", Language::Unknown),
            ("", Language::Unknown),
        ];
        for (text, wanted) in cases {
            assert_eq!(language(text), wanted, "{text}");
        }
    }
}
