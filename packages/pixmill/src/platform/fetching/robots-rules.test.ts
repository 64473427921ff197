import { describe, expect, it } from 'vitest';
import { parseRobots } from './robots-file.ts';
import { crawlDelayMs, judgeByRobots } from './robots-rules.ts';

const judge = (robots: string, path: string, level: 'own' | 'ai-tokens' = 'own'): string => {
  const verdict = judgeByRobots(parseRobots(robots), new URL(path, 'https://example.org'), level);
  return verdict.allowed ? 'allow' : verdict.rule;
};

describe('robots.txt matching (RFC 9309)', () => {
  it.each([
    ['', '/a', 'allow'],
    ['User-agent: *\nDisallow:', '/a', 'allow'],
    ['User-agent: *\nDisallow: /', '/a', 'robots:* /'],
    ['User-agent: *\nDisallow: /', '/robots.txt', 'allow'],
    ['user-AGENT:*\r\ndisallow:/img # comment', '/img/a.jpg', 'robots:* /img'],
    ['\uFEFFUser-agent: *\rDisallow: /x', '/x', 'robots:* /x'],
    ['User-agent: *\nDisallow: /img/', '/img', 'allow'],
    ['User-agent: *\nDisallow: /IMG', '/img', 'allow'],
    // longest match wins, allow wins ties
    ['User-agent: *\nDisallow: /\nAllow: /img/', '/img/a.jpg', 'allow'],
    ['User-agent: *\nAllow: /\nDisallow: /img/', '/img/a.jpg', 'robots:* /img/'],
    ['User-agent: *\nDisallow: /img/\nAllow: /img/', '/img/a.jpg', 'allow'],
    ['User-agent: *\nAllow: /img/\nDisallow: /img/', '/img/a.jpg', 'allow'],
    ['User-agent: *\nAllow: /page\nDisallow: /*.html', '/page.html', 'robots:* /*.html'],
    // wildcards and anchors
    ['User-agent: *\nDisallow: /*.jpg$', '/a/b.jpg', 'robots:* /*.jpg$'],
    ['User-agent: *\nDisallow: /*.jpg$', '/a/b.jpg?x=1', 'allow'],
    ['User-agent: *\nDisallow: /*.jpg', '/a/b.jpg?x=1', 'robots:* /*.jpg'],
    ['User-agent: *\nDisallow: /a*b*c', '/a-x-b-y-c-z', 'robots:* /a*b*c'],
    ['User-agent: *\nDisallow: /a*b*c', '/a-c-b', 'allow'],
    ['User-agent: *\nDisallow: /ab*bc$', '/abc', 'allow'],
    ['User-agent: *\nDisallow: /$', '/', 'robots:* /$'],
    ['User-agent: *\nDisallow: /$', '/a', 'allow'],
    ['User-agent: *\nDisallow: *', '/a', 'robots:* *'],
    ['User-agent: *\nDisallow: /a?b=', '/a?b=1', 'robots:* /a?b='],
    // percent-encoding
    ['User-agent: *\nDisallow: /%7Ejoe/', '/~joe/a', 'robots:* /~joe/'],
    ['User-agent: *\nDisallow: /~joe/', '/%7ejoe/a', 'robots:* /~joe/'],
    ['User-agent: *\nDisallow: /föö', '/f%c3%b6%C3%B6', 'robots:* /f%C3%B6%C3%B6'],
    ['User-agent: *\nDisallow: /a%2fb', '/a%2Fb', 'robots:* /a%2Fb'],
    ['User-agent: *\nDisallow: /a%2fb', '/a/b', 'allow'],
    ['User-agent: *\nDisallow: /a%2Ab', '/a*b', 'robots:* /a%2Ab'],
    ['User-agent: *\nDisallow: /a%24', '/a$', 'robots:* /a%24'],
    // groups
    ['User-agent: other\nDisallow: /', '/a', 'allow'],
    ['User-agent: other\nUser-agent: *\nDisallow: /', '/a', 'robots:* /'],
    ['User-agent: pixmill\nAllow: /\n\nUser-agent: *\nDisallow: /', '/a', 'allow'],
    ['User-agent: *\nDisallow: /\n\nUser-agent: PixMill/1.0\nDisallow: /b', '/a', 'allow'],
    ['User-agent: pixmill\nDisallow: /b', '/b', 'robots:pixmill /b'],
    ['User-agent: pixmillbot\nDisallow: /', '/a', 'allow'],
    ['User-agent: pixmill\nDisallow: /a\n\nUser-agent: pixmill\nDisallow: /b', '/a', 'robots:pixmill /a'],
    ['User-agent: pixmill\nDisallow: /a\n\nUser-agent: pixmill\nDisallow: /b', '/b', 'robots:pixmill /b'],
    ['User-agent: *\nSitemap: https://x/s.xml\nUser-agent: other\nDisallow: /', '/a', 'robots:* /'],
    ['Disallow: /', '/a', 'allow'],
    ['<!doctype html><html>Not found: sorry</html>', '/a', 'allow'],
    // AI crawlers do not count at the level own
    ['User-agent: GPTBot\nDisallow: /', '/a', 'allow'],
  ])('%j for %s → %s', (robots, path, expected) => {
    expect(judge(robots, path)).toBe(expected);
  });

  it.each([
    ['User-agent: GPTBot\nDisallow: /img/', '/img/a.jpg', 'robots:GPTBot /img/'],
    ['User-agent: GPTBot\nDisallow: /img/', '/b/a.jpg', 'allow'],
    ['User-agent: ccbot\nDisallow: /\nAllow: /free/', '/free/a.jpg', 'allow'],
    ['User-agent: img2dataset\nUser-agent: LAIONDownloader\nDisallow: /', '/a', 'robots:img2dataset /'],
    ['User-agent: Googlebot\nDisallow: /', '/a', 'allow'],
    // addressed to us by name
    ['User-agent: GPTBot\nDisallow: /\n\nUser-agent: pixmill\nAllow: /', '/a', 'allow'],
    ['User-agent: GPTBot\nDisallow: /\n\nUser-agent: pixmill\nDisallow: /b', '/a', 'robots:GPTBot /'],
    ['User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nAllow: /', '/a', 'robots:GPTBot /'],
  ])('at the level ai-tokens: %j for %s → %s', (robots, path, expected) => {
    expect(judge(robots, path, 'ai-tokens')).toBe(expected);
  });
});

describe('usage preferences in robots.txt', () => {
  it.each([
    ['User-agent: *\nContent-Usage: train-ai=n\nAllow: /', '/a', 'robots:content-usage train-ai=n'],
    ['User-agent: *\nContent-Usage: train-ai=y', '/a', 'allow'],
    ['User-agent: *\nContent-Usage: search=n', '/a', 'allow'],
    ['User-agent: *\nContent-Usage: bots=n', '/a', 'robots:content-usage train-ai=n'],
    ['User-agent: *\nContent-Usage: bots=n, train-ai=y', '/a', 'allow'],
    ['User-agent: *\nContent-Usage: /img/ train-ai=n', '/img/a', 'robots:content-usage train-ai=n'],
    ['User-agent: *\nContent-Usage: /img/ train-ai=n', '/b', 'allow'],
    ['User-agent: *\nContent-Usage: train-ai=n\nContent-Usage: /free/ train-ai=y', '/free/a', 'allow'],
    [
      'User-agent: *\nContent-Usage: /free/ train-ai=y\nContent-Usage: /free/ train-ai=n',
      '/free/a',
      'robots:content-usage train-ai=n',
    ],
    ['User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /', '/a', 'robots:content-signal ai-train=no'],
    ['User-agent: *\nContent-Signal: search=yes,ai-train=yes', '/a', 'allow'],
    ['User-agent: *\nContent-signal: /img/ ai-train=no', '/b', 'allow'],
    ['Content-Signal: ai-train=no\nUser-agent: *\nAllow: /', '/a', 'robots:content-signal ai-train=no'],
    ['User-agent: other\nContent-Usage: train-ai=n', '/a', 'allow'],
  ])('%j for %s → %s', (robots, path, expected) => {
    expect(judge(robots, path)).toBe(expected);
  });
});

describe('robots.txt from strangers', () => {
  it('takes a pattern made to be slow in linear time', () => {
    const robots = `User-agent: *\nDisallow: /${'*a'.repeat(5000)}$`;
    expect(judge(robots, `/${'a'.repeat(4000)}b`)).toBe('allow');
  });

  it('keeps a crawl delay, but not for longer than 30 s', () => {
    expect(crawlDelayMs(parseRobots('User-agent: *\nCrawl-delay: 2.5'))).toBe(2500);
    expect(crawlDelayMs(parseRobots('User-agent: *\nCrawl-delay: 86400'))).toBe(30_000);
    expect(crawlDelayMs(parseRobots('User-agent: *\nCrawl-delay: soon'))).toBe(0);
    expect(crawlDelayMs(parseRobots('User-agent: *\nCrawl-delay: -1'))).toBe(0);
    expect(crawlDelayMs(parseRobots('User-agent: pixmill\nAllow: /\n\nUser-agent: *\nCrawl-delay: 9'))).toBe(0);
  });

  it('is not confused by names of object properties', () => {
    expect(judge('User-agent: __proto__\nDisallow: /\nUser-agent: constructor\nDisallow: /', '/a')).toBe('allow');
  });
});
