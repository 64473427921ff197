import { describe, expect, it } from 'vitest';
import { agentsAt } from './robots-rules.ts';
import { deniedByRobotsTag } from './x-robots-tag.ts';

describe('X-Robots-Tag', () => {
  it.each<readonly [readonly string[], string | null]>([
    [['noai'], 'noai'],
    [['NOAI'], 'noai'],
    [['noimageai'], 'noimageai'],
    [['noml'], 'noml'],
    [['noindex, nofollow'], 'noindex'],
    [['noimageindex'], 'noimageindex'],
    [['none'], 'none'],
    [['googlebot: noindex'], null],
    [['img2dataset: noai'], 'noai'],
    [['pixmill: noai'], 'noai'],
    [['GPTBot: noindex'], 'noindex'],
    [['otherbot: noindex, img2dataset: noai'], 'noai'],
    [['unavailable_after: 25 Jun 2027 15:00:00 PST, noai'], 'noai'],
    [['unavailable_after: Friday, 25-Jun-27 15:00:00 GMT'], null],
    [['max-image-preview:large, noai'], 'noai'],
    [['noai, googlebot: nofollow'], 'noai'],
    [['googlebot: nofollow', 'noai'], 'noai'],
    [['googlebot: noai, noindex'], null],
    [['otherbot: nofollow, googlebot: noindex'], null],
    [['nofollow, noarchive'], null],
    [['all'], null],
    [[''], null],
    [[], null],
  ])('%j → %s', (lines, expected) => {
    expect(deniedByRobotsTag(lines, agentsAt('ai-tokens'))).toBe(expected);
  });

  it('counts directives for AI crawlers only at the level ai-tokens', () => {
    expect(deniedByRobotsTag(['img2dataset: noai'], agentsAt('own'))).toBeNull();
    expect(deniedByRobotsTag(['pixmill: noai'], agentsAt('own'))).toBe('noai');
    expect(deniedByRobotsTag(['noai'], agentsAt('off'))).toBe('noai');
  });
});
