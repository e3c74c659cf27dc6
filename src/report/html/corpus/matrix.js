/* Who prints whose words: a directed heat map of outlets, each cell opened to the articles behind it; and the outlets one by one. */

const STEPS = [0, 0.05, 0.15, 0.3, 0.6];
const MEASURES = [
  ["earlier", "stood in the column’s outlet earlier", 4, "stood earlier in the other outlet"],
  ["all", "stand in the column’s outlet too, earlier or later", 3, "stand in the other outlet"],
  ["undecided", "stand in the column’s outlet too, with times that dates do not part", 6, "stand there too, time not decided"],
];

function drawMatrix() {
  const place = byId("matrix");
  const { outlets, words, cells, all } = DATA.matrix;
  if (outlets.length === 0) {
    place.append(el("p", {}, DATA.passages_sought ? "No outlet shares words with another." : "Passages were not looked for in this run, so nothing is known of who prints whose words."));
    return;
  }
  const at = new Map(cells.map((cell) => [cell[0] * outlets.length + cell[1], cell]));
  const name = (row) => CAST.outlets[outlets[row]];
  /* Where dates say little, who had it first is no good first question. */
  const sum = (place) => cells.reduce((total, cell) => total + cell[place], 0);
  const chosen = { measure: sum(6) * 2 > sum(3) ? 1 : 0 };
  const behind = el("div", { id: "behind", tabindex: "-1", "aria-live": "polite" });
  const grid = el("div", { class: "frame", role: "region", tabindex: "0", "aria-label": "Outlets by outlets" });
  const spoken = (row, column) => {
    const cell = at.get(row * outlets.length + column);
    const [, says, place_] = MEASURES[chosen.measure];
    const shared = cell ? cell[place_] : 0;
    return `${name(row)}: ${count(shared)} of ${count(words[row])} words (${percent(shared, words[row])}) ${says}: ${name(column)}`;
  };
  function draw() {
    const [, , from] = MEASURES[chosen.measure];
    const head = el("tr", {}, el("td", {}), outlets.map((_, column) => el("th", { scope: "col", class: "turned", title: name(column) }, el("span", {}, given(name(column))))));
    const rows = outlets.map((_, row) => el("tr", {}, el("th", { scope: "row", title: name(row) }, given(name(row))), outlets.map((_, column) => {
      if (row === column) return el("td", { class: "self" }, el("span", { class: "unseen" }, "itself"));
      const cell = at.get(row * outlets.length + column);
      const share = cell ? cell[from] / words[row] : 0;
      if (!cell) return el("td", { class: "none" }, el("span", { class: "unseen" }, "nothing"));
      const step = share === 0 ? 0 : STEPS.filter((least) => share > least).length;
      return el("td", { class: "heat heat-" + step }, el("button", { type: "button", "data-row": row, "data-column": column, onclick: () => open(row, column) },
        el("span", { class: "unseen" }, spoken(row, column)), el("span", { "aria-hidden": "true" }, share === 0 ? "·" : percent(cell[from], words[row]).replace("\u00a0%", ""))));
    })));
    grid.replaceChildren(el("table", { class: "matrix" }, el("caption", {}, `Percent of the row’s words that ${MEASURES[chosen.measure][1]}. A cell opens the articles behind it; arrow keys go from cell to cell.`),
      el("thead", {}, head), el("tbody", {}, rows)));
  }
  function open(row, column) {
    const cell = at.get(row * outlets.length + column);
    const [first, second] = row < column ? [row, column] : [column, row];
    const found = DATA.pairs.of.find(([x, y]) => x === first && y === second);
    const [, , articles, shared, earlier, later, undecided] = cell;
    behind.replaceChildren();
    add(behind, [el("h3", {}, given(name(row)), " and ", given(name(column))),
      el("p", {}, `${things(articles, "article")} of `, given(name(row)), ` ${articles === 1 ? "shares" : "share"} ${things(shared, "word")} with `, given(name(column)),
        ` (${percent(shared, words[row])} of its words): ${count(earlier)} stood there earlier, ${count(later)} later, of ${count(undecided)} dates do not say.`),
      found ? pairTable(found, row === first) : el("p", { class: "faint" }, "No pair of their articles is listed one by one: the passages below, and groups.jsonl, hold every carrier.")]);
    behind.focus({ preventScroll: true });
    behind.scrollIntoView({ block: "nearest" });
  }
  function pairTable([, , number, pairs], straight) {
    const body = el("tbody", {});
    pairs.forEach(([a, b, inA, inB, grade]) => {
      const [mine, theirs, equal] = straight ? [a, b, inA] : [b, a, inB];
      body.append(el("tr", {}, el("td", {}, dayOf(mine) || "", " ", articleNode(mine)), el("td", {}, dayOf(theirs) || "", " ", articleNode(theirs)),
        el("td", { class: "number" }, `${count(equal)} (${percent(equal, CAST.words[mine])})`), el("td", {}, DATA.pairs.grades[grade])));
    });
    return [number > pairs.length ? el("p", { class: "note-line" }, `The ${pairs.length} pairs that share most, of ${count(number)}; all of them stand in passages.jsonl (or .parquet) beside this page.`) : null,
      el("div", { class: "frame", tabindex: "0", role: "region", "aria-label": "Pairs of articles" }, el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Its article"), el("th", { scope: "col" }, "The other’s"),
        el("th", { scope: "col", class: "number" }, "Words in the other"), el("th", { scope: "col" }, "Largest passage"))), body))];
  }
  grid.addEventListener("keydown", (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const here = event.target.closest("button[data-row]");
    if (!step || !here) return;
    event.preventDefault();
    let [row, column] = [Number(here.dataset.row) + step[0], Number(here.dataset.column) + step[1]];
    while (row >= 0 && column >= 0 && row < outlets.length && column < outlets.length) {
      const next = grid.querySelector(`button[data-row="${row}"][data-column="${column}"]`);
      if (next) { next.focus(); return; }
      row += step[0];
      column += step[1];
    }
  });
  const key = ["none", "to 5 %", "to 15 %", "to 30 %", "to 60 %", "more"].map((text, step) => el("span", { class: "heat heat-" + step }, text));
  const select = choice("Words that", "matrix-measure", MEASURES.map(([, , , label], number) => [String(number), label]), (value) => { chosen.measure = Number(value); draw(); });
  select.querySelector("select").value = String(chosen.measure);
  place.append(all > outlets.length ? el("p", { class: "note-line" }, `The ${outlets.length} outlets that share most words, of ${count(all)}; all of them stand in outlets.csv beside this page.`) : "",
    el("div", { class: "toolbar only-screen" }, select), grid, el("p", { class: "heat-key small", "aria-hidden": "true" }, key), behind);
  draw();
}

function drawOutlets() {
  const place = byId("outlets-list");
  place.append(el("h3", {}, "The outlets one by one"), ...[leftOut(DATA.outlets, "outlet")].filter(Boolean));
  const share = (number, title) => ({ title, class: "number wide", down: true, key: ([, , words, shares]) => (shares ? shares[number] / words : null),
    cell: ([, , words, shares]) => (shares ? percent(shares[number], words) : "") });
  listing(place, {
    name: "outlets", thing: "outlet", entries: DATA.outlets.shown, narrow: true,
    words: ([outlet]) => CAST.outlets[outlet],
    columns: [
      { title: "Outlet", head: true, key: ([outlet]) => folded(CAST.outlets[outlet]), cell: ([outlet, articles, words, shares]) => [given(CAST.outlets[outlet]), el("span", { class: "thin small faint" }, `${things(articles, "article")} · ${things(words, "word")}` + (shares ? ` · ${percent(shares[0], words)} its own` : ""))] },
      { title: "Articles", class: "number wide", down: true, key: ([, articles]) => articles, cell: ([, articles]) => count(articles) },
      { title: "Words", class: "number wide", down: true, key: ([, , words]) => words, cell: ([, , words]) => count(words) },
      ...(DATA.passages_sought ? [share(0, "Its own"), share(1, "In no other"), share(2, "House text"),
        { title: "Most from", class: "wide", key: ([, , , , source]) => (source === null ? null : folded(CAST.outlets[source])), cell: ([, , , , source]) => (source === null ? "" : given(CAST.outlets[source])) }] : []),
    ],
  });
  if (DATA.passages_sought) place.append(el("p", { class: "small faint" }, "Its own: words that stand in no earlier article of another outlet. In no other: in no article of another at all. “Earlier” is what dates say, not who wrote it."));
}
