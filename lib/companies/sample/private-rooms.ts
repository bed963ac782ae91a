import type { SampleRoom } from "#lib/companies/sample/script.ts";

export const privateRooms: SampleRoom[] = [
  {
    type: "group",
    name: "M40 load cell",
    topic: "From pilot to series by the end of next month",
    members: ["mira", "daniel", "tomas", "claire", "priya", "you"],
    unread: 4,
    talk: `
      9 10:10 mira: Where do we stand? In one line each, please.
      9 10:12 daniel >1: Housing done, the membrane cracks at 180 % load. I want a radius of 0.4 instead of 0.2.
      9 10:14 tomas >2: Line is ready for the old drawing. A new radius costs me a tool and three days.
      9 10:15 priya >3: 150 % is what the standard asks for. So we are not bad, we are just not proud.
      9 10:31 mira: Then radius 0.4. I prefer proud. [💪 daniel, 👍 tomas priya]
      8 09:40 claire: Tool for the radius: 2,140 €, delivered on the 9th. Ordered.
      7 11:25 daniel: Simulation with 0.4: first crack at 260 %. [🎉 mira tomas priya]
      6 13:10 priya: Test plan:¶1. 100,000 cycles at 100 %¶2. creep over 4 h at 90 %¶3. −10 to 40 °C with full load¶Who builds the frame for no. 1? [👀 tomas]
      6 13:22 tomas >1: I do. Wednesday.
      4 08:15 tomas: Frame stands. It is loud. It lives in the cellar now. [😂 daniel priya]
      3 16:00 priya: 41,000 cycles, drift 0.003 %. Nothing to see, which is what I like to see.
      2 09:20 claire: Price of the series at 5,000 a year: 11.80 € each. Below target. ~> Price of the series at 5,000 a year: 11.60 € each. Below target. [👏 mira]
      1 15:45 daniel: Drawing M40-07-C is released. Please burn all copies of B.
      1 15:48 tomas >1: Burnt.
      0 09:05 priya: 100,000 cycles are through: drift 0.004 %, no crack. [🎉 daniel tomas]
      0 09:12 mira: Then the creep run begins today. Could you look over the test report, when you have a quarter of an hour?
    `,
  },
  {
    type: "group",
    name: "Calibration lab",
    members: ["leila", "priya", "jonas", "yusuf"],
    talk: `
      8 08:10 leila: The 20 kg reference goes to the institute on Monday and comes back in three weeks. Use the spare one, it is 12 mg light and the software knows it.
      8 08:31 priya >1: Is the 12 mg on the certificates too?
      8 08:33 leila: Yes, as the correction. Page two. [👍 priya]
      5 14:02 jonas: Could you run one FM-180 with 2.4.0 through the cold before I release it?
      5 14:06 leila: Tomorrow at 7, it will be out by noon.
      4 12:04 leila >1: Through. Zero moves by half a division between −10 and 40, the old one moved by two. [🚀 jonas, 👏 yusuf priya]
      1 09:50 yusuf: Could somebody put two class M1 sets into the van? I am in Izmir from Tuesday.
      1 09:58 leila >1: Sets 3 and 5, with papers, in the grey case.
    `,
  },
  {
    type: "group",
    name: "Trade fair Nürnberg",
    topic: "Hall 4, stand 214",
    members: ["kwame", "mira", "hana", "aoife", "claire", "you"],
    unread: 2,
    talk: `
      8 11:00 kwame: We have the corner stand! Hall 4, 214. It is between the coffee and the exit, so everybody passes twice. [🎉 mira hana, ☕ claire]
      8 11:12 hana >1: I fly in on the Monday before. Please do not put me into the hotel with the organ music.
      7 09:30 claire: Hotel without an organ is booked, six rooms, until Friday. [🙏 hana]
      5 16:20 mira: What do we show? My list: FM-180, M40 cut open, the bridge sensor, nothing else.
      5 16:31 kwame >1: And the kitchen scale. People touch it. Nobody touches a weighbridge.
      5 16:40 mira: You are right. And the kitchen scale.
      2 14:15 aoife: I made a card with the ten questions that everybody asks. Who checks the English? ~> I made a card with the ten questions that everybody asks, and the answers. Who checks the English?
      2 14:30 hana >1: I read it on the train. Two commas, otherwise lovely.
      0 09:20 kwame: The stand builder wants to know by noon whether the screen hangs left or right.
      0 09:26 claire: Right. On the left stands the pillar.
    `,
  },
  {
    type: "direct",
    members: ["mira", "you"],
    unread: 2,
    talk: `
      9 08:30 mira: Welcome! I am glad that we write to each other here now, and not in eleven mail threads.
      9 08:32 mira: If you look for something to begin with: *General* is where everybody is, and with the pencil above your rooms you open one of your own.
      4 17:10 mira: The report for the board is in my drawer, finished. I send it tomorrow, with your remarks in it.
      0 09:14 mira: Do you have ten minutes before the round at ten? It is about the second source for the load cells.
      0 09:15 mira: Nothing bad.
    `,
  },
  {
    type: "direct",
    members: ["jonas", "you"],
    talk: `
      6 10:40 jonas: Could I have somebody for two weeks in May to write the updater's tests? Even a student.
      3 09:10 jonas: 2.4.0 is out. If your demo unit asks for an update, say yes, it takes a minute.
      3 09:11 jonas: And please do not lift the pan meanwhile. 😇
    `,
  },
  {
    type: "direct",
    members: ["leila", "priya"],
    talk: `
      5 11:00 leila: Do you have the auditor's list from last year?
      5 11:04 priya: Attached to the folder in my office, red tab. Take it, I know it by heart. [😂 leila]
      2 15:20 leila: All stickers are on. I checked Daniel's drawer myself.
      2 15:22 priya >1: You are the best.
    `,
  },
];
