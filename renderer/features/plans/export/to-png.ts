import { monoFont, type Picture, type Shape, uiFont } from "./picture.ts";

/** Canvases above this many pixels on a side are refused by browsers. */
const maxSide = 16_000;
/** Two pixels for each: sharp where it is looked at closely. */
const sharpness = 2;

/** A picture as PNG, as sharp as its size allows. Throws when the browser makes none. */
export async function toPng(picture: Picture): Promise<Blob> {
  const scale = Math.min(sharpness, maxSide / picture.height, maxSide / picture.width);
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(picture.width * scale);
  canvas.height = Math.ceil(picture.height * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser draws no pictures.");
  context.scale(scale, scale);
  context.fillStyle = picture.background;
  context.fillRect(0, 0, picture.width, picture.height);
  for (const shape of picture.shapes) paint(context, shape);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The browser made no picture: it is too large.");
  return blob;
}

function paint(context: CanvasRenderingContext2D, shape: Shape): void {
  if (shape.kind === "box") {
    context.beginPath();
    context.roundRect(shape.x, shape.y, shape.width, shape.height, shape.height > 10 ? 3 : 0);
    if (shape.fill !== null) {
      context.fillStyle = shape.fill;
      context.fill();
    }
    if (shape.stroke !== undefined) {
      context.strokeStyle = shape.stroke;
      context.setLineDash([3, 3]);
      context.stroke();
    }
    return;
  }
  context.font = `${shape.isBold ? "500 " : ""}${shape.size}px ${shape.isMono ? monoFont : uiFont}`;
  context.fillStyle = shape.fill;
  context.textBaseline = "middle";
  context.textAlign = shape.isAtEnd ? "end" : "start";
  context.fillText(shape.text, shape.x, shape.y);
}
