import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { DemoFile } from './demo-files.ts';

/** Answers a request; `count` counts the requests for this address, from 1. */
export type DemoAnswer = (response: ServerResponse, count: number) => void | Promise<void>;

/** Sends a file. */
export const send =
  (file: DemoFile, contentType: string, headers: Readonly<Record<string, string>> = {}): DemoAnswer =>
  async (response) => {
    const bytes = await file();
    response.writeHead(200, { 'content-type': contentType, 'content-length': bytes.length, ...headers }).end(bytes);
  };

/** Sends nothing but a status. */
export const refuse =
  (status: number, headers: Readonly<Record<string, string>> = {}): DemoAnswer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(`${status}\n`);
  };

/** The first request gets one answer, every later one another. */
export const first =
  (answer: DemoAnswer, later: DemoAnswer): DemoAnswer =>
  (response, count) =>
    count === 1 ? answer(response, count) : later(response, count);

const PIECES = 10;
const PAUSE_MS = 60;

/** Sends a file in pieces, with pauses, as a poor line does. */
export const dribble =
  (file: DemoFile, contentType: string): DemoAnswer =>
  async (response) => {
    const bytes = await file();
    response.writeHead(200, { 'content-type': contentType, 'content-length': bytes.length });
    const size = Math.ceil(bytes.length / PIECES);
    for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
      response.write(bytes.subarray(at, at + size));
      await wait(PAUSE_MS);
    }
    response.end();
  };

/** Closes the connection in the middle of a file. */
export const breakOff =
  (file: DemoFile, contentType: string): DemoAnswer =>
  async (response) => {
    const bytes = await file();
    response.writeHead(200, { 'content-type': contentType, 'content-length': bytes.length });
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
  };

/** Resets the connection instead of an answer. */
export const hangUp: DemoAnswer = (response) => {
  response.socket?.resetAndDestroy();
};

/** Sends one to another address. */
export const redirect = (location: string): DemoAnswer => refuse(302, { location });

/** Announces a file of some size, whose bytes never come. */
export const announce =
  (bytes: number): DemoAnswer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'image/tiff', 'content-length': bytes });
    response.write('II*\0');
  };
