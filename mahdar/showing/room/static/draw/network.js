// Actors and what they have in common. The same record is laid out the same way each time.
import { d3, legend, linked, rightToLeft, sheet, tabulate, uncrowded, zoomable } from "./common.js";

const HEIGHT = 640, STEPS = 320;
const SHAPES = { state: d3.symbolCircle, organisation: d3.symbolSquare, person: d3.symbolTriangle, outlet: d3.symbolDiamond, unknown: d3.symbolCross };

export function draw(place, data) {
  place.replaceChildren();
  const { actors, ties, words } = data, at = new Map(actors.map((d) => [d.id, d]));
  actors.forEach((d) => { d.class ||= "unknown"; d.title = `${d.name} · ${words[`actor_${d.class}`]} · ${d.n}`; });
  // The words of a speaker came through a transmitter: the tie leads from the speaker to him.
  ties.forEach((d) => { const way = d.tie === "spoke" ? [d.other, d.one] : [d.one, d.other]; [d.source, d.target] = way.map((id) => at.get(id));
    d.title = `${d.source.name} · ${words[d.tie]} · ${d.target.name}: ${d.n}`; });
  if (actors.length) chart(place, data, Math.max(340, place.clientWidth));
  if (data.all > actors.length) d3.select(place).append("p").attr("class", "note").text(`${actors.length} ${words.network_most} ${data.all}`);
  tabulate(place, words.as_table, [[words.one_actor, (d) => d.source.name], ["", (d) => words[d.tie]], [words.other_actor, (d) => d.target.name], [words.times, (d) => d.n, (d) => d.href]], ties);
}

function chart(place, { actors, ties, words }, width) {
  const head = d3.select(place).append("div").attr("class", "head").node(), height = Math.min(HEIGHT, width * 1.2);
  const size = d3.scaleSqrt([0, d3.max(actors, (d) => d.n)], [0, Math.min(700, width * .7)]), thick = d3.scaleSqrt([0, d3.max(ties, (d) => d.n)], [0, 7]);
  const classes = [...new Set(actors.map((d) => d.class))].sort();
  legend(head, words.key, [...classes.map((one) => [d3.symbol(SHAPES[one], 90)(), `actor ${one}`, words[`actor_${one}`]]), ...[...new Set(ties.map((d) => d.tie))].sort().map((tie) => ["M-9,0H9", `tie ${tie}`, words[tie]])]);
  const svg = sheet(place, width, height, words.network_pan);
  laid(actors, ties, width, height);
  const tie = linked(svg.append("g").selectAll("a").data(ties).join("a"));
  const line = tie.append("path").attr("class", (d) => `tie ${d.tie}`).attr("stroke-width", (d) => Math.max(1, thick(d.n)));
  const node = linked(svg.append("g").selectAll("a").data(actors).join("a").attr("class", (d) => `actor ${d.class}`));
  node.append("path").attr("d", (d) => d3.symbol(SHAPES[d.class], 60 + size(d.n))());
  const label = svg.append("g").attr("class", "labels").selectAll("text").data(actors).join("text").attr("dy", ".35em").attr("text-anchor", rightToLeft() ? "end" : "start").text((d) => d.name);
  const wide = new Map(actors.map((d, i) => [d, label.nodes()[i].getComputedTextLength()]));
  near(node, tie, label, ties);
  const zoom = d3.zoom().scaleExtent([.7, 8]).on("zoom", ({ transform }) => {
    const x = (d) => transform.applyX(d.x), y = (d) => transform.applyY(d.y), beside = (d) => Math.sqrt((60 + size(d.n)) / Math.PI) + 4;
    node.attr("transform", (d) => `translate(${x(d)},${y(d)})`);
    line.attr("d", (d) => bent(d, x, y));
    const way = rightToLeft() ? -1 : 1;
    label.attr("x", (d) => x(d) + way * beside(d)).attr("y", y);
    const signs = actors.map((d) => { const half = beside(d) - 4; return [x(d) - half, y(d) - half, 2 * half, 2 * half]; });
    const shown = uncrowded(actors, (d) => { const from = x(d) + way * beside(d); return [way > 0 ? from : from - wide.get(d), y(d) - 7, wide.get(d), 14]; }, signs);
    label.attr("display", (d) => (shown.has(d) ? null : "none"));
  });
  zoomable(svg, zoom, words, head);
  svg.call(zoom.transform, d3.zoomIdentity);
}

function laid(actors, ties, width, height) {
  const force = d3.forceSimulation(actors).randomSource(d3.randomLcg(.42)).stop()
    .force("ties", d3.forceLink(ties).distance(90).strength((d) => .15 / (1 + Math.log(d.n)) + .05)).force("apart", d3.forceManyBody().strength(-260))
    .force("x", d3.forceX().strength(.06 * height / width)).force("y", d3.forceY().strength(.08)).force("room", d3.forceCollide(20));
  force.tick(STEPS);
  const fit = (key, from, to) => d3.scaleLinear(d3.extent(actors, (d) => d[key]), actors.length > 1 ? [from, to] : [(from + to) / 2, (from + to) / 2]);
  const x = fit("x", 50, width - 110), y = fit("y", 30, height - 30);
  actors.forEach((d) => { [d.x, d.y] = [rightToLeft() ? width - x(d.x) : x(d.x), y(d.y)]; });
}

// Ties of speaking are bent, so that those of both kinds between two actors can be told apart.
function bent(d, x, y) {
  const [a, b, c, e] = [x(d.source), y(d.source), x(d.target), y(d.target)];
  return d.tie === "met" ? `M${a},${b}L${c},${e}` : `M${a},${b}Q${(a + c) / 2 + (e - b) * .15},${(b + e) / 2 - (c - a) * .15} ${c},${e}`;
}

// What a pointer or the keys are on stands out with its ties.
function near(node, tie, label, ties) {
  const show = (event, d) => {
    const kept = new Set(ties.filter((one) => one === d || one.source === d || one.target === d).flatMap((one) => [one, one.source, one.target]).concat(d));
    [node, label].forEach((marks) => marks.classed("dim", (one) => !kept.has(one)));
    tie.classed("dim", (one) => !kept.has(one));
  };
  const all = () => [node, label, tie].forEach((marks) => marks.classed("dim", false));
  [node, tie].forEach((one) => one.on("pointerenter focus", show).on("pointerleave blur", all));
}
