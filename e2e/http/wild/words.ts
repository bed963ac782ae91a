import type { Headers } from "../../harness/http.ts";

const big = "9".repeat(400);

export const wildIds = [
  "x",
  "0",
  "-1",
  "null",
  "undefined",
  "__proto__",
  "1e99",
  big,
  "%00",
  "%ff",
  "%zz",
  "%",
  "%ED%A0%80",
  "%E2%80%AE",
  "a%0d%0aSet-Cookie:%20x=1",
  "..%2f..%2fetc%2fpasswd",
  "%252e%252e",
  "'%20or%201=1--",
  "0190a0a0-0000-7000-8000-00000000000",
  "0190a0a0-0000-7000-8000-000000000000%00",
  "0190a0a000007000800000000000000000",
  "{0190a0a0-0000-7000-8000-000000000000}",
  "a".repeat(8_000),
];

/** None of these is a query that any endpoint takes. */
export const wildQueries = [
  "?unknown=1",
  "?cursor=x&cursor=y",
  "?constructor=1",
  "?limit=0&before=0&cursor=.&q=%00",
  "?limit[]=1",
  `?limit=${big}&after=${big}`,
  "?after=-1&unread=1",
  "?before=1e3&around=x",
  "?after=1.5&x=1",
  "?cursor=%00",
  "?cursor=%ED%A0%80",
  `?cursor=${"a".repeat(8_000)}`,
  `?${"a=1&".repeat(2_000)}`,
  "?=&&==",
  "?%zz=1",
  "?a=%ff",
];

const json = (value: unknown) => JSON.stringify(value);
const nested = (open: string, inner: string, close: string) => open.repeat(100_000) + inner + close.repeat(100_000);

/** None of these is a body that any endpoint takes. */
export const wildBodies: [what: string, body: string | Buffer, headers?: Headers][] = [
  ["nothing", ""],
  ["half an object", '{"content":'],
  ["null", "null"],
  ["a list", "[]"],
  ["a string", '"content"'],
  ["a number", "1"],
  ["a huge number", big],
  ["two objects", "{}{}"],
  ["a list of objects", "[{}]"],
  ["single quotes", "{'content':'x'}"],
  ["a trailing comma", '{"content":"x",}'],
  ["a comment", '{"content":"x"/**/}'],
  ["NaN", '{"seq":NaN}'],
  ["100,000 lists", nested("[", "", "]")],
  ["100,000 lists, none closed", "[".repeat(100_000)],
  ["30,000 objects", `${'{"a":'.repeat(30_000)}1${"}".repeat(30_000)}`],
  ["lists deep in a field", `{"content":${"[".repeat(1_000)}${"]".repeat(1_000)}}`],
  ["a field named __proto__", '{"__proto__":{"isAdmin":true}}'],
  ["a field named constructor", '{"constructor":{"prototype":{}}}'],
  ["NUL as it is", '{"content":"\0"}'],
  ["NUL in a key", '{"content\\u0000":"x"}'],
  ["a NUL everywhere", json({ content: "\0", name: "\0", role: "\0", userId: "\0", seq: "\0", notify: "\0" })],
  ["half a surrogate pair", '{"content":"\\ud800","name":"\\ud800","role":"\\ud800","company":"\\udfff"}'],
  ["broken UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ["surrogates in UTF-8", Buffer.from('{"content":"\xed\xa0\x80"}', "latin1")],
  ["overlong UTF-8", Buffer.from('{"content":"\xc0\x80"}', "latin1")],
  ["UTF-16", Buffer.from('{"content":"x"}', "utf16le")],
  ["wrong types", json({ content: {}, name: [], role: 1, userId: true, seq: "1", notify: null, company: 1, type: {} })],
  [
    "fractions",
    json({ seq: 1.5, maxUses: 1.5, content: 1.5, name: 1.5, role: 1.5, company: 1.5, userId: 1.5, notify: 1.5 }),
  ],
  ["a form", "content=x", { "content-type": "application/x-www-form-urlencoded" }],
  ["plain text", '{"content":"x"}', { "content-type": "text/plain" }],
  ["no type", '{"content":"x"}', { "content-type": undefined }],
  ["a type of no kind", '{"content":"x"}', { "content-type": ";;;" }],
  [
    "something packed",
    Buffer.from("1f8b0800000000000003ab5602004382bfa302000000", "hex"),
    { "content-encoding": "gzip" },
  ],
];

export const wildPaths = [
  "/api/nothing",
  "/api/rooms/%2e%2e/me",
  "/api/%00",
  "/api/rooms/%zz/messages",
  "/api/me/../../etc/passwd",
  "/api/me%2f..%2fme",
  "/api/me;x=1",
  "/api/me%00",
  "/api/ME",
  `/api${"/a".repeat(3_000)}`,
];

const token = "authjs.session-token";

export const wildCookies = [
  `${token}=`,
  `${token}=x`,
  `${token}=..`,
  `${token}=a..b.c.d`,
  `${token}=${"a".repeat(8_000)}`,
  `${token}=%00`,
  `${token}=%zz`,
  `${token}=null; ${token}=x`,
  `${token}.0=a; ${token}.1=b`,
  `${token}="eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."`,
  "eyJhbGciOiJkaXIifQ",
  "=;=;=",
  ";",
  "__proto__=1",
];

const get = (line: string, ...headers: string[]) => `${[line, "Host: 127.0.0.1", ...headers].join("\r\n")}\r\n\r\n`;
const post = (...headers: string[]) => get("POST /api/rooms HTTP/1.1", "Content-Type: application/json", ...headers);

export const wildRequests: [what: string, request: string | Buffer][] = [
  ["nonsense", "nonsense\r\n\r\n"],
  ["no version", "GET /\r\n\r\n"],
  ["another protocol", Buffer.from("160301020001000102", "hex")],
  ["no host", "GET /api/me HTTP/1.1\r\n\r\n"],
  ["two hosts", get("GET /api/me HTTP/1.1", "Host: evil.example")],
  ["another's address", get("GET http://evil.example/api/me HTTP/1.1")],
  ["another's page", get("GET http://evil.example/rooms HTTP/1.1")],
  ["two slashes", get("GET //evil.example/ HTTP/1.1")],
  ["two slashes, and one to take away", get("GET //evil.example/rooms/ HTTP/1.1")],
  ["a backslash", get("GET /\\evil.example/ HTTP/1.1")],
  ["an encoded host", get("GET /%2f%2fevil.example/ HTTP/1.1")],
  ["an asterisk", get("OPTIONS * HTTP/1.1")],
  ["a tunnel", get("CONNECT evil.example:443 HTTP/1.1")],
  ["a trace", get("TRACE /api/me HTTP/1.1")],
  ["a method of its own", get("BREW /api/me HTTP/1.1")],
  [
    "an upgrade",
    get("GET /api/stream HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: eA=="),
  ],
  ["an upgrade to HTTP/2", get("GET /api/me HTTP/1.1", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c")],
  ["NUL in a header", get("GET /api/me HTTP/1.1", "X: a\0b")],
  ["a folded header", get("GET /api/me HTTP/1.1", "X: a\r\n b")],
  ["a length and chunks", `${post("Content-Length: 5", "Transfer-Encoding: chunked")}0\r\n\r\n`],
  ["two lengths", `${post("Content-Length: 2", "Content-Length: 3")}{}`],
  ["no number for a length", `${post("Content-Length: x")}{}`],
  ["a length below nothing", `${post("Content-Length: -1")}{}`],
  ["a chunk of no size", `${post("Transfer-Encoding: chunked")}zz\r\n{}\r\n0\r\n\r\n`],
  ["a body that ends early", `${post("Content-Length: 100")}{}`],
  ["an encoding of its own", `${post("Transfer-Encoding: smoke")}{}`],
  ["raw bytes in a path", Buffer.from("GET /api/\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "latin1")],
  ["an expectation", `${post("Content-Length: 2", "Expect: 100-continue")}{}`],
  ["another expectation", `${post("Content-Length: 2", "Expect: miracles")}{}`],
];
