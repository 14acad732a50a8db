// The drawings of the page once more, so that the pointer can ask each point. The page is complete without this script: the
// drawings and the tables below them come from the server, and stay for print and for screen readers.
(() => {
  if (!window.echarts) return;
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const ink = css("--ink-700"), meta = css("--ink-500"), line = css("--line"), blue = css("--qing-600"), dark = css("--qing-700");
  // 大字 makes the root's type larger; the drawings follow it.
  const scale = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  let k = scale();
  const words = { fontFamily: getComputedStyle(document.body).fontFamily, get fontSize() { return 14 * k; }, color: meta };
  const tooltip = () => ({ renderMode: "richText", confine: true, backgroundColor: "#fff", borderColor: line, textStyle: { ...words, color: ink } });
  const rows = (figure) => [...figure.querySelectorAll(".d tbody tr")].map((row) => [...row.children]);

  const curve = (figure) => {
    const all = rows(figure).map(([month, rate, count]) => ({
      month: month.textContent, words: rate.textContent, value: rate.dataset.v === "" ? null : Number(rate.dataset.v),
      bound: "bound" in rate.dataset, count: count.textContent,
    }));
    const last = all.length - 1;
    // Counts that would touch each other stand in two lines by turns.
    const tight = (figure.querySelector(".chart").clientWidth - 48 * k) / all.length < 30 * k;
    const under = (at, shown) => (tight && (last - at) % 2 ? `\n${shown}` : shown);
    const low = Number(figure.dataset.low), target = Number(figure.dataset.target);
    return {
      grid: { left: 44 * k, right: 4, top: 22 * k, bottom: (tight ? 55 : 40) * k },
      tooltip: { ...tooltip(), trigger: "axis", formatter: ([, one]) => `${one.name}  ${all[one.dataIndex].words}\n${all[one.dataIndex].count} 件` },
      xAxis: {
        type: "category", data: all.map((one) => one.month), name: last > 8 ? "月\n件" : " \n件", nameLocation: "start", nameGap: 8 * k,
        nameTextStyle: { ...words, align: "right", verticalAlign: "top", lineHeight: 17 * k, padding: [8, 0, 0, 0] }, axisTick: { show: false }, axisLine: { lineStyle: { color: line } },
        axisLabel: {
          ...words, interval: 0, lineHeight: 17 * k,
          formatter: (full, at) => { const name = last > 8 ? full.replace("月", "") : full; return (at === last ? `{b|${name}\n${all[at].count}}` : `${name}\n${under(at, all[at].count === "不单列" ? "—" : all[at].count)}`); },
          rich: { b: { ...words, fontWeight: 700, color: css("--ink-900"), lineHeight: 17 * k } },
        },
      },
      yAxis: { type: "value", min: low, max: 100, splitNumber: 3, axisLabel: { ...words, formatter: "{value}%" }, splitLine: { lineStyle: { color: line } } },
      series: [
        {
          type: "line", data: all.map((_, at) => ({ value: target, label: { show: at === 0, position: "bottom", formatter: "目标", ...words, color: ink } })),
          symbol: "circle", symbolSize: 1, silent: true, tooltip: { show: false }, itemStyle: { color: ink }, lineStyle: { color: ink, width: 1, type: [4, 3] },
        },
        {
          type: "line", connectNulls: false, lineStyle: { color: blue, width: 2 }, symbol: "circle", z: 3,
          data: all.map((one, at) => ({
            value: one.value, symbolSize: at === last ? 9 : 6.4,
            itemStyle: { color: one.bound ? "#fff" : dark, borderColor: blue, borderWidth: 2 },
            label: { show: at === last, position: "top", formatter: () => String(one.value), ...words, fontWeight: 700, color: css("--ink-900") },
          })),
        },
      ],
    };
  };
  const bars = (figure) => {
    const all = rows(figure).map(([name, count]) => ({ name: name.textContent, value: Number(count.textContent) })).reverse();
    return {
      grid: { left: 110 * k, right: 30 * k, top: 0, bottom: 0 },
      tooltip: { ...tooltip(), formatter: (one) => `${one.name}  ${one.value} 件` },
      xAxis: { type: "value", show: false, min: 0 },
      yAxis: { type: "category", data: all.map((one) => one.name), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { ...words, color: ink, align: "left", margin: 108 * k } },
      series: [{ type: "bar", data: all.map((one) => one.value), barWidth: 16 * k, itemStyle: { color: blue }, label: { show: true, position: "right", ...words, fontWeight: 700, color: css("--ink-900") } }],
    };
  };

  const options = { curve, bars };
  for (const figure of document.querySelectorAll("[data-chart]")) {
    const drawing = figure.querySelector(".draw"), make = options[figure.dataset.chart];
    if (!drawing || !make) continue;
    const place = document.createElement("div");
    place.className = "chart";
    place.setAttribute("aria-hidden", "true");
    drawing.after(place);
    drawing.classList.add("said");
    const { width: wide, height: high } = drawing.viewBox.baseVal;
    const height = () => Math.round(place.clientWidth * high / wide);
    place.style.height = `${height()}px`;
    const chart = echarts.init(place, null, { renderer: "canvas" });
    const draw = () => {
      k = scale();
      place.style.height = `${height()}px`;
      chart.resize();
      chart.setOption({ animation: false, ...make(figure) }, true);
    };
    draw();
    addEventListener("resize", draw);
    new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-size"] });
  }
})();
