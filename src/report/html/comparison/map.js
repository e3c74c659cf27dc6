/* The position map: the paragraphs of A and of B, as long as they have words, and bands between what they share, where it stands in them.
   Upright between the two articles on a wide window, lying between or above them on a narrow one and on paper. */

const BAR = 20, GAP = 2;
/* Above the upright map stand the names of the articles beside it. */
const HEAD = 34;

/* The places of the paragraphs of a side along `length`: [start, end] by number, and `at`, the place of a word by its number. */
function places(side, length) {
  const paragraphs = DATA.sides[side].text.filter(([number]) => number > 0);
  const words = paragraphs.reduce((sum, [, own]) => sum + own, 0) || 1;
  const gap = Math.min(GAP, length / (4 * paragraphs.length || 1));
  const unit = (length - gap * paragraphs.length) / words;
  const found = [null];
  let at = 0;
  for (const [, own] of paragraphs) {
    found.push([at, at + own * unit]);
    at += own * unit + gap;
  }
  found.at = (word, paragraph) => Math.min(length, word * unit + gap * (paragraph - 1));
  return found;
}

function drawMap(frame, upright, paper) {
  const length = Math.max(120, upright ? frame.clientHeight - HEAD : paper || frame.clientWidth);
  const across = upright ? Math.max(70, frame.clientWidth) : 72;
  const point = (along, deep) => (upright ? deep + " " + along : along + " " + deep);
  const box = (from, to, deep) => upright
    ? { x: deep, y: from, width: BAR, height: Math.max(.5, to - from) }
    : { x: from, y: deep, width: Math.max(.5, to - from), height: BAR };
  const [ofA, ofB] = [places(0, length), places(1, length)];
  const inner = BAR + 1, outer = across - BAR - 1, middle = across / 2;
  const band = ([unit, [a, b, grade]]) => {
    const [, , , , [ownA, ownB]] = DATA.units[unit];
    const [a0, a1, b0, b1] = [ofA.at(ownA[0], a), ofA.at(ownA[1], a), ofB.at(ownB[0], b), ofB.at(ownB[1], b)];
    const d = `M${point(a0, inner)} C${point(a0, middle)} ${point(b0, middle)} ${point(b0, outer)} L${point(b1, outer)}`
      + ` C${point(b1, middle)} ${point(a1, middle)} ${point(a1, inner)} Z`;
    return svg("path", { d, class: "band grade-" + grade, onclick: () => showPair(a, b) },
      svg("title", {}, `${labelOf(unit)}: A ¶${a} = B ¶${b}, ${DATA.grades[grade]}`));
  };
  const bar = (found, side) => found.slice(1).map(([from, to], place) => {
    const number = place + 1;
    const room = upright ? to - from >= 11 : to - from >= 8 * String(number).length + 3;
    const at = point(0, 0) && box(from, to, side ? across - BAR : 0);
    return svg("g", { class: "bar", onclick: () => (side ? showPair(0, number) : showPair(number, 0)) }, svg("rect", at), svg("title", {}, `${DATA.sides[side].letter} ¶${number}`),
      room ? svg("text", { x: at.x + at.width / 2, y: at.y + at.height / 2 + 3.5 }, String(number)) : null);
  });
  const [width, height] = upright ? [across, length] : [length, across];
  const pairs = pairsShown();
  frame.replaceChildren(svg("svg", { viewBox: `0 0 ${width} ${height}`, width: upright ? width : "100%", height: upright ? height : undefined, role: "img",
    "aria-label": `Position map: ${things(pairs.length, "pair")} of paragraphs share text; the table below lists them` },
    pairs.map(band), bar(ofA, 0), bar(ofB, 1)));
}

/* The pairs of paragraphs that the filters let through, with their places. */
function pairsShown() {
  return [...DATA.pairs.entries()].filter(([unit]) => isShown(unit, 0));
}

function drawMaps() {
  drawMap(byId("map"), matchMedia("(min-width: 901px)").matches);
}
