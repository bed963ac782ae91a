let count = 0;

/** Something to say that tells when it was said, and a client id that is nobody else's. */
export function newMessage(): { content: string; clientId: string } {
  const clientId = `bench-${process.pid}-${++count}`;
  const content = `${performance.now().toFixed(3)} please look at invoice ${count} again before the meeting in office ${count % 97} starts`;
  return { content, clientId };
}

/** What a stream's text tells of a message: when it was said, and its client id. */
export const contentMark = '"content":"';
export const clientMark = '"clientId":"';
