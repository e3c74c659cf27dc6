//! The accessibility check: axe-core, which `.ci/run` fetches, run inside the page.

use crate::chrome::Tab;
use std::fs;

const PLACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/axe-4.14.1/node_modules/axe-core/axe.min.js");

/// What to do where it is missing.
pub(crate) const HOW_TO_GET: &str = "no axe-core; npm install --prefix target/axe-4.14.1 axe-core@4.14.1";

/// Whether it can be run.
pub(crate) fn is_there() -> bool {
    fs::exists(PLACE).unwrap_or(false)
}

/// Fails if the page as it stands breaks a rule of WCAG 2.2 AA or of good practice.
pub(crate) fn assert_accessible(tab: &mut Tab, state: &str) {
    let axe = fs::read_to_string(PLACE).expect("axe-core is there");
    tab.run(&format!("{axe}; 1"));
    let found = tab.run(
        "axe.run(document, {resultTypes: ['violations']}).then(it => ({passes: it.passes.length, broken: it.violations.map(rule => \
         `${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 4).map(node => node.html + ' ' + node.failureSummary).join(' | ')}`)}))",
    );
    assert!(found["passes"].as_u64().is_some_and(|passes| passes > 20), "axe-core checked the page: {found}");
    assert_eq!(found["broken"], serde_json::json!([]), "{state}");
}
