/** Collections of drawn icons, all under free licences: lines of programs, and emoji in colours. */
export const iconSets = ['lucide', 'codicon', 'tabler', 'fluent-emoji-flat', 'noto'] as const;

export type IconSet = (typeof iconSets)[number];

/** One drawing of a thing: the collection, and what the drawing is called there. */
export interface Drawing {
  readonly concept: string;
  readonly set: IconSet;
  readonly name: string;
}

const letters: { readonly [letter: string]: IconSet } = {
  l: 'lucide',
  c: 'codicon',
  t: 'tabler',
  f: 'fluent-emoji-flat',
  n: 'noto',
};

// A line is a thing, the collections that draw it under that name, by first letter, and names that differ.
const table = `
star tfn l=star c=star-full
heart lct f=red-heart n=red-heart
bell lctfn
house l c=home t=home fn
folder lct f=file-folder n=file-folder
file lct f=page-facing-up n=page-facing-up
trash lct f=wastebasket n=wastebasket
gear cfn l=settings t=settings
search lct f=magnifying-glass-tilted-left n=magnifying-glass-tilted-left
lock lct f=locked n=locked
key lctfn
mail lct f=envelope n=envelope
calendar lctfn
clock lt f=two-oclock n=two-oclock
camera ltfn c=device-camera
cloud lctfn
sun ltfn
moon lt f=crescent-moon n=crescent-moon
umbrella ltfn
flame lct f=fire n=fire
bug lctfn
rocket lctfn
book lct f=closed-book n=closed-book
bookmark lctfn
pencil ltfn c=edit
scissors ltfn
phone lt f=telephone-receiver n=telephone-receiver
battery ltfn
bulb t l=lightbulb c=lightbulb f=light-bulb n=light-bulb
globe lct f=globe-showing-europe-africa n=globe-showing-europe-africa
pin l t=map-pin f=round-pushpin n=round-pushpin
flag lt f=triangular-flag n=triangular-flag
gift lct f=wrapped-gift n=wrapped-gift
trophy ltfn
crown ltfn
anchor ltfn
plane lt f=airplane n=airplane
car lt f=automobile n=automobile
bus ltfn
bike lt f=bicycle n=bicycle
train tfn l=train-front
ship ltfn
truck lt f=delivery-truck n=delivery-truck
tree t l=tree-deciduous f=deciduous-tree n=deciduous-tree
leaf lt f=leaf-fluttering-in-wind n=leaf-fluttering-in-wind
flower lt f=tulip n=tulip
cat ltfn
dog ltfn
fish ltfn
bird lfn
rabbit lfn
turtle lfn
apple lt f=red-apple n=red-apple
banana ltfn
cherry lt f=cherries n=cherries
lemon tfn l=citrus
carrot ltfn
pizza ltfn
cake lt f=birthday-cake n=birthday-cake
coffee lct f=hot-beverage n=hot-beverage
egg ltfn
bread tfn
cookie ltfn
eye lctfn
ear ltfn
bone ltfn
brain ltfn
skull ltfn
ghost lt fn
robot ctfn l=bot
person cfn l=user t=user
laptop lfn t=device-laptop
keyboard ltfn
mouse t l=mouse f=computer-mouse n=computer-mouse
printer ltfn
television l=tv t=device-tv fn
microphone tfn l=mic c=mic
music lct f=musical-note n=musical-note
guitar lfn t=guitar-pick
drum lfn
headphones lt f=headphone n=headphone
bomb ltfn
hammer ltfn
wrench lfn t=tool
axe ltfn
sword lt f=crossed-swords n=crossed-swords
shield lctfn
magnet lctfn
microscope ltfn
telescope lctfn
ladder tfn
brush lt f=paintbrush n=paintbrush
palette lt f=artist-palette n=artist-palette
ruler lt f=straight-ruler n=straight-ruler
paperclip ltfn
tag lct f=label n=label
cart l=shopping-cart t=shopping-cart f=shopping-cart n=shopping-cart
card l=credit-card c=credit-card t=credit-card fn=credit-card
hourglass lt f=hourglass-done n=hourglass-done
watch lc fn t=device-watch
compass lctfn
mountain lt fn
snowflake ltfn
rainbow ltfn
lightning l=zap t=bolt f=high-voltage n=high-voltage
droplet ltfn
thermometer ltfn
pill ltfn
dna ltfn
dice l=dice-5 t=dice-5 f=game-die n=game-die
puzzle lt f=puzzle-piece n=puzzle-piece
balloon ltfn
candle tfn
bed ltfn
door tfn l=door-closed
window ctfn l=app-window
castle lfn t=building-castle
factory lfn t=building-factory
tent ltfn
warning cfn l=triangle-alert t=alert-triangle
database lct
link lctfn
play lct f=play-button n=play-button
check lct f=check-mark n=check-mark
`;

/** Every drawing of the table, whether its collection has it or not; the most familiar things first. */
export const drawings: readonly Drawing[] = table.trim().split('\n').flatMap(parseRow);

/** What the things are called, in the order of the table. */
export const concepts: readonly string[] = [...new Set(drawings.map(({ concept }) => concept))];

function parseRow(row: string): Drawing[] {
  const [concept = '', ...parts] = row.split(' ');
  return parts.flatMap((part) => {
    const [marks = '', name = concept] = part.split('=');
    return Array.from(marks, (mark): Drawing => {
      const set = letters[mark];
      if (!set) throw new RangeError(`No collection is called ${mark}, in the row ${row}.`);
      return { concept, set, name };
    });
  });
}
