// Places by their last change: colour and sign tell the actor, a hollow sign that it left or lost the place.
import { d3, legend, linked, rightToLeft, sheet, tabulate, topojson, uncrowded, zoomable } from "./common.js";

const HEIGHT = 520, AROUND = 1.2;  // degrees shown around the outermost places
const OTHERS = 7, SIGNS = [d3.symbolCircle, d3.symbolSquare, d3.symbolTriangle, d3.symbolDiamond, d3.symbolStar, d3.symbolWye, d3.symbolCross];
const sign = (rank) => d3.symbol(SIGNS[rank] || d3.symbolCircle, rank === OTHERS ? 35 : 90)();

export async function draw(place, data) {
  place.replaceChildren();
  const { places, unknown, actors, words, fields } = data, ranks = new Map(actors.map((d, i) => [d.id, i]));
  [...places, ...unknown].forEach((d) => {
    d.rank = ranks.get(d.actor) ?? OTHERS;
    d.said = `${d.what} · ${d.who || words.no_actor}`;
    d.day = d.told && d.when ? `${words.first_report} ${d.when}` : d.when;
    d.title = [d.name, d.said, d.day].filter(Boolean).join(" · ");
  });
  if (places.length) await chart(place, data, Math.max(340, place.clientWidth));
  if (data.all > places.length) d3.select(place).append("p").attr("class", "note").text(`${places.length} ${words.map_most} ${data.all}`);
  if (unknown.length) {
    const line = d3.select(place).append("p").attr("class", "undated");
    line.append("span").text(`${words.no_coordinates}: `);
    line.selectAll("a").data(unknown).join("a").attr("href", (d) => d.href).attr("dir", "auto").text((d) => d.title);
  }
  if (places.length) tabulate(place, words.as_table, [[fields.place, (d) => d.name, (d) => d.href], [fields.change, (d) => d.what], [fields.actor, (d) => d.who || words.no_actor], [fields.dates, (d) => d.day]], places);
}

async function chart(place, { places, actors, words }, width) {
  const [topology, { feature }] = await Promise.all([d3.json("/static/vendor/countries-50m.json"), topojson()]);
  const height = Math.min(HEIGHT, width * 1.1), head = d3.select(place).append("div").attr("class", "head").node();
  const rows = actors.map((d, i) => [sign(i), `place c${i}`, d.name]);
  if (places.some((d) => d.rank === OTHERS)) rows.push([sign(OTHERS), "place c8", actors.length ? words.other_actors : words.no_actor]);
  if (places.some((d) => d.left)) rows.push([sign(0), "place c8 left", words.left_place]);
  legend(head, words.key, rows);
  const projection = d3.geoMercator().fitExtent([[20, 20], [width - 20, height - 20]], around(places));
  const svg = sheet(place, width, height, words.map_pan);
  const land = svg.append("g"), path = d3.geoPath(projection.clipExtent([[-2 * width, -2 * height], [3 * width, 3 * height]]));
  land.selectAll("path").data(feature(topology, topology.objects.countries).features).join("path").attr("class", "country").attr("vector-effect", "non-scaling-stroke").attr("d", path);
  projection.clipExtent(null);
  places.forEach((d) => { [d.x, d.y] = projection([d.lon, d.lat]); });
  // The latest stand on top, and are first to keep their names.
  const mark = linked(svg.append("g").selectAll("a").data(places.toReversed()).join("a").attr("class", (d) => `place c${d.rank === OTHERS ? 8 : d.rank}${d.left ? " left" : ""}`));
  mark.append("path").attr("d", (d) => sign(d.rank));
  const way = rightToLeft() ? -1 : 1, label = mark.append("text").attr("dy", ".35em").attr("x", 9 * way).attr("text-anchor", way < 0 ? "end" : "start").text((d) => d.name);
  const wide = new Map();
  label.each(function measure(d) { wide.set(d, this.getComputedTextLength()); });
  const zoom = d3.zoom().scaleExtent([.3, 24]).on("zoom", ({ transform }) => {
    land.attr("transform", transform);
    const at = (d) => transform.apply([d.x, d.y]);
    mark.attr("transform", (d) => `translate(${at(d)})`);
    const shown = uncrowded(places, (d) => { const [x, y] = at(d); return [way > 0 ? x + 9 : x - 9 - wide.get(d), y - 7, wide.get(d), 14]; });
    label.attr("display", (d) => (shown.has(d) ? null : "none"));
  });
  zoomable(svg, zoom, words, head);
  svg.call(zoom.transform, d3.zoomIdentity);
}

// The corners of all places and something around them, as points that a projection is fitted to.
function around(places) {
  const [west, east] = d3.extent(places, (d) => d.lon), [south, north] = d3.extent(places, (d) => d.lat);
  return { type: "MultiPoint", coordinates: [[west - AROUND, Math.max(south - AROUND, -85)], [east + AROUND, Math.min(north + AROUND, 85)]] };
}
