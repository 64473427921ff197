const VALIDATION_LEVEL = 'validation.level';

/** Under which name the validation level of a user, or of the installation (`null`), is kept among the choices. */
export const validationLevelChoice = (userId: string | null): string =>
  userId === null ? VALIDATION_LEVEL : `${VALIDATION_LEVEL}:${userId}`;
