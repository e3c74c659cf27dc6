/* The page: filters, scrolling in step, and everything drawn. */

function drawFilters() {
  if (DATA.units.length === 0) return;
  const numbers = DATA.grades.map((_, grade) => DATA.units.filter((unit) => unit[0] === grade).length);
  const box = (id, checked, disabled, change, ...label) => el("label", { class: "filter" + (disabled ? " off" : "") },
    el("input", { type: "checkbox", id, checked, disabled, onchange: (event) => { change(event.target.checked); refilter(); } }), label);
  const grades = DATA.grades.map((name, grade) => box("show-" + name, true, numbers[grade] === 0, (on) => { shownNow.grades[grade] = on; },
    el("span", { class: "shared grade-" + grade }, GRADE_LETTERS[grade] + " " + name), el("span", { class: "faint" }, " " + count(numbers[grade]))));
  const [quoted, house] = ["quoted", "boilerplate"].map((kind) => Math.max(...DATA.sides.map((side) => side.coverage[kind])));
  const told = DATA.beside && DATA.beside.boilerplate_told;
  byId("filters").append(
    el("fieldset", {}, el("legend", {}, "Passages"), grades),
    el("fieldset", {}, el("legend", {}, "Words"),
      box("show-quoted", true, quoted === 0, (on) => { shownNow.quoted = on; }, "quoted speech", el("span", { class: "faint" }, " " + count(quoted))),
      box("show-boilerplate", true, house === 0, (on) => { shownNow.house = on; }, "boilerplate",
        el("span", { class: "faint" }, told ? " " + count(house) : " (known only with --docs)"))),
    el("fieldset", {}, el("legend", {}, "Reading"),
      el("label", { class: "filter" }, el("input", { type: "checkbox", id: "in-step", checked: true, onchange: (event) => { shownNow.step = event.target.checked; } }), "scroll in step")),
    el("p", { class: "tally", id: "tally", role: "status" }));
}

/* How many words are marked, each counted once. */
function drawTally() {
  if (DATA.units.length === 0) return;
  byId("tally").textContent = "Marked: " + DATA.sides.map((side) => {
    let words = 0;
    for (const [, , pieces] of side.text) {
      for (const piece of pieces) {
        if (typeof piece !== "string" && unitsOf(piece).some(([, fate]) => fate === 0 || fate === 4)) words += piece[1];
      }
    }
    return `${count(words)} of ${side.letter}’s ${count(side.words)} words (${percent(words, side.words)})`;
  }).join(", ") + ".";
}

function drawKey() {
  if (DATA.units.length === 0) return;
  const shows = (name, text) => el(name === "added" ? "ins" : name === "left" ? "del" : "span", { class: "shared grade-1 " + name }, text);
  byId("key").append("Inside a passage: ", shows("changed", "other words in their place"), " · ", shows("left", "only in A"), " · ", shows("added", "only in B"), " · ",
    shows("moved", "elsewhere in the other"), ". ",
    el("span", { class: "only-screen" }, "A click on a passage, or Enter on its label, goes to its partner."));
}

function refilter() {
  drawTexts();
  drawTally();
  drawMaps();
  drawTable();
  stepping.points = null;
}

/* Scrolling in step: the pane that the reader moves leads, and the other is set to the place that lies as far between the partners around
   the top as the leader does. */
const stepping = { leader: 0, points: null };

function alignedPoints() {
  const top = (side, number) => byId(LETTERS[side] + "-p" + number).offsetTop;
  const best = new Map();
  for (const [a, b, , equal] of DATA.pairs) if (!best.has(a) || best.get(a)[1] < equal) best.set(a, [b, equal]);
  const found = [...best].sort((x, y) => x[0] - y[0]).map(([a, [b]]) => [top(0, a), top(1, b)]);
  const ends = panes.map((pane) => pane.firstChild.offsetHeight);
  return [[0, 0], ...found, ends];
}

function follow(leader) {
  if (!shownNow.step || stepping.leader !== leader) return;
  stepping.points ||= alignedPoints();
  const points = stepping.points.map((point) => [point[leader], point[1 - leader]]).sort((x, y) => x[0] - y[0]);
  const from = panes[leader], other = panes[1 - leader];
  const line = from.clientHeight / 4;
  if (from.scrollTop <= 0) { other.scrollTop = 0; return; }
  const at = from.scrollTop + line;
  let after = points.findIndex((point) => point[0] > at);
  if (after < 0) after = points.length - 1;
  const [x0, y0] = points[Math.max(0, after - 1)], [x1, y1] = points[after];
  const share = x1 > x0 ? Math.min(1, (at - x0) / (x1 - x0)) : 0;
  other.scrollTop = y0 + share * (y1 - y0) - line;
}

function stepTogether() {
  panes.forEach((pane, side) => {
    const lead = () => { stepping.leader = side; };
    for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) pane.addEventListener(kind, lead, { passive: true });
    pane.addEventListener("scroll", () => follow(side), { passive: true });
  });
}

drawNames();
drawPanes();
drawFilters();
drawTally();
drawKey();
drawTable();
drawBeside();
drawMade();
drawMaps();
stepTogether();
new ResizeObserver(() => { stepping.points = null; drawMaps(); }).observe(byId("reading"));
addEventListener("beforeprint", () => drawMap(byId("map"), false, 720));
addEventListener("afterprint", drawMaps);
byId("tools").prepend(el("button", { type: "button", id: "copy", onclick: (event) => copyText(asText(), event.currentTarget) }, "Copy as text"));
