// What was said in the two workspaces: all of it made up. [who, minutes after the one before, text, extras]

/**
 * @typedef {{reactions?: Record<string, string[]>, thread?: Said[], file?: string}} Extras reactions: emoji -> who
 * @typedef {[who: string, minutes: number, text: string, extras?: Extras]} Said
 */

const TOBIAS = 'U07T0B1AS', OONA = 'U0700NA00', DEVRAJ = 'U07DEVRAJ', SANNE = 'U07SANNE0', HAL = 'U07HAL000', PETRA = 'U07PETRA0', MIRA = 'U07M1RA00';
const INGRID = 'U09INGR1D', MARCUS = 'U09MARCUS', YUKI = 'U09YUK100';

/** @type {Record<string, Said[]>} by channel */
export const TALK = {
  C07SH0PFL: [
    [HAL, 0, 'Morning. The till roll is the last one in the drawer, I have put two boxes on the order.', { reactions: { check: [OONA, MIRA] } }],
    [OONA, 22, 'A gentleman asked for the blue atlas again. Third time this week, the same gentleman. Shall we keep one under the counter for him?', { reactions: { heart: [SANNE, DEVRAJ, HAL] } }],
    [DEVRAJ, 6, 'Yes. His name is Mr Abara and he is building up his courage.'],
    [SANNE, 31, 'Poetry has moved one bay to the left so that the pushchairs get through. Labels are done, the catalogue is not.'],
    [MIRA, 4, 'Lovely, thank you. I will do the catalogue after lunch.', { reactions: { sprout: [SANNE] } }],
    [PETRA, 48, 'Proposal for the spring reading evening: three short readings, tea in between, doors at half past six. Thoughts in the thread, please.', {
      reactions: { tada: [OONA, HAL, MIRA], book: [TOBIAS] },
      thread: [
        [TOBIAS, 5, 'Half past six is tight for those who close the till. Could it be seven?'],
        [OONA, 3, 'Seven works. I can ask the bakery about the seed cake, they owe us one for the shelf.'],
        [HAL, 9, 'We have 34 chairs, the church hall lends twenty more if we carry them ourselves.'],
        [PETRA, 2, 'Then seven, cake, and Hal gets a badge that says Chairs. Who reads first?'],
        [DEVRAJ, 12, 'Not me. Second, gladly.'],
      ],
    }],
    [TOBIAS, 37, 'The step stool in Travel is wobbling. It is in the back now with a note on it, please do not be brave.', { reactions: { eyes: [PETRA] } }],
    [OONA, 16, 'The window light makes the new covers look like this at four o’clock. We should do nothing and let the sun sell them.', { file: 'window-at-four.jpg', reactions: { sun: [MIRA, SANNE, PETRA, HAL] } }],
    [SANNE, 25, 'Gift wrap: brown paper is back, string is not. Red ribbon until Thursday.'],
    [DEVRAJ, 8, 'Mr Abara came. Mr Abara bought the atlas.', { reactions: { tada: [OONA, SANNE, HAL, PETRA, TOBIAS], heart: [MIRA] } }],
  ],
  C07EVENTS: [
    [PETRA, 0, 'The poster for the reading evening is at the printer. Fifty large, two hundred small.'],
    [HAL, 14, 'The hall says we may have the chairs from noon.', { reactions: { check: [PETRA] } }],
    [OONA, 40, 'The bakery said yes to the seed cake before I had finished the sentence.', { reactions: { heart: [PETRA, HAL] } }],
  ],
  C07DLVRYS: [
    [TOBIAS, 0, 'Two pallets tomorrow between eight and ten, the driver will ring the side bell.'],
    [DEVRAJ, 55, 'Carton 14 is short by three copies. I have written to the distributor and kept the slip.', { file: 'delivery-slip.png' }],
  ],
  C07BKCLUB: [
    [SANNE, 0, 'Reminder: we said up to chapter nine, and nobody is to mention the lighthouse.', { reactions: { eyes: [OONA, DEVRAJ] } }],
    [MIRA, 12, 'I have already mentioned the lighthouse to my sister. She is sworn in.', { reactions: { coffee: [SANNE] } }],
  ],
  C07WNDDSP: [
    [OONA, 0, 'Rivers: blue paper along the bottom, field guides as the bank, one otter. I have the otter.', { reactions: { heart: [MIRA] } }],
  ],
  D07T0B1AS: [[TOBIAS, 0, 'Could you swap Saturday with me? My niece has her first match.'], [MIRA, 3, 'Of course. Tell her to keep her elbows in.']],
  D0700NA00: [[OONA, 0, 'I left the keys for the display case in the second drawer, under the stamps.']],
  D07SANNE0: [[SANNE, 0, 'When you do the catalogue: bay P4 is now P3, and P3 is now a plant.']],
  C09REHRSL: [
    [INGRID, 0, 'Tuesday we start at the second movement, please bring a pencil and the patience of a heron.', {
      reactions: { music: [MARCUS, YUKI] },
      thread: [[MARCUS, 8, 'Is the organ tuned by then?'], [INGRID, 5, 'It is as tuned as it will ever be.'], [YUKI, 20, 'I can open the hall at half past six.']],
    }],
    [MARCUS, 30, 'The basses meet a quarter of an hour earlier. There will be biscuits and bar 88.', { reactions: { coffee: [INGRID] } }],
  ],
  C09REPERT: [[YUKI, 0, 'I have transposed the evening song down a tone, scores are in the cupboard on the left.', { reactions: { heart: [INGRID] } }]],
  C09ALT0S0: [[YUKI, 0, 'We come in together at letter F. Together, as in at the same time.', { reactions: { star: [INGRID] } }]],
  D09INGR1D: [[INGRID, 0, 'Would you sing the small solo in the second verse?']],
};

/** Earlier days, one line each, by team: enough of them that a list has to let rows go. @type {Record<string, string[]>} */
export const EARLIER = {
  T07LNDNBK: [
    'Opened at nine, the first customer bought a map of somewhere else.', 'The radiator by Biography knocks again.', 'Somebody returned a book we did not sell. We like them.',
    'New catalogue cards are in the tray.', 'Window cleaned, outside only.', 'The delivery came at ten, all counted.', 'Two class sets are packed and labelled.',
    'The good scissors are back in the drawer.', 'Closed at six, everything locked, the cat next door was outside.', 'We are out of the small bags.',
  ],
  T09HRBRCH: [
    'The hall is heated from six.', 'Two scores of the evening song are missing, please look in your bags.', 'Who has the tuning fork?', 'Tea money is in the tin with the ship on it.',
    'The bus stops at the customs house again.', 'We have a new chair for the page turner.', 'Breathe after the comma, not instead of it.', 'I have put the seating plan on the door.',
  ],
};

/** Answers of a helper that is only pretending. */
export const ANSWERS = {
  summary: ['Doors open at seven, not at half past six.', 'Seed cake comes from the bakery; 34 chairs are there, 20 can be borrowed.', 'Who reads first is still open; second is settled.'],
  chat: 'I looked through the channels you are in. The short version is in #events, the long one in the thread that Petra began.',
};
