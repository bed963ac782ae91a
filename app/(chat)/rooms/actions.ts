"use server";

import { action } from "#lib/http/action.ts";
import { addMember } from "#lib/members/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { createRoomInput, roomParams } from "#lib/rooms/inputs.ts";

export const createRoomAction = action(createRoomInput, async ({ db, viewer, input }) => {
  const { roomId } = await createRoom(db, viewer, input);
  return { roomId };
});

export const joinRoomAction = action(roomParams, async ({ db, viewer, input }) => {
  await addMember(db, viewer, { roomId: input.roomId, userId: viewer.userId });
  return { roomId: input.roomId };
});
