/** Short words as pictures in a repository show them: of buttons, menus, plots, programs and everyday things. */
export const words: readonly string[] = `
abandon ability able about above absolute abstract academy accept access account achieve acquire across action active activity actor add
address admin advance adviser after again agent air aircraft airport alarm album alert alias align all allow alpha also amber amount
analysis anchor ancient angle animal annotate another answer anxiety any apple apply april archive area argument arm arrange array arrow
art article aside ask assault asset atlas attached attempt attract audio august author auto autumn average axis baby back backbone
backdrop bad badge bag balance ball band bank banquet bar base baseball basic basket bath bathroom battery beach bean bear beat bed
bedroom bee before begin bell below bench beneath berry best beta better between bicycle bike bill bird birthday bit black blank blanket
block blog blossom blue board boat body bold bone book boot border both bottle bottom boundary bowl box boy bracket branch brand bread
break brick bridge brief bright broken brother brown browser brush bubble bucket budget buffer bug build building bus butter button buy
byte cabinet cable cache cactus cake calendar call camera camp campaign cancel candle captain caption capture car card care careful cargo
cart case cash castle cat catalog catch category ceiling cell center central century certain chain chair chalk chamber champion change
channel chapter charity chart chat check cheese chemical cherry chess chicken child children chimney choice circle circuit city class
classic clean clear client climate climbing clip clock clone close cloth clothing cloud clown club cluster coach coal coast coat code
coffee coin cold collect color column combine comet comfort command commit common company compare complex computer concert config confirm
connect constant contact contains content contract contrast control convert cookie cool copper copy coral core corn corner correct cost
cottage count counter country courage cover cow crab cream create creation creative credit critical crop cross crow crown cube culture cup
current cursor curtain curve cushion custom customer cut cycle daily damage dance dark dash data database date daughter dawn day deadline
debug december decision deck declare deep default degree delay delete deliver delivery delta demo dense density deploy deposit describe
desert design designer desk desktop destroy detail device dial dialogue diamond diet diff digit digital dinner dinosaur direct disabled
discount discover disk display distance distant divider dock doctor document dog dollar dolphin done door dot double down download draft
drag draw drawing dream dress drink drive drop drum dry duck duration dust duty eagle early earth east eastern easy economy edge edit
edition egg eight elbow election elegant element elephant emperor employee empty enable end engine enlarge enter entry equal error
estimate evaluate even evening event every example exchange exclude execute exercise exit expert explain explicit explore export express
extra eye face fact fail failure fair fall false family fan farm fast father favorite feather feature february fee feed feedback fence
fern festival fetch fever fiction field fig file filename fill filter final finance find fire first fish fitness five fix flag flame flash
flat flight float floor flour flower fluid fly focus fog fold folder font food foot football force foreign forest forever fork form
formula fortune forum forward four fox fragment frame free freedom frequent fresh friday friend friendly frog front frost fruit fuel full
fun function future gallery game gap garden gas gate gateway general genuine gift gigabyte girl give glacier glass globe glove glue goal
goat gold good goose grade gradient grain grape graph graphics grass gravity gray great green grid group grow guard guest guide guitar
hair half hall hammer hand handler happy harbor hard hardware harmony hash hat head headline healthy heart heat heavy height help helpful
hen here heritage herself hidden high highway hill hint history hit hold hole holiday home honey hook horizon horse hospital host hot
hotel hour house however human hundred ice icon idea identify identity image imagine implicit import improve inbox include increase index
indicate industry infinite info inherit initial ink inner input insect insert inside insight install instance instead interact internal
invoice iron island issue item january jar job join journal journey juice july jump june jungle junior just justice justify keep kernel
kettle key keyboard keyword kick kid kind king kingdom kiss kitchen kite knee knife knot label lake lamp land language lantern large last
later latitude launch launcher law layer lead leaf learn leather leave lecture left leg leisure lemon lemonade length lesson letter
lettuce level liberty library license life lift light like lime limit limited line link lion lip list little live load local lock log
login long look loop lost loud love low luck lunch machine magazine magenta magic mail main mainline make manager manual map marathon
march margin mark market mask master match math max maximize may meal mean measure mechanic media medical medicine meet meeting melon
member memorial memory menu merge message metadata metal meter method middle midnight milk mill min mind mine mineral minimize minor
minute miracle mirror mission mix mobile mode model module monday money monitor monkey month monthly moon more morning most mother motor
mountain mouse mouth move movement movie much mud multiple music name narrow national natural navigate near neck need neighbor neither
nest net network never new news next nice night nine node noise none noon normal north nose note notebook nothing notice novel november
now nuclear null number nurse nut oak object observe observer obvious ocean october odd off offer offering office offline often oil old
olive once one onion online only open operator option orange orbit order organ original other out outline oven over overflow overlay
overview owl owner package page paid paint painter pair palm panel panic paper paradise parallel parent park parking part partner party
pass passage passive password past paste patch path pattern pause pay payment peace peaceful peach peak pear pen pencil penguin people
pepper percent perfect personal phone photo physical piano pick picture pie piece pig pilot pin pine pink pioneer pipe pipeline pixel
pizza place plain plan planet plant plastic plate play pleasure plot plug plum plus pocket poem point pointer police pond pool popular
port portion portrait position possible post pot pottery power powerful prepare presence present press pressure previous price primary
print printer priority privacy private prize problem process produce product profile profit program progress project promise proof
property protect protocol provide province proxy public publish pull pulse pump pumpkin purchase pure purple purpose push puzzle quality
quantity quarter queen query quest question queue quick quickly quiet quit rabbit race radar radio rail railway rain rainbow random range
rate raw reaction read ready real reality realtime receive recent reception record recover red refresh register regular relation relative
release reload remember remote remove rename renderer repeat replace reply report republic request require research reserve reset resolve
resource respond response rest restore result return revenue reverse review revision rice rich ride right ring rise river road robot rock
role romance roof room root rope rose rotation rough round route row rule run sad safe sail salad sale salt same sand sandbox sandwich
saturday save scale scan scanner scenario scene schedule school science score screen script sea search season seat second secret section
security seed segment select selected self sell send senior sentence sequence service session setting settings seven several shade shadow
shape share sharp sheep sheet shelf shell shelter shield shift ship shirt shoe shop short shortcut shoulder show shut shuttle side sign
silence silk silver similar simple sing sink sister site six sixteen size skill skin skip sky sleep slide slow small smart smile smoke
snack snake snapshot snow soap social society sock soft software soldier solid solution some son song sort soul sound soup south southern
space spare special spectrum speed spell spin spinach spoon sport spot spring square stable stack stadium staff stage stamp standard star
starfish start state station status steam steel stem step stick still stone stop storage store storm story strategy street strength string
strong struggle student studio style subject submit success sugar suggest suit suitcase sum summary summer sun sunday sunlight sunrise
super supplier support sure surf surface surprise suspect swan sweet swim swimming switch syllable symbol symmetry symptom sync system
table tag tail talk tall tank tape target task taste tax tea teach teacher team template tent term terminal test text texture thanks
theater theme thick thin thing third thousand three through throw thursday ticket tide tiger tile time timeline tiny tip title toast today
toe together token tomato tomorrow tone tonight tool tooth top topology total touch tour tourist tower town toy trace track trade traffic
trail train training transfer trash travel tray treasure tree trend trial triangle trigger trip tropical trouble truck true trunk trust
try tube tuesday tulip tune turn turtle tutorial twelve twin two type umbrella uncle under undo uniform union unit universe unknown
unusual update upgrade upload upper upstream urgent usage useful user vacation valid validate valley value van variable variant vase
vehicle velocity version video view village vintage violet virtual virus visible visit visitor voice voltage volume vote wagon wait walk
wall want wardrobe warm warning warrior wash waste watch water waterfall wave wax way weak wealth weather web website wedding wednesday
week weekday weekend weight welcome west western wet whale wheat wheel whisper white wide width wild wildlife win wind windmill window
wine wing winter wire wise without witness wolf woman wood wool word work workflow world worm wrap write wrong yard year yellow yes
yesterday young yourself zebra zero zone zoom
`
  .trim()
  .split(/\s+/);
