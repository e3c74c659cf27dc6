//! The browser's form: one file that needs nothing beside itself, opened from the disk or sent by mail.
//!
//! A page is a template that extends `page.html`, the shell; a stylesheet and a script behind those that all pages have (`base.css`,
//! `base.js`); and its findings as JSON, which the script draws. What comes from outside, titles, ids, texts, reaches the page in two ways
//! alone: through a template, which escapes it, and through [`Embedded`], from which the script makes text nodes, never markup. The content
//! security policy of the shell lets nothing run but the one script and load nothing at all.

mod comparison;
mod corpus;
mod embed;
mod page;

pub use comparison::{ComparisonPage, write_comparison_html};
pub(super) use corpus::write_findings_html;
use embed::Embedded;
use page::Page;
