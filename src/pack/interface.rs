//! The words of the interface: a typed table, filled from `ui/*.yaml`.

use serde::{Deserialize, Serialize};

use super::words::Both;

macro_rules! interface {
    ($($name:ident = $key:literal),* $(,)?) => {
        /// A word or sentence of the interface; the text itself stands in the pack.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, clippy::enum_variant_names, reason = "the key beside each name says what it is")]
        pub enum Word { $($name),* }

        impl Word {
            /// Every word, in the order of the table.
            pub const ALL: &[Word] = &[$(Word::$name),*];

            /// The key in `ui/*.yaml`.
            pub const fn key(self) -> &'static str {
                match self { $(Word::$name => $key),* }
            }
        }
    };
}

interface! {
    AppName = "app.name",
    LanguageName = "app.language",
    TheClient = "app.the-client",
    You = "app.you",
    Yes = "app.yes",
    No = "app.no",
    Empty = "app.empty",
    ExampleCase = "app.example",
    Saved = "app.saved",
    Saving = "app.saving",
    NotSaving = "app.not-saving",
    TooLong = "app.too-long",
    GapInText = "app.gap",
    GapWithNote = "app.gap-note",
    Copied = "app.copied",
    Written = "app.written",
    NoStore = "app.no-store",
    OtherInstance = "app.other",
    SaveFailed = "app.save-failed",
    SaveFailedHelp = "app.save-failed-help",
    HelpIntro = "help.intro",
    HelpEditing = "help.editing",
    Prepare = "stage.prepare",
    Debrief = "stage.debrief",
    Card = "stage.card",
    HomeWelcome = "home.welcome",
    HomeResume = "home.resume",
    HomeNew = "home.new",
    HomeNoClient = "home.no-client",
    HomeGaps = "home.gaps",
    HomeRehearsed = "home.rehearsed",
    HomeOther = "home.other",
    LibraryCases = "library.cases",
    LibraryCasesIntro = "library.cases-intro",
    LibraryHabits = "library.habits",
    LibraryHabitsIntro = "library.habits-intro",
    CaseGood = "library.case-good",
    CaseBad = "library.case-bad",
    CaseMixed = "library.case-mixed",
    CaseUs = "library.case-us",
    CaseClient = "library.case-client",
    CaseCame = "library.case-came",
    CaseLesson = "library.case-lesson",
    HabitPractice = "library.habit-practice",
    NotFromArticles = "library.not-from-articles",
    HomeUnknownScenario = "home.unknown",
    FormTitle = "form.title",
    FormIntro = "form.intro",
    FormOwnCase = "form.own",
    FormExampleTaken = "form.example",
    GateTitle = "gate.title",
    GateIntro = "gate.intro",
    GateOpen = "gate.open",
    GateHave = "gate.have",
    GateMissing = "gate.missing",
    GateNotNeeded = "gate.not-needed",
    GateWhoWhen = "gate.who-when",
    GateBecause = "gate.because",
    GateOtherPath = "gate.path",
    GateBegin = "gate.begin",
    GatePersona = "gate.persona",
    GateLevel = "gate.level",
    GateCoach = "gate.coach",
    GateChecklist = "gate.checklist",
    GateNoteHint = "gate.note-hint",
    CoachLive = "coach.live",
    CoachAfter = "coach.after",
    CoachOff = "coach.off",
    CoachIs = "coach.is",
    AsideClient = "step.client",
    PaneTask = "step.task",
    PaneWrite = "step.write",
    PaneHeard = "step.heard",
    WriteHint = "step.hint",
    DrillAgain = "step.drill",
    DrillFirst = "step.drill-first",
    ModelLines = "step.models",
    Better = "step.better",
    CantTell = "step.cant-tell",
    TickedAloud = "step.ticked",
    Unused = "step.unused",
    TakesSeconds = "step.seconds",
    TakesMinutes = "step.minutes",
    HeardHead = "step.head",
    HeardAfter = "step.after",
    HeardOff = "step.off",
    NothingSaid = "step.nothing",
    AloudClock = "aloud.clock",
    AloudRunning = "aloud.running",
    AloudTick = "aloud.tick",
    SaidAloud = "aloud.said",
    AnswerHint = "client.hint",
    YouWait = "client.wait",
    HeardInLine = "client.heard",
    TurnOver = "client.over",
    NextMove = "client.next",
    MovesMade = "client.made",
    NothingAnswered = "client.nothing",
    MoodSoftening = "mood.softening",
    MoodWaiting = "mood.waiting",
    MoodHardening = "mood.hardening",
    MoodEased = "mood.eased",
    MoodGone = "mood.gone",
    EndLeftOpen = "end.left-open",
    EndAnswered = "end.answered",
    EndUnanswered = "end.unanswered",
    EndNothing = "end.nothing",
    OutcomeClosed = "debrief.closed",
    OutcomeMixed = "debrief.mixed",
    OutcomeOpen = "debrief.open",
    OutcomeQuiet = "debrief.quiet",
    DoorWeakest = "debrief.weakest",
    DoorCard = "debrief.card",
    DoorAgain = "debrief.again",
    DoorDone = "debrief.done",
    DebriefSkipped = "debrief.skipped",
    Gained = "debrief.gained",
    Lost = "debrief.lost",
    CardGaps = "card.gaps",
    CardNoGaps = "card.no-gaps",
    CardCues = "card.cues",
    CardIf = "card.if",
    CardNever = "card.never",
    SummaryFacts = "summary.facts",
    SummaryLines = "summary.lines",
    SummaryWatch = "summary.watch",
    SummaryIfThen = "summary.if-then",
    SummaryClock = "summary.clock",
    ChecklistDone = "checklist.done",
    KeySay = "keys.say",
    KeyChoose = "keys.choose",
    KeyToggle = "keys.toggle",
    KeyUp = "keys.up",
    KeyDown = "keys.down",
    KeyLeft = "keys.left",
    KeyRight = "keys.right",
    KeyPageUp = "keys.page-up",
    KeyPageDown = "keys.page-down",
    KeyAdvice = "keys.advice",
    KeyModels = "keys.models",
    KeyAloud = "keys.aloud",
    KeyWait = "keys.wait",
    KeySkip = "keys.skip",
    KeyCopy = "keys.copy",
    KeyWrite = "keys.write",
    KeyRetry = "keys.retry",
    KeyUnsaved = "keys.unsaved",
    KeyPane = "keys.pane",
    KeyCoach = "keys.coach",
    KeyLanguage = "keys.language",
    KeyBack = "keys.back",
    KeyHelp = "keys.help",
    KeyQuit = "keys.quit",
    EditUndo = "edit.undo",
    EditRedo = "edit.redo",
    EditWordLeft = "edit.word-left",
    EditWordRight = "edit.word-right",
    EditLineStart = "edit.line-start",
    EditLineEnd = "edit.line-end",
    EditTextStart = "edit.text-start",
    EditTextEnd = "edit.text-end",
    EditKillEnd = "edit.kill-end",
    EditKillStart = "edit.kill-start",
    EditKillWord = "edit.kill-word",
    EditKillNext = "edit.kill-next",
    EditYank = "edit.yank",
    EditCut = "edit.cut",
    EditSelectAll = "edit.select-all",
    EditRubOut = "edit.rub-out",
    EditDelete = "edit.delete",
    EditLeft = "edit.left",
    EditRight = "edit.right",
    EditNewline = "edit.newline",
    EditUp = "edit.up",
    EditDown = "edit.down",
    EditPageUp = "edit.page-up",
    EditPageDown = "edit.page-down",
    PlainHowTo = "plain.how",
    PlainUnknown = "plain.unknown",
    PlainDidYouMean = "plain.did-you-mean",
    PlainNoItem = "plain.no-item",
    PlainResume = "plain.resume",
    PlainNotSaved = "plain.not-saved",
    PlainCommands = "plain.commands",
    PlainNotHere = "plain.not-here",
    PlainNotText = "plain.not-text",
    PlainNoText = "plain.no-text",
    CliNoScenario = "cli.no-scenario",
    CliDidYouMean = "cli.did-you-mean",
    CliThereAre = "cli.there-are",
    CliSeveral = "cli.several",
    CliNoTalks = "cli.no-talks",
    CliNoPersona = "cli.no-persona",
    CliNoLevel = "cli.no-level",
    CliNoChecklist = "cli.no-checklist",
    CliNoExample = "cli.no-example",
    CliNoPage = "cli.no-page",
    CliNoDocument = "cli.no-document",
    CliNoStep = "cli.no-step",
    CliWhich = "cli.which",
    CliCannotRead = "cli.cannot-read",
    CliTooLarge = "cli.too-large",
    CliNotText = "cli.not-text",
    CliBadLine = "cli.bad-line",
    CliExists = "cli.exists",
    CliCannotWrite = "cli.cannot-write",
    CliPackBroken = "cli.pack-broken",
    CliPackFine = "cli.pack-fine",
    CliPackFound = "cli.pack-found",
    CliPackNotes = "cli.pack-notes",
    CliPackAccepted = "cli.pack-accepted",
    CliPackNoFolder = "cli.pack-no-folder",
    CliPackAside = "cli.pack-aside",
    PackReloaded = "pack.reloaded",
    PackBroken = "pack.broken",
    PackBrokenHelp = "pack.broken-help",
    PackStepGone = "pack.step-gone",
    CliMistakes = "cli.mistakes",
    CliFactsBroken = "cli.facts-broken",
    CliNewTalk = "cli.new-talk",
    CliNeedsStore = "cli.needs-store",
    CliUnsaved = "cli.unsaved",
    CliNotHere = "cli.not-here",
    WalkAsExample = "walk.as-example",
    WalkWith = "walk.with",
    WalkNever = "walk.never",
    WalkShortest = "walk.shortest",
    WalkSteps = "walk.steps",
    WalkMeetings = "walk.meetings",
    WalkComes = "walk.comes",
    WalkEased = "walk.eased",
    WalkUnresolved = "walk.unresolved",
    WalkLeftOpen = "walk.left-open",
    WalkAnswers = "walk.answers",
    WalkWait = "walk.wait",
    WalkGoOn = "walk.go-on",
    WalkNoWay = "walk.no-way",
    WalkStates = "walk.states",
    WalkCoverage = "walk.coverage",
    WalkWhole = "walk.whole",
    WalkPartial = "walk.partial",
    WalkUnreached = "walk.unreached",
    WalkNoPath = "walk.no-path",
    WalkNoStep = "walk.no-step",
    WalkNoReaction = "walk.no-reaction",
    WalkNoMeeting = "walk.no-meeting",
    WalkNoMove = "walk.no-move",
    WalkNoWorsens = "walk.no-worsens",
    WalkNoEnding = "walk.no-ending",
    LangZh = "walk.lang-zh",
    LangEn = "walk.lang-en",
    PreviewClient = "preview.client",
    PreviewMoves = "preview.moves",
    PreviewWorse = "preview.worse",
    PreviewChecks = "preview.checks",
    PreviewWarns = "preview.warns",
    PreviewAsks = "preview.asks",
    PreviewOnlyWhen = "preview.only-when",
    NewPackMade = "new-pack.made",
    NewPackBadName = "new-pack.bad-name",
    NewPackTaken = "new-pack.taken",
    DoctorVersion = "doctor.version",
    DoctorStore = "doctor.store",
    DoctorPacks = "doctor.packs",
    DoctorPack = "doctor.pack",
    DoctorLang = "doctor.lang",
    DoctorTerminal = "doctor.terminal",
    DoctorColour = "doctor.colour",
    DoctorFine = "doctor.fine",
    DoctorNone = "doctor.none",
    DoctorYes = "doctor.yes",
    DoctorNo = "doctor.no",
    TooSmall = "app.too-small",
    MoreLines = "app.more",
}

/// All words of the interface in both languages, in the order of [`Word::ALL`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Interface(Vec<Both>);

impl Interface {
    /// A table from texts in the order of [`Word::ALL`]; `None` when their number differs.
    pub(crate) fn new(texts: Vec<Both>) -> Option<Self> {
        (texts.len() == Word::ALL.len()).then_some(Self(texts))
    }

    /// The text of a word.
    pub fn get(&self, word: Word) -> &Both {
        &self.0[word as usize]
    }
}

/// Puts values into the `{name}` places of an interface text. A place without a value stays.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, tail)) => {
                match values.iter().find(|(key, _)| *key == name) {
                    Some((_, value)) => out.push_str(value),
                    None => {
                        out.push('{');
                        out.push_str(name);
                        out.push('}');
                    }
                }
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
