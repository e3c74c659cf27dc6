//! How much memory a run takes.

use sysinfo::{MemoryRefreshKind, RefreshKind, System};

/// Half of the memory that the machine, or the group of processes, has; nothing where the system does not tell.
pub fn half_of_memory() -> Option<u64> {
    let memory = RefreshKind::nothing().with_memory(MemoryRefreshKind::everything());
    let system = System::new_with_specifics(memory).ok()?;
    let allowed = system.cgroup_limits().map_or(u64::MAX, |limits| limits.total_memory);
    Some(system.total_memory().min(allowed) / 2).filter(|&bytes| bytes > 0)
}

/// A number of bytes: `4096`, `16M`, `1T`.
///
/// # Errors
/// When the words name none: they say so.
pub fn bytes(given: &str) -> Result<u64, String> {
    let digits = given.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let power = match given[digits.len()..].to_ascii_uppercase().trim_end_matches('B').trim_end_matches('I') {
        "" => Some(0),
        "K" => Some(1),
        "M" => Some(2),
        "G" => Some(3),
        "T" => Some(4),
        _ => None,
    };
    let number = digits.parse::<u64>().ok().filter(|&number| number > 0);
    let bytes = power.zip(number).and_then(|(power, number)| number.checked_mul(1024_u64.pow(power)));
    bytes.ok_or_else(|| "a number of bytes is wanted: 4096, 16M, 2G".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_understood_with_and_without_a_unit() {
        let known = ["4096", "16k", "16KiB", "2G", "1T"].map(|given| bytes(given).expect("it is a number"));
        assert_eq!(known, [4096, 16 << 10, 16 << 10, 2 << 30, 1 << 40]);
        assert!(["", "0", "-1", "2X", "G", "99999999T"].iter().all(|given| bytes(given).is_err()));
    }
}
