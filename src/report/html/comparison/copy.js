/* The comparison as plain text. */

function asText() {
  const lines = [DATA.sentence, DATA.similarity, ""];
  for (const side of DATA.sides) {
    lines.push(`${side.letter}  ${side.title ? side.title + "  " : ""}${side.id}  ${side.source}${side.date ? "  " + side.date : ""}`,
      `   ${things(side.words, "word")}, ${things(side.paragraphs, "paragraph")}; ${count(side.coverage.words)} shared`
      + (side.coverage.quoted ? `, of which ${count(side.coverage.quoted)} quoted speech` : "") + (side.coverage.boilerplate ? `, ${count(side.coverage.boilerplate)} boilerplate` : ""));
  }
  for (const [a, b, grade, equal, ofA, ofB, stretches] of DATA.pairs) {
    lines.push("", `A ¶${a} = B ¶${b}  ${DATA.grades[grade]}, ${equal === ofA && equal === ofB ? "all " + things(equal, "word") : `${things(equal, "word")} of A's ${ofA}, B's ${ofB}`}`,
      "  " + mergedText(stretches));
  }
  if (DATA.beside) {
    lines.push("", ...besideLines());
    if (DATA.beside.facts.length) lines.push("", "Both report, outside of shared text");
    for (const [kind, how, [a, b]] of DATA.beside.facts) {
      const say = ([paragraph, before, words, after]) => `¶${paragraph} ${before}${words}${after}`.replace(/\s+/g, " ");
      lines.push(kind === "name" ? `  ${a[2]} (${a[4]}, ${b[4]})` : `  A ${say(a)} = B ${say(b)}${likeness(how) ? " (" + how + ")" : ""}`);
    }
  }
  lines.push("", `retold ${DATA.version}; ${DATA.settings.map(([name, value]) => name + " " + value).join(", ")}`);
  for (const side of DATA.sides) if (side.file) lines.push(`${side.letter}  SHA-256 ${side.file[2]}  ${side.file[0]}`);
  return lines.map(plain).join("\n") + "\n";
}
