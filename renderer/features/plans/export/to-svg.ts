import { toHtml } from "../../../../shared/findings/to-html.ts";
import { monoFont, type Picture, type Shape, uiFont } from "./picture.ts";

/** A picture as an SVG that loads and runs nothing. Every name in it is text. */
export function toSvg({ title, width, height, background, shapes }: Picture): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${toHtml(uiFont)}">`,
    `<title>${toHtml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${toHtml(background)}"/>`,
    ...shapes.map(toElement),
    "</svg>\n",
  ].join("\n");
}

function toElement(shape: Shape): string {
  if (shape.kind === "box") {
    const stroke = shape.stroke === undefined ? "" : ` stroke="${toHtml(shape.stroke)}" stroke-dasharray="3 3"`;
    const size = `x="${place(shape.x)}" y="${place(shape.y)}" width="${place(shape.width)}" height="${place(shape.height)}"`;
    return `<rect ${size}${shape.height > 10 ? ' rx="3"' : ""} fill="${toHtml(shape.fill ?? "none")}"${stroke}/>`;
  }
  const look = `${shape.isBold ? ' font-weight="500"' : ""}${shape.isMono ? ` font-family="${toHtml(monoFont)}"` : ""}${shape.isAtEnd ? ' text-anchor="end"' : ""}`;
  return `<text x="${place(shape.x)}" y="${place(shape.y)}" dominant-baseline="central" font-size="${shape.size}" fill="${toHtml(shape.fill)}"${look}>${toHtml(shape.text)}</text>`;
}

function place(value: number): string {
  return String(Math.round(value * 100) / 100);
}
