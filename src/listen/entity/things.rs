//! Documents, people, and words that look technical.

use std::sync::LazyLock;

use super::number::{ByFirst, follows};
use super::scan::{Recognised, Scan};
use super::{EntityKind, Value};

/// The characters with which Chinese words for people begin.
pub(super) fn people_zh() -> impl Iterator<Item = char> {
    ROLES_ZH.iter().filter_map(|word| word.chars().next()).chain(SURNAMES.chars()).chain("小老阿大".chars())
}

/// The words with which English ones do; a name is known by its capital.
pub(super) fn people_en() -> impl Iterator<Item = &'static str> {
    TITLES_EN.into_iter().chain(LEADS_EN)
}

const TITLES_EN: [&str; 9] = ["mr", "mrs", "ms", "dr", "prof", "professor", "herr", "frau", "madame"];
const LEADS_EN: [&str; 5] = ["our", "my", "the", "an", "a"];

/// Words for documents.
pub(super) const DOCUMENTS: &[&str] = &[
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
    "发票",
    "验收单",
    "合约",
    "报表",
    "minutes",
    "meeting notes",
    "report",
    "reports",
    "log",
    "logs",
    "change request",
    "change order",
    "email",
    "emails",
    "e-mail",
    "mail",
    "memo",
    "protocol",
    "letter",
    "contract",
    "contracts",
    "invoice",
    "invoices",
    "document",
    "documents",
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
    let end = at + word.chars().count();
    (!done(chars, at, end, word)).then(|| Recognised::new(EntityKind::Document, Value::Named, end))
}

/// Whether the word tells what someone does, or minutes that pass, rather than a paper: 记录一下, log in, a few minutes.
fn done(chars: &[char], at: usize, end: usize, word: &str) -> bool {
    let after: &[&str] = match word {
        "log" | "logs" => &[" in", " on", " out", " off"],
        "report" => &[" back", " to"],
        "minutes" => &[" later", " ago", " late"],
        "schedule" => &[" a", " the"],
        "书面" => &["语"],
        // 本周报告 is this week's report.
        "周报" | "月报" | "日报" => &["告"],
        _ if word.is_ascii() => &[],
        _ => &["一下"],
    };
    let before: &[&str] = match word {
        "minutes" => &["few ", "couple of ", "some ", "spare ", "several "],
        "letter" => &["to the "],
        "summary" => &["in "],
        _ => &[],
    };
    after.iter().any(|tail| follows(chars, end, tail))
        || before.iter().any(|lead| {
            let from = at.saturating_sub(lead.len());
            chars.get(from..at).is_some_and(|told| told.iter().copied().eq(lead.chars()))
        })
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
    "产品经理",
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
    if matches!(c, '小' | '大' | '老') && NO_PEOPLE_ZH.iter().any(|word| follows(chars, at, word)) {
        return None;
    }
    if SURNAMES.contains(c) {
        for title in TITLES_ZH {
            if follows(chars, at + 1, title)
                && !chars.get(at + 2).is_some_and(|c| goes_on(title, *c))
                && !(c == '施' && *title == "工")
            {
                return told(at + 1 + title.chars().count());
            }
        }
    }
    (matches!(c, '小' | '老' | '阿' | '大') && SURNAMES.contains(next) && !"周时程高方白包金板".contains(next)
        || c == '老' && matches!(next, '周' | '高' | '方' | '金'))
    .then(|| Recognised::new(EntityKind::Person, Value::Named, at + 2))
}

/// Whether a title of one character is the start of a word of its own: 总额, 工期.
fn goes_on(title: &str, next: char) -> bool {
    match title {
        "总" => "共部体结是程额计数量价".contains(next),
        "工" => "体程作厂人期地资时序具艺伤".contains(next),
        "董" => next == '事',
        "局" => "部面势限".contains(next),
        _ => false,
    }
}

/// What begins with 小, 大 or 老 and a character that is a surname too, and is nobody: 小项目, 大于.
const NO_PEOPLE_ZH: &[&str] = &[
    "小任务",
    "小范围",
    "大范围",
    "小毛病",
    "小于",
    "大于",
    "小车",
    "大车",
    "小单",
    "大单",
    "小段",
    "大段",
    "大陆",
    "小路",
    "大路",
    "老路",
    "小成本",
    "小游戏",
    "小房",
    "大房",
    "大成",
    "小常识",
    "大洪水",
    "大方",
    "大关",
    "老成",
    "小区",
    "小项",
    "大项",
];

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边";

/// Mr Lee, our engineer, Marek (a capital in the middle of a sentence).
pub(super) fn person_en(scan: &Scan, at: usize) -> Option<Recognised> {
    let chars = &scan.chars;
    let told = |end: usize| Some(Recognised::new(EntityKind::Person, Value::Named, end));
    for title in TITLES_EN {
        if follows(chars, at, title) {
            let mut end = at + title.len();
            end += usize::from(chars.get(end) == Some(&'.'));
            if chars.get(end) == Some(&' ') && scan.typed.get(end + 1).is_some_and(|c| c.is_uppercase()) {
                return told(word_end(chars, end + 1));
            }
        }
    }
    for lead in LEADS_EN {
        if follows(chars, at, lead) {
            let from = at + lead.len() + 1;
            for role in ROLES_EN {
                for skip in 0..2 {
                    let start = if skip == 0 { from } else { word_end(chars, from) + 1 };
                    if follows(chars, start, role) && !(role == &"lead" && follows(chars, start + 4, " time")) {
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
    // Most words have no capital: they are no term, and nothing is made of them.
    if !word.iter().any(|c| c.is_ascii_uppercase() || *c == '_') || word.first() == Some(&'_') {
        return false;
    }
    let capitals = word.iter().filter(|c| c.is_ascii_uppercase()).count();
    let lower = word.iter().filter(|c| c.is_ascii_lowercase()).count();
    let digits = word.iter().filter(|c| c.is_ascii_digit()).count();
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
