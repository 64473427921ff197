import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { PixmillError } from '../errors/pixmill-error.ts';
import { httpError } from './http.errors.ts';

const errorOf = (code: string | undefined): PixmillError => {
  if (code === 'HPE_HEADER_OVERFLOW') return httpError('http.headers_too_large');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return httpError('http.timeout');
  return httpError('http.bad_request');
};

/** Answers what is no HTTP request, in the shape of all other errors, and hangs up. */
export const answerBrokenRequest = (error: { readonly code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, code, message } = errorOf(error.code);
  const id = randomUUID();
  const body = JSON.stringify({ detail: message, code, request_id: id });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${id}`,
    'x-content-type-options: nosniff',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
};
