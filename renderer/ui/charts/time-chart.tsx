import { useEffect, useRef, useState } from "react";
import UPlot from "uplot";
import { dayAndTime } from "../display/day-and-time.ts";
import { formatClock } from "../display/format.ts";
import "uplot/dist/uPlot.min.css";
import "./time-chart.css";

/** One line of a chart. `token` is a colour token: `--info`. */
export interface ChartLine {
  readonly label: string;
  readonly token: string;
  /** As many as there are times; null leaves a gap. */
  readonly values: readonly (number | null)[];
}

interface TimeChartProps {
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly times: readonly number[];
  /** What the whole width stands for; the newest time is at its right end. */
  readonly spanMs: number;
  readonly lines: readonly ChartLine[];
  readonly format: (value: number) => string;
  /** The top of the scale; the largest value without it. */
  readonly max?: number | undefined;
  /** Single values, maybe days apart: drawn as points with a line over the gaps, the days named below. */
  readonly isSparse?: boolean | undefined;
}

/** Values over time. The newest ones stand as words in its head, so that nothing is in the picture alone. */
export function TimeChart({ title, lines, format, ...plot }: TimeChartProps) {
  return (
    <figure className="time-chart">
      <figcaption className="time-chart-head">
        <span className="time-chart-title">{title}</span>
        {lines.map(({ label, token, values }) => {
          const last = (plot.isSparse ? values.findLast((value) => value !== null) : values.at(-1)) ?? null;
          return (
            <span key={label} className="time-chart-key">
              <span aria-hidden className="time-chart-swatch" style={{ background: `var(${token})` }} />
              {label} <b>{last === null ? "–" : format(last)}</b>
            </span>
          );
        })}
      </figcaption>
      <Plot lines={lines} format={format} {...plot} />
    </figure>
  );
}

function Plot({ times, spanMs, lines, format, max, isSparse }: Omit<TimeChartProps, "title">) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const theme = useTheme();
  const shape = lines.map(({ label, token }) => `${label} ${token}`).join("|");
  const shown = useRef({ spanMs, lines, format, max, isSparse });
  shown.current = { spanMs, lines, format, max, isSparse };

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew when its lines or the theme's colours are others.
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = new UPlot(
      optionsOf(element, shown.current, () => shown.current.spanMs),
      [[], ...shown.current.lines.map(() => [])],
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape, theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot needs the values again.
  useEffect(() => {
    const seconds = times.map((time) => time / 1000);
    plot.current?.setData([seconds, ...lines.map(({ values }) => [...values])]);
  }, [times, lines, shape, theme]);

  return <div ref={host} className="time-chart-plot" aria-hidden="true" />;
}

function optionsOf(
  element: HTMLElement,
  { lines, format, max, isSparse = false }: Pick<TimeChartProps, "lines" | "format" | "max" | "isSparse">,
  span: () => number,
): UPlot.Options {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const font = `${token("--text-xs")} ${token("--font-ui")}`;
  const axis = {
    stroke: token("--text-3"),
    font,
    ticks: { show: false },
    grid: { stroke: token("--border-1"), width: 1 },
  };
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 24, 0, 0],
    scales: {
      x: {
        time: true,
        // A point at the edge would be cut in half.
        range: (_plot, _from, to) => [to - span() / 1000, isSparse ? to + span() / 25_000 : to],
      },
      y: { range: (_plot, _from, to) => [0, max ?? Math.max(to ?? 0, 1e-6) * 1.1] },
    },
    axes: [
      {
        ...axis,
        size: 20,
        grid: { show: false },
        space: isSparse ? 120 : 90,
        values: (_plot, ticks) => ticks.map(isSparse ? dayText : clockText),
      },
      { ...axis, size: 62, space: 34, values: (_plot, ticks) => ticks.map((tick) => format(tick)) },
    ],
    series: [
      {},
      ...lines.map(({ label, token: colour }) => ({
        label,
        stroke: token(colour),
        fill: lines.length === 1 ? `color-mix(in srgb, ${token(colour)} 12%, transparent)` : "",
        width: 1.5,
        points: isSparse ? { show: true, size: 6, fill: token(colour), stroke: token(colour) } : { show: false },
        spanGaps: isSparse,
      })),
    ],
  };
}

function clockText(seconds: number): string {
  return formatClock(new Date(seconds * 1000).toISOString());
}

function dayText(seconds: number): string {
  return dayAndTime(new Date(seconds * 1000).toISOString());
}

/** The theme on the document, as long as it may change. */
function useTheme(): string {
  const [theme, setTheme] = useState(shownTheme);
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(shownTheme()));
    observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => observer.disconnect();
  }, []);
  return theme;
}

function shownTheme(): string {
  return document.documentElement.dataset.theme ?? "light";
}
