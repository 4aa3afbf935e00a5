//! The cues of a Japanese sentence, in the order that English has them.
//!
//! In Japanese what governs a word follows it: the verb ends the sentence, its denial ends the verb,
//! and "model's improvement with" stands where English says "to improve models". Put in the
//! other order, the same reading and the same weights serve both languages.

use super::lexicon::{Cue, Mark};
use super::token::{Kind, Token, is_ideographic};

/// Marks between a condition and what it names, at most.
const NEAR: usize = 8;

/// A sentence, its cues without the small words.
struct Sentence<'a> {
    text: &'a str,
    tokens: &'a [Token],
    marks: Vec<Mark>,
}

/// Whether the small words of a text are Japanese.
pub(super) fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3041}'..='\u{3096}'))
}

/// Puts the cues of a Japanese text into English order.
pub(super) fn as_english(text: &str, tokens: &[Token], marks: &mut Vec<Mark>) {
    let mut sentence = Sentence { text, tokens, marks: Vec::new() };
    let mut ordered = Vec::with_capacity(marks.len());
    let mut from = 0;
    for at in 0..marks.len() {
        let ends = matches!(marks[at].cue, Cue::Stop | Cue::Question | Cue::Contrast);
        if ends || at + 1 == marks.len() {
            sentence.marks.clear();
            sentence.marks.extend_from_slice(&marks[from..=at]);
            sentence.arrange();
            ordered.append(&mut sentence.marks);
            from = at + 1;
        }
    }
    *marks = ordered;
}

fn is_act(cue: Cue) -> bool {
    matches!(cue, Cue::Train | Cue::Improve | Cue::Develop)
}

/// What ends a verb: who does it may be told by none of them.
fn is_verbal(cue: Cue) -> bool {
    matches!(cue, Cue::Neg | Cue::Not | Cue::Will | Cue::May | Cue::Use | Cue::Restrict)
}

impl Sentence<'_> {
    fn words(&self, mark: &Mark) -> &str {
        let place = self.tokens.get(mark.from as usize).zip(self.tokens.get((mark.to as usize).saturating_sub(1)));
        place.and_then(|(first, last)| self.text.get(first.start as usize..last.end as usize)).unwrap_or_default()
    }

    fn is_word(&self, at: usize, words: &[&str]) -> bool {
        self.marks.get(at).is_some_and(|mark| mark.cue == Cue::Common && words.contains(&self.words(mark)))
    }

    fn arrange(&mut self) {
        self.objects();
        self.conditions();
        self.verbs();
        self.small_words();
    }

    /// "Models' improvement" and "models, improve": the act first.
    fn objects(&mut self) {
        for at in 0..self.marks.len() {
            let act = self.marks[at];
            // "Model training" is one phrase with two cues, its act in front already.
            if !is_act(act.cue)
                || self.marks.get(at + 1).is_some_and(|next| next.from == act.from && next.cue == Cue::Data)
            {
                continue;
            }
            let mut first = at;
            while first > 0 && self.is_of_object(first - 1) {
                first -= 1;
            }
            while first < at && self.marks[first].cue == Cue::Common {
                first += 1;
            }
            self.marks[first..=at].rotate_right(1);
        }
    }

    /// Whether a mark may belong to the thing that an act is done to.
    fn is_of_object(&self, at: usize) -> bool {
        match self.marks[at].cue {
            Cue::Common => self.is_word(
                at,
                &[
                    "の",
                    "を",
                    "や",
                    "と",
                    "および",
                    "及び",
                    "また",
                    "または",
                    "その",
                    "この",
                    "・",
                    "性能",
                    "精度",
                    "品質",
                    "応答",
                    "能力",
                ],
            ),
            Cue::Break => self.is_joined(at),
            cue => {
                is_act(cue)
                    || matches!(
                        cue,
                        Cue::Model | Cue::Ai | Cue::AiFeature | Cue::Algo | Cue::Tech | Cue::Service | Cue::We
                    )
                    || matches!(cue, Cue::They | Cue::Its | Cue::Own | Cue::Name)
            }
        }
    }

    /// "AIモデル、アルゴリズム": a comma between two things.
    fn is_joined(&self, at: usize) -> bool {
        let thing = |mark: Option<&Mark>| {
            mark.is_some_and(|mark| {
                matches!(mark.cue, Cue::Model | Cue::Ai | Cue::AiFeature | Cue::Algo | Cue::Service)
            })
        };
        at > 0 && thing(self.marks.get(at - 1)) && thing(self.marks.get(at + 1))
    }

    /// "Consent without", "opt out unless": the condition first; "unless" to the front of the sentence.
    fn conditions(&mut self) {
        for at in 0..self.marks.len() {
            let cue = self.marks[at].cue;
            // "With consent" is one phrase with two cues.
            let whole = self.marks.get(at + 1).is_some_and(|next| next.from == self.marks[at].from);
            if !matches!(cue, Cue::Without | Cue::OnlyIf | Cue::Unless) || whole {
                continue;
            }
            let nearest = at.saturating_sub(NEAR);
            let named = |mark: &Mark| matches!(mark.cue, Cue::Consent | Cue::OptOut);
            let Some(named) = self.marks[nearest..at].iter().rposition(named).map(|found| nearest + found) else {
                continue;
            };
            self.marks[named..=at].rotate_right(1);
            if cue == Cue::Unless {
                let begins = |mark: &Mark| mark.cue == Cue::Break;
                let from = self.marks[..named].iter().rposition(begins).map_or(0, |found| found + 1);
                let end = at + 1 + usize::from(self.marks.get(at + 1).is_some_and(begins));
                self.marks[from..=named].rotate_right(1);
                self.marks[..end].rotate_right(end - from);
            }
        }
    }

    /// The end of each verb behind what the sentence is about: "your data, not used for training".
    fn verbs(&mut self) {
        let mut from = 0;
        for at in 0..=self.marks.len() {
            let ends = self.marks.get(at).is_none_or(|mark| {
                matches!(mark.cue, Cue::Stop | Cue::Question | Cue::Contrast)
                    || mark.cue == Cue::Break
                        && self.marks[from..at].last().is_some_and(|last| self.ends_verb(from, at, last))
            });
            if ends {
                if self.is_but(at) {
                    self.marks[at].cue = Cue::Contrast;
                }
                self.verb(from, at);
                from = at + 1;
            }
        }
    }

    /// Whether a verb ends right before a comma.
    fn ends_verb(&self, from: usize, at: usize, last: &Mark) -> bool {
        let small = |cue: Cue| matches!(cue, Cue::Common | Cue::Other);
        let verb = self.marks[from..at].iter().rev().take(4).find(|mark| !small(mark.cue)).unwrap_or(last);
        matches!(verb.cue, Cue::Neg | Cue::Not | Cue::Will | Cue::May)
    }

    /// "..., but": a verb, "ga", a comma.
    fn is_but(&self, at: usize) -> bool {
        let comma = self.marks.get(at).is_some_and(|mark| mark.cue == Cue::Break);
        comma && at > 0 && self.is_word(at - 1, &["が"])
    }

    fn verb(&mut self, from: usize, end: usize) {
        let mut first = end;
        for at in (from..end).rev() {
            match self.marks[at].cue {
                cue if is_verbal(cue) => first = at,
                Cue::Common | Cue::Other => {}
                _ => break,
            }
        }
        if first == end {
            return;
        }
        let is_act = |mark: &Mark| is_act(mark.cue);
        let about = (from..first).find(|at| self.is_word(*at, &["は"]));
        let about = about.or_else(|| (from..first).find(|at| self.is_word(*at, &["が"])));
        let about = about.filter(|at| !self.marks[from..*at].iter().any(is_act));
        let place = about.map_or(from, |at| at + 1);
        // A comma behind what the sentence is about is none in English.
        let place = if about.is_some() && self.marks[place].cue == Cue::Break { place + 1 } else { place };
        self.marks[first..end].reverse();
        self.marks[place..end].rotate_right(end - first);
        if place > from && self.marks[place - 1].cue == Cue::Break && about.is_some() {
            self.marks[place - 1].cue = Cue::Common;
        }
    }

    /// Particles and endings say nothing more; unknown characters side by side are a word.
    fn small_words(&mut self) {
        let (text, tokens) = (self.text, self.tokens);
        let first = |mark: &Mark| {
            let token = tokens.get(mark.from as usize).filter(|token| token.kind == Kind::Word)?;
            text.get(token.start as usize..)?.chars().next()
        };
        let is_kana = |c: char| matches!(c, '\u{3040}'..='\u{309f}');
        self.marks.retain(|mark| match mark.cue {
            Cue::Common => false,
            Cue::Other => !first(mark).is_some_and(is_kana),
            _ => true,
        });
        self.marks.dedup_by(|next, kept| {
            let word = |mark: &Mark| mark.cue == Cue::Other && first(mark).is_some_and(is_ideographic);
            let same = word(next) && word(kept) && kept.to == next.from;
            if same {
                kept.to = next.to;
            }
            same
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::features::Passage;
    use super::super::lexicon::{Cue, Lexicon};
    use super::super::scope::{Act, Exception};

    fn parse(text: &str) -> Passage {
        let mut passage = Passage::default();
        passage.parse(&Lexicon::shipped(), text);
        passage
    }

    #[test]
    fn the_verb_stands_behind_what_the_sentence_is_about() {
        let cues = |text: &str| parse(text).marks.iter().map(|mark| mark.cue).collect::<Vec<_>>();
        assert_eq!(
            cues("お客様のデータは、AIモデルの訓練に使用されません。"),
            [Cue::Yours, Cue::Data, Cue::Neg, Cue::Use, Cue::Train, Cue::Model, Cue::Stop]
        );
        assert_eq!(
            cues("当社は機械学習モデルを改善します。"),
            [Cue::We, Cue::Will, Cue::Improve, Cue::Model, Cue::Stop]
        );
    }

    #[test]
    fn a_denial_governs_what_stands_in_front_of_it() {
        for (text, act, denied) in [
            ("入力内容がアルゴリズムの訓練に使われることはありません。", Act::Train, true),
            ("入力内容はアルゴリズムの訓練に使われることがあります。", Act::Train, false),
            ("入力内容は外部に送信されませんが、モデルの訓練に使用されます。", Act::Train, false),
            ("入力内容は保存されますが、モデルの訓練に使用されません。", Act::Train, true),
            ("当社が対話をモデルの訓練に使用しないわけではありません。", Act::Train, false),
            ("対話は外部に送信されず、モデルの訓練にも使用されません。", Act::Train, true),
            ("対話はモデルの応答品質の改善に使用されます。", Act::ImproveModel, false),
            ("お客様のデータだけでなく公開情報もモデルの訓練に使用します。", Act::Train, false),
        ] {
            let main = parse(text).scope.main();
            assert_eq!((main.act, main.denied), (act, denied), "{text}");
        }
    }

    #[test]
    fn conditions_follow_what_they_name() {
        for (text, exception) in [
            ("お客様の同意なしに学習に使用しません。", Exception::Consent),
            ("お客様が承諾し、データ提供を許可した場合に限り学習に使用します。", Exception::Consent),
            ("設定を無効にしない限り、会話は学習に使用されます。", Exception::UnlessOptOut),
            ("会員が拒否しない場合、会話は学習に使用されます。", Exception::UnlessOptOut),
            ("会話は学習に使用されます。", Exception::None),
        ] {
            assert_eq!(parse(text).scope.exception, exception, "{text}");
        }
    }

    #[test]
    fn what_is_forbidden_is_forbidden_from_the_end() {
        let main = parse("利用者は、出力を用いて人工知能を訓練してはならないものとします。").scope.main();
        assert!(main.forbidden && main.act == Act::Train, "{main:?}");
    }

    #[test]
    fn what_only_sounds_like_a_denial_denies_nothing() {
        for text in [
            "当社が会話を学習に使用しないことを保証するものではありません。",
            "本条は、当社が会話を学習に使用することを妨げるものではありません。",
            "学習に使用されることを防ぐため、個人情報を入力しないでください。",
        ] {
            assert!(!parse(text).can_deny(), "{text}");
        }
    }

    #[test]
    fn every_word_of_any_text_keeps_its_place() {
        for text in
            ["は", "、、、", "の。が、ない限り", "モデルのを改善", "同意なしに", "オプトアウトしない限り、", "ません"]
        {
            let passage = parse(text);
            let inside =
                passage.marks.iter().all(|mark| mark.from < mark.to && mark.to as usize <= passage.tokens.len());
            assert!(inside, "{text}: {:?}", passage.marks);
        }
    }
}
