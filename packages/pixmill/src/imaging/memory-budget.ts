/** Gives out a fixed amount in the order of asking; asking for more than there is takes all of it, alone. */
export type Budget = {
  /** Resolves with the function that gives the amount back (calling it again does nothing). */
  readonly acquire: (amount: number) => Promise<() => void>;
};

export const createBudget = (total: number): Budget => {
  let free = total;
  const waiting: { amount: number; grant: () => void }[] = [];
  const grantNext = (): void => {
    for (let next = waiting[0]; next !== undefined && next.amount <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.amount;
      next.grant();
    }
  };
  return {
    acquire: (wanted) =>
      new Promise((resolve) => {
        const amount = Math.min(wanted, total);
        const grant = (): void => {
          let held = true;
          resolve(() => {
            if (!held) return;
            held = false;
            free += amount;
            grantNext();
          });
        };
        waiting.push({ amount, grant });
        grantNext();
      }),
  };
};
