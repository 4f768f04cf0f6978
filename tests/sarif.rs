//! `forthright listen --format sarif`, read by tools of others: the schema of the standard, and a crate of its types.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use serde_sarif::sarif::Sarif;

/// The schema of SARIF 2.1.0, as the crate `serde-sarif` carries it; cargo knows where it lies.
fn schema() -> Value {
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(rustc.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    // Only what this platform needs was fetched.
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", host, "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&cargo.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap());
    let schema = std::fs::read(manifest.with_file_name("src").join("schema.json")).unwrap();
    // The standard's own slip: a bracket that closes nothing, which a strict reader of patterns refuses.
    let text = String::from_utf8(schema).unwrap().replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$");
    serde_json::from_str(&text).unwrap()
}

/// What the program says of a text, after the schema and the types have taken it.
fn log(args: &[&str], text: &str) -> Value {
    let mut child = Command::new(env!("CARGO_BIN_EXE_forthright"))
        .args(["listen", "--no-store", "--format", "sarif"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    valid(&output.stdout)
}

/// A log that the schema and the types take.
fn valid(bytes: &[u8]) -> Value {
    let log: Value = serde_json::from_slice(bytes).unwrap();
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let errors: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    let _: Sarif = serde_json::from_value(log.clone()).unwrap();
    log
}

fn results(log: &Value) -> Vec<(String, u64, u64)> {
    let results = log["runs"][0]["results"].as_array().unwrap();
    let of = |result: &Value| {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let number = |key: &str| region[key].as_u64().unwrap();
        (result["ruleId"].as_str().unwrap().to_owned(), number("startLine"), number("startColumn"))
    };
    results.iter().map(of).collect()
}

#[test]
fn a_wrong_word_is_a_finding_with_its_line_and_column() {
    let log = log(&["--lang", "zh"], "王总：\n项目延期三周。\n这都怪你们信息科。");
    let found = results(&log);
    assert!(found.iter().any(|(id, line, _)| id == "signal/shifts_blame" && *line == 3), "{found:?}");
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().any(|rule| rule["id"] == "signal/shifts_blame"));
}

#[test]
fn what_is_good_is_no_finding() {
    assert_eq!(results(&log(&["--lang", "en"], "We are sorry. The handover moves to Friday.")), []);
    assert_eq!(results(&log(&[], "")), []);
}

#[test]
fn checks_that_are_not_met_are_findings_of_the_whole_text() {
    let log = log(&["--lang", "en", "--step", "delay/land"], "It's no big deal.\nRelax.");
    let found = results(&log);
    assert!(found.iter().any(|(id, _, _)| id.starts_with("check/")), "{found:?}");
}

#[test]
fn files_are_named_as_references() {
    let folder = std::env::temp_dir().join(format!("forthright sarif {}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("草稿 1.txt");
    std::fs::write(&file, "This is your fault.").unwrap();
    let log = log(&["--lang", "en", file.to_str().unwrap()], "");
    std::fs::remove_dir_all(&folder).unwrap();
    let uri = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert!(uri.as_str().unwrap().ends_with("%E8%8D%89%E7%A8%BF%201.txt"), "{uri}");
}

#[test]
fn what_is_wrong_with_a_pack_is_a_log_too() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("words")).unwrap();
    let manifest = "format: 1\nid: mine\nextends: client-talks\ntitle: {zh: 我的, en: Mine}\n";
    std::fs::write(folder.path().join("pack.yaml"), manifest).unwrap();
    let path = folder.path().to_str().unwrap();
    let check = |lang: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_forthright"))
            .args(["pack", "check", path, "--format", "sarif", "--lang", lang])
            .env("FORTHRIGHT_HOME", folder.path().join("home"))
            .output()
            .unwrap();
        (output.status.code(), valid(&output.stdout))
    };
    // A note alone is fine.
    let (code, log) = check("en");
    let of = |log: &Value, key: &str| log["runs"][0]["results"][0][key].as_str().unwrap().to_owned();
    assert_eq!((code, of(&log, "ruleId").as_str(), of(&log, "level").as_str()), (Some(0), "pack/no-lock", "note"));
    std::fs::write(folder.path().join("words/a.yaml"), "add_to:\n- {words: jargonn, zh: [赋能]}\n").unwrap();
    let (code, log) = check("zh");
    assert_eq!((code, results(&log)), (Some(1), vec![("pack/unknown-name".to_owned(), 2, 11)]));
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(rule["fullDescription"]["text"], "没有叫这个名字的东西。");
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert!(place["artifactLocation"]["uri"].as_str().unwrap().ends_with("/words/a.yaml"));
}
