import type { Db } from "#db/client.ts";
import { forgetKeyRing, keyRing } from "#lib/crypto/key-ring.ts";
import { renewRoomKeys, rewrapKeys } from "#lib/crypto/rotate.ts";
import { addMasterKey } from "#lib/secrets.ts";
import type { ControlCommand } from "#lib/server/control-socket.ts";

/**
 * The command behind `npm run keys:rotate`. `newMaster` makes a master key first (where the server keeps its own), `rooms`
 * gives every room a new key (for those that have none since `since`); then all keys are wrapped under the newest master key.
 */
export const rotateCommand =
  (db: Db): ControlCommand =>
  async (options, say) => {
    if (options.newMaster === true) {
      addMasterKey();
      forgetKeyRing();
      say(`The new master key is ${keyRing().current}.`);
    }
    const { wrapped, unopened } = await rewrapKeys(db, (done) => say(`${done} keys wrapped anew`));
    const since = new Date(String(options.since ?? new Date().toISOString()));
    const renewed = options.rooms === true ? await renewRoomKeys(db, since, (done) => say(`${done} rooms renewed`)) : 0;
    if (unopened > 0) {
      say(`${unopened} keys do not open and stay as they are; the log names their rooms. Keep the old master keys.`);
    }
    return `${wrapped} keys wrapped under ${keyRing().current}, ${renewed} new room keys made.`;
  };
