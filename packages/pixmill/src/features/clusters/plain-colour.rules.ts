import { hexToOklab } from '../../library/palette-bytes.ts';

/** Hues of OKLab in degrees at which the next name begins. */
const HUES = [
  [18, 'pink'],
  [50, 'red'],
  [85, 'orange'],
  [118, 'yellow'],
  [170, 'green'],
  [215, 'turquoise'],
  [285, 'blue'],
  [325, 'purple'],
  [361, 'pink'],
] as const;

/** A plain word for a colour (`#rrggbb`), for names where no analyser has said anything. */
export const plainColourName = (hex: string): string => {
  const [lightness, a, b] = hexToOklab(hex);
  const chroma = Math.hypot(a, b);
  if (chroma < 0.03) return lightness < 0.3 ? 'black' : lightness > 0.9 ? 'white' : 'grey';
  const hue = ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
  const name = HUES.find(([end]) => hue < end)?.[1] ?? 'pink';
  if (name === 'red' && chroma < 0.08 && lightness < 0.5) return 'brown';
  if (name === 'orange' || name === 'yellow') {
    if (lightness < 0.55) return 'brown';
    if (chroma < 0.07) return lightness > 0.75 ? 'beige' : 'brown';
  }
  return name;
};
