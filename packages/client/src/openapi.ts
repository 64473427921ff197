export type paths = { [path: string]: never };
