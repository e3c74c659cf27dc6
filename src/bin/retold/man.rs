use crate::exit::Outcome;
use clap::Command;
use clap_mangen::Man;
use retold::index::Staging;
use std::error::Error;
use std::path::PathBuf;

/// Write the manual pages
///
/// One page for the program and one for each command: retold.1, retold-scan.1 and so on.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold man ~/.local/share/man/man1      then: man retold-scan
  retold man . && man ./retold.1")]
pub(crate) struct Args {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(crate) fn run(args: &Args, mut program: Command) -> Result<Outcome, Box<dyn Error>> {
    program.build();
    let mut staging = Staging::new(&args.folder)?;
    staging.write("retold.1", |mut out| Man::new(program.clone()).render(&mut out))?;
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        let place = format!("retold-{}.1", command.get_name());
        staging.write(place, |mut out| Man::new(command.clone()).render(&mut out))?;
    }
    staging.commit()?;
    Ok(Outcome::Found)
}
