/* The two articles: their names, their text with its marks, and the ways between partners. */

const LETTERS = ["a", "b"];
const GRADE_LETTERS = ["V", "E", "R", "Q"];
const FATES = ["", "changed", "left", "added", "moved"];
const shownNow = { grades: [true, true, true, true], quoted: true, house: true, step: true };
const panes = [null, null];

const gradeOf = (passage) => DATA.passages[passage][0];
const labelOf = (passage) => GRADE_LETTERS[gradeOf(passage)] + (passage + 1);

/* By side, passage and paragraph, the paragraph of the other side that holds the partner. */
const partners = [new Map(), new Map()];
for (const [a, b, , , , , stretches] of DATA.pairs) {
  for (const [passage] of stretches) {
    for (const [side, own, other] of [[0, a, b], [1, b, a]]) {
      const key = passage + "-" + own;
      if (!partners[side].has(key)) partners[side].set(key, other);
    }
  }
}

function isShown(passage, quoted) {
  const grade = gradeOf(passage);
  return shownNow.grades[grade] && (shownNow.quoted || (!quoted && DATA.grades[grade] !== "quotation"));
}

/* The passages of a piece that the filters let through: [passage, fate, edit] each, the one that says most first. */
function passagesOf(piece) {
  const found = [];
  if (piece[2] && !shownNow.house) return found;
  for (let at = 0; at < piece[3].length; at += 4) {
    const [passage, fate, edit, quoted] = piece[3].slice(at, at + 4);
    if (isShown(passage, quoted)) found.push([passage, fate, edit]);
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
  byId("reading").append(paneWithHead(0), el("div", { class: "map only-screen", id: "map" }), paneWithHead(1));
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
  const body = el("p", {}, pieces.map((piece) => drawPiece(side, number, piece, tagged)));
  if (number === 0) return el("div", { class: "paragraph", dir: "auto" }, el("span", {}), body);
  const id = LETTERS[side] + "-" + number;
  return el("div", { class: "paragraph", dir: "auto", id }, el("span", { class: "paragraph-number", title: "Paragraph " + number }, String(number)), body);
}

function drawPiece(side, paragraph, piece, tagged) {
  if (typeof piece === "string") return piece;
  const passages = passagesOf(piece);
  const house = piece[2] ? " house" : "";
  if (passages.length === 0) return house ? el("span", { class: "house" }, piece[0]) : piece[0];
  const tags = [];
  for (const [passage] of passages) {
    if (tagged.has(passage)) continue;
    tagged.add(passage);
    tags.push(drawTag(side, paragraph, passage));
  }
  const [passage, fate, edit] = passages[0];
  const name = fate === 0 || fate === 4 ? "span" : side === 0 ? "del" : "ins";
  const attributes = { class: "shared grade-" + gradeOf(passage) + (fate ? " " + FATES[fate] : "") + house, "data-passage": passage };
  if (fate) attributes["data-edit"] = edit;
  return [tags, el(name, attributes, piece[0])];
}

/* The label of a passage, which leads to its partner. */
function drawTag(side, paragraph, passage) {
  const other = 1 - side;
  const [grade, equal, again] = DATA.passages[passage];
  const target = partners[side].get(passage + "-" + paragraph);
  const says = `${labelOf(passage)}: ${DATA.grades[grade]}, ${things(equal, "equal word")}${again ? ", a further place" : ""}; to `
    + (target ? `paragraph ${target} of ${DATA.sides[other].letter}` : `article ${DATA.sides[other].letter}`);
  return el("a", {
    class: "tag grade-" + grade, id: LETTERS[side] + "-" + paragraph + "-" + passage, "aria-label": says, title: says,
    href: "#" + LETTERS[other] + "-" + (target || 1) + "-" + passage, "data-passage": passage,
  }, labelOf(passage));
}

function followClick(side, event) {
  const piece = event.target.closest("[data-passage]");
  if (!piece) return;
  const isTag = piece.classList.contains("tag");
  if (isTag) event.preventDefault();
  else if (!getSelection().isCollapsed) return;
  const paragraph = Number(piece.closest(".paragraph").id.slice(2));
  goToPartner(side, paragraph, Number(piece.dataset.passage), piece);
}

function goToPartner(side, paragraph, passage, from) {
  const other = 1 - side, letter = LETTERS[other];
  const target = partners[side].get(passage + "-" + paragraph);
  const tag = byId(letter + "-" + target + "-" + passage) || panes[other].querySelector(`.tag[data-passage="${passage}"]`);
  if (!tag) return;
  markHere(passage);
  const height = from.getBoundingClientRect().top - panes[side].getBoundingClientRect().top;
  panes[other].scrollIntoView({ block: "nearest" });
  scrollPane(other, tag, Math.min(Math.max(height, 24), panes[other].clientHeight / 2));
  tag.focus({ preventScroll: true });
  announce(`${DATA.sides[other].letter} paragraph ${tag.closest(".paragraph").id.slice(2)}, ${labelOf(passage)}, ${DATA.grades[gradeOf(passage)]}`);
}

/* Sets one passage off from the others on both sides. */
function markHere(passage) {
  document.querySelectorAll(".here").forEach((piece) => piece.classList.remove("here"));
  panes.forEach((pane) => pane.querySelectorAll(`[data-passage="${passage}"]`).forEach((piece) => piece.classList.add("here")));
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
    const place = byId(LETTERS[side] + "-" + paragraph);
    if (!place) return;
    panes[side].scrollTop += place.getBoundingClientRect().top - panes[side].getBoundingClientRect().top - 24;
    place.classList.remove("flash");
    void place.offsetWidth;
    place.classList.add("flash");
  });
  panes[a ? 0 : 1].focus({ preventScroll: true });
}
