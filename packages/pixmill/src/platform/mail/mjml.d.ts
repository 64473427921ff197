declare module 'mjml' {
  /** What MJML makes of a source, and what it finds wrong with it. */
  const mjml2html: (
    source: string,
    options?: {
      readonly fonts?: Readonly<Record<string, string>>;
      readonly validationLevel?: 'strict' | 'soft' | 'skip';
    },
  ) => Promise<{ readonly html: string; readonly errors: readonly unknown[] }>;
  export default mjml2html;
}
