/* Who had a story first: a lane an outlet, a point an article. The table below it says the same. */

const drawnTimelines = new Set();
const LANES = 24;

function ink(printing) {
  const style = getComputedStyle(document.documentElement);
  const value = (name, print) => (printing ? print : style.getPropertyValue(name).trim());
  return { text: value("--faint", "#333"), rule: value("--rule", "#ccc"), point: value("--accent", "#7a1f1a"), paper: value("--paper", "#fff") };
}

/* Articles by when they appeared, undated ones last. */
function inTime(articles) {
  const at = new Map(articles.map((article) => [article, momentOf(article)]));
  const order = (x, y) => {
    const [a, b] = [at.get(x), at.get(y)];
    return (a === null) - (b === null) || (a ? a[0] - b[0] || b[1] - a[1] : 0) || (CAST.ids[x] < CAST.ids[y] ? -1 : 1);
  };
  return [...articles].sort(order);
}

/* Which articles had it first: those before all others, as far as dates tell; several, where their order on one day is not known. */
function firstOf(articles) {
  const dated = articles.filter((article) => momentOf(article) !== null);
  if (dated.length < 2) return new Set();
  const timed = dated.filter((article) => momentOf(article)[1]);
  const earliest = Math.min(...timed.map((article) => momentOf(article)[0]), Infinity);
  const days = dated.filter((article) => !momentOf(article)[1]);
  const firstDay = Math.min(...days.map((article) => momentOf(article)[0]), Infinity);
  const day = 86400000;
  return new Set([
    ...timed.filter((article) => momentOf(article)[0] === earliest && earliest < firstDay + day),
    ...days.filter((article) => momentOf(article)[0] === firstDay && firstDay <= earliest),
  ]);
}

function timeline(articles, place) {
  const dated = inTime(articles).filter((article) => momentOf(article) !== null);
  const undated = articles.length - dated.length;
  const notes = [];
  if (undated > 0) notes.push(`${things(undated, "article")} without a date ${undated === 1 ? "is" : "are"} not drawn.`);
  if (dated.length < 2) {
    return el("p", { class: "small faint" }, dated.length === 0 ? "No article here has a date: who had it first cannot be said." : "One article here has a date: who had it first cannot be said.");
  }
  const lanes = [...new Set(dated.map(outletOf))];
  const shownLanes = lanes.slice(0, LANES);
  if (lanes.length > LANES) notes.push(`The ${LANES} outlets that were first are drawn, of ${count(lanes.length)}.`);
  const points = dated.filter((article) => shownLanes.includes(outletOf(article)));
  const xs = points.map((article) => momentOf(article)[0] / 1000);
  const ys = (timed) => points.map((article) => (momentOf(article)[1] === timed ? shownLanes.length - 1 - shownLanes.indexOf(outletOf(article)) : null));
  if (points.some((article) => !momentOf(article)[1])) notes.push("A ring is an article of which only the day is known; a disc has a time (universal time).");
  const box = el("div", { class: "timeline", role: "img", "aria-label": `Timeline of ${things(points.length, "article")} of ${things(shownLanes.length, "outlet")}; the table below has the same in words` });
  const figure = el("figure", {}, box, el("figcaption", { class: "small faint" }, "When each outlet printed it, the first on top. Drag over a stretch of time to see it closer, click twice for all of it. ", notes.join(" ")));
  const drawing = { plot: null, draw(printing) {
    if (drawing.plot) drawing.plot.destroy();
    const colours = ink(printing);
    const wide = Math.max(240, printing ? 640 : box.clientWidth || place.clientWidth || 640);
    const names = wide < 520 ? 104 : 190;
    const short = (name) => { const shown = plain(name); const most = Math.floor(names / 7.4); return shown.length > most ? shown.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "") + "…" : shown; };
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const span = Math.max(xs[xs.length - 1] - xs[0], 43200);
    const series = (filled) => ({ paths: () => null, points: { show: true, size: 10, width: 2, stroke: colours.point, fill: filled ? colours.point : colours.paper } });
    drawing.plot = new uPlot({
      width: wide, height: 74 + 24 * shownLanes.length, tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      legend: { show: false }, cursor: { y: false, points: { show: false }, drag: { x: true, y: false } },
      scales: { x: { range: (_, low, high) => (low === xs[0] && high === xs[xs.length - 1] ? [low - span * 0.04, high + span * 0.04] : [low, high]) }, y: { range: () => [-0.7, shownLanes.length - 0.3] } },
      axes: [
        { stroke: colours.text, font, space: 90, grid: { stroke: colours.rule, width: 1 }, ticks: { stroke: colours.rule },
          values: [
            [86400 * 28, "{YYYY}-{MM}", null, null, null, null, null, null, 1], [86400, "{YYYY}-{MM}-{DD}", null, null, null, null, null, null, 1],
            [60, "{HH}:{mm}", "\n{YYYY}-{MM}-{DD}", null, "\n{YYYY}-{MM}-{DD}", null, null, null, 1], [1, "{HH}:{mm}:{ss}", "\n{YYYY}-{MM}-{DD}", null, "\n{YYYY}-{MM}-{DD}", null, null, null, 1]] },
        { stroke: colours.text, font, size: names, gap: 8, grid: { stroke: colours.rule, width: 1 }, ticks: { show: false },
          splits: () => shownLanes.map((_, lane) => lane), values: (_, lanesHere) => lanesHere.map((lane) => short(shownLanes[shownLanes.length - 1 - lane])) },
      ],
      series: [{}, series(true), series(false)],
    }, [xs, ys(true), ys(false)], box);
  } };
  /* The box has a width once it stands in the page. */
  requestAnimationFrame(() => { if (box.isConnected) drawing.draw(false); });
  drawing.box = box;
  drawnTimelines.add(drawing);
  return figure;
}

function redrawTimelines(printing) {
  for (const drawing of drawnTimelines) {
    if (!drawing.box.isConnected) {
      if (drawing.plot) drawing.plot.destroy();
      drawnTimelines.delete(drawing);
    } else drawing.draw(printing);
  }
}

let resizing = 0;
addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(() => redrawTimelines(false), 120); });
addEventListener("beforeprint", () => redrawTimelines(true));
addEventListener("afterprint", () => redrawTimelines(false));
new MutationObserver(() => redrawTimelines(false)).observe(document.documentElement, { attributes: true, attributeFilter: ["data-scheme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redrawTimelines(false));
