use crate::exit::Outcome;
use clap::Command;
use clap_complete::Shell;
use std::error::Error;
use std::io::Write;

/// Print what makes a shell complete this program's commands and flags
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold completions bash > ~/.local/share/bash-completion/completions/retold
  retold completions zsh > ~/.zfunc/_retold          a folder of fpath
  retold completions fish > ~/.config/fish/completions/retold.fish")]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(args: &Args, mut program: Command) -> Result<Outcome, Box<dyn Error>> {
    // Gathered first: the generator takes no errors from what it writes to.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, "retold", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Outcome::Found)
}
