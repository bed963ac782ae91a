import { z } from "zod";
import { sessionCookieName } from "#lib/auth/session-cookie.ts";
import { problems } from "#lib/errors.ts";
import type { Endpoint } from "#lib/http/endpoint.ts";
import { registry } from "#lib/openapi/registry.ts";

type JsonSchema = { properties?: Record<string, object>; required?: string[] };

let made: object | undefined;

/** The OpenAPI 3.1 document of every endpoint, as the endpoints themselves declare it. */
export function openApiDocument(): object {
  made ??= makeDocument();
  return made;
}

function makeDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const { name, tag, endpoint } of registry()) {
    const path = pathOf(endpoint);
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(name, tag, endpoint) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Parley", version: "1", description: "Refused calls answer with problem details (RFC 9457)." },
    servers: [{ url: "/" }],
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "A personal token" },
        session: { type: "apiKey", in: "cookie", name: sessionCookieName() },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

/** What stands in one place of a path has one name here, whatever its methods call it: that of its parameter. */
function pathOf({ path, params }: Endpoint): string {
  const names = Object.keys((params && jsonSchemaOf(params).properties) ?? {});
  return path.replace(/\{\w+\}/g, () => `{${names.shift()}}`);
}

function operationOf(operationId: string, tag: string, endpoint: Endpoint): object {
  const { summary, params, query } = endpoint;
  return {
    operationId,
    tags: [tag],
    summary,
    parameters: [...parametersOf("path", params), ...parametersOf("query", query)],
    ...bodyOf(endpoint),
    responses: {
      "2XX": { description: "Done" },
      default: {
        description: "Refused",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
    security: endpoint.for === "signed-in" ? [{ token: [] }, { session: [] }] : [],
  };
}

function parametersOf(place: "path" | "query", schema: z.ZodType | undefined): object[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchemaOf(schema);
  return Object.entries(properties).map(([name, property]) => {
    return { name, in: place, required: place === "path" || required.includes(name), schema: property };
  });
}

function bodyOf({ body, takesFile }: Endpoint): object {
  if (takesFile) {
    const file = { type: "string", contentMediaType: "application/octet-stream" };
    const schema = { type: "object", properties: { file }, required: ["file"] };
    return { requestBody: { required: true, content: { "multipart/form-data": { schema } } } };
  }
  if (!body) return {};
  return { requestBody: { required: true, content: { "application/json": { schema: jsonSchemaOf(body) } } } };
}

/** What a schema takes in; what it checks beyond the words of JSON Schema is not said. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest as JsonSchema;
}

const text = { type: "string" };

const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "requestId"],
  properties: {
    type: text,
    title: text,
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(problems) },
    detail: text,
    requestId: text,
    issues: {
      type: "array",
      items: { type: "object", required: ["path", "message"], properties: { path: text, message: text } },
    },
  },
};
