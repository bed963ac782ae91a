import type { SampleRoom } from "#lib/companies/sample/script.ts";

export const supportRooms: SampleRoom[] = [
  {
    type: "support",
    members: ["sam"],
    case: {
      subject: "Both FM-180 forget their address",
      status: "open",
      priority: "urgent",
      assignee: "aoife",
      tags: ["FM-180", "firmware"],
    },
    talk: `
      2 09:12 sam: Hello, we run two FM-180 in the cold store. Since the batteries were changed yesterday neither answers on the bus. The dairy stands still without them.
      2 09:20 aoife claims:
      2 09:21 aoife: Good morning Mr Okafor, I am sorry about that. Which firmware do they show? Hold the left key for three seconds.
      2 09:30 sam >1: Both show 2.3.7.
      2 09:33 aoife notes: The address bug again, third one this month. 2.4.0 fixes it. Jonas, may we send it to him before the general release?
      2 09:41 aoife: Thank you. That version forgets its address when the battery is changed. Set it again under Menu, Bus, Address: 1 and 2 as before. Tomorrow you get a version that does not forget.
      2 09:58 sam: Both answer again. Thank you, that was quick! [🙏 aoife]
      0 08:05 sam: Good morning, is the new version there? We change the batteries of the third one today.
    `,
  },
  {
    type: "support",
    members: ["ingrid"],
    case: {
      subject: "Certificate for scale 40-2217",
      status: "solved",
      priority: "normal",
      assignee: "marek",
      tags: ["certificate"],
    },
    talk: `
      6 13:02 ingrid: Hi, I need the calibration certificate of scale 40-2217 for our audit on Friday. The paper one got wet, very wet.
      6 13:15 marek claims:
      6 13:16 marek: Hello Ms Solberg, that happens on a boat. I ask the lab for a copy, you have it today.
      6 13:18 marek notes: Leila prints it at two. Copy no. 2, original is from March.
      6 14:20 marek: It is on its way by mail, and the paper follows by post. Anything else that I can do?
      6 14:31 ingrid >1: No, perfect. Greetings from Bergen! [❤️ marek]
      6 14:33 marek solves:
    `,
  },
  {
    type: "support",
    members: ["paul"],
    case: { subject: "Offer for 300 heat meters", status: "open", priority: "normal", tags: ["sales"] },
    talk: `
      0 09:31 paul: Good day, we replace the heat meters of two streets next year, about 300, class 2, with radio. Whom do I talk to about an offer?
    `,
  },
];
