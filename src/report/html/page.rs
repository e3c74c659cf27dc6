use super::Embedded;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What every page has: fills the blocks of `page.html`. A page's template has it as the field `page`.
pub(super) struct Page<T> {
    /// The name in the browser's tab, escaped when shown.
    pub(super) title: String,
    /// The stylesheet.
    pub(super) style: String,
    /// The script.
    pub(super) script: String,
    /// What the script draws.
    pub(super) data: Embedded<T>,
}

const BASE_STYLE: &str = include_str!("base.css");
const BASE_SCRIPT: &str = include_str!("base.js");

impl<T: Serialize> Page<T> {
    /// A page with a `style` and a `script` of its own behind those of all pages.
    pub(super) fn new(title: String, style: &[&str], script: &[&str], data: T) -> Self {
        Self { title, style: joined(BASE_STYLE, style), script: joined(BASE_SCRIPT, script), data: Embedded(data) }
    }

    /// The content security policy: this one stylesheet, this one script, and nothing from anywhere; text becomes no markup.
    pub(super) fn policy(&self) -> String {
        let (style, script) = (digest(&self.style), digest(&self.script));
        format!(
            "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'"
        )
    }

    /// Which program wrote the page.
    pub(super) fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// Parts as one; a browser reads every line end as a line feed before it takes the digest.
fn joined(base: &str, own: &[&str]) -> String {
    let parts: Vec<&str> = std::iter::once(base).chain(own.iter().copied()).collect();
    parts.join("\n").replace("\r\n", "\n")
}

fn digest(of: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(of)))
}
