import { z } from 'zod';
import { PROTOCOL_VERSION, requestSchema } from './command.js';
import { serverMessageSchema, SUBPROTOCOL, TOKEN_PREFIX } from './stream.js';

const jsonSchema = (schema: z.ZodType): object => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-7' });
  return rest;
};

/** JSON Schema (draft 7) of both directions of the protocol. */
export const protocolJsonSchema = (): object => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: `urn:music-lstm-daemon:protocol:${PROTOCOL_VERSION}`,
  title: 'music-lstm-daemon protocol',
  definitions: { request: jsonSchema(requestSchema), message: jsonSchema(serverMessageSchema) },
});

/** An AsyncAPI 3.0 document of the stream, from the same schemas. */
export const asyncApiDocument = (): object => ({
  asyncapi: '3.0.0',
  info: {
    title: 'music-lstm-daemon stream',
    version: String(PROTOCOL_VERSION),
    description: `One WebSocket, JSON text frames. Offer the subprotocol ${SUBPROTOCOL} and, beside it, ${TOKEN_PREFIX}<token>; or send the token as \`Authorization: Bearer\`. With \`?stream=<stream>&after=<sequence>\` a client goes on where it was cut off.`,
    license: { name: 'MIT' },
  },
  defaultContentType: 'application/json',
  servers: { local: { host: '127.0.0.1:8585', protocol: 'ws', pathname: '/' } },
  channels: {
    stream: {
      address: '/',
      messages: {
        request: { name: 'request', payload: jsonSchema(requestSchema) },
        message: { name: 'message', payload: jsonSchema(serverMessageSchema) },
      },
    },
  },
  operations: {
    command: {
      action: 'receive',
      channel: { $ref: '#/channels/stream' },
      messages: [{ $ref: '#/channels/stream/messages/request' }],
      summary: 'A command or question; answered by a message of type `response` with the same id.',
    },
    watch: {
      action: 'send',
      channel: { $ref: '#/channels/stream' },
      messages: [{ $ref: '#/channels/stream/messages/message' }],
      summary: 'A snapshot, then everything that happens, numbered.',
    },
  },
});
