# Cymraeg: geiriau’r wefan ei hun. Y dudalen sy’n rhoi enwau a chyfeiriadau i mewn.

## What pages share
skip = Ymlaen i’r cynnwys
exit-label = Gadael ar frys
exit-page = Gadael y dudalen hon
in-danger = Os gallech chi fod mewn perygl
menu-main = Prif ddewislen
menu-all = Popeth ar y wefan hon
site-languages = Y wefan hon mewn ieithoedd eraill
contact-us-label = Cysylltwch â ni:
you-are-here = Rydych chi yma
home = Hafan
other-languages = Ieithoedd eraill
in-language = iaith: { $language }
comma = { ", " }
and = { $first } a { $last }
or = { $first } neu { $last }
pages-nav = Tudalennau
page-before = Tudalen flaenorol
page-next = Tudalen nesaf
page-of = Tudalen { $number } o { $of }
title-page = { $title }, tudalen { $number }

## Kinds of records
stories = Straeon
events = Digwyddiadau
partners = Partneriaid
places = Lleoedd
campaigns = Ymgyrchoedd
resources = Adnoddau
opportunities = Ffyrdd o gymryd rhan
topics = Pynciau
pages = Tudalennau
campaign = Ymgyrch
kind-story = Stori
kind-event = Digwyddiad
kind-partner = Partner
kind-place = Lle
kind-campaign = Ymgyrch
kind-resource = Adnodd
kind-opportunity = Ffordd o gymryd rhan
kind-page = Tudalen

## The front page
all-stories = Pob stori
all-events = Pob digwyddiad
all-places = Pob lle
all-campaigns = Pob ymgyrch
all-opportunities = Pob ffordd o gymryd rhan
coming-up = Ar y gweill
as-at = Fel yr oedd ar { $date }.
nothing-planned = Does dim wedi’i drefnu ar hyn o bryd. Dewch yn ôl yn fuan.
on-this-site = Ar y wefan hon
as-of = Ar { $date }.
count-stories = { $count ->
    [zero] <b>{ $count }</b> stori
    [one] <b>{ $count }</b> stori
    [two] <b>{ $count }</b> stori
    [few] <b>{ $count }</b> stori
    [many] <b>{ $count }</b> stori
   *[other] <b>{ $count }</b> stori
 }
count-partners = { $count ->
    [zero] <b>{ $count }</b> partner
    [one] <b>{ $count }</b> partner
    [two] <b>{ $count }</b> bartner
    [few] <b>{ $count }</b> phartner
    [many] <b>{ $count }</b> phartner
   *[other] <b>{ $count }</b> partner
 }
count-events = { $count ->
    [zero] <b>{ $count }</b> digwyddiad
    [one] <b>{ $count }</b> digwyddiad
    [two] <b>{ $count }</b> ddigwyddiad
    [few] <b>{ $count }</b> digwyddiad
    [many] <b>{ $count }</b> digwyddiad
   *[other] <b>{ $count }</b> digwyddiad
 }
count-places = { $count ->
    [zero] <b>{ $count }</b> lle
    [one] <b>{ $count }</b> lle
    [two] <b>{ $count }</b> le
    [few] <b>{ $count }</b> lle
    [many] <b>{ $count }</b> lle
   *[other] <b>{ $count }</b> lle
 }
count-resources = { $count ->
    [zero] <b>{ $count }</b> adnodd
    [one] <b>{ $count }</b> adnodd
    [two] <b>{ $count }</b> adnodd
    [few] <b>{ $count }</b> adnodd
    [many] <b>{ $count }</b> adnodd
   *[other] <b>{ $count }</b> adnodd
 }
count-campaigns = { $count ->
    [zero] <b>{ $count }</b> ymgyrch
    [one] <b>{ $count }</b> ymgyrch
    [two] <b>{ $count }</b> ymgyrch
    [few] <b>{ $count }</b> ymgyrch
    [many] <b>{ $count }</b> ymgyrch
   *[other] <b>{ $count }</b> ymgyrch
 }
count-opportunities = { $count ->
    [zero] <b>{ $count }</b> ffordd o gymryd rhan
    [one] <b>{ $count }</b> ffordd o gymryd rhan
    [two] <b>{ $count }</b> ffordd o gymryd rhan
    [few] <b>{ $count }</b> ffordd o gymryd rhan
    [many] <b>{ $count }</b> ffordd o gymryd rhan
   *[other] <b>{ $count }</b> ffordd o gymryd rhan
 }
take-part = Cymryd rhan
take-part-how = Mae croeso i’ch grŵp, clwb neu gynulleidfa. <tell>Ysgrifennwch atom</tell>, neu <send>anfonwch eich digwyddiad atom</send>.

## Lists
past-events = Digwyddiadau a fu
events-that-say = Digwyddiadau: { $fact }
events-in-month = Digwyddiadau: { $month }
events-by-month = Digwyddiadau fesul mis
events-by-access = Digwyddiadau yn ôl hygyrchedd
events-by-language = Digwyddiadau yn ôl iaith
other-months = Misoedd eraill
not-on = ddim yn digwydd
empty-stories = Does dim straeon eto. Eich stori chi allai fod y gyntaf: <tell>dywedwch wrthym</tell>.
empty-events = Does dim wedi’i drefnu ar hyn o bryd. Dewch yn ôl yn fuan, neu <tell>dywedwch wrthym</tell> beth sydd gennych chi ar y gweill.
empty-past = Does dim wedi digwydd eto, ond fe fydd cyn hir: <events>gweld beth sydd i ddod</events>.
empty-access = Does dim byd sydd wedi’i drefnu yn nodi hyn. <events>Edrychwch ar bopeth sydd i ddod</events>, a gofynnwch.
empty-month = Does dim yn digwydd yn y mis hwn. <events>Gweld beth sydd i ddod</events>.
empty-partners = Does dim grŵp wedi’i restru eto. <tell>Dywedwch wrthym</tell> am eich un chi.
empty-topic = Does dim ar y pwnc hwn eto. <topics>Edrychwch ar y pynciau eraill</topics>.
empty-topics = Does dim pynciau eto.
empty-list = Does dim yma eto. Dewch yn ôl yn fuan, neu <tell>ysgrifennwch atom</tell>.
empty-place = Does dim wedi’i restru yma eto. <tell>Dywedwch wrthym</tell> beth sy’n digwydd yma: { $place }.
list-chosen = { $list }: { $value }
by-letter = Yn ôl y llythyren gyntaf
choose = Dewis
choose-type = Beth ydyw
choose-access = Mynediad
choose-year = Blwyddyn
choose-audience = I bwy
choose-author = Awdur
choose-publisher = Cyhoeddwr
choose-licence = Trwydded
choose-name = Gair yn yr enw
first-results = Y canlyniadau cyntaf: { $count }
choose-any = Popeth
other-choice = <list>Dewis mewn ffordd arall</list>

## Pages that are not there
not-found-title = Heb ei chanfod
not-found = Dyw’r dudalen hon ddim yma
not-found-why = Efallai ei bod wedi symud, neu wedi’i thynnu i lawr am fod rhywun wedi gofyn i ni.
not-found-ways = <home>Dechreuwch o’r hafan</home>, edrychwch drwy’r <stories>straeon</stories>, y <events>digwyddiadau</events> neu’r <places>lleoedd</places>, neu <tell>dywedwch wrthym am beth roeddech chi’n chwilio</tell>.
moved = Mae’r dudalen hon wedi symud
moved-go = Ewch i’w chyfeiriad newydd

## What is said of any record
part-of = Rhan o
funded-by = Ariennir gan
looked-after-by = Yng ngofal
translation-read = Gwiriwyd y cyfieithiad
last-changed = Newidiwyd ddiwethaf
checked-on = Gwiriwyd ar { $date }
from-date = O { $date }
until-date = Tan { $date }
from-to = { $from } i { $to }
for-audience = Ar gyfer: { $audience }
free = Am ddim
where = Ble
when = Pryd
cost = Cost
contact = Cysylltu
languages = Ieithoedd
see-on-map = Gweld ar OpenStreetMap
contact-for-address = <ask>Cysylltwch â ni</ask> am y cyfeiriad.
share = Rhannu
share-mail = Drwy e-bost
share-whatsapp = Ar WhatsApp
copy-link = Copïo’r ddolen
copied = Wedi’i gopïo
mistake = Oes rhywbeth o’i le yma? <report>Dywedwch wrthym</report>.
mistake-subject = Gwall: { $title }

## Stories
by-name = gan { $name }
in-this-story = Yn y stori hon
with = Gyda
grew-from = Tyfodd o
yours = Ydych chi yn y stori hon? <ask>Gallwch ofyn i ni ei newid neu ei thynnu i lawr.</ask>

## Partners
status-member = Aelod
status-associate = Aelod cyswllt
part-of-name = Rhan o { $name }
group-closed = Mae’r grŵp hwn wedi cau.
group-inactive = Nid yw’r grŵp hwn yn weithgar ar hyn o bryd.
group-people = Pobl
left-on = Gadawodd y rhwydwaith ar { $date }.
leaves-on = Bydd yn gadael y rhwydwaith ar { $date }.
serves = Yn gwasanaethu
open = Ar agor
contact-on-request = <ask>Cysylltwch â ni</ask> i gael eich rhoi mewn cysylltiad.
on-offer = Beth sydd ar gael
belongs-to = Yn perthyn i
formerly = Gynt
joined = Ymunodd
joins = Yn ymuno
charity-number = Rhif elusen
company-number = Rhif cwmni
checked = Gwiriwyd
checked-by = { $date }, gan { $name }

## Places
in-place = lleoliad: { $place }
also-in = Hefyd yn
codes = { $count ->
    [one] Cod
   *[other] Codau, y diweddaraf yn gyntaf
 }
on-a-map = Ar fap
outline = Ffin
download-outline = Lawrlwytho (GeoJSON)

## Campaigns
what-you-can-do = Beth allwch chi ei wneud
led-by = Dan arweiniad { $name }
step-by-step = Cam wrth gam
phase = { $title }, o { $date }
phase-now = nawr
what-it-asked = Beth ofynnodd yr ymgyrch amdano
campaign-begins = Bydd yr ymgyrch hon yn dechrau ar { $date }.
campaign-ended = Mae’r ymgyrch hon wedi dod i ben.
campaign-ended-on = Ei diwrnod olaf oedd { $date }.
outcome = Beth ddaeth ohoni
outcome-so-far = Beth sydd wedi dod ohoni hyd yma
questions = Cwestiynau ac atebion

## Resources
read-as-page = Ei ddarllen fel tudalen we
web-version-of = Dyma fersiwn gwe { $resource }.
transcript = Beth sy’n cael ei ddweud
go-elsewhere = Mynd ato ar wefan arall
format-read = I’w ddarllen
format-print = I’w argraffu
format-editable = I’w olygu
format-image = Llun
format-captions = Capsiynau
licence = Trwydded: { $licence }.
size-bytes = { $count ->
    [two] { $count } feit
   *[other] { $count } beit
 }
size-kb = { $size } KB
size-mb = { $size } MB
page-count = { $count ->
    [zero] { $count } tudalen
    [one] { $count } dudalen
    [two] { $count } dudalen
    [few] { $count } tudalen
    [many] { $count } thudalen
   *[other] { $count } tudalen
 }

## Ways to take part
commitment-one-off = Unwaith
commitment-regular = Yn rheolaidd
commitment-flexible = Pan fydd yn gyfleus i chi
from-home = Gellir ei wneud gartref
opportunity-closed = Mae hwn wedi cau.
closed-on = Caeodd ar { $date }.
what-you-would-do = Beth fyddech chi’n ei wneud
time-it-takes = Amser
starts = Yn dechrau
offered-by = Cynigir gan
age = Oedran
checks = Gwiriadau
no-checks = Nid oes angen rhai.
expenses = Treuliau
how-to-apply = Sut i wneud cais
apply = Gwneud cais
contact-to-apply = <ask>Cysylltwch â ni</ask> i wneud cais.
apply-by = Gwnewch gais erbyn { $date }.

## Events
event-cancelled = Mae’r digwyddiad hwn wedi’i ganslo.
event-postponed = Mae’r digwyddiad hwn wedi’i ohirio.
event-rescheduled = Mae dyddiad newydd i’r digwyddiad hwn.
event-moved-online = Mae’r digwyddiad hwn wedi symud ar-lein.
was-to-be = Roedd i fod ar { $date }.
event-ended = Mae’r digwyddiad hwn wedi dod i ben.
people-came = { $count ->
    [zero] Daeth { $count } person.
    [one] Daeth { $count } person.
    [two] Daeth { $count } berson.
    [few] Daeth { $count } pherson.
    [many] Daeth { $count } pherson.
   *[other] Daeth { $count } person.
 }
people-new = Dyma’r tro cyntaf i { $count } ohonynt.
what-grew = Darllenwch beth a dyfodd ohono: { $stories }.
date-status = { $date }: { $status }.
next-one-on = Mae’r nesaf ar { $date }.
status-cancelled = wedi’i ganslo
status-postponed = wedi’i ohirio
status-rescheduled = wedi symud i ddyddiad arall
status-moved-online = ar-lein yn unig
status-closed = wedi cau
status-inactive = ddim yn weithgar ar hyn o bryd
status-cap-cancelled = Wedi’i ganslo
status-cap-postponed = Wedi’i ohirio
status-cap-rescheduled = Wedi symud i ddyddiad arall
status-cap-moved-online = Ar-lein yn unig
card-superseded = Mae fersiwn newydd yn lle hwn
card-cancelled = Wedi’i ganslo
card-postponed = Wedi’i ohirio
card-rescheduled = Dyddiad newydd
card-moved-online = Bellach ar-lein
card-closed = Wedi cau
card-inactive = Ddim yn weithgar
on-now = Ymlaen nawr
on-now-label = Ymlaen nawr:
repeats = Yn ailadrodd
next-date = Nesaf: { $date }
on-now-date = Ymlaen nawr: { $date }
last-on = Y tro diwethaf: { $date }
ended = (wedi dod i ben)
contact-for-time = <ask>Cysylltwch â ni</ask> am y dyddiad a’r amser.
last-one-on = Mae’r olaf ar { $date }.
not-at = Nid yn:
join-online = Ymuno ar-lein
online-ask = Ar-lein. <ask>Cysylltwch â ni</ask> am y ddolen.
booking = Archebu lle
book-please = Archebwch le, os gwelwch yn dda.
book-no-need = Does dim angen archebu lle.
book-drop-in = Galwch heibio pryd y mynnwch.
booking-full = Mae’n llawn.
booking-waiting = Mae’n llawn, ond mae rhestr aros.
booking-closed = Mae’r cyfnod archebu wedi cau.
booking-open = Mae lle ar ôl.
room-for = Lle i { $count }.
book-by = Y dyddiad cau ar gyfer archebu: { $date }.
book-a-place = Archebu lle
join-waiting-list = Ymuno â’r rhestr aros
for-whom = Ar gyfer
run-by = Trefnir gan
with-names = Gyda { $names }
hosted-by = Cynhelir gan
speakers = Siaradwyr
ask = Holi
last-time = Y tro diwethaf
people-came-then = { $count ->
    [zero] daeth { $count } person
    [one] daeth { $count } person
    [two] daeth { $count } berson
    [few] daeth { $count } pherson
    [many] daeth { $count } pherson
   *[other] daeth { $count } person
 }
people-new-then = , { $count } ohonynt am y tro cyntaf
spoken = Ar lafar: { $languages }
interpreted = Cyfieithir i: { $languages }
on-paper = Ar bapur: { $languages }
dates = Dyddiadau
all-times = Pob amser: { $zone }.
more-dates = { $count ->
    [zero] { $count } dyddiad arall
    [one] { $count } dyddiad arall
    [two] { $count } ddyddiad arall
    [few] { $count } dyddiad arall
    [many] { $count } dyddiad arall
   *[other] { $count } dyddiad arall
 }
goes-on = Mae’n mynd yn ei flaen wedyn.
dates-passed = Dyddiadau a fu
an-extra-date = dyddiad ychwanegol
another-time = amser gwahanol i’r arfer
at-venue = lleoliad: { $venue }
somewhere-else = yn rhywle arall
ask-for-address = <ask>cysylltwch â ni</ask> am y cyfeiriad
put-in-calendar = Rhowch y digwyddiadau hyn yn eich calendr
add-to-calendar = Ychwanegu at eich calendr

## Getting in
access = Hygyrchedd
yes = Oes
ask-first = Gofynnwch yn gyntaf
no = Nac oes
stated-yes = Oes: { $facts }.
stated-ask = Gofynnwch yn gyntaf: { $facts }.
stated-no = Nac oes: { $facts }.
checked-on-stop = Gwiriwyd ar { $date }.
from-venue = Gan y lleoliad, { $venue }.
from-venue-checked = Gan y lleoliad, { $venue }, gwiriwyd { $date }.
not-stated = Heb ei nodi: { $facts }. Gofynnwch: { $who }.

## Help
signpost-report = Rhoi gwybod
signpost-support = Cymorth
website-of = Gwefan<hidden> { $name }</hidden>
no-signposts = Does dim llinellau cymorth na mannau rhoi gwybod wedi’u rhestru yma eto.
nation-england = Lloegr
nation-wales = Cymru
nation-scotland = Yr Alban
nation-northern-ireland = Gogledd Iwerddon
alert-note = Nodyn
alert-tip = Awgrym
alert-important = Pwysig
alert-warning = Rhybudd
alert-caution = Cymerwch ofal

## Calendars
subscribe-title = Digwyddiadau yn eich calendr
subscribe-title-of = Digwyddiadau yn eich calendr: { $title }
follow = Dilyn
follow-title = Dilyn { $title }
follow-news-link = Dilyn y newyddion yma
follow-news = Newyddion mewn darllenydd ffrydiau
follow-news-how = Straeon, adnoddau a ffyrdd newydd o gymryd rhan. Copïwch un o’r cyfeiriadau hyn i ddarllenydd ffrydiau neu i wasanaeth cylchlythyrau. Does neb yn dysgu pwy sy’n ei ddarllen.
feed-atom = I ddarllenwyr ffrydiau (Atom)
feed-json = I raglenni (JSON Feed)
feed-rss = I wasanaethau cylchlythyrau (RSS)
subscribe-description = Sut i weld y digwyddiadau hyn yn eich calendr eich hun, a darllen beth sy’n newydd mewn darllenydd ffrydiau.
subscribe-network = Pob digwyddiad ar y wefan hon, yn y calendr ar eich ffôn neu’ch cyfrifiadur. Pan fydd rhywbeth yn cael ei ychwanegu, ei symud neu ei ganslo yma, bydd yn newid yno hefyd. Dyma’r digwyddiadau ar <page>y dudalen hon</page>.
subscribe-place = Pob digwyddiad yn { $title }, yn y calendr ar eich ffôn neu’ch cyfrifiadur. Pan fydd rhywbeth yn cael ei ychwanegu, ei symud neu ei ganslo yma, bydd yn newid yno hefyd. Dyma’r digwyddiadau ar <page>y dudalen hon</page>.
subscribe-partner = Pob digwyddiad y mae { $title } yn ei drefnu, yn ei gynnal, yn siarad ynddo neu’n ei ariannu, yn y calendr ar eich ffôn neu’ch cyfrifiadur. Pan fydd rhywbeth yn cael ei ychwanegu, ei symud neu ei ganslo yma, bydd yn newid yno hefyd. Dyma’r digwyddiadau ar <page>y dudalen hon</page>.
subscribe-campaign = Pob digwyddiad gan { $title }, yn y calendr ar eich ffôn neu’ch cyfrifiadur. Pan fydd rhywbeth yn cael ei ychwanegu, ei symud neu ei ganslo yma, bydd yn newid yno hefyd. Dyma’r digwyddiadau ar <page>y dudalen hon</page>.
subscribe-topic = Pob digwyddiad am { $title }, yn y calendr ar eich ffôn neu’ch cyfrifiadur. Pan fydd rhywbeth yn cael ei ychwanegu, ei symud neu ei ganslo yma, bydd yn newid yno hefyd. Dyma’r digwyddiadau ar <page>y dudalen hon</page>.
subscribe-language = Pob digwyddiad lle siaredir yr iaith hon: { $title }, yn y calendr ar eich ffôn neu’ch cyfrifiadur. Pan fydd rhywbeth yn cael ei ychwanegu, ei symud neu ei ganslo yma, bydd yn newid yno hefyd. Dyma’r digwyddiadau ar <page>y dudalen hon</page>.
subscribe = Tanysgrifio
calendar-limit = Mae cynifer o ddigwyddiadau fel mai dim ond y nesaf sydd yn y calendr hwn, hyd at { $count }. Mae pob un ohonyn nhw ar y dudalen.
subscribe-by-hand = Os nad oes dim yn agor, copïwch y cyfeiriad hwn a dilynwch y camau ar gyfer eich calendr:
calendar-address = Cyfeiriad y calendr
google-open = Ar gyfrifiadur, agorwch Google Calendar. Does dim modd gwneud hyn yn yr ap, ond bydd y digwyddiadau i’w gweld yno wedyn.
google-from-url = Wrth ymyl “Other calendars”, dewiswch yr arwydd plws a “From URL”.
google-add = Gludwch y cyfeiriad a dewiswch “Add calendar”.
google-slow = Mae Google yn chwilio am newidiadau yn ei amser ei hun, a gall gymryd diwrnod. Os ydych chi’n mynd allan i rywbeth y diwrnod hwnnw, edrychwch ar ei dudalen yn gyntaf.
outlook-open = Agorwch y calendr yn Outlook a dewiswch “Add calendar”, yna “Subscribe from web”.
outlook-import = Gludwch y cyfeiriad, rhowch enw arno, a dewiswch “Import”.
outlook-slow = Mae Outlook yn chwilio am newidiadau bob ychydig oriau.
apple = iPhone, iPad a Mac
apple-open = Ar ffôn neu lechen, agorwch Calendar, dewiswch “Calendars”, “Add Calendar” ac “Add Subscription Calendar”. Ar Mac, agorwch Calendar a dewiswch “File” a “New Calendar Subscription”.
apple-subscribe = Gludwch y cyfeiriad a dewiswch “Subscribe”.
another-calendar = Calendr arall
another-calendar-how = Chwiliwch am “subscribe”, “from the internet” neu “iCal”, a gludwch y cyfeiriad. Gallwch hefyd <file>gymryd y digwyddiadau fel ffeil</file>, ond dyw ffeil ddim yn newid pan fyddan nhw’n newid.
take-file = Cymryd y digwyddiadau fel ffeil
address-later = Bydd y cyfeiriad i danysgrifio iddo yn hysbys pan gaiff y wefan hon ei chyhoeddi.

## Headings of what others say of a record
who-takes-part = Pwy sy’n cymryd rhan
toolkit = Pecyn cymorth
supersedes = Yn cymryd lle
superseded-by = Cymerwyd ei le gan
related = Cysylltiedig
mentioned-in = Sonnir amdano yn
they-run = Digwyddiadau y maen nhw’n eu trefnu
held-here = Digwyddiadau a gynhelir yma
they-ran = Digwyddiadau a drefnwyd ganddyn nhw
were-held-here = Digwyddiadau a fu yma
they-speak = Digwyddiadau y byddan nhw’n siarad ynddyn nhw
they-spoke = Digwyddiadau y buon nhw’n siarad ynddyn nhw
funded-events = Digwyddiadau a ariannwyd ganddyn nhw
parts = Ei rannau
members = Aelodau
funds-stories = Straeon y maen nhw’n eu hariannu
funds-events = Digwyddiadau y maen nhw’n eu hariannu
funds-campaigns = Ymgyrchoedd y maen nhw’n eu hariannu
funds-partners = Partneriaid y maen nhw’n eu hariannu
funds-resources = Adnoddau y maen nhw’n eu hariannu
funds-opportunities = Ffyrdd o gymryd rhan a ariennir ganddynt
looks-after = Yr hyn y maen nhw’n gofalu amdano
funds-places = Lleoedd y maen nhw’n eu hariannu
funds-pages = Tudalennau y maen nhw’n eu hariannu
places-within = Lleoedd o fewn yr ardal
grown-stories = Straeon a dyfodd ohono
partners-in-it = Partneriaid ynddi
places-in-it = Lleoedd ynddi
campaigns-in-it = Ymgyrchoedd ynddi
used-in = Defnyddir mewn ymgyrchoedd

## Days and times
month-1 = Ionawr
month-2 = Chwefror
month-3 = Mawrth
month-4 = Ebrill
month-5 = Mai
month-6 = Mehefin
month-7 = Gorffennaf
month-8 = Awst
month-9 = Medi
month-10 = Hydref
month-11 = Tachwedd
month-12 = Rhagfyr
month-of-1 = Ionawr
month-of-2 = Chwefror
month-of-3 = Mawrth
month-of-4 = Ebrill
month-of-5 = Mai
month-of-6 = Mehefin
month-of-7 = Gorffennaf
month-of-8 = Awst
month-of-9 = Medi
month-of-10 = Hydref
month-of-11 = Tachwedd
month-of-12 = Rhagfyr
weekday-1 = Dydd Llun
weekday-2 = Dydd Mawrth
weekday-3 = Dydd Mercher
weekday-4 = Dydd Iau
weekday-5 = Dydd Gwener
weekday-6 = Dydd Sadwrn
weekday-7 = Dydd Sul
# Ar ôl “ar”, “i” neu “yn ôl”: treiglad meddal.
weekday-on-1 = ddydd Llun
weekday-on-2 = ddydd Mawrth
weekday-on-3 = ddydd Mercher
weekday-on-4 = ddydd Iau
weekday-on-5 = ddydd Gwener
weekday-on-6 = ddydd Sadwrn
weekday-on-7 = ddydd Sul
month-year = { $month } { $year }
date = { $day } { $month } { $year }
day-month = { $day } { $month }
weekday-date = { $weekday } { $date }
time-midnight = hanner nos
time-noon = hanner dydd
time-morning = { $hour }yb
time-afternoon = { $hour }yh
time-morning-minutes = { $hour }.{ $minutes }yb
time-afternoon-minutes = { $hour }.{ $minutes }yh
when-time = { $day }, { $from }
when-times = { $day }, { $from } i { $to }
when-days = { $day } i { $to-day }
when-times-on-days = { $day }, { $from } i { $to-day }, { $to }
when-time-to-day = { $day }, { $from } i { $to-day }
zone-time = amser { $city }
in-zone = { $when } ({ $zone })
time-twice-first = { $when } (y tro cyntaf y bydd hi’n { $time } y noson honno)
time-twice-second = { $when } (yr ail dro y bydd hi’n { $time } y noson honno)

## Times without a series
days-in-month = { $from } i { $to }
days-from-to = { $from } i { $to }
break = Dim { $title } { $days }.
break-reason = Dim { $title } { $days } ({ $reason }).
back-on = Yn ôl { $day }.

## How something repeats
weekday-every-1 = dydd Llun
weekday-every-2 = dydd Mawrth
weekday-every-3 = dydd Mercher
weekday-every-4 = dydd Iau
weekday-every-5 = dydd Gwener
weekday-every-6 = dydd Sadwrn
weekday-every-7 = dydd Sul
weekday-nth-1 = Llun
weekday-nth-2 = Mawrth
weekday-nth-3 = Mercher
weekday-nth-4 = Iau
weekday-nth-5 = Gwener
weekday-nth-6 = Sadwrn
weekday-nth-7 = Sul
month-in-1 = mis Ionawr
month-in-2 = mis Chwefror
month-in-3 = mis Mawrth
month-in-4 = mis Ebrill
month-in-5 = mis Mai
month-in-6 = mis Mehefin
month-in-7 = mis Gorffennaf
month-in-8 = mis Awst
month-in-9 = mis Medi
month-in-10 = mis Hydref
month-in-11 = mis Tachwedd
month-in-12 = mis Rhagfyr
rule-until = { $rule } tan { $date }
rule-twice = { $rule }, ddwywaith
rule-times = { $rule }, { $count } gwaith
rule-every-day = bob dydd
rule-other-day = bob yn ail ddiwrnod
rule-days = bob { $count } diwrnod
rule-working-days = bob dydd o ddydd Llun i ddydd Gwener
rule-weekly = bob { $days }
rule-in-months = { $rule } ym { $months }
rule-other-week-on-one = bob yn ail wythnos, { $days }
rule-other-week = bob yn ail wythnos, { $days }
rule-weeks = bob { $count } wythnos, { $days }
rule-weekly-some-months = bob { $days }, { $months }
rule-last-day = diwrnod olaf pob mis
rule-last-day-some-months = y diwrnod olaf, { $months }
rule-day-if-any = y { $day } o bob mis sydd â’r dyddiad hwnnw
rule-month-days = bob mis: { $days }
rule-month-days-some-months = { $months }: { $days }
rule-year = bob blwyddyn: { $days }
rule-other-year = bob yn ail flwyddyn: { $days }
rule-years = bob { $count } blynedd: { $days }
rule-leap-years = bob blwyddyn naid: { $day }
rule-nth = { $days } o bob mis
rule-nth-if-any = { $days } o bob mis sydd ag un
rule-nth-some-months = { $days }, { $months }
rule-nth-year = { $days } o bob blwyddyn
rule-nth-months = { $days } ym { $months } bob blwyddyn
rule-nth-months-other-year = { $days } ym { $months } bob yn ail flwyddyn
rule-nth-months-years = { $days } ym { $months } bob { $count } blynedd
month-day = { $number ->
    [1] 1af
    [2] 2il
    [3] 3ydd
    [4] 4ydd
    [5] 5ed
    [6] 6ed
    [7] 7fed
    [8] 8fed
    [9] 9fed
    [10] 10fed
    [12] 12fed
    [15] 15fed
    [18] 18fed
    [20] 20fed
    [11] 11eg
    [13] 13eg
    [14] 14eg
    [16] 16eg
    [17] 17eg
    [19] 19eg
   *[other] { $number }ain
 }
month-last-day = y diwrnod olaf
last-day-of-month = diwrnod olaf mis { $month }
nth-month = { $count ->
    [2] bob yn ail fis
    [3] bob trydydd mis
    [4] bob pedwerydd mis
    [5] bob pumed mis
    [6] bob chweched mis
   *[other] bob { $count } mis
 }
nth-one = { $number ->
    [-1] y dydd { $weekday } olaf
    [-2] y dydd { $weekday } olaf ond un
    [1] y dydd { $weekday } cyntaf
    [2] yr ail ddydd { $weekday }
   *[other] y { $nth } dydd { $weekday }
 }
nth-some = dydd { $weekday }: y { $numbers }
further = { $name }
nth = { $nth ->
    [-1] olaf
    [-2] olaf ond un
    [1] cyntaf
    [2] ail
    [3] trydydd
    [4] pedwerydd
    [5] pumed
    [11] 11eg
    [12] 12fed
    [13] 13eg
    [14] 14eg
    [15] 15fed
    [16] 16eg
    [17] 17eg
    [18] 18fed
    [19] 19eg
    [20] 20fed
   *[other] { $nth }fed
 }

## Types
type-story = Stori
type-case-study = Astudiaeth achos
type-news = Newyddion
type-view = Barn
type-statement = Datganiad
type-organisation = Sefydliad
type-group = Grŵp
type-partnership = Partneriaeth
type-infrastructure = Seilwaith
type-faith = Ffydd
type-school = Ysgol
type-statutory = Statudol
type-funder = Cyllidwr
type-business = Busnes
type-report = Adroddiad
type-toolkit = Pecyn cymorth
type-guide = Canllaw
type-dialogue = Deialog
type-poster = Poster
type-video = Fideo
level-neighbourhood = Cymdogaeth
level-estate = Ystad
level-ward = Ward
level-parish = Plwyf
level-village = Pentref
level-town = Tref
level-city = Dinas
level-borough = Bwrdeistref
level-district = Ardal
level-county = Sir
level-combined-authority = Awdurdod cyfun
level-region = Rhanbarth
level-nation = Gwlad

## Access facts
access-step-free = Dim grisiau
access-level-route = Llwybr gwastad o’r safle bws
access-lift = Lifft
access-accessible-toilet = Toiled hygyrch
access-changing-places = Toiled Changing Places
access-blue-badge-bays = Lleoedd Bathodyn Glas
access-parking = Parcio
access-hearing-loop = Dolen glyw
access-bsl = Iaith Arwyddion Prydain
access-live-captions = Capsiynau byw
access-captions = Capsiynau
access-quiet-space = Lle tawel
access-prayer-room = Ystafell weddïo
access-women-only = Menywod yn unig
access-halal = Halal
access-vegetarian = Bwyd llysieuol
access-food = Bwyd
access-childcare = Gofal plant
access-assistance-dogs = Croeso i gŵn cymorth
access-pushchairs = Lle i gadeiriau gwthio

## Languages
language-am = Amhareg
language-ar = Arabeg
language-bg = Bwlgareg
language-bn = Bengaleg
language-bsl = Iaith Arwyddion Prydain
language-bfi = Iaith Arwyddion Prydain
language-ckb = Cwrdeg (Sorani)
language-cs = Tsieceg
language-cy = Cymraeg
language-de = Almaeneg
language-el = Groeg
language-en = Saesneg
language-es = Sbaeneg
language-fa = Ffarsi
language-fr = Ffrangeg
language-ga = Gwyddeleg
language-gd = Gaeleg yr Alban
language-gu = Gwjarati
language-hi = Hindi
language-hu = Hwngareg
language-it = Eidaleg
language-ku = Cwrdeg
language-lt = Lithwaneg
language-lv = Latfieg
language-ne = Nepaleg
language-nl = Iseldireg
language-pa = Pwnjabeg
language-pl = Pwyleg
language-prs = Dari
language-ps = Pashto
language-pt = Portiwgaleg
language-ro = Rwmaneg
language-ru = Rwsieg
language-sk = Slofaceg
language-so = Somalieg
language-sq = Albaneg
language-sw = Swahili
language-syl = Sylheti
language-ta = Tamileg
language-te = Telugu
language-ti = Tigrinya
language-tl = Tagalog
language-tr = Twrceg
language-uk = Wcreineg
language-ur = Wrdw
language-vi = Fietnameg
language-yi = Iddeweg
language-yo = Iorwba
language-yue = Cantoneg
language-zh = Tsieinëeg

## Search
search = Chwilio
search-description = Dod o hyd i straeon, digwyddiadau, grwpiau, lleoedd ac adnoddau.
search-without = Mae angen JavaScript i chwilio, ac mae wedi’i ddiffodd neu ei rwystro yma. Gallwch ddod o hyd i bopeth hebddo, fel hyn.
search-for = Am beth ydych chi’n chwilio?
search-show-only = Dangos dim ond
choose-kind = Math
choose-place = Lle
choose-topic = Pwnc
choose-language = Iaith
choose-all-kinds = Pob math
choose-all-places = Pob lle
choose-all-topics = Pob pwnc
choose-all-languages = Pob iaith
search-results = Canlyniadau: { $count }
search-none = Ni chafwyd hyd i ddim. Rhowch gynnig ar lai o eiriau neu eiriau eraill, neu chwiliwch drwy bob math.
search-instead = Ychydig a ddaeth i’r golwg ar gyfer y geiriau hyn. Dyma’r hyn sydd ar gyfer “{ $words }”:
search-looking = Yn chwilio…
search-failed = Nid oedd modd llwytho’r chwiliad. Llwythwch y dudalen hon eto, neu defnyddiwch un o’r ffyrdd isod.
search-more = Dangos rhagor o ganlyniadau
search-ways = Ffyrdd eraill o ddod o hyd i bethau
search-way-events = Mae <events>digwyddiadau</events> wedi’u rhestru fesul diwrnod, ac fesul mis.
search-way-places = Mae <places>lleoedd</places> yn dangos popeth sy’n agos atoch chi.
search-way-topics = Mae <topics>pynciau</topics> yn casglu’r hyn sydd am yr un peth.
search-way-lists = Neu edrychwch drwy’r <stories>straeon</stories>, y <partners>grwpiau a’r sefydliadau</partners>, yr <campaigns>ymgyrchoedd</campaigns> a’r <resources>adnoddau</resources>.
search-way-ask = Neu holwch rywun: <ask>{ $address }</ask>

## What the site says of itself
accessibility = Hygyrchedd
accessibility-intro = Dylai pawb allu defnyddio’r wefan hon, beth bynnag y maent yn ei weld, ei glywed neu’n gallu ei bwyso, a pha ffôn bynnag sydd ganddynt.
accessibility-how = Mae’r tudalennau wedi’u gwneud i fodloni’r Canllawiau Hygyrchedd Cynnwys Gwe (WCAG) 2.2 ar lefel AA. Gellir eu defnyddio gyda bysellfwrdd yn unig a chyda darllenydd sgrin, wedi’u chwyddo bedair gwaith, mewn lliwiau tywyll, heb JavaScript, ac ar bapur.
accessibility-trouble = Os nad yw rhywbeth yn gweithio i chi
accessibility-tell = <tell>Dywedwch wrthym</tell>. Byddwn yn ceisio ei gywiro, neu roi’r hyn sydd yno i chi mewn ffurf arall.
accessibility-ring = Gallwch ffonio { $phone } hefyd.
accessibility-checks = Sut mae’n cael ei wirio
accessibility-program = Bob tro y caiff y wefan hon ei gwneud, mae rhaglen yn chwilio am luniau heb ddisgrifiadau, penawdau allan o drefn, dolenni nad ydynt yn dweud i ble maent yn arwain, geiriau mewn ieithoedd eraill heb eu marcio, a lliwiau sy’n anodd eu darllen.
accessibility-checked = Rhoddodd rhywun gynnig arni ddiwethaf ar { $date }.
accessibility-checked-by = Rhoddodd { $name } gynnig arni ddiwethaf ar { $date }.
accessibility-unchecked = Nid oes diwrnod wedi’i nodi pan roddodd rhywun gynnig arni.
accessibility-known = Yr hyn nad yw fel y dylai fod
accessibility-waived = { $reason } I’w gywiro erbyn { $date } (WCAG { $criterion }).
accessibility-nothing = Ni wyddom am ddim ar hyn o bryd.
privacy = Preifatrwydd
privacy-intro = Nid yw darllen y wefan hon yn gadael dim ar ôl nac yn dweud wrth neb amdanoch.
privacy-cookies = Nid yw’n gosod cwcis, ac nid yw’n cadw dim amdanoch ar eich ffôn neu’ch cyfrifiadur.
privacy-others = Daw popeth ar dudalen o’r wefan hon ei hun. Ni ofynnir am ddim gan neb arall: nid oes mapiau, ffilmiau, teipiau, rhifyddion na hysbysebion o fannau eraill.
privacy-links = Pan ddilynwch ddolen i wefan arall, ni ddywedir wrth y wefan honno eich bod wedi dod oddi yma.
privacy-search = Mae’r hyn rydych yn chwilio amdano yn cael ei chwilio ar eich ffôn neu’ch cyfrifiadur eich hun.
privacy-host = Fel pob gwefan, mae hon gyda gwesteiwr, a all nodi am gyfnod pa dudalennau y gofynnwyd amdanynt ac o ba gyfeiriad rhyngrwyd.
privacy-browser = Mae eich porwr yn cofio lle rydych wedi bod. Os bydd rhywun arall yn edrych arno, dilëwch ei hanes neu defnyddiwch ffenestr breifat.
privacy-people = Mae pawb a enwir neu a ddangosir mewn stori wedi cytuno i hynny, a gallant <tell>ofyn i ni</tell> unrhyw bryd ei newid neu ei thynnu i lawr.
privacy-ask = Oes rhywbeth arall yr hoffech ei wybod? <tell>Gofynnwch i ni</tell>.
send-event = Anfonwch eich digwyddiad atom
send-intro = Dywedwch wrthym beth rydych yn ei gynllunio. Mae ychydig eiriau’n ddigon; byddwn yn gofyn os bydd angen gwybod mwy.
send-mail = Ysgrifennu e-bost gyda’r cwestiynau hyn
send-copy = Neu gopïwch y llinellau hyn i neges, llenwch nhw, a’i hanfon atom.
send-lines = Y cwestiynau
copy-lines = Copïo’r llinellau hyn
send-subject = Digwyddiad ar gyfer eich gwefan
send-what = Digwyddiad
send-day = Dyddiad
send-starts = Yn dechrau
send-ends = Yn gorffen
send-where = Ble
send-about = Beth sy’n digwydd
send-run-by = Trefnir gan
send-contact = Cyswllt i’w gyhoeddi
send-cost = Cost
send-access = Mynediad (heb risiau, toiledau, parcio)
send-from = Oddi wrth (ni chyhoeddir)
