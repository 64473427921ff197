/** A function of many numbers; writes its gradient and returns its value. */
export type Cost = (at: Float64Array, gradient: Float64Array) => number;

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
};

/** Steps that the curvature is estimated from. */
const MEMORY = 8;
/** A step must bring this share of what the slope promises (Armijo). */
const ENOUGH = 1e-4;
const MOST_HALVINGS = 20;

const moved = (from: Float64Array, direction: Float64Array, step: number): Float64Array =>
  from.map((value, at) => value + step * (direction[at] ?? 0));

/**
 * Finds where a smooth convex function is least, by L-BFGS (Nocedal 1980). Ends when the gradient has become `tolerance`
 * of what it was or a step brings nothing.
 */
export const minimise = (
  cost: Cost,
  start: Float64Array,
  { iterations, tolerance }: { readonly iterations: number; readonly tolerance: number },
): Float64Array => {
  let at = start;
  let gradient = new Float64Array(start.length);
  let value = cost(at, gradient);
  const first = Math.sqrt(dot(gradient, gradient));
  const steps: { readonly change: Float64Array; readonly bend: Float64Array; readonly scale: number }[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (Math.sqrt(dot(gradient, gradient)) <= Math.max(tolerance * first, 1e-7)) break;
    const direction = directionOf(gradient, steps);
    const slope = dot(direction, gradient);
    let step = steps.length === 0 ? Math.min(1, 1 / first) : 1;
    const next = new Float64Array(start.length);
    let to = moved(at, direction, step);
    let reached = cost(to, next);
    for (let halving = 0; halving < MOST_HALVINGS && reached > value + ENOUGH * step * slope; halving++) {
      step /= 2;
      to = moved(at, direction, step);
      reached = cost(to, next);
    }
    if (!(reached < value)) break;
    const change = to.map((number, index) => number - (at[index] ?? 0));
    const bend = next.map((number, index) => number - (gradient[index] ?? 0));
    const curvature = dot(change, bend);
    if (curvature > 1e-12) {
      steps.push({ change, bend, scale: 1 / curvature });
      if (steps.length > MEMORY) steps.shift();
    }
    [at, gradient, value] = [to, next, reached];
  }
  return at;
};

/** The gradient, turned by what the last steps told of the curvature (two-loop recursion). */
const directionOf = (
  gradient: Float64Array,
  steps: readonly { readonly change: Float64Array; readonly bend: Float64Array; readonly scale: number }[],
): Float64Array => {
  const direction = gradient.map((value) => -value);
  const alphas: number[] = [];
  for (const { change, bend, scale } of steps.toReversed()) {
    const alpha = scale * dot(change, direction);
    alphas.unshift(alpha);
    for (let at = 0; at < direction.length; at++) direction[at] = (direction[at] ?? 0) - alpha * (bend[at] ?? 0);
  }
  const last = steps.at(-1);
  if (last !== undefined) {
    const size = 1 / (last.scale * dot(last.bend, last.bend));
    for (let at = 0; at < direction.length; at++) direction[at] = (direction[at] ?? 0) * size;
  }
  for (const [index, { change, bend, scale }] of steps.entries()) {
    const share = (alphas[index] ?? 0) - scale * dot(bend, direction);
    for (let at = 0; at < direction.length; at++) direction[at] = (direction[at] ?? 0) + share * (change[at] ?? 0);
  }
  return direction;
};
