import { describe, expect, it } from 'vitest';
import { parseLicence, type LicenceStatement } from './parse-licence.ts';

const idOf = (statement: Omit<LicenceStatement, 'confidence'>) =>
  parseLicence({ ...statement, confidence: 'per-item' }).id;

describe('parseLicence', () => {
  it.each([
    ['https://creativecommons.org/licenses/by/2.0/', 'CC-BY-2.0'],
    ['http://creativecommons.org/licenses/by/4.0/legalcode', 'CC-BY-4.0'],
    ['https://creativecommons.org/licenses/by-sa/4.0', 'CC-BY-SA-4.0'],
    ['https://creativecommons.org/licenses/by-nc-nd/4.0/deed.en', 'CC-BY-NC-ND-4.0'],
    ['http://creativecommons.org/licenses/by-nd-nc/1.0/', 'CC-BY-NC-ND-1.0'],
    ['https://creativecommons.org/licenses/by-sa/3.0/de/legalcode', 'CC-BY-SA-3.0-DE'],
    ['https://creativecommons.org/licenses/by/3.0/igo/', 'CC-BY-3.0-IGO'],
    ['//creativecommons.org/licenses/by/2.5/au/', 'CC-BY-2.5-AU'],
    ['creativecommons.org/licenses/by/4.0', 'CC-BY-4.0'],
    ['https://www.creativecommons.org/publicdomain/zero/1.0/', 'CC0-1.0'],
    ['http://creativecommons.org/publicdomain/mark/1.0/', 'CC-PDM-1.0'],
    ['http://creativecommons.org/licenses/publicdomain/', 'public-domain'],
    ['https://creativecommons.org/licenses/by-nc/', 'CC-BY-NC'],
    ['https://creativecommons.org/licenses/nc-sampling+/1.0/', 'CC-NC-Sampling-Plus-1.0'],
    ['https://creativecommons.org/licenses/sampling%2B/1.0/', 'CC-Sampling-Plus-1.0'],
    ['http://rightsstatements.org/vocab/InC/1.0/', 'rs:InC'],
    ['https://rightsstatements.org/page/NoC-NC/1.0/?language=en', 'rs:NoC-NC'],
    ['https://www.gnu.org/licenses/old-licenses/fdl-1.2.html', 'GFDL-1.2'],
  ])('reads the address %s as %s', (url, id) => {
    expect(idOf({ url })).toBe(id);
    expect(idOf({ name: url })).toBe(id);
  });

  it.each([
    ['CC BY-SA 4.0', 'CC-BY-SA-4.0'],
    ['cc-by-nc', 'CC-BY-NC'],
    ['cc-by-sa-3.0,2.5,2.0,1.0', 'CC-BY-SA-3.0'],
    ['CC_BY_NC_4_0', 'CC-BY-NC-4.0'],
    ['CC BY 4', 'CC-BY-4.0'],
    ['CC BY-SA 2.0 de', 'CC-BY-SA-2.0-DE'],
    ['Creative Commons Attribution-ShareAlike 3.0 Germany', 'CC-BY-SA-3.0-DE'],
    ['Creative Commons Namensnennung – Weitergabe unter gleichen Bedingungen 3.0 Deutschland', 'CC-BY-SA-3.0-DE'],
    ['Attribution-NonCommercial-NoDerivatives 4.0 International', 'CC-BY-NC-ND-4.0'],
    ['Attribution - Pas d’Utilisation Commerciale 2.0 France', 'CC-BY-NC-2.0-FR'],
    ['Reconocimiento-NoComercial-CompartirIgual 2.5 España', 'CC-BY-NC-SA-2.5-ES'],
    ['CC0', 'CC0-1.0'],
    ['CC0 1.0', 'CC0-1.0'],
    ['CC0 1.0 Universal (CC0 1.0) Public Domain Dedication', 'CC0-1.0'],
    ['Creative Commons Zero', 'CC0-1.0'],
    ['Public Domain Mark 1.0', 'CC-PDM-1.0'],
    ['Public domain', 'public-domain'],
    ['PD-old-100', 'public-domain'],
    ['PD-USGov-NASA', 'US-Gov-PD'],
    ['United States Government Work', 'US-Gov-PD'],
    ['No known copyright restrictions', 'no-known-restrictions'],
    ['© 2019 A. Example. All rights reserved.', 'all-rights-reserved'],
    ['© 2019 A. Example, all rights reserved', 'all-rights-reserved'],
    ['(c) A. Example, some rights reserved (CC BY-NC)', 'CC-BY-NC'],
    ['Licensed under http://creativecommons.org/licenses/by/4.0/.', 'CC-BY-4.0'],
    ['Foto: A. Example, CC BY SA 4.0.', 'CC-BY-SA-4.0'],
    ['GFDL 1.2', 'GFDL-1.2'],
  ])('reads the text "%s" as %s', (name, id) => {
    expect(idOf({ name })).toBe(id);
  });

  it.each([
    'Attribution',
    'by',
    'CC',
    'CC BY 9.9',
    'Foto: A. Example, CC BY XX',
    'Not all rights reserved',
    'CC BY-SA-ND 4.0',
    'CC BY-XX 4.0',
    'Not in the public domain',
    'CC BY 4.0 or GFDL',
    'Images are not CC BY',
    'CC BY 4.0 for text, CC BY-NC 4.0 for images',
    'See https://creativecommons.org/licenses/by/4.0/ and https://creativecommons.org/licenses/by-nc/4.0/',
    'https://creativecommons.org.evil.example/licenses/by/4.0/',
    'https://creativecommons.org/about/cc0',
    'https://creativecommons.org/licenses/by/7.0/',
    'http://rightsstatements.org/vocab/Free/1.0/',
    'free to use',
    'permission granted',
    'x'.repeat(100_000),
  ])('leaves "%s" unknown, allowing nothing', (name) => {
    const licence = parseLicence({ name, confidence: 'per-item' });
    expect(licence.id).toBeNull();
    expect(licence.raw).toBe(name.slice(0, 500));
    expect(licence).not.toHaveProperty('commercialOk');
    expect(licence).not.toHaveProperty('derivativesOk');
  });

  it('believes the address before the name', () => {
    const licence = parseLicence({
      url: 'https://creativecommons.org/licenses/by-nc/4.0/',
      name: 'CC BY 4.0',
      confidence: 'per-item',
    });
    expect(licence).toMatchObject({ id: 'CC-BY-NC-4.0', raw: 'CC BY 4.0', commercialOk: false });
  });

  it('falls back to code and name when the address says nothing', () => {
    const url = 'https://museum.example/terms';
    expect(idOf({ url, name: 'CC BY 4.0' })).toBe('CC-BY-4.0');
    expect(parseLicence({ url, name: 'our terms', confidence: 'per-item' })).toEqual({
      id: null,
      raw: 'our terms',
      url,
      confidence: 'per-item',
    });
  });

  it.each([
    ['by', '2.0', 'CC-BY-2.0'],
    ['by-nc-sa', '3.0', 'CC-BY-NC-SA-3.0'],
    ['cc0', '1.0', 'CC0-1.0'],
    ['pdm', '1.0', 'CC-PDM-1.0'],
    ['sampling+', '1.0', 'CC-Sampling-Plus-1.0'],
    ['nc-sampling+', '1.0', 'CC-NC-Sampling-Plus-1.0'],
    ['by', undefined, 'CC-BY'],
  ])('reads the code %s with version %s as %s', (code, version, id) => {
    expect(idOf({ code, version })).toBe(id);
  });

  it('says what is known of a licence and leaves out what is not', () => {
    expect(parseLicence({ name: 'CC BY-ND 4.0', confidence: 'per-item' })).toEqual({
      id: 'CC-BY-ND-4.0',
      raw: 'CC BY-ND 4.0',
      url: 'https://creativecommons.org/licenses/by-nd/4.0/',
      version: '4.0',
      attributionRequired: true,
      commercialOk: true,
      derivativesOk: false,
      confidence: 'per-item',
    });
    expect(parseLicence({ code: 'cc-by', confidence: 'per-item' })).not.toHaveProperty('version');
    expect(parseLicence({ code: 'cc-by', confidence: 'per-item' })).not.toHaveProperty('url');
    expect(parseLicence({ name: 'No known copyright restrictions', confidence: 'per-item' })).not.toHaveProperty(
      'commercialOk',
    );
  });

  it('is unknown without confidence when nothing is stated', () => {
    expect(parseLicence({ name: '  ', url: '', confidence: 'per-item' })).toEqual({ id: null, confidence: 'none' });
  });

  it('never hands on an address that is not of the web', () => {
    expect(parseLicence({ url: 'javascript:alert(1)', name: 'CC0', confidence: 'per-item' }).url).toBe(
      'https://creativecommons.org/publicdomain/zero/1.0/',
    );
  });
});
