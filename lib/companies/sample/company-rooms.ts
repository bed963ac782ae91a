import { colleagues } from "#lib/companies/sample/people.ts";
import type { SampleRoom } from "#lib/companies/sample/script.ts";

export const companyRooms: SampleRoom[] = [
  {
    type: "company",
    name: "General",
    topic: "What everybody should hear, and good mornings",
    enrolment: "everyone",
    members: ["you", ...colleagues],
    unread: 3,
    talk: `
      9 08:41 mira: Morning all. The demo unit of the FM-180 is on the table by the window. Please play with it before Thursday, and write down whatever annoys you. [👍 jonas priya tomas, 👀 daniel]
      9 08:52 daniel >1: The display wakes up too late. I lift the pan, count to two, and only then it shows anything.
      9 08:55 jonas >1: Known, it sleeps after 20 s to save the battery. I can make it 60.
      9 09:03 priya: Sixty is fine for the approval as long as the zero is checked on wake-up.
      9 12:10 yusuf: Back from Bursa. All eleven weighbridges run on the new firmware, not one rollback. [🎉 jonas mira tomas leila kwame, 👏 priya]
      8 09:15 claire: The supplier of the load cells moves by two weeks, to the 14th. I am asking the second source, but count on it.
      8 09:21 tomas >1: Then I move the M40 line to the 16th and pull the bench scales forward. Nobody has to wait.
      8 09:24 claire >1: Thank you, Tomás. ❤️
      7 14:30 hana: Good evening from Tokyo. The distributor wants 40 of the kitchen scale in *grey*, not white. Do we have grey at all?
      7 14:36 daniel >1: We have grey covers from the pilot series, about 60. Same tool, same colour number.
      7 14:38 hana: Perfect, I take 40 of them. [🙌 daniel claire]
      6 08:30 leila: The climate chamber is down until noon, the compressor is being changed. Please bring nothing for the cold run today.
      6 12:20 leila >1: It runs again, a day's queue is waiting. ~> It runs again. Three units are waiting, so yours will be done tomorrow. [👍 priya jonas]
      5 10:02 kwame: We won the tender of the harbour in Tema. Six truck scales, two years of service. [🎉 mira yusuf hana claire tomas jonas, 🚢 daniel, 🥳 aoife]
      5 10:05 yusuf >1: Two years of service in Tema means two years of fish for lunch. I volunteer. [😂 kwame aoife marek mira]
      5 10:11 mira: Well done, Kwame. Lunch is on the house on Friday.
      4 16:45 priya: Reminder: the auditors come on the 22nd. Every torque wrench with a sticker, please. Also the one in Daniel's drawer.
      4 16:47 daniel >1: It has a sticker. It says 2019. [😅 priya tomas]
      3 09:00 jonas: Release notes of firmware 2.4.0:¶- display sleeps after 60 s¶- zero is checked on wake-up¶- the M-Bus address survives a battery change¶Please read before you call me. [👍 leila priya yusuf aoife marek]
      3 09:30 aoife: The third point alone will save us ten conversations a week. [💯 marek]
      2 11:15 claire: The load cells are here, a day early. I have no explanation. [🎉 tomas daniel]
      1 13:05 tomas: Whoever took the blue pallet truck: it is needed at dock 2.
      1 13:12 daniel >1: Bringing it. Sorry.
      0 08:50 mira: Good morning. A short round at ten about the FM-180, everybody who found something annoying is welcome.
      0 08:58 leila: I found four things. [👍 mira]
      0 09:40 kwame: On my way, the tram stands at the bridge again.
    `,
  },
  {
    type: "company",
    name: "Announcements",
    topic: "From the management. Read it, react to it, answer elsewhere",
    enrolment: "everyone",
    posting: "admins",
    members: ["you", "mira", ...colleagues.filter((name) => name !== "mira")],
    unread: 1,
    talk: `
      9 09:30 mira: From the first of next month the workshop opens at 6:30. Nobody has to come then; those who would like to, can. [👍 tomas daniel leila, 😴 jonas]
      6 10:00 mira: The canteen is closed from Monday to Wednesday next week, the floor is being done. There are vouchers for the bakery across the street at the reception. [🥐 claire kwame priya]
      3 15:00 mira: The works council and we have agreed on two days a week from wherever you like, for whoever's work allows it. The text hangs beside the coffee machine and is on the intranet. [🎉 jonas priya hana claire, ❤️ aoife marek]
      0 08:30 mira: Our numbers of the last quarter are in: 8 % more instruments than a year ago, and fewer came back than ever. Thank you, all of you. [👏 tomas leila jonas yusuf kwame priya daniel, 🎉 claire aoife]
    `,
  },
  {
    type: "company",
    name: "Metering know-how",
    topic: "Pulses, M-Bus, accuracy classes: ask here, answer here",
    enrolment: "open",
    members: ["jonas", "leila", "priya", "aoife", "marek", "yusuf", "you"],
    talk: `
      8 10:12 marek: A customer asks why his heat meter counts when nothing flows. What do I tell him?
      8 10:15 leila >1: That it does not: it shows the last known flow until the next pulse. After two minutes without one it goes to zero.
      8 10:16 marek: That is a sentence I can send. Thank you. [🙏 leila]
      6 15:40 yusuf: What is the longest M-Bus line that you have seen work? Mine has 1,400 m and I do not trust it.
      6 15:52 jonas >1: 1,000 m at 2,400 baud is what we promise. With 300 baud and a repeater I have seen 3 km in a tunnel.
      6 15:55 jonas: Measure the voltage at the last meter: below 24 V it will fail on the coldest night.
      6 16:20 yusuf >1: 26.1 V. I sleep well tonight.
      3 11:02 priya: For the new ones: class C means 1 %, class B 2 %. Between them lies a different sensor, not a better calibration. [📌 aoife marek]
      1 10:30 aoife: Is there a way to read the serial number when the display is dead?
      1 10:34 jonas >1: Optical head on the front, then:¶\`\`\`sh¶readout --port /dev/ttyUSB0 --what identity¶\`\`\`¶It works down to 2.1 V. [🔥 aoife yusuf]
    `,
  },
  {
    type: "company",
    name: "Bicycles",
    topic: "Who rides where, and who has a pump",
    enrolment: "open",
    members: ["daniel", "priya", "claire", "marek"],
    talk: `
      7 17:05 daniel: Along the river on Thursday? 32 km, back before dark.
      7 17:20 priya >1: In, if it does not rain sideways.
      7 17:31 claire: In. I bring the pump that works. [🚲 daniel priya]
      4 08:20 priya: It rained sideways. It was good all the same.
      1 12:40 marek: Somebody's rear light has been on in the shed since Monday.
    `,
  },
];
