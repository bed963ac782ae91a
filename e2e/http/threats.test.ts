import { after, before, describe } from "node:test";
import { type Stage, setUp } from "../harness/stage.ts";
import { atOnce } from "./threats/at-once.ts";
import { errors } from "./threats/errors.ts";
import { hints } from "./threats/hints.ts";
import { history } from "./threats/history.ts";
import { messages } from "./threats/messages.ts";
import { names } from "./threats/names.ts";
import { outbound } from "./threats/outbound.ts";
import { parameters } from "./threats/parameters.ts";
import { slow } from "./threats/slow.ts";

describe("what must not happen", () => {
  let stage: Stage;
  before(async () => {
    stage = await setUp();
  });
  after(() => stage?.close());
  for (const theme of [outbound, history, hints, messages, atOnce, names, parameters, errors, slow]) theme(() => stage);
});
