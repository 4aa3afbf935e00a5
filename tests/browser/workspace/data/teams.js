// Two workspaces that do not exist, with the people and channels in them.

/**
 * @typedef {{id: string, name: string}} Person
 * @typedef {{id: string, name: string, kind: 'channel' | 'dm' | 'bot', topic: string, members: number, unread?: boolean, suggested?: boolean}} Channel
 * @typedef {object} Team
 * @property {string} id
 * @property {string} name
 * @property {string} host of its API
 * @property {string} me id of the person who looks on
 * @property {Record<string, Person>} people by id
 * @property {Channel[]} channels the first is where one lands
 */

/** @param {...[string, string]} pairs @returns {Record<string, Person>} */
const people = (...pairs) => Object.fromEntries(pairs.map(([id, name]) => [id, { id, name }]));

/** @type {Team[]} */
export const TEAMS = [
  {
    id: 'T07LNDNBK',
    name: 'Linden Books',
    host: 'linden-books.slack.com',
    me: 'U07M1RA00',
    people: people(
      ['U07M1RA00', 'Mira Castellan'], ['U07T0B1AS', 'Tobias Wren'], ['U0700NA00', 'Oona Fairhurst'], ['U07DEVRAJ', 'Devraj Pillai'],
      ['U07SANNE0', 'Sanne Kuiper'], ['U07HAL000', 'Hal Okafor'], ['U07PETRA0', 'Petra Nowotny'], ['USLACKB0T', 'Slackbot'],
    ),
    channels: [
      { id: 'C07SH0PFL', name: 'shop-floor', kind: 'channel', topic: 'What happens between the shelves', members: 8 },
      { id: 'C07EVENTS', name: 'events', kind: 'channel', topic: 'Readings, signings, and who brings the chairs', members: 6, unread: true },
      { id: 'C07DLVRYS', name: 'deliveries', kind: 'channel', topic: 'Boxes in, boxes out', members: 5 },
      { id: 'C07BKCLUB', name: 'book-club', kind: 'channel', topic: 'First Thursday, upstairs', members: 7, unread: true },
      { id: 'C07WNDDSP', name: 'window-display', kind: 'channel', topic: 'Next theme: rivers', members: 4 },
      { id: 'C07SCH00L', name: 'school-orders', kind: 'channel', topic: 'Lists, copies, due dates', members: 3, suggested: true },
      { id: 'D07T0B1AS', name: 'Tobias Wren', kind: 'dm', topic: '', members: 2 },
      { id: 'D0700NA00', name: 'Oona Fairhurst', kind: 'dm', topic: '', members: 2 },
      { id: 'D07SANNE0', name: 'Sanne Kuiper', kind: 'dm', topic: '', members: 2, unread: true },
      { id: 'D07SLKB0T', name: 'Slackbot', kind: 'bot', topic: 'Ask about anything in this workspace', members: 2 },
    ],
  },
  {
    id: 'T09HRBRCH',
    name: 'Harbour Choir',
    host: 'harbour-choir.slack.com',
    me: 'U09M1RA00',
    people: people(['U09M1RA00', 'Mira Castellan'], ['U09INGR1D', 'Ingrid Solheim'], ['U09MARCUS', 'Marcus Bell'], ['U09YUK100', 'Yuki Tanabe'], ['USLACKB0T', 'Slackbot']),
    channels: [
      { id: 'C09REHRSL', name: 'rehearsals', kind: 'channel', topic: 'Tuesdays at seven, the old customs house', members: 31 },
      { id: 'C09REPERT', name: 'repertoire', kind: 'channel', topic: 'What we sing, and in which key', members: 31, unread: true },
      { id: 'C09ALT0S0', name: 'altos', kind: 'channel', topic: 'The line nobody hums on the way home', members: 9 },
      { id: 'D09INGR1D', name: 'Ingrid Solheim', kind: 'dm', topic: '', members: 2 },
      { id: 'D09SLKB0T', name: 'Slackbot', kind: 'bot', topic: 'Ask about anything in this workspace', members: 2 },
    ],
  },
];

/** @param {string} id @returns {Team} the first team where the id is of none */
export function teamOf(id) {
  return TEAMS.find((team) => team.id === id) ?? TEAMS[0];
}

/** @param {Team} team @param {string | undefined} id @returns {Channel} the first channel where the id is of none */
export function channelOf(team, id) {
  return team.channels.find((channel) => channel.id === id) ?? team.channels[0];
}
