import { customType, timestamp } from 'drizzle-orm/pg-core';

/** A moment, as a Date in code. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Bytes, as a Buffer in code. */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
