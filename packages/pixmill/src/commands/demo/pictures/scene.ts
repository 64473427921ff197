import type { Canvas } from './canvas.ts';
import type { Random } from './random.ts';

/** What is to be seen, in words, and how it is drawn; both come from the same random choices. */
export type Scene = { readonly caption: string; readonly draw: (canvas: Canvas) => void };

/** Thinks of a scene of one kind. */
export type SceneKind = (random: Random) => Scene;
