import type { Settings } from './settings.ts';

/** Where people reach this installation, without a slash at the end. */
export const baseUrlOf = ({ baseUrl, host, port }: Pick<Settings, 'baseUrl' | 'host' | 'port'>): string => {
  if (baseUrl !== undefined) return baseUrl.replace(/\/+$/, '');
  // Nobody can open the address that means every address.
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
};
