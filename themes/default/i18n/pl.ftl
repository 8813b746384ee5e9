# Polski: słowa samej witryny. Nazwy i adresy wstawia strona.

## What pages share
skip = Przejdź do treści
exit-label = Szybkie wyjście
exit-page = Opuść tę stronę
in-danger = Jeśli grozi ci niebezpieczeństwo
menu-main = Menu główne
menu-all = Wszystko w tej witrynie
site-languages = Ta witryna w innych językach
contact-us-label = Skontaktuj się z nami:
you-are-here = Jesteś tutaj
home = Początek
other-languages = Inne języki
in-language = język: { $language }
comma = { ", " }
and = { $first } i { $last }
or = { $first } lub { $last }
pages-nav = Strony
page-before = Poprzednia strona
page-next = Następna strona
page-of = Strona { $number } z { $of }
title-page = { $title }, strona { $number }

## Kinds of records
stories = Historie
events = Wydarzenia
partners = Partnerzy
places = Miejsca
campaigns = Kampanie
resources = Materiały
opportunities = Jak można pomóc
topics = Tematy
pages = Strony
campaign = Kampania
kind-story = Historia
kind-event = Wydarzenie
kind-partner = Partner
kind-place = Miejsce
kind-campaign = Kampania
kind-resource = Materiał
kind-opportunity = Sposób, by pomóc
kind-page = Strona

## The front page
all-stories = Wszystkie historie
all-events = Wszystkie wydarzenia
all-places = Wszystkie miejsca
all-campaigns = Wszystkie kampanie
all-opportunities = Wszystkie sposoby, by pomóc
coming-up = Wkrótce
as-at = Stan na dzień: { $date }.
nothing-planned = Na razie nic nie jest zaplanowane. Zajrzyj wkrótce ponownie.
on-this-site = W tej witrynie
as-of = Stan na dzień: { $date }.
count-stories = { $count ->
    [one] <b>{ $count }</b> historia
    [few] <b>{ $count }</b> historie
    [many] <b>{ $count }</b> historii
   *[other] <b>{ $count }</b> historii
 }
count-partners = { $count ->
    [one] <b>{ $count }</b> partner
    [few] <b>{ $count }</b> partnerów
    [many] <b>{ $count }</b> partnerów
   *[other] <b>{ $count }</b> partnera
 }
count-events = { $count ->
    [one] <b>{ $count }</b> wydarzenie
    [few] <b>{ $count }</b> wydarzenia
    [many] <b>{ $count }</b> wydarzeń
   *[other] <b>{ $count }</b> wydarzenia
 }
count-places = { $count ->
    [one] <b>{ $count }</b> miejsce
    [few] <b>{ $count }</b> miejsca
    [many] <b>{ $count }</b> miejsc
   *[other] <b>{ $count }</b> miejsca
 }
count-resources = { $count ->
    [one] <b>{ $count }</b> materiał
    [few] <b>{ $count }</b> materiały
    [many] <b>{ $count }</b> materiałów
   *[other] <b>{ $count }</b> materiału
 }
count-campaigns = { $count ->
    [one] <b>{ $count }</b> kampania
    [few] <b>{ $count }</b> kampanie
    [many] <b>{ $count }</b> kampanii
   *[other] <b>{ $count }</b> kampanii
 }
count-opportunities = { $count ->
    [one] <b>{ $count }</b> sposób, by pomóc
    [few] <b>{ $count }</b> sposoby, by pomóc
    [many] <b>{ $count }</b> sposobów, by pomóc
   *[other] <b>{ $count }</b> sposobu, by pomóc
 }
take-part = Dołącz
take-part-how = Zapraszamy grupy, kluby i wspólnoty. <tell>Napisz do nas</tell> albo <send>wyślij nam swoje wydarzenie</send>.

## Lists
past-events = Minione wydarzenia
events-that-say = Wydarzenia: { $fact }
events-in-month = Wydarzenia: { $month }
events-by-month = Wydarzenia według miesięcy
events-by-access = Wydarzenia według dostępności
events-by-language = Wydarzenia według języka
other-months = Inne miesiące
not-on = nie odbędzie się
empty-stories = Nie ma tu jeszcze historii. Pierwsza może być twoja: <tell>opowiedz nam</tell>.
empty-events = Na razie nic nie jest zaplanowane. Zajrzyj wkrótce ponownie albo <tell>napisz nam</tell>, co planujesz.
empty-past = Jeszcze nic się nie odbyło, ale to się zmieni: <events>zobacz, co przed nami</events>.
empty-access = Żadne z zaplanowanych wydarzeń tego nie podaje. <events>Zobacz wszystko, co przed nami</events>, i zapytaj.
empty-month = W tym miesiącu nic się nie odbywa. <events>Zobacz, co przed nami</events>.
empty-partners = Nie ma tu jeszcze żadnej grupy. <tell>Napisz nam</tell> o swojej.
empty-topic = Na ten temat nic jeszcze nie ma. <topics>Zobacz inne tematy</topics>.
empty-topics = Nie ma tu jeszcze tematów.
empty-list = Jeszcze nic tu nie ma. Zajrzyj wkrótce ponownie albo <tell>napisz do nas</tell>.
empty-place = Jeszcze nic tu nie ma. <tell>Napisz nam</tell>, co się dzieje w tym miejscu: { $place }.
list-chosen = { $list }: { $value }
by-letter = Według pierwszej litery
choose = Wybierz
choose-type = Co to jest
choose-access = Dostępność
choose-year = Rok
choose-audience = Dla kogo
choose-author = Autor
choose-publisher = Wydawca
choose-licence = Licencja
choose-name = Słowo w nazwie
first-results = Pierwsze wyniki: { $count }
choose-any = Wszystkie
other-choice = <list>Wybierz inaczej</list>

## Pages that are not there
not-found-title = Nie znaleziono
not-found = Tej strony tu nie ma
not-found-why = Mogła zmienić adres albo zniknąć, bo ktoś nas o to poprosił.
not-found-ways = <home>Zacznij od strony głównej</home>, przejrzyj <stories>historie</stories>, <events>wydarzenia</events> lub <places>miejsca</places> albo <tell>napisz nam, czego szukasz</tell>.
moved = Ta strona ma nowy adres
moved-go = Przejdź pod nowy adres

## What is said of any record
part-of = Część
funded-by = Finansowanie
looked-after-by = Opiekun
translation-read = Tłumaczenie sprawdzono
last-changed = Ostatnia zmiana
checked-on = Sprawdzono { $date }
from-date = Od { $date }
until-date = Do { $date }
from-to = Od { $from } do { $to }
for-audience = Dla kogo: { $audience }
free = Bezpłatnie
where = Gdzie
when = Kiedy
cost = Koszt
contact = Kontakt
languages = Języki
see-on-map = Zobacz w OpenStreetMap
contact-for-address = <ask>Skontaktuj się z nami</ask>, aby poznać adres.
share = Podaj dalej
share-mail = E-mailem
share-whatsapp = Przez WhatsApp
copy-link = Skopiuj link
copied = Skopiowano
mistake = Coś się nie zgadza? <report>Napisz do nas</report>.
mistake-subject = Błąd: { $title }

## Stories
by-name = autor: { $name }
in-this-story = W tej historii
with = Razem z
grew-from = Skąd się wzięła
yours = Jesteś w tej historii? <ask>Możesz nas poprosić o jej zmianę lub usunięcie.</ask>

## Partners
status-member = Członek
status-associate = Członek stowarzyszony
part-of-name = Część: { $name }
group-closed = Ta grupa zakończyła działalność.
group-inactive = Ta grupa obecnie nie działa.
group-people = Ludzie
left-on = Opuściła sieć { $date }.
leaves-on = Odejdzie z sieci { $date }.
serves = Obszar działania
open = Godziny otwarcia
contact-on-request = <ask>Napisz do nas</ask>, a pomożemy nawiązać kontakt.
on-offer = Co tu znajdziesz
belongs-to = Należy do
formerly = Dawniej
joined = W sieci od
joins = Dołącza
charity-number = Numer organizacji charytatywnej
company-number = Numer spółki
checked = Sprawdzono
checked-by = { $date }, { $name }

## Places
in-place = położenie: { $place }
also-in = Należy też do
codes = { $count ->
    [one] Kod
   *[other] Kody, od najnowszego
 }
on-a-map = Na mapie
outline = Granice
download-outline = Pobierz (GeoJSON)

## Campaigns
what-you-can-do = Co możesz zrobić
led-by = Prowadzi: { $name }
step-by-step = Krok po kroku
phase = { $title }, od { $date }
phase-now = teraz
what-it-asked = O co prosiła kampania
campaign-begins = Ta kampania rozpocznie się { $date }.
campaign-ended = Ta kampania się zakończyła.
campaign-ended-on = Ostatni dzień: { $date }.
outcome = Co z tego wynikło
outcome-so-far = Co dotąd z tego wynikło
questions = Pytania i odpowiedzi

## Resources
read-as-page = Czytaj jako stronę internetową
web-version-of = To jest wersja internetowa: { $resource }.
transcript = Co mówią w filmie
go-elsewhere = Przejdź do innej witryny
format-read = Do czytania
format-print = Do druku
format-editable = Do edycji
format-image = Obraz
format-captions = Napisy
licence = Licencja: { $licence }.
size-bytes = { $count ->
    [one] { $count } bajt
    [few] { $count } bajty
    [many] { $count } bajtów
   *[other] { $count } bajta
 }
size-kb = { $size } KB
size-mb = { $size } MB
page-count = { $count ->
    [one] { $count } strona
    [few] { $count } strony
    [many] { $count } stron
   *[other] { $count } strony
 }

## Ways to take part
commitment-one-off = Jednorazowo
commitment-regular = Regularnie
commitment-flexible = Kiedy ci pasuje
from-home = Można to robić z domu
opportunity-closed = Zgłoszenia są zamknięte.
closed-on = Zamknięto je { $date }.
what-you-would-do = Co się robi
time-it-takes = Czas
starts = Początek
offered-by = Kto to prowadzi
age = Wiek
checks = Sprawdzenia
no-checks = Nie są potrzebne.
expenses = Zwrot kosztów
how-to-apply = Jak się zgłosić
apply = Zgłoś się
contact-to-apply = <ask>Napisz do nas</ask>, aby się zgłosić.
apply-by = Zgłoszenia do { $date }.

## Events
event-cancelled = To wydarzenie jest odwołane.
event-postponed = To wydarzenie jest przełożone.
event-rescheduled = To wydarzenie ma nowy termin.
event-moved-online = To wydarzenie odbędzie się online.
was-to-be = Miało się odbyć: { $date }.
event-ended = To wydarzenie już się odbyło.
people-came = { $count ->
    [one] Przyszła { $count } osoba.
    [few] Przyszły { $count } osoby.
    [many] Przyszło { $count } osób.
   *[other] Przyszło { $count } osoby.
 }
people-new = Po raz pierwszy: { $count }.
what-grew = Przeczytaj, co z niego wyrosło: { $stories }.
date-status = { $date }: { $status }.
next-one-on = Następne spotkanie: { $date }.
status-cancelled = odwołane
status-postponed = przełożone
status-rescheduled = w innym terminie
status-moved-online = tylko online
status-closed = już nie działa
status-inactive = obecnie nie działa
status-cap-cancelled = Odwołane
status-cap-postponed = Przełożone
status-cap-rescheduled = W innym terminie
status-cap-moved-online = Tylko online
card-superseded = Zastąpiono nowszą wersją
card-cancelled = Odwołane
card-postponed = Przełożone
card-rescheduled = Nowy termin
card-moved-online = Teraz online
card-closed = Już nie działa
card-inactive = Obecnie nie działa
on-now = Trwa teraz
on-now-label = Trwa teraz:
repeats = Powtarza się
next-date = Następny termin: { $date }
on-now-date = Trwa teraz: { $date }
last-on = Ostatnio: { $date }
ended = (zakończone)
contact-for-time = <ask>Skontaktuj się z nami</ask>, aby poznać datę i godzinę.
last-one-on = Ostatnie spotkanie: { $date }.
not-at = Nie tutaj:
join-online = Dołącz online
online-ask = Online. <ask>Napisz do nas</ask> po link.
booking = Zapisy
book-please = Prosimy o zapisanie się.
book-no-need = Nie trzeba się zapisywać.
book-drop-in = Wpadnij, kiedy chcesz.
booking-full = Nie ma już miejsc.
booking-waiting = Nie ma już miejsc, jest lista oczekujących.
booking-closed = Zapisy są zamknięte.
booking-open = Są jeszcze wolne miejsca.
room-for = Liczba miejsc: { $count }.
book-by = Zapisy do: { $date }.
book-a-place = Zapisz się
join-waiting-list = Dopisz się do listy oczekujących
for-whom = Dla kogo
run-by = Organizator
with-names = Razem z: { $names }
hosted-by = Gospodarz
speakers = Kto mówi
ask = Pytania
last-time = Ostatnim razem
people-came-then = { $count ->
    [one] przyszła { $count } osoba
    [few] przyszły { $count } osoby
    [many] przyszło { $count } osób
   *[other] przyszło { $count } osoby
 }
people-new-then = , w tym po raz pierwszy: { $count }
spoken = W mowie: { $languages }
interpreted = Tłumaczenie na: { $languages }
on-paper = Na papierze: { $languages }
dates = Terminy
all-times = Wszystkie godziny: { $zone }.
more-dates = { $count ->
    [one] Jeszcze { $count } termin
    [few] Jeszcze { $count } terminy
    [many] Jeszcze { $count } terminów
   *[other] Jeszcze { $count } terminu
 }
goes-on = Potem będą następne.
dates-passed = Minione terminy
an-extra-date = dodatkowy termin
another-time = inna godzina niż zwykle
at-venue = miejsce: { $venue }
somewhere-else = w innym miejscu
ask-for-address = <ask>napisz do nas</ask>, aby poznać adres
put-in-calendar = Dodaj te wydarzenia do swojego kalendarza
add-to-calendar = Dodaj do swojego kalendarza

## Getting in
access = Dostępność
yes = Tak
ask-first = Najpierw zapytaj
no = Nie
stated-yes = Tak: { $facts }.
stated-ask = Najpierw zapytaj: { $facts }.
stated-no = Nie: { $facts }.
checked-on-stop = Sprawdzono { $date }.
from-venue = Według gospodarza miejsca: { $venue }.
from-venue-checked = Według gospodarza miejsca: { $venue }, sprawdzono { $date }.
not-stated = Nie podano: { $facts }. Zapytaj: { $who }.

## Help
signpost-report = Zgłoś
signpost-support = Wsparcie
website-of = Strona internetowa<hidden>: { $name }</hidden>
no-signposts = Nie ma tu jeszcze numerów, pod którymi można coś zgłosić lub znaleźć pomoc.
nation-england = Anglia
nation-wales = Walia
nation-scotland = Szkocja
nation-northern-ireland = Irlandia Północna
alert-note = Uwaga
alert-tip = Wskazówka
alert-important = Ważne
alert-warning = Ostrzeżenie
alert-caution = Ostrożnie

## Calendars
subscribe-title = Wydarzenia w twoim kalendarzu
subscribe-title-of = Wydarzenia w twoim kalendarzu: { $title }
follow = Obserwuj
follow-title = Obserwuj: { $title }
follow-news-link = Obserwuj nowości na tej stronie
follow-news = Nowości w czytniku kanałów
follow-news-how = Nowe historie, materiały i sposoby włączenia się. Skopiuj jeden z tych adresów do czytnika kanałów lub do usługi newsletterowej. Nikt nie dowie się, kto to czyta.
feed-atom = Dla czytników kanałów (Atom)
feed-json = Dla programów (JSON Feed)
feed-rss = Dla usług newsletterowych (RSS)
subscribe-description = Jak oglądać te wydarzenia we własnym kalendarzu i czytać nowości w czytniku kanałów.
subscribe-network = Wszystkie wydarzenia z tej witryny w kalendarzu telefonu lub komputera. Gdy coś tu dodamy, przesuniemy albo odwołamy, zmieni się to i tam. Są to wydarzenia z <page>tej strony</page>.
subscribe-place = Wszystkie wydarzenia w tym miejscu: { $title }, w kalendarzu telefonu lub komputera. Gdy coś tu dodamy, przesuniemy albo odwołamy, zmieni się to i tam. Są to wydarzenia z <page>tej strony</page>.
subscribe-partner = Wszystkie wydarzenia, które organizuje, gości, na których mówi lub które finansuje { $title }, w kalendarzu telefonu lub komputera. Gdy coś tu dodamy, przesuniemy albo odwołamy, zmieni się to i tam. Są to wydarzenia z <page>tej strony</page>.
subscribe-campaign = Wszystkie wydarzenia kampanii { $title } w kalendarzu telefonu lub komputera. Gdy coś tu dodamy, przesuniemy albo odwołamy, zmieni się to i tam. Są to wydarzenia z <page>tej strony</page>.
subscribe-topic = Wszystkie wydarzenia na temat: { $title }, w kalendarzu telefonu lub komputera. Gdy coś tu dodamy, przesuniemy albo odwołamy, zmieni się to i tam. Są to wydarzenia z <page>tej strony</page>.
subscribe-language = Wszystkie wydarzenia w tym języku: { $title }, w kalendarzu telefonu lub komputera. Gdy coś tu dodamy, przesuniemy albo odwołamy, zmieni się to i tam. Są to wydarzenia z <page>tej strony</page>.
subscribe = Subskrybuj
calendar-limit = Wydarzeń jest tak wiele, że w tym kalendarzu są tylko najbliższe: { $count }. Wszystkie są na stronie.
subscribe-by-hand = Jeśli nic się nie otworzy, skopiuj ten adres i zrób, co opisano przy twoim kalendarzu:
calendar-address = Adres kalendarza
google-open = Otwórz Google Calendar na komputerze. W aplikacji nie da się tego zrobić, ale wydarzenia będą w niej potem widoczne.
google-from-url = Obok „Other calendars” wybierz znak plus i „From URL”.
google-add = Wklej adres i wybierz „Add calendar”.
google-slow = Google sprawdza zmiany po swojemu i może to potrwać dzień. Jeśli wybierasz się gdzieś tego samego dnia, zajrzyj najpierw na stronę wydarzenia.
outlook-open = Otwórz kalendarz w Outlooku i wybierz „Add calendar”, a potem „Subscribe from web”.
outlook-import = Wklej adres, nadaj nazwę i wybierz „Import”.
outlook-slow = Outlook sprawdza zmiany co kilka godzin.
apple = iPhone, iPad i Mac
apple-open = W telefonie lub na tablecie otwórz Calendar, wybierz „Calendars”, „Add Calendar” i „Add Subscription Calendar”. Na Macu otwórz Calendar i wybierz „File” oraz „New Calendar Subscription”.
apple-subscribe = Wklej adres i wybierz „Subscribe”.
another-calendar = Inny kalendarz
another-calendar-how = Poszukaj „subscribe”, „from the internet” lub „iCal” i wklej adres. Możesz też <file>pobrać wydarzenia jako plik</file>, ale plik nie zmienia się razem z nimi.
take-file = Pobierz wydarzenia jako plik
address-later = Adres do subskrypcji będzie znany, gdy witryna zostanie opublikowana.

## Headings of what others say of a record
who-takes-part = Kto bierze udział
toolkit = Zestaw narzędzi
supersedes = Zastępuje
superseded-by = Zastąpione przez
related = Powiązane
mentioned-in = Wspomniane w
they-run = Wydarzenia tej organizacji
held-here = Wydarzenia w tym miejscu
they-ran = Minione wydarzenia tej organizacji
were-held-here = Minione wydarzenia w tym miejscu
they-speak = Wydarzenia, na których mówią
they-spoke = Minione wydarzenia, na których mówili
funded-events = Minione wydarzenia, które sfinansowali
parts = Części
members = Członkowie
funds-stories = Finansowane historie
funds-events = Finansowane wydarzenia
funds-campaigns = Finansowane kampanie
funds-partners = Finansowani partnerzy
funds-resources = Finansowane materiały
funds-opportunities = Działania dla ochotników, które finansują
looks-after = Pod ich opieką
funds-places = Finansowane miejsca
funds-pages = Finansowane strony
places-within = Miejsca na tym obszarze
grown-stories = Historie, które z tego wyrosły
partners-in-it = Partnerzy
places-in-it = Miejsca kampanii
campaigns-in-it = Kampanie w jej ramach
used-in = Kampanie, które z tego korzystają

## Days and times
month-1 = styczeń
month-2 = luty
month-3 = marzec
month-4 = kwiecień
month-5 = maj
month-6 = czerwiec
month-7 = lipiec
month-8 = sierpień
month-9 = wrzesień
month-10 = październik
month-11 = listopad
month-12 = grudzień
month-of-1 = stycznia
month-of-2 = lutego
month-of-3 = marca
month-of-4 = kwietnia
month-of-5 = maja
month-of-6 = czerwca
month-of-7 = lipca
month-of-8 = sierpnia
month-of-9 = września
month-of-10 = października
month-of-11 = listopada
month-of-12 = grudnia
weekday-1 = poniedziałek
weekday-2 = wtorek
weekday-3 = środa
weekday-4 = czwartek
weekday-5 = piątek
weekday-6 = sobota
weekday-7 = niedziela
weekday-on-1 = poniedziałek
weekday-on-2 = wtorek
weekday-on-3 = środa
weekday-on-4 = czwartek
weekday-on-5 = piątek
weekday-on-6 = sobota
weekday-on-7 = niedziela
month-year = { $month } { $year }
date = { $day } { $month } { $year }
day-month = { $day } { $month }
weekday-date = { $weekday }, { $date }
time-midnight = 0:00
time-noon = 12:00
time-morning = { $hour24 }:00
time-afternoon = { $hour24 }:00
time-morning-minutes = { $hour24 }:{ $minutes }
time-afternoon-minutes = { $hour24 }:{ $minutes }
when-time = { $day }, { $from }
when-times = { $day }, { $from }–{ $to }
when-days = { $day } – { $to-day }
when-times-on-days = { $day }, { $from } – { $to-day }, { $to }
when-time-to-day = { $day }, { $from } – { $to-day }
zone-time = czas: { $city }
in-zone = { $when } ({ $zone })
time-twice-first = { $when } (pierwsza z dwóch godzin { $time } tej nocy)
time-twice-second = { $when } (druga z dwóch godzin { $time } tej nocy)

## Times without a series
days-in-month = { $from }–{ $to }
days-from-to = { $from } – { $to }
break = Przerwa ({ $title }): { $days }.
break-reason = Przerwa ({ $title }): { $days } ({ $reason }).
back-on = Znów od: { $day }.

## How something repeats
weekday-every-1 = w poniedziałki
weekday-every-2 = we wtorki
weekday-every-3 = w środy
weekday-every-4 = w czwartki
weekday-every-5 = w piątki
weekday-every-6 = w soboty
weekday-every-7 = w niedziele
weekday-nth-1 = poniedziałek
weekday-nth-2 = wtorek
weekday-nth-3 = środę
weekday-nth-4 = czwartek
weekday-nth-5 = piątek
weekday-nth-6 = sobotę
weekday-nth-7 = niedzielę
month-in-1 = w styczniu
month-in-2 = w lutym
month-in-3 = w marcu
month-in-4 = w kwietniu
month-in-5 = w maju
month-in-6 = w czerwcu
month-in-7 = w lipcu
month-in-8 = w sierpniu
month-in-9 = we wrześniu
month-in-10 = w październiku
month-in-11 = w listopadzie
month-in-12 = w grudniu
rule-until = { $rule } do { $date }
rule-twice = { $rule }, dwa razy
rule-times = { $rule }, { $count ->
    [one] { $count } raz
   *[other] { $count } razy
 }
rule-every-day = codziennie
rule-other-day = co drugi dzień
rule-days = { $count ->
    [one] co { $count } dzień
   *[other] co { $count } dni
 }
rule-working-days = od poniedziałku do piątku
rule-weekly = co tydzień { $days }
rule-in-months = { $rule } { $months }
rule-other-week-on-one = co drugi tydzień { $days }
rule-other-week = co drugi tydzień { $days }
rule-weeks = { $count ->
    [one] co { $count } tydzień { $days }
    [few] co { $count } tygodnie { $days }
    [many] co { $count } tygodni { $days }
   *[other] co { $count } tygodnia { $days }
 }
rule-weekly-some-months = { $days }, { $months }
rule-last-day = w ostatnim dniu każdego miesiąca
rule-last-day-some-months = ostatniego dnia, { $months }
rule-day-if-any = { $day } dnia każdego miesiąca, który ma taki dzień
rule-month-days = co miesiąc: { $days }
rule-month-days-some-months = { $months }: { $days }
rule-year = co roku: { $days }
rule-other-year = co dwa lata: { $days }
rule-years = { $count ->
    [one] co { $count } rok: { $days }
    [few] co { $count } lata: { $days }
    [many] co { $count } lat: { $days }
   *[other] co { $count } roku: { $days }
 }
rule-leap-years = w każdym roku przestępnym: { $day }
rule-nth = { $days } każdego miesiąca
rule-nth-if-any = { $days } każdego miesiąca, który ma taki dzień
rule-nth-some-months = { $days }, { $months }
rule-nth-year = { $days } każdego roku
rule-nth-months = co roku { $months }: { $days }
rule-nth-months-other-year = co dwa lata { $months }: { $days }
rule-nth-months-years = { $count ->
    [one] co { $count } rok { $months }: { $days }
    [few] co { $count } lata { $months }: { $days }
    [many] co { $count } lat { $months }: { $days }
   *[other] co { $count } roku { $months }: { $days }
 }
month-day = { $number }.
month-last-day = ostatni dzień
last-day-of-month = ostatni dzień ({ $month })
nth-month = { $count ->
    [2] co drugi miesiąc
    [3] co trzeci miesiąc
    [4] co czwarty miesiąc
    [5] co piąty miesiąc
    [6] co szósty miesiąc
   *[other] co { $count }. miesiąc
 }
nth-one = w { $nth } { $weekday }
nth-some = w { $numbers } { $weekday }
further = { $name }
nth = { $weekday ->
    [3] { $nth ->
        [-1] ostatnią
        [-2] przedostatnią
        [1] pierwszą
        [2] drugą
        [3] trzecią
        [4] czwartą
        [5] piątą
       *[other] { $nth }.
    }
    [6] { $nth ->
        [-1] ostatnią
        [-2] przedostatnią
        [1] pierwszą
        [2] drugą
        [3] trzecią
        [4] czwartą
        [5] piątą
       *[other] { $nth }.
    }
    [7] { $nth ->
        [-1] ostatnią
        [-2] przedostatnią
        [1] pierwszą
        [2] drugą
        [3] trzecią
        [4] czwartą
        [5] piątą
       *[other] { $nth }.
    }
   *[other] { $nth ->
        [-1] ostatni
        [-2] przedostatni
        [1] pierwszy
        [2] drugi
        [3] trzeci
        [4] czwarty
        [5] piąty
       *[other] { $nth }.
    }
 }

## Types
type-story = Historia
type-case-study = Studium przypadku
type-news = Wiadomość
type-view = Opinia
type-statement = Oświadczenie
type-organisation = Organizacja
type-group = Grupa
type-partnership = Partnerstwo
type-infrastructure = Organizacja wspierająca
type-faith = Wspólnota religijna
type-school = Szkoła
type-statutory = Instytucja publiczna
type-funder = Grantodawca
type-business = Firma
type-report = Raport
type-toolkit = Zestaw narzędzi
type-guide = Przewodnik
type-dialogue = Dialog
type-poster = Plakat
type-video = Film
level-neighbourhood = Sąsiedztwo
level-estate = Osiedle
level-ward = Okręg wyborczy
level-parish = Parafia cywilna
level-village = Wieś
level-town = Miasteczko
level-city = Miasto
level-borough = Gmina miejska
level-district = Dystrykt
level-county = Hrabstwo
level-combined-authority = Związek samorządów
level-region = Region
level-nation = Kraj

## Access facts
access-step-free = Wejście bez schodów
access-level-route = Równa droga od przystanku
access-lift = Winda
access-accessible-toilet = Dostępna toaleta
access-changing-places = Toaleta Changing Places
access-blue-badge-bays = Miejsca z Blue Badge
access-parking = Parking
access-hearing-loop = Pętla indukcyjna
access-bsl = Brytyjski język migowy
access-live-captions = Napisy na żywo
access-captions = Napisy
access-quiet-space = Ciche miejsce
access-prayer-room = Pokój modlitwy
access-women-only = Tylko dla kobiet
access-halal = Halal
access-vegetarian = Jedzenie wegetariańskie
access-food = Poczęstunek
access-childcare = Opieka nad dziećmi
access-assistance-dogs = Psy asystujące mile widziane
access-pushchairs = Miejsce na wózki dziecięce

## Languages
language-am = amharski
language-ar = arabski
language-bg = bułgarski
language-bn = bengalski
language-bsl = brytyjski język migowy
language-bfi = brytyjski język migowy
language-ckb = kurdyjski (sorani)
language-cs = czeski
language-cy = walijski
language-de = niemiecki
language-el = grecki
language-en = angielski
language-es = hiszpański
language-fa = perski
language-fr = francuski
language-ga = irlandzki
language-gd = szkocki gaelicki
language-gu = gudźarati
language-hi = hindi
language-hu = węgierski
language-it = włoski
language-ku = kurdyjski
language-lt = litewski
language-lv = łotewski
language-ne = nepalski
language-nl = niderlandzki
language-pa = pendżabski
language-pl = polski
language-prs = dari
language-ps = paszto
language-pt = portugalski
language-ro = rumuński
language-ru = rosyjski
language-sk = słowacki
language-so = somalijski
language-sq = albański
language-sw = suahili
language-syl = sylheti
language-ta = tamilski
language-te = telugu
language-ti = tigrinia
language-tl = tagalski
language-tr = turecki
language-uk = ukraiński
language-ur = urdu
language-vi = wietnamski
language-yi = jidysz
language-yo = joruba
language-yue = kantoński
language-zh = chiński

## Search
search = Szukaj
search-description = Znajdź historie, wydarzenia, grupy, miejsca i materiały.
search-without = Wyszukiwanie wymaga JavaScriptu, który jest tu wyłączony lub zablokowany. Wszystko można znaleźć i bez niego, w taki sposób.
search-for = Czego szukasz?
search-show-only = Pokaż tylko
choose-kind = Rodzaj
choose-place = Miejsce
choose-topic = Temat
choose-language = Język
choose-all-kinds = Wszystkie rodzaje
choose-all-places = Wszystkie miejsca
choose-all-topics = Wszystkie tematy
choose-all-languages = Wszystkie języki
search-results = Wyniki: { $count }
search-none = Nic nie znaleziono. Użyj mniej słów lub innych słów albo szukaj we wszystkich rodzajach.
search-instead = Dla tych słów znaleziono niewiele. Oto, co jest dla „{ $words }”:
search-looking = Szukam…
search-failed = Nie udało się wczytać wyszukiwania. Wczytaj stronę ponownie lub skorzystaj z jednego ze sposobów poniżej.
search-more = Pokaż więcej wyników
search-ways = Inne sposoby szukania
search-way-events = <events>Wydarzenia</events> są uporządkowane według dni i miesięcy.
search-way-places = <places>Miejsca</places> pokazują wszystko, co jest w pobliżu.
search-way-topics = <topics>Tematy</topics> zbierają to, co dotyczy tej samej sprawy.
search-way-lists = Możesz też przejrzeć <stories>historie</stories>, <partners>grupy i organizacje</partners>, <campaigns>kampanie</campaigns> i <resources>materiały</resources>.
search-way-ask = Lub zapytaj człowieka: <ask>{ $address }</ask>

## What the site says of itself
accessibility = Dostępność
accessibility-intro = Z tej strony powinien móc korzystać każdy, bez względu na to, co widzi, słyszy lub może nacisnąć i jaki ma telefon.
accessibility-how = Strony są tworzone zgodnie z wytycznymi dostępności treści internetowych (WCAG) 2.2 na poziomie AA. Można z nich korzystać samą klawiaturą i z czytnikiem ekranu, w czterokrotnym powiększeniu, w ciemnych kolorach, bez JavaScriptu i na papierze.
accessibility-trouble = Jeśli coś Ci nie działa
accessibility-tell = <tell>Napisz do nas</tell>. Postaramy się to naprawić albo przekazać treść w innej formie.
accessibility-ring = Można też zadzwonić: { $phone }.
accessibility-checks = Jak to sprawdzamy
accessibility-program = Przy każdym tworzeniu tej strony program szuka obrazów bez opisów, nagłówków w złej kolejności, linków, które nie mówią, dokąd prowadzą, nieoznaczonych słów w innych językach i kolorów, które trudno odczytać.
accessibility-checked = Ostatnio sprawdził ją człowiek: { $date }.
accessibility-checked-by = Ostatnie sprawdzenie: { $name }, { $date }.
accessibility-unchecked = Nie zapisano dnia, w którym sprawdził ją człowiek.
accessibility-known = Co nie jest takie, jak powinno
accessibility-waived = { $reason } Do poprawienia do { $date } (WCAG { $criterion }).
accessibility-nothing = Obecnie nic nam o tym nie wiadomo.
privacy = Prywatność
privacy-intro = Czytanie tej strony nie zostawia śladów i nikomu niczego o Tobie nie mówi.
privacy-cookies = Nie używa ciasteczek i nie przechowuje niczego o Tobie na telefonie ani komputerze.
privacy-others = Wszystko na stronie pochodzi z niej samej. O nic nie pytamy nikogo innego: nie ma map, filmów, krojów pisma, liczników ani reklam z zewnątrz.
privacy-links = Gdy przechodzisz na inną stronę, nie dowiaduje się ona, że przychodzisz stąd.
privacy-search = To, czego szukasz, jest wyszukiwane na Twoim telefonie lub komputerze.
privacy-host = Jak każda strona, ta także leży na serwerze, który może przez jakiś czas zapisywać, o które strony pytano i z jakiego adresu internetowego.
privacy-browser = Twoja przeglądarka pamięta, gdzie byłeś lub byłaś. Jeśli zagląda do niej ktoś inny, usuń historię albo użyj okna prywatnego.
privacy-people = Każdy, kto jest wymieniony lub pokazany w historii, zgodził się na to i w każdej chwili może <tell>poprosić nas</tell> o zmianę lub usunięcie.
privacy-ask = Czy chcesz wiedzieć coś jeszcze? <tell>Zapytaj nas</tell>.
send-event = Wyślij nam swoje wydarzenie
send-intro = Napisz, co planujesz. Wystarczy kilka słów; zapytamy, jeśli będziemy potrzebować więcej.
send-mail = Napisz e-mail z tymi pytaniami
send-copy = Albo skopiuj te linijki do wiadomości, wypełnij je i wyślij do nas.
send-lines = Pytania
copy-lines = Skopiuj te linijki
send-subject = Wydarzenie na waszą stronę
send-what = Wydarzenie
send-day = Data
send-starts = Początek
send-ends = Koniec
send-where = Gdzie
send-about = Co się będzie działo
send-run-by = Kto organizuje
send-contact = Kontakt do opublikowania
send-cost = Koszt
send-access = Dostępność (bez schodów, toalety, parking)
send-from = Od kogo (nie publikujemy)
