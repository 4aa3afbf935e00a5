//! Which language a text is in: by its script, then by its smallest words.
//!
//! Only what the reader needs to know: one of the languages it can judge, another one, or too
//! little text to tell. A word list a language is enough for that and costs a hundredth of a
//! trigram table.

use super::token::{Kind, Token, hash_word, is_ideographic, tokens};
use serde::Serialize;

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

const WORDS: [(Language, &str); 12] = [
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
    (Language::Other, "ja on ei että se tai voi me kun myös ovat sekä oma a se na je že pro nebo jsou při som"),
];

/// Tells the language of a text.
pub fn language(text: &str) -> Language {
    let end = text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
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
        return Language::Other;
    }
    if asian > latin {
        return if kana * 8 >= han { Language::Ja } else { Language::Other };
    }
    let mut list = Vec::new();
    tokens(text, 0, &mut list);
    by_words(&list)
}

fn by_words(list: &[Token]) -> Language {
    let words: Vec<u32> = list.iter().filter(|token| token.kind == Kind::Word).map(|token| token.hash).collect();
    let (mut best, mut most, mut second) = (Language::Unknown, 0, 0);
    for (language, known) in WORDS {
        let known: Vec<u32> = known.split(' ').map(hash_word).collect();
        let count = words.iter().filter(|word| known.contains(word)).count();
        if count > most {
            (best, second, most) = (language, most, count);
        } else {
            second = second.max(count);
        }
    }
    let enough = words.len() >= 6 && most >= 2;
    // Some other Latin language: hardly any small word of ours in a text of some length.
    if words.len() >= 25 && most * 12 < words.len() {
        return Language::Other;
    }
    if !enough || (most == second && best == Language::Other) { Language::Unknown } else { best }
}

#[cfg(test)]
mod tests {
    use super::*;

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
