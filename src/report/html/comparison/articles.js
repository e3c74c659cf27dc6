/* The two articles: their names, their text with its marks, and the ways between partners. */

const LETTERS = ["a", "b"];
const GRADE_LETTERS = ["V", "E", "R", "Q"];
const FATES = ["", "changed", "left", "added", "moved"];
const shownNow = { grades: [true, true, true, true], quoted: true, house: true, step: true };
const panes = [null, null];

/* A unit is what has a label and a partner: a pair of paragraphs or, where no listed pair holds a passage, the passage. */
const gradeOf = (unit) => DATA.units[unit][0];
const labelOf = (unit) => GRADE_LETTERS[gradeOf(unit)] + (unit + 1);

function isShown(unit, quoted) {
  const grade = gradeOf(unit);
  return shownNow.grades[grade] && (shownNow.quoted || (!quoted && DATA.grades[grade] !== "quotation"));
}

/* The units of a piece that the filters let through, with what became of it there, the one that says most first. */
function unitsOf(piece) {
  const found = [];
  if (piece[2] && !shownNow.house) return found;
  for (let at = 0; at < piece[3].length; at += 3) {
    const [unit, fate, quoted] = piece[3].slice(at, at + 3);
    if (isShown(unit, quoted)) found.push([unit, fate]);
  }
  return found;
}

function drawNames() {
  byId("articles").append(...DATA.sides.map((side) => {
    const { words, of, quoted, boilerplate } = side.coverage;
    const own = words - quoted - boilerplate;
    const kinds = [[own, "own text"], [quoted, "quoted speech"], [boilerplate, "boilerplate"]]
      .filter(([number]) => number > 0).map(([number, kind]) => count(number) + " " + kind).join(", ");
    return el("div", { class: "article" },
      el("p", { class: "letter", "aria-hidden": "true" }, side.letter),
      el("div", {},
        el("p", { class: "outlet" }, el("span", { class: "unseen" }, "Article " + side.letter + ": "), given(side.source), side.date ? [" · ", given(side.date)] : null),
        el("p", { class: "name" }, given(side.title || side.id)),
        side.title ? el("p", { class: "faint small" }, given(side.id)) : null,
        el("p", { class: "faint small" }, things(side.words, "word") + ", " + things(side.paragraphs, "paragraph")),
        words > 0 ? el("p", { class: "small" }, things(words, "word") + " shared: " + kinds
          + (side.characters ? ", " + count(side.characters[0]) + " of " + things(side.characters[1], "character") : "")) : null));
  }));
}

function drawPanes() {
  DATA.sides.forEach((side, number) => {
    const text = el("div", { class: "text" });
    panes[number] = el("div", { class: "pane", id: "pane-" + LETTERS[number], tabindex: "0", role: "region", "aria-label": "Text of article " + side.letter }, text);
    panes[number].addEventListener("click", (event) => followClick(number, event));
  });
  byId("reading").append(paneWithHead(0), el("div", { class: "map", id: "map" }), paneWithHead(1));
  drawTexts();
}

function paneWithHead(number) {
  const side = DATA.sides[number];
  return el("div", { class: "half" }, el("p", { class: "half-name" }, el("b", {}, side.letter), " ", given(side.source)), panes[number]);
}

function drawTexts() {
  DATA.sides.forEach((side, number) => {
    const fresh = document.createDocumentFragment();
    if (side.title) fresh.append(el("p", { class: "headline", dir: "auto" }, side.title));
    for (const paragraph of side.text) fresh.append(drawParagraph(number, paragraph));
    panes[number].firstChild.replaceChildren(fresh);
    panes[number].classList.toggle("long", side.text.length > 400);
  });
}

function drawParagraph(side, [number, , pieces]) {
  const tagged = new Set();
  const nodes = [];
  for (const piece of pieces) {
    const [tags, node] = drawPiece(side, number, piece, tagged);
    // A label stands before the quotation mark that opens its passage.
    const last = nodes[nodes.length - 1];
    const opening = tags.length && typeof last === "string" ? last.search(/\S+$/) : -1;
    if (opening >= 0) nodes.splice(-1, 1, last.slice(0, opening), tags, last.slice(opening), node);
    else nodes.push(tags, node);
  }
  const body = el("p", {}, nodes);
  if (number === 0) return el("div", { class: "paragraph", dir: "auto" }, el("span", {}), body);
  const id = LETTERS[side] + "-p" + number;
  return el("div", { class: "paragraph", dir: "auto", id, "data-number": number }, el("span", { class: "paragraph-number", title: "Paragraph " + number }, String(number)), body);
}

/* The labels that stand before a piece, and the piece. */
function drawPiece(side, paragraph, piece, tagged) {
  if (typeof piece === "string") return [[], piece];
  const units = unitsOf(piece);
  const house = piece[2] ? " house" : "";
  if (units.length === 0) return [[], house ? el("span", { class: "house" }, piece[0]) : piece[0]];
  const fresh = units.map(([unit]) => unit).filter((unit) => !tagged.has(unit));
  fresh.forEach((unit) => tagged.add(unit));
  const [unit, fate] = units[0];
  const name = fate === 0 || fate === 4 ? "span" : side === 0 ? "del" : "ins";
  const shared = el(name, { class: "shared grade-" + gradeOf(unit) + (fate ? " " + FATES[fate] : "") + house, "data-unit": unit }, piece[0]);
  return [fresh.map((unit) => drawTag(side, paragraph, unit)), shared];
}

/* The label of a unit, which leads to its partner. */
function drawTag(side, paragraph, unit) {
  const other = 1 - side, letter = DATA.sides[other].letter;
  const [grade, equal, again, paragraphs] = DATA.units[unit];
  const says = `${labelOf(unit)}: ${DATA.grades[grade]}, ${things(equal, "equal word")}${again ? ", a further place" : ""}; to ${letter} paragraph ${paragraphs[other]}`;
  const id = paragraphs[side] === paragraph ? LETTERS[side] + "-u" + unit : null;
  return el("a", { class: "tag grade-" + grade, id, dir: "ltr", "aria-label": says, title: says, href: "#" + LETTERS[other] + "-u" + unit, "data-unit": unit }, labelOf(unit));
}

function followClick(side, event) {
  const piece = event.target.closest("[data-unit]");
  if (!piece) return;
  if (piece.classList.contains("tag")) event.preventDefault();
  else if (!getSelection().isCollapsed) return;
  goToPartner(side, Number(piece.dataset.unit), piece);
}

function goToPartner(side, unit, from) {
  const other = 1 - side;
  const tag = byId(LETTERS[other] + "-u" + unit) || panes[other].querySelector(`.tag[data-unit="${unit}"]`);
  if (!tag) return;
  markHere(unit);
  const height = from.getBoundingClientRect().top - panes[side].getBoundingClientRect().top;
  panes[other].scrollIntoView({ block: "nearest" });
  scrollPane(other, tag, Math.min(Math.max(height, 24), panes[other].clientHeight / 2));
  tag.focus({ preventScroll: true });
  announce(`${DATA.sides[other].letter} paragraph ${tag.closest(".paragraph").dataset.number}, ${labelOf(unit)}, ${DATA.grades[gradeOf(unit)]}`);
}

/* Sets one unit off from the others on both sides. */
function markHere(unit) {
  document.querySelectorAll(".here").forEach((piece) => piece.classList.remove("here"));
  panes.forEach((pane) => pane.querySelectorAll(`[data-unit="${unit}"]`).forEach((piece) => piece.classList.add("here")));
}

/* Brings a place of a pane to this height in it, without moving the other pane. */
function scrollPane(side, place, height) {
  stepping.leader = 1 - side;
  const pane = panes[side];
  pane.scrollTop += place.getBoundingClientRect().top - pane.getBoundingClientRect().top - height;
}

/* Shows a pair of paragraphs beside each other; 0 for a side that has none. */
function showPair(a, b) {
  byId("reading").scrollIntoView({ block: "start" });
  stepping.leader = -1;
  [a, b].forEach((paragraph, side) => {
    const place = byId(LETTERS[side] + "-p" + paragraph);
    if (!place) return;
    panes[side].scrollTop += place.getBoundingClientRect().top - panes[side].getBoundingClientRect().top - 24;
    place.classList.remove("flash");
    void place.offsetWidth;
    place.classList.add("flash");
  });
  panes[a ? 0 : 1].focus({ preventScroll: true });
}
