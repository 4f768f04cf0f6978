//! The kinds of mistakes: their stable names, how grave they are, and what each is about in both languages.

use serde::{Deserialize, Serialize};

use super::words::Lang;

/// How grave a mistake is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gravity {
    /// The pack cannot be used.
    Error,
    /// The pack works, and something in it does not do what its author meant.
    Warning,
    /// Worth knowing; nothing is wrong.
    Note,
}

impl Gravity {
    /// The stable name, which is SARIF's too.
    pub const fn name(self) -> &'static str {
        match self {
            Gravity::Error => "error",
            Gravity::Warning => "warning",
            Gravity::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($name:ident = $key:literal $level:ident: $en:literal, $zh:literal;)*) => {
        /// The kind of a mistake; its name is stable, so that scripts can rely on it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Code { $(#[doc = $en] $name),* }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// The stable name.
            pub const fn name(self) -> &'static str {
                match self { $(Code::$name => $key),* }
            }

            /// How grave it is.
            pub const fn level(self) -> Gravity {
                match self { $(Code::$name => Gravity::$level),* }
            }

            /// What it is about, in one sentence.
            pub const fn about(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Code::$name, Lang::En) => $en, (Code::$name, Lang::Zh) => $zh),* }
            }
        }
    };
}

codes! {
    Syntax = "syntax" Error: "The file is not YAML.", "这个文件不是合法的 YAML。";
    TooLarge = "too-large" Error: "A size limit is passed.", "超过了大小限制。";
    Unreadable = "unreadable" Error: "A file or folder cannot be read.", "文件或文件夹读不出来。";
    UnexpectedFile = "unexpected-file" Error: "A file stands where none is expected.", "这个文件不属于内容包的任何部分。";
    MissingFile = "missing-file" Error: "A file that must be there is not.", "缺少必需的文件。";
    Format = "format" Error: "The format version is not one that this program knows.", "格式版本这个程序不认识。";
    UnknownKey = "unknown-key" Error: "The format has no such key.", "格式里没有这个键。";
    MissingKey = "missing-key" Error: "A key that must be there is not.", "缺少必需的键。";
    DuplicateKey = "duplicate-key" Error: "A key is written twice.", "同一个键写了两次。";
    WrongKind = "wrong-kind" Error: "The value is of another kind than wanted.", "值的种类不对。";
    BadValue = "bad-value" Error: "The value is outside of what is allowed.", "值超出允许的范围。";
    BadId = "bad-id" Error: "An id is not lower-case words with hyphens.", "id 不合规则。";
    DuplicateId = "duplicate-id" Error: "An id stands twice.", "同一个 id 用了两次。";
    UnknownName = "unknown-name" Error: "Nothing has this name.", "没有叫这个名字的东西。";
    MissingLanguage = "missing-language" Error: "A text lacks one of its languages.", "文字缺了一种语言。";
    WrongLanguage = "wrong-language" Error: "A text stands in the other language's place.", "文字放错了语言。";
    BadText = "bad-text" Error: "A text is empty, too long, or holds control characters.", "文字是空的、太长，或含控制字符。";
    UnknownSlot = "unknown-slot" Error: "No fact fills the slot, or no slot may stand here.", "占位没有事实可填，或这里不能有占位。";
    UnknownSource = "unknown-source" Error: "A source is neither a guidance id nor a paper of the pack.", "出处既不是条目编号，也不是声明过的论文。";
    Unreachable = "unreachable" Error: "No talk ever comes to this part.", "没有谈话会走到这里。";
    ClosesTooSoon = "closes-too-soon" Error: "A reaction could close on its first answer at the hardest level.", "最难的一档里，一句话就能让这个反应结束。";
    Count = "count" Error: "A list is too short or too long.", "列表太短或太长。";
    NeverHeard = "never-heard" Error: "A phrase is never heard, or never for itself.", "这条短语永远听不到，或者从不单独起作用。";
    TooMany = "too-many" Error: "There are more mistakes than are listed.", "错误太多，没有全部列出。";
    CannotBeMet = "cannot-be-met" Warning: "No utterance can meet this check.", "没有哪句话能满足这个检查。";
    AlwaysMet = "always-met" Warning: "No utterance can fail this check.", "没有哪句话会不满足这个检查。";
    IdleRule = "idle-rule" Warning: "A part of a rule never decides anything.", "规则里有一部分从不起作用。";
    IdleCheck = "idle-check" Warning: "The check never applies at this step.", "这个检查在这一步永远用不上。";
    DeafStep = "deaf-step" Warning: "The step listens for nothing, whatever the case.", "这一步什么也不听。";
    UnusedCheck = "unused-check" Warning: "No step uses this check.", "没有哪一步用这个检查。";
    CannotClose = "cannot-close" Warning: "The reaction cannot be closed: no answer makes this move.", "这个反应没法化解：没有哪句回答能做到这个动作。";
    ClosesByItself = "closes-by-itself" Warning: "Any answer makes this move.", "随便说什么都算做到了这个动作。";
    SameMove = "same-move" Warning: "Two moves of a reaction are made by the same words.", "两个动作用同样的话就能做到。";
    CannotWorsen = "cannot-worsen" Warning: "No answer can make the reaction worse.", "没有哪句回答会让反应变糟。";
    UnusedReaction = "unused-reaction" Warning: "No step lets the client react so.", "没有哪一步会引出这个反应。";
    IdlePlan = "idle-plan" Warning: "The plan answers a reaction that cannot come in this scenario.", "这个场景里不会出现计划所应对的反应。";
    SamePaths = "same-paths" Warning: "Two paths lead through the same stages: the choice makes no difference.", "两条路走的是同样的阶段，选哪条都一样。";
    OneTrick = "one-trick" Warning: "One and the same choice is always best.", "同一个选择永远是最好的。";
    UnusedSource = "unused-source" Warning: "Nobody cites this source.", "没有谁引用这个出处。";
    PapersOnly = "papers-only" Note: "The node rests on papers alone and is shown as not from the articles.", "这里只引用论文，会标明“不出自文章”。";
    TooLongForCard = "too-long-for-card" Warning: "The text is longer than the card has room for.", "文字太长，卡片上放不下。";
    SameText = "same-text" Warning: "The same text stands twice where two are wanted.", "同样的文字出现了两次。";
    UnevenSlots = "uneven-slots" Warning: "The two languages hold different slots.", "两种语言里的占位不一样。";
    OffGlossary = "off-glossary" Warning: "The glossary asks for another term.", "术语表要求用另一个词。";
    StaleTranslation = "stale-translation" Warning: "One language was edited and the other was not.", "一种语言改过了，另一种没有跟上。";
    BadLock = "bad-lock" Warning: "The translations lock cannot be read.", "translations.lock 读不懂。";
    NoLock = "no-lock" Note: "The pack has no translations lock, so stale translations are not found.", "没有 translations.lock，查不出过时的译文。";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_kebab() {
        let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        for code in Code::ALL {
            assert_eq!(serde_json::to_string(code).unwrap(), format!("\"{}\"", code.name()));
        }
    }
}
