/* What was read, what was not and why, and how the page came about. */

const KINDS = { "duplicate-id": "an id that another article has", "empty": "no text", "binary": "no text but bytes", "unreadable": "cannot be read", "too-short": "fewer words than can be compared",
  "malformed-json": "no JSON", "no-text-field": "no field with the text", "too-long": "longer than the limit", "invalid-utf8": "not in its character set" };

function drawReading() {
  const place = byId("reading-list");
  const { kinds, skipped, passed_over: passedOver, guessed } = DATA.reading;
  if (skipped.all === 0) place.append(el("p", {}, "Every input could be used."));
  else {
    place.append(el("p", {}, `${things(skipped.all, "input")} could not be used: `, Object.entries(kinds).map(([kind, number], at) => `${at ? ", " : ""}${count(number)} ${kind}${KINDS[kind] ? ` (${KINDS[kind]})` : ""}`), ". Nothing else was harmed by it."));
    const body = el("div", {});
    place.append(...[leftOut(skipped, "input")].filter(Boolean), body);
    listing(body, { name: "reading", thing: "input", entries: skipped.shown, words: ([path, , cause]) => path + " " + cause, columns: [
      { title: "Where", class: "story", cell: ([path, line]) => given(line === null ? path : `${path}:${line}`) }, { title: "Why it could not be used", class: "story", cell: ([, , cause]) => given(cause, { dir: "auto" }) }] });
  }
  if (passedOver > 0) place.append(el("p", {}, `${things(passedOver, "file")} of other kinds ${passedOver === 1 ? "was" : "were"} passed over.`));
  if (guessed.all > 0) {
    place.append(el("p", {}, `The character set of ${things(guessed.all, "file")} was guessed; --encoding names it.`),
      el("ul", { class: "small" }, guessed.shown.map(([path, set, texts]) => el("li", {}, given(path), `: ${things(texts, "text")} read as ${set}`))));
  }
}

function drawMade() {
  const { settings, keep, window_days: days, inputs } = DATA.reading;
  const digests = el("details", {}, el("summary", {}, `SHA-256 of ${things(inputs.all, "file")} that ${inputs.all === 1 ? "was" : "were"} read`));
  digests.addEventListener("toggle", () => {
    if (digests.childElementCount > 1) return;
    digests.append(...[leftOut(inputs, "file")].filter(Boolean), el("ul", { class: "digests" }, inputs.shown.map(([path, bytes, digest]) => el("li", {}, el("code", { class: "digest" }, digest), " ", given(path), `, ${things(bytes, "byte")}`))));
  });
  /* Printed, the page has them. */
  addEventListener("beforeprint", () => { digests.open = digests.open || inputs.all <= 200; });
  byId("made").append(el("dl", {}, el("dt", {}, "Version"), el("dd", {}, "retold " + DATA.version),
    el("dt", {}, "Settings"), el("dd", {}, settings.map(([name, value]) => `${name} ${value}`).join(", "), `, keep ${keep}`, days === null ? "" : `, window of ${things(days, "day")}`)), digests);
}
