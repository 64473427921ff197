/** What a search tells beside its answer, when it could not ask every way: one sentence each. */
export const NOTICES = {
  noModel: 'Meaning was not looked for: the model that understands texts did not answer in time or cannot be used now.',
  noVectors:
    'Meaning was not looked for: the index of vectors does not answer now; it may be being made anew. Try again in a moment.',
  likeByLook:
    'Likeness was told by how images look: the index of vectors does not answer now; it may be being made anew.',
  fileByLook:
    'The file was compared by how it looks: the model that compares images did not answer in time or cannot be used now.',
} as const;
