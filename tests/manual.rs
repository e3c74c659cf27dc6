//! Completions and manual pages tell the same commands and flags as the help.

use assert_cmd::Command;
use std::fs;

fn retold(args: &[&str]) -> (Option<i32>, String, String) {
    let out = Command::cargo_bin("retold").expect("the program is built").args(args).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
    (out.status.code(), text(out.stdout), text(out.stderr))
}

/// The commands that the help lists.
fn commands() -> Vec<String> {
    let (_, help, _) = retold(&["--help"]);
    let list =
        help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("commands are listed");
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|it| *it != "help").map(str::to_owned).collect()
}

/// The long flags in a help text.
fn flags(help: &str) -> Vec<String> {
    let lines = help.lines().filter(|line| line.trim_start().starts_with('-'));
    let flag = |line: &str| line.split([' ', ',', '=', '[']).find(|word| word.starts_with("--")).map(str::to_owned);
    lines.filter_map(flag).collect()
}

#[test]
fn every_shell_completes_every_command_and_flag() {
    let commands = commands();
    assert!(commands.len() >= 6, "{commands:?}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (code, script, _) = retold(&["completions", shell]);
        assert_eq!(code, Some(0));
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell} does not complete {command}");
            for flag in flags(&retold(&["help", command]).1) {
                assert!(script.contains(flag.trim_start_matches('-')), "{shell} does not complete {command} {flag}");
            }
        }
    }
    assert_eq!(retold(&["completions", "abacus"]).0, Some(2));
}

#[cfg(unix)]
#[test]
fn bash_takes_the_completions() {
    let (_, script, _) = retold(&["completions", "bash"]);
    let ask = "COMP_WORDS=(retold scan --thres); COMP_CWORD=2; _retold retold --thres scan; printf '%s\\n' \"${COMPREPLY[@]}\"";
    let run = std::process::Command::new("bash").args(["-c", &format!("{script}\n{ask}")]).output();
    // A machine without bash has nobody who would complete with it.
    let Ok(out) = run else { return };
    assert_eq!(String::from_utf8_lossy(&out.stdout), "--threshold\n", "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn the_manual_has_a_page_for_every_command_with_its_flags() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let (code, _, error) = retold(&["man", &folder.path().join("man1").to_string_lossy()]);
    assert_eq!((code, error.as_str()), (Some(0), ""));
    let page = |name: &str| fs::read_to_string(folder.path().join("man1").join(name)).expect("the page was written");
    assert!(page("retold.1").contains(".TH retold 1") && page("retold.1").contains("near\\-duplicate"));
    for command in commands() {
        let page = page(&format!("retold-{command}.1"));
        for flag in flags(&retold(&["help", &command]).1) {
            assert!(page.contains(&flag.replace('-', "\\-")), "retold-{command}.1 does not tell {flag}");
        }
    }
    let written = fs::read_dir(folder.path().join("man1")).expect("the folder can be listed").count();
    assert_eq!(written, commands().len() + 1);
}
