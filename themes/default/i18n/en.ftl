# The theme's own words in English. Where another language lacks a message, the English one is used.
# A network changes a message in `themes/NAME/i18n/en.ftl` of its own theme. That file needs only the changed messages.
# The page fills in `{ $name }`. `<name>` and `</name>` enclose the words of a link or an emphasis.

## What pages share
skip = Skip to the content
exit-label = Leave quickly
exit-page = Exit this page
in-danger = If you may be in danger
menu-main = Main
menu-all = Everything on this site
site-languages = This site in other languages
contact-us-label = Contact us:
you-are-here = You are here
home = Home
other-languages = Other languages
in-language = in { $language }
comma = { ", " }
and = { $first } and { $last }
or = { $first } or { $last }
pages-nav = Pages
page-before = Previous page
page-next = Next page
page-of = Page { $number } of { $of }
title-page = { $title }, page { $number }

## Kinds of records
stories = Stories
events = Events
partners = Partners
places = Places
campaigns = Campaigns
resources = Resources
opportunities = Ways to take part
topics = Topics
pages = Pages
campaign = Campaign
kind-story = Story
kind-event = Event
kind-partner = Partner
kind-place = Place
kind-campaign = Campaign
kind-resource = Resource
kind-opportunity = Way to take part
kind-page = Page

## The front page
all-stories = All stories
all-events = All events
all-places = All places
all-campaigns = All campaigns
all-opportunities = All ways to take part
coming-up = Coming up
as-at = Correct on { $date }.
nothing-planned = Nothing is planned at the moment. Please look again soon.
on-this-site = On this site
as-of = As of { $date }.
count-stories = { $count ->
    [one] <b>{ $count }</b> story
   *[other] <b>{ $count }</b> stories
 }
count-partners = { $count ->
    [one] <b>{ $count }</b> partner
   *[other] <b>{ $count }</b> partners
 }
count-events = { $count ->
    [one] <b>{ $count }</b> event
   *[other] <b>{ $count }</b> events
 }
count-places = { $count ->
    [one] <b>{ $count }</b> place
   *[other] <b>{ $count }</b> places
 }
count-resources = { $count ->
    [one] <b>{ $count }</b> resource
   *[other] <b>{ $count }</b> resources
 }
count-campaigns = { $count ->
    [one] <b>{ $count }</b> campaign
   *[other] <b>{ $count }</b> campaigns
 }
count-opportunities = { $count ->
    [one] <b>{ $count }</b> way to take part
   *[other] <b>{ $count }</b> ways to take part
 }
take-part = Take part
take-part-how = Your group, club or congregation is welcome. <tell>Write to us</tell>, or <send>send us your event</send>.

## Lists
past-events = Past events
events-that-say = Events: { $fact }
events-in-month = Events in { $month }
events-by-month = Events by month
events-by-access = Events by access
events-by-language = Events by language
other-months = Other months
not-on = not on
empty-stories = There are no stories yet. The first could be yours: <tell>tell us</tell>.
empty-events = Nothing is planned at the moment. Please look again soon, or <tell>tell us</tell> what you are planning.
empty-past = There are no past events yet. <events>See what is coming up</events>.
empty-access = No event that is planned now says that it has this. <events>See all events that are coming up</events>, and ask.
empty-month = There are no events in this month. <events>See what is coming up</events>.
empty-partners = No group is listed yet. <tell>Tell us</tell> about yours.
empty-topic = There is nothing about this topic yet. <topics>See the other topics</topics>.
empty-topics = There are no topics yet.
empty-list = There is nothing here yet. Please look again soon, or <tell>write to us</tell>.
empty-place = Nothing is listed here yet. <tell>Tell us</tell> what is going on in { $place }.
list-chosen = { $list }: { $value }
by-letter = By first letter
choose = Choose
choose-type = What it is
choose-access = Access
choose-year = Year
choose-audience = For whom
choose-author = Author
choose-publisher = Publisher
choose-licence = Licence
choose-name = A word in the name
first-results = The first results: { $count }
choose-any = All
other-choice = <list>Make another choice</list>

## Pages that are not found or have moved
not-found-title = Not found
not-found = This page is not here
not-found-why = It may have moved, or somebody asked us to take it down.
not-found-ways = <home>Start from the front page</home>, look through the <stories>stories</stories>, the <events>events</events> or the <places>places</places>, or <tell>tell us what you were looking for</tell>.
moved = This page has moved
moved-go = Go to its new address

## Any record
part-of = Part of
funded-by = Funded by
looked-after-by = Looked after by
translation-read = Translation checked
last-changed = Last changed
checked-on = Checked on { $date }
from-date = From { $date }
until-date = Until { $date }
from-to = { $from } to { $to }
for-audience = For: { $audience }
free = Free
where = Where
when = When
cost = Cost
contact = Contact
languages = Languages
see-on-map = See it on OpenStreetMap
contact-for-address = <ask>Contact us</ask> for the address.
share = Pass it on
share-mail = By e-mail
share-whatsapp = On WhatsApp
copy-link = Copy the link
copied = Copied
mistake = Is something wrong here? <report>Tell us</report>.
mistake-subject = Mistake: { $title }

## Stories
by-name = by { $name }
in-this-story = In this story
with = With
grew-from = It began with
yours = Are you in this story? <ask>You can ask us to change it or take it down.</ask>

## Partners
status-member = Member
status-associate = Associate member
part-of-name = Part of { $name }
group-closed = This group has closed.
group-inactive = This group is not active at the moment.
group-people = People
left-on = It left the network on { $date }.
leaves-on = It will leave the network on { $date }.
serves = Serves
open = Open
contact-on-request = <ask>Contact us</ask>, and we will put you in touch.
on-offer = What is on offer
belongs-to = Belongs to
formerly = Formerly
joined = Joined
joins = Joins
charity-number = Charity number
company-number = Company number
checked = Checked
checked-by = { $date }, by { $name }

## Places
in-place = in { $place }
also-in = Also in
codes = { $count ->
    [one] Code
   *[other] Codes, newest first
 }
on-a-map = On a map
outline = Outline
download-outline = Download (GeoJSON)

## Campaigns
what-you-can-do = What you can do
led-by = Led by { $name }
step-by-step = Step by step
phase = { $title }, from { $date }
phase-now = now
what-it-asked = What it asked for
campaign-begins = This campaign begins on { $date }.
campaign-ended = This campaign has ended.
campaign-ended-on = Its last day was { $date }.
outcome = What came of it
outcome-so-far = What has come of it so far
questions = Questions and answers

## Resources
read-as-page = Read it as a web page
web-version-of = This is the web version of { $resource }.
transcript = What is said
go-elsewhere = Go to it on another site
format-read = To read
format-print = To print
format-editable = To edit
format-image = Picture
format-captions = Captions
licence = Licence: { $licence }.
size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
 }
size-kb = { $size } KB
size-mb = { $size } MB
page-count = { $count ->
    [one] { $count } page
   *[other] { $count } pages
 }

## Ways to take part
commitment-one-off = Once
commitment-regular = Regularly
commitment-flexible = When it suits you
from-home = Can be done from home
opportunity-closed = This is closed.
closed-on = It closed on { $date }.
what-you-would-do = What you would do
time-it-takes = Time
starts = Starts
offered-by = Offered by
age = Age
checks = Checks
no-checks = None are needed.
expenses = Expenses
how-to-apply = How to apply
apply = Apply
contact-to-apply = <ask>Contact us</ask> to apply.
apply-by = Apply by { $date }.

## Events
event-cancelled = This event is cancelled.
event-postponed = This event is postponed.
event-rescheduled = This event has a new date.
event-moved-online = This event has moved online.
was-to-be = It was to be on { $date }.
event-ended = This event has ended.
people-came = { $count ->
    [one] { $count } person came.
   *[other] { $count } people came.
 }
people-new = For { $count } of them it was the first time.
what-grew = Read the stories that began with it: { $stories }.
date-status = { $date }: { $status }.
next-one-on = The next one is on { $date }.
status-cancelled = cancelled
status-postponed = postponed
status-rescheduled = moved to another date
status-moved-online = online only
status-closed = closed
status-inactive = not active at the moment
status-cap-cancelled = Cancelled
status-cap-postponed = Postponed
status-cap-rescheduled = Moved to another date
status-cap-moved-online = Online only
card-superseded = Replaced by a newer version
card-cancelled = Cancelled
card-postponed = Postponed
card-rescheduled = New date
card-moved-online = Now online
card-closed = Closed
card-inactive = Not active
on-now = On now
on-now-label = On now:
repeats = Repeats
next-date = Next: { $date }
on-now-date = On now: { $date }
last-on = Last on { $date }
ended = (ended)
contact-for-time = <ask>Contact us</ask> for the date and time.
last-one-on = The last one is on { $date }.
not-at = Not at:
join-online = Join online
online-ask = Online. <ask>Contact us</ask> for the link.
booking = Booking
book-please = Please book.
book-no-need = No need to book.
book-drop-in = Drop in when you like.
booking-full = It is full.
booking-waiting = It is full, with a waiting list.
booking-closed = Booking has closed.
booking-open = There are places left.
room-for = Room for { $count }.
book-by = Book by { $date }.
book-a-place = Book a place
join-waiting-list = Join the waiting list
for-whom = For
run-by = Run by
with-names = With { $names }
hosted-by = Hosted by
speakers = Speakers
ask = Ask
last-time = Last time
people-came-then = { $count ->
    [one] { $count } person came
   *[other] { $count } people came
 }
people-new-then = , { $count } of them for the first time
spoken = Spoken: { $languages }
interpreted = Interpreted into: { $languages }
on-paper = On paper: { $languages }
dates = Dates
all-times = All times are { $zone }.
more-dates = { $count ->
    [one] { $count } more date
   *[other] { $count } more dates
 }
goes-on = There are more dates after these.
dates-passed = Past dates
an-extra-date = an extra date
another-time = not at the usual time
at-venue = at { $venue }
somewhere-else = somewhere else
ask-for-address = <ask>contact us</ask> for the address
put-in-calendar = Put these events in your calendar
add-to-calendar = Add to your calendar

## Getting in
access = Access
yes = Yes
ask-first = Ask first
no = No
stated-yes = Yes: { $facts }.
stated-ask = Ask first: { $facts }.
stated-no = No: { $facts }.
checked-on-stop = Checked on { $date }.
from-venue = These facts come from the venue, { $venue }.
from-venue-checked = These facts come from the venue, { $venue }, and were checked on { $date }.
not-stated = Not stated: { $facts }. Ask: { $who }.

## Help
signpost-report = Report it
signpost-support = Support
website-of = Website<hidden> of { $name }</hidden>
no-signposts = No reporting or support lines are listed here yet.
nation-england = England
nation-wales = Wales
nation-scotland = Scotland
nation-northern-ireland = Northern Ireland
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Take care

## Calendars
subscribe-title = Events in your calendar
subscribe-title-of = Events in your calendar: { $title }
follow = Follow
follow-title = Follow { $title }
follow-news-link = Follow the news here
follow-news = News in a feed reader
follow-news-how = New stories, resources and ways to take part. Copy one of these addresses into a feed reader or a newsletter service. Nobody learns who reads it.
feed-atom = For feed readers (Atom)
feed-json = For programs (JSON Feed)
feed-rss = For newsletter services (RSS)
subscribe-description = How to see these events in your own calendar, and read what is new in a feed reader.
subscribe-network = All the events on this site, in the calendar on your phone or computer. When something is added, moved or cancelled here, it changes there as well. They are the events on <page>this page</page>.
subscribe-place = All events in { $title }, in the calendar on your phone or computer. When something is added, moved or cancelled here, it changes there as well. They are the events on <page>this page</page>.
subscribe-partner = All events that { $title } runs, hosts, speaks at or funds, in the calendar on your phone or computer. When something is added, moved or cancelled here, it changes there as well. They are the events on <page>this page</page>.
subscribe-campaign = All events of { $title }, in the calendar on your phone or computer. When something is added, moved or cancelled here, it changes there as well. They are the events on <page>this page</page>.
subscribe-topic = All events about { $title }, in the calendar on your phone or computer. When something is added, moved or cancelled here, it changes there as well. They are the events on <page>this page</page>.
subscribe-language = All events at which this language is spoken: { $title }, in the calendar on your phone or computer. When something is added, moved or cancelled here, it changes there as well. They are the events on <page>this page</page>.
subscribe = Subscribe
calendar-limit = There are so many events that this calendar has only the next { $count }. All of them are on the page.
subscribe-by-hand = If nothing opens, copy this address and follow the steps for your calendar:
calendar-address = The calendar’s address
google-open = On a computer, open Google Calendar. You cannot do this in the app, but the app shows the events afterwards.
google-from-url = Beside “Other calendars”, choose the plus sign and “From URL”.
google-add = Paste the address and choose “Add calendar”.
google-slow = Google may take a day to show a change. Before you go to an event, look at its page.
outlook-open = Open the calendar in Outlook and choose “Add calendar”, then “Subscribe from web”.
outlook-import = Paste the address, give it a name, and choose “Import”.
outlook-slow = Outlook looks for changes every few hours.
apple = iPhone, iPad and Mac
apple-open = On a phone or tablet, open Calendar, choose “Calendars”, “Add Calendar” and “Add Subscription Calendar”. On a Mac, open Calendar and choose “File” and “New Calendar Subscription”.
apple-subscribe = Paste the address and choose “Subscribe”.
another-calendar = Another calendar
another-calendar-how = Look for “subscribe”, “from the internet” or “iCal”, and paste the address. You can also <file>download the events as a file</file>, but the file does not change when the events do.
take-file = Download the events as a file
address-later = You can subscribe to an address when this site has been published.

## Headings of the lists on a record's page
who-takes-part = Who takes part
toolkit = Toolkit
supersedes = Replaces
superseded-by = Replaced by
related = Related
mentioned-in = Mentioned in
they-run = Events they run
held-here = Events held here
they-ran = Past events they ran
were-held-here = Past events held here
they-speak = Events they speak at
they-spoke = Past events they spoke at
funded-events = Past events they funded
parts = Part of it
members = Members
funds-stories = Stories they fund
funds-events = Events they fund
funds-campaigns = Campaigns they fund
funds-partners = Partners they fund
funds-resources = Resources they fund
funds-opportunities = Ways to take part that they fund
looks-after = What they look after
funds-places = Places they fund
funds-pages = Pages they fund
places-within = Places within it
grown-stories = Stories that began with it
partners-in-it = Partners in it
places-in-it = Places in it
campaigns-in-it = Campaigns in it
used-in = Used in campaigns

## Days and times
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
# In a date.
month-of-1 = January
month-of-2 = February
month-of-3 = March
month-of-4 = April
month-of-5 = May
month-of-6 = June
month-of-7 = July
month-of-8 = August
month-of-9 = September
month-of-10 = October
month-of-11 = November
month-of-12 = December
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
# After “on” or “to”: in Welsh the word then begins with another letter.
weekday-on-1 = Monday
weekday-on-2 = Tuesday
weekday-on-3 = Wednesday
weekday-on-4 = Thursday
weekday-on-5 = Friday
weekday-on-6 = Saturday
weekday-on-7 = Sunday
month-year = { $month } { $year }
date = { $day } { $month } { $year }
day-month = { $day } { $month }
weekday-date = { $weekday } { $date }
time-midnight = midnight
time-noon = noon
# Languages of 24 hours say { $hour24 } instead.
time-morning = { $hour }am
time-afternoon = { $hour }pm
time-morning-minutes = { $hour }.{ $minutes }am
time-afternoon-minutes = { $hour }.{ $minutes }pm
when-time = { $day }, { $from }
when-times = { $day }, { $from } to { $to }
when-days = { $day } to { $to-day }
when-times-on-days = { $day }, { $from } to { $to-day }, { $to }
when-time-to-day = { $day }, { $from } to { $to-day }
zone-time = { $city } time
in-zone = { $when } ({ $zone })
time-twice-first = { $when } (the first time it is { $time } that night)
time-twice-second = { $when } (the second time it is { $time } that night)

## Breaks of a series
days-in-month = { $from } to { $to }
days-from-to = { $from } to { $to }
break = No { $title } { $days }.
break-reason = No { $title } { $days } ({ $reason }).
back-on = Back on { $day }.

## How something repeats
weekday-every-1 = Monday
weekday-every-2 = Tuesday
weekday-every-3 = Wednesday
weekday-every-4 = Thursday
weekday-every-5 = Friday
weekday-every-6 = Saturday
weekday-every-7 = Sunday
# After an ordinal number.
weekday-nth-1 = Monday
weekday-nth-2 = Tuesday
weekday-nth-3 = Wednesday
weekday-nth-4 = Thursday
weekday-nth-5 = Friday
weekday-nth-6 = Saturday
weekday-nth-7 = Sunday
month-in-1 = January
month-in-2 = February
month-in-3 = March
month-in-4 = April
month-in-5 = May
month-in-6 = June
month-in-7 = July
month-in-8 = August
month-in-9 = September
month-in-10 = October
month-in-11 = November
month-in-12 = December
rule-until = { $rule } until { $date }
rule-twice = { $rule }, twice
rule-times = { $rule }, { $count } times
rule-every-day = Every day
rule-other-day = Every other day
rule-days = Every { $count } days
rule-working-days = Every weekday
rule-weekly = Every { $days }
rule-in-months = { $rule } in { $months }
rule-other-week-on-one = Every other { $days }
rule-other-week = Every other week on { $days }
rule-weeks = Every { $count } weeks on { $days }
rule-weekly-some-months = Every { $days } of every { $months }
rule-last-day = The last day of each month
rule-last-day-some-months = The last day of every { $months }
rule-day-if-any = The { $day } of each month that has one
rule-month-days = Every month on the { $days }
rule-month-days-some-months = Every { $months } on the { $days }
rule-year = Every year on { $days }
rule-other-year = Every other year on { $days }
rule-years = Every { $count } years on { $days }
rule-leap-years = Every leap year on { $day }
rule-nth = The { $days } of each month
rule-nth-if-any = The { $days } of each month that has one
rule-nth-some-months = The { $days } of every { $months }
rule-nth-year = The { $days } of each year
rule-nth-months = The { $days } of { $months } each year
rule-nth-months-other-year = The { $days } of { $months } every other year
rule-nth-months-years = The { $days } of { $months } every { $count } years
# The 15th of a month, and its last day.
month-day = { NUMBER($number, type: "ordinal") ->
    [one] { $number }st
    [two] { $number }nd
    [few] { $number }rd
   *[other] { $number }th
 }
month-last-day = last day
last-day-of-month = the last day of { $month }
# Every second month: the number with the word for a month.
nth-month = { $count ->
    [2] second month
    [3] third month
    [4] fourth month
    [5] fifth month
    [6] sixth month
   *[other] { NUMBER($count, type: "ordinal") ->
        [one] { $count }st month
        [two] { $count }nd month
        [few] { $count }rd month
       *[other] { $count }th month
    }
 }
nth-one = { $nth } { $weekday }
nth-some = { $numbers } { $weekday }
# What follows the first of several.
further = the { $name }
# Which one of a month or year; -1 is the last. { $weekday } is the weekday's number, for languages whose forms depend on it.
nth = { $nth ->
    [-1] last
    [-2] second last
    [1] first
    [2] second
    [3] third
    [4] fourth
    [5] fifth
   *[other] { NUMBER($nth, type: "ordinal") ->
        [one] { $nth }st
        [two] { $nth }nd
        [few] { $nth }rd
       *[other] { $nth }th
    }
 }

## Types, as `type:` and `level:` name them
type-story = Story
type-case-study = Case study
type-news = News
type-view = View
type-statement = Statement
type-organisation = Organisation
type-group = Group
type-partnership = Partnership
type-infrastructure = Infrastructure
type-faith = Faith
type-school = School
type-statutory = Statutory
type-funder = Funder
type-business = Business
type-report = Report
type-toolkit = Toolkit
type-guide = Guide
type-dialogue = Dialogue
type-poster = Poster
type-video = Video
level-neighbourhood = Neighbourhood
level-estate = Estate
level-ward = Ward
level-parish = Parish
level-village = Village
level-town = Town
level-city = City
level-borough = Borough
level-district = District
level-county = County
level-combined-authority = Combined authority
level-region = Region
level-nation = Nation

## Access facts
access-step-free = Step-free
access-level-route = Level route from the stop
access-lift = Lift
access-accessible-toilet = Accessible toilet
access-changing-places = Changing Places toilet
access-blue-badge-bays = Blue Badge bays
access-parking = Parking
access-hearing-loop = Hearing loop
access-bsl = British Sign Language
access-live-captions = Live captions
access-captions = Captions
access-quiet-space = Quiet space
access-prayer-room = Prayer room
access-women-only = Women only
access-halal = Halal
access-vegetarian = Vegetarian
access-food = Food
access-childcare = Childcare
access-assistance-dogs = Assistance dogs welcome
access-pushchairs = Room for pushchairs

## Languages
language-am = Amharic
language-ar = Arabic
language-bg = Bulgarian
language-bn = Bengali
language-bsl = British Sign Language
language-bfi = British Sign Language
language-ckb = Kurdish (Sorani)
language-cs = Czech
language-cy = Welsh
language-de = German
language-el = Greek
language-en = English
language-es = Spanish
language-fa = Farsi
language-fr = French
language-ga = Irish
language-gd = Scottish Gaelic
language-gu = Gujarati
language-hi = Hindi
language-hu = Hungarian
language-it = Italian
language-ku = Kurdish
language-lt = Lithuanian
language-lv = Latvian
language-ne = Nepali
language-nl = Dutch
language-pa = Punjabi
language-pl = Polish
language-prs = Dari
language-ps = Pashto
language-pt = Portuguese
language-ro = Romanian
language-ru = Russian
language-sk = Slovak
language-so = Somali
language-sq = Albanian
language-sw = Swahili
language-syl = Sylheti
language-ta = Tamil
language-te = Telugu
language-ti = Tigrinya
language-tl = Tagalog
language-tr = Turkish
language-uk = Ukrainian
language-ur = Urdu
language-vi = Vietnamese
language-yi = Yiddish
language-yo = Yoruba
language-yue = Cantonese
language-zh = Chinese

## Search
search = Search
search-description = Find stories, events, groups, places and resources.
search-without = Searching needs JavaScript, which is off or blocked here. You can find everything without it, in these ways.
search-for = What are you looking for?
search-show-only = Show only
choose-kind = Kind
choose-place = Place
choose-topic = Topic
choose-language = Language
choose-all-kinds = All kinds
choose-all-places = All places
choose-all-topics = All topics
choose-all-languages = All languages
search-results = Results: { $count }
search-none = Nothing was found. Try fewer or other words, or look for all kinds.
search-instead = Little was found for these words. Here is what there is for “{ $words }”:
search-looking = Looking…
search-failed = The search could not be loaded. Load this page again, or use one of the ways below.
search-more = Show more results
search-ways = Other ways to find things
search-way-events = <events>Events</events> are listed by day, and by month.
search-way-places = <places>Places</places> show what is near you.
search-way-topics = <topics>Topics</topics> list everything about one subject.
search-way-lists = Or look through the <stories>stories</stories>, the <partners>groups and organisations</partners>, the <campaigns>campaigns</campaigns> and the <resources>resources</resources>.
search-way-ask = Or ask a person: <ask>{ $address }</ask>

## Pages about the site itself
accessibility = Accessibility
accessibility-intro = Everybody should be able to use this site, whatever they can see, hear or press, and whatever phone they have.
accessibility-how = The pages are made to meet the Web Content Accessibility Guidelines (WCAG) 2.2 at level AA. They can be used with a keyboard alone and with a screen reader, enlarged four times, in dark colours, without JavaScript, and on paper.
accessibility-trouble = If something does not work for you
accessibility-tell = <tell>Tell us</tell>. We will try to fix it, or to give you the information in another form.
accessibility-ring = You can also ring { $phone }.
accessibility-checks = How it is checked
accessibility-program = Each time this site is made, a program looks for pictures without descriptions, headings out of order, links that do not say where they lead, words in other languages that are not marked, and colours that are hard to read.
accessibility-checked = A person last tried it on { $date }.
accessibility-checked-by = { $name } last tried it on { $date }.
accessibility-unchecked = No test by a person has been recorded yet.
accessibility-known = Known problems
accessibility-waived = { $reason } To be fixed by { $date } (WCAG { $criterion }).
accessibility-nothing = We know of no problems at the moment.
privacy = Privacy
privacy-intro = This site collects nothing about its readers, and tells nobody about you.
privacy-cookies = It sets no cookies, and keeps nothing about you on your phone or computer.
privacy-others = Everything on a page comes from this site itself. Nothing is loaded from other sites: there are no maps, films, typefaces, counters or advertisements from elsewhere.
privacy-links = When you follow a link to another site, that site is not told that you came from here.
privacy-search = The search works on your own phone or computer. What you look for is sent to nobody.
privacy-host = This site is kept by a hosting company, as every website is. The company may record for a while which pages were opened, and from which internet address.
privacy-browser = Your browser remembers which pages you opened. If other people can use it, delete its history or use a private window.
privacy-people = Everybody who is named or pictured in a story has agreed to it, and can <tell>ask us</tell> at any time to change it or take it down.
privacy-ask = Is there something else you would like to know? <tell>Ask us</tell>.
send-event = Send us your event
send-intro = Tell us what you are planning. A few words are enough. We will ask if we need to know more.
send-mail = Write an e-mail with these questions
send-copy = Or copy these lines into a message, fill them in, and send it to us.
send-lines = The questions
copy-lines = Copy these lines
send-subject = An event for your site
send-what = Event
send-day = Date
send-starts = Starts
send-ends = Ends
send-where = Where
send-about = What happens
send-run-by = Run by
send-contact = Contact to publish
send-cost = Cost
send-access = Access (step-free, toilets, parking)
send-from = Sent by (not published)
