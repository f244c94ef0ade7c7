/** Short words as pictures in a repository show them: of buttons, menus, plots, programs and everyday things. */
export const words: readonly string[] = `
able about above accept access account across action active actor add admin after again agent air alarm album alert alias align all allow
alpha also amber amount anchor angle animal answer any apple apply april archive area arm array arrow art aside ask asset atlas audio august
author auto autumn axis baby back bad badge bag ball band bank bar base basic basket bath beach bean bear beat bed bee before begin bell
below bench berry best beta better bike bill bird bit black blank block blog blue board boat body bold bone book boot border both bottle
bottom bowl box boy branch brand bread break brick bridge brief bright broken brown brush bubble bucket budget buffer bug build bus butter
button buy byte cable cache cactus cake call camera camp cancel candle car card care cargo cart case cash castle cat catch cell center chain
chair chalk change chapter chart chat check cheese cherry chess child choice circle city class clean clear client clip clock clone close
cloth cloud clown club coach coal coast coat code coffee coin cold color column comet commit common compare config connect contact content
cookie cool copper copy coral core corn corner cost count cover cow crab cream create credit crop cross crow crown cube cup current cursor
curve custom cut cycle daily damage dance dark dash data date dawn day debug december deck deep default degree delay delete delta demo dense
deploy desert design desk detail device dial diet diff digit dinner direct disk dock doctor dog dollar done door dot double down draft
drag draw dream dress drink drive drop drum dry duck dust duty eagle early earth east easy edge edit egg eight elbow empty enable end engine
enter entry equal error even event every exit expert export extra eye face fact fail fair fall false family fan farm fast father feature
february fee feed fence fern fetch fever field fig file fill filter final find fire first fish five fix flag flame flash flat flight float
floor flour flower fluid fly focus fog fold folder font food foot force forest fork form forum forward four fox frame free fresh friday
friend frog front frost fruit fuel full fun future gallery game gap garden gas gate gift girl give glass globe glove glue goal goat gold
good goose grade grain grape graph grass gray great green grid group grow guard guest guide guitar hair half hall hammer hand happy harbor
hard hash hat head heart heat heavy height help hen here hidden high hill hint history hit hold hole home honey hook horse host hot hotel
hour house human hundred ice icon idea image import inbox index info ink inner input insect insert inside iron island issue item january
jar job join juice july jump june jungle junior just keep kernel kettle key kick kid kind king kiss kitchen kite knee knife knot label
lake lamp land large last later launch law layer lead leaf learn leave left leg lemon length lesson letter level library life lift light
like lime limit line link lion lip list little live load local lock log login long look loop lost loud love low luck lunch machine magic
mail main make manual map march margin mark market mask master match math max may meal mean media meet melon member memory menu merge metal
meter method middle milk mill min mind mine minor minute mirror mix mobile mode model module monday money monkey month moon more morning
most mother motor mountain mouse mouth move movie much mud music name narrow near neck need nest net never new news next nice night nine
node noise none noon normal north nose note nothing notice novel now null number nurse nut oak object ocean october odd off offer office
often oil old olive once one onion online only open option orange orbit order organ other out oven over owl owner page paid paint pair
palm panel panic paper parent park part party pass past paste patch path pause pay peace peach peak pear pen pencil people pepper phone
photo piano pick pie piece pig pilot pin pine pink pipe pixel pizza place plain plan planet plant plate play plot plug plum plus pocket
poem point police pond pool popular port post pot power press price print prize profile profit project proof proxy public pull pulse pump
pure purple push puzzle quality queen query quest queue quick quiet quit rabbit race radar radio rail rain random range rate raw read
ready real recent record red reload remote remove rename repeat reply report reset rest result return review rice rich ride right ring
rise river road robot rock role roof room root rope rose rough round route row rule run sad safe sail salad sale salt same sand saturday
save scale scan scene school science score screen script sea search season seat second secret seed select self sell send senior seven
shade shadow shape share sharp sheep sheet shelf shell shield shift ship shirt shoe shop short show shut side sign silk silver simple
sing sink sister site six size skill skin skip sky sleep slide slow small smart smile smoke snack snake snow soap social sock soft solid
some son song sort soul sound soup south space spare speed spell spin spoon sport spot spring square stable stack staff stage stamp star
start state station status steam steel stem step stick still stone stop store storm story street string strong studio style submit sugar
suit sum summer sun sunday super sure surf swan sweet swim switch symbol sync system table tag tail talk tall tank tape target task taste
tax tea teach team tent term test text thanks theme thick thin thing third three throw thursday ticket tide tiger tile time tiny tip title
toast today toe token tomato tone tool tooth top total touch tour tower town toy trace track trade trail train trash travel tray tree
trend trial trip truck true trunk trust try tube tuesday tulip tune turn turtle twelve twin two type uncle under undo union unit update
upload upper urgent usage user valid valley value van vase version video view village violet virus visit voice volume vote wagon wait
walk wall want warm wash waste watch water wave wax way weak wealth web wednesday week weight west wet whale wheat wheel white wide width
wild win wind window wine wing winter wire wise wolf woman wood wool word work world worm wrap write wrong yard year yellow yes young
zebra zero zone zoom
`
  .trim()
  .split(/\s+/);
