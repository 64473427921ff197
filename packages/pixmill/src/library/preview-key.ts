/** Storage key of the small WebP preview of a blob. */
export const previewKey = (sha256: string): string => `previews/${sha256.slice(0, 2)}/${sha256}.webp`;
