/* Passages with all who carry them, and house text. */

const quote = ([text, goesOn]) => [given(text.replace(/\s+/g, " ").trim() + (goesOn ? " …" : ""), { class: "given quote" })];

/* How a text begins, in so many columns, of which wide letters take two; cut between words, if there is a place. */
function opening([text, goesOn], most = 170) {
  const words = text.replace(/\s+/g, " ").trim();
  let [columns, end] = [0, 0];
  for (const letter of words) {
    columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(letter) ? 2 : 1;
    if (columns > most) break;
    end += letter.length;
  }
  if (end === words.length) return words + (goesOn ? " …" : "");
  const space = words.lastIndexOf(" ", end);
  return words.slice(0, space > end - 24 ? space : end) + " …";
}

function drawPassages() {
  const place = byId("passages-list");
  if (DATA.groups.all === 0) {
    place.append(el("p", {}, DATA.passages_sought ? "No run of words stands in two articles." : "Passages were not looked for in this run."));
    return;
  }
  place.append(...[leftOut(DATA.groups, "passage")].filter(Boolean));
  const facts = ([articles, outlets, words]) => `${things(articles, "article")} · ${things(outlets, "outlet")} · ${things(words, "word")}`;
  const several = DATA.groups.shown.filter(([, outlets]) => outlets > 1).length;
  listing(place, {
    name: "passages", thing: "passage", entries: DATA.groups.shown, narrow: true,
    words: ([, , , , [text], carriers]) => text + "\n" + carriers.map(([article]) => `${CAST.ids[article]} ${outletOf(article)}`).join("\n"),
    controls: (refilter) => (several > 0 && several < DATA.groups.shown.length
      ? choice("Carried by", "passages-outlets", [["1", "any"], ["2", "several outlets"], ["3", "three outlets or more"]], (least) => refilter(([, outlets]) => outlets >= Number(least))) : null),
    columns: [
      { title: "Passage, as its first carrier has it", class: "story", cell: (group) => [el("button", { type: "button", class: "open text" }, given(opening(group[4]))), el("span", { class: "thin small faint" }, facts(group))] },
      { title: "Articles", class: "number wide", down: true, key: ([articles]) => articles, cell: ([articles]) => count(articles) },
      { title: "Outlets", class: "number wide", down: true, key: ([, outlets]) => outlets, cell: ([, outlets]) => count(outlets) },
      { title: "Words", class: "number wide", down: true, key: ([, , words]) => words, cell: ([, , words]) => count(words) },
      { title: "Versions", class: "number wide", down: true, key: ([, , , versions]) => versions, cell: ([, , , versions]) => count(versions) },
      { title: "First seen", class: "wide day", key: (group) => dayOf(group[5][0][0]), cell: (group) => [dayOf(group[5][0][0]) || el("span", { class: "faint" }, "undated"), el("br", {}), el("span", { class: "small" }, given(outletOf(group[5][0][0])))] },
    ],
    detail: passageDetail,
  });
}

const paragraphs = (from, to) => (from === to ? "¶" + from : `¶${from}–${to}`);

function passageDetail([, , , , text, carriers], place) {
  const articles = [...new Set(carriers.map(([article]) => article))];
  const row = ([article, from, to, words, equal, version]) => el("tr", {}, el("td", { class: "day" }, el("span", { class: "when" }, dayOf(article) || "undated")), el("td", { class: "wide" }, given(outletOf(article))),
    el("td", { class: "story" }, articleNode(article), el("span", { class: "thin small faint" }, given(outletOf(article)), ` · ${paragraphs(from, to)} · ${count(equal)} of ${things(words, "word")}`)),
    el("td", { class: "number wide" }, paragraphs(from, to)), el("td", { class: "number wide" }, `${count(equal)} of ${count(words)}`), el("td", { class: "number" }, version));
  const body = el("tbody", {}, carriers.map(row));
  return [el("blockquote", { dir: "auto" }, quote(text)), timeline(articles, place),
    el("div", { class: "frame", tabindex: "0", role: "region", "aria-label": "Carriers of the passage" }, el("table", { class: "members narrow" },
      el("thead", {}, el("tr", {}, [["When", ""], ["Outlet", "wide"], ["Article", ""], ["Paragraphs", "number wide"], ["Words shared", "number wide"], ["Version", "number"]].map(([title, kind]) => el("th", { scope: "col", class: kind || null }, title)))), body)),
    el("p", { class: "small faint" }, "The earliest first, undated ones last. Carriers of one version have the passage word for word alike." + (articles.length >= 40 ? " The first 40 are listed; all of them stand in groups.jsonl (or .parquet) beside this page." : ""))];
}

function drawHouse() {
  const place = byId("house-list");
  if (DATA.house.all === 0) {
    byId("house").hidden = true;
    return;
  }
  place.append(el("p", { class: "small" }, "Paragraphs that an outlet puts under articles that have nothing else in common. They make no near-duplicates and count in no share."), ...[leftOut(DATA.house, "paragraph")].filter(Boolean));
  listing(place, {
    name: "house", thing: "paragraph", entries: DATA.house.shown, narrow: true,
    words: ([outlet, , , [text]]) => CAST.outlets[outlet] + " " + text,
    columns: [
      { title: "Outlet", key: ([outlet]) => folded(CAST.outlets[outlet]), cell: ([outlet, articles, words]) => [given(CAST.outlets[outlet]), el("span", { class: "thin small faint" }, `${things(articles, "article")} · ${things(words, "word")}`)] },
      { title: "Articles", class: "number wide", down: true, key: ([, articles]) => articles, cell: ([, articles]) => count(articles) },
      { title: "Words", class: "number wide", down: true, key: ([, , words]) => words, cell: ([, , words]) => count(words) },
      { title: "Text", class: "story", cell: ([, , , text]) => quote(text) },
    ],
  });
}
