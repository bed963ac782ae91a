import { endpoint } from "#lib/http/endpoint.ts";
import { appointOwner } from "#lib/members/appoint-owner.ts";
import { addMember, changeMember, removeMember } from "#lib/members/commands.ts";
import { listMembers } from "#lib/members/queries.ts";
import { changeOwnSettings } from "#lib/members/settings.ts";
import { addMemberInput, changeMemberInput, memberParams, ownSettingsInput, roomParams } from "#lib/rooms/inputs.ts";

export const getMembers = endpoint({
  method: "GET",
  path: "/api/rooms/{roomId}/members",
  summary: "The members of a room",
  for: "signed-in",
  params: roomParams,
  run: async ({ db, viewer, params }) => ({ status: 200, body: { members: await listMembers(db, viewer, params) } }),
});

export const postMembers = endpoint({
  method: "POST",
  path: "/api/rooms/{roomId}/members",
  summary: "Add somebody to a room, or join an open company room",
  for: "signed-in",
  params: roomParams,
  body: addMemberInput,
  run: async ({ db, viewer, params, body }) => {
    const { member, added } = await addMember(db, viewer, { ...body, ...params });
    return { status: added ? 201 : 200, body: { member } };
  },
});

export const patchMember = endpoint({
  method: "PATCH",
  path: "/api/rooms/{roomId}/members/{userId}",
  summary: "Change a member's role",
  for: "signed-in",
  params: memberParams,
  body: changeMemberInput,
  run: async ({ db, viewer, params, body }) => ({
    status: 200,
    body: { member: await changeMember(db, viewer, { ...body, ...params }) },
  }),
});

export const deleteMember = endpoint({
  method: "DELETE",
  path: "/api/rooms/{roomId}/members/{userId}",
  summary: "Remove a member, or leave",
  for: "signed-in",
  params: memberParams,
  run: async ({ db, viewer, params }) => {
    await removeMember(db, viewer, params);
    return { status: 204 };
  },
});

export const patchOwnMembership = endpoint({
  method: "PATCH",
  path: "/api/rooms/{roomId}/me",
  summary: "My own settings in a room",
  for: "signed-in",
  params: roomParams,
  body: ownSettingsInput,
  run: async ({ db, viewer, params, body }) => ({
    status: 200,
    body: { me: await changeOwnSettings(db, viewer, { ...body, ...params }) },
  }),
});

export const putOwner = endpoint({
  method: "PUT",
  path: "/api/admin/rooms/{roomId}/owners/{userId}",
  summary: "Make a colleague an owner of a company room",
  for: "signed-in",
  params: memberParams,
  run: async ({ db, viewer, params }) => ({ status: 200, body: { member: await appointOwner(db, viewer, params) } }),
});
