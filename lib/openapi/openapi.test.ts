import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { test } from "node:test";
import { testDatabase } from "#db/testing.ts";
import { callEndpoint, serveFrom } from "#lib/http/testing.ts";
import { openApiDocument } from "#lib/openapi/document.ts";
import { getOpenApi } from "#lib/openapi/endpoints.ts";
import { registry } from "#lib/openapi/registry.ts";

const { db } = await testDatabase();
serveFrom(db);

type Parameter = { name: string; in: string; required: boolean; schema: object };
type Operation = {
  operationId: string;
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, object>; required?: string[] } }> };
  security: object[];
};
const { paths } = openApiDocument() as { paths: Record<string, Record<string, Operation>> };
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

/** next-auth's own routes, and the answer to paths that are not there. */
const without = ["app/api/auth/[...nextauth]/route.ts", "app/api/[...path]/route.ts"];
const served: Record<string, string> = { serveStream: "getStream" };

test("every method of every route is in the document, under the path where it is served", () => {
  const routes = globSync("app/api/**/route.ts").filter((file) => !without.includes(file));
  const found = routes.flatMap((file) => {
    const path = dirname(file)
      .replace(/^app/, "")
      .replace(/\[\w+\]/g, "{}");
    const exported = readFileSync(file, "utf8").matchAll(/export const (\w+) = (?:serve\((\w+)\)|(\w+));/g);
    return Array.from(exported, ([, method, name, server]) => `${method} ${path} ${name ?? served[server ?? ""]}`);
  });
  const documented = operations.map(({ path, method, operationId }) => {
    return `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, "{}")} ${operationId}`;
  });
  assert.ok(found.length > 50);
  assert.deepEqual(found.toSorted(), documented.toSorted());
});

test("every endpoint that is declared is registered", async () => {
  const known = new Set(registry().map(({ endpoint }) => endpoint));
  for (const file of globSync("lib/*/endpoints.ts")) {
    const declared: Record<string, never> = await import(`#lib/${basename(dirname(file))}/endpoints.ts`);
    for (const [name, endpoint] of Object.entries(declared)) assert.ok(known.has(endpoint), `${file}: ${name}`);
  }
});

test("names are unique, and every parameter of a path is described", () => {
  const names = operations.map(({ operationId }) => operationId);
  assert.equal(new Set(names).size, names.length);
  for (const { path, method, parameters, security } of operations) {
    const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    const named = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
    assert.deepEqual(inPath.toSorted(), named.toSorted(), `${method} ${path}`);
    assert.ok(Array.isArray(security));
  }
});

test("inputs are described as they are taken", () => {
  const post = paths["/api/rooms/{roomId}/messages"]?.post;
  const body = post?.requestBody?.content["application/json"]?.schema;
  assert.ok(body?.properties?.clientId && body.properties.content);
  assert.ok(!body.required?.includes("clientId"));
  assert.deepEqual(post?.security, [{ token: [] }, { session: [] }]);
  const people = paths["/api/people"]?.get?.parameters;
  assert.deepEqual(
    people?.map(({ name, required }) => [name, required]),
    [["q", false]],
  );
  assert.ok(paths["/api/rooms/{roomId}/files"]?.post?.requestBody?.content["multipart/form-data"]);
  assert.deepEqual(paths["/api/setup"]?.get?.security, []);
});

test("it is served to anyone, and is JSON through and through", async () => {
  const { status, body } = await callEndpoint(getOpenApi);
  assert.equal(status, 200);
  assert.equal(body.openapi, "3.1.0");
  assert.deepEqual(body, openApiDocument());
});
