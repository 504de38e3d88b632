// Sources over time, stacked by outlet; those that were not read are hatched.
import { d3, legend, linked, rightToLeft, sheet, tabulate, told } from "./common.js";

const HEIGHT = 190, TOP = 14, FOOT = 24, SIDE = 34, DAY = 86_400_000, WHOLE = "M-8,-8H8V8H-8Z";

export function draw(place, data) {
  place.replaceChildren();
  const { bars, outlets, undated, words, fields } = data;
  bars.forEach((d) => {
    d.name = outlets[d.rank]?.name || words.other_outlets;
    d.days = d.date_start === d.date_end ? d.date_start : `${d.date_start} – ${d.date_end}`;
    d.title = [`${d.n} ${words.sources_in}`, d.name, d.days, d.read ? "" : words.not_read].filter(Boolean).join(" · ");
  });
  if (bars.length) chart(place, data, Math.max(320, place.clientWidth));
  if (undated) d3.select(place).append("p").attr("class", "note").text(`${words.no_day}: ${undated}`);
  if (bars.length) tabulate(place, words.as_table, [[fields.dates, (d) => d.days], [fields.outlet, (d) => d.name], [fields.read, (d) => (d.read ? "✓" : words.not_read)], [fields.sources, (d) => d.n, (d) => d.href]], bars);
}

function chart(place, { bars, outlets, words }, width) {
  const rtl = rightToLeft(), ends = [d3.min(bars, (d) => Date.parse(d.date_start)), d3.max(bars, (d) => Date.parse(d.date_end)) + DAY];
  const x = d3.scaleUtc(ends, rtl ? [width - SIDE, 18] : [SIDE, width - 18]);
  const at = stacked(bars), y = d3.scaleLinear([0, d3.max(at.values(), (end) => end[1])], [HEIGHT - FOOT, TOP]).nice(4);
  const rows = outlets.map((d, i) => [WHOLE, `bar c${i}`, d.name]);
  if (bars.some((d) => d.rank === outlets.length)) rows.push([WHOLE, "bar c8", words.other_outlets]);
  if (bars.some((d) => !d.read)) rows.push(["M-8,8L8,-8M-8,0L0,-8M0,8L8,0", "hatch", words.not_read]);
  legend(place, words.key, rows);
  const svg = sheet(place, width, HEIGHT, words.coverage_bars);
  hatch(svg);
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${HEIGHT - FOOT})`).call(d3.axisBottom(x).ticks(width / 110).tickFormat(told).tickSizeOuter(0));
  const steps = y.ticks(4).filter(Number.isInteger);
  svg.append("g").attr("class", "axis").attr("transform", `translate(${rtl ? width - SIDE : SIDE},0)`).call((rtl ? d3.axisRight(y) : d3.axisLeft(y)).tickValues(steps).tickFormat(d3.format("d")));
  const bar = linked(svg.append("g").selectAll("a").data(bars).join("a").attr("class", (d) => `bar c${d.rank < outlets.length ? d.rank : 8}`));
  const span = (d) => [x(Date.parse(d.date_start)), x(Date.parse(d.date_end) + DAY)].sort(d3.ascending);
  const box = (rect) => rect.attr("x", (d) => span(d)[0]).attr("width", (d) => Math.max(1.5, span(d)[1] - span(d)[0] - .5)).attr("y", (d) => y(at.get(d)[1])).attr("height", (d) => y(at.get(d)[0]) - y(at.get(d)[1]));
  box(bar.append("rect"));
  box(bar.filter((d) => !d.read).append("rect").attr("class", "hatched"));
}

// Where each bar begins and ends on those below it.
function stacked(bars) {
  const tops = new Map(), at = new Map();
  bars.forEach((d) => { const low = tops.get(d.date_start) || 0; at.set(d, [low, low + d.n]); tops.set(d.date_start, low + d.n); });
  return at;
}

function hatch(svg) {
  svg.append("defs").append("pattern").attr("id", "hatch").attr("width", 6).attr("height", 6).attr("patternUnits", "userSpaceOnUse").attr("patternTransform", "rotate(45)")
    .append("rect").attr("width", 3).attr("height", 6).attr("class", "gap");
}
