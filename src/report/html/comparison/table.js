/* The table of paragraph pairs. The text of a pair, as A has it with B's words in their place, is drawn when it is asked for. */

const OPENING = { 2: "[-", 3: "{+", 4: "[~" }, CLOSING = { 2: "-]", 3: "+}", 4: "~]" };

function drawTable() {
  const pairs = pairsShown();
  const place = byId("pairs");
  if (DATA.pairs.length === 0) {
    place.replaceChildren(el("p", {}, "No paragraph of A shares a passage with one of B."));
    return;
  }
  const body = el("tbody", {});
  const table = el("table", {},
    el("caption", {}, pairs.length === DATA.pairs.length ? things(pairs.length, "pair") : `${count(pairs.length)} of ${things(DATA.pairs.length, "pair")}, by the filters above`),
    el("thead", {}, el("tr", {},
      el("th", { scope: "col" }, "A"), el("th", { scope: "col" }, "B"), el("th", { scope: "col" }, "Grade"),
      el("th", { scope: "col", class: "number" }, "Equal words"), el("th", { scope: "col", class: "number" }, "of A’s"), el("th", { scope: "col", class: "number" }, "of B’s"),
      el("th", { scope: "col" }, "Text"))), body);
  place.replaceChildren(el("div", { class: "frame", tabindex: "0", role: "region", "aria-label": "Pairs of paragraphs" }, table));
  drawOnDemand(body, drawRow)(pairs);
}

function drawRow([unit, [a, b, grade, equal, ofA, ofB, stretches]]) {
  const to = (side, number) => el("a", { href: `#${LETTERS[side]}-p${number}`, "aria-label": `${DATA.sides[side].letter} ¶${number}, show the pair`, onclick: (event) => {
    event.preventDefault();
    showPair(a, b);
  } }, "¶" + number);
  const text = el("details", {}, el("summary", {}, el("span", { class: "first-words" }, given(firstWords(stretches)))));
  text.addEventListener("toggle", () => {
    if (text.open && text.childElementCount === 1) text.append(el("p", { class: "merged", dir: "auto" }, merged(stretches)));
  });
  return el("tr", {}, el("td", {}, to(0, a)), el("td", {}, to(1, b)),
    el("td", {}, el("span", { class: "grade grade-" + grade }, el("b", { class: "tag-like grade-" + grade, "aria-hidden": "true" }, labelOf(unit)), " ", DATA.grades[grade])),
    el("td", { class: "number" }, count(equal)), el("td", { class: "number" }, count(ofA)), el("td", { class: "number" }, count(ofB)), el("td", { class: "pair-text" }, text));
}

function firstWords(stretches) {
  const text = stretches[0].map((piece) => (typeof piece === "string" ? piece : piece[0] === 3 ? "" : piece[1])).join("").replace(/\s+/g, " ").trim();
  return text.length > 70 ? text.slice(0, 70).replace(/[\ud800-\udbff]$/, "") + "…" : text;
}

function merged(stretches) {
  return stretches.map((pieces, place) => [place ? " … " : null, pieces.map((piece) => (typeof piece === "string" ? piece
    : el(piece[0] === 2 ? "del" : piece[0] === 3 ? "ins" : "span", { class: FATES[piece[0]] },
      el("span", { class: "unseen" }, OPENING[piece[0]]), piece[1], el("span", { class: "unseen" }, CLOSING[piece[0]]))))]);
}

/* The same in plain characters: [-only in A-], {+only in B+}, [~elsewhere in B~]. */
function mergedText(stretches) {
  return stretches.map((pieces) => pieces.map((piece) => (typeof piece === "string" ? piece : OPENING[piece[0]] + piece[1] + CLOSING[piece[0]])).join(""))
    .join(" … ").replace(/\s+/g, " ");
}
