/** Sets what a native library reads from the environment, where nobody has set it. */
export const setForLibrary = (name: string, value: string): void => {
  process.env[name] ??= value;
};
