import { frameOf, type Shape } from "../reading/shapes.ts";

/** Shapes in a frame around them, the y axis upwards. Only coordinates that were read as numbers reach it. */
export function ShapeDrawing({ shapes, label }: { readonly shapes: readonly Shape[]; readonly label: string }) {
  const { left, top, width, height, size } = frameOf(shapes);
  const dot = size * 0.02;
  return (
    <svg
      className="viewer-shape"
      role="img"
      aria-label={label}
      viewBox={`${left} ${-top} ${width} ${height}`}
      preserveAspectRatio="xMidYMid meet"
    >
      {shapes.map((shape, index) => (
        <Drawn key={index} shape={shape} dot={dot} />
      ))}
    </svg>
  );
}

function Drawn({ shape, dot }: { readonly shape: Shape; readonly dot: number }) {
  if (shape.kind === "circle") return <circle cx={shape.center.x} cy={-shape.center.y} r={shape.radius} />;
  if (shape.kind === "points")
    return shape.points.map(({ x, y }, index) => <circle key={index} className="viewer-dot" cx={x} cy={-y} r={dot} />);
  const points = shape.points.map(({ x, y }) => `${x},${-y}`).join(" ");
  return shape.isClosed ? <polygon points={points} /> : <polyline points={points} />;
}
