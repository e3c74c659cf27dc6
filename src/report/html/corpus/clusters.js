/* The clusters: a row each, opened to its timeline and its members. */

const clusterArticles = ([, , , , representative, members]) => [representative, ...members.map(([article]) => article)];

function drawClusters() {
  const place = byId("clusters-list");
  const { shown, all } = DATA.clusters;
  if (all === 0) {
    place.append(el("p", {}, "No two articles are near-duplicates by the settings below."));
    return;
  }
  place.append(...[leftOut(DATA.clusters, "cluster")].filter(Boolean));
  const numbers = new Map(shown.map((cluster, at) => [cluster, at + 1]));
  const outletsOf = new Map();
  const outlets = (cluster) => {
    if (!outletsOf.has(cluster)) outletsOf.set(cluster, new Set(clusterArticles(cluster).map((article) => CAST.of[article])));
    return outletsOf.get(cluster);
  };
  const named = new Map();
  for (const cluster of shown) for (const outlet of outlets(cluster)) named.set(outlet, (named.get(outlet) || 0) + 1);
  const options = [...named].sort((x, y) => y[1] - x[1] || (CAST.outlets[x[0]] < CAST.outlets[y[0]] ? -1 : 1)).slice(0, 300);
  const lowest = ([, , , [equal, of]]) => equal / of;
  const facts = ([size, of, first, [equal, total]]) => `${things(size, "article")} · ${things(of, "outlet")} · ${first || "undated"} · lowest Jaccard ${quotient(equal, total)}`;
  const isDated = shown.some(([, , first]) => first !== null);
  const severalOutlets = named.size > 1;
  listing(place, {
    name: "clusters", thing: "cluster", entries: shown, narrow: true, sort: null,
    words: (cluster) => clusterArticles(cluster).map((article) => `${CAST.titles[article] || ""} ${CAST.ids[article]} ${outletOf(article)}`).join("\n"),
    controls: (refilter) => severalOutlets && choice("Outlet", "clusters-outlet", [["", "any"], ...options.map(([outlet, number]) => [String(outlet), `${CAST.outlets[outlet]} (${count(number)})`])],
      (value) => refilter(value === "" ? () => true : (cluster) => outlets(cluster).has(Number(value)))),
    columns: [
      { title: "No.", class: "number wide", key: (cluster) => numbers.get(cluster), cell: (cluster) => numbers.get(cluster) },
      { title: "Story", class: "story", cell: (cluster) => [storyNode(cluster[4]), el("span", { class: "thin small faint" }, facts(cluster))] },
      { title: "Articles", class: "number wide", down: true, key: ([size]) => size, cell: ([size]) => count(size) },
      severalOutlets && { title: "Outlets", class: "number wide", down: true, key: ([, of]) => of, cell: ([, of]) => count(of) },
      isDated && { title: "First seen", class: "wide day", key: ([, , first]) => first, cell: ([, , first]) => first || el("span", { class: "faint" }, "undated") },
      { title: "Lowest Jaccard", class: "number wide", key: lowest, cell: ([, , , [equal, of]]) => quotient(equal, of) },
    ].filter(Boolean),
    detail: clusterDetail,
  });
}

/* What a cluster is about: the headline of the article that represents it, or how a passage of it begins. */
function storyNode(article) {
  const excerpt = CAST.titles[article] ? null : excerptOf(article);
  return [el("button", { type: "button", class: CAST.titles[article] ? "open" : "open text" }, given(excerpt || titleOf(article))), excerpt ? el("span", { class: "id" }, given(CAST.ids[article])) : null];
}

function clusterDetail(cluster, place) {
  const [size, , , , representative, members] = cluster;
  const articles = clusterArticles(cluster);
  const first = firstOf(articles);
  const undated = articles.some((article) => momentOf(article) === null);
  const similarity = new Map(members.map(([article, equal, of]) => [article, quotient(equal, of)]));
  const row = (article) => el("tr", {},
    el("td", { class: "day" }, el("span", { class: dayOf(article) ? "when" : "when faint" }, dayOf(article) || "undated"), momentOf(article) && momentOf(article)[1] ? el("span", { class: "faint small" }, " " + new Date(momentOf(article)[0]).toISOString().slice(11, 16)) : null,
      first.has(article) ? el("span", { class: "tag" }, (first.size > 1 ? "among the " : "") + (undated ? "first dated" : "first")) : null),
    el("td", { class: "wide" }, given(outletOf(article))), el("td", { class: "story" }, articleNode(article), el("span", { class: "thin small faint" }, given(outletOf(article)), ` · ${things(CAST.words[article], "word")}`)), el("td", { class: "number wide" }, count(CAST.words[article])),
    el("td", { class: "number" }, article === representative ? el("span", { class: "tag" }, "represents") : similarity.get(article)));
  const body = el("tbody", {});
  inTime(articles).forEach((article) => body.append(row(article)));
  return [timeline(articles, place),
    articles.length < size ? el("p", { class: "note-line" }, `The ${count(articles.length)} earliest of ${things(size, "article")} are listed; all of them stand in clusters.jsonl (or .parquet) beside this page.`) : null,
    el("div", { class: "frame", tabindex: "0", role: "region", "aria-label": "Articles of the cluster" }, el("table", { class: "members narrow" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "When"), el("th", { scope: "col", class: "wide" }, "Outlet"), el("th", { scope: "col" }, "Article"), el("th", { scope: "col", class: "number wide" }, "Words"), el("th", { scope: "col", class: "number" }, "Jaccard"))), body))];
}
