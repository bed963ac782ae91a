import { uploaded } from "../../harness/files.ts";
import type { Stage } from "../../harness/stage.ts";
import { expectFrom, type Way } from "./way.ts";

/** Words of customers and of those who answer them. Names, addresses and tags lie in the clear, so they are none. */
export async function waysInSupport(stage: Stage, word: () => string): Promise<Way[]> {
  const { ada, edsger, barbara } = stage.ours;
  const { company } = await ada.must("GET", "/api/me");
  const help = `/api/help/${company.slug}/conversations`;
  const letter = { name: "Denise Martin", email: "denise@example.com" };
  const customer = stage.nobody.elsewhere();
  const write = () => customer.must("POST", help, { ...letter, subject: word(), content: word() });
  const { id: roomId } = (await write()).room;
  const room = `/api/rooms/${roomId}`;
  const supportCase = `/api/support/cases/${roomId}`;
  await edsger.must("POST", `${supportCase}/claim`);
  const expect = expectFrom(edsger);
  const expectAsStranger = expectFrom(stage.nobody);
  return [
    write,
    () => customer.must("POST", `${room}/messages`, { content: word() }),
    () => expect(201, "POST", `${room}/messages`, { content: word() }),
    () => expect(201, "POST", `${room}/messages`, { content: word(), audience: "staff" }),
    async () => {
      const { id } = await uploaded(edsger, roomId, `${word()}.pdf`, word());
      await expect(201, "POST", `${room}/messages`, { content: word(), fileIds: [id], audience: "staff" });
    },
    () => expect(200, "PATCH", supportCase, { note: word(), priority: "high" }),
    () => expect(200, "PATCH", supportCase, { assigneeId: barbara.id, note: word() }),
    () => expect(200, "PATCH", supportCase, { assigneeId: null, note: word() }),
    () => expect(422, "PATCH", supportCase, { status: word(), note: word() }),
    () => expect(200, "GET", `/api/support/queue?q=${word()}`),
    () => expect(422, "GET", `/api/support/queue?status=${word()}`),
    () => expectAsStranger(422, "POST", help, { ...letter, content: word(), email: word() }),
    () => expectAsStranger(422, "POST", help, { ...letter, content: word(), subject: word().repeat(9) }),
    () => expectAsStranger(422, "POST", help, { ...letter, content: word(), name: `${word()}\n${word()}` }),
    () => expectAsStranger(422, "POST", help, { ...letter, content: word(), [word()]: word() }),
    () => expectAsStranger(400, "POST", help, `{"content":"${word()}`),
    () => expectAsStranger(404, "POST", `/api/help/${word()}/conversations`, { ...letter, content: word() }),
  ];
}
