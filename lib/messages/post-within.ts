import type { Audience } from "#lib/messages/events.ts";
import { type Post, writePosts } from "#lib/messages/post.ts";
import type { LoggedWrite } from "#lib/realtime/log.ts";

type Said = Pick<Post, "viewer" | "roomId" | "content"> & { audience?: Audience };

/** Posts a text as part of a write that does more; gives its id. Throws what a post of its own would be refused with. */
export async function postWithin(write: LoggedWrite, said: Said): Promise<string> {
  const post: Post = { type: "text", fileIds: [], clientId: null, replyToId: null, audience: "everyone", ...said };
  const [outcome] = await writePosts(write, [post]);
  if (outcome && "value" in outcome) return outcome.value.messageId;
  throw outcome?.refusal;
}
