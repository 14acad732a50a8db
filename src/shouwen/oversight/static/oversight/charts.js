// The drawings of the page once more, so that the pointer can ask each point. The page is complete without this script: the
// drawings and the tables below them come from the server, and stay for print and for screen readers.
(() => {
  if (!window.echarts) return;
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const ink = css("--ink-700"), meta = css("--ink-500"), line = css("--line"), blue = css("--qing-600"), dark = css("--qing-700");
  const words = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, color: meta };
  const tooltip = { renderMode: "richText", confine: true, backgroundColor: "#fff", borderColor: line, textStyle: { ...words, color: ink } };
  const rows = (figure) => [...figure.querySelectorAll(".d tbody tr")].map((row) => [...row.children]);

  const curve = (figure) => {
    const all = rows(figure).map(([month, rate, count]) => ({
      month: month.textContent, words: rate.textContent, value: rate.dataset.v === "" ? null : Number(rate.dataset.v),
      bound: "bound" in rate.dataset, count: count.textContent,
    }));
    const last = all.length - 1;
    const low = Number(figure.dataset.low), target = Number(figure.dataset.target);
    return {
      grid: { left: 42, right: 4, top: 22, bottom: 40 },
      tooltip: { ...tooltip, trigger: "axis", formatter: ([one]) => `${one.name}  ${all[one.dataIndex].words}\n${all[one.dataIndex].count} 件` },
      xAxis: {
        type: "category", data: all.map((one) => one.month), axisTick: { show: false }, axisLine: { lineStyle: { color: line } },
        axisLabel: {
          ...words, interval: 0, lineHeight: 17,
          formatter: (full, at) => { const name = last > 8 ? full.replace("月", "") : full; return (at === last ? `{b|${name}\n${all[at].count}}` : `${name}\n${all[at].count === "不单列" ? "—" : all[at].count}`); },
          rich: { b: { ...words, fontWeight: 700, color: css("--ink-900"), lineHeight: 17 } },
        },
      },
      yAxis: { type: "value", min: low, max: 100, splitNumber: 3, axisLabel: { ...words, formatter: "{value}%" }, splitLine: { lineStyle: { color: line } } },
      series: [
        { type: "line", data: all.map(() => target), symbol: "none", silent: true, tooltip: { show: false }, lineStyle: { color: ink, width: 1, type: [4, 3] } },
        {
          type: "line", connectNulls: false, lineStyle: { color: blue, width: 2 }, symbol: "circle", z: 3,
          data: all.map((one, at) => ({
            value: one.value, symbolSize: at === last ? 9 : 6.4,
            itemStyle: { color: one.bound ? "#fff" : dark, borderColor: blue, borderWidth: 2 },
            label: { show: at === last, position: "top", formatter: () => String(one.value), ...words, fontWeight: 700, fontSize: 13, color: css("--ink-900") },
          })),
        },
      ],
    };
  };
  // The tooltip of an axis names the target's line first; the formatter wants the other.
  const curveWithTooltip = (figure) => {
    const option = curve(figure), said = option.tooltip.formatter;
    option.tooltip.formatter = (found) => said(found.slice(-1));
    return option;
  };
  const bars = (figure, height) => {
    const all = rows(figure).map(([name, count]) => ({ name: name.textContent, value: Number(count.textContent) })).reverse();
    return {
      grid: { left: 108, right: 30, top: 0, bottom: Math.max(2, height - all.length * 34) },
      tooltip: { ...tooltip, formatter: (one) => `${one.name}  ${one.value} 件` },
      xAxis: { type: "value", show: false, min: 0 },
      yAxis: { type: "category", data: all.map((one) => one.name), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { ...words, fontSize: 13, color: ink, align: "left", margin: 106 } },
      series: [{ type: "bar", data: all.map((one) => one.value), barWidth: 16, itemStyle: { color: blue }, label: { show: true, position: "right", ...words, fontSize: 13, fontWeight: 700, color: css("--ink-900") } }],
    };
  };

  const options = { curve: curveWithTooltip, bars };
  for (const figure of document.querySelectorAll("[data-chart]")) {
    const drawing = figure.querySelector(".draw"), make = options[figure.dataset.chart];
    if (!drawing || !make) continue;
    const place = document.createElement("div");
    place.className = "chart";
    place.setAttribute("aria-hidden", "true");
    const { width, height } = drawing.getBoundingClientRect();
    place.style.height = `${Math.round(height)}px`;
    drawing.after(place);
    drawing.classList.add("said");
    const chart = echarts.init(place, null, { renderer: "canvas", width, height });
    chart.setOption({ animation: false, ...make(figure, height) });
    addEventListener("resize", () => chart.resize({ width: place.clientWidth, height }));
  }
})();
