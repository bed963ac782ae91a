import { eq } from "drizzle-orm";
import { chatRoom, roomKey, supportCase } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import type { SampleName } from "#lib/companies/sample/people.ts";
import type { SampleRoom } from "#lib/companies/sample/script.ts";
import { makeRoomKey, roomKeys } from "#lib/crypto/room-keys.ts";
import { sealText } from "#lib/crypto/room-text.ts";
import { newId } from "#lib/ids.ts";
import { enrol } from "#lib/members/enrol.ts";
import { writeSystemLines } from "#lib/messages/system-lines.ts";
import type { LockedRoom, LoggedWrite } from "#lib/realtime/log.ts";
import type { MemberRole } from "#lib/rooms/events.ts";
import { topicPlace } from "#lib/rooms/view.ts";
import { subjectPlace } from "#lib/support/view.ts";

export type SamplePeople = Map<SampleName, Viewer>;

/** Opens a room of the sample company with its members. */
export async function writeRoom(write: LoggedWrite, sample: SampleRoom, people: SamplePeople): Promise<LockedRoom> {
  const { tx, companyId } = write;
  const { type, name = null, enrolment = null, posting = "everyone", topic } = sample;
  const members = sample.members.flatMap((each) => people.get(each) ?? []);
  const [first] = members;
  if (!first) throw new Error("A sample room needs a member");
  const id = newId();
  const directKey =
    type === "direct"
      ? members
          .map(({ userId }) => userId)
          .toSorted()
          .join(" ")
      : null;
  const audiences = type === "support" ? (["everyone", "staff"] as const) : (["everyone"] as const);
  const [room] = await tx
    .insert(chatRoom)
    .values({ id, companyId, type, name, enrolment, posting, directKey })
    .returning();
  if (!room) throw new Error("A room that was inserted did not come back");
  write.rooms.set(id, room);
  await tx.insert(roomKey).values(audiences.map((audience) => makeRoomKey(companyId, id, audience)));
  await sealWords(write, room, { topic, sample, customerId: first.userId });
  await enrol(
    write,
    room,
    members.map((member, index) => ({ userId: member.userId, role: roleOf(sample, index) })),
    first.userId,
  );
  if (type === "group" || type === "company") {
    const text = `${first.name} opened the room`;
    await writeSystemLines(write, room, [{ event: "room_opened", text, actorId: first.userId }]);
  }
  return room;
}

function roleOf({ type, posting }: SampleRoom, index: number): MemberRole {
  if (type === "support") return "guest";
  if (type === "direct" || index > 1) return "member";
  if (index === 0) return "owner";
  return posting ? "admin" : "member";
}

type Words = { topic: string | undefined; sample: SampleRoom; customerId: string };

/** The topic of a room, and of a support room the subject with its case. */
async function sealWords({ tx, companyId }: LoggedWrite, room: LockedRoom, { topic, sample, customerId }: Words) {
  const keys = (await roomKeys(tx, companyId, [room.id])).get(room.id);
  if (topic) {
    room.topicRevision = 1;
    room.topicEncrypted = sealText(keys, "everyone", topicPlace(room, 1), topic);
    const { id, topicRevision, topicEncrypted } = room;
    await tx.update(chatRoom).set({ topicRevision, topicEncrypted }).where(eq(chatRoom.id, id));
  }
  if (!sample.case) return;
  const { subject, priority, tags } = sample.case;
  const subjectEncrypted = sealText(keys, "everyone", subjectPlace(companyId, room.id), subject);
  await tx.insert(supportCase).values({ roomId: room.id, companyId, customerId, subjectEncrypted, priority, tags });
}
