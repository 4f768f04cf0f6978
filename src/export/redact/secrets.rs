//! Who and what is to be hidden, read out of what the user wrote.

use crate::coach::{Client, EntryKind, Said};
use crate::listen::{EntityKind, Listener};

use super::super::make::Case;
use super::find::{is_han, occurrences};

/// What a secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The client, by any of their names.
    Client,
    /// The client's company.
    Company,
    /// Somebody else.
    Person(usize),
    /// Another company.
    Organisation(usize),
    /// A sum of money.
    Amount(usize),
}

/// What is to be hidden.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    found: Vec<(String, Kind)>,
    people: usize,
    organisations: usize,
    amounts: usize,
}

/// Titles before an English name.
const TITLES: [&str; 9] = ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "madam"];
/// Titles behind a Chinese surname.
const TITLES_ZH: [&str; 26] = [
    "总监", "总", "工", "经理", "主任", "老师", "先生", "女士", "小姐", "哥", "姐", "董", "局", "处", "科长", "处长",
    "局长", "部长", "院长", "馆长", "校长", "店长", "厂长", "队长", "师傅", "博士",
];
/// Surnames that open a full name; the rarer ones are words too often.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田姜范石姚谭廖邹熊陆郝孔崔康毛邱秦顾侯邵孟龙段雷钱汤尹黎乔贺赖龚文孙岳梅";
/// Short words that begin like a name.
const NO_NAMES: [&str; 22] = [
    "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周末", "时间", "方案", "文档", "石油", "雷同", "程序",
    "许多", "何时", "曾经", "孔径", "毛利", "钱款", "龙头", "康复",
];
/// How the name of a company ends.
const COMPANY_ZH: [&str; 8] = ["有限公司", "股份公司", "集团公司", "公司", "集团", "银行", "医院", "事务所"];
const COMPANY_EN: [&str; 14] = [
    "Ltd",
    "Limited",
    "Inc",
    "Corp",
    "Corporation",
    "GmbH",
    "LLC",
    "PLC",
    "plc",
    "Group",
    "Holdings",
    "Bank",
    "AG",
    "Co",
];
/// Capitalised words before the name of a company that are none of it.
const OPENS: [&str; 12] = ["Ask", "The", "Our", "Your", "Their", "For", "With", "From", "At", "By", "Tell", "Call"];
/// Characters that no name of a company holds.
const NOT_IN_COMPANY: &str = "的是在和与跟请给让向到了由把从被对为找问我您你他她们这那，。；：！？、（）《》“” ";
/// Beginnings that say where a company is, not which one.
const PLACES: [&str; 14] =
    ["中国", "北京", "上海", "广州", "深圳", "杭州", "国家", "南京", "成都", "武汉", "天津", "重庆", "西安", "苏州"];
/// Capitalised words at the start of a clause that are nobody.
const NOBODY: [&str; 42] = [
    "january",
    "february",
    "march",
    "july",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "english",
    "chinese",
    "internet",
    "we",
    "you",
    "they",
    "together",
    "next",
    "option",
    "note",
    "plan",
    "then",
    "decision",
    "today",
    "tomorrow",
    "report",
    "written",
    "retest",
    "everybody",
    "nobody",
    "who",
    "both",
    "cause",
    "proof",
    "also",
    "first",
    "finally",
];
/// Who writes is no secret.
const SELF: [&str; 9] = ["我", "我们", "我方", "me", "i", "we", "us", "您", "你"];

impl Secrets {
    /// The secrets of a talk, of its last rehearsal and of the client's file.
    pub fn of(case: &Case<'_>, client: Option<&Client>) -> Self {
        let mut secrets = Self::default();
        if let Some(text) = case.scenario.facts.first().and_then(|fact| case.talk.fact(&fact.id)) {
            secrets.client(text);
        }
        if let Some(client) = client {
            secrets.client(&client.name);
            client.also.iter().for_each(|name| secrets.client(name));
        }
        let written = written(case, client);
        for owner in owners(case) {
            secrets.owner(owner);
        }
        for text in &written {
            secrets.text(case.listener, text);
        }
        secrets
    }

    /// Everything to be hidden, as it is written.
    pub fn all(&self) -> impl Iterator<Item = (&str, Kind)> {
        self.found.iter().map(|(text, kind)| (text.as_str(), *kind))
    }

    /// Hides a text. The first kind of a text stays.
    pub fn add(&mut self, text: &str, kind: Kind) {
        let text = text.trim();
        if !text.is_empty() && !self.knows(text) {
            self.found.push((text.to_owned(), kind));
        }
    }

    fn knows(&self, text: &str) -> bool {
        self.found.iter().any(|(known, _)| known.eq_ignore_ascii_case(text))
    }

    /// The name under which a person is known already.
    fn kind_of(&self, text: &str) -> Option<Kind> {
        self.found.iter().find(|(known, _)| known.eq_ignore_ascii_case(text)).map(|(_, kind)| *kind)
    }

    /// The client's name: a person, and in brackets or behind a comma the company.
    fn client(&mut self, text: &str) {
        let pieces = text.split(['（', '(', '）', ')', '，', ',', '、', '/', '·', '|', '；', ';']);
        let mut pieces = pieces.map(str::trim).filter(|piece| !piece.is_empty());
        if let Some(name) = pieces.next() {
            let kind = if company_like(name) { Kind::Company } else { Kind::Client };
            self.name(name, kind);
        }
        for company in pieces {
            self.name(company, Kind::Company);
        }
    }

    /// A name in full, and the parts by which people say it.
    fn name(&mut self, name: &str, kind: Kind) {
        self.add(name, kind);
        let words: Vec<&str> = name.split_whitespace().collect();
        if words.len() > 1 && !name.chars().any(is_han) {
            let plain = |word: &&&str| {
                let bare = word.trim_end_matches('.').to_lowercase();
                word.chars().count() > 1 && word.starts_with(char::is_uppercase) && !TITLES.contains(&bare.as_str())
            };
            let parts: Vec<&&str> = words.iter().filter(plain).collect();
            // Of a company only the first word is its own: "Ringstar", not "Logistics".
            let most = if matches!(kind, Kind::Company | Kind::Organisation(_)) { 1 } else { parts.len() };
            for part in parts.into_iter().take(most).filter(|part| !["The", "And", "Of"].contains(*part)) {
                self.add(part, kind);
            }
        } else if name.chars().all(is_han) {
            let count = name.chars().count();
            let short: String = name.chars().take(2).collect();
            if kind == Kind::Company && count >= 4 && !PLACES.contains(&short.as_str()) {
                self.add(&short, kind);
            }
        }
    }

    /// Who does something.
    fn owner(&mut self, owner: &str) {
        let owner = owner.trim();
        if owner.is_empty() || SELF.contains(&owner.to_lowercase().as_str()) || self.knows(owner) {
            return;
        }
        self.person(owner);
    }

    fn person(&mut self, name: &str) {
        if self.knows(name) {
            return;
        }
        let kind = self.same_person(name).unwrap_or_else(|| {
            self.people += 1;
            Kind::Person(self.people)
        });
        self.name(name, kind);
    }

    /// Somebody whose name is known in another form: Ms Wang for Helen Wang, 王女士 for 王总.
    fn same_person(&self, name: &str) -> Option<Kind> {
        let person = |kind: &Kind| matches!(kind, Kind::Client | Kind::Person(_));
        if name.starts_with(is_han) {
            let surname = name.chars().next()?;
            let titled = title_of(name).is_some();
            let same = |known: &str| {
                known.starts_with(surname) && (titled || title_of(known).is_some()) && known.chars().all(is_han)
            };
            return self.all().find(|(known, kind)| person(kind) && same(known)).map(|(_, kind)| kind);
        }
        let words = name.split_whitespace().filter(|word| word.starts_with(char::is_uppercase));
        words.filter_map(|word| self.kind_of(word)).find(person)
    }

    /// The people, sums and companies of a text.
    fn text(&mut self, listener: &Listener, text: &str) {
        let heard = listener.hear(text, None);
        for entity in &heard.entities {
            let words = entity.span.of(text).trim();
            match entity.kind {
                EntityKind::Person if is_name(words) && !article(text, entity.span.start) => self.person(words),
                EntityKind::Amount if !self.knows(words) => {
                    self.amounts += 1;
                    self.add(words, Kind::Amount(self.amounts));
                }
                EntityKind::Date => {
                    if let Some(name) = doer(text.get(..entity.span.start).unwrap_or_default()) {
                        self.person(name);
                    }
                }
                _ => {}
            }
        }
        for name in announced(text) {
            self.person(name);
        }
        for sum in sums(text) {
            let within = self.all().any(|(known, _)| !occurrences(known, sum).is_empty());
            if !within {
                self.amounts += 1;
                self.add(sum, Kind::Amount(self.amounts));
            }
        }
        for name in companies(text) {
            if !self.knows(name) && !self.all().any(|(known, kind)| kind == Kind::Company && name.contains(known)) {
                self.organisations += 1;
                self.name(name, Kind::Organisation(self.organisations));
            }
        }
    }
}

/// What the user wrote, in an order that hangs on the talk alone.
fn written(case: &Case<'_>, client: Option<&Client>) -> Vec<String> {
    let talk = case.talk;
    let mut texts: Vec<String> = Vec::new();
    texts.extend(case.scenario.facts.iter().filter_map(|fact| talk.fact(&fact.id)).map(str::to_owned));
    texts.extend(talk.gate.values().map(|answer| answer.note.clone()));
    for entry in talk.calls.iter().flat_map(|call| &call.log) {
        match &entry.kind {
            EntryKind::Note(text) | EntryKind::Private(text) | EntryKind::Agreed(text) => texts.push(text.clone()),
            EntryKind::Promise(promise) => texts.push(promise.what.clone()),
            EntryKind::Question(question) => {
                texts.push(question.text.clone());
                texts.extend(question.answer.clone());
            }
            EntryKind::Reaction(_) => {}
        }
    }
    texts.extend(talk.calls.iter().flat_map(|call| call.answers.values().cloned()));
    texts.extend(talk.followups.iter().map(|followup| followup.what.clone()));
    if let Some(rehearsal) = case.rehearsal {
        texts.extend(rehearsal.attempts.iter().map(|attempt| attempt.text.clone()));
        let said = rehearsal.turns.iter().flat_map(|turn| &turn.said);
        texts.extend(said.filter_map(|said| match said {
            Said::You(text) => Some(text.clone()),
            Said::Aloud(_) | Said::Client(_) => None,
        }));
    }
    if let Some(client) = client {
        texts.extend(client.fields.values().cloned());
        texts.extend(client.surveys.iter().map(|survey| survey.note.clone()));
    }
    texts
}

fn owners<'t>(case: &Case<'t>) -> Vec<&'t str> {
    let promised = case.talk.promises().map(|(_, promise)| promise.who.as_str());
    promised.chain(case.talk.followups.iter().map(|followup| followup.owner.as_str())).collect()
}

/// Whether a person found in a text is named, not told by a role ("the manager", 项目经理).
fn is_name(words: &str) -> bool {
    if words.starts_with(is_han) {
        let count = words.chars().count();
        let familiar = count == 2 && words.starts_with(['小', '老', '阿', '大']);
        return familiar || title_of(words).is_some();
    }
    let first = words.split_whitespace().next().unwrap_or_default();
    if NOBODY.contains(&first.to_lowercase().as_str()) {
        return false;
    }
    let titled = TITLES.contains(&first.trim_end_matches('.').to_lowercase().as_str());
    titled || words.starts_with(char::is_uppercase) && !["Our", "My", "The", "A", "An"].contains(&first)
}

/// Whether an article stands before a place in a text: "Visitors from the Deep" is nobody's name.
fn article(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|t| t.split_whitespace().next_back()).unwrap_or_default();
    ["the", "a", "an", "The"].contains(&before)
}

/// The title behind a surname of one character.
fn title_of(name: &str) -> Option<&'static str> {
    let rest = name.get(name.chars().next()?.len_utf8()..)?;
    TITLES_ZH.iter().copied().find(|title| *title == rest)
}

/// A full Chinese name right before a date: 陆雯 6 月 4 日前….
fn doer(before: &str) -> Option<&str> {
    let before = before.trim_end();
    let run: usize = before.chars().rev().take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let name = before.get(before.len() - run..)?;
    let count = name.chars().count();
    let surname = name.chars().next().is_some_and(|c| SURNAMES.contains(c));
    ((2..=3).contains(&count) && surname && !NO_NAMES.contains(&name)).then_some(name)
}

/// Names before a colon, at the start of a clause: "Priya: list of differences", 何岚：清单.
fn announced(text: &str) -> Vec<&str> {
    let clauses = text.split(['.', ';', '。', '；', '\n', '!', '?', '！', '？']);
    let heads = clauses.filter_map(|clause| clause.split_once([':', '：'])).map(|(head, _)| head.trim());
    let named = heads.filter(|head| {
        let latin = head.chars().all(|c| c.is_alphabetic() && !is_han(c)) && head.chars().count() > 2;
        let latin = latin && head.starts_with(char::is_uppercase) && !head.chars().skip(1).all(char::is_uppercase);
        let latin = latin && !NOBODY.contains(&head.to_lowercase().as_str());
        let han = head.chars().all(is_han) && (2..=3).contains(&head.chars().count());
        let han = han && head.chars().next().is_some_and(|c| SURNAMES.contains(c)) && !NO_NAMES.contains(head);
        latin || han
    });
    named.collect()
}

/// Numbers that are told in ten thousands or with a sign of money, whatever stands behind them: 38 万, £88,000.
fn sums(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())).map(|at| from + at) {
        let rest = text.get(at..).unwrap_or_default();
        let number: usize =
            rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).map(char::len_utf8).sum();
        let tail = rest.get(number..).unwrap_or_default();
        let gap = tail.len() - tail.trim_start_matches(' ').len();
        let unit = tail.trim_start_matches(' ').chars().next().filter(|c| matches!(c, '万' | '亿'));
        let counted = unit.is_some_and(|unit| {
            // 3.12 万条 counts things, 38 万 money.
            let after = tail.trim_start_matches(' ').get(unit.len_utf8()..).and_then(|t| t.trim_start().chars().next());
            after.is_some_and(|c| "条个人次件台套份张户单行字米吨公".contains(c))
        });
        let sign = text.get(..at).and_then(|t| t.trim_end().chars().next_back()).filter(|c| "£$€¥￥".contains(*c));
        let mut end = at + number;
        let mut start = at;
        if let Some(unit) = unit.filter(|_| !counted) {
            end += gap + unit.len_utf8();
        }
        if let Some(sign) = sign {
            start = text.get(..at).and_then(|t| t.rfind(sign)).unwrap_or(at);
        }
        if (unit.is_some() && !counted) || sign.is_some() {
            let sum = text.get(start..end).unwrap_or_default().trim_end_matches([',', '.']);
            found.push(sum);
        }
        from = end.max(at + 1);
    }
    found
}

/// Names that end like a company's.
fn companies(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut reach = 0;
    for ending in COMPANY_ZH {
        for (at, _) in text.match_indices(ending) {
            let end = at + ending.len();
            let head = text.get(..at).unwrap_or_default();
            let name = head.chars().rev().take(8).take_while(|c| is_han(*c) && !NOT_IN_COMPANY.contains(*c));
            let length: usize = name.map(char::len_utf8).sum();
            // "公司" alone is ours or theirs, not a name.
            if length >= 2 * '中'.len_utf8() && at >= reach {
                found.extend(text.get(at - length..end));
                reach = end;
            }
        }
    }
    let mut start = None;
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim().trim_end_matches([',', '.', ';', ':', ')', '?', '!', '，', '。']);
        let capital = bare.starts_with(char::is_uppercase) || bare == "&";
        // What opens a sentence is no part of a name: "Ask Northgate Ltd".
        if start.is_none() && !OPENS.contains(&bare) {
            start = Some(at);
        }
        let from = start.unwrap_or(at);
        if COMPANY_EN.contains(&bare) && from < at && bare != "Co" {
            found.extend(text.get(from..at + bare.len()));
        }
        if !capital || word.trim().len() > bare.len() {
            start = None;
        }
        at += word.len();
    }
    found
}

/// Whether the name of a client is that of a company.
fn company_like(name: &str) -> bool {
    !companies(name).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_and_sums() {
        let check = |text: &str, expect: &[&str]| assert_eq!(companies(text), expect, "{text}");
        check("请远山科技有限公司报价", &["远山科技有限公司"]);
        check("我们公司和您公司", &[]);
        check("Ask Northgate Ltd. and The Co", &["Northgate Ltd"]);
        let check = |text: &str, expect: &[&str]| assert_eq!(sums(text), expect, "{text}");
        check("从 38 万涨到 156 万，3.12 万条", &["38 万", "156 万"]);
        check("£88,000 and $ 5", &["£88,000", "$ 5"]);
        check("2026 年 6 月", &[]);
    }

    #[test]
    fn people_told_by_name() {
        let check = |words: &str, expect: bool| assert_eq!(is_name(words), expect, "{words}");
        check("王总", true);
        check("小吴", true);
        check("项目经理", false);
        check("总监", false);
        check("Mr Lee", true);
        check("our engineer", false);
        check("Marek", true);
        assert_eq!(doer("您选；陆雯 "), Some("陆雯"));
        assert_eq!(doer("方案 "), None);
        assert_eq!(announced("Priya: list by noon. I: answer. Together: decision"), ["Priya"]);
    }
}
