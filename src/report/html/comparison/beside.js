/* What is told beside the passages, and how the page was made. */

const FACT_KINDS = [["number", "Numbers"], ["date", "Dates"], ["quotation", "Speech"]];
const FOLDED = {
  look_alike: (number, first) => things(number, "word") + " with letters that look Latin, first “" + first + "”",
  invisible: (number) => things(number, "invisible character"),
  soft_hyphen: (number) => things(number, "soft hyphen"),
  full_width: (number) => things(number, "full-width character"),
  curly_quote: (number) => things(number, "curly quotation mark"),
};

/* The paragraphs of a side that share nothing, as ranges: ¶1, ¶4-6. */
function paragraphsAlone(side) {
  const shared = new Set(DATA.pairs.map((pair) => pair[side]));
  const ranges = [];
  for (let number = 1; number <= DATA.sides[side].paragraphs; number += 1) {
    if (shared.has(number)) continue;
    const last = ranges[ranges.length - 1];
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? "¶" + from : "¶" + from + "-" + to)).join(", ");
}

function headlineText({ grade, equal, of }) {
  if (!grade) return `Headlines differ: ${equal} of A’s ${of[0]} words, B’s ${of[1]}.`;
  return equal === of[0] && equal === of[1] ? `Headlines: ${grade}.` : `Headlines: ${grade}, ${equal} of A’s ${of[0]} words, B’s ${of[1]}.`;
}

/* The facts that need no table, a line each. */
function besideLines() {
  const { alone, headline, folded } = DATA.beside;
  const lines = [];
  alone.forEach((words, side) => {
    const whole = paragraphsAlone(side);
    if (words > 0) lines.push(`Only in ${DATA.sides[side].letter}: ${things(words, "word")}${whole ? "; all of " + whole : ""}.`);
  });
  if (headline) lines.push(headlineText(headline));
  folded.forEach((kinds, side) => {
    if (kinds.length) lines.push(`Folded in ${DATA.sides[side].letter}: ${kinds.map(([kind, number, first]) => FOLDED[kind](number, first)).join("; ")}.`);
  });
  return lines;
}

function likeness(name) {
  return name === "same" ? "" : name;
}

function drawBeside() {
  if (!DATA.beside) return;
  const place = byId("beside");
  const lines = besideLines();
  const { facts } = DATA.beside;
  place.append(...lines.map((line) => el("p", {}, given(line, { dir: "ltr" }))));
  if (facts.length > 0) place.append(el("h3", {}, "Both report, outside of shared text"));
  for (const [kind, heading] of FACT_KINDS) {
    const found = facts.filter((fact) => fact[0] === kind);
    if (found.length > 0) place.append(factTable(heading, found));
  }
  const names = facts.filter((fact) => fact[0] === "name");
  if (names.length > 0) {
    place.append(el("p", { class: "names" }, el("b", {}, "Names: "),
      names.map(([, , [a, b]], at) => [at ? ", " : null, given(a[2]), el("span", { class: "faint small" }, ` (${count(a[4])}, ${count(b[4])})`)])));
  }
  if (lines.length + facts.length === 0) byId("beside-section").hidden = true;
}

function factTable(heading, facts) {
  const said = ([paragraph, before, words, after]) => el("td", {}, el("span", { class: "faint" }, "¶" + paragraph + " "), el("span", { class: "given", dir: "auto" }, before, el("b", {}, words), after));
  const body = el("tbody", {});
  drawOnDemand(body, ([, name, [a, b]]) => el("tr", {}, said(a), said(b), el("td", { class: "faint" }, likeness(name))))(facts);
  return el("div", { class: "frame", tabindex: "0", role: "region", "aria-label": heading + " that both report" }, el("table", { class: "facts" }, el("caption", {}, heading),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "A says"), el("th", { scope: "col" }, "B says"), el("th", { scope: "col" }, "Alike"))), body));
}

function drawMade() {
  const file = (side) => (side.file
    ? [el("dt", {}, "SHA-256 of " + side.letter), el("dd", {}, el("code", { class: "digest" }, side.file[2]), el("br", {}), given(side.file[0]), ", " + things(side.file[1], "byte"),
      side.place === side.file[0] ? null : ["; there ", given(side.place)])] : null);
  byId("made").append(el("dl", {}, el("dt", {}, "Version"), el("dd", {}, "retold " + DATA.version),
    el("dt", {}, "Settings"), el("dd", {}, DATA.settings.map(([name, value]) => `${name} ${value}`).join(", ")), DATA.sides.map(file)));
}
