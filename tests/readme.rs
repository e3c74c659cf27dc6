//! What the README shows is what the program prints.

use assert_cmd::Command;

/// The commands shown in the README, each with the output shown below it.
fn shown() -> Vec<(Vec<String>, String)> {
    let readme = include_str!("../README.md");
    let blocks = readme.split("```text\n$ retold ").skip(1).filter_map(|rest| rest.split("\n```").next());
    let parts = blocks.filter_map(|block| block.split_once('\n'));
    parts.map(|(command, output)| (command.split(' ').map(str::to_owned).collect(), output.to_owned())).collect()
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let shown = shown();
    assert!(shown.len() >= 2);
    for (args, output) in shown {
        let run = Command::cargo_bin("retold").expect("the program is built").args(&args).output().expect("it runs");
        let printed = String::from_utf8(run.stdout).expect("the program prints UTF-8");
        let as_shown = match output.strip_suffix("...") {
            Some(start) => printed.strip_prefix(start).is_some_and(|rest| !rest.is_empty()),
            None => printed.trim_end() == output,
        };
        assert!(as_shown, "retold {}:\n{printed}", args.join(" "));
    }
}
