import { endpoint } from "#lib/http/endpoint.ts";
import { changePerson } from "#lib/people/commands.ts";
import { changePersonInput, changeProfileInput, listPeopleQuery, userParams } from "#lib/people/inputs.ts";
import { changeProfile } from "#lib/people/profile.ts";
import { getMe, listPeople, listPeopleRecords } from "#lib/people/queries.ts";

export const getMyself = endpoint({
  method: "GET",
  path: "/api/me",
  summary: "Who I am, in which company and session",
  for: "signed-in",
  run: async ({ db, viewer }) => ({ status: 200, body: await getMe(db, viewer) }),
});

export const patchMyself = endpoint({
  method: "PATCH",
  path: "/api/me",
  summary: "Change my name, initials or time zone",
  for: "signed-in",
  body: changeProfileInput,
  run: async ({ db, viewer, body }) => ({ status: 200, body: await changeProfile(db, viewer, body) }),
});

export const getPeople = endpoint({
  method: "GET",
  path: "/api/people",
  summary: "The people whom I may know of",
  for: "signed-in",
  query: listPeopleQuery,
  run: async ({ db, viewer, query }) => ({ status: 200, body: { people: await listPeople(db, viewer, query) } }),
});

export const getPeopleRecords = endpoint({
  method: "GET",
  path: "/api/admin/people",
  summary: "Everyone of the company",
  for: "signed-in",
  run: async ({ db, viewer }) => ({ status: 200, body: { people: await listPeopleRecords(db, viewer) } }),
});

export const patchPerson = endpoint({
  method: "PATCH",
  path: "/api/admin/people/{userId}",
  summary: "Change somebody's company role, deactivate or activate them",
  for: "signed-in",
  params: userParams,
  body: changePersonInput,
  run: async ({ db, viewer, params, body }) => ({
    status: 200,
    body: { person: await changePerson(db, viewer, { ...params, ...body }) },
  }),
});
