//! Quantities, documents and people.

use std::sync::LazyLock;

use super::number::{ByFirst, digits, follows, han, letter, read, words};
use super::scan::{Recognised, Scan};
use super::{EntityKind, Value};

/// The characters with which a Chinese thing may begin.
pub(super) fn beginnings() -> impl Iterator<Item = char> {
    let firsts = DOCUMENTS.iter().chain(ROLES_ZH).filter_map(|word| word.chars().next());
    firsts.chain(SURNAMES.chars()).chain("小老阿大百几".chars())
}

/// A share, a sum, a length of time or a count that begins at `at`.
pub(super) fn quantity(chars: &[char], at: usize) -> Option<Recognised> {
    percent(chars, at).or_else(|| amount(chars, at)).or_else(|| span(chars, at)).or_else(|| count(chars, at))
}

/// 40 %, forty per cent, 百分之六十二, 六成, 三分之一, 5 个点.
fn percent(chars: &[char], at: usize) -> Option<Recognised> {
    let told = |value: f64, end: usize| Some(Recognised::new(EntityKind::Percent, Value::Percent(value), end));
    if follows(chars, at, "百分之") {
        let (value, end) = read(chars, at + 3)?;
        return told(value, end);
    }
    let (value, after) = read(chars, at)?;
    let mark = after + usize::from(chars.get(after) == Some(&' '));
    if follows(chars, after, "分之") {
        let (part, end) = read(chars, after + 2)?;
        return told(part / value * 100.0, end);
    }
    for word in ["%", "percent", "per cent", "个百分点", "个点"] {
        if follows(chars, mark, word) {
            return told(value, mark + word.chars().count());
        }
    }
    let next = chars.get(after + 1).copied().unwrap_or(' ');
    if chars.get(after) == Some(&'成') && value <= 10.0 && !"为了功立本员交果长熟都型像".contains(next) {
        let half = read(chars, after + 1).filter(|(more, _)| *more < 10.0);
        return match half {
            Some((more, end)) if more >= 1.0 => told(value * 10.0 + more, end),
            Some((_, end)) => told(value * 10.0 + 5.0, end),
            None => told(value * 10.0, after + 1),
        };
    }
    None
}

/// Whether these characters stand at `at`, whatever comes after.
fn begins(chars: &[char], at: usize, text: &str) -> bool {
    text.chars().enumerate().all(|(index, c)| chars.get(at + index) == Some(&c))
}

/// ¥38 万, 四十万元, $86,500, 2.1m euros.
fn amount(chars: &[char], at: usize) -> Option<Recognised> {
    let told = |sum: f64, currency: &'static str, end: usize| {
        Some(Recognised::new(EntityKind::Amount, Value::Amount { sum, currency }, end))
    };
    for (sign, currency) in [
        ("¥", "CNY"),
        ("￥", "CNY"),
        ("$", "USD"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("us$", "USD"),
        ("rmb", "CNY"),
        ("eur", "EUR"),
        ("usd", "USD"),
        ("gbp", "GBP"),
        ("chf", "CHF"),
    ] {
        if begins(chars, at, sign) {
            let from = at + sign.chars().count();
            let from = from + usize::from(chars.get(from) == Some(&' '));
            if let Some((sum, end)) = digits(chars, from) {
                return told(sum, currency, end);
            }
        }
    }
    let (sum, after) = read(chars, at)?;
    let mark = after + usize::from(chars.get(after) == Some(&' '));
    for (unit, currency) in [
        ("万元", "CNY"),
        ("块钱", "CNY"),
        ("元", "CNY"),
        ("块", "CNY"),
        ("人民币", "CNY"),
        ("美元", "USD"),
        ("美金", "USD"),
        ("欧元", "EUR"),
        ("英镑", "GBP"),
        ("港币", "HKD"),
        ("万块", "CNY"),
        ("dollars", "USD"),
        ("euros", "EUR"),
        ("euro", "EUR"),
        ("pounds", "GBP"),
        ("quid", "GBP"),
        ("cents", "USD"),
        ("francs", "CHF"),
        ("yuan", "CNY"),
        ("rmb", "CNY"),
        ("usd", "USD"),
        ("eur", "EUR"),
        ("grand", "GBP"),
        ("million euros", "EUR"),
        ("€", "EUR"),
        ("£", "GBP"),
    ] {
        if follows(chars, mark, unit) {
            let wrong = unit == "元" && chars.get(mark + 1).is_some_and(|c| "旦宵件素月老".contains(*c))
                || unit == "块" && chars.get(mark + 1).is_some_and(|c| "板电地瓷砖屏木石试钢玻儿侧蛋饼".contains(*c));
            let times = if unit.starts_with('万') {
                1e4
            } else if unit.starts_with("million") {
                1e6
            } else {
                1.0
            };
            // 哪一块, 这三块: pieces, not money.
            let wrong = wrong || unit == "块" && at > 0 && chars.get(at - 1).is_some_and(|c| "哪这那每".contains(*c));
            return if wrong { None } else { told(sum * times, currency, mark + unit.chars().count()) };
        }
    }
    None
}

/// 两个工作日内, 三天, within ten days, a fortnight.
fn span(chars: &[char], at: usize) -> Option<Recognised> {
    let lead = ["within the next", "within", "in the next", "in under", "over the next"]
        .into_iter()
        .find(|lead| follows(chars, at, lead));
    let from = lead.map_or(at, |lead| at + lead.len() + 1);
    let (mut value, after) = match read(chars, from) {
        Some(found) => found,
        None if follows(chars, from, "a") && chars.get(from + 1) == Some(&' ') => (1.0, from + 1),
        None if follows(chars, from, "an") => (1.0, from + 2),
        None => return None,
    };
    let mut mark = after + usize::from(chars.get(after) == Some(&' '));
    let mut latin = false;
    for skip in ["full ", "working ", "business ", "clear ", "calendar ", "more ", "whole ", "extra "] {
        if begins(chars, mark, skip) {
            mark += skip.len();
        }
    }
    mark += usize::from(chars.get(mark) == Some(&'个') || chars.get(mark) == Some(&'來'));
    if chars.get(mark) == Some(&'半') && chars.get(mark.wrapping_sub(1)) == Some(&'个') {
        value += 0.5;
        mark += 1;
    }
    let zh_units = [
        ("工作日", 1.0),
        ("分钟", 1.0 / 1440.0),
        ("小时", 1.0 / 24.0),
        ("钟头", 1.0 / 24.0),
        ("星期", 7.0),
        ("礼拜", 7.0),
        ("季度", 91.0),
        ("自然日", 1.0),
        ("天", 1.0),
        ("周", 7.0),
        ("月", 30.0),
        ("年", 365.0),
        ("宿", 1.0),
        ("夜", 1.0),
        ("秒", 1.0 / 86400.0),
    ];
    let en_units = [
        ("day", 1.0),
        ("days", 1.0),
        ("week", 7.0),
        ("weeks", 7.0),
        ("fortnight", 14.0),
        ("month", 30.0),
        ("months", 30.0),
        ("hour", 1.0 / 24.0),
        ("hours", 1.0 / 24.0),
        ("minute", 1.0 / 1440.0),
        ("minutes", 1.0 / 1440.0),
        ("year", 365.0),
        ("years", 365.0),
        ("night", 1.0),
        ("nights", 1.0),
        ("quarter", 91.0),
        ("quarters", 91.0),
    ];
    let (unit, length) = zh_units
        .iter()
        .find(|(unit, _)| follows(chars, mark, unit))
        .or_else(|| {
            latin = true;
            en_units.iter().find(|(unit, _)| follows(chars, mark, unit))
        })
        .copied()?;
    // 三月 is a month's name, 二〇二六年 a year.
    if unit == "月" && chars.get(mark.wrapping_sub(1)) != Some(&'个') || unit == "年" && value > 200.0 {
        return None;
    }
    let mut end = mark + unit.chars().count();
    let mut bounded = lead.is_some();
    if latin && follows(chars, end, "'s") {
        end += 2;
    }
    let tail = end + usize::from(chars.get(end) == Some(&' '));
    for word in ["之内", "以内", "内", "之后", "以后", "后", "from now", "from today", "later"] {
        if follows(chars, tail, word) {
            bounded |= !matches!(word, "later");
            end = tail + word.chars().count();
            break;
        }
    }
    Some(Recognised::new(EntityKind::Span, Value::Span { days: value * length, bounded }, end))
}

/// A number with a unit after it: 46 个, 三台, 57 payslips.
fn count(chars: &[char], at: usize) -> Option<Recognised> {
    let told = |value: f64, end: usize| Some(Recognised::new(EntityKind::Count, Value::Count(value), end));
    if at > 0 && chars.get(at - 1).is_some_and(|c| "第编".contains(*c)) {
        return None;
    }
    // 几个, 一件: an article, nothing that could be checked. 十几个 is about a dozen, and 一万 a figure.
    if matches!(chars.get(at), Some('几' | '一')) && han(chars, at).is_some_and(|(_, after)| after == at + 1) {
        return None;
    }
    if let Some((value, after)) = digits(chars, at).or_else(|| han(chars, at)) {
        let mark = after + usize::from(chars.get(after) == Some(&' '));
        if matches!(chars.get(mark), Some('号' | '日' | '月')) {
            return None;
        }
        if let Some(&unit) = chars.get(mark)
            && "个台份家人名位套条件张次笔万倍辆架批吨米秒人米平层页只块根棵封遍度兆克例单户场盒箱桶组项间步期款种家字章瓶包篇行帧支道双排盏栋节处颗滴柜尊匹户".contains(unit)
        {
            return told(value, mark + 1);
        }
        if letter(chars, mark) && mark > after
            || chars.get(after).is_none_or(|c| *c != '-') && chars.get(at).is_some_and(char::is_ascii_digit)
        {
            return told(value, after);
        }
        return None;
    }
    let (value, after) = words(chars, at)?;
    (value >= 2.0 && chars.get(after) == Some(&' ') && letter(chars, after + 1))
        .then(|| Recognised::new(EntityKind::Count, Value::Count(value), after))
}

const DOCUMENTS: &[&str] = &[
    "会议纪要",
    "纪要",
    "会议记录",
    "测试报告",
    "检测报告",
    "评估报告",
    "报告",
    "日志",
    "变更单",
    "变更申请",
    "变更请求",
    "补充协议",
    "协议",
    "合同",
    "邮件",
    "备忘录",
    "备忘",
    "书面",
    "清单",
    "工单",
    "通知书",
    "通知单",
    "联系单",
    "会后函",
    "函件",
    "复函",
    "台账",
    "排期表",
    "工时表",
    "报价单",
    "截图",
    "录音",
    "记录",
    "单据",
    "回执",
    "批复",
    "公告",
    "确认函",
    "说明书",
    "周报",
    "月报",
    "日报",
    "文档",
    "简报",
    "minutes",
    "meeting notes",
    "report",
    "reports",
    "log",
    "logs",
    "change request",
    "change order",
    "email",
    "e-mail",
    "mail",
    "memo",
    "protocol",
    "letter",
    "contract",
    "invoice",
    "spreadsheet",
    "timesheet",
    "timesheets",
    "job sheet",
    "delivery note",
    "certificate",
    "summary",
    "write-up",
    "writeup",
    "statement",
    "annex",
    "schedule",
    "specification",
    "spec",
    "audit",
    "recording",
    "screenshot",
    "newsletter",
    "work order",
    "ticket",
    "quote",
    "purchase order",
    "the notes",
];

static DOCUMENTS_AT: LazyLock<ByFirst<()>> = LazyLock::new(|| ByFirst::new(DOCUMENTS.iter().map(|word| (*word, ()))));
static ROLES_ZH_AT: LazyLock<ByFirst<()>> = LazyLock::new(|| ByFirst::new(ROLES_ZH.iter().map(|word| (*word, ()))));

/// Minutes, a report, a log, a mail …
pub(super) fn document(chars: &[char], at: usize) -> Option<Recognised> {
    let (word, ()) = DOCUMENTS_AT.at(chars, at).max_by_key(|(word, ())| word.len())?;
    Some(Recognised::new(EntityKind::Document, Value::Named, at + word.chars().count()))
}

const TITLES_ZH: &[&str] = &[
    "总监",
    "经理",
    "主任",
    "老师",
    "院长",
    "校长",
    "厂长",
    "处长",
    "科长",
    "书记",
    "总",
    "工",
    "姐",
    "哥",
    "董",
    "局",
    "主管",
    "博士",
    "律师",
    "医生",
    "护士长",
    "女士",
    "先生",
    "阿姨",
    "叔",
    "师傅",
    "站长",
    "馆长",
];
const ROLES_ZH: &[&str] = &[
    "工程师",
    "项目经理",
    "技术负责人",
    "负责人",
    "测试组",
    "开发组",
    "数据组",
    "财务",
    "法务",
    "架构师",
    "客服",
    "设计师",
    "运维",
    "采购",
    "班组",
    "监理",
    "专人",
    "同事",
    "团队",
    "主管",
];

/// 王总, 老周, 小吴, 我们的工程师.
pub(super) fn person_zh(chars: &[char], at: usize) -> Option<Recognised> {
    let told = |end: usize| Some(Recognised::new(EntityKind::Person, Value::Named, end));
    if let Some((role, ())) = ROLES_ZH_AT.at(chars, at).next() {
        return told(at + role.chars().count());
    }
    let c = *chars.get(at)?;
    let next = *chars.get(at + 1)?;
    if SURNAMES.contains(c) {
        for title in TITLES_ZH {
            if follows(chars, at + 1, title)
                && !(title.chars().count() == 1
                    && chars.get(at + 2).is_some_and(|c| "共部体结是程作厂人期会地".contains(*c)))
            {
                return told(at + 1 + title.chars().count());
            }
        }
    }
    (matches!(c, '小' | '老' | '阿' | '大') && SURNAMES.contains(next) && !"周时程高方白包金板".contains(next)
        || c == '老' && matches!(next, '周' | '高' | '方' | '金'))
    .then(|| Recognised::new(EntityKind::Person, Value::Named, at + 2))
}

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边";

/// Mr Lee, our engineer, Marek (a capital in the middle of a sentence).
pub(super) fn person_en(scan: &Scan, at: usize) -> Option<Recognised> {
    let chars = &scan.chars;
    let told = |end: usize| Some(Recognised::new(EntityKind::Person, Value::Named, end));
    for title in ["mr", "mrs", "ms", "dr", "prof", "professor", "herr", "frau", "madame"] {
        if follows(chars, at, title) {
            let mut end = at + title.len();
            end += usize::from(chars.get(end) == Some(&'.'));
            if chars.get(end) == Some(&' ') && scan.typed.get(end + 1).is_some_and(|c| c.is_uppercase()) {
                return told(word_end(chars, end + 1));
            }
        }
    }
    for lead in ["our", "my", "the", "an", "a"] {
        if follows(chars, at, lead) {
            let from = at + lead.len() + 1;
            for role in ROLES_EN {
                for skip in 0..2 {
                    let start = if skip == 0 { from } else { word_end(chars, from) + 1 };
                    if follows(chars, start, role) {
                        return told(start + role.len());
                    }
                }
            }
        }
    }
    let capital = scan.typed.get(at).is_some_and(|c| c.is_uppercase());
    let end = word_end(chars, at);
    if !capital || end < at + 3 || scan.typed.get(at + 1).is_some_and(|c| c.is_uppercase()) {
        return None;
    }
    let word: String = chars.get(at..end)?.iter().collect();
    // A name acts: "Marek drives", "Jo will", "Lukas lays"; at the start of a sentence only then.
    let next_end = word_end(chars, end + 1);
    let next: String = chars.get(end + 1..next_end).unwrap_or(&[]).iter().collect();
    let acts = next.ends_with('s') && next.len() > 3 && !next.ends_with("ss") && !next.ends_with("us")
        || matches!(next.as_str(), "will" | "from" | "and" | "in" | "has" | "is" | "can" | "to" | "re");
    let starts =
        at == 0 || !chars.get(at.wrapping_sub(2)).is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '\''));
    let common = NOT_NAMES.contains(&word.as_str());
    let strong = acts
        && next.ends_with('s')
        && next.len() > 3
        && !matches!(next.as_str(), "was" | "this" | "his" | "always" | "days" | "weeks" | "less" | "reasons");
    (!common && (strong || acts && !starts)).then(|| Recognised::new(EntityKind::Person, Value::Named, end))
}

fn word_end(chars: &[char], at: usize) -> usize {
    let mut end = at;
    while chars.get(end).is_some_and(|c| c.is_alphabetic() || matches!(c, '\'' | '-')) {
        end += 1;
    }
    end
}

const ROLES_EN: &[&str] = &[
    "engineer",
    "engineers",
    "manager",
    "team",
    "colleague",
    "colleagues",
    "lead",
    "developer",
    "developers",
    "designer",
    "accountant",
    "lawyer",
    "trainer",
    "technician",
    "director",
    "driver",
    "supervisor",
    "architect",
    "electrician",
    "project manager",
    "foreman",
    "crew",
    "officer",
    "consultant",
    "specialist",
    "office",
    "desk",
    "analyst",
    "tester",
    "solicitor",
];

const NOT_NAMES: &[&str] = &[
    "the",
    "this",
    "that",
    "these",
    "those",
    "what",
    "which",
    "when",
    "where",
    "there",
    "here",
    "they",
    "your",
    "our",
    "his",
    "her",
    "its",
    "their",
    "you",
    "who",
    "how",
    "why",
    "and",
    "but",
    "for",
    "not",
    "nothing",
    "nobody",
    "everything",
    "all",
    "any",
    "some",
    "each",
    "every",
    "both",
    "either",
    "neither",
    "let",
    "then",
    "now",
    "today",
    "tomorrow",
    "tonight",
    "yesterday",
    "next",
    "last",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "first",
    "second",
    "because",
    "since",
    "while",
    "after",
    "before",
    "until",
    "from",
    "with",
    "without",
    "please",
    "thanks",
    "thank",
    "sorry",
    "dear",
    "hello",
    "hi",
    "yes",
    "sure",
    "right",
    "okay",
    "item",
    "items",
    "nobody's",
    "it's",
    "that's",
    "there's",
    "here's",
    "what's",
    "who's",
    "let's",
    "english",
    "french",
    "german",
    "google",
    "also",
    "only",
    "just",
    "maybe",
    "does",
    "did",
];

/// Whether a word as typed looks like a technical term: capitals and digits that no business client uses daily.
pub(super) fn looks_technical(word: &[char]) -> bool {
    let capitals = word.iter().filter(|c| c.is_ascii_uppercase()).count();
    let lower = word.iter().filter(|c| c.is_ascii_lowercase()).count();
    let digits = word.iter().filter(|c| c.is_ascii_digit()).count();
    // Most words have no capital: they are no term, and nothing is made of them.
    if capitals == 0 && !word.contains(&'_') {
        return false;
    }
    let text: String = word.iter().collect();
    if EVERYDAY.contains(&text.as_str()) {
        return false;
    }
    let acronym = capitals >= 2 && lower <= 1 && digits <= 2 && word.len() <= 8;
    let camel = word.first().is_some_and(char::is_ascii_lowercase) && capitals >= 1 && lower >= 3;
    let humps = capitals >= 2
        && lower >= 3
        && word.first().is_some_and(char::is_ascii_uppercase)
        && word.iter().skip(1).any(|c| c.is_ascii_uppercase())
        && !text.starts_with("Mc")
        && !text.starts_with("Mac");
    acronym || camel || humps || text.contains('_')
}

const EVERYDAY: &[&str] = &[
    "API", "APP", "App", "PDF", "CEO", "CFO", "CTO", "CIO", "COO", "PM", "AM", "HR", "IT", "OK", "UK", "US", "USA",
    "EU", "AI", "VIP", "CD", "DVD", "TV", "PC", "PPT", "LED", "KPI", "LOGO", "Logo", "QR", "USB", "SMS", "FAQ", "ID",
    "NO", "VAT", "GPS", "WiFi", "WIFI", "II", "III", "IV", "PO", "CR", "DIY", "ERP", "CRM", "OA", "SUV", "BMW", "MRI",
    "CT", "CNC", "ISO", "CSV", "VR", "PA", "NHS", "CCTV", "VPN", "URL", "HTML", "SEO", "PR", "QA", "GO", "SKU", "SaaS",
    "DJ", "YES", "NOW", "NOT", "ALL", "CAD", "CV", "MBA", "PhD", "EMS", "IOU", "ETA", "iPhone", "iPad", "YouTube",
    "LinkedIn", "WhatsApp", "JPG", "GB", "TB", "MB", "KG", "SLA", "GDP", "IPO", "BBC", "ATM", "RMB", "USD", "EUR",
    "GBP", "CC", "RE", "PS", "ASAP", "BG", "HX", "NDT", "JC", "OK's", "DNA", "AGM", "B2", "A4", "A3", "P2", "UP", "UI",
];
