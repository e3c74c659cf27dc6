/* What a corpus names, and tables of which some rows are drawn: searched, sorted, opened. */

const CAST = DATA.cast;
const GIVEN_DATES = new Map(CAST.dates);
const dayOf = (article) => (CAST.days[article] < 0 ? null : CAST.day_names[CAST.days[article]]);
const outletOf = (article) => CAST.outlets[CAST.of[article]];
const titleOf = (article) => CAST.titles[article] || CAST.ids[article];

/* When an article appeared, in milliseconds, and whether its time of day is known. */
function momentOf(article) {
  const day = dayOf(article);
  if (day === null) return null;
  const date = (GIVEN_DATES.get(article) || "").trim();
  const timed = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.test(date);
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(date);
  const at = timed ? Date.parse(date.replace(" ", "T") + (zoned ? "" : "Z")) : NaN;
  return Number.isNaN(at) ? [Date.parse(day + "T00:00:00Z"), false] : [at, true];
}

/* A passage that an article without a headline carries, to know it by: one that begins in its first paragraph, if there is one. */
let passageOf = null;
function excerptOf(article) {
  if (passageOf === null) {
    passageOf = new Map();
    for (const group of DATA.groups.shown) {
      for (const [carrier, from] of group[5]) {
        const known = passageOf.get(carrier);
        if (!known || (known[1] > 1 && from < known[1])) passageOf.set(carrier, [group, from]);
      }
    }
  }
  const found = passageOf.get(article);
  return found ? opening(found[0][4], 110) : null;
}

/* An article as a reader knows it: its headline, and below its id. */
function articleNode(article) {
  return [given(titleOf(article)), CAST.titles[article] ? el("span", { class: "id" }, given(CAST.ids[article])) : null];
}

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/* How many of a list are not in this file, and where they stand. */
function leftOut({ shown, all, file }, thing) {
  if (shown.length === all) return null;
  const where = file.includes(".") ? file : file + ".jsonl (or .parquet)";
  return el("p", { class: "note-line" }, `This page carries ${count(shown.length)} of ${things(all, thing)}, the largest first; all of them stand in ${where} beside it.`);
}

/* A table of `entries`. Columns have a title, a cell, and where they sort, a key; `words` gives what a search looks through, `detail` what
   a row opens. Rows come fifty at a time, so that what stands below is reached. */
function listing(place, { name, thing, entries, columns, words, detail, sort, narrow, controls }) {
  const state = { query: "", keep: () => true, by: sort ? sort[0] : null, down: sort ? sort[1] : false, drawn: 50, sought: null };
  const status = el("p", { class: "status small faint", role: "status" });
  const body = el("tbody", {});
  const more = el("button", { type: "button", class: "only-screen more", onclick: () => {
    const from = state.drawn;
    state.drawn += 50;
    draw(from);
    const next = body.querySelectorAll("tr:not(.detail)")[from];
    if (next) (next.querySelector("button, a") || more).focus();
  } });
  const heads = columns.map((column, number) => {
    const title = column.key
      ? el("button", { type: "button", class: "sort", onclick: () => {
        state.down = state.by === number ? !state.down : Boolean(column.down);
        state.by = number;
        update();
      } }, column.title)
      : column.title;
    return el("th", { scope: "col", class: column.class }, title);
  });
  let list = entries;
  const matches = (entry, at) => {
    if (!state.keep(entry)) return false;
    if (!state.query) return true;
    state.sought = state.sought || new Array(entries.length);
    const text = state.sought[at] || (state.sought[at] = folded(words(entry)));
    return state.query.split(/\s+/).every((part) => text.includes(part));
  };
  function row(entry, at) {
    const made = el("tr", {}, columns.map((column, number) => el(number === 0 && column.head ? "th" : "td", { class: column.class, scope: number === 0 && column.head ? "row" : null }, column.cell(entry, at))));
    const opener = detail && made.querySelector("button.open");
    if (opener) {
      opener.setAttribute("aria-expanded", "false");
      opener.addEventListener("click", () => toggle(made, opener, entry));
    }
    return made;
  }
  function toggle(made, opener, entry) {
    const open = opener.getAttribute("aria-expanded") === "true";
    opener.setAttribute("aria-expanded", String(!open));
    if (open) made.nextSibling.remove();
    else {
      const cell = el("td", { colspan: columns.length });
      made.after(el("tr", { class: "detail" }, cell));
      add(cell, detail(entry, cell));
    }
  }
  function draw(from) {
    if (from === 0) body.replaceChildren();
    list.slice(from, state.drawn).forEach((entry, at) => body.append(row(entry, from + at)));
    more.hidden = list.length <= state.drawn;
    more.textContent = `Show ${Math.min(50, list.length - state.drawn)} more of ${count(list.length)}`;
  }
  function update() {
    list = entries.filter(matches);
    if (state.by !== null) {
      const { key } = columns[state.by];
      const way = state.down ? -1 : 1;
      /* What has no value comes last, whichever way. */
      list = list.map((entry, at) => [key(entry), at, entry]).sort(([x, i], [y, j]) => (x === null ? (y === null ? i - j : 1) : y === null ? -1 : x < y ? -way : x > y ? way : i - j)).map(([, , entry]) => entry);
    }
    heads.forEach((head, number) => {
      if (number === state.by) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    state.drawn = 50;
    draw(0);
    status.textContent = list.length === entries.length ? things(entries.length, thing) : `${count(list.length)} of ${things(entries.length, thing)}`;
  }
  let waiting = 0;
  const search = words && entries.length > 1 ? el("label", { class: "search" }, el("span", {}, "Search"),
    el("input", { type: "search", id: name + "-search", autocomplete: "off", spellcheck: "false", oninput: (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { state.query = folded(event.target.value.trim()); update(); }, 80);
    } })) : null;
  const refilter = (keep) => { state.keep = keep; update(); };
  place.append(el("div", { class: "toolbar only-screen" }, search, controls ? controls(refilter) : null, status),
    el("div", { class: "frame", tabindex: "0", role: "region", "aria-label": `Table: ${thing}s` },
      el("table", { class: "listing" + (narrow ? " narrow" : "") }, el("thead", {}, el("tr", {}, heads)), body)), more);
  update();
}

/* A choice of one among some. */
function choice(label, id, options, change) {
  return el("label", { class: "search" }, el("span", {}, label),
    el("select", { id, onchange: (event) => change(event.target.value) }, options.map(([value, text]) => el("option", { value }, text))));
}
