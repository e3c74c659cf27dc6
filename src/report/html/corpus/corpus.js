/* The page, section by section. */

function drawContents() {
  const { clusters, groups, outlets, house, reading } = DATA;
  const entries = [["clusters", `Near-duplicates (${count(clusters.all)})`], ["outlets", `Outlets (${count(outlets.all)})`], ["passages", `Passages (${count(groups.all)})`],
    ...(house.all > 0 ? [["house", `House text (${count(house.all)})`]] : []), ["reading", `What was read (${things(reading.inputs.all, "file")})`], ["promise", "What it promises"]];
  byId("contents").append(el("ul", {}, entries.map(([id, text]) => el("li", {}, el("a", { href: "#" + id }, text)))));
}

drawContents();
drawClusters();
drawMatrix();
drawOutlets();
drawPassages();
drawHouse();
drawReading();
drawMade();
