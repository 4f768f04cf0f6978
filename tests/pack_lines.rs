//! The pack's own lines, judged by the coach.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on says so")]
mod support;
use forthright::coach::{Talk, judge_text};
use forthright::listen::Verdict;
use forthright::pack::{CheckKind, Lang};
use support::*;

#[test]
fn lines() {
    let pack = pack();
    let l = listener();
    let (mut gn, mut gmiss, mut bn, mut bmiss) = (0, 0, 0, 0);
    for s in &pack.scenarios {
        for lang in Lang::ALL {
            let talk = Talk::example(s, lang, now().timestamp());
            for st in s.stages.iter().flat_map(|x| &x.steps) {
                for g in &st.good {
                    let j = judge_text(&pack, &l, &talk, st, g.line.get(lang));
                    for v in &j.verdicts {
                        gn += 1;
                        if v.verdict == Verdict::NotMet {
                            gmiss += 1;
                            println!(
                                "GOOD {}/{} {} misses {} {:?}: {}",
                                s.id,
                                st.id,
                                lang.code(),
                                pack[v.check].id,
                                v.spans.iter().map(|x| x.of(g.line.get(lang))).collect::<Vec<_>>(),
                                g.line.get(lang)
                            );
                        }
                    }
                }
                for b in &st.bad {
                    let mut t2 = talk.clone();
                    if let Some(w) = &pack[b.fails].when {
                        match w {
                            forthright::pack::Condition::Gate { item, is } => {
                                t2.gate.insert(
                                    item.clone(),
                                    forthright::coach::GateAnswer { state: *is, note: String::new() },
                                );
                            }
                            forthright::pack::Condition::Fact { fact, is } => {
                                t2.flags.insert(fact.clone(), *is);
                            }
                        }
                    }
                    let j = judge_text(&pack, &l, &t2, st, b.model.line.get(lang));
                    bn += 1;
                    if !j.verdicts.iter().any(|v| v.check == b.fails && v.verdict == Verdict::NotMet) {
                        bmiss += 1;
                        println!(
                            "BAD {}/{} {} should fail {}: {}",
                            s.id,
                            st.id,
                            lang.code(),
                            pack[b.fails].id,
                            b.model.line.get(lang)
                        );
                    }
                }
            }
        }
    }
    println!("good checks {gn} missed {gmiss}; bad {bn} not failing {bmiss}");
    let (mut en, mut em) = (0, 0);
    for c in &pack.checks {
        for lang in Lang::ALL {
            for (want, list) in [(true, &c.met_examples), (false, &c.missed_examples)] {
                for e in list {
                    en += 1;
                    let t = e.get(lang);
                    let h = l.hear(t, None);
                    let v = forthright::listen::judge(&c.rule, &h, t).verdict;
                    let ok = if want { v == Verdict::Met } else { v == Verdict::NotMet };
                    if !ok {
                        em += 1;
                        println!(
                            "EX {} {} want {} got {v:?} {:?}: {t}",
                            c.id,
                            lang.code(),
                            want,
                            h.signals.iter().map(|s| l.name(s.signal)).collect::<Vec<_>>()
                        );
                    }
                }
            }
        }
        let _ = CheckKind::Asks;
    }
    println!("examples {en} wrong {em}");
    for r in &pack.reactions {
        for lang in Lang::ALL {
            for m in &r.moves {
                let t = m.better.get(lang);
                let h = l.hear(t, None);
                if !m.rule.weigh(&h, t).holds {
                    println!(
                        "MOVE {}/{} {}: {t} {:?}",
                        r.id,
                        m.id,
                        lang.code(),
                        h.signals.iter().map(|s| l.name(s.signal)).collect::<Vec<_>>()
                    );
                }
            }
        }
    }
}
